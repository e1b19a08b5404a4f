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
    "evaluation_half_year": "信访事项受理办理评价报告",
    "annual_report": "信访工作年度报告",
    "window_check": "“人民满意窗口”自查表",
    "basics_check": "信访基础业务自查表",
}
# What a circular speaks of, by keys of the sections of figures; none named = the whole work.
SECTIONS = {
    "orders_month": ("supervision",),
    "evaluation_half_year": ("evaluation", "supervision"),
    "window_check": ("window",),
    "basics_check": ("basics",),
}
# The four parts of the yearly report in the order of 信访工作条例第四十一条, each with its sections.
YEARLY_PARTS = (
    ("信访事项的数据统计、涉及领域和被投诉较多的单位", ("cases", "handling")),
    ("转送、交办、督办情况", ("supervision",)),
    ("提出改进工作、完善政策、追究责任建议以及被采纳情况", ("advice",)),
    ("其他应当报告的事项", ("screening", "receptions", "resolutions", "sessions")),
)
YEARLY, CHECKS = "annual_report", ("window_check", "basics_check")
SECTIONS[YEARLY] = tuple(key for _, keys in YEARLY_PARTS for key in keys)
# Drafted when their period is over, not when it begins: a year's report has nothing to say in January.
AFTER_PERIOD = (YEARLY, "evaluation_half_year", *CHECKS)
UPWARD = (YEARLY, *CHECKS)  # to the district office, never to all units
CHECK_BLANKS = {
    "window_check": (
        ("一次办结和当即答复情况", "【适用简易办理的有没有当即答复，“最多访一次”做得怎样】"),
        ("回访核实和不满意事项督办情况", "【回访核实了多少，评价不满意、重复信访的是否逐一督办】"),
        ("“三无”情况（只作统计，按起因说明，不用于考核）", "【上级通报的情况和起因，没有的写“无”】"),
    ),
    "basics_check": (
        ("登记录入情况", "【随机抽查件数，要素不全、录入不及时的写明】"),
        ("受理、告知和送达情况", "【抽查发现的文书、送达问题】"),
    ),
}
WHOLE = "全镇信访工作情况"
ABOUT = {"orders_month": "全镇督查督办情况", "evaluation_half_year": "各单位信访事项受理办理评价情况"}


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
        lines += [f"{chinese_numeral(number)}、{section.title}", *_section_lines(section)]
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


def _section_lines(section: FigureSection) -> list[str]:
    lines = list(section.sentences or _figure_lines(section.figures))
    for table in section.tables:
        if table.rows:
            lines += [f"{table.title}：", *table_lines(table.columns, table.rows)]
            lines += table.note.splitlines()
    return lines


def yearly_text(sections: Sequence[FigureSection], first: date, until: date) -> str:
    """The draft of the yearly report in the four parts of 第四十一条; a part without figures says so."""
    known = {section.key: section for section in sections}
    lines = [f"现将{date_range(first, until)}信访工作情况报告如下（数据截至{chinese_date(until)}）："]
    for number, (title, keys) in enumerate(YEARLY_PARTS, start=1):
        lines.append(f"{chinese_numeral(number)}、{title}")
        told = [line for key in keys if key in known for line in _section_lines(known[key])]
        lines += told or ["本期没有。"]
    lines += [f"{chinese_numeral(len(YEARLY_PARTS) + 1)}、下一年工作打算", "【写明下一年的重点工作】", "特此报告。"]
    return "\n".join(lines)


def check_text(clause: str, sections: Sequence[FigureSection], first: date, until: date) -> str:
    """The draft of a sheet of self-check: the figures, then what only a person can say."""
    lines = [f"{date_range(first, until)}自查情况如下（数据截至{chinese_date(until)}）：", "一、指标"]
    lines += [line for section in sections for line in _section_lines(section)] or ["本期没有可以引用的数据。"]
    blanks = (*CHECK_BLANKS[clause], ("存在问题和整改措施", "【写明问题、措施、责任人和时限，没有问题的写“无”】"))
    for number, (title, blank) in enumerate(blanks, start=2):
        lines += [f"{chinese_numeral(number)}、{title}", blank]
    return "\n".join(lines)


def draft_text(clause: str, sections: Sequence[FigureSection], first: date, until: date) -> str:
    """The draft of a clause, in the form that it has."""
    if clause == YEARLY:
        return yearly_text(sections, first, until)
    if clause in CHECKS:
        return check_text(clause, sections, first, until)
    return circular_text(sections, first, until, ABOUT.get(clause, WHOLE))
