"""The onward report (信息专报): drafted from what was reported, approved by a second person, numbered and issued (B11)."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from petitions.office.actions.papers import decide, hand_in, issue
from petitions.office.papers import OfficePaper, office_paper_html
from petitions.permissions import APPROVE_URGENT, JUDGE_URGENT
from petitions.urgent.actions.log import log_entry
from petitions.urgent.models import UrgentReport
from petitions.urgent.rules import LEVELS, MAJOR, PAPER_KIND, SERIES, WORD, bulletin_text
from records.acts.actions.turns import Turn, finish, journal, take, tell
from records.papers.actions.documents import draft_document, facts_of, save_text
from records.papers.models.documents import Document
from records.papers.pdf import render_pdf
from township.actors import Actor
from township.dates import full_time
from township.directory.models.units import OutsideKind, Unit
from township.refusals import Refused
from township.words import check_words


def draft_bulletin(*, urgent_id: int, revision: int, by: Actor, at: datetime) -> UrgentReport:
    """Draft the onward report from what was reported (信息专报)."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=JUDGE_URGENT, by=by, at=at)
        move, row = turn.move("draft_bulletin"), turn.row
        if row.document_id:
            raise Refused("专报已经拟稿，请接着修改。")
        paper = _paper(row)
        row.document = draft_document(
            matter=turn.matter,
            kind=PAPER_KIND,
            title=paper.title,
            body=bulletin_text(_facts(row)),
            facts={"paper": paper.facts()},
            addressee="",
            by=by,
            at=at,
            for_petitioner=False,
        )
        finish(turn, move, text="拟写信息专报")
        return row


def save_bulletin(*, urgent_id: int, revision: int, body: str, version: int, by: Actor, at: datetime) -> UrgentReport:
    """Save the edited text as its next version."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=JUDGE_URGENT, by=by, at=at)
        turn.move("draft_bulletin")
        text = check_words("正文", body, field="body", least=20, most=8000)
        save_text(document=_bulletin(turn), body=text, version=version, by=by, at=at)
        finish(turn, "save_bulletin", text="修改信息专报")
        return turn.row


def submit_bulletin(*, urgent_id: int, revision: int, by: Actor, at: datetime) -> UrgentReport:
    """Hand the onward report in to the director or a convenor."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=JUDGE_URGENT, by=by, at=at)
        move = turn.move("submit_bulletin")
        summary = f"信息专报（{LEVELS[turn.row.level]}）"
        hand_in(turn, _bulletin(turn), kind=PAPER_KIND, capability=APPROVE_URGENT, summary=summary)
        finish(turn, move, text="信息专报送审")
        return turn.row


def decide_bulletin(
    *,
    urgent_id: int,
    revision: int,
    approved: bool,
    remark: str = "",
    version: int | None = None,
    text_sha256: str = "",
    by: Actor,
    at: datetime,
) -> UrgentReport:
    """Approve the text as read, which numbers and issues it; or give it back. Not by who drafted it."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=APPROVE_URGENT, by=by, at=at)
        move, row = turn.move("issue_bulletin" if approved else "return_bulletin"), turn.row
        approval, document = decide(
            turn, kind=PAPER_KIND, approved=approved, remark=remark, version=version, text_sha256=text_sha256
        )
        if not approved:
            finish(turn, move, text="信息专报退回修改", detail={"approval": approval.pk})
            return row
        facts = facts_of(document) | {"paper": _paper(row).facts()}  # the level may have changed since it was drafted
        row.document = issue(turn, document, facts=facts, series=SERIES, word=WORD)
        paper = OfficePaper.of(facts["paper"])
        number = row.document.number
        log_entry(turn, "issue", f"{paper.title}（{number}）", to_whom="、".join((*paper.to, *paper.copies))[:200])
        finish(turn, move, text=f"印发信息专报{number}", detail={"number": number})
        tell(turn, [approval.proposed_by_id], kind="issued", text="信息专报已批准印发，请报送", key=number)
        return row


def preview(*, report: UrgentReport, by: Actor, at: datetime) -> bytes:
    """The draft as it would print; the caller has found the report in sight. A line in the journal."""
    turn = Turn(report, by, at)
    document = _bulletin(turn)
    html = office_paper_html(OfficePaper.of(facts_of(document)["paper"]), document.body)
    with transaction.atomic():
        journal(turn, "urgent.preview")
    return render_pdf(html, title=document.title)


def _bulletin(turn: Turn) -> Document:
    if turn.row.document is None:
        raise Refused("还没有拟写专报。")
    return turn.row.document


def _facts(row: UrgentReport) -> dict[str, str]:
    return {
        "when": full_time(localtime(row.happened_at)),
        "place": row.place,
        "headcount": str(row.headcount),
        "demand": row.demand,
        "story": row.story,
        "done": row.done,
        "level": LEVELS[row.level],
    }


def _paper(row: UrgentReport) -> OfficePaper:
    """Head and addressees of the onward report: party committee and government, and the district's office."""
    township = row.township
    district = Unit.objects.filter(
        township_id=township.pk, outside_kind=OutsideKind.DISTRICT_OFFICE, is_active=True
    ).values_list("name", flat=True)
    return OfficePaper(
        mark=f"{township.short_name}信访信息专报",
        office=township.office_name,
        title="关于一起信访突出情况的报告",
        urgency="特急" if row.level == MAJOR else "加急",
        to=(f"{township.short_name}党委、政府",),
        copies=tuple(district),
    )
