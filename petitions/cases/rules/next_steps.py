"""What may happen right after registration, as data: the word, the clock it starts, the paper it prints.

The page shows the row, the view runs the actions named in it; a step is never taken without being chosen.
"""

from dataclasses import dataclass
from types import MappingProxyType

from petitions.cases.rules.terms import CONCLUDE, NOTICE_DIRECT, SIMPLE_CLOSE, UNIT_LIMIT
from records.clocks.rules.terms import Term


@dataclass(frozen=True)
class NextStep:
    """key; label: on the page; meaning: one sentence; term: the clock that starts today, or None; papers: what is printed.

    classes: legal classes it is for; capability: code of the right it needs beside registering, "" = none.
    """

    key: str
    label: str
    meaning: str
    papers: tuple[str, ...]
    term: Term | None = None
    classes: frozenset[str] = frozenset({"claim", "suggestion"})
    capability: str = ""


_CLAIM = frozenset({"claim"})
_ALL = frozenset({"claim", "suggestion", "accusation"})
NEXT_STEPS = MappingProxyType(
    {
        step.key: step
        for step in (
            NextStep("register", "只登记", "是否受理以后再定，期限内书面告知信访人。", ("登记表", "查询凭条"), NOTICE_DIRECT, _ALL),
            NextStep("answer", "当场答复", "事情简单、答复明确，当场说清楚，即告办结。", ("当场答复单",),
                     capability="case.answer_directly"),
            NextStep("accept", "受理", "属于本机关职权范围，由本机关办理。", ("受理告知书",), CONCLUDE,
                     capability="case.accept"),
            NextStep("simple", "简易办理", "事实清楚、责任明确、争议不大的初次信访。", ("受理告知书",), SIMPLE_CLOSE, _CLAIM,
                     capability="case.accept"),
            NextStep("accept_assign", "受理并交办", "本机关受理，交责任单位具体办理。", ("受理告知书", "交办函"), CONCLUDE,
                     capability="case.assign"),
            NextStep("assign", "交办", "交责任单位，由它决定是否受理。", ("交办函",), UNIT_LIMIT, capability="case.assign"),
            NextStep("transfer", "转送", "属于其他机关、单位职权范围，转送并告知去向。", ("转送单", "去向告知书"),
                     capability="case.transfer"),
        )
    }
)  # fmt: skip
