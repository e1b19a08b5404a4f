"""The derivation of a due date (怎样算的): one sentence a step, to be followed with a calendar in hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from records.clocks.rules.terms import ClockInput, Pause, TermUnit
from township.calendar.rules.days import WorkCalendar
from township.dates import date_range, days_after, full_date, full_date_with_weekday, runs

COUNTING = "民法典第二百零一条"
ROLLING = "民法典第二百零三条"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """One line of the derivation: the day it speaks of, the sentence, the article it rests on (or empty)."""

    date: date
    text: str
    article: str = ""


@dataclass(frozen=True)
class Dates:
    """What was computed. base_on: raw date before an extension; missing: years without an official calendar."""

    base_on: date
    due_on: date
    rolled_on: date
    missing: tuple[int, ...]
    is_standing: bool


def derive(clock: ClockInput, dates: Dates, calendar: WorkCalendar) -> Iterable[Step]:
    """The steps in the order in which one would count by hand."""
    yield from _start(clock)
    for pause in sorted(clock.pauses, key=lambda p: p.from_on):
        if pause.from_on <= dates.due_on:
            yield from _pause(clock, pause, calendar)
    if clock.term.unit == TermUnit.WORKING:
        yield from _skipped(clock, dates.base_on, calendar)
    yield _last_day(clock, dates.base_on, calendar)
    if clock.extension_days:
        yield _extension(clock, dates, calendar)
    if dates.rolled_on != dates.due_on:
        text = f"最后一日是休假日，顺延到休假日结束的次日：{_day_words(dates.rolled_on, calendar)}。"
        yield Step(dates.rolled_on, text, ROLLING)
    if dates.missing:
        years = "、".join(f"{year}年" for year in dates.missing)
        yield Step(dates.rolled_on, f"{years}的放假安排还没有导入，按周一至周五和法定节日暂算；导入后重新计算。")
    if clock.stop_on is not None:
        yield _stop(clock, dates)


def _start(clock: ClockInput) -> Iterable[Step]:
    term = clock.term
    evidence = f"，凭据：{clock.start_evidence}" if clock.start_evidence else ""
    text = f"{full_date_with_weekday(clock.start_on)}{term.starts_with}{evidence}；当日不计入。"
    yield Step(clock.start_on, text, COUNTING)
    first = clock.start_on + ONE_DAY
    how = "周末和节假日都计入" if term.unit == TermUnit.NATURAL else "只数工作日，周末和放假不计，补班计入"
    text = f"自次日{full_date_with_weekday(first)}起算，期限{term.n}{term.unit.label}，{how}。"
    yield Step(first, text, term.article)


def _pause(clock: ClockInput, pause: Pause, calendar: WorkCalendar) -> Iterable[Step]:
    article = pause.article or clock.term.pause_article
    if pause.to_on is None:
        text = f"{full_date_with_weekday(pause.from_on)}起中止（{pause.reason}），恢复后接着数，届满日随之推后。"
        yield Step(pause.from_on, text, article)
        return
    last = pause.to_on - ONE_DAY
    days = list(days_after(max(pause.from_on - ONE_DAY, clock.start_on), last))
    if clock.term.unit == TermUnit.WORKING:
        days = [day for day in days if calendar.is_working_day(day)]
    if days:
        count = f"{len(days)}{clock.term.unit.label}"
        text = f"{date_range(pause.from_on, last)}中止（{pause.reason}），其间{count}不计入期限。"
        yield Step(pause.from_on, text, article)


def _skipped(clock: ClockInput, base_on: date, calendar: WorkCalendar) -> list[Step]:
    """What a count of working days passes over or takes in, oldest first."""
    steps = [
        Step(first, f"跳过{date_range(first, last)}（{label}，{(last - first).days + 1}天）。")
        for first, last, label in runs(calendar.skipped_days(clock.start_on, base_on))
    ]
    steps += [
        Step(day, f"计入{full_date_with_weekday(day)[:-1]}，{name}补班）。")
        for day, name in calendar.make_up_days(clock.start_on, base_on)
        if not any(pause.covers(day) for pause in clock.pauses)
    ]
    return sorted(steps, key=lambda step: step.date)


def _last_day(clock: ClockInput, base_on: date, calendar: WorkCalendar) -> Step:
    term = clock.term
    return Step(base_on, f"第{term.n}{term.unit.label}是{_day_words(base_on, calendar)}。", term.article)


def _extension(clock: ClockInput, dates: Dates, calendar: WorkCalendar) -> Step:
    count = f"{clock.extension_days}{clock.term.unit.label}"
    text = f"经批准延长{count}，从未顺延的{full_date(dates.base_on)}接着数，到{_day_words(dates.due_on, calendar)}。"
    return Step(dates.due_on, text, clock.term.article)


def _stop(clock: ClockInput, dates: Dates) -> Step:
    late = (clock.stop_on - dates.due_on).days
    verdict = f"超期{late}日" if late > 0 and not dates.is_standing else "在期限内"
    done = f"{full_date_with_weekday(clock.stop_on)}完成"
    if clock.acted_on == clock.stop_on:
        done += "（补录，凭据已由另一人确认）"
    elif clock.acted_on is not None:
        done = f"补录为{full_date(clock.acted_on)}完成，凭据未经另一人确认，按登记的{full_date_with_weekday(clock.stop_on)}计算"
    return Step(clock.stop_on, f"{done}，期限停止计算，{verdict}。")


def _day_words(day: date, calendar: WorkCalendar) -> str:
    """2026年10月1日（周四，国庆节放假）; an ordinary day needs no label."""
    label = calendar.day_label(day)
    words = full_date_with_weekday(day)
    return words if label in ("工作日", "周末") else f"{words[:-1]}，{label}）"
