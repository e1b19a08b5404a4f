"""Circulars written from figures (周通报、月小结、年汇总): sentences and small tables, never a petitioner (J四(五))."""

from collections.abc import Sequence
from datetime import date, timedelta

from records.figures.rules import Figure, FigureSection
from records.papers.rules.chinese import chinese_date, chinese_numeral
from records.papers.rules.tables import table_lines
from township.dates import date_range

TITLES = {
    "circular_week": "信访工作周通报",
    "summary_month": "信访工作月小结",
    "rollup_year": "信访工作年汇总",
    "orders_month": "信访督办通报",
}
# What a circular speaks of, by keys of the sections of figures; none named = the whole work.
SECTIONS = {"orders_month": ("supervision",)}
WHOLE = "全镇信访工作情况"
ABOUT = {"orders_month": "全镇督查督办情况"}
SOURCE = "J四（五）：做到周通报、月小结、年汇总"


def circular_title(clause: str, period_label: str) -> str:
    """2026年第47周信访工作周通报."""
    return f"{period_label}{TITLES[clause]}"


def lapses_on(first: date, last: date) -> date:
    """The day on which a draft that nobody touched lapses: when the next period, as long as this one, is over."""
    return last + (last - first) + timedelta(days=2)


def is_worth_drafting(first: date, last: date, today: date) -> bool:
    """Whether the system still drafts a period that ended before today: until such a draft would lapse.

    A township that adopts its rules, or a server that stood still, gets no pile of drafts about weeks long gone.
    """
    return today < lapses_on(first, last)


def next_look(first: date, last: date, today: date) -> date:
    """When the system looks at its draft again: the day after the period, for the figures of all of it; then to let it lapse."""
    return last + timedelta(days=1) if today <= last else lapses_on(first, last)


def circular_text(sections: Sequence[FigureSection], first: date, until: date, about: str = WHOLE) -> str:
    """The whole draft, one paragraph a line. first, until: the days the figures speak of, both included; about: of what.

    What only a person can judge is a place 【……】 that must be filled before the draft is handed in.
    """
    lines = [f"现将{date_range(first, until)}{about}通报如下（数据截至{chinese_date(until)}）："]
    told = [section for section in sections if section.sentences or section.figures or section.tables]
    for number, section in enumerate(told, start=1):
        lines.append(f"{chinese_numeral(number)}、{section.title}")
        lines += section.sentences or _figure_lines(section.figures)
        for table in section.tables:
            if table.rows:
                lines += [f"{table.title}：", *table_lines(table.columns, table.rows)]
                lines += [table.note] if table.note else []
    if not told:
        lines.append("【本期没有可以引用的数据，请写明工作情况】")
    lines += [f"{chinese_numeral(len(told) + 1)}、下一步要求", "【写明对各单位的要求和时限】"]
    return "\n".join(lines)


def _figure_lines(figures: Sequence[Figure]) -> list[str]:
    return ["，".join(_figure(one) for one in figures) + "。"] if figures else []


def _figure(one: Figure) -> str:
    compared = [f"上期{one.previous}"] if one.previous else []
    compared += [f"上年同期{one.last_year}"] if one.last_year else []
    return f"{one.label}{one.value}" + (f"（{'，'.join(compared)}）" if compared else "")
