"""Minutes on their way as a paper: handed in, approved as read, numbered, frozen, sent out; and reading them, where every reader
gets the items open to them (C3, C5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from meetings.permissions import APPROVE_MINUTES, ISSUE_MINUTES, RECEIVE_MINUTES, VIEW_SESSION, WRITE_MINUTES
from meetings.sessions.actions.carrying_out import carry_out
from meetings.sessions.actions.followers import minutes_issued
from meetings.sessions.actions.fulfilment import fulfil_by_session
from meetings.sessions.actions.minutes import list_addressees
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.papers import MinutesPaper, minutes_html
from meetings.sessions.queries.edits import open_edits
from meetings.sessions.queries.minutes import (
    co_signs_of,
    facts_of,
    item_text,
    items_of,
    lists_of,
    paper_facts,
    text_of,
    unlisted,
    unsigned,
)
from meetings.sessions.queries.number_marks import number_pattern
from meetings.sessions.queries.scope import sees_whole
from meetings.sessions.queries.work import unsubmitted_work
from meetings.sessions.rules.co_sign import SOURCE
from meetings.sessions.rules.edits import check_all_decided
from meetings.sessions.rules.minutes import CO_SIGN, DRAFT, DROPPED, ISSUED, NUMBER, SERIES, check_ready
from meetings.sessions.rules.terms import ISSUE_MINUTES as ISSUE_TERM
from meetings.sessions.rules.terms import RECEIVE_MINUTES as RECEIPT_TERM
from records.acts.actions.turns import Turn, finish, journal
from records.clocks.actions.clocks import stop_clocks
from records.papers import store
from records.papers.actions.flows import Flow, Moves
from records.papers.actions.numbers import issue_number
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from records.papers.rules.flows import PaperWork
from records.work.rules import Owed
from township.actors import Actor, OutOfScope
from township.refusals import Refused

RECUSED = "纪要里有您应当回避的议题，请由另一位"


class MinutesFlow(Flow):
    """Minutes are written item by item (meetings.sessions.actions.minutes) and co-signed where they cross portfolios."""

    kind, label, model = "minutes", "会议纪要", Minutes
    view, write, approve, issue, receive = (
        VIEW_SESSION,
        WRITE_MINUTES,
        APPROVE_MINUTES,
        ISSUE_MINUTES,
        RECEIVE_MINUTES,
    )
    receipt = RECEIPT_TERM
    moves = Moves(save="save_item", give_back="return_minutes")
    approve_word = "审定"

    def bars(self, actor: Actor, row: Minutes) -> str:
        return "" if sees_whole(actor, row) else self.recused(actor)

    def recused(self, actor: Actor) -> str:
        """What somebody is told whom an item shuts out."""
        return f"{RECUSED}{'召集人审定' if actor.may(APPROVE_MINUTES) else '同志办理'}"

    def check_by_hand(self, turn: Turn) -> None:
        raise Refused("纪要逐项记录，请在各项的页面修改。")

    def check(self, turn: Turn) -> None:
        minutes, items = turn.row, items_of(turn.row)
        check_ready([item_text(item) for item in items])
        check_all_decided(open_edits(minutes))
        if reason := unsigned(minutes, items):
            raise Refused(reason, SOURCE)
        list_addressees(minutes)
        self.listed(turn, by_hand=minutes.is_listed_by_hand)

    def listed(self, turn: Turn, *, by_hand: bool = True) -> None:
        turn.row.is_listed_by_hand = by_hand
        if left_out := unlisted(turn.row):
            names = "、".join(unit.label for unit in left_out)
            raise Refused(f"有议定事项的{names}不在收文单位里，请加入。", field="units")

    def reading(self, row: Minutes) -> list[tuple[str, str]]:
        session, lists = row.session, lists_of(row.session)
        signs = [f"{one.label}（{one.get_verdict_display()}）" for one in co_signs_of(row)]
        shown = (
            ("会议", f"{session.matter.number} {session.title}"),
            ("出席", "、".join(lists.present)),
            ("请假", "、".join(lists.on_leave)),
            ("缺席", "、".join(lists.absent)),
            ("列席", "、".join(lists.observers)),
            ("会签", "、".join(signs)),
        )
        return [*super().reading(row), *((label, words) for label, words in shown if words)]

    def number(self, turn: Turn) -> str:
        row = turn.row
        pattern = number_pattern(row.township_id, "minutes", turn.today, NUMBER)
        given = {"township_id": row.township_id, "on": turn.today, "mark": turn.matter.township.mark}
        row.number = issue_number(SERIES, pattern=pattern, **given)
        row.issued_on = turn.today
        return row.number

    def layout(self, row: Minutes) -> dict:
        units, copies = self.addressees(row)
        return paper_facts(row, units=units, copies=copies)

    def html(self, row: Minutes, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        return minutes_html(MinutesPaper(**self.layout(row)), body, number=number, issued_on=issued_on)

    def preview(self, row: Minutes, *, by: Actor, at: datetime, body: str | None = None) -> bytes:
        if not sees_whole(by, row):
            raise OutOfScope()
        return super().preview(row, by=by, at=at, body=body)

    def take_back(self, row_id: int, *, revision: int | None, by: Actor, at: datetime) -> Minutes:
        with transaction.atomic():
            turn = self.take(row_id, revision=revision, capability=self.write, by=by, at=at)
            if turn.row.state != CO_SIGN:
                return super().take_back(row_id, revision=revision, by=by, at=at)
            finish(turn, turn.move("take_back"), text="撤回会议纪要修改")
            return turn.row

    def approved(self, turn: Turn, approval: Approval) -> None:
        turn.row.approved_by_id, turn.row.approved_on = turn.by.person_id, turn.today

    def returned(self, turn: Turn, approval: Approval | None) -> None:
        turn.row.approved_by, turn.row.approved_on = None, None

    def issued(self, turn: Turn) -> None:
        """Tasks become resolutions, the session is closed, what hangs on it goes on."""
        for item in items_of(turn.row):
            carry_out(turn, item)
        _close_session(turn)
        minutes_issued(turn)

    def work(self, row: Minutes) -> Iterator[Owed]:
        if row.state == DROPPED:
            return
        yield from unsubmitted_work(row) if row.state in (DRAFT, CO_SIGN) else super().work(row)

    def paper_work(self, row: Minutes, document: Document) -> PaperWork:
        return replace(super().paper_work(row, document), title=row.session.title)


FLOW = MinutesFlow()


def read_minutes(*, minutes: Minutes, by: Actor, at: datetime) -> bytes:
    """The PDF of issued minutes; the caller has found them by `get_minutes`. Each reading is a line in the journal.

    Whoever may see every item gets the frozen original, anybody else a reading copy of the items they may see.
    """
    if minutes.state != ISSUED:
        raise Refused("纪要还没有印发。")
    is_whole = sees_whole(by, minutes)
    if is_whole:
        data = store.get(minutes.document.blob)
    else:
        html = minutes_html(
            MinutesPaper(**facts_of(minutes)),
            text_of(minutes, items_of(minutes, by)),
            number=minutes.number,
            issued_on=minutes.issued_on,
            is_reading_copy=True,
        )
        data = render_pdf(html, title=f"会议纪要{minutes.number}", stand_ins=stand_ins_of(minutes.matter.township_id))
    with transaction.atomic():
        journal(Turn(minutes, by, at), "minutes.read", detail={"number": minutes.number, "whole": is_whole})
    return data


def _close_session(turn: Turn) -> None:
    minutes, session = turn.row, Turn(turn.row.session, turn.by, turn.at)
    stop_clocks(matter=turn.matter, codes=[ISSUE_TERM.code], on=turn.today, evidence=f"会议纪要{minutes.number}")
    finish(session, session.move("close"), text=f"印发会议纪要{minutes.number}")
    fulfil_by_session(session.row, by=turn.by, at=turn.at, text=f"会议纪要{minutes.number}")
