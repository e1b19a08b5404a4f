"""What the meetings contribute to a report: resolutions carried out, sessions held, reports for the dispatch in time."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from meetings.dispatch.queries import declared
from meetings.sessions.queries import figures as resolution_figures
from meetings.sessions.queries.scope import resolutions_visible_to, sessions_visible_to
from meetings.sessions.rules.resolutions import VERIFIED, WITH_UNIT
from meetings.sessions.rules.sessions import AFTER, KINDS
from records.figures.declared import figure_of
from records.figures.rules import (
    Figure,
    FigurePeriod,
    FigureSection,
    FigureTable,
    previous_period,
    rate,
    same_period_last_year,
)
from township.actors import Actor
from township.dates import full_date

DONE = "已核实落实的议定事项÷完成时限在本期的议定事项×100%"


def resolutions(actor: Actor, period: FigurePeriod) -> FigureSection:
    """议定事项落实: those due in the period, carried out and in time, and what each unit is late with."""
    now, before, year = _due_in(actor, _spans(period))
    day, late = min(period.last, actor.on), _late_units(actor, period.last)
    on_time = figure_of(resolution_figures.CARRIED_OUT.key, actor, period, actor.on)
    figures = (
        Figure(
            "完成时限在本期的议定事项",
            f"{now['total']}项",
            previous=f"{before['total']}项",
            last_year=f"{year['total']}项",
        ),
        _rated("落实率", "done", DONE, now, before, year),
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
        f"{period.label}应完成议定事项{now['total']}项，已核实落实{now['done']}项，"
        f"{on_time.label}{on_time.value}（{on_time.n}/{on_time.d}）。"
    )
    return FigureSection("resolutions", "议定事项落实", figures, (table,) if rows else (), text)


def sessions(actor: Actor, period: FigurePeriod) -> FigureSection:
    """会议和调度: sessions held by kind, and how many units reported in time for the dispatch."""
    held = _held(actor, _spans(period))
    figures = [
        Figure(f"召开{KINDS[key].label}", *_three([f"{counts.get(key, 0)}次" for counts in held]))
        for key in KINDS
        if any(counts.get(key) for counts in held)
    ]
    total = [sum(counts.values()) for counts in held]
    figures.insert(0, Figure("召开会议", *_three([f"{n}次" for n in total])))
    figures.append(figure_of(declared.REPORTED.key, actor, period, actor.on))
    return FigureSection("sessions", "会议和调度", tuple(figures), (), f"{period.label}召开各类会议{total[0]}次。")


def _spans(period: FigurePeriod) -> tuple[FigurePeriod, ...]:
    """What the figures of a period are held against."""
    return period, previous_period(period), same_period_last_year(period)


def _three(values: list[str]) -> tuple:
    """value, formula, n, d, previous, last_year of a count."""
    now, before, year = values
    return now, "", None, None, before, year


def _rated(label: str, key: str, formula: str, now: dict, before: dict, year: dict) -> Figure:
    return Figure(
        label,
        rate(now[key], now["total"]),
        formula,
        now[key],
        now["total"],
        rate(before[key], before["total"]),
        rate(year[key], year["total"]),
    )


def _due_in(actor: Actor, spans: tuple[FigurePeriod, ...]) -> list[dict[str, int]]:
    """Of each span how many were due, and how many of those are carried out; one query."""
    counts = {}
    for place, one in enumerate(spans):
        due = Q(due_on__gte=one.first, due_on__lte=one.last)
        counts |= {
            f"total{place}": Count("pk", filter=due),
            f"done{place}": Count("pk", filter=due & Q(state=VERIFIED)),
        }
    rows = resolutions_visible_to(actor).filter(due_on__gte=min(one.first for one in spans))
    found = rows.order_by().aggregate(**counts)
    return [{name: found[f"{name}{place}"] for name in ("total", "done")} for place in range(len(spans))]


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


def _held(actor: Actor, spans: tuple[FigurePeriod, ...]) -> list[dict[str, int]]:
    """Of each span the sessions held by kind; one query."""
    rows = sessions_visible_to(actor).filter(state__in=AFTER)
    within = [Q(starts_at__date__gte=one.first, starts_at__date__lte=one.last) for one in spans]
    counts = {f"held{place}": Count("pk", filter=one) for place, one in enumerate(within)}
    found = list(rows.order_by().values("kind").annotate(**counts))
    return [{row["kind"]: row[f"held{place}"] for row in found} for place in range(len(spans))]
