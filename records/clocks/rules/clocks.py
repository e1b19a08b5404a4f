"""Clocks: from a start with its evidence to a due date, with every step written so that it can be followed by hand.

Counting by 民法典 201–203 and 1259: the day of the event is not counted, 日 is a natural day, 工作日 skips days off.
Two dates are kept. The raw one is stricter: lights, alarms and figures use it. The rolled one moves a last day that is
a day off to the next working day: the legal last day, and the one shown for a petitioner's own window. An extension
counts on from the raw date, so that 60 + 30 days never exceed 90 from acceptance. Days of a pause are not counted.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from records.clocks.rules.derivation import Dates, Step, derive
from records.clocks.rules.lights import Colour, Light, light, yellow_until
from records.clocks.rules.terms import ClockInput, Pause, Term, TermUnit
from township.calendar.rules.days import WorkCalendar
from township.dates import full_date
from township.refusals import Refused

__all__ = [
    "ClockInput",
    "ClockResult",
    "Colour",
    "Light",
    "Pause",
    "Step",
    "Term",
    "TermUnit",
    "compute",
    "light",
    "yellow_until",
]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ClockResult:
    """due_on: raw due date; rolled_due_on: legal last day; shown_on: the one of the two to show as the last day.

    is_standing: a pause is open, both dates are the earliest possible ones and move on when it ends.
    is_provisional: a year without an official calendar had a part in it; compute again when that year is imported.
    """

    due_on: date
    rolled_due_on: date
    shown_on: date
    derivation: tuple[Step, ...]
    is_provisional: bool
    is_standing: bool


def compute(clock: ClockInput, calendar: WorkCalendar) -> ClockResult:
    """Both due dates and the derivation.

    Refused: a term without a length, an extension beyond the term's, a pause that ends before it begins, a stop before
    the start. A pause is taken as given; whether a term may stand still at all is `Term.pause_article`.
    """
    _check(clock)
    base_on = _count(clock, clock.term.n, calendar)
    due_on = _count(clock, clock.term.n + clock.extension_days, calendar)
    rolled_on = calendar.roll_forward(due_on)
    missing = _missing_years(clock, due_on, rolled_on, calendar)
    is_standing = any(pause.to_on is None and pause.from_on <= due_on for pause in clock.pauses)
    dates = Dates(base_on, due_on, rolled_on, missing, is_standing)
    shown_on = rolled_on if clock.term.is_window else due_on
    return ClockResult(due_on, rolled_on, shown_on, tuple(derive(clock, dates, calendar)), bool(missing), is_standing)


def _check(clock: ClockInput) -> None:
    term = clock.term
    if term.n is None:
        raise Refused(f"“{term.label}”要逐件写明期限，请填写办理期限。", term.article, "due_on")
    if term.n < 0 or clock.extension_days < 0:
        raise ValueError("a term cannot run backwards")
    if clock.extension_days > term.max_extension:
        limit = f"最多延长{term.max_extension}日" if term.max_extension else "不能延长"
        raise Refused(f"“{term.label}”{limit}。", term.article, "extension_days")
    for pause in clock.pauses:
        if pause.to_on is not None and pause.to_on < pause.from_on:
            raise Refused("恢复日期不能早于中止日期。", field="to_on")
    if clock.stop_on is not None and clock.stop_on < clock.start_on:
        raise Refused(f"结束日期不能早于起算日期{full_date(clock.start_on)}。", field="stop_on")


def _count(clock: ClockInput, n: int, calendar: WorkCalendar) -> date:
    """The n-th counting day after the start."""
    day = clock.start_on
    if clock.term.unit == TermUnit.NATURAL and not clock.pauses:
        return day + n * ONE_DAY
    while n:
        day += ONE_DAY
        if not any(pause.covers(day) for pause in clock.pauses):
            n -= clock.term.unit == TermUnit.NATURAL or calendar.is_working_day(day)
    return day


def _missing_years(clock: ClockInput, due_on: date, rolled_on: date, calendar: WorkCalendar) -> tuple[int, ...]:
    """Natural days depend on the calendar only where the last day rolls; working days from the first day counted."""
    first = due_on if clock.term.unit == TermUnit.NATURAL else min(clock.start_on + ONE_DAY, due_on)
    return calendar.missing_years(first, rolled_on)
