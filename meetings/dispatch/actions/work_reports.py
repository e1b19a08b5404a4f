"""The work report: drafted from the figures of its period, edited by the office, signed out by the director, frozen (C9).

From the draft on it goes the way of every paper: drafter and signer are two persons, whose signature binds to the text
that was read; the number is taken at that moment.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from meetings.dispatch.actions.periods import OncePerPeriod
from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.papers import ReportPaper, report_html
from meetings.dispatch.queries.dispatches import open_resolutions
from meetings.dispatch.rules.hearings import (
    LEAST_WORDS,
    MOST_WORDS,
    RECORDED,
    REPORT_CLAUSE,
    REPORT_SERIES,
    REPORT_SOURCE,
    report_draft,
    report_title,
)
from meetings.permissions import SIGN_WORK_REPORT, VIEW_HEARING, WRITE_WORK_REPORT
from records.acts.actions.turns import Turn, finish, take
from records.duties.actions.reports import PART, PeriodFlow, Reported, cut_off, note_figures
from records.duties.queries.periods import due_of_period
from records.duties.rules.duties import Period
from records.figures.sources import FigurePeriod, sections
from records.papers.actions.documents import draft_document, facts_of
from records.papers.actions.flows import Moves
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from township.actors import Actor
from township.directory.models.townships import Township
from township.signing import signed_by
from township.words import check_words

declare_series("work_report_file", "报告", own=True)


class WorkReportFlow(PeriodFlow):
    """Signing it issues it at once: 签发 is the approval, and nobody inside owes a receipt."""

    kind, label, model = "work_report", "工作报告", WorkReport
    view, write, approve = VIEW_HEARING, WRITE_WORK_REPORT, SIGN_WORK_REPORT
    moves = Moves(approve="issue", give_back="return_report")
    series, kept = REPORT_SERIES, ("number", "issued_on")

    def check(self, turn: Turn) -> None:
        check_words("报告正文", turn.row.document.body, field="body", least=LEAST_WORDS, most=MOST_WORDS)

    def summary(self, row: WorkReport) -> str:
        return f"{row.matter.title}签发"

    def keep(self, turn: Turn, *, addressee: str) -> None:
        turn.row.addressee = check_words("主送", addressee, field="addressee", least=2, most=60)

    def addressees(self, row: WorkReport) -> tuple[list[str], list[str]]:
        return [row.addressee], []

    def layout(self, row: WorkReport) -> dict:
        until, part = cut_off(row.document).isoformat(), facts_of(row.document).get("part", "")
        signer = signed_by(row.document, "approved", right=self.approve)
        return {"signer": signer, "addressee": row.addressee, "until": until, "part": part}

    def html(self, row: WorkReport, body: str, *, number: str = "", issued_on: date | None = None) -> str:
        township = row.matter.township
        paper = ReportPaper(
            organ=f"{township.short_name}信访工作联席会议",
            title=report_title(township.short_name, f"{row.period_label}{facts_of(row.document).get('part', '')}"),
            addressee=row.addressee,
            signer=signed_by(row.document, "approved", right=self.approve) if number else "",
            number=number,
            issued_on=issued_on,
            office=township.office_name,
        )
        return report_html(paper, body)

    def issued(self, turn: Turn) -> None:
        row = turn.row
        self.close(turn, f"{row.matter.title}{row.number}")

    def reported(self, row: WorkReport) -> Reported:
        return Reported(row.township_id, REPORT_CLAUSE, row.period, row.period_label, row.first, row.last)

    def fresh(self, turn: Turn) -> str:
        return _fresh(turn)

    def entitle(self, turn: Turn, part: str) -> None:
        title, document = f"{turn.row.period_label}{part}信访工作报告", turn.row.document
        turn.matter.title = document.title = title
        turn.matter.save(update_fields=["title"])
        facts = facts_of(document) | {"part": part}
        document.facts = json.dumps(facts, ensure_ascii=False, sort_keys=True)
        document.save(update_fields=["title", "facts"])

    def work(self, row: WorkReport) -> Iterator[Owed]:
        """Every step is wanted by the day on which the period's report is due; beginning it stands in the duty's own line."""
        due_on = due_of_period(row.township_id, REPORT_CLAUSE, row.period)
        if row.document_id is None and due_on is None:
            why = "按本期数据拟出初稿"
            yield Owed("draft", "起草工作报告", right=self.write.code, why=why, clause=REPORT_SOURCE)
        for owed in super().work(row):
            yield replace(owed, due_on=due_on, clause=REPORT_SOURCE)


FLOW = WorkReportFlow()
REPORTS = OncePerPeriod(WorkReport, "work_report", "work_report_file", "信访工作报告", WRITE_WORK_REPORT)


def open_report(*, period: Period, by: Actor, at: datetime) -> WorkReport:
    """Open the report of a period without a text yet; called again it gives the one there is."""
    with transaction.atomic():
        row, is_new = REPORTS.open(
            period, by, at, lambda: {"addressee": f"{Township.objects.get(pk=by.township_id).short_name}党委、政府"}
        )
        if not is_new:
            return row
        waiting = Q(report__isnull=True) | Q(report__period__startswith=f"{period.key}{PART}")
        hearings = Hearing.objects.filter(waiting, township_id=by.township_id, period=period.key)
        hearings.exclude(state=RECORDED).update(report=row)
        return row


def draft_report(*, report_id: int, revision: int, by: Actor, at: datetime) -> WorkReport:
    """Draft the text from the figures of now; a text there is becomes an earlier version."""
    with transaction.atomic():
        turn = take(WorkReport, report_id, revision=revision, capability=WRITE_WORK_REPORT, by=by, at=at)
        move, row = turn.move("redraft"), turn.row
        body = _fresh(turn)
        if row.document is None:
            row.document = draft_document(
                matter=row.matter,
                kind="work_report",
                title=row.matter.title,
                body=body,
                addressee=row.addressee,
                by=by,
                at=at,
            )
        else:
            FLOW.write_text(turn, body)
        note_figures(row.document, draft=body, until=turn.today)
        finish(turn, move, text="按数据拟出报告", detail={"version": row.document.version})
        return row


def _fresh(turn: Turn) -> str:
    """The text that the figures of now give; of a period that runs it says its cut-off."""
    row, by = turn.row, turn.by
    until = turn.today if row.last >= turn.today else None
    found = sections(by, FigurePeriod(row.first, row.last, row.period_label))
    return report_draft(row.period_label, found, len(open_resolutions(by, turn.today)), until=until)
