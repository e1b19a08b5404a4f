"""Hearings and work reports in sight; both are the office's and the leadership's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.rules.hearings import DRAFT, HEARING_CLAUSE, OPENED, HearingFacts, hearing_owed
from meetings.permissions import RECORD_HEARING, VIEW_HEARING, WRITE_WORK_REPORT
from meetings.sessions.models.minutes import Minutes
from records.duties.models.duties import Duty
from records.duties.openers import Acts, DutyAct
from records.duties.queries.periods import is_opened
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import visible_to
from records.work.rules import Owed
from township.actors import Actor, OutOfScope
from township.frame.slips import Rows, slip


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
    return HearingFacts(state=row.state, may=may, has_report=row.report_id is not None, is_over=row.last < actor.on)


def hearing_work(row: Hearing) -> Iterator[Owed]:
    """Who owes what on a hearing that no duty of the rule profile speaks of: for the work of its kind."""
    return iter(()) if is_opened(row.township_id, HEARING_CLAUSE, row.period) else hearing_owed(row.state)


def _acts(name: str, rows: Callable[[list[Duty]], QuerySet], act: Callable[[dict], DutyAct], *fields: str) -> Acts:
    """The acts of duties whose thing stands under the period's key."""
    wanted = {field: F(field) for field in ("pk", "township_id", "period", *fields)}

    def read(duties: list[Duty], answers: Rows) -> dict[int, DutyAct]:
        found = {(row["township_id"], row["period"]): act(row) for row in answers.get(name, ())}
        keys = {duty.pk: (duty.township_id, duty.period) for duty in duties}
        return {number: found[key] for number, key in keys.items() if key in found}

    return Acts(lambda duties: [slip(name, rows(duties), **wanted)], read)


def _of_periods(model, duties: list[Duty]) -> QuerySet:
    townships = {duty.township_id for duty in duties}
    return model.objects.filter(township_id__in=townships, period__in={duty.period for duty in duties})


QUARTER_ACTS = _acts(
    "hearing_of_duty",
    lambda duties: _of_periods(Hearing, duties).filter(state=OPENED),
    lambda row: DutyAct("hearing", row["pk"], "arrange"),
)
REPORT_ACTS = _acts(
    "report_of_duty",
    lambda duties: _of_periods(WorkReport, duties).filter(state=DRAFT),
    lambda row: DutyAct("work_report", row["pk"], "edit" if row["document_id"] else "draft"),
    "document_id",
)


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
