"""Standing in: where nobody is left who could decide about one matter, the next in order does (代行审批).

The order: as the profile in force seats the meeting, else director, convenor, chief convenor, leadership; after that the
district office decides, and a person of the township enters its paper under that number.
"""

from datetime import datetime

from django.db import transaction

from records.matters.actions.access import add_handler, ensure_arranges, lock_matter, note_in_journal
from records.matters.models.access import Access, Handler, StandIn
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.deciders import (
    Subject,
    able,
    deputy,
    lent_on,
    people_about,
    rights_lost,
    rights_without_anybody,
)
from records.matters.queries.scope import ensure
from records.matters.rules import HIGHER
from records.notices.actions.notices import notify
from records.permissions import CONFIRM_EXCLUSION
from township.actors import Actor
from township.directory.models.people import Person
from township.permissions import CAPABILITIES, Capability
from township.refusals import Refused


def name_deputies(
    matter: Matter,
    subject: Subject,
    *,
    wanted: Person | None = None,
    must: bool,
    basis: str = "",
    only_check: bool = False,
    by: Actor,
    at: datetime,
) -> list[StandIn]:
    """For every right that only the subject could still use on the matter: who stands in. Called before the entry is made.

    wanted: the person chosen, None = the next in order; must: Refused where there is none, unless the district office has
    decided (`basis`); only_check: nothing is written.
    """
    lost = rights_lost(matter, subject, people_about(matter, at.date()))
    rest = [one for one in _next_ones(matter, at, by_two=must) if not subject.shuts(one)] if lost else []
    return [row for right in lost if (row := _one(matter, right, rest, wanted, must, basis, only_check, by, at))]


def name_deputy(*, matter: Matter, person: Person | None, basis: str = "", by: Actor, at: datetime) -> list[StandIn]:
    """Give what waits on the matter and can be decided by nobody to the next in order, or to the person chosen.

    From the desk of whoever comes next (records.work.queries.desk.hanging). Refused when nothing hangs.
    """
    with transaction.atomic():
        lock_matter(matter)
        ensure(by, CONFIRM_EXCLUSION, matter)
        ensure_arranges(by, matter)
        rights = rights_without_anybody(matter, people_about(matter, at.date()))
        if not rights:
            raise Refused("这件事项现在没有无人可办的审批，请刷新页面。")
        people = _next_ones(matter, at, by_two=False)
        return [_one(matter, right, people, person, True, basis, False, by, at) for right in rights]


def escalate(matter: Matter, by: Actor, at: datetime) -> None:
    """After a proposal: where nobody can decide it, the next in order is asked; where there is no next, the desk of the
    office says so. Building block of `propose`."""
    for right in rights_without_anybody(matter, people_about(matter, at.date())):
        _one(matter, right, _next_ones(matter, at, by_two=False), None, False, "", False, by, at)


def end_needless(matter: Matter, at: datetime) -> None:
    """A deputy's part ends when somebody with the right by post is back."""
    live = list(StandIn.objects.filter(matter=matter, ended_at__isnull=True))
    if not live:
        return
    people = people_about(matter, at.date())
    for row in live:
        if able(CAPABILITIES[row.right], people):
            row.ended_at = at
            row.save(update_fields=["ended_at"])
            if not StandIn.objects.filter(matter=matter, person=row.person, ended_at__isnull=True).exists():
                Handler.objects.filter(matter=matter, person=row.person, part=Handler.Part.STAND_IN).delete()
            _lend(row.person)


def _next_ones(matter: Matter, at: datetime, *, by_two: bool) -> list[Actor]:
    """Who may stand in. The list of a restricted matter grows by a deputy only where two persons decide about it: nobody new
    learns of an accusation because one asks for something."""
    return people_about(matter, at.date(), beyond_list=by_two)


def _one(
    matter: Matter,
    right: Capability,
    people: list[Actor],
    wanted: Person | None,
    must: bool,
    basis: str,
    only_check: bool,
    by: Actor,
    at: datetime,
) -> StandIn | None:
    person = _chosen(matter, right, people, wanted, basis)
    if person is None:
        if must:
            raise Refused(
                f"这样登记以后，本件没有人可以办理“{right.label}”。请选代行审批人；没有合适人选的，"
                f"报{HIGHER}决定，选登记决定的同志，并填写决定的文号。",
                field="stand_in",
            )
        return None
    if only_check or (right.code, person.pk) in lent_on(matter):
        return None
    row = StandIn.objects.create(
        matter=matter, right=right.code, person=person, basis=basis.strip()[:120], named_by_id=by.person_id, named_at=at
    )
    add_handler(matter=matter, person=person, part=Handler.Part.STAND_IN, at=at)
    if matter.secrecy == Secrecy.RESTRICTED:
        values = {"granted_by_id": by.person_id, "granted_at": at}
        Access.objects.get_or_create(matter=matter, person=person, defaults=values)
    _lend(person)
    note_in_journal(matter, by, at, "access.stand_in", {"person": person.pk, "right": right.code})
    notify(
        matter=matter,
        recipients=[person.pk],
        kind="access.stand_in",
        text=f"{matter.number} 由您代行“{right.label}”",
        key=f"stand_in:{row.pk}",
        at=at,
    )
    return row


def _chosen(matter: Matter, right: Capability, people: list[Actor], wanted: Person | None, basis: str) -> Person | None:
    """The person chosen if in order, or anybody in sight who enters the district office's decision; else the next in order."""
    ids = {one.person_id for one in people}
    next_one = deputy(matter, right, people)
    if wanted is None:
        return Person.objects.get(pk=next_one.person_id) if next_one else None
    in_order = {one.person_id for one in people if deputy(matter, right, [one])}
    if wanted.pk in in_order or (wanted.pk in ids and basis.strip()):
        return wanted
    if next_one is None:
        raise Refused(f"没有可以代行的领导，请报{HIGHER}决定，并填写决定的文号。", field="basis")
    raise Refused(
        f"{wanted.name}不能代行“{right.label}”：代行人按主任、召集人、总召集人、班子成员的顺序确定，不是提出人、"
        "涉及对象或者回避人。",
        field="stand_in",
    )


def _lend(person: Person) -> None:
    rows = StandIn.objects.filter(person=person, ended_at__isnull=True)
    person.lent_rights = sorted(set(rows.values_list("right", flat=True)))
    person.save(update_fields=["lent_rights"])
