"""Monthly meetings of the units: one's own, and the month as the office sees it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, DateField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from meetings.permissions import VIEW_UNIT_MEETING
from meetings.sessions.models.unit_meetings import UnitMeeting
from meetings.sessions.rules.unit_meetings import (
    HELD,
    LATE,
    MISSING,
    OPEN,
    STANDINGS,
    first_of,
    last_of,
    month_of,
    standing,
)
from records.duties.models.duties import Duty
from records.ledgers.queries import Reader
from records.ledgers.rules.words import Figure, Totals
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.directory.models.units import Unit
from township.directory.queries.units import member_units
from township.permissions import Reach
from township.sight import row_in_sight

CLAUSE = "unit_meeting_month"


@dataclass(frozen=True)
class MonthRow:
    """One unit in one month. standing: a key of rules.unit_meetings.STANDINGS; due_on: of the duty, else the month's end."""

    unit: Unit
    month: date
    meeting: UnitMeeting | None
    due_on: date
    standing: str


@dataclass(frozen=True)
class MonthFilter:
    """What narrows the list. month: "2026-09"; state: a key of STANDINGS."""

    month: str = ""
    state: str = ""


def unit_meetings_visible_to(actor: Actor) -> QuerySet[UnitMeeting]:
    """The office all of them, a liaison those of their units."""
    rows = visible_to(actor, UnitMeeting.objects.all(), VIEW_UNIT_MEETING)
    if actor.reach(VIEW_UNIT_MEETING) == Reach.OWN:
        rows = rows.filter(unit_id__in=actor.unit_ids)
    return rows


def get_unit_meeting(actor: Actor, meeting_id: int) -> UnitMeeting:
    """The meeting, or OutOfScope."""
    rows = unit_meetings_visible_to(actor).select_related("matter", "unit", "recorded_by")
    return row_in_sight(rows, "没有找到这次例会。", pk=meeting_id)


def register(actor: Actor, wanted: MonthFilter, today: date) -> QuerySet[Unit] | QuerySet[UnitMeeting]:
    """The office: the units of one month, by default this one; a unit: its own meetings, latest month first. Both have
    recorded_on and due_on."""
    month = month_of(wanted.month)
    if actor.reach(VIEW_UNIT_MEETING) != Reach.OWN:
        rows = units_of_month(actor, month or first_of(today))
    else:
        rows = unit_meetings_visible_to(actor).annotate(due_on=_due_of_meeting())
        rows = rows.select_related("unit", "matter").order_by("-month", "unit__order", "pk")
        rows = rows.filter(month=month) if month else rows
    return rows.filter(_in_standing(wanted.state, today)) if wanted.state else rows


def units_of_month(actor: Actor, month: date) -> QuerySet[Unit]:
    """Every unit in reach that owes a meeting of this month, or held one, in order.

    Who owes: the units with a duty of the month; where the rule profile has no such clause, member units and villages.
    """
    held = unit_meetings_visible_to(actor).filter(month=month)
    duties = _duties(actor.township_id, f"{month:%Y-%m}")
    owing = duties.values("unit_id") if duties.exists() else _members(actor).values("pk")
    rows = Unit.objects.filter(Q(pk__in=owing) | Q(pk__in=held.values("unit_id")), township_id=actor.township_id)
    if actor.reach(VIEW_UNIT_MEETING) == Reach.OWN:
        rows = rows.filter(pk__in=actor.unit_ids)
    recorded = Subquery(held.filter(unit_id=OuterRef("pk")).values("recorded_on")[:1])
    due = Subquery(duties.filter(unit_id=OuterRef("pk")).values("due_on")[:1])
    end = Value(last_of(month), output_field=DateField())
    return rows.annotate(recorded_on=recorded, due_on=Coalesce(due, end)).order_by("order", "pk")


def lines_of(rows: list[Unit] | list[UnitMeeting], actor: Actor, month: date, today: date) -> list[MonthRow]:
    """Rows of `register` with their meetings (one query for units)."""
    if rows and isinstance(rows[0], UnitMeeting):
        return [
            MonthRow(row.unit, row.month, row, row.due_on, standing(row.recorded_on, row.due_on, today)) for row in rows
        ]
    meetings = unit_meetings_visible_to(actor).filter(month=month, unit_id__in=[row.pk for row in rows])
    held = {row.unit_id: row for row in meetings}
    return [
        MonthRow(row, month, held.get(row.pk), row.due_on, standing(row.recorded_on, row.due_on, today)) for row in rows
    ]


def totals(rows: QuerySet, reader: Reader) -> Totals:
    """How many, and how many of each standing."""
    counts = {key: Count("pk", filter=_in_standing(key, reader.today)) for key in STANDINGS}
    found = rows.order_by().aggregate(rows=Count("pk"), **counts)
    size = found.pop("rows")
    if rows.model is UnitMeeting:
        return Totals(size, (Figure(size, "次"),))
    return Totals(size, (Figure(size, "个", "应开"), *(Figure(found[key], "个", STANDINGS[key]) for key in STANDINGS)))


def _in_standing(key: str, today: date) -> Q:
    """The standings of rules.unit_meetings.standing, asked of the database."""
    return {
        HELD: Q(recorded_on__lte=F("due_on")),
        LATE: Q(recorded_on__gt=F("due_on")),
        MISSING: Q(recorded_on__isnull=True, due_on__lt=today),
        OPEN: Q(recorded_on__isnull=True, due_on__gte=today),
    }[key]


def _due_of_meeting() -> Coalesce:
    """The due day of the duty of a meeting's unit and month; without a duty the day it was recorded."""
    duties = Duty.objects.filter(clause=CLAUSE, unit_id=OuterRef("unit_id"), first=OuterRef("month"))
    return Coalesce(Subquery(duties.exclude(state="excused").values("due_on")[:1]), F("recorded_on"))


def _duties(township_id: int, period: str) -> QuerySet[Duty]:
    rows = Duty.objects.filter(township_id=township_id, clause=CLAUSE, period=period, unit__isnull=False)
    return rows.exclude(state="excused")


def _members(actor: Actor) -> QuerySet[Unit]:
    return member_units(actor.township_id).exclude(is_office=True)
