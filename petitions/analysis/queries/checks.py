"""The sheets of self-check (自查表): 人民满意窗口 and 基础业务, from declared figures alone; what the office concludes from them is written by hand.

Sources: 人民满意窗口 Y16 (simple handling, follow-up, dissatisfied matters supervised), 基础业务 Y15 (registration, acceptance, conclusion).
"""

from petitions.cases.queries.figures import (
    ACCEPTED,
    CONCLUDED,
    CONTENT_OFFICE,
    CONTENT_UNIT,
    SIMPLE_ACCEPTED,
    SIMPLE_CONCLUDED,
    TAKEN_PART,
    TASKS,
)
from records.figures.declared import Declaration, figure_of
from records.figures.rules import Figure, FigurePeriod, FigureSection, FigureTable
from township.actors import Actor

WINDOW = (SIMPLE_ACCEPTED, SIMPLE_CONCLUDED, TAKEN_PART, CONTENT_OFFICE, CONTENT_UNIT)
BASICS = (ACCEPTED, CONCLUDED, TASKS, TAKEN_PART)
COLUMNS = ("项目", "本期", "分子/分母", "上期", "上年同期")


def provide_window(actor: Actor, period: FigurePeriod) -> FigureSection:
    """The figures of the sheet of the window."""
    return _sheet("window", "人民满意窗口自查", WINDOW, actor, period)


def provide_basics(actor: Actor, period: FigurePeriod) -> FigureSection:
    """The figures of the sheet of basic work."""
    return _sheet("basics", "基础业务自查", BASICS, actor, period)


def _sheet(
    key: str, title: str, declared: tuple[Declaration, ...], actor: Actor, period: FigurePeriod
) -> FigureSection:
    figures = [figure_of(one.key, actor, period, actor.on) for one in declared]
    note = "\n".join(f"{figure.label}＝{figure.formula}。" for figure in figures)
    table = FigureTable(title, COLUMNS, tuple(_row(figure) for figure in figures), note)
    said = "，".join(f"{one.label}{one.value}（{one.n}/{one.d}）" for one in figures if one.d)
    text = f"{period.label}{said}。" if said else f"{period.label}没有到期的事项，各项写“—”。"
    return FigureSection(key, title, tuple(figures), (table,), text)


def _row(figure: Figure) -> tuple[str, ...]:
    parts = f"{figure.n}/{figure.d}" if figure.d else "—"
    return figure.label, figure.value, parts, figure.previous, figure.last_year
