"""A dispatch pack of any size, for the wall."""

from meetings.dispatch.rules.packs import OpenResolution, Pack, UnitReport
from records.figures.rules import Figure, FigureSection, FigureTable

WORDS = "本月受理信访事项七件，办结五件，其余两件正在核实材料。"


def pack(units: int = 3, rows: int = 4, words: int = 1, late: int = 2) -> Pack:
    """A month of a township: so many units, rows of each table, sentences of each part and resolutions left over."""
    figures = tuple(Figure(f"指标{n}", "90.0%", "按期办结÷应办结×100%", 9, 10, "88.9%", "—") for n in range(5))
    table = FigureTable(
        "按单位",
        ("单位", "受理", "办结", "按期率"),
        tuple((f"第{n}村", "12", "9", "75.0%") for n in range(rows)),
        "不计分。",
    )
    sections = tuple(FigureSection(f"s{n}", f"第{n}部分", figures, (table,), f"本月{n}件。") for n in range(4))
    parts = tuple((head, WORDS * words) for head in ("本月情况", "未办结事项及原因", "下步措施"))
    reports = tuple(UnitReport(n + 1, f"第{n}村", 5, "已报", parts) for n in range(units))
    unfinished = tuple(
        OpenResolution(f"清信纪〔2026〕{n}号-1", WORDS, "村镇建设办", "2026-10-08", n, 30) for n in range(late)
    )
    return Pack(
        "2026年9月信访工作视频调度", "2026年9月", "2026-09-24", sections, reports, unfinished, ("逐件包案。",) * 6
    )
