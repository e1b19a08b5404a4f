"""Periods and due dates of recurring duties: how often, which period holds a day, and by when.

Pure: dates in, dates out, Asia/Shanghai. How a due date moves off a day off is the clause's own choice (民法典 203 would
roll it forward).
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from township.calendar.rules.days import WorkCalendar
from township.choices import Choice
from township.dates import full_date_with_weekday
from township.refusals import Refused

ONE_DAY = timedelta(days=1)


class Cadence(Choice):
    """How often a clause asks for it. The stored value, and the word on the screen."""

    DAILY = "daily", "每日"
    WEEKLY = "weekly", "每周"
    HALF_MONTHLY = "half_monthly", "每半月"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"


class Owed(Choice):
    """Who owes it: every unit of certain kinds, every leader, or the office of the joint meeting."""

    UNITS = "units", "各单位"
    LEADERS = "leaders", "班子成员"
    OFFICE = "office", "联席办"


class Shift(Choice):
    """Where a due date goes that falls on a day off."""

    NONE = "none", "不顺移"
    BACK = "back", "提前到上一个工作日"
    FORWARD = "forward", "顺延到下一个工作日"


@dataclass(frozen=True)
class Period:
    """One period of a cadence, both days included. key sorts and stays for ever: 2026-11-16, 2026-W47, 2026-11b, 2026-11,
    2026-Q4, 2026-H2, 2026."""

    key: str
    first: date
    last: date
    label: str


def period_of(cadence: str, day: date) -> Period:
    """The one period of `cadence` that holds `day`. Weeks run Monday to Sunday and are named by their ISO number."""
    year, month = day.year, day.month
    match Cadence(cadence):
        case Cadence.DAILY:
            return Period(day.isoformat(), day, day, full_date_with_weekday(day))
        case Cadence.WEEKLY:
            iso = day.isocalendar()
            monday = day - timedelta(days=day.weekday())
            return Period(f"{iso.year}-W{iso.week:02d}", monday, monday + 6 * ONE_DAY, f"{iso.year}年第{iso.week}周")
        case Cadence.HALF_MONTHLY if day.day <= 15:
            return Period(
                f"{year}-{month:02d}a", date(year, month, 1), date(year, month, 15), f"{year}年{month}月上半月"
            )
        case Cadence.HALF_MONTHLY:
            return Period(f"{year}-{month:02d}b", date(year, month, 16), _end(year, month), f"{year}年{month}月下半月")
        case Cadence.MONTHLY:
            return Period(f"{year}-{month:02d}", date(year, month, 1), _end(year, month), f"{year}年{month}月")
        case Cadence.QUARTERLY:
            n = (month - 1) // 3
            label = f"{year}年第{'一二三四'[n]}季度"
            return Period(f"{year}-Q{n + 1}", date(year, 3 * n + 1, 1), _end(year, 3 * n + 3), label)
        case Cadence.HALF_YEARLY:
            n = (month - 1) // 6
            label = f"{year}年{'上下'[n]}半年"
            return Period(f"{year}-H{n + 1}", date(year, 6 * n + 1, 1), _end(year, 6 * n + 6), label)
        case Cadence.YEARLY:
            return Period(str(year), date(year, 1, 1), date(year, 12, 31), f"{year}年")


def periods_between(cadence: str, first: date, last: date) -> Iterator[Period]:
    """Every period that holds a day from `first` to `last`, in order, each once."""
    while first <= last:
        period = period_of(cadence, first)
        yield period
        first = period.last + ONE_DAY


def due_date(cadence: str, due: Mapping, period: Period, calendar: WorkCalendar) -> date:
    """The last day of the duty of one period, before or after which it is in time or late.

    due: {"at": "start"|"end", "offset": natural days from that end (may be negative), "day": day of the month the period
    ends in (31 = its last), "weekday": 1–7 of the week, "shift": none|back|forward}; "day" and "weekday" go before "at".
    A shift never moves it out of the period at its beginning.
    """
    check_due(cadence, due)
    if due.get("weekday"):
        monday = period.last - timedelta(days=period.last.weekday())
        day = monday + timedelta(days=due["weekday"] - 1)
    elif due.get("day"):
        day = period.last.replace(day=min(due["day"], monthrange(period.last.year, period.last.month)[1]))
    else:
        day = period.first if due.get("at") == "start" else period.last
    day += timedelta(days=due.get("offset", 0))
    return _shifted(day, due.get("shift", Shift.NONE), period, calendar)


def check_due(cadence: str, due: Mapping) -> None:
    """Refused for a due rule that does not fit the cadence."""
    unknown = set(due) - {"at", "offset", "day", "weekday", "shift"}
    if unknown:
        raise Refused(f"到期规则里有不认识的内容：{'、'.join(sorted(unknown))}。", field="due")
    if due.get("day") and cadence in (Cadence.DAILY, Cadence.WEEKLY, Cadence.HALF_MONTHLY):
        raise Refused("按日、按周、按半月的制度不能指定每月几日到期。", field="due")
    if due.get("weekday") and cadence != Cadence.WEEKLY:
        raise Refused("只有按周的制度能指定星期几到期。", field="due")
    _between(due.get("day", 1), 1, 31, "到期日填 1 到 31。")
    _between(due.get("weekday", 1), 1, 7, "星期填 1 到 7。")
    _between(due.get("offset", 0), -366, 366, "提前或推后的天数不超过 366 天。")
    if due.get("at", "end") not in ("start", "end"):
        raise Refused("到期从期初还是期末算起，要选一个。", field="due")
    if due.get("shift", Shift.NONE) not in {choice.value for choice in Shift}:
        raise Refused("遇到休息日怎么办，要选一个。", field="due")


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _between(n: int, least: int, most: int, sentence: str) -> None:
    if not isinstance(n, int) or not least <= n <= most:
        raise Refused(sentence, field="due")


def _shifted(day: date, shift: str, period: Period, calendar: WorkCalendar) -> date:
    if shift == Shift.FORWARD:
        return calendar.roll_forward(day)
    if shift == Shift.BACK:
        back = last_working_day(day, calendar)
        return back if back >= period.first or day < period.first else calendar.roll_forward(day)
    return day


def last_working_day(day: date, calendar: WorkCalendar) -> date:
    """`day` itself if it is a working day, else the one before it."""
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day
