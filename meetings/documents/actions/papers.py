"""Outgoing documents up to the approval: drafted, saved in versions, handed in, approved as read (A7)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.documents.models.papers import OfficePaper
from meetings.documents.queries.papers import approving, sendable_units
from meetings.documents.rules.papers import KINDS, MOST_WORDS, SUBMITTED, check_ready, check_upward, spine_title
from meetings.permissions import VIEW_PAPER, WRITE_PAPER
from records.acts.actions.turns import Turn, finish, start, take, tell
from records.papers.actions.approvals import decide, pending, propose, withdraw
from records.papers.actions.documents import (
    approve_document,
    draft_document,
    return_document,
    save_text,
    submit_document,
)
from records.papers.actions.numbers import next_number
from records.papers.models.approvals import Approval
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, format_number
from township.actors import Actor, ensure_may
from township.directory.models.units import Unit
from township.directory.queries.recipients import people_with
from township.refusals import Refused
from township.words import check_words

APPROVAL = "paper"


@dataclass(frozen=True)
class PaperData:
    """What the form gives. unit_ids: 主送, copy_ids: 抄送; other_…: organs that are not in the unit tree."""

    title: str
    body: str
    unit_ids: tuple[int, ...] = ()
    copy_ids: tuple[int, ...] = ()
    other_units: str = ""
    other_copies: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a paper comes from when no clerk started it: the clause and period it fulfils, the days its figures cover."""

    clause: str = ""
    period: str = ""
    first: date | None = None
    last: date | None = None


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
    n = next_number(township_id=by.township_id, series="paper_draft", year=at.year)
    number = format_number(DOCUMENT_NUMBER, NumberParts(n, at.date(), mark="拟"))
    matter = start(kind="paper", number=number, title=spine_title(rule, "", is_issued=False), by=by, at=at)
    title, body = _checked(data)
    document = draft_document(
        matter=matter, kind=f"paper_{kind}"[:30], title=title, body=body, facts={}, addressee="", by=by, at=at,
        for_petitioner=False,
    )  # fmt: skip
    paper = OfficePaper.objects.create(
        matter=matter, township_id=by.township_id, document=document, kind=kind, title=title, revision=0,
        clause=from_.clause, period=from_.period, first=from_.first, last=from_.last,
        is_untouched=by.is_system, other_units=data.other_units.strip()[:200],
        other_copies=data.other_copies.strip()[:200],
    )  # fmt: skip
    _address(paper, data)
    finish(Turn(paper, by, at), "draft", text=f"起草{rule.label}", detail={"kind": kind})
    return paper


def save_paper(*, paper_id: int, revision: int, data: PaperData, by: Actor, at: datetime) -> OfficePaper:
    """Save title, addressees and text; a changed text is a new version."""
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=revision, capability=WRITE_PAPER, by=by, at=at)
        if turn.row.kind == "work_points":
            raise Refused("年度工作要点在“年度要点”页面修改，文稿随要点生成。")
        move = turn.move("save")
        write_paper(turn, data)
        finish(turn, move, text="修改文稿", detail={"version": turn.row.document.version})
        return turn.row


def write_paper(turn: Turn, data: PaperData) -> None:
    """Put the data into a draft in hand; the caller finishes the turn."""
    paper = turn.row
    title, body = _checked(data)
    document = save_text(document=paper.document, body=body, version=paper.document.version, by=turn.by, at=turn.at)
    if document.title != title:
        document.title = title
        document.save(update_fields=["title"])
    paper.document, paper.title, paper.is_untouched = document, title, turn.by.is_system
    paper.other_units, paper.other_copies = data.other_units.strip()[:200], data.other_copies.strip()[:200]
    _address(paper, data)


def submit_paper(*, paper_id: int, revision: int, by: Actor, at: datetime) -> Approval:
    """Hand the draft in. Refused with places to fill in, without an addressee, or with personal data in a circular."""
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=revision, capability=WRITE_PAPER, by=by, at=at)
        return hand_in(turn)


def hand_in(turn: Turn) -> Approval:
    """The same for a paper in hand."""
    move, paper, by, at = turn.move("submit"), turn.row, turn.by, turn.at
    kind = paper.kind_rule
    others = [one for one in paper.other_units.replace("，", "、").split("、") if one.strip()]
    addressees = paper.units.count() + len(others)
    check_ready(kind, paper.document.body, bool(addressees))
    check_upward(kind, addressees)
    paper.document = submit_document(document=paper.document, by=by, at=at)
    approval = propose(
        matter=turn.matter, kind=APPROVAL, capability=approving(kind), summary=f"{kind.label}审批", by=by, at=at,
        detail={"paper": paper.pk}, document=paper.document,
    )  # fmt: skip
    paper.is_untouched = False
    finish(turn, move, text=f"送{kind.approver_words}审批", detail={"approval": approval.pk})
    people = people_with(approving(kind), by.township_id, turn.today)
    tell(turn, people, kind="approval", text=f"请审批{kind.label}", key=str(approval.pk))
    return approval


def decide_paper(
    *, paper_id: int, approved: bool, remark: str = "", version: int, text_sha256: str, by: Actor, at: datetime
) -> OfficePaper:
    """Approve the very text that was read, or give it back with remarks.

    version, text_sha256: of the text on the page. Refused when it changed since, and for the drafter.
    """
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=None, capability=VIEW_PAPER, by=by, at=at)
        paper = turn.row
        ensure_may(by, approving(paper.kind_rule))
        move = turn.move("approve" if approved else "return_paper")
        approval = pending(turn.matter, APPROVAL)
        decide(
            approval_id=approval.pk, approved=approved, remark=remark, by=by, at=at, version=version,
            text_sha256=text_sha256,
        )  # fmt: skip
        if approved:
            paper.document = approve_document(
                document=paper.document, version=version, text_sha256=text_sha256, by=by, at=at
            )
            paper.approved_by_id, paper.approved_on = by.person_id, turn.today
        else:
            paper.document = return_document(document=paper.document, by=by, at=at)
        words = "批准" if approved else "退回修改"
        finish(
            turn, move, text=words, note="" if approved else remark,
            detail={"approval": approval.pk, "version": version},
        )  # fmt: skip
        after = "可以编号印发" if approved else "意见见文件页"
        tell(turn, [approval.proposed_by_id], kind="decided", text=f"{paper.kind_rule.label}{words}，{after}",
             key=str(approval.pk))  # fmt: skip
        return paper


def take_back_paper(*, paper_id: int, revision: int, by: Actor, at: datetime) -> OfficePaper:
    """Take a submitted or approved paper back for changes; the approval falls away."""
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=revision, capability=WRITE_PAPER, by=by, at=at)
        move, paper = turn.move("take_back"), turn.row
        if paper.state == SUBMITTED:
            approval = pending(turn.matter, APPROVAL)
            if approval.proposed_by_id != by.person_id:
                raise Refused(f"文稿由{approval.proposed_by.name}送审，请由本人撤回，或请审批人退回。")
            withdraw(approval_id=approval.pk, by=by, at=at)
        paper.document = return_document(document=paper.document, by=by, at=at)
        paper.approved_by, paper.approved_on = None, None
        finish(turn, move, text="撤回修改")
        return paper


def drop_paper(*, paper_id: int, revision: int, by: Actor, at: datetime) -> OfficePaper:
    """Give a draft up: it stays in the register without a number."""
    with transaction.atomic():
        turn = take(OfficePaper, paper_id, revision=revision, capability=WRITE_PAPER, by=by, at=at)
        if turn.row.kind == "work_points":
            raise Refused("年度工作要点的文稿随要点保留，不单独废止。")
        finish(turn, turn.move("drop"), text="废止文稿")
        return turn.row


def _checked(data: PaperData) -> tuple[str, str]:
    title = check_words("标题", data.title, field="title", least=4, most=80)
    return title, check_words("正文", data.body, field="body", least=0, most=MOST_WORDS)


def _address(paper: OfficePaper, data: PaperData) -> None:
    allowed = {unit.pk: unit for unit in sendable_units(paper.township_id)}
    both = set(data.unit_ids) & set(data.copy_ids)
    if both & set(allowed):
        raise Refused(f"{_names(allowed, both)}已在主送里，不用再抄送。", "GB/T 9704-2012 7.4.2", "copies")
    paper.units.set([allowed[pk] for pk in data.unit_ids if pk in allowed])
    paper.copies.set([allowed[pk] for pk in data.copy_ids if pk in allowed])


def _names(units: dict[int, Unit], wanted: set[int]) -> str:
    return "、".join(units[pk].label for pk in sorted(wanted) if pk in units)
