"""Taking a case back: entered twice or by mistake (作废), withdrawn or settled by the petitioner (终止办理), corrected (更正登记).

The number stays in every case, a second person decides, and what was told to the petitioner on paper is voided. Sources:
条例第二十一条 (如实登记); 本办规定 for the rest.
"""

from dataclasses import dataclass
from datetime import date

from petitions.cases.rules.channels import CHANNELS, CLASSES, PURPOSES
from township.dates import full_date
from township.refusals import Refused

ENDING, CORRECTION = "ending", "correction"  # kinds of the approval


@dataclass(frozen=True)
class Ending:
    """One reason why a case is not carried on. move: of the state table; asks_for: what else the proposal needs."""

    key: str
    label: str
    move: str
    asks_for: str = ""
    public: str = ""


ENDINGS = {
    one.key: one
    for one in (
        Ending("withdrawn", "信访人书面撤回", "end", "evidence", "您已撤回，办理终止"),
        Ending("settled", "当事人和解", "end", "evidence", "已经和解，办理终止"),
        Ending("duplicate", "重复登记，并入另一件", "void", "same_as", "已并入另一件办理"),
        Ending("mistaken", "登记有误，作废", "void", "", "登记有误，已作废"),
    )
}

VOID_ENDINGS = tuple(one.key for one in ENDINGS.values() if one.move == "void")  # count in no figure


def ending_of(key: str, *, same_as: int | None, has_evidence: bool) -> Ending:
    """The ending; Refused beside its field when something it needs is missing."""
    ending = ENDINGS.get(key)
    if ending is None:
        raise Refused("请选择原因。", field="ground")
    if ending.asks_for == "same_as" and same_as is None:
        raise Refused("请填写并入哪一件的编号。", field="same_as")
    if ending.asks_for == "evidence" and not has_evidence:
        raise Refused("请上传信访人签字的撤回申请或和解协议。", field="evidence")
    return ending


@dataclass(frozen=True, kw_only=True)
class Restated:
    """What starts clocks and figures: as it was written down, or as it should have been."""

    channel: str
    purpose: str
    case_class: str
    raised_on: date
    received_on: date

    def differences(self, other: "Restated") -> list[str]:
        """What the correction changes, in words for the page of who decides: 信访形式：来访→来信."""
        rows = (
            ("信访形式", CHANNELS[self.channel].label, CHANNELS[other.channel].label),
            ("信访目的", PURPOSES[self.purpose], PURPOSES[other.purpose]),
            ("事项类别", CLASSES[self.case_class], CLASSES[other.case_class]),
            ("信访日期", full_date(self.raised_on), full_date(other.raised_on)),
            ("收到日期", full_date(self.received_on), full_date(other.received_on)),
        )
        return [f"{label}：{before}→{after}" for label, before, after in rows if before != after]


def check_restated(new: Restated, *, today: date, registered_on: date, accepted_on: date | None) -> None:
    """Refused beside the field for days out of order, and for a way in that needs entries of its own."""
    if new.raised_on > new.received_on:
        raise Refused("信访日期不能晚于收到日期。", field="raised_on")
    if new.received_on > registered_on:
        raise Refused("收到日期不能晚于登记日期。", field="received_on")
    if accepted_on and new.received_on > accepted_on:
        raise Refused("收到日期不能晚于受理日期。", field="received_on")
    if new.received_on > today:
        raise Refused("收到日期不能晚于今天。", field="received_on")
