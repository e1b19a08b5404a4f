"""The registry of values a township may set, each with its default, its source and how sure the source is.

The settings page, the actions and the rules all read this one list; a changed value is a row with who and when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from township.directory.rules.identity import half_width
from township.refusals import Refused
from township.sources import SourceMark


class ValueType(Enum):
    INTEGER = "integer"
    BOOLEAN = "boolean"


@dataclass(frozen=True)
class Setting:
    """One value. unit: what it counts (日 natural days, 工作日 working days, 人, 分钟); bounds are inclusive."""

    key: str
    label: str
    default: int | bool
    unit: str
    source: str
    mark: SourceMark
    minimum: int = 0
    maximum: int = 0
    type: ValueType = ValueType.INTEGER

    def in_words(self, value: int | bool) -> str:
        """As in 30 分钟 or 是; what is counted in nothing is its number."""
        if self.type == ValueType.BOOLEAN:
            return "是" if value else "否"
        return f"{value} {self.unit}".rstrip()


SIMPLE_SOURCE = "简易办理办法（试行）国信发〔2016〕8号；现行国信办发〔2022〕17号相应条款未见全文"

REGISTRY: tuple[Setting, ...] = (
    Setting("simple_accept_wd", "简易办理：受理期限", 3, "工作日",
            SIMPLE_SOURCE, SourceMark.UNCONFIRMED, 1, 15),
    Setting("simple_close_wd", "简易办理：受理后办结期限", 10, "工作日",
            SIMPLE_SOURCE, SourceMark.UNCONFIRMED, 1, 60),
    Setting("simple_transfer_wd", "简易办理：每级转送期限", 1, "工作日",
            SIMPLE_SOURCE, SourceMark.UNCONFIRMED, 1, 5),
    Setting("assignment_default_days", "交办承办单位的默认办理期限", 30, "日",
            "本办规定；条例第二十二条由交办机关逐件指定期限", SourceMark.OFFICE_RULE, 1, 60),
    Setting("usual_limit_wd", "没有规定期限的待办，从产生起几个工作日办理", 5, "工作日", "本办规定",
            SourceMark.OFFICE_RULE, 1, 60),
    Setting("group_visit_min", "集体访的最少人数", 5, "人",
            "信访统计口径（5人及以上），未见规范性文件全文", SourceMark.UNCONFIRMED, 2, 50),
    Setting("representatives_max", "代表人数上限", 5, "人",
            "条例第二十条：代表人数不得超过5人", SourceMark.FOUND, 1, 5),
    Setting("evaluation_window_days", "满意度评价期限（答复送达后）", 30, "日",
            "国信发〔2022〕11号，评价期限条款未见全文", SourceMark.UNCONFIRMED, 1, 180),
    Setting("light_yellow_days", "到期前多少日亮黄灯", 3, "日", "本办规定", SourceMark.OFFICE_RULE, 0, 30),
    Setting("digest_hour", "每日通知汇总的发送时间（几点，本人可另选）", 8, "点",
            "本办规定；只在工作日发送", SourceMark.OFFICE_RULE, 0, 23),
    Setting("roster_publish_lead_days", "接访值班表提前公布", 2, "日",
            "2009年《关于领导干部定期接待群众来访的意见》要求公示；提前天数为地方做法", SourceMark.UNCONFIRMED, 0, 30),
    Setting("reception_from_hour", "领导接访开始时间", 9, "时", "本办规定", SourceMark.OFFICE_RULE, 6, 12),
    Setting("reception_to_hour", "领导接访结束时间", 17, "时", "本办规定", SourceMark.OFFICE_RULE, 13, 22),
    Setting("urgent_judge_minutes", "紧急信息：接报到研判的内部时限", 60, "分钟",
            "本办规定；条例第二十五条只要求“及时”，没有规定小时数", SourceMark.OFFICE_RULE, 10, 1440),
    Setting("second_factor", "动态验证码：0 不要求，1 系统管理员、主任、召集人，2 所有人", 1, "",
            "GB/T 22239-2019 8.1.4.1 要求两种以上鉴别技术；范围为本办规定", SourceMark.OFFICE_RULE, 0, 2),
    Setting("session_hours", "登录后最长使用时间，到时重新登录", 10, "小时",
            "本办规定；一个工作日登录一次", SourceMark.OFFICE_RULE, 1, 24),
    Setting("idle_timeout_minutes", "无操作自动退出", 15, "分钟",
            "GB/T 22239-2019 7.1.4.1 要求超时退出，具体时长为测评惯例", SourceMark.UNCONFIRMED, 5, 120),
    Setting("retention_answered_years", "归档后保存信访事项（身份信息、文字、附件、文书）：有处理结果的", 30, "年",
            "《档案法》文书档案保管期限30年；《个人信息保护法》第十九条：实现处理目的的最短时间", SourceMark.UNCONFIRMED, 5, 100),
    Setting("retention_other_years", "归档后保存信访事项（身份信息、文字、附件、文书）：没有处理结果的", 10, "年",
            "《档案法》文书档案保管期限10年；《个人信息保护法》第十九条：实现处理目的的最短时间", SourceMark.UNCONFIRMED, 2, 100),
)  # fmt: skip

BY_KEY: Mapping[str, Setting] = MappingProxyType({setting.key: setting for setting in REGISTRY})
DEFAULTS: Mapping[str, int | bool] = MappingProxyType({setting.key: setting.default for setting in REGISTRY})
YES, NO = frozenset({"是", "true", "1", "on", "yes"}), frozenset({"否", "false", "0", "", "off", "no"})


def parse(key: str, text: str) -> int | bool:
    """The value typed for setting `key`; Refused beside that key when it is no number or out of bounds.

    KeyError for a key the registry does not hold.
    """
    setting = BY_KEY[key]
    typed = half_width(text).strip().lower()
    if setting.type == ValueType.BOOLEAN:
        if typed not in YES | NO:
            raise Refused(f"“{setting.label}”只能填是或否。", field=key)
        return typed in YES
    if not typed.isascii() or not typed.isdigit():
        raise Refused(f"“{setting.label}”要填整数{f'（单位：{setting.unit}）' if setting.unit else ''}。", field=key)
    if len(typed) > 9 or not setting.minimum <= int(typed) <= setting.maximum:
        bounds = f"{setting.minimum} 到 {setting.maximum} {setting.unit}"
        raise Refused(f"“{setting.label}”要在 {bounds}之间。", _limit_article(setting), key)
    return int(typed)


def with_defaults(stored: Mapping[str, str]) -> dict[str, int | bool]:
    """Every setting's value: what the township stored (as text), else the default. Stale keys are ignored."""
    return {key: parse(key, stored[key]) if key in stored else default for key, default in DEFAULTS.items()}


def _limit_article(setting: Setting) -> str:
    """The source is cited only where the law itself sets the bound."""
    return setting.source if setting.mark == SourceMark.FOUND else ""
