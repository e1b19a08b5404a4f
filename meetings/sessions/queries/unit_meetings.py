"""Monthly meetings of the units: one's own, and the month as the office sees it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from meetings.permissions import VIEW_UNIT_MEETING
from meetings.sessions.models.unit_meetings import UnitMeeting
from meetings.sessions.rules.unit_meetings import last_of, standing
from records.duties.models.duties import Duty
from records.matters.queries.scope import visible_to
from township.actors import Actor, OutOfScope
from township.directory.models.units import Unit
from township.directory.queries.units import member_units
from township.permissions import Reach

CLAUSE = "unit_meeting_month"


@dataclass(frozen=True)
class MonthRow:
    """One unit in one month. standing: a key of rules.unit_meetings.STANDINGS; due_on: of the duty, else the month's end."""

    unit: Unit
    meeting: UnitMeeting | None
    due_on: date
    standing: str


def unit_meetings_visible_to(actor: Actor) -> QuerySet[UnitMeeting]:
    """The office all of them, a liaison those of his units."""
    rows = visible_to(actor, UnitMeeting.objects.all(), VIEW_UNIT_MEETING)
    if actor.reach(VIEW_UNIT_MEETING) == Reach.OWN:
        rows = rows.filter(unit_id__in=actor.unit_ids)
    return rows


def get_unit_meeting(actor: Actor, meeting_id: int) -> UnitMeeting:
    """The meeting, or OutOfScope."""
    rows = unit_meetings_visible_to(actor).select_related("matter", "unit", "recorded_by")
    row = rows.filter(pk=meeting_id).first()
    if row is None:
        raise OutOfScope("没有找到这次例会。")
    return row


def own_meetings(actor: Actor) -> QuerySet[UnitMeeting]:
    """The meetings of the actor's units, latest month first."""
    return unit_meetings_visible_to(actor).select_related("unit", "matter").order_by("-month", "unit__order", "pk")


def month_rows(actor: Actor, month: date, today: date) -> list[MonthRow]:
    """Every unit that owes a meeting of this month, or held one, in order (three queries).

    Who owes: the units with a duty of the month; where the rule profile has no such clause, member units and villages.
    """
    held = {row.unit_id: row for row in unit_meetings_visible_to(actor).filter(month=month).select_related("unit")}
    duties = Duty.objects.filter(
        township_id=actor.township_id, clause=CLAUSE, period=f"{month:%Y-%m}", unit__isnull=False
    )
    due = {row.unit_id: row for row in duties.exclude(state="excused").select_related("unit")}
    units = {row.unit_id: row.unit for row in due.values()} if due else _members(actor)
    units |= {pk: row.unit for pk, row in held.items()}
    if actor.reach(VIEW_UNIT_MEETING) == Reach.OWN:
        units = {pk: unit for pk, unit in units.items() if pk in actor.unit_ids}
    rows = []
    for unit in sorted(units.values(), key=lambda one: (one.order, one.pk)):
        due_on = due[unit.pk].due_on if unit.pk in due else last_of(month)
        meeting = held.get(unit.pk)
        state = standing(meeting.recorded_on if meeting else None, due_on, today)
        rows.append(MonthRow(unit, meeting, due_on, state))
    return rows


def _members(actor: Actor) -> dict[int, Unit]:
    return {unit.pk: unit for unit in member_units(actor.township_id).exclude(is_office=True)}
