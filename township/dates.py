"""Dates in words, as the office writes them: 2026年9月24日（周四）. No zero padding (GB/T 9704-2012). Checks of days.

Whatever writes a day for a reader takes it from here; only the ISO form of files and addresses is written in place.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from township.refusals import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # beyond them every day is a slip, and counting on overflows
WEEKDAYS = "一二三四五六日"
# For the choice of a weekday; 1 = Monday, as in the ISO calendar.
WEEKDAY_CHOICES = [(number, f"星期{word}") for number, word in enumerate(WEEKDAYS, start=1)]


def moment_on(day: date, clock: time = time.min) -> datetime:
    """Day and time as one moment in Asia/Shanghai; without a time its first moment."""
    return datetime.combine(day, clock, tzinfo=SHANGHAI)


def weekday_word(day: date) -> str:
    """周四 for a Thursday."""
    return "周" + WEEKDAYS[day.weekday()]


def short_date(day: date) -> str:
    """As in 9月24日, where the year goes without saying."""
    return f"{day.month}月{day.day}日"


def short_date_with_weekday(day: date) -> str:
    """As in 9月24日（周四）."""
    return f"{short_date(day)}（{weekday_word(day)}）"


def full_date(day: date) -> str:
    """As in 2026年9月24日."""
    return f"{day.year}年{short_date(day)}"


def full_month(day: date) -> str:
    """As in 2026年9月."""
    return f"{day.year}年{day.month}月"


def full_time(moment: datetime) -> str:
    """As in 2026年9月24日10:30, by the clock of the office (Asia/Shanghai)."""
    local = moment.astimezone(SHANGHAI) if moment.tzinfo else moment
    return f"{full_date(local)}{local:%H:%M}"


def full_date_with_weekday(day: date) -> str:
    """As in 2026年9月24日（周四）."""
    return f"{full_date(day)}（{weekday_word(day)}）"


def date_range(first: date, last: date) -> str:
    """As in 2026年10月1日至10月7日; one day gives that day; the year is repeated only where it changes."""
    if first == last:
        return full_date(first)
    if first.year == last.year:
        return f"{full_date(first)}至{short_date(last)}"
    return f"{full_date(first)}至{full_date(last)}"


def day_of(key: str) -> date | None:
    """The day of "2026-11-05", as an address holds it; None for anything else."""
    try:
        return date.fromisoformat(key)
    except ValueError:
        return None


def days_after(first: date, last: date) -> Iterator[date]:
    """Every day after `first`, up to and including `last`; none when last <= first."""
    for offset in range(1, (last - first).days + 1):
        yield first + timedelta(days=offset)


def runs(days: Iterable[tuple[date, str]]) -> list[tuple[date, date, str]]:
    """Join neighbouring days with the same label: [(first, last, label)], in the order given."""
    joined: list[tuple[date, date, str]] = []
    for day, label in days:
        if joined and joined[-1][2] == label and joined[-1][1] + timedelta(days=1) == day:
            joined[-1] = (joined[-1][0], day, label)
        else:
            joined.append((day, day, label))
    return joined


def check_not_future(label: str, day: date, *, today: date, field: str) -> date:
    """The day; Refused beside `field` when it lies after today."""
    if day > today:
        raise Refused(f"{label}不能晚于今天（{full_date(today)}）。", field=field)
    return day


def check_not_past(label: str, day: date, *, today: date, field: str) -> date:
    """The day; Refused beside `field` when it lies before today."""
    return check_not_before(label, day, today, "今天", field=field)


def check_not_before(label: str, day: date, first: date, first_label: str, *, field: str) -> date:
    """The day; Refused beside `field` when it lies before `first`, which `first_label` names."""
    if day < first:
        raise Refused(f"{label}不能早于{first_label}（{full_date(first)}）。", field=field)
    return day
