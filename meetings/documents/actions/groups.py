"""Special working groups: proposed by the office, decided by a convenor, reporting, disbanded with a result (A5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from meetings.documents.models.groups import CONCERNS, GroupMember, GroupReport, WorkingGroup
from meetings.documents.queries.groups import groups_visible_to, members_of, targets_of
from meetings.documents.rules.groups import GROUNDS, REPORT, RHYTHMS, next_report, spine_title
from meetings.permissions import DECIDE_GROUP, PROPOSE_GROUP, REPORT_GROUP
from meetings.sessions.actions.topics import inherit_denials, matters_named
from records.acts.actions.turns import Turn, finish, start, take, tell
from records.clocks.actions.clocks import start_clock, stop_clocks
from records.matters.actions.access import add_handler, end_holding, hold
from records.matters.models.access import Handler, Holding
from records.matters.models.matters import Matter, Reference
from records.matters.queries.access import implicated_places, place_of
from records.matters.rules import check_holder
from records.papers.actions.approvals import decide, pending, propose, withdraw
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.directory.queries.recipients import leaders, liaisons_of, people_with
from township.directory.queries.units import member_units
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_words

declare_series("group", "组", own=True)
APPROVAL = "group"


@dataclass(frozen=True)
class GroupData:
    """What the form gives. linked: numbers of the matters it is founded for."""

    name: str
    ground: str
    lead_id: int
    mandate: str
    rhythm: str = "month"
    head_id: int | None = None
    unit_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()
    linked: tuple[str, ...] = ()


def propose_group(*, data: GroupData, by: Actor, at: datetime) -> WorkingGroup:
    """The office proposes a group; a convenor decides."""
    with transaction.atomic():
        ensure_may(by, PROPOSE_GROUP)
        if data.ground not in GROUNDS or data.rhythm not in RHYTHMS:
            raise Refused("请选择成立依据和报告周期。", field="ground")
        lead = _unit(data.lead_id, by, "lead")
        head = _person(data.head_id, by, at) if data.head_id else None
        links = matters_named(data.linked, by, most=50, of="一次")
        name = check_words("小组名称", data.name, field="name", least=4, most=60)
        number = issue_number("group", township_id=by.township_id, on=at.date())
        title = spine_title(name, is_linked=bool(links))
        matter = start(kind="group", number=number, title=title, by=by, at=at)
        group = WorkingGroup(
            matter=matter,
            township_id=by.township_id,
            name=name,
            ground=data.ground,
            lead=lead,
            head=head,
            mandate=check_words("工作任务", data.mandate, field="mandate", least=10, most=1000),
            rhythm=data.rhythm,
            proposed_by_id=by.person_id,
            proposed_on=at.date(),
            revision=0,
        )
        turn = Turn(group, by, at)
        finish(turn, "propose", text="提出成立专项工作小组", detail={"links": len(links)})
        _link(turn, links)
        _set_members(turn, data.unit_ids, data.person_ids)
        approval = propose(
            matter=matter, kind=APPROVAL, capability=DECIDE_GROUP, summary="成立专项工作小组", by=by, at=at
        )
        people = people_with(DECIDE_GROUP, by.township_id, turn.today)
        tell(turn, people, kind="approval", text="请决定是否成立专项小组", key=str(approval.pk))
        return group


def decide_group(
    *, group_id: int, revision: int, agreed: bool, remark: str = "", by: Actor, at: datetime
) -> WorkingGroup:
    """The convenor founds the group or declines it with a word. Not by who proposed it."""
    with transaction.atomic():
        turn = _taken(group_id, revision, DECIDE_GROUP, by, at)
        move, group = turn.move("agree" if agreed else "decline"), turn.row
        words = check_words("召集人意见", remark, field="remark", least=0 if agreed else 2, most=300)
        decide(approval_id=pending(turn.matter, APPROVAL).pk, approved=agreed, remark=words, by=by, at=at)
        group.remark, group.decided_by_id, group.decided_on = words, by.person_id, turn.today
        if agreed:
            _admit(turn)
            _await_report(turn)
        finish(turn, move, text="召集人同意成立" if agreed else "召集人不同意成立")
        verdict = "已同意成立" if agreed else "未同意成立"
        told = [group.proposed_by_id, *(_told(turn) if agreed else [])]
        tell(turn, told, kind="decided", text=f"专项小组{verdict}", key="1")
        return group


def withdraw_group(*, group_id: int, revision: int, by: Actor, at: datetime) -> WorkingGroup:
    """Take one's own proposal back before the convenor decides."""
    with transaction.atomic():
        turn = _taken(group_id, revision, PROPOSE_GROUP, by, at)
        if by.person_id != turn.row.proposed_by_id:
            raise NotAllowed("专项小组由提出人撤回。")
        move = turn.move("withdraw")
        withdraw(approval_id=pending(turn.matter, APPROVAL).pk, by=by, at=at)
        finish(turn, move, text="撤回")
        return turn.row


def change_members(
    *, group_id: int, revision: int, unit_ids: Iterable[int], person_ids: Iterable[int], by: Actor, at: datetime
) -> WorkingGroup:
    """Set the members anew; who leaves loses sight of the group."""
    with transaction.atomic():
        turn = _taken(group_id, revision, PROPOSE_GROUP, by, at)
        move = turn.move("change_members")
        came, left = _set_members(turn, unit_ids, person_ids)
        if turn.row.state == "live":
            _admit(turn)
        finish(turn, move, text=f"调整成员，增加{came}，退出{left}")
        return turn.row


def link_matter(*, group_id: int, revision: int, number: str, by: Actor, at: datetime) -> WorkingGroup:
    """One more matter for the group."""
    with transaction.atomic():
        turn = _taken(group_id, revision, PROPOSE_GROUP, by, at)
        move, links = turn.move("link"), matters_named([number], by, most=50, of="一次")
        if not links:
            raise Refused("请填写事项编号。", field="linked")
        if links[0].pk in {matter.pk for matter in targets_of(turn.row.pk)}:
            raise Refused("这个事项已经关联。", field="linked")
        _link(turn, links)
        turn.matter.title = spine_title(turn.row.name, is_linked=True)
        turn.matter.save(update_fields=["title"])
        finish(turn, move, text="关联事项", detail={"matter": links[0].pk})
        return turn.row


def report_group(*, group_id: int, revision: int, text: str, by: Actor, at: datetime) -> GroupReport:
    """A periodic report by the lead unit, the head, or the office; the next one is due a period later."""
    with transaction.atomic():
        turn = _taken(group_id, revision, REPORT_GROUP, by, at)
        move, group = turn.move("report"), turn.row
        if by.reach(REPORT_GROUP) == Reach.OWN and group.lead_id not in by.unit_ids and group.head_id != by.person_id:
            raise NotAllowed("小组工作由牵头单位或组长报告。")
        row = GroupReport.objects.create(
            group=group,
            at=at,
            due_on=group.report_due_on,
            by_id=by.person_id,
            text=check_words("工作情况", text, field="text", least=10, most=2000),
        )
        stop_clocks(matter=turn.matter, codes=[REPORT.code], on=turn.today, evidence="报告小组工作")
        _await_report(turn)
        finish(turn, move, text="报告小组工作", detail={"report": row.pk})
        people = people_with(PROPOSE_GROUP, by.township_id, turn.today)
        tell(turn, people, kind="report", text="专项小组报告了工作", key=str(row.pk))
        return row


def disband(*, group_id: int, revision: int, result: str, by: Actor, at: datetime) -> WorkingGroup:
    """The convenor disbands the group with its result."""
    with transaction.atomic():
        turn = _taken(group_id, revision, DECIDE_GROUP, by, at)
        move, group = turn.move("disband"), turn.row
        group.result = check_words("工作结果", result, field="result", least=4, most=1000)
        group.ended_on, group.report_due_on = turn.today, None
        stop_clocks(matter=turn.matter, codes=[REPORT.code], on=turn.today, evidence="撤销小组")
        finish(turn, move, text="撤销专项工作小组")
        tell(turn, _told(turn), kind="disbanded", text="专项小组已撤销", key="1")
        return group


def _taken(group_id: int, revision: int, capability, by: Actor, at: datetime) -> Turn:
    """As `take`, and not for who is shut out of a linked matter."""
    if not groups_visible_to(by).filter(pk=group_id).exists():
        raise OutOfScope()
    return take(WorkingGroup, group_id, revision=revision, capability=capability, by=by, at=at)


def _unit(unit_id: int, by: Actor, field: str) -> Unit:
    unit = member_units(by.township_id).filter(pk=unit_id).first()
    if unit is None:
        raise Refused("请选择单位。", field=field)
    return unit


def _person(person_id: int, by: Actor, at: datetime) -> Person:
    person = leaders(by.township_id, at.date()).filter(pk=person_id).first()
    if person is None:
        raise Refused("组长从召集人和班子成员中选。", field="head")
    return person


def _link(turn: Turn, links: list[Matter]) -> None:
    for matter in links:
        check_holder(place_of(turn.row.lead), implicated_places(matter))
        Reference.objects.create(source=turn.matter, target=matter, relation=CONCERNS)
        inherit_denials(matter, turn.matter, turn.at)


def _set_members(turn: Turn, unit_ids: Iterable[int], person_ids: Iterable[int]) -> tuple[int, int]:
    """Write the difference; returns how many came and how many left."""
    group, today = turn.row, turn.today
    units = set(member_units(group.township_id).filter(pk__in=list(unit_ids)).values_list("pk", flat=True))
    people = set(leaders(group.township_id, today).filter(pk__in=list(person_ids)).values_list("pk", flat=True))
    wanted = {("unit", pk) for pk in units - {group.lead_id}} | {("person", pk) for pk in people - {group.head_id}}
    known = {("unit", row.unit_id) if row.unit_id else ("person", row.person_id): row for row in members_of(group)}
    for key, row in known.items():
        if key not in wanted:
            row.left_on = today
            row.save(update_fields=["left_on"])
            _dismiss(turn, row)
    new = wanted - set(known)
    GroupMember.objects.bulk_create(
        GroupMember(group=group, unit_id=pk if part == "unit" else None, person_id=pk if part == "person" else None)
        for part, pk in sorted(new)
    )
    return len(new), len(set(known) - wanted)


def _dismiss(turn: Turn, row: GroupMember) -> None:
    if row.unit_id:
        end_holding(matter=turn.matter, unit=row.unit, on=turn.today)
    else:
        Handler.objects.filter(matter=turn.matter, person_id=row.person_id, part=Handler.Part.REPORTER).delete()


def _admit(turn: Turn) -> None:
    """Lead, head and members see the group from now on."""
    group = turn.row
    held = set(Holding.objects.filter(matter=turn.matter, ended_on__isnull=True).values_list("unit_id", flat=True))
    if group.lead_id not in held:
        hold(matter=turn.matter, unit=group.lead, part=Holding.Part.LEAD, at=turn.at)
    for row in members_of(group):
        if row.unit_id and row.unit_id not in held:
            hold(matter=turn.matter, unit=row.unit, part=Holding.Part.ASSIST, at=turn.at)
        elif row.person_id:
            add_handler(matter=turn.matter, person=row.person, part=Handler.Part.REPORTER, at=turn.at)
    if group.head_id:
        add_handler(matter=turn.matter, person=group.head, part=Handler.Part.REPORTER, at=turn.at)


def _await_report(turn: Turn) -> None:
    group = turn.row
    group.report_due_on = next_report(group.rhythm, turn.today)
    start_clock(
        matter=turn.matter,
        term=REPORT,
        start_on=turn.today,
        evidence="报告周期",
        unit=group.lead,
        due_on=group.report_due_on,
    )


def _told(turn: Turn) -> list[int]:
    """Head, members and the liaisons of the units."""
    group, rows = turn.row, members_of(turn.row)
    units = [group.lead_id, *(row.unit_id for row in rows if row.unit_id)]
    people = [row.person_id for row in rows if row.person_id]
    return [pk for pk in (group.head_id, *people, *liaisons_of(units, turn.today)) if pk]
