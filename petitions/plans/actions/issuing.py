"""The paper of a plan for a sensitive period: made from the entries when it is handed in, numbered and issued by approval."""

from collections.abc import Iterator
from datetime import date

from petitions.office.papers import office_paper_html
from petitions.permissions import APPROVE_PLAN, VIEW_PLAN, WRITE_PLAN
from petitions.plans.models import Plan
from petitions.plans.queries import all_items, festival_days, plan_owed_now, plan_paper, plan_text, sees_whole
from petitions.plans.rules import FESTIVALS, PAPER_KIND, SERIES, SUBMITTED, check_submit
from records.acts.actions.turns import Turn, tell
from records.duties.actions.duties import fulfil
from records.matters.actions.access import hold
from records.matters.models.access import Holding
from records.papers.actions.documents import draft_document, save_text
from records.papers.actions.flows import Flow, Moves
from records.papers.models.approvals import Approval
from records.work.rules import Owed
from township.actors import Actor
from township.directory.models.units import Unit
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused


class PlanFlow(Flow):
    """The text is made from the entries when the plan is handed in; approving numbers and issues it."""

    kind, label, model = PAPER_KIND, "预案", Plan
    series, kept = SERIES, ()
    view, write, approve = VIEW_PLAN, WRITE_PLAN, APPROVE_PLAN
    moves = Moves(save="", give_back="return_plan", issue="")
    names_people = True  # read by those who carry it out, and says whom to call

    def check_by_hand(self, turn: Turn) -> None:
        raise Refused("预案文稿按列入的事项生成，请在预案页面修改。")

    def hand_in(self, turn: Turn) -> Approval:
        turn.move("submit")
        check_submit(turn.row.items.count())
        _draft(turn)
        return super().hand_in(turn)

    def bars(self, actor: Actor, row: Plan) -> str:
        return "" if sees_whole(actor, row) else "预案里有您应当回避的事项，请由另一位同志办理。"

    def summary(self, row: Plan) -> str:
        return f"{row.name}预案"

    def addressees(self, row: Plan) -> tuple[list[str], list[str]]:
        paper = plan_paper(row, row.first)
        return list(paper.to), list(paper.copies)

    def layout(self, row: Plan) -> dict:
        return {"paper": plan_paper(row, row.approved_on).facts()}

    def html(self, row: Plan, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        return office_paper_html(plan_paper(row, issued_on or row.first), body, number=number, issued_on=issued_on)

    def approved(self, turn: Turn, approval: Approval) -> None:
        if turn.by.person_id == turn.row.drafted_by_id:
            raise Refused("拟制人不能批准自己的预案，请由另一位同志审批。")
        turn.row.approved_by_id, turn.row.approved_on = turn.by.person_id, turn.today

    def issued(self, turn: Turn) -> None:
        _tell_units(turn)
        _fulfil(turn)

    def work(self, row: Plan) -> Iterator[Owed]:
        """What is owed on the plan; the decision while it waits."""
        yield from plan_owed_now(row)
        if row.state == SUBMITTED:
            yield from super().work(row)


def _fulfil(turn: Turn) -> None:
    """A plan whose period holds the first day of a holiday is what was owed before it."""
    plan: Plan = turn.row
    for festival in FESTIVALS:
        for year in {plan.first.year, plan.last.year}:
            first, _ = festival_days(plan.township_id, festival, year)
            if plan.first <= first <= plan.last:
                fulfil(
                    clause=festival.clause,
                    township_id=plan.township_id,
                    on=turn.today,
                    period=str(year),
                    by=turn.by,
                    at=turn.at,
                    evidence=plan.matter,
                    text=f"{plan.name}预案已批准",
                )


FLOW = PlanFlow()


def _draft(turn: Turn) -> None:
    row = turn.row
    items = all_items(row)
    body = plan_text(row, items)
    if row.document is None:
        row.document = draft_document(
            matter=turn.matter,
            kind=PAPER_KIND,
            title=f"{row.name}信访工作预案"[:120],
            body=body,
            facts={"paper": plan_paper(row, turn.today).facts()},
            by=turn.by,
            at=turn.at,
        )
    else:
        row.document = save_text(document=row.document, body=body, version=row.document.version, by=turn.by, at=turn.at)


def _tell_units(turn: Turn) -> None:
    """The units that hold a matter of the plan see it from now on, and hear of it; so do the leaders."""
    items = list(turn.row.items.select_related("unit"))
    units: dict[int, Unit] = {}
    for item in items:
        if item.unit is not None and not item.unit.is_office:
            units[item.unit.pk] = item.unit
    for unit in units.values():
        hold(matter=turn.matter, unit=unit, part=Holding.Part.ASSIST, at=turn.at)
    people = [*liaisons_of(units, turn.today), *(item.leader_id for item in items)]
    tell(turn, people, kind="issued", text="敏感时期预案已批准，请办理列入的事项", key="approve")
