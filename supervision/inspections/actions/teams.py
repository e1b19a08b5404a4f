"""The team of an inspection: who goes, who is invited, what each of them declares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.actions.access import add_handler
from records.matters.actions.exclusions import step_back
from records.matters.models.access import Handler
from records.matters.models.matters import Matter
from records.work.actions.reconcile import reconcile
from supervision.inspections.models.inspections import Inspection, Member, Outsider
from supervision.inspections.queries import inspections as queries
from supervision.inspections.rules import inspections as rules
from supervision.inspections.rules.findings import CLOSED
from supervision.permissions import INSPECT, WRITE_INSPECTION
from township.actors import Actor, NotAllowed
from township.directory.models.people import Person
from township.refusals import Refused
from township.words import check_words


@dataclass(frozen=True)
class Guest:
    """Somebody invited from outside. kind, sight: keys of OUTSIDERS and SIGHTS."""

    kind: str
    name: str
    organ: str
    sight: str


def set_team(
    *, inspection_id: int, revision: int, leader: Person, members: Sequence[Person], by: Actor, at: datetime
) -> Inspection:
    """Name the team, or change it while the work lasts: what was filled in stays, the items of who leaves are shared out anew.

    Refused for whoever works in an inspected unit, is in charge of one or has stepped back before."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=WRITE_INSPECTION, by=by, at=at)
        move, row = turn.move("team"), turn.row
        people = {one.pk: one for one in (leader, *members)}
        rules.check_team(leader.pk, [one.pk for one in members])
        _check_impartial(row, people, leader.pk, turn.today)
        gone = row.members.filter(person_id__in=people, recused_on__isnull=False).select_related("person").first()
        if gone:
            raise Refused(f"{gone.person.name}已经申明回避，请另选。", rules.RECUSAL, "members")
        gone = list(queries.members_of(row).exclude(person_id__in=people))
        parts = [one.matter for one in row.findings.select_related("matter")]
        _dismiss(row, gone, parts, turn.today)
        row.members.update(is_leader=False)
        for pk, person in people.items():
            member, _ = Member.objects.get_or_create(inspection=row, person=person)
            if member.left_on:
                member.left_on, member.declared_on = None, None
            member.is_leader = pk == leader.pk
            member.save()
            for matter in (row.matter, *parts):
                add_handler(matter=matter, person=person, part=Handler.Part.INSPECTOR, at=at)
        share_with_team(row)
        finish(turn, move, text="编组督查组", detail={"members": sorted(people)})
        _settle_findings(turn)
        tell(turn, people, kind="team", text="已编入督查组，请确认是否需要回避", key=str(row.revision))
        return row


def invite(*, inspection_id: int, revision: int, guests: Sequence[Guest], by: Actor, at: datetime) -> Inspection:
    """Write the list of outsiders anew, with what each may see."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=WRITE_INSPECTION, by=by, at=at)
        move, row = turn.move("invite"), turn.row
        for guest in guests:
            if guest.kind not in rules.OUTSIDERS or guest.sight not in rules.SIGHTS:
                raise Refused("请选择身份和可以看的范围。", field="guests")
            check_words("姓名", guest.name, field="guests", least=2, most=30)
        row.outsiders.all().delete()
        Outsider.objects.bulk_create(
            Outsider(
                inspection=row, kind=one.kind, name=one.name.strip(), organ=one.organ.strip()[:60], sight=one.sight
            )
            for one in guests
        )
        return finish(turn, move, text=f"外邀人员{len(guests)}人", detail={"guests": len(guests)})


def declare(*, inspection_id: int, revision: int, by: Actor, at: datetime) -> Inspection:
    """A member says that nothing ties the member to an inspected unit; judged again by the posts of the day."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=INSPECT, by=by, at=at)
        move, row = turn.move("declare"), turn.row
        member = own_place(turn)
        if member.declared_on:
            raise Refused("您已经确认过。")
        _check_impartial(row, {by.person_id: member.person}, None, turn.today)
        member.declared_on = turn.today
        member.save(update_fields=["declared_on"])
        return finish(turn, move, text="成员确认无须回避", detail={"person": by.person_id})


def recuse(*, inspection_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Inspection:
    """A member steps back: out of the team and of sight, with the reason on record; the office names somebody else."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=INSPECT, by=by, at=at)
        move, row = turn.move("recuse"), turn.row
        member = own_place(turn)
        member.reason = check_words("回避的理由", reason, field="reason", least=4, most=200)
        member.recused_on, member.declared_on, member.is_leader = turn.today, None, False
        member.save()
        row.items.filter(member=member).update(member=None)
        share_with_team(row)
        finish(turn, move, text="成员申明回避", detail={"person": by.person_id})
        _settle_findings(turn)
        tell(turn, [row.proposed_by_id], kind="recused", text="一名成员申明回避，请调整编组", key=str(member.pk))
        step_back(matter=row.matter, reason=reason, by=by, at=at)
        return row


def own_place(turn: Turn) -> Member:
    """The actor's place on the team, or NotAllowed."""
    member = queries.membership(turn.by, turn.row)
    if member is None:
        raise NotAllowed("只有督查组成员才能办理这一步。")
    return member


def _check_impartial(row: Inspection, people: dict[int, Person], leader: int | None, today: date) -> None:
    units = row.inspected.values_list("unit_id", flat=True)
    found = queries.nearness(people.values(), units, row.township_id, today)
    near = dict(zip(people, found, strict=True))
    if leader in near:
        rules.check_impartial([near[leader]], "leader")
    rules.check_impartial(near.values(), "members")


def _dismiss(row: Inspection, gone: Sequence[Member], parts: Sequence[Matter], today: date) -> None:
    """These leave the team: before the work began nothing is left of it, afterwards it stays on record."""
    matters = [row.matter, *parts]
    people = [one.person_id for one in gone]
    row.items.filter(member__in=gone).update(member=None)
    Handler.objects.filter(matter__in=matters, part=Handler.Part.INSPECTOR, person_id__in=people).delete()
    for member in gone:
        if row.state == rules.PLANNED:
            member.delete()
        else:
            member.left_on, member.is_leader = today, False
            member.save(update_fields=["left_on", "is_leader"])


def _settle_findings(turn: Turn) -> None:
    """Who owes the next step of the findings where that is the leader's."""
    for finding in turn.row.findings.exclude(state__in=sorted(CLOSED)).select_related("matter", "unit", "inspection"):
        reconcile(finding, by=turn.by, at=turn.at)


def share_with_team(row: Inspection) -> None:
    """Items that nobody has go to the members in turn."""
    team = list(queries.members_of(row))
    for n, item in enumerate(row.items.filter(member__isnull=True) if team else ()):
        item.member = team[n % len(team)]
        item.save(update_fields=["member"])
