"""Outgoing documents: drafted by a clerk or by the system, then the way of every paper (A7, G6)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db import transaction

from meetings.documents.models.papers import OfficePaper
from meetings.documents.papers import OfficialPage, official_html
from meetings.documents.queries.figures import fresh_text
from meetings.documents.queries.papers import approving
from meetings.documents.rules.papers import (
    DRAFT,
    DROPPED,
    FIGURE_KINDS,
    KINDS,
    LAPSED,
    check_ready,
    check_upward,
    spine_title,
)
from meetings.documents.rules.plans import DRAFT as POINTS_DRAFT
from meetings.permissions import APPROVE_PAPER, ISSUE_PAPER, RECEIVE_PAPER, VIEW_PAPER, WRITE_PAPER, WRITE_PLAN
from meetings.sessions.rules.terms import RECEIVE_PAPER as RECEIPT_TERM
from records.acts.actions.turns import Turn, finish, start, take
from records.duties.actions.duties import fulfil
from records.duties.actions.reports import PeriodFlow, Reported, cut_off
from records.duties.models.duties import Duty
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.numbers import issue_number
from records.papers.actions.recipients import Distribution, address
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.rules.flows import PaperWork
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from township.actors import Actor, ensure_may
from township.directory.models.people import Person
from township.permissions import Capability
from township.refusals import Refused
from township.words import check_title

# What else happens when a paper of a clause is issued: clause → hook(turn), filled by the module that owns it.
declare_series("paper_draft", "拟", own=True)
AFTER_ISSUE: dict[str, Callable[[Turn], None]] = {}
CUT_OFF = re.compile(r"（截至\d+月\d+日）$")
MOST_TITLE = 80


@dataclass(frozen=True)
class PaperData:
    """What a new paper starts with."""

    title: str
    body: str
    to: Distribution = field(default_factory=Distribution)


@dataclass(frozen=True)
class Origin:
    """Where a paper comes from when no clerk started it: the clause and period it fulfils, the days its figures cover, when
    the system looks at it again."""

    clause: str = ""
    period: str = ""
    first: date | None = None
    last: date | None = None
    look_on: date | None = None


class PaperFlow(PeriodFlow):
    kind, label, model = "paper", "发文", OfficePaper
    view, write, approve, issue, receive = VIEW_PAPER, WRITE_PAPER, APPROVE_PAPER, ISSUE_PAPER, RECEIVE_PAPER
    receipt, kept = RECEIPT_TERM, ("number", "issued_on")
    moves = Moves(give_back="return_paper")

    def name(self, row: OfficePaper) -> str:
        return row.kind_rule.label

    def series_of(self, row: OfficePaper) -> str:
        return row.kind_rule.series

    def approver(self, row: OfficePaper) -> Capability:
        return approving(row.kind_rule)

    def check_by_hand(self, turn: Turn) -> None:
        if turn.row.kind == "work_points":
            raise Refused("年度工作要点在“年度要点”页面修改，文稿随要点生成。")

    def check(self, turn: Turn) -> None:
        kind = turn.row.kind_rule
        units, _ = self.addressees(turn.row)
        check_ready(kind, turn.row.document.body, bool(units))
        check_upward(kind, len(units))

    def page(self, row: OfficePaper) -> OfficialPage:
        """What the layout prints besides the text: the same before and after issue."""
        units, copies = self.addressees(row)
        signatory = (row.approved_by or Person()).name if row.kind_rule.is_upward else ""
        return OfficialPage(row.matter.township.office_name, row.title, units, copies, signatory)

    def layout(self, row: OfficePaper) -> dict:
        page = self.page(row)
        until = {"until": cut_off(row.document).isoformat()} if self.reported(row) else {}
        return {"organ": page.organ, "units": page.units, "copies": page.copies, "signatory": page.signatory} | until

    def html(self, row: OfficePaper, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        return official_html(self.page(row), row.kind_rule, body, number=number, issued_on=issued_on)

    def keep(self, turn: Turn, *, title: str, to: Distribution) -> None:
        paper = turn.row
        paper.title = checked_title(title)
        if paper.document.title != paper.title:
            paper.document.title = paper.title
            paper.document.save(update_fields=["title"])
        address(paper.document, to)

    def saved(self, turn: Turn) -> None:
        if not turn.by.is_system:
            _touched(turn.row)

    def approved(self, turn: Turn, approval: Approval) -> None:
        turn.row.approved_by_id, turn.row.approved_on = turn.by.person_id, turn.today

    def returned(self, turn: Turn, approval: Approval | None) -> None:
        turn.row.approved_by, turn.row.approved_on = None, None

    def hand_in(self, turn: Turn, **more) -> Approval:
        _touched(turn.row)
        return super().hand_in(turn, **more)

    def work(self, row: OfficePaper) -> Iterator[Owed]:
        """Work points that were given back are changed on the page of the points. What the system drafted for a duty and nobody
        has touched is owed as that duty."""
        if row.state in (DROPPED, LAPSED) or (row.state == DRAFT and row.is_untouched and row.clause):
            return
        if row.kind != "work_points" or row.state != DRAFT:
            yield from super().work(row)
        elif getattr(row, "work_plan", None) and row.work_plan.state != POINTS_DRAFT:
            why = "文稿退回，在年度要点页面修改"
            yield Owed("points", "修改年度要点", right=WRITE_PLAN.code, why=why)

    def paper_work(self, row: OfficePaper, document: Document) -> PaperWork:
        facts = super().paper_work(row, document)
        if row.state != DRAFT or not row.clause:
            return facts
        duty = Duty.objects.filter(township_id=row.township_id, clause=row.clause, period=row.period).first()
        return replace(facts, draft_due_on=duty.due_on if duty else None)

    def reported(self, row: OfficePaper) -> Reported | None:
        if row.kind not in FIGURE_KINDS or not row.clause or row.last is None:
            return None
        return Reported(row.township_id, row.clause, row.period, "本期", row.first, row.last)

    def fresh(self, turn: Turn) -> str:
        return fresh_text(turn.row, turn.today)

    def entitle(self, turn: Turn, part: str) -> None:
        row = turn.row
        row.title = f"{CUT_OFF.sub('', row.title)[: MOST_TITLE - len(part)]}{part}"
        row.document.title = row.title
        row.document.save(update_fields=["title"])

    def issued(self, turn: Turn) -> None:
        paper, matter = turn.row, turn.matter
        matter.number, matter.title = paper.number, spine_title(paper.kind_rule, paper.title, is_issued=True)
        matter.save(update_fields=["number", "title"])
        if paper.clause:
            _fulfil(turn)


FLOW = PaperFlow()


def draft_paper(*, kind: str, data: PaperData, by: Actor, at: datetime) -> OfficePaper:
    """A new draft by a clerk. Refused for a kind that the system drafts itself."""
    with transaction.atomic():
        ensure_may(by, WRITE_PAPER)
        if kind not in KINDS or not KINDS[kind].is_written_by_hand:
            raise Refused("请选择文种。", field="kind")
        return make_paper(kind=kind, data=data, by=by, at=at)


def make_paper(*, kind: str, data: PaperData, by: Actor, at: datetime, origin: Origin | None = None) -> OfficePaper:
    """The same as a building block: no right asked; the caller runs the transaction."""
    rule, from_ = KINDS[kind], origin or Origin()
    number = issue_number("paper_draft", township_id=by.township_id, on=at.date())
    matter = start(kind="paper", number=number, title=spine_title(rule, "", is_issued=False), by=by, at=at)
    title = checked_title(data.title)
    document = draft_document(
        matter=matter,
        kind=f"paper_{kind}"[:30],
        title=title,
        body=data.body.replace("\r\n", "\n").strip(),
        by=by,
        at=at,
    )
    address(document, data.to)
    paper = OfficePaper.objects.create(
        matter=matter,
        township_id=by.township_id,
        document=document,
        kind=kind,
        title=title,
        revision=0,
        clause=from_.clause,
        period=from_.period,
        first=from_.first,
        last=from_.last,
        look_on=from_.look_on,
        is_untouched=by.is_system,
    )
    finish(Turn(paper, by, at), "draft", text=f"起草{rule.label}", detail={"kind": kind})
    return paper


def drop_paper(*, paper_id: int, revision: int, by: Actor, at: datetime) -> OfficePaper:
    """Give a draft up: it stays in the register without a number."""
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=revision, capability=WRITE_PAPER, by=by, at=at)
        if turn.row.kind == "work_points":
            raise Refused("年度工作要点的文稿随要点保留，不单独废止。")
        finish(turn, turn.move("drop"), text="废止文稿")
        return turn.row


def checked_title(title: str) -> str:
    """The title of a paper as it may stand in a register."""
    return check_title("标题", title, least=4, most=MOST_TITLE)


def _touched(paper: OfficePaper) -> None:
    """A person has taken the draft over: the system neither writes it anew nor lets it lapse."""
    paper.is_untouched, paper.look_on = False, None


def _fulfil(turn: Turn) -> None:
    paper = turn.row
    given = {
        "by": turn.by,
        "at": turn.at,
        "evidence": turn.matter,
        "text": f"印发{paper.kind_rule.label}{paper.number}",
    }
    if FLOW.reported(paper) is None:
        fulfil(clause=paper.clause, township_id=paper.township_id, on=turn.today, period=paper.period, **given)
    elif not FLOW.close(turn, given["text"]):
        return
    if paper.clause in AFTER_ISSUE:
        AFTER_ISSUE[paper.clause](turn)
