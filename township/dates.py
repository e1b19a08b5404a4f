"""Dates in words, as the office writes them: 2026年9月24日（周四）. No zero padding (GB/T 9704-2012)."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

WEEKDAYS = "一二三四五六日"


def weekday_word(day: date) -> str:
    """周四 for a Thursday."""
    return "周" + WEEKDAYS[day.weekday()]


def full_date(day: date) -> str:
    """As in 2026年9月24日."""
    return f"{day.year}年{day.month}月{day.day}日"


def full_date_with_weekday(day: date) -> str:
    """As in 2026年9月24日（周四）."""
    return f"{full_date(day)}（{weekday_word(day)}）"


def date_range(first: date, last: date) -> str:
    """As in 2026年10月1日至10月7日; one day gives that day; the year is repeated only where it changes."""
    if first == last:
        return full_date(first)
    if first.year == last.year:
        return f"{full_date(first)}至{last.month}月{last.day}日"
    return f"{full_date(first)}至{full_date(last)}"


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
