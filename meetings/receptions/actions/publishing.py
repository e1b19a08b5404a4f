"""A week's roster before the director and on the board: the public notice takes the way of every paper (D1)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from meetings.permissions import PLAN_ROSTER, PUBLISH_ROSTER, VIEW_ROSTER
from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.papers import notice_html
from meetings.receptions.queries.roster_notice import notice_of
from meetings.receptions.queries.roster_work import roster_work
from meetings.receptions.queries.rosters import problems, slots_of, week_facts, week_key
from meetings.receptions.rules.roster_doors import roster_owed
from meetings.receptions.rules.roster_states import DRAFT
from meetings.receptions.rules.rosters import build_week
from records.acts.actions.turns import Turn, tell
from records.duties.actions.duties import fulfil
from records.papers.actions.documents import draft_document, save_text
from records.papers.actions.flows import Flow, Moves
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.work.rules import Owed
from township.actors import Actor
from township.dates import short_date_with_weekday
from township.refusals import Refused
from township.signing import signed_by

PAPER = "roster_notice"


class RosterFlow(Flow):
    """The notice is written from the slots, never by hand; approving puts it up."""

    kind, label, model, issue_word = "roster", "接访值班表", Roster, "公布"
    view, write, approve = VIEW_ROSTER, PLAN_ROSTER, PUBLISH_ROSTER
    moves = Moves(save="edit", give_back="return_roster", approve="publish")

    def name(self, row: Roster) -> str:
        return f"{row.week.label}接访值班表"

    def reading(self, row: Roster) -> list[tuple[str, str]]:
        found = problems(row, week_facts(row.township_id, row.monday), slots_of(row), row.monday)
        open_ends = [("仍有", "；".join(problem.text for problem in found))] if found else []
        after = "群众在公开页面看到下表，班上领导收到通知；以后的变动要重新送审。"
        return [("编排", signed_by(row, "proposed", right=PLAN_ROSTER)), *open_ends, ("公布以后", after)]

    def check_by_hand(self, turn: Turn) -> None:
        raise Refused("公示文稿随班次生成，请在值班表上调整班次。")

    def html(self, row: Roster, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        return notice_html(notice_of(row, slots_of(row)), issued_on=issued_on)

    def layout(self, row: Roster) -> dict:
        return notice_of(row, slots_of(row)).facts()

    def approved(self, turn: Turn, approval: Approval) -> None:
        if notice_of(turn.row, slots_of(turn.row)).text() != turn.row.document.body:
            raise Refused("送审以后班次有变动（请假或调班），请先退回，由经办人重新送审。")

    def issued(self, turn: Turn) -> None:
        roster = turn.row
        is_first = roster.published_on is None
        roster.published_by_id, roster.published_on, roster.is_changed = turn.by.person_id, turn.today, False
        if not is_first:
            return
        _tell_turns(turn, slots_of(roster))
        fulfil(
            clause="roster_week",
            township_id=roster.township_id,
            on=turn.today,
            by=turn.by,
            at=turn.at,
            evidence=roster.matter,
            text="值班表已公布",
            period=week_key(roster.monday),
        )

    def work(self, row: Roster) -> Iterator[Owed]:
        """The week stands in the title of the roster, so the line of the desk need not repeat it."""
        paper = self.paper_work(row, row.document) if row.document_id else None
        return roster_owed(roster_work(row, paper and replace(paper, name=self.label, title="")))


FLOW = RosterFlow()


def submit_roster(*, roster_id: int, revision: int, by: Actor, at: datetime) -> Roster:
    """Lay the week before the director. Refused while a slot lacks A or B though somebody is free."""
    with transaction.atomic():
        turn = FLOW.take(roster_id, revision=revision, capability=PLAN_ROSTER, by=by, at=at)
        turn.move("submit")
        roster, slots = turn.row, slots_of(turn.row)
        if roster.state != DRAFT and not roster.is_changed:
            raise Refused("公布以后没有变动，不用重新送审。")
        open_gaps = [one for one in _problems(turn, slots) if one.is_gap and _can_be_filled(turn, slots)]
        if open_gaps:
            raise Refused(f"还有缺口：{open_gaps[0].text}。请先补排缺口，再送审。")
        roster.document = _noticed(turn, slots)
        roster.proposed_by_id, roster.published_by_id = by.person_id, None
        FLOW.hand_in(turn)
        return roster


def _problems(turn: Turn, slots: list[DutySlot]) -> list:
    facts = week_facts(turn.row.township_id, turn.row.monday)
    return problems(turn.row, facts, slots, turn.today)


def _can_be_filled(turn: Turn, slots: list[DutySlot]) -> bool:
    """Whether the rule would still change something: a day on which nobody is free may go before the director as it is."""
    now = {slot.pk: (slot.a_id, slot.b_id) for slot in slots}
    chosen = build_week(week_facts(turn.row.township_id, turn.row.monday, slots))
    return any(
        choice.day >= turn.today and (choice.a or choice.b) and now.get(choice.key) != (choice.a, choice.b)
        for choice in chosen
    )


def _noticed(turn: Turn, slots: list[DutySlot]) -> Document:
    """The notice as the slots stand now: the draft in hand, or a new one in place of what was put up."""
    roster, notice = turn.row, notice_of(turn.row, slots)
    paper = roster.document
    if paper is not None and paper.state == Document.State.DRAFT:
        return save_text(document=paper, body=notice.text(), version=paper.version, by=turn.by, at=turn.at)
    return draft_document(
        matter=roster.matter,
        kind=PAPER,
        title=f"{roster.week.label}领导接访公示",
        body=notice.text(),
        facts=notice.facts(),
        by=turn.by,
        at=turn.at,
        supersedes=paper,
    )


def _tell_turns(turn: Turn, slots: list[DutySlot]) -> None:
    """Everybody on the table hears their days."""
    for person in {slot.a_id for slot in slots} | {slot.b_id for slot in slots} - {None}:
        own_a = "、".join(short_date_with_weekday(slot.day) for slot in slots if slot.a_id == person)
        own_b = "、".join(short_date_with_weekday(slot.day) for slot in slots if slot.b_id == person)
        words = "；".join(f"{part}{days}" for part, days in (("A角", own_a), ("B角", own_b)) if days)
        tell(turn, [person], kind="published", text=f"{turn.row.week.label}接访值班：{words}", key="first")
