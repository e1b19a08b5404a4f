"""Acts on the analysis report of a period: opened, figures taken again, edited, handed in, approved and issued (B12)."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from petitions.analysis.models import Analysis
from petitions.analysis.papers import trend_chart
from petitions.analysis.queries.analysis import case_facts
from petitions.analysis.queries.handling import handling_facts
from petitions.analysis.rules.analyses import CLAUSE, DRAFT, PAPER_KIND, SERIES, matter_number, title_of
from petitions.analysis.rules.analysis import CaseFacts, case_section
from petitions.analysis.rules.handling import handling_section
from petitions.analysis.rules.periods import figure_period
from petitions.analysis.rules.texts import case_text, handling_text, report_text
from petitions.office.papers import OfficePaper, figure_tables, office_paper_html
from petitions.permissions import APPROVE_ANALYSIS, READ_ANALYSIS, VIEW_FIGURES, WRITE_ANALYSIS
from records.acts.actions.turns import Turn, finish, start, take
from records.duties.actions.reports import PeriodFlow, Reported, note_figures
from records.duties.models.duties import Duty
from records.duties.rules.duties import Period
from records.papers.actions.documents import draft_document, facts_of
from records.papers.actions.flows import Moves
from records.papers.models.approvals import Approval
from records.papers.pdf import render_pdf
from records.papers.queries.glyphs import stand_ins_of
from records.work.rules import Owed
from township.actors import Actor, ensure_may, system_actor
from township.dates import full_time
from township.directory.models.townships import Township
from township.refusals import Refused
from township.watermark import Watermark

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


class AnalysisFlow(PeriodFlow):
    """Approving numbers and issues it, and fulfils the duty of the month."""

    kind, label, model = PAPER_KIND, "形势分析", Analysis
    series, kept = SERIES, ()
    view, write, approve = READ_ANALYSIS, WRITE_ANALYSIS, APPROVE_ANALYSIS
    moves = Moves(give_back="return_draft", issue="")

    def summary(self, row: Analysis) -> str:
        return row.document.title

    def reported(self, row: Analysis) -> Reported:
        return Reported(row.township_id, CLAUSE, row.period, row.label, row.first, row.last)

    def fresh(self, turn: Turn) -> str:
        """The tables and the chart are taken with the text."""
        return _take_paper(turn)

    def entitle(self, turn: Turn, part: str) -> None:
        document = turn.row.document
        facts, document.title = facts_of(document), f"{title_of(turn.row.label)}{part}"
        facts["paper"]["title"] = document.title
        document.facts = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        document.save(update_fields=["title", "facts"])

    def addressees(self, row: Analysis) -> tuple[list[str], list[str]]:
        paper = facts_of(row.document)["paper"]
        return list(paper["to"]), list(paper["copies"])

    def html(self, row: Analysis, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        facts = facts_of(row.document)
        paper, chart = OfficePaper.of(facts["paper"]), trend_chart(facts["trend"])
        return office_paper_html(paper, body, number=number, issued_on=issued_on, chart=chart)

    def approved(self, turn: Turn, approval: Approval) -> None:
        turn.row.approved_by_id = turn.by.person_id

    def issued(self, turn: Turn) -> None:
        row = turn.row
        row.issued_on = turn.today
        text = f"印发{row.document.title}{row.document.number}"
        if not self.close(turn, text):
            turn.matter.number, turn.matter.title = matter_number(row.period), row.document.title
            turn.matter.save(update_fields=["number", "title"])

    def work(self, row: Analysis) -> Iterator[Owed]:
        """A draft that the system laid ready is owed with its duty, whose line on the desk leads to it."""
        is_of_duty = row.state == DRAFT and row.document.drafted_by_id is None
        return iter(()) if is_of_duty else super().work(row)


FLOW = AnalysisFlow()


def print_figures(*, period: Period, mark: Watermark, by: Actor, at: datetime) -> bytes:
    """The figures of a period as a paper without number, for reading."""
    ensure_may(by, VIEW_FIGURES)
    township = Township.objects.get(pk=by.township_id)
    paper, trend, body = _paper(township, period, by, at)
    return render_pdf(
        office_paper_html(paper, body, chart=trend_chart(trend)),
        title=paper.title,
        mark=mark,
        stand_ins=stand_ins_of(by.township_id),
    )


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
        by=by,
        at=at,
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
    note_figures(document, draft=body, until=at.date())
    finish(Turn(row, by, at), "start", text=f"开始拟写{paper.title}")
    return row


def _take_figures(turn: Turn) -> None:
    move = turn.move("refresh")
    body = _take_paper(turn)
    FLOW.write_text(turn, body)
    note_figures(turn.row.document, draft=body, until=turn.today)
    finish(turn, move, text="重新取数")


def _take_paper(turn: Turn) -> str:
    """Tables, chart and cut-off of this minute; returns the text that is drafted from the same figures."""
    row, document = turn.row, turn.row.document
    period = Period(row.period, row.first, row.last, row.label)
    paper, trend, body = _paper(row.township, period, turn.by, turn.at, blanks=True)
    facts = facts_of(document) | {"paper": paper.facts(), "trend": trend}
    document.facts, row.taken_at = json.dumps(facts, ensure_ascii=False, sort_keys=True), turn.at
    document.save(update_fields=["facts"])
    return body


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
        note=f"数据截至{full_time(at)}" if period.last >= at.date() else "",
    )
    body = report_text(cases, handling) if blanks else f"{case_text(cases)}\n{handling_text(handling)}"
    return paper, _trend(cases), body


def _trend(cases: CaseFacts) -> list[list]:
    return [[row.label, row.now, row.year_before] for row in cases.trend]
