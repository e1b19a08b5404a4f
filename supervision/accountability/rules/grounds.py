"""What may be the ground of accountability: failures that the system has recorded, and nothing else.

A repeat petition and a dissatisfied evaluation lead to a supervision order (条例第四十条), but they are acts of the petitioner and prove no
failure of the unit; a visit never does (条例第十八条、第三十九条、第四十六条). Both may bring a failure to light, which then stands here by itself.
"""

from dataclasses import dataclass
from datetime import date

from records.duties.rules.candidates import GROUNDS
from township.dates import full_date
from township.refusals import Refused

OF_PETITIONERS = frozenset({"dissatisfied", "repeat"})
ASKED_FOR = frozenset({"instruction"})  # a leader wants to know: nobody has found a failure yet
ACCOUNTABLE = frozenset(GROUNDS) - OF_PETITIONERS - ASKED_FOR
MOST_GROUNDS = 20


@dataclass(frozen=True)
class Failure:
    """One recorded failure of a unit. key: "candidate:12", "order:3", "cause:7"; text: day, number and step, no personal
    data; on: the day it was recorded; url: where its rows stand."""

    key: str
    text: str
    on: date
    url: str = ""

    @property
    def source(self) -> tuple[str, int]:
        kind, _, number = self.key.partition(":")
        return kind, int(number)


def finding_words(ground: str, text: str, number: str, on: date) -> str:
    """A finding as a line; number: of its matter, "" = it hangs on none."""
    about = f"{number} " if number and number not in text else ""
    return f"{full_date(on)}，{GROUNDS[ground]}：{about}{text}"


def order_faults(*, is_second: bool, returns: int, is_late: bool, is_replaced: bool) -> list[str]:
    """What went wrong with a supervision order; empty = nothing that accountability could rest on."""
    faults = ["超过办理期限"] if is_late else []
    if returns:
        faults.append(f"回复被退回{returns}次")
    if is_second:
        faults.append("经二次督办")
    if is_replaced:
        faults.append("未办结，转二次督办")
    return faults


def check_grounds(count: int) -> None:
    """At least one failure, and no more than a paper can list."""
    if not count:
        raise Refused(
            "请至少选择一条办理失误记录。问责只从记录在案的办理失误开始，不因群众信访本身。",
            "信访工作条例第四十六条",
            "grounds",
        )
    if count > MOST_GROUNDS:
        raise Refused(f"依据不超过 {MOST_GROUNDS} 条，请只选主要的。", field="grounds")
