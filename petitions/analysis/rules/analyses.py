"""The analysis report (形势分析报告): drafted from the figures, edited by the office, approved by a second person, issued.

Sources: W四(二), H4, X二 (研究分析信访形势，为党委、政府决策提供参考).
"""

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import paper_doors
from records.papers.rules.numbers import declare_series

DRAFT, SUBMITTED, ISSUED = "draft", "submitted", "issued"
STATE_LABELS = {DRAFT: "拟稿中", SUBMITTED: "待审批", ISSUED: "已印发"}
STATE_CHOICES = list(STATE_LABELS.items())
SOURCE = "联席会议制度：研究分析信访形势，为党委、政府决策提供参考"
SERIES = declare_series("analysis_paper", "析")
PAPER_KIND = "analysis"
CLAUSE = "analysis_month"


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset({source}), target, SOURCE, reason)


ANALYSES = StateTable(
    _move("save", "保存", DRAFT, DRAFT, "送审以后要先退回才能改。"),
    _move("refresh", "重新取数", DRAFT, DRAFT, "送审以后数字不再变动。"),
    _move("submit", "送审", DRAFT, SUBMITTED),
    _move("take_back", "撤回修改", SUBMITTED, DRAFT, "印发的报告不能改动。"),
    _move("approve", "批准印发", SUBMITTED, ISSUED),
    _move("return_draft", "退回修改", SUBMITTED, DRAFT),
    labels=STATE_LABELS,
    closed={ISSUED},
)


# Its addressees are the party committee and the government, always: there is no list to change.
DOORS = Doors(
    ANALYSES,
    *(door for door in paper_doors(write="analysis.write") if door.name != "distribute"),
    Door("refresh", "analysis.write", is_quiet=True),
    inside=("return_draft",),
)


def matter_number(period_key: str) -> str:
    """The file's number before the paper has one: one file a period."""
    return f"形势分析{period_key}"


def title_of(label: str) -> str:
    return f"{label}信访形势分析"
