"""A week's roster before the director and on the board: sent, taken back, returned, published as a frozen notice (D1)."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import PLAN_ROSTER, PUBLISH_ROSTER
from meetings.receptions.actions.slots import take_roster
from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.papers import notice_html
from meetings.receptions.queries.roster_notice import notice_of
from meetings.receptions.queries.rosters import problems, slots_of, week_facts, week_key
from meetings.receptions.rules.roster_states import DRAFT, ROSTERS
from meetings.receptions.rules.rosters import build_week
from records.acts.actions.turns import Turn, finish, tell
from records.duties.actions.duties import fulfil
from records.papers.actions.documents import (
    approve_document,
    draft_document,
    issue_document,
    return_document,
    save_text,
    submit_document,
    text_hash,
)
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from township.actors import Actor
from township.dates import short_date_with_weekday
from township.directory.queries.recipients import people_with
from township.permissions import Capability
from township.refusals import Refused
from township.words import check_words

PAPER = "roster_notice"
WORDS = {move.name: move.label for move in ROSTERS.moves}


def submit_roster(*, roster_id: int, revision: int, by: Actor, at: datetime) -> Roster:
    """Lay the week before the director. Refused while a slot lacks A or B though somebody is free."""
    with transaction.atomic():
        turn = take_roster(roster_id, revision=revision, capability=PLAN_ROSTER, by=by, at=at)
        move, roster = turn.move("submit"), turn.row
        slots = slots_of(roster)
        if roster.state != DRAFT and not roster.is_changed:
            raise Refused("公布以后没有变动，不用重新送审。")
        open_gaps = [one for one in _problems(turn, slots) if one.is_gap and _can_be_filled(turn, slots)]
        if open_gaps:
            raise Refused(f"还有缺口：{open_gaps[0].text}。请先补排缺口，再送审。")
        _draft_notice(turn, slots)
        roster.proposed_by_id, roster.published_by_id = by.person_id, None
        finish(turn, move, text="送主任审定")
        tell(
            turn,
            people_with(PUBLISH_ROSTER, by.township_id, turn.today),
            kind="approval",
            text=f"{roster.week.label}接访值班表待审定",
            key=str(roster.revision),
        )
        return roster


def take_back_roster(*, roster_id: int, revision: int, by: Actor, at: datetime) -> Roster:
    """The clerk takes it back before it is decided."""
    return _back("take_back", roster_id, revision, PLAN_ROSTER, "", by, at)


def return_roster(*, roster_id: int, revision: int, remark: str, by: Actor, at: datetime) -> Roster:
    """The director gives it back with a word."""
    return _back("return_roster", roster_id, revision, PUBLISH_ROSTER, remark, by, at)


def publish_roster(*, roster_id: int, revision: int, by: Actor, at: datetime) -> Roster:
    """Approve the very table that was read, freeze the public notice, tell everybody on it. Not by who put it together."""
    with transaction.atomic():
        turn = take_roster(roster_id, revision=revision, capability=PUBLISH_ROSTER, by=by, at=at)
        move, roster = turn.move("publish"), turn.row
        if roster.proposed_by_id == by.person_id:
            raise Refused("编排的人不能自己审定公布，请由另一位同志审定。")
        slots = slots_of(roster)
        notice, paper = notice_of(roster, slots), _paper(roster)
        if notice.text() != paper.body:
            raise Refused("送审以后班次有变动（请假或调班），请先退回，由经办人重新送审。")
        approve_document(document=paper, version=paper.version, text_sha256=text_hash(paper.body), by=by, at=at)
        pdf = render_pdf(notice_html(notice, issued_on=turn.today), title=paper.title)
        roster.document = issue_document(
            document=paper, number="", issued_on=turn.today, pdf=pdf, by=by, at=at, facts=notice.facts()
        )
        is_first = roster.published_on is None
        roster.published_by_id, roster.is_changed, roster.remark = by.person_id, False, ""
        roster.published_on = turn.today
        finish(turn, move, text=f"审定公布{roster.week.label}接访值班表")
        if is_first:
            _tell_turns(turn, slots)
            fulfil(
                clause="roster_week",
                township_id=roster.township_id,
                on=turn.today,
                by=by,
                at=at,
                evidence=roster.matter,
                text="值班表已公布",
                period=week_key(roster.monday),
            )
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


def _draft_notice(turn: Turn, slots: list[DutySlot]) -> None:
    roster, notice = turn.row, notice_of(turn.row, slots)
    paper = _paper(roster)
    if paper is None:
        paper = draft_document(
            matter=roster.matter,
            kind=PAPER,
            title=f"{roster.week.label}领导接访公示",
            body=notice.text(),
            facts=notice.facts(),
            addressee="",
            by=turn.by,
            at=turn.at,
            for_petitioner=False,
            supersedes=roster.document,
        )
    else:
        paper = save_text(document=paper, body=notice.text(), version=paper.version, by=turn.by, at=turn.at)
    submit_document(document=paper, by=turn.by, at=turn.at)


def _paper(roster: Roster) -> Document | None:
    """The notice that is not issued yet."""
    rows = Document.objects.filter(matter_id=roster.pk, kind=PAPER)
    return rows.exclude(state__in=(Document.State.ISSUED, Document.State.VOID)).order_by("pk").last()


def _back(
    name: str, roster_id: int, revision: int, capability: Capability, remark: str, by: Actor, at: datetime
) -> Roster:
    with transaction.atomic():
        turn = take_roster(roster_id, revision=revision, capability=capability, by=by, at=at)
        move, roster = turn.move(name), turn.row
        if name == "return_roster":
            roster.remark = check_words("退回意见", remark, field="remark", least=2, most=200)
        return_document(document=_paper(roster), by=by, at=at)
        finish(turn, move, text=WORDS[name])
        tell(
            turn,
            [roster.proposed_by_id],
            kind="returned",
            text=f"{roster.week.label}接访值班表{WORDS[name]}",
            key=str(roster.revision),
        )
        return roster


def _tell_turns(turn: Turn, slots: list[DutySlot]) -> None:
    """Everybody on the table hears his days."""
    for person in {slot.a_id for slot in slots} | {slot.b_id for slot in slots} - {None}:
        own_a = "、".join(short_date_with_weekday(slot.day) for slot in slots if slot.a_id == person)
        own_b = "、".join(short_date_with_weekday(slot.day) for slot in slots if slot.b_id == person)
        words = "；".join(f"{part}{days}" for part, days in (("A角", own_a), ("B角", own_b)) if days)
        tell(turn, [person], kind="published", text=f"{turn.row.week.label}接访值班：{words}", key="first")
