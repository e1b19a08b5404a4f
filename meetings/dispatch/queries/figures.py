"""What the meetings contribute to a report: resolutions carried out, sessions held, reports for the dispatch in time."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from meetings.dispatch.queries import declared
from meetings.sessions.queries import figures as resolution_figures
from meetings.sessions.queries.scope import resolutions_visible_to, sessions_visible_to
from meetings.sessions.rules.resolutions import VERIFIED, WITH_UNIT
from meetings.sessions.rules.sessions import AFTER, KINDS
from records.figures.declared import figure_of, spans, yes_if
from records.figures.rules import (
    Figure,
    FigurePeriod,
    FigureSection,
    FigureTable,
    Ratio,
    three_periods,
)
from township.actors import Actor
from township.dates import full_date

DONE = "已核实落实的议定事项÷完成时限在本期的议定事项×100%"


def resolutions(actor: Actor, period: FigurePeriod) -> FigureSection:
    """议定事项落实: those due in the period, carried out and in time, and what each unit is late with."""
    now, before, year = _due_in(actor, three_periods(period))
    day, late = min(period.last, actor.on), _late_units(actor, period.last)
    on_time = figure_of(resolution_figures.CARRIED_OUT.key, actor, period, actor.on)
    figures = (
        Figure(
            "完成时限在本期的议定事项",
            f"{now.d}项",
            previous=f"{before.d}项",
            last_year=f"{year.d}项",
        ),
        Figure("落实率", now.value, DONE, now.n, now.d, before.value, year.value),
        on_time,
        Figure(
            "其中超期未落实",
            f"{_late(actor, period.last).filter(due_on__gte=period.first).count()}项",
            f"完成时限在本期、截至{full_date(day)}已过，责任单位尚未报告落实",
        ),
        Figure(
            "全部超期未落实",
            f"{sum(n for _, n, _ in late)}项",
            f"截至{full_date(day)}完成时限已过、责任单位尚未报告落实，连同以前各期",
        ),
    )
    rows = tuple((unit, str(n), str(days)) for unit, n, days in late)
    note = f"截至{full_date(day)}，连同以前各期；按自然日计算。"
    table = FigureTable("超期未落实的单位", ("责任单位", "超期项数", "最长超期（天）"), rows, note)
    text = (
        f"{period.label}应完成议定事项{now.d}项，已核实落实{now.n}项，"
        f"{on_time.label}{on_time.value}（{on_time.n}/{on_time.d}）。"
    )
    return FigureSection("resolutions", "议定事项落实", figures, (table,) if rows else (), text)


def sessions(actor: Actor, period: FigurePeriod) -> FigureSection:
    """会议和调度: sessions held by kind, and how many units reported in time for the dispatch."""
    held = _held(actor, three_periods(period))
    figures = [
        Figure(f"召开{KINDS[key].label}", *_three([f"{counts.get(key, 0)}次" for counts in held]))
        for key in KINDS
        if any(counts.get(key) for counts in held)
    ]
    total = [sum(counts.values()) for counts in held]
    figures.insert(0, Figure("召开会议", *_three([f"{n}次" for n in total])))
    figures.append(figure_of(declared.REPORTED.key, actor, period, actor.on))
    return FigureSection("sessions", "会议和调度", tuple(figures), (), f"{period.label}召开各类会议{total[0]}次。")


def _three(values: list[str]) -> tuple:
    """value, formula, n, d, previous, last_year of a count."""
    now, before, year = values
    return now, "", None, None, before, year


def _due_in(actor: Actor, periods: Iterable[FigurePeriod]) -> list[Ratio]:
    """Of each period how many of the resolutions that were due are carried out; one query."""
    rows = resolutions_visible_to(actor).annotate(basis_on=F("due_on"), is_counted=yes_if(Q(state=VERIFIED)))
    return spans(rows, periods)


def _late(actor: Actor, last: date) -> QuerySet:
    """Resolutions whose unit is late at the end of the period or today, whichever is earlier."""
    day = min(last, actor.on)
    return resolutions_visible_to(actor).filter(state__in=WITH_UNIT, due_on__lt=day, decided_on__lte=day)


def _late_units(actor: Actor, last: date) -> list[tuple[str, int, int]]:
    """(unit, how many, longest delay in natural days) of those."""
    day = min(last, actor.on)
    found: dict[str, list[int]] = {}
    for row in _late(actor, last).select_related("unit").order_by("unit__order", "unit_id"):
        found.setdefault(row.unit.label, []).append((day - row.due_on).days)
    return [(unit, len(days), max(days)) for unit, days in found.items()]


def _held(actor: Actor, periods: Sequence[FigurePeriod]) -> list[dict[str, int]]:
    """Of each period the sessions held by kind; one query."""
    rows = sessions_visible_to(actor).filter(state__in=AFTER)
    within = [Q(starts_at__date__gte=one.first, starts_at__date__lte=one.last) for one in periods]
    counts = {f"held{place}": Count("pk", filter=one) for place, one in enumerate(within)}
    found = list(rows.order_by().values("kind").annotate(**counts))
    return [{row["kind"]: row[f"held{place}"] for row in found} for place in range(len(periods))]
