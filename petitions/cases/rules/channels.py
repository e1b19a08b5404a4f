"""How a petition comes in, what it is for, who brings it: the enumerations of registration with exactly their fields.

Forms: 条例第十七条. Required entries: 《信访事项网上办理工作规程》第五条.
"""

from dataclasses import dataclass
from types import MappingProxyType

from township.directory.rules.documents import LABELS
from township.refusals import Refused


@dataclass(frozen=True)
class ChannelField:
    """A field that only some channels have; may_lack_when_anonymous: see registration."""

    name: str
    label: str
    is_required: bool = False
    is_day: bool = False
    may_lack_when_anonymous: bool = False


@dataclass(frozen=True)
class Channel:
    """One way in. received_via: direct | transferred | assigned; decides the acceptance clock (条例第二十三条)."""

    key: str
    label: str
    fields: tuple[ChannelField, ...]
    received_via: str = "direct"
    is_in_person: bool = False

    @property
    def required(self) -> frozenset[str]:
        """Names of the channel's own fields that must be filled."""
        return frozenset(field.name for field in self.fields if field.is_required)


def _asked(name: str, label: str, **more: bool) -> ChannelField:
    return ChannelField(name, label, True, **more)


_VISITORS = _asked("visitors", "来访人数")
_UPPER_NUMBER = ChannelField("upper_number", "上级系统编号")
_FROM_ABOVE = (
    _asked("source_organ", "来源机关"),
    _asked("source_number", "来文文号"),
    ChannelField("source_on", "来文日期", is_day=True),
)
_LETTER = (ChannelField("letter_on", "落款日期", is_day=True), ChannelField("postmark_on", "邮戳日期", is_day=True))
_CALL = (
    _asked("caller_number", "来电号码", may_lack_when_anonymous=True),
    ChannelField("hotline_number", "热线工单号"),
)
_ASSIGNED = (*_FROM_ABOVE, _asked("source_due_on", "交办期限", is_day=True), _UPPER_NUMBER)
_RECEPTION = (_asked("leader", "接访领导"), _asked("session_on", "接访日期", is_day=True), _VISITORS)

CHANNELS = MappingProxyType(
    {
        channel.key: channel
        for channel in (
            Channel("visit", "来访", (_VISITORS,), is_in_person=True),
            Channel("letter", "来信", _LETTER),
            Channel("call", "来电", _CALL),
            Channel("online", "网上", (_UPPER_NUMBER,)),
            Channel("mailbox", "领导信箱", (_asked("mailbox", "信箱名称"), _UPPER_NUMBER)),
            Channel("transferred", "上级转送", (*_FROM_ABOVE, _UPPER_NUMBER), received_via="transferred"),
            Channel("assigned", "上级交办", _ASSIGNED, received_via="assigned"),
            Channel("reception", "接访", _RECEPTION, is_in_person=True),
        )
    }
)

# What the upper systems call 信访目的; the three legal classes derive from it (条例第二十九、三十、三十一条).
PURPOSES = MappingProxyType(
    {"demand": "求决", "appeal": "申诉", "suggestion": "意见建议", "accusation": "揭发控告", "other": "其他"}
)
CLASSES = MappingProxyType({"claim": "申诉求决", "suggestion": "建议意见", "accusation": "检举控告"})
CLASS_OF_PURPOSE = MappingProxyType(
    {"demand": "claim", "appeal": "claim", "suggestion": "suggestion", "accusation": "accusation"}
)

PATHS = MappingProxyType(
    {
        1: "涉法涉诉（诉讼、检察、公安程序）",
        2: "仲裁",
        3: "党员申诉、申请复审",
        4: "行政复议、裁决、确认、许可、处罚等行政程序",
        5: "申请查处违法行为、履行保护人身权财产权职责",
        6: "其他：听取陈述、调查核实，出具信访处理意见书",
    }
)  # 条例第三十一条第（一）至（六）项; only (6) runs the 60 days and opens 复查

ID_TYPES = LABELS

OCCUPATIONS = (
    "工人", "农民", "学生", "教师", "医生", "公务员", "事业单位工作人员", "企业管理人员", "专业技术人员",
    "个体经营者", "自由职业者", "文体人员", "律师", "现役军人", "退（离）休人员", "无业人员", "其他",
)  # fmt: skip

GROUP_VISIT_MIN = 5
VISITORS_MAX = 9999  # upper bound of the figures' population


def class_of(purpose: str, chosen: str = "") -> str:
    """The legal class of a purpose; for 其他 the one the clerk chose. Refused when it is missing or contradicts."""
    derived = CLASS_OF_PURPOSE.get(purpose)
    if derived and chosen and chosen != derived:
        raise Refused(
            f"信访目的是“{PURPOSES[purpose]}”，事项类别应是“{CLASSES[derived]}”，请改其中一项。", field="case_class"
        )
    if derived:
        return derived
    if chosen not in CLASSES:
        raise Refused("信访目的是“其他”时，请选择事项类别：建议意见、检举控告或申诉求决。", field="case_class")
    return chosen


def is_group_visit(channel: str, visitors: int, group_visit_min: int = GROUP_VISIT_MIN) -> bool:
    """True for a visit in person by `group_visit_min` people or more (集体访)."""
    return CHANNELS[channel].is_in_person and visitors >= group_visit_min
