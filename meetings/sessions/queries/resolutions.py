"""The register of resolutions: filters, completion, reports, and what a unit owes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, DateField, F, IntegerField, Q, QuerySet, Value, When

from meetings.sessions.models.resolutions import Progress, Resolution
from meetings.sessions.queries.figures import CARRIED_OUT, ON_TIME, judged
from meetings.sessions.queries.scope import resolutions_visible_to
from meetings.sessions.rules.resolutions import DROPPED, NOT_LIVE, UNFINISHED, VERIFIED, WITH_UNIT, Completion
from records.ledgers.queries import Reader
from records.ledgers.rules.words import Figure, Totals
from township.actors import Actor


@dataclass(frozen=True)
class ResolutionFilter:
    """What narrows the register; empty fields do not. state: a state, "unfinished" or "overdue"; dates are due dates."""

    text: str = ""
    unit: int | None = None
    state: str = ""
    session: int | None = None
    due_from: date | None = None
    due_to: date | None = None


def register(actor: Actor, wanted: ResolutionFilter, today: date) -> QuerySet[Resolution]:
    """Resolutions in sight: unfinished first by due date, then the verified ones, latest due first."""
    rows = resolutions_visible_to(actor)
    if wanted.text:
        rows = rows.filter(Q(text__contains=wanted.text) | Q(number__contains=wanted.text))
    if wanted.unit:
        rows = rows.filter(unit_id=wanted.unit)
    if wanted.session:
        rows = rows.filter(session_id=wanted.session)
    if wanted.due_from:
        rows = rows.filter(due_on__gte=wanted.due_from)
    if wanted.due_to:
        rows = rows.filter(due_on__lte=wanted.due_to)
    rows = _in_state(rows, wanted.state, today)
    is_done = Case(When(state__in=(VERIFIED, DROPPED), then=Value(1)), default=Value(0), output_field=IntegerField())
    open_due = Case(When(state__in=(VERIFIED, DROPPED), then=None), default=F("due_on"), output_field=DateField())
    rows = rows.annotate(is_done=is_done, open_due=open_due)
    return rows.order_by("is_done", "open_due", "-due_on", "-pk").select_related("unit", "session")


def _in_state(rows: QuerySet[Resolution], state: str, today: date) -> QuerySet[Resolution]:
    if state == "unfinished":
        return rows.filter(state__in=UNFINISHED)
    if state == "overdue":
        return rows.filter(state__in=WITH_UNIT, due_on__lt=today)
    return rows.filter(state=state) if state else rows


def totals(rows: QuerySet[Resolution], reader: Reader) -> Totals:
    """How many, and the completion of those that count, in one query, by the declared figure."""
    done = Q(state=VERIFIED)
    found = rows.order_by().aggregate(
        rows=Count("pk"),
        total=Count("pk", filter=~Q(state__in=NOT_LIVE)),
        verified=Count("pk", filter=done),
        on_time=Count("pk", filter=ON_TIME),
        judged=Count("pk", filter=judged(reader.today)),
        overdue=Count("pk", filter=Q(state__in=WITH_UNIT, due_on__lt=reader.today)),
    )
    size, rates = found.pop("rows"), Completion(**found)
    figures = (
        Figure(rates.rate, "（已落实÷全部）", "落实率"),
        Figure(rates.on_time_rate, "（按期÷已到期）", CARRIED_OUT.label),
        Figure(rates.overdue, "项", "超期"),
    )
    return Totals(size, figures)


def progress_of(resolution: Resolution) -> list[Progress]:
    """Reports and answers, latest first."""
    return list(resolution.progress.select_related("by").order_by("-pk"))
