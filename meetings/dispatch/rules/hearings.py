"""Quarterly hearing of petition work (党政联席会议听取信访工作汇报) and the periodic work report laid before it.

Sources: Y1 (党政联席会议每季度至少听取一次信访工作汇报), W五(六) (联席会议定期向党委、政府报告阶段性信访工作情况). The report is an
official paper upward: GB/T 9704-2012 7.2.6 asks for the name of who signs it out (签发人).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.figures.rules import FigureSection
from records.papers.rules.chinese import chinese_numeral
from records.papers.rules.flows import paper_doors
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from township.dates import full_date

HEARING_KIND = "hearing"  # of the session in which the report is heard
HEARING_CLAUSE = "hearing_quarter"
REPORT_CLAUSE = "work_report"
HEARING_SOURCE = "党政联席会议每季度至少听取1次信访工作汇报"
REPORT_SOURCE = "信访工作报告制度：联席会议定期向党委、政府报告阶段性信访工作情况"

OPENED, ARRANGED, RECORDED, LAPSED = "opened", "arranged", "recorded", "lapsed"
HEARING_LABELS = {OPENED: "待听取", ARRANGED: "已安排会议", RECORDED: "已听取", LAPSED: "未听取"}
HEARING_CHOICES = list(HEARING_LABELS.items())

HEARINGS = StateTable(
    Move("arrange", "安排会议", frozenset({OPENED}), ARRANGED, HEARING_SOURCE, "会议已经安排。"),
    Move(
        "record",
        "登记听取情况",
        frozenset({OPENED}),
        RECORDED,
        HEARING_SOURCE,
        "已经安排了会议的，印发会议纪要后自动登记。",
    ),
    Move("minute", "纪要印发", frozenset({ARRANGED}), RECORDED, HEARING_SOURCE),
    Move("call_off", "会议取消", frozenset({ARRANGED}), OPENED, HEARING_SOURCE),
    Move(
        "lapse",
        "未听取，说明原因",
        frozenset({OPENED}),
        LAPSED,
        HEARING_SOURCE,
        "已经安排了会议的，先在会议页面取消会议。",
    ),
    labels=HEARING_LABELS,
    closed={RECORDED, LAPSED},
)
RECORD, WRITE = "hearing.record", "work_report.write"


@dataclass(frozen=True, kw_only=True)
class HearingFacts:
    """has_report: a work report of the quarter has been begun; is_over: the quarter is."""

    state: str
    may: frozenset[str] = frozenset()
    has_report: bool = False
    is_over: bool = False


HEARING_DOORS = Doors(
    HEARINGS,
    Door(
        "draft_report",
        WRITE,
        "-",
        label="起草工作报告",
        shown=lambda f: not f.has_report and f.state not in (RECORDED, LAPSED),
    ),
    Door("arrange", RECORD),
    Door("record", RECORD),
    Door("lapse", RECORD, shown=lambda facts: facts.is_over, is_quiet=True),
    inside=("minute", "call_off"),
)


def hearing_owed(state: str) -> Iterator[Owed]:
    """The office has the report heard: arranged as a session or recorded afterwards. The rest is owed on the session."""
    if state == OPENED:
        why = "安排会议，或者会后登记"
        yield Owed("arrange", "安排听取汇报", right=RECORD, why=why, clause=HEARING_SOURCE)


DRAFT, SUBMITTED, ISSUED = "draft", "submitted", "issued"
REPORT_LABELS = {DRAFT: "拟稿", SUBMITTED: "待签发", ISSUED: "已报送"}
REPORT_CHOICES = list(REPORT_LABELS.items())
# A work report prints its number like any report of the office (发文 报告), so it is counted with them.
REPORT_SERIES = declare_series("paper_report", "报")

REPORTS = StateTable(
    Move("save", "保存", frozenset({DRAFT}), DRAFT, REPORT_SOURCE, "送签以后报告不能改动，需要修改时请先退回。"),
    Move("redraft", "按最新数据重拟", frozenset({DRAFT}), DRAFT, REPORT_SOURCE, "送签以后报告不能重拟，请先退回。"),
    Move("submit", "送签发", frozenset({DRAFT}), SUBMITTED, REPORT_SOURCE),
    Move("take_back", "撤回修改", frozenset({SUBMITTED}), DRAFT, REPORT_SOURCE, "签发以后不能撤回。"),
    Move("return_report", "退回修改", frozenset({SUBMITTED}), DRAFT, REPORT_SOURCE),
    Move("issue", "签发报送", frozenset({SUBMITTED}), ISSUED, REPORT_SOURCE, "报告还没有送签。"),
    labels=REPORT_LABELS,
    closed={ISSUED},
)
LEAST_WORDS, MOST_WORDS = 20, 10_000
REPORT_DOORS = Doors(
    REPORTS,
    Door("draft", WRITE, "redraft", label="按数据拟稿", shown=lambda facts: not facts.text),
    *(
        door
        for door in paper_doors(write=WRITE, approve="issue")
        if door.name != "distribute"  # 主送 stands in the text's own form
    ),
    Door("redraft", WRITE, shown=lambda facts: facts.text == "draft", is_quiet=True),
    inside=("return_report",),
)


def report_title(township: str, period: str) -> str:
    """清河镇信访工作联席会议关于2026年第四季度信访工作情况的报告."""
    return f"{township}信访工作联席会议关于{period}信访工作情况的报告"


def report_draft(period: str, sections: list[FigureSection], unfinished: int, *, until: date | None = None) -> str:
    """The body drafted from the figures: one numbered part a source, then problems and next steps for the office to write.

    period: words of the period; unfinished: resolutions still to be carried out; until: of a period that runs, the cut-off.
    """
    cut_off = f"（数据截至{full_date(until)}）" if until else ""
    lines = [f"现将{period}信访工作情况报告如下{cut_off}。"]
    parts = [(section.title, _sentences(section)) for section in sections]
    parts = [(title, words) for title, words in parts if words]
    for n, (title, words) in enumerate(parts, start=1):
        lines += [f"{chinese_numeral(n)}、{title}", *words]
    n = len(parts)
    left = f"目前还有{unfinished}项议定事项正在落实。" if unfinished else "联席会议议定事项均已落实。"
    lines += [f"{chinese_numeral(n + 1)}、存在的问题", left]
    lines += [f"{chinese_numeral(n + 2)}、下步工作", "按照联席会议部署，抓好未办结事项和议定事项的落实，按期报告结果。"]
    lines.append("特此报告。")
    return "\n".join(lines)


def _sentences(section: FigureSection) -> list[str]:
    """The provider's own sentences, else one sentence that names each figure with its numerator and denominator."""
    if section.sentences:
        return section.sentences
    words = [
        f"{one.label}{one.value}" + (f"（{one.n}/{one.d}）" if one.n is not None and one.d is not None else "")
        for one in section.figures
    ]
    return ["，".join(words) + "。"] if words else []
