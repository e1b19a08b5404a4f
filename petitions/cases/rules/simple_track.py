"""Who may go the short way: the simple track (简易办理, B3).

《信访事项简易办理办法》国信办发〔2022〕17号: 第四条 names the matters it is for, 第五条 those it is not for.
"""

from dataclasses import dataclass
from types import MappingProxyType

RULE = "简易办理办法"

SCOPES = MappingProxyType(
    {
        "clear": "事实清楚、责任明确、争议不大、易于解决",
        "instant": "咨询、意见建议、感谢，可以即时反馈",
        "daily": "日常生产生活中时效性强、应当及时处理",
        "promised": "有关机关已有明确承诺或结论",
        "other": "其他可以简易办理的情形",
    }
)


@dataclass(frozen=True, kw_only=True)
class SimpleFacts:
    """scope: key of SCOPES the clerk chose, empty when none fits; path31: 1–6 or None; units: organs responsible.

    may_be_rejected: the clerk expects that the claim may not be supported.
    """

    case_class: str
    is_first: bool
    scope: str = ""
    path31: int | None = None
    received_via: str = "direct"
    may_be_rejected: bool = False
    units: int = 1
    is_joint: bool = False
    is_group: bool = False


@dataclass(frozen=True)
class Reason:
    """Why the simple track is closed, and the article that says so."""

    text: str
    article: str


def simple_track_ineligible(facts: SimpleFacts) -> tuple[Reason, ...]:
    """Every reason against the simple track; empty means it may be taken."""
    scope, exclusions = f"{RULE}第四条", f"{RULE}第五条"
    checks = (
        (facts.case_class == "accusation", "检举控告按纪检监察等有权机关的程序办理，不适用简易办理。", "条例第三十条"),
        (not facts.is_first, "简易办理只适用于初次信访事项，这是重复信访。", scope),
        (facts.scope not in SCOPES, "请先选择属于哪一种可以简易办理的情形；都不属于的按普通程序办理。", scope),
        (
            facts.path31 in range(1, 6),
            "可以通过诉讼、仲裁、复议等法定途径解决的（条例第三十一条前五项），不适用简易办理。",
            exclusions,
        ),
        (facts.received_via == "assigned", "上级交办的事项不适用简易办理。", exclusions),
        (facts.may_be_rejected, "可能不予支持的诉求不适用简易办理。", exclusions),
        (facts.units > 1, "涉及多个责任主体的事项不适用简易办理。", exclusions),
        (facts.is_joint or facts.is_group, "集体联名的事项不适用简易办理。", exclusions),
    )
    return tuple(Reason(text, article) for applies, text, article in checks if applies)
