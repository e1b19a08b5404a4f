"""The light of a clock (绿黄红), always computed, never stored. It looks at the raw due date, the stricter one."""

from dataclasses import dataclass
from datetime import date, timedelta

from township.calendar.rules.days import WorkCalendar
from township.choices import Choice

YELLOW_DAYS = 3


class Colour(Choice):
    GREEN = "green", "未到期"
    YELLOW = "yellow", "快到期"
    RED = "red", "超期"
    STOPPED_ON_TIME = "stopped_on_time", "按期完成"
    STOPPED_LATE = "stopped_late", "超期完成"
    PAUSED = "paused", "中止"


@dataclass(frozen=True)
class Light:
    """days_left: natural days to the due date, negative when late; words: for the page ("还有 3 天")."""

    colour: Colour
    days_left: int
    words: str


def yellow_until(today: date, calendar: WorkCalendar, yellow_days: int = YELLOW_DAYS) -> date:
    """The latest due date that is yellow today: within `yellow_days` natural days, or before the office opens again.

    On the last working day before a long holiday everything that falls due in the holiday is already yellow. A counter
    that filters by `due_on <= yellow_until(today, …)` therefore opens exactly the rows whose light is yellow or red.
    """
    return max(today + timedelta(days=yellow_days), calendar.next_working_day(today) - timedelta(days=1))


def light(
    due_on: date,
    today: date,
    calendar: WorkCalendar,
    stopped_on: date | None = None,
    yellow_days: int = YELLOW_DAYS,
    is_standing: bool = False,
) -> Light:
    """The light for a raw due date. The due day itself is still in time: it ends at 24:00 (民法典第二百零三条)."""
    if stopped_on is not None:
        days_left = (due_on - stopped_on).days
        if days_left < 0 and not is_standing:
            return Light(Colour.STOPPED_LATE, days_left, f"超期 {-days_left} 天完成")
        return Light(Colour.STOPPED_ON_TIME, days_left, "按期完成")
    days_left = (due_on - today).days
    if is_standing:
        return Light(Colour.PAUSED, days_left, "已中止")
    if days_left < 0:
        return Light(Colour.RED, days_left, f"超期 {-days_left} 天")
    words = f"还有 {days_left} 天" if days_left else "今天到期"
    is_near = due_on <= yellow_until(today, calendar, yellow_days)
    return Light(Colour.YELLOW if is_near else Colour.GREEN, days_left, words)
