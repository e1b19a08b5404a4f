"""The work report: drafted from the figures of its period, edited by the office, signed out by the director, frozen (C9).

Drafter and signer are two persons, whose signature binds to the text he read; the number is taken at that moment.
"""

from datetime import datetime

from django.db import transaction

from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.queries.dispatches import open_resolutions
from meetings.dispatch.queries.hearings import APPROVAL, get_work_report, pending_signature
from meetings.dispatch.rules.hearings import REPORT_CLAUSE, REPORT_NUMBER, REPORT_SERIES, report_draft, report_title
from meetings.permissions import SIGN_WORK_REPORT, WRITE_WORK_REPORT
from meetings.sessions.papers import ReportPaper, report_html
from records.acts.actions.turns import Turn, finish, take, tell
from records.duties.actions.duties import fulfil
from records.duties.rules.duties import Period
from records.figures.sources import FigurePeriod, sections
from records.matters.models.matters import Matter
from records.papers import store
from records.papers.actions.approvals import decide, propose
from records.papers.actions.documents import (
    approve_document,
    draft_document,
    issue_document,
    return_document,
    save_text,
    submit_document,
)
from records.papers.actions.numbers import next_number
from records.papers.pdf import render_pdf
from records.papers.rules.numbers import DOCUMENT_NUMBER, NumberParts, format_number
from township.actors import Actor, ensure_may
from township.directory.models.townships import Township
from township.directory.queries.recipients import people_with
from township.refusals import Refused
from township.words import check_words

MOST_WORDS = 10_000


def open_report(*, period: Period, by: Actor, at: datetime) -> WorkReport:
    """Open the report of a period without a text yet; called again it gives the one there is."""
    with transaction.atomic():
        ensure_may(by, WRITE_WORK_REPORT)
        known = WorkReport.objects.filter(township_id=by.township_id, period=period.key).first()
        if known:
            return known
        n = next_number(township_id=by.township_id, series="work_report_file", year=period.first.year)
        matter = Matter.objects.create(
            township_id=by.township_id,
            kind="work_report",
            number=format_number(DOCUMENT_NUMBER, NumberParts(n, period.first, mark="报告")),
            title=f"{period.label}信访工作报告",
            opened_on=at.date(),
        )
        township = Township.objects.get(pk=by.township_id)
        row = WorkReport(
            matter=matter,
            township_id=by.township_id,
            period=period.key,
            period_label=period.label,
            first=period.first,
            last=period.last,
            addressee=f"{township.short_name}党委、政府",
            revision=0,
        )
        finish(Turn(row, by, at), "open", text=f"建立{matter.title}")
        Hearing.objects.filter(township_id=by.township_id, period=period.key, report__isnull=True).update(report=row)
        return row


def draft_report(*, report_id: int, revision: int, by: Actor, at: datetime) -> WorkReport:
    """Draft the text from the figures of now; a text there is becomes an earlier version."""
    with transaction.atomic():
        turn = take(WorkReport, report_id, revision=revision, capability=WRITE_WORK_REPORT, by=by, at=at)
        move, row = turn.move("redraft"), turn.row
        period = FigurePeriod(row.first, row.last, row.period_label)
        body = report_draft(row.period_label, sections(by, period), len(open_resolutions(by, turn.today)))
        if row.document is None:
            row.document = draft_document(
                matter=row.matter,
                kind="work_report",
                title=row.matter.title,
                body=body,
                facts={},
                addressee=row.addressee,
                by=by,
                at=at,
                for_petitioner=False,
            )
        else:
            row.document = save_text(document=row.document, body=body, version=row.document.version, by=by, at=at)
        finish(turn, move, text="按数据拟出报告", detail={"version": row.document.version})
        return row


def save_report(*, report_id: int, version: int, addressee: str, body: str, by: Actor, at: datetime) -> WorkReport:
    """Save the edited text. version: of the document as the page showed it; Refused when somebody else saved since."""
    with transaction.atomic():
        turn = take(WorkReport, report_id, revision=None, capability=WRITE_WORK_REPORT, by=by, at=at)
        move, row = turn.move("save"), turn.row
        _check_drafted(row)
        row.addressee = check_words("主送", addressee, field="addressee", least=2, most=60)
        words = check_words("报告正文", body, field="body", least=20, most=MOST_WORDS)
        row.document = save_text(document=row.document, body=words, version=version, by=by, at=at)
        finish(turn, move, text="修改报告", detail={"version": row.document.version})
        return row


def submit_report(*, report_id: int, revision: int, by: Actor, at: datetime) -> WorkReport:
    """Hand the report in to be signed out by somebody else."""
    with transaction.atomic():
        turn = take(WorkReport, report_id, revision=revision, capability=WRITE_WORK_REPORT, by=by, at=at)
        move, row = turn.move("submit"), turn.row
        _check_drafted(row)
        row.document = submit_document(document=row.document, by=by, at=at)
        approval = propose(
            matter=row.matter,
            kind=APPROVAL,
            capability=SIGN_WORK_REPORT,
            summary=f"{row.matter.title}签发",
            by=by,
            at=at,
            document=row.document,
        )
        finish(turn, move, text="报告送签发", detail={"approval": approval.pk})
        tell(
            turn,
            people_with(SIGN_WORK_REPORT, by.township_id, turn.today),
            kind="approval",
            text="请签发工作报告",
            key=str(approval.pk),
        )
        return row


def sign_report(
    *, report_id: int, approved: bool, remark: str = "", version: int, text_sha256: str, by: Actor, at: datetime
) -> WorkReport:
    """Sign the very text that was read: number, frozen PDF, the duty of its period fulfilled. Or give it back with a word.

    Refused for the drafter and for who saved this version, and when the text changed since it was read.
    """
    with transaction.atomic():
        turn = take(WorkReport, report_id, revision=None, capability=SIGN_WORK_REPORT, by=by, at=at)
        move, row = turn.move("issue" if approved else "return_report"), turn.row
        approval = pending_signature(row)
        given = {"version": version, "text_sha256": text_sha256, "by": by, "at": at}
        decide(approval_id=approval.pk, approved=approved, remark=remark, **given)
        if approved:
            row.document = approve_document(document=row.document, **given)
            _issue(turn)
        else:
            row.document = return_document(document=row.document, by=by, at=at)
        words = f"签发工作报告{row.number}" if approved else "工作报告退回修改"
        finish(
            turn,
            move,
            text=words,
            note="" if approved else remark,
            detail={"approval": approval.pk, "number": row.number},
        )
        tell(turn, [approval.proposed_by_id], kind="decided", text=words, key=str(approval.pk))
        return row


def _issue(turn: Turn) -> None:
    row: WorkReport = turn.row
    n = next_number(township_id=row.township_id, series=REPORT_SERIES, year=turn.today.year)
    township = Township.objects.get(pk=row.township_id)
    row.number = format_number(REPORT_NUMBER, NumberParts(n, turn.today, mark=township.mark))
    row.issued_on = turn.today
    paper = paper_of(row, township, turn.by.name)
    pdf = render_pdf(report_html(paper, row.document.body), title=paper.title)
    row.document = issue_document(
        document=row.document,
        number=row.number,
        issued_on=row.issued_on,
        pdf=pdf,
        by=turn.by,
        at=turn.at,
        facts={"signer": turn.by.name, "addressee": row.addressee},
    )
    fulfil(
        clause=REPORT_CLAUSE,
        township_id=row.township_id,
        on=turn.today,
        period=row.period,
        by=turn.by,
        at=turn.at,
        evidence=row.matter,
        text=f"{row.matter.title}{row.number}",
    )


def paper_of(row: WorkReport, township: Township, signer: str = "") -> ReportPaper:
    """What the layout needs besides the text."""
    return ReportPaper(
        organ=f"{township.short_name}信访工作联席会议",
        title=report_title(township.short_name, row.period_label),
        addressee=row.addressee,
        signer=signer,
        number=row.number,
        issued_on=row.issued_on,
        office=township.office_name,
    )


def report_pdf(*, report_id: int, by: Actor) -> bytes:
    """The frozen bytes of an issued report, else a draft copy without number; OutOfScope when it is not in sight."""
    row = get_work_report(by, report_id)
    _check_drafted(row)
    if row.document.blob:
        return store.get(row.document.blob)
    paper = paper_of(row, row.township)
    return render_pdf(report_html(paper, row.document.body), title=paper.title)


def _check_drafted(row: WorkReport) -> None:
    if row.document is None:
        raise Refused("报告还没有拟稿，请先按数据拟稿。", field="body")
