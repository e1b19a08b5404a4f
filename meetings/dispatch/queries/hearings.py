"""Hearings and work reports in sight; both are the office's and the leadership's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.queries.dispatches import due_of_period
from meetings.dispatch.rules.hearings import HEARING_CLAUSE, HearingFacts, hearing_owed
from meetings.permissions import RECORD_HEARING, VIEW_HEARING, WRITE_WORK_REPORT
from meetings.sessions.models.minutes import Minutes
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import visible_to
from records.work.rules import Owed
from township.actors import Actor, OutOfScope


def hearings_visible_to(actor: Actor) -> QuerySet[Hearing]:
    return visible_to(actor, Hearing.objects.all(), VIEW_HEARING)


def reports_visible_to(actor: Actor) -> QuerySet[WorkReport]:
    return visible_to(actor, WorkReport.objects.all(), VIEW_HEARING)


@dataclass(frozen=True)
class PeriodFilter:
    """What narrows the lists of hearings and of reports; an empty field does not."""

    state: str = ""
    year: int | None = None


def hearing_list(actor: Actor, wanted: PeriodFilter, today: date) -> QuerySet[Hearing]:
    """Latest quarter first."""
    rows = hearings_visible_to(actor).select_related("matter", "session", "report")
    return _narrowed(rows, wanted).order_by("-first", "-pk")


def report_list(actor: Actor, wanted: PeriodFilter, today: date) -> QuerySet[WorkReport]:
    """Latest period first."""
    rows = reports_visible_to(actor).select_related("matter", "document__drafted_by", "document__approved_by")
    return _narrowed(rows.defer("document__body", "document__facts"), wanted).order_by("-first", "-pk")


def get_hearing(actor: Actor, hearing_id: int) -> Hearing:
    """The hearing, or OutOfScope."""
    rows = hearings_visible_to(actor).select_related("matter", "township", "report__matter", "session__matter")
    return _one(rows.filter(pk=hearing_id).first())


def get_work_report(actor: Actor, report_id: int) -> WorkReport:
    """The report with its document, or OutOfScope."""
    rows = reports_visible_to(actor).select_related(
        "matter", "township", "document__drafted_by", "document__approved_by"
    )
    return _one(rows.filter(pk=report_id).first())


def hearing_facts(actor: Actor, row: Hearing) -> HearingFacts:
    """What the doors of a hearing look at."""
    may = rights_on(actor, row.matter, (RECORD_HEARING, WRITE_WORK_REPORT))
    return HearingFacts(state=row.state, may=may, has_report=row.report_id is not None)


def hearing_work(row: Hearing) -> Iterator[Owed]:
    """Who owes what on a hearing: for the work of its kind."""
    return hearing_owed(row.state, due_of_period(row.township_id, HEARING_CLAUSE, row.period))


def words_of_minutes(minutes: Minutes) -> tuple[str, str]:
    """(opinions, decisions): what was held, and what was decided with the tasks, over all items."""
    held, decided = [], []
    for item in minutes.items.prefetch_related("tasks__unit").order_by("order"):
        held += [item.held] if item.held else []
        decided += [item.decided] if item.decided else []
        decided += [f"{task.text}（{task.unit.label}）" for task in item.tasks.all()]
    return "\n".join(held), "\n".join(decided)


def _narrowed(rows: QuerySet, wanted: PeriodFilter) -> QuerySet:
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.filter(first__year=wanted.year) if wanted.year else rows


def _one(row):
    if row is None:
        raise OutOfScope()
    return row
