"""Clocks: from a start with its evidence to a due date, with every step written so that it can be followed by hand.

Counting by 民法典 201–203 and 1259: the day of the event is not counted, a bare 日 is a natural day, 工作日 skips days off.
Two dates are kept. `due_on` (raw) is stricter: lights, alarms and figures use it. `rolled_due_on` moves a last day that is a
day off to the next working day: it is the legal last day and the one shown for a petitioner's own window. An extension
is counted from the raw date, so that 60 + 30 days never exceed 90 from acceptance. Days of a pause are not counted.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from township.rules.calendar import WorkCalendar
from township.rules.choices import Choice
from township.rules.dates import date_range, days_after, full_date, full_date_with_weekday, runs
from township.rules.refusals import Refused

COUNTING = "民法典第201条"
ROLLING = "民法典第203条"
ONE_DAY = timedelta(days=1)


class TermUnit(Choice):
    NATURAL = "natural", "日"
    WORKING = "working", "个工作日"


class SourceMark(Choice):
    FOUND = "found", "有依据"
    UNCONFIRMED = "unconfirmed", "依据待核实"
    OFFICE_RULE = "office_rule", "本办规定"


@dataclass(frozen=True)
class Term:
    """A period laid down somewhere.

    code: stable key ("C6"); label: "处理意见（60日）"; n: length, None when it is fixed case by case; unit: natural or working
    days; article: source; starts_with: the event that starts it ("受理"); source_mark: how sure the source is;
    max_extension: natural days it may be extended in all; pause_article: why it may stand still, empty = never;
    is_window: a petitioner's own period, for which the rolled date is the last day to show.
    """

    code: str
    label: str
    n: int | None
    unit: TermUnit
    article: str
    starts_with: str
    source_mark: SourceMark
    max_extension: int = 0
    pause_article: str = ""
    is_window: bool = False

    def lasting(self, n: int) -> "Term":
        """The same term with its length fixed to `n`."""
        return replace(self, n=n)


@dataclass(frozen=True)
class Pause:
    """Days that do not count: from `from_on` up to the day before `to_on`; to_on None = still standing."""

    from_on: date
    to_on: date | None
    reason: str
    article: str = ""

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True)
class ClockInput:
    """What a clock keeps. start_evidence: the paper that proves the start ("受理告知书 清信受〔2026〕88号")."""

    term: Term
    start_on: date
    start_evidence: str = ""
    pauses: tuple[Pause, ...] = ()
    extension_days: int = 0
    stop_on: date | None = None


@dataclass(frozen=True)
class Step:
    """One line of the derivation: the day it speaks of, the sentence, the article it rests on (or empty)."""

    date: date
    text: str
    article: str = ""


@dataclass(frozen=True)
class ClockResult:
    """due_on: raw due date; rolled_due_on: legal last day; shown_on: the one to show as the last day.

    All three are None while an open pause keeps the clock standing. provisional: a year without an official calendar
    had a part in it, so it must be computed again when that year's table is imported.
    """

    due_on: date | None
    rolled_due_on: date | None
    shown_on: date | None
    derivation: tuple[Step, ...]
    provisional: bool

    @property
    def is_standing(self) -> bool:
        """True while an open pause keeps the due date unknown."""
        return self.due_on is None


def compute(clock: ClockInput, calendar: WorkCalendar) -> ClockResult:
    """Both due dates and the derivation. Refused for an extension beyond the term's, a pause or a stop before the start."""
    _check(clock)
    term = clock.term
    base_on = _count(clock, term.n, calendar)
    due_on = _count(clock, term.n + clock.extension_days, calendar) if base_on else None
    rolled_on = calendar.roll_forward(due_on) if due_on else None
    missing = _missing_years(clock, due_on, rolled_on, calendar)
    steps = [*_start_steps(clock), *_pause_steps(clock, due_on, calendar)]
    if base_on is None or due_on is None:
        steps += [] if base_on is None else _base_steps(clock, base_on, calendar)
        steps += _standing_steps(clock)
    else:
        steps += _base_steps(clock, base_on, calendar)
        steps += _extension_steps(clock, base_on, due_on, calendar)
        steps += _roll_steps(due_on, rolled_on, calendar)
    steps += _provisional_steps(missing, rolled_on or clock.start_on)
    steps += _stop_steps(clock, due_on)
    shown_on = rolled_on if term.is_window else due_on
    return ClockResult(due_on, rolled_on, shown_on, tuple(steps), bool(missing))


def _check(clock: ClockInput) -> None:
    term = clock.term
    if term.n is None:
        raise Refused(f"“{term.label}”要逐件写明期限，请填写办理期限。", term.article, "limit_on")
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


def _count(clock: ClockInput, n: int, calendar: WorkCalendar) -> date | None:
    """The n-th counting day after the start; None when an open pause comes before it."""
    standing_from = min((pause.from_on for pause in clock.pauses if pause.to_on is None), default=None)
    day = clock.start_on
    while n:
        day += ONE_DAY
        if standing_from and day >= standing_from:
            return None
        n -= _counts(day, clock, calendar)
    return day


def _counts(day: date, clock: ClockInput, calendar: WorkCalendar) -> bool:
    if any(pause.covers(day) for pause in clock.pauses):
        return False
    return clock.term.unit == TermUnit.NATURAL or calendar.is_working_day(day)


def _missing_years(
    clock: ClockInput, due_on: date | None, rolled_on: date | None, calendar: WorkCalendar
) -> tuple[int, ...]:
    """Natural days depend on the calendar only where the last day rolls; working days from the first day counted."""
    if due_on is None or rolled_on is None:
        return ()
    first = due_on if clock.term.unit == TermUnit.NATURAL else min(clock.start_on + ONE_DAY, due_on)
    return calendar.missing_years(first, rolled_on)


# The derivation: each function adds the sentences of one part, in the order in which one would count by hand.


def _start_steps(clock: ClockInput) -> Iterable[Step]:
    term = clock.term
    evidence = f"，凭据：{clock.start_evidence}" if clock.start_evidence else ""
    yield Step(clock.start_on, f"{full_date_with_weekday(clock.start_on)}{term.starts_with}{evidence}；当日不计入。", COUNTING)
    first = clock.start_on + ONE_DAY
    how = "周末和节假日都计入" if term.unit == TermUnit.NATURAL else "只数工作日，周末和放假不计，补班计入"
    yield Step(first, f"自次日{full_date_with_weekday(first)}起算，期限{term.n}{term.unit.label}，{how}。", term.article)


def _pause_steps(clock: ClockInput, due_on: date | None, calendar: WorkCalendar) -> Iterable[Step]:
    for pause in sorted(clock.pauses, key=lambda p: p.from_on):
        if pause.to_on is None or pause.to_on == pause.from_on or (due_on and pause.from_on > due_on):
            continue
        last = pause.to_on - ONE_DAY
        days = [day for day in days_after(max(pause.from_on - ONE_DAY, clock.start_on), last)]
        if clock.term.unit == TermUnit.WORKING:
            days = [day for day in days if calendar.is_working_day(day)]
        text = f"{date_range(pause.from_on, last)}中止（{pause.reason}），这{len(days)}{clock.term.unit.label}不计入期限。"
        yield Step(pause.from_on, text, pause.article or clock.term.pause_article)


def _standing_steps(clock: ClockInput) -> Iterable[Step]:
    pause = min((p for p in clock.pauses if p.to_on is None), key=lambda p: p.from_on)
    text = f"{full_date_with_weekday(pause.from_on)}起中止（{pause.reason}），恢复后接着计算，届满日待定。"
    yield Step(pause.from_on, text, pause.article or clock.term.pause_article)


def _base_steps(clock: ClockInput, base_on: date, calendar: WorkCalendar) -> Iterable[Step]:
    term = clock.term
    if term.unit == TermUnit.WORKING:
        yield from _skip_steps(clock.start_on, base_on, calendar)
    yield Step(base_on, f"第{term.n}{term.unit.label}是{_day_words(base_on, calendar)}。", term.article)


def _skip_steps(start_on: date, base_on: date, calendar: WorkCalendar) -> Iterable[Step]:
    """What a count of working days passes over or takes in, oldest first."""
    steps = [
        Step(first, f"跳过{date_range(first, last)}（{label}，{(last - first).days + 1}天）。")
        for first, last, label in runs(calendar.skipped_days(start_on, base_on))
    ]
    steps += [
        Step(day, f"计入{full_date_with_weekday(day)}（{name}补班）。")
        for day, name in calendar.make_up_days(start_on, base_on)
    ]
    return sorted(steps, key=lambda step: step.date)


def _extension_steps(clock: ClockInput, base_on: date, due_on: date, calendar: WorkCalendar) -> Iterable[Step]:
    if clock.extension_days:
        unit = clock.term.unit.label
        text = f"经批准延长{clock.extension_days}{unit}，从{full_date(base_on)}（未顺延的届满日）接着数，"
        yield Step(due_on, f"{text}到{_day_words(due_on, calendar)}。", clock.term.article)


def _roll_steps(due_on: date, rolled_on: date, calendar: WorkCalendar) -> Iterable[Step]:
    if rolled_on != due_on:
        text = f"最后一日是休假日，顺延到休假日结束的次日：{_day_words(rolled_on, calendar)}。"
        yield Step(rolled_on, text, ROLLING)


def _provisional_steps(missing: tuple[int, ...], on: date) -> Iterable[Step]:
    if missing:
        years = "、".join(f"{year}年" for year in missing)
        yield Step(on, f"{years}的放假安排还没有导入，按周一至周五和法定节日暂算；导入后重新计算。")


def _stop_steps(clock: ClockInput, due_on: date | None) -> Iterable[Step]:
    if clock.stop_on is None:
        return
    late = (clock.stop_on - due_on).days if due_on else 0
    verdict = f"超期{late}日" if late > 0 else "在期限内"
    yield Step(clock.stop_on, f"{full_date_with_weekday(clock.stop_on)}完成，期限停止计算，{verdict}。")


def _day_words(day: date, calendar: WorkCalendar) -> str:
    """"2026年10月1日（周四，国庆节放假）"; a plain weekday needs no label."""
    label = calendar.day_label(day)
    words = full_date_with_weekday(day)
    return words if label in ("工作日", "周末") else f"{words[:-1]}，{label}）"
