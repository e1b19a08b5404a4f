"""Who may come near a matter: holders, handlers, the access list, implicated persons and units, recusal.

Deny beats every role, so each way in asks the rule first; triggers in the database refuse the same (records/guards.py).
Everything here locks the matter's row first: an implication and an assignment at the same moment cannot pass each other.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from records.matters.kinds import KINDS
from records.matters.models.access import Access, Handler, Holding, Implication, Recusal
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.access import holder_places, implicated_places, is_shut_out, may_arrange, place_of
from records.matters.queries.scope import is_visible
from records.matters.rules import ARTICLE, check_holder, check_no_holder
from township.actors import Actor, NotAllowed, OutOfScope
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.directory.queries.recipients import liaisons_of
from township.journal.actions import write_entry
from township.refusals import Refused
from township.saving import once


def note_implication(
    *,
    matter: Matter,
    person: Person | None = None,
    unit: Unit | None = None,
    reason: str,
    copy_of: Implication | None = None,
    by: Actor,
    at: datetime,
) -> Implication:
    """Enter the person or the unit (exactly one) that the matter complains of; from now on they see nothing of it.

    Building block (records.matters.actions.exclusions asks for leave and for the second person): no journal, once each.
    Refused while the unit, one below it or the one right above it holds the matter. copy_of: the entry in another matter
    that this one follows, so that it is lifted with it.
    """
    subject = one_of(person, unit)
    with transaction.atomic():
        lock_matter(matter)
        if subject.township_id != matter.township_id:
            raise OutOfScope("没有找到这个单位或人员。")
        known = _live(matter, person, unit).first()
        if known:
            return known
        if unit is not None:
            check_no_holder(place_of(unit), holder_places(matter))
        return Implication.objects.create(
            matter=matter,
            person=person,
            unit=unit,
            reason=reason[:200],
            copy_of=copy_of,
            added_by_id=by.person_id,
            added_at=at,
        )


def note_recusal(matter: Matter, person: Person, reason: str, by: Actor, at: datetime, **added_by) -> Recusal:
    """Keep an official out of the matter. Building block: no right asked, no journal."""
    with once(Refused(f"{person.name}已经回避。")):
        values = {"added_by_id": by.person_id} | added_by
        return Recusal.objects.create(matter=matter, person=person, reason=reason, added_at=at, **values)


def grant_access(*, matter: Matter, person: Person, by: Actor, at: datetime) -> Access:
    """Put a person on the access list of a restricted matter. Building block: the caller writes the journal.

    The first name may be set by who registers the matter; after that only by who is on the list themselves.
    """
    with transaction.atomic():
        lock_matter(matter)
        if matter.secrecy != Secrecy.RESTRICTED:
            raise Refused("只有限知事项才有知悉名单。")
        if Access.objects.filter(matter=matter).exists():
            _ensure_visible(by, matter)
        elif by.township_id != matter.township_id:
            raise OutOfScope("没有找到这个事项。")
        _check_person(matter, person, at.date(), "不能列入知悉名单")
        known = Access.objects.filter(matter=matter, person=person).first()
        return known or Access.objects.create(matter=matter, person=person, granted_by_id=by.person_id, granted_at=at)


def admit(*, matter: Matter, person: Person, by: Actor, at: datetime) -> Access:
    """The same as an act of its own, from the page of the matter. Writes the journal."""
    with transaction.atomic():
        _ensure_visible(by, matter)
        ensure_arranges(by, matter)
        row = grant_access(matter=matter, person=person, by=by, at=at)
        note_in_journal(matter, by, at, "access.grant", {"person": person.pk})
    return row


def admit_liaisons(*, matter: Matter, units: Iterable[Unit], by: Actor, at: datetime) -> list[int]:
    """A paper on a restricted matter goes to these units: their liaisons are put on the access list, else nobody there could
    sign for it. Building block; nothing for an ordinary matter. Returns the persons who are new on the list; journal."""
    if matter.secrecy != Secrecy.RESTRICTED:
        return []
    people = Person.objects.filter(pk__in=liaisons_of([unit.pk for unit in units], at.date()), is_active=True)
    fresh = []
    for person in people.exclude(pk__in=Access.objects.filter(matter=matter).values("person_id")).order_by("pk"):
        if not is_shut_out(matter, person, at.date()):
            Access.objects.create(matter=matter, person=person, granted_by_id=by.person_id, granted_at=at)
            fresh.append(person.pk)
            note_in_journal(matter, by, at, "access.grant", {"person": person.pk})
    return fresh


def keep_as_closed(*, matter: Matter, sources: Iterable[Matter], by: Actor, at: datetime) -> None:
    """A matter that rests on others keeps out whom they keep out: implicated, recused, and who is not on their list.

    Building block for who sees all of `sources`; `matter` is restricted where one of them is. A person is put on its list
    who stands on the list of every restricted source.
    """
    listed: list[set[int]] = []
    for source in sources:
        for row in Implication.objects.filter(matter=source, lifted_at__isnull=True).select_related("person", "unit"):
            note_implication(
                matter=matter, person=row.person, unit=row.unit, reason=row.reason, copy_of=row, by=by, at=at
            )
        for row in Recusal.objects.filter(matter=source, lifted_at__isnull=True):
            Recusal.objects.get_or_create(
                matter=matter,
                person_id=row.person_id,
                lifted_at=None,
                defaults={"reason": row.reason, "copy_of": row, "added_by_id": row.added_by_id, "added_at": at},
            )
        if source.secrecy == Secrecy.RESTRICTED:
            listed.append(set(Access.objects.filter(matter=source).values_list("person_id", flat=True)))
    for person in Person.objects.filter(pk__in=set.intersection(*listed) if listed else ()).order_by("pk"):
        if not is_shut_out(matter, person, at.date()):
            Access.objects.get_or_create(
                matter=matter, person=person, defaults={"granted_by_id": by.person_id, "granted_at": at}
            )


def ensure_arranges(by: Actor, matter: Matter) -> None:
    """NotAllowed for the one the matter is about: who comes near it is not for that person to settle."""
    if not may_arrange(by, matter):
        raise NotAllowed(
            "这个事项涉及您本人或者您所在的单位，知悉名单、涉及对象和回避由联席办办理；对办理人员有意见的，请写进陈述申辩。"
        )


def hold(*, matter: Matter, unit: Unit, part: str, at: datetime) -> Holding:
    """Let a unit work on the matter: part "lead" (one) or "assist". A lead unit becomes the matter's holder_unit.

    Building block. Refused for an implicated unit or one close to it, and for a second lead unit; a unit that holds the
    matter already only changes its part.
    """
    with transaction.atomic():
        lock_matter(matter)
        if unit.township_id != matter.township_id:
            raise OutOfScope("没有找到这个单位。")
        check_holder(place_of(unit), implicated_places(matter))
        live = Holding.objects.filter(matter=matter, ended_on__isnull=True)
        if part == Holding.Part.LEAD:
            other = live.filter(part=part).exclude(unit=unit).select_related("unit").first()
            if other:
                raise Refused(f"已由{other.unit.name}主办，一个事项只有一个主办单位。请先收回交办。", field="unit")
        holding = live.filter(unit=unit).first() or Holding(matter=matter, unit=unit)
        holding.part = part
        holding.save()
        if part == Holding.Part.LEAD:
            matter.holder_unit = unit
            matter.save(update_fields=["holder_unit"])
    return holding


def let_see(*, matter: Matter, units: Iterable[Unit], at: datetime) -> None:
    """These units see the matter from now on, as assisting ones; a unit that does already stays as it is."""
    held = set(Holding.objects.filter(matter=matter, ended_on__isnull=True).values_list("unit_id", flat=True))
    for unit in units:
        if unit.pk not in held:
            hold(matter=matter, unit=unit, part=Holding.Part.ASSIST, at=at)


def hold_by_all(*, matter: Matter, units: Collection[Unit]) -> int:
    """Let many units assist at once, with as many statements as for one; returns how many are new.

    Building block. Refused, for all of them, when one is implicated or close to an implicated unit.
    """
    with transaction.atomic():
        lock_matter(matter)
        implicated = implicated_places(matter)
        for unit in units:
            if unit.township_id != matter.township_id:
                raise OutOfScope("没有找到这个单位。")
            check_holder(place_of(unit), implicated)
        held = set(Holding.objects.filter(matter=matter, ended_on__isnull=True).values_list("unit_id", flat=True))
        rows = [Holding(matter=matter, unit=unit, part=Holding.Part.ASSIST) for unit in units if unit.pk not in held]
        return len(Holding.objects.bulk_create(rows))


def let_assist(holders: Iterable[tuple[Matter, Collection[Unit]]]) -> None:
    """Units that assist in matters which were made just now: nobody is implicated in them yet (one statement)."""
    rows = []
    for matter, units in holders:
        for unit in units:
            if unit.township_id != matter.township_id:
                raise OutOfScope("没有找到这个单位。")
            rows.append(Holding(matter=matter, unit=unit, part=Holding.Part.ASSIST))
    Holding.objects.bulk_create(rows, batch_size=500)


def end_holding(*, matter: Matter, unit: Unit, on: date) -> bool:
    """End a unit's part on the day `on`; its people lose sight of the matter. False when it held none."""
    with transaction.atomic():
        lock_matter(matter)
        ended = Holding.objects.filter(matter=matter, unit=unit, ended_on__isnull=True).update(ended_on=on)
        if ended and matter.holder_unit_id == unit.pk:
            matter.holder_unit = None
            matter.save(update_fields=["holder_unit"])
    return bool(ended)


def add_handler(*, matter: Matter, person: Person, part: str, at: datetime | None = None) -> Handler:
    """Give a person a part in the matter (a value of Handler.Part). Building block; the same part twice is one row.

    Refused for somebody who is implicated, close to an implicated unit (posts held on the day of `at`) or recused.
    """
    if part not in Handler.Part.values:
        raise ValueError(f"unknown part {part}")
    with transaction.atomic():
        lock_matter(matter)
        _check_person(matter, person, at.date() if at else matter.opened_on, "不能参与办理")
        known = Handler.objects.filter(matter=matter, person=person, part=part).first()
        return known or Handler.objects.create(matter=matter, person=person, part=part)


def _check_person(matter: Matter, person: Person, on: date, consequence: str) -> None:
    if person.township_id != matter.township_id:
        raise OutOfScope("没有找到这个人员。")
    if is_shut_out(matter, person, on):
        raise Refused(f"{person.name}是涉及对象、在涉及单位任职或已经回避，{consequence}。", ARTICLE, "person")


def one_of(person: Person | None, unit: Unit | None) -> Person | Unit:
    if (person is None) == (unit is None):
        raise ValueError("either a person or a unit")
    return person or unit


def _live(matter: Matter, person: Person | None, unit: Unit | None) -> QuerySet[Implication]:
    return Implication.objects.filter(matter=matter, person=person, unit=unit, lifted_at__isnull=True)


def _ensure_visible(by: Actor, matter: Matter) -> None:
    if not is_visible(by, matter.pk, KINDS[matter.kind].view):
        raise OutOfScope("没有找到这个事项。")


def lock_matter(matter: Matter) -> None:
    Matter.objects.select_for_update().get(pk=matter.pk)


def note_in_journal(matter: Matter, by: Actor, at: datetime, action: str, detail: dict) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind=matter.kind,
        subject_id=matter.pk,
        subject_label=matter.number,
        detail=detail,
    )
