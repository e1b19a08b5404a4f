"""An inspection from proposal to conclusion: proposed by the office, approved by a convenor, prepared, begun, settled (F1, F2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db import transaction

from records.acts.actions.turns import Turn, finish, start, take, tell
from records.duties.actions.duties import fulfil
from records.matters.actions.access import let_see
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import next_number
from records.papers.models.approvals import Approval
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, declare_series, format_number
from records.work.rules import Owed
from supervision.inspections.actions.teams import own_place, share_with_team
from supervision.inspections.models.checklists import Entry, Item
from supervision.inspections.models.inspections import InspectedUnit, Inspection, Member
from supervision.inspections.queries import inspections as queries
from supervision.inspections.rules import inspection_work
from supervision.inspections.rules import inspections as rules
from supervision.inspections.rules.checklists import ItemText
from supervision.permissions import APPROVE_INSPECTION, INSPECT, VIEW_INSPECTION, WRITE_INSPECTION
from township.actors import Actor, NotAllowed, ensure_may
from township.directory.models.units import Unit
from township.directory.queries.recipients import liaisons_of
from township.directory.queries.units import member_units
from township.refusals import Refused
from township.words import check_title, check_words


@dataclass(frozen=True)
class InspectionData:
    """What is proposed. units: those inspected; focus: points to look at, one a line; instruction: of a leader, for 交办督查."""

    title: str
    kind: str
    form: str
    first_on: date
    last_on: date
    units: Sequence[Unit]
    purpose: str
    focus: str
    contact: str
    instruction: str = ""


declare_series("inspection", "督查")


class InspectionFlow(LetterFlow):
    """The 督查方案: its text follows from the fields; approving it numbers it and opens the preparation."""

    kind, label, model = "inspection", "督查方案", Inspection
    view, write, approve = VIEW_INSPECTION, WRITE_INSPECTION, APPROVE_INSPECTION
    moves = Moves(give_back="return_paper")
    series, names_matter = "inspection", True
    issue_word = "批准实施"

    def bars(self, actor: Actor, row: Inspection) -> str:
        """Who heads or belongs to an inspected unit decides nothing about its inspection."""
        inspected = set(row.inspected.values_list("unit_id", flat=True))
        if inspected & (actor.portfolio_unit_ids | actor.unit_ids):
            return "被督查单位由您分管或者您在这个单位任职，请由另一位同志审批"
        return super().bars(actor, row)

    def keep(self, turn: Turn, *, data: InspectionData) -> None:
        row = turn.row
        _write_units(row, data.units)
        row.document.title = _document_title(row)
        row.document.save(update_fields=["title"])
        turn.matter.title = row.title
        turn.matter.save(update_fields=["title"])

    def composed(self, turn: Turn, *, data: InspectionData) -> str:
        """The text follows from the fields, so that they cannot differ."""
        _fill(turn.row, data, turn.today)
        return _body(turn.row, data.units)

    def check(self, turn: Turn) -> None:
        rules.check_dates(turn.row.first_on, turn.row.last_on, turn.today)

    def approved(self, turn: Turn, approval: Approval) -> None:
        turn.row.approved_by_id, turn.row.approved_on = turn.by.person_id, turn.today

    def work(self, row: Inspection) -> Iterator[Owed]:
        paper = super().work(row) if row.state in (rules.DRAFT, rules.SUBMITTED) else iter(())
        return chain(paper, inspection_work.inspection_owed(queries.work_of(row)))


FLOW = InspectionFlow()


def draft_inspection(*, data: InspectionData, by: Actor, at: datetime) -> Inspection:
    """A new proposal. Refused for dates in the past, no unit, a leader's instruction that is missing."""
    with transaction.atomic():
        ensure_may(by, WRITE_INSPECTION)
        n = next_number(township_id=by.township_id, series="inspection_draft", year=at.year)
        number = format_number(DOCUMENT_NUMBER, NumberParts(n, at.date(), mark="督查拟"))
        title = check_title("名称", data.title, least=4, most=60)
        row = Inspection(township_id=by.township_id, proposed_by_id=by.person_id, revision=0)
        _fill(row, data, at.date())
        row.matter = start(kind="inspection", number=number, title=title, by=by, at=at)
        row.document = draft_document(
            matter=row.matter, kind="inspection", title=_document_title(row), body=_body(row, data.units), by=by, at=at
        )
        row.save(force_insert=True)
        _write_units(row, data.units)
        return finish(Turn(row, by, at), "draft", text="提出督查", detail={"kind": row.kind, "units": len(data.units)})


def set_checklist(
    *, inspection_id: int, revision: int, items: Sequence[ItemText], by: Actor, at: datetime
) -> Inspection:
    """Keep these items as the checklist of the inspection, shared out among the team in turn."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=WRITE_INSPECTION, by=by, at=at)
        move, row = turn.move("checklist"), turn.row
        rules.check_size(len(items), row.inspected.count())
        row.items.all().delete()
        Item.objects.bulk_create(
            Item(
                inspection=row,
                seq=n,
                text=one.text,
                look=one.look,
                criterion=one.criterion,
                source=one.source[:100],
                clause=one.clause,
                known=one.known,
            )
            for n, one in enumerate(items, 1)
        )
        share_with_team(row)
        return finish(turn, move, text=f"定检查表{len(items)}项", detail={"items": len(items)})


def assign(
    *, inspection_id: int, revision: int, owners: dict[int, Member | None], by: Actor, at: datetime
) -> Inspection:
    """Who fills in which item: number of the item → member. Finished entries stay as they are."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=WRITE_INSPECTION, by=by, at=at)
        move, row = turn.move("assign"), turn.row
        team = {one.pk for one in queries.members_of(row)}
        for item in row.items.all():
            member = owners.get(item.pk)
            if member is None or member.pk not in team:
                raise Refused(f"第{item.seq}项没有分工，请选择督查组成员。", field=f"item_{item.pk}")
            if item.member_id != member.pk:
                item.member = member
                item.save(update_fields=["member"])
        finish(turn, move, text="检查表分工")
        tell(
            turn,
            [one.person_id for one in queries.members_of(row)],
            kind="assigned",
            text="检查表已分工",
            key=str(row.revision),
        )
        return row


def begin(*, inspection_id: int, revision: int, by: Actor, at: datetime) -> Inspection:
    """The work on site begins: every entry is made, the units learn of it. From now on the checklist stays as it is."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=WRITE_INSPECTION, by=by, at=at)
        move, row = turn.move("start"), turn.row
        missing = queries.not_ready(row)
        if missing:
            raise Refused(f"{missing}，不能开始。", rules.OFFICE_RULE)
        units = [one.unit for one in row.inspected.select_related("unit")]
        Entry.objects.bulk_create(Entry(item=item, unit=unit) for item in row.items.all() for unit in units)
        let_see(matter=row.matter, units=units, at=at)
        row.started_on = turn.today
        finish(turn, move, text="开始现场督查", detail={"units": len(units), "items": row.items.count()})
        people = liaisons_of([unit.pk for unit in units], turn.today)
        tell(turn, people, kind="begun", text="督查开始，请做好准备", key="begun")
        team = [one.person_id for one in queries.members_of(row)]
        tell(turn, team, kind="site", text="现场督查开始，请逐项填写", key="site")
        return row


def end_site(*, inspection_id: int, revision: int, by: Actor, at: datetime) -> Inspection:
    """The leader ends the work on site when every entry is finished."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=INSPECT, by=by, at=at)
        move, row = turn.move("end_site"), turn.row
        if not own_place(turn).is_leader:
            raise NotAllowed("由督查组组长结束现场督查。")
        left = queries.unrated(row)
        if left:
            raise Refused(f"还有{left}格没有填完，不能结束。", rules.OFFICE_RULE)
        row.ended_on = turn.today
        return finish(turn, move, text="结束现场督查")


def settle(*, inspection_id: int, revision: int, by: Actor, at: datetime) -> Inspection:
    """Every finding is upheld or withdrawn and disposed of: feedback and rectification follow."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=WRITE_INSPECTION, by=by, at=at)
        move, row = turn.move("settle"), turn.row
        left = queries.unsettled(row)
        if left:
            raise Refused(f"还有{left}个问题没有认定或者没有提出处理意见，不能结束核实。", rules.OFFICE_RULE)
        row.settled_on = turn.today
        return finish(turn, move, text="结束核实")


def conclude(*, inspection_id: int, revision: int, by: Actor, at: datetime) -> Inspection:
    """The inspection is over: fed back, mended and looked at again, reported. Fulfils the profile's clause on inspections."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=WRITE_INSPECTION, by=by, at=at)
        move, row = turn.move("conclude"), turn.row
        missing = queries.not_over(row)
        if missing:
            raise Refused(f"{missing}，不能办结。", rules.OFFICE_RULE)
        row.concluded_on = turn.today
        fulfil(
            clause=rules.CLAUSE,
            township_id=row.township_id,
            on=row.ended_on,
            by=by,
            at=at,
            evidence=row.matter,
            text=f"督查{row.number}",
        )
        return finish(turn, move, text="督查办结")


def drop_inspection(*, inspection_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Inspection:
    """Give it up before the work on site, with the reason."""
    with transaction.atomic():
        turn = take(Inspection, inspection_id, revision=revision, capability=WRITE_INSPECTION, by=by, at=at)
        move, row = turn.move("drop"), turn.row
        row.closing = check_words("撤销理由", reason, field="reason", least=4, most=300)
        finish(turn, move, text="撤销督查")
        tell(turn, [one.person_id for one in queries.members_of(row)], kind="dropped", text="督查已撤销", key="dropped")
        return row


def _fill(row: Inspection, data: InspectionData, today: date) -> None:
    if data.kind not in rules.KINDS:
        raise Refused("请选择督查类别。", field="kind")
    if data.form not in rules.FORMS:
        raise Refused("请选择督查方式。", field="form")
    rules.check_dates(data.first_on, data.last_on, today)
    rules.check_units(len(data.units))
    known = set(member_units(row.township_id).filter(is_office=False).values_list("pk", flat=True))
    if any(unit.pk not in known for unit in data.units):
        raise Refused("被督查单位里有一个不在名录里，请重新选择。", field="units")
    row.kind, row.form, row.first_on, row.last_on = data.kind, data.form, data.first_on, data.last_on
    row.title = check_title("名称", data.title, least=4, most=60)
    row.purpose = check_words("督查目的", data.purpose, field="purpose", least=8, most=1000)
    row.focus = "\n".join(rules.split_focus(data.focus))
    row.contact = check_words("联系人", data.contact, field="contact", least=2, most=60)
    least = 4 if data.kind == rules.ASSIGNED else 0
    row.instruction = check_words("领导交办意见", data.instruction, field="instruction", least=least, most=500)


def _body(row: Inspection, units: Sequence[Unit]) -> str:
    return rules.plan_text(
        kind=row.kind,
        form=row.form,
        first=row.first_on,
        last=row.last_on,
        purpose=row.purpose,
        focus=row.focus.splitlines(),
        units="、".join(unit.name for unit in units),
        instruction=row.instruction,
    )


def _document_title(row: Inspection) -> str:
    return f"{row.title}方案" if row.title.endswith("督查") else f"{row.title}督查方案"


def _write_units(row: Inspection, units: Sequence[Unit]) -> None:
    row.inspected.all().delete()
    InspectedUnit.objects.bulk_create(InspectedUnit(inspection=row, unit=unit) for unit in units)
