"""Monthly unit meetings (例会): which month a meeting belongs to, and whether it was recorded in time. Source: J三(三)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from records.acts.rules.doors import Door, Doors, PlainFacts
from records.acts.rules.states import StateTable
from township.refusals import Refused

HELD, LATE, MISSING, OPEN = "held", "late", "missing", "open"
STANDINGS = {HELD: "已开", LATE: "补登", MISSING: "未开", OPEN: "未到期"}


UNIT_MEETINGS = StateTable()  # a record has no course of its own


@dataclass(frozen=True, kw_only=True)
class MeetingFacts(PlainFacts):
    """is_own: of one of the reader's units."""

    is_own: bool = False


DOORS = Doors(UNIT_MEETINGS, Door("edit", "unit_meeting.record", "-", label="修改", shown=lambda facts: facts.is_own))


def first_of(day: date) -> date:
    """The first day of the month."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """The last day of the month."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def month_of(key: str) -> date | None:
    """The first day of "2026-11"; None for anything else."""
    try:
        year, month = key.split("-")
        return date(int(year), int(month), 1) if len(year) == 4 else None
    except ValueError:
        return None


def earlier(month: date) -> date:
    return date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)


def check_day(held_on: date, today: date) -> date:
    """The first day of the month it counts for. Refused for a day ahead or more than a year back."""
    if held_on > today:
        raise Refused("召开日期不能晚于今天，开过以后再登记。", field="held_on")
    if (today - held_on).days > 366:
        raise Refused("一年以前的例会不再补登。", field="held_on")
    return first_of(held_on)


def standing(recorded_on: date | None, due_on: date, today: date) -> str:
    """held, late (recorded after the due day), missing (due day passed), open."""
    if recorded_on is not None:
        return HELD if recorded_on <= due_on else LATE
    return MISSING if today > due_on else OPEN
