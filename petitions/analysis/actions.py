"""Acts on the analysis report of a period: opened, figures taken again, edited, handed in, approved and issued (B12)."""

import json
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from petitions.analysis.models import Analysis
from petitions.analysis.queries.analysis import case_facts
from petitions.analysis.queries.handling import handling_facts
from petitions.analysis.rules.analyses import CLAUSE, DRAFT, PAPER_KIND, SERIES, WORD, matter_number, title_of
from petitions.analysis.rules.analysis import CaseFacts, case_section
from petitions.analysis.rules.charts import ColumnChart, column_chart
from petitions.analysis.rules.handling import handling_section
from petitions.analysis.rules.periods import figure_period
from petitions.analysis.rules.texts import case_text, handling_text, report_text
from petitions.office.actions.papers import decide, hand_in, issue
from petitions.office.papers import OfficePaper, figure_tables, office_paper_html
from petitions.permissions import APPROVE_ANALYSIS, READ_ANALYSIS, VIEW_FIGURES, WRITE_ANALYSIS
from records.acts.actions.turns import Turn, finish, journal, start, take, tell
from records.duties.actions.duties import fulfil
from records.duties.models.duties import Duty
from records.duties.rules.duties import Period
from records.matters.queries.scope import ensure
from records.papers.actions.documents import draft_document, facts_of, save_text
from records.papers.pdf import render_pdf
from township.actors import Actor, ensure_may, system_actor
from township.dates import full_date
from township.directory.models.townships import Township
from township.journal.actions import write_entry
from township.refusals import Refused

ROBOT = "定时任务·形势分析"
CAUGHT_UP = timedelta(days=31)


def start_analysis(*, period: Period, by: Actor, at: datetime) -> Analysis:
    """Open the report of a period with figures and a text drafted from them; the one that is there already stays."""
    ensure_may(by, WRITE_ANALYSIS)
    if period.first > at.date():
        raise Refused("这个周期还没有开始。", field="period")
    found = Analysis.objects.filter(township_id=by.township_id, period=period.key).first()
    if found:
        return found
    try:
        with transaction.atomic():
            return _open(period, by, at)
    except IntegrityError:  # two people opened it at once
        return Analysis.objects.get(township_id=by.township_id, period=period.key)


def open_for_duty(township_id: int, period: Period, duties: list[Duty], at: datetime) -> None:
    """Opener of the clause analysis_month: the draft of the period lies ready when its duty begins. A period that was
    missed long ago gets none: whoever still wants its report starts it by hand."""
    if period.last + CAUGHT_UP < at.date():
        return
    if not Analysis.objects.filter(township_id=township_id, period=period.key).exists():
        _open(period, system_actor(township_id, ROBOT, at.date()), at)


def refresh_analysis(*, analysis_id: int, revision: int, by: Actor, at: datetime) -> Analysis:
    """Take the figures again and draft the text anew; what was written into the text stays as an earlier version."""
    with transaction.atomic():
        turn = take(Analysis, analysis_id, revision=revision, capability=WRITE_ANALYSIS, by=by, at=at)
        _take_figures(turn)
        return turn.row


def refresh_untouched(at: datetime) -> None:
    """Daily: drafts nobody has edited get the whole period's figures once it is over. Run twice = once."""
    for row in Analysis.objects.filter(state=DRAFT, document__version=1, last__lt=at.date()):
        if localtime(row.taken_at).date() > row.last:
            continue
        by = system_actor(row.township_id, ROBOT, at.date())
        with transaction.atomic():
            _take_figures(take(Analysis, row.pk, revision=row.revision, capability=WRITE_ANALYSIS, by=by, at=at))


def save_analysis(*, analysis_id: int, revision: int, body: str, version: int, by: Actor, at: datetime) -> Analysis:
    """Save the edited text as its next version. version: of the text the page showed."""
    with transaction.atomic():
        turn = take(Analysis, analysis_id, revision=revision, capability=WRITE_ANALYSIS, by=by, at=at)
        move = turn.move("save")
        if len(body.strip()) < 20:
            raise Refused("正文至少写 20 个字。", field="body")
        save_text(document=turn.row.document, body=body.strip(), version=version, by=by, at=at)
        finish(turn, move, text="修改形势分析")
        return turn.row


def submit_analysis(*, analysis_id: int, revision: int, by: Actor, at: datetime) -> Analysis:
    """Hand the text in. Refused while a place is left blank."""
    with transaction.atomic():
        turn = take(Analysis, analysis_id, revision=revision, capability=WRITE_ANALYSIS, by=by, at=at)
        move = turn.move("submit")
        hand_in(turn, turn.row.document, kind=PAPER_KIND, capability=APPROVE_ANALYSIS, summary=title_of(turn.row.label))
        finish(turn, move, text="形势分析送审")
        return turn.row


def decide_analysis(
    *,
    analysis_id: int,
    revision: int,
    approved: bool,
    remark: str = "",
    version: int | None = None,
    text_sha256: str = "",
    by: Actor,
    at: datetime,
) -> Analysis:
    """Approve the text that was read, which numbers and issues it and fulfils the month's duty; or give it back."""
    with transaction.atomic():
        turn = take(Analysis, analysis_id, revision=revision, capability=APPROVE_ANALYSIS, by=by, at=at)
        move, row = turn.move("approve" if approved else "return_draft"), turn.row
        approval, document = decide(
            turn, kind=PAPER_KIND, approved=approved, remark=remark, version=version, text_sha256=text_sha256
        )
        if not approved:
            finish(turn, move, text="形势分析退回修改", detail={"approval": approval.pk})
            return row
        facts = facts_of(document)
        row.document = issue(turn, document, facts=facts, series=SERIES, word=WORD, chart=_chart(facts["trend"]))
        row.issued_on, row.approved_by_id = turn.today, by.person_id
        finish(turn, move, text=f"印发{row.document.number}", detail={"number": row.document.number})
        fulfil(
            clause=CLAUSE,
            township_id=row.township_id,
            on=turn.today,
            by=by,
            at=at,
            evidence=turn.matter,
            text=f"印发{title_of(row.label)}{row.document.number}",
            period=row.period,
        )
        tell(turn, [approval.proposed_by_id], kind="issued", text="形势分析已批准印发", key=str(approval.pk))
        return row


def preview(*, analysis: Analysis, by: Actor, at: datetime) -> bytes:
    """The report as it would print; the caller has found it in sight."""
    ensure(by, READ_ANALYSIS, analysis.matter)
    facts = facts_of(analysis.document)
    paper = OfficePaper.of(facts["paper"])
    html = office_paper_html(paper, analysis.document.body, chart=_chart(facts["trend"]))
    with transaction.atomic():
        journal(Turn(analysis, by, at), "analysis.preview")
    return render_pdf(html, title=paper.title)


def print_figures(*, period: Period, by: Actor, at: datetime) -> bytes:
    """The figures of a period as a paper without number, for reading."""
    ensure_may(by, VIEW_FIGURES)
    township = Township.objects.get(pk=by.township_id)
    paper, trend, body = _paper(township, period, by, at)
    note_figures(how="print", period=period, by=by, at=at)
    return render_pdf(office_paper_html(paper, body, chart=_chart(trend)), title=paper.title)


def note_figures(*, how: str, period: Period, by: Actor, at: datetime) -> None:
    """A line in the journal for figures that leave the software. how: print or export."""
    with transaction.atomic():
        write_entry(by=by, at=at, action=f"analysis.{how}", subject_label=period.label, detail={"period": period.key})


def _open(period: Period, by: Actor, at: datetime) -> Analysis:
    township = Township.objects.get(pk=by.township_id)
    matter = start(kind="analysis", number=matter_number(period.key), title=title_of(period.label), by=by, at=at)
    paper, trend, body = _paper(township, period, by, at, blanks=True)
    document = draft_document(
        matter=matter,
        kind=PAPER_KIND,
        title=paper.title,
        body=body,
        facts={"paper": paper.facts(), "trend": trend},
        addressee="",
        by=by,
        at=at,
        for_petitioner=False,
    )
    row = Analysis.objects.create(
        matter=matter,
        township=township,
        period=period.key,
        label=period.label,
        first=period.first,
        last=period.last,
        taken_at=at,
        document=document,
    )
    finish(Turn(row, by, at), "start", text=f"开始拟写{paper.title}")
    return row


def _take_figures(turn: Turn) -> None:
    move, row = turn.move("refresh"), turn.row
    period = Period(row.period, row.first, row.last, row.label)
    paper, trend, body = _paper(row.township, period, turn.by, turn.at, blanks=True)
    document = save_text(document=row.document, body=body, version=row.document.version, by=turn.by, at=turn.at)
    document.facts = json.dumps({"paper": paper.facts(), "trend": trend}, ensure_ascii=False, sort_keys=True)
    document.save(update_fields=["facts"])
    row.taken_at = turn.at
    finish(turn, move, text="重新取数")


def _paper(township: Township, period: Period, by: Actor, at: datetime, *, blanks: bool = False):
    """(paper, trend as lists, text) of the figures of a period, as the actor may count them."""
    span = figure_period(period)
    cases, handling = case_facts(by, span), handling_facts(by, span, at.date())
    sections = (case_section(cases, case_text(cases)), handling_section(handling, handling_text(handling)))
    paper = OfficePaper(
        mark=f"{township.short_name}信访形势分析",
        office=township.office_name,
        title=title_of(period.label),
        to=(f"{township.short_name}党委、政府",),
        tables=figure_tables(sections),
        note=f"数据截至{full_date(at)}" if period.last >= at.date() else "",
    )
    body = report_text(cases, handling) if blanks else f"{case_text(cases)}\n{handling_text(handling)}"
    return paper, _trend(cases), body


def _trend(cases: CaseFacts) -> list[list]:
    return [[row.label, row.now, row.year_before] for row in cases.trend]


def _chart(trend: list) -> ColumnChart | None:
    return column_chart([(label.partition("年")[2], now, before) for label, now, before in trend])
