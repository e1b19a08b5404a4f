"""Columns of an old ledger that the import knows, and the words it knows in them.

Two layouts: the table of messages with replies that online platforms export (留言编号 …), and the office's own template.
"""

from dataclasses import dataclass

from petitions.cases.rules.channels import CHANNELS, PURPOSES

ONLINE_USER = "网民"


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading in our template, other headings it is known by, and a sample for the template."""

    key: str
    heading: str
    aliases: tuple[str, ...] = ()
    sample: str = ""
    hint: str = ""


COLUMNS = (
    Column("number", "原编号", ("留言编号", "信访件编号", "编号", "上级系统编号"), "2024-017", "原台账的编号，同一编号只导入一次"),
    Column("name", "信访人", ("姓名", "信访人姓名"), "张三丰", "不留姓名的空着"),
    Column("user", "留言用户", ("网名", "用户"), "", "网上留言的用户名"),
    Column("phone", "电话", ("手机号码", "联系电话", "手机"), "13800000000"),
    Column("id_number", "证件号码", ("身份证号", "身份证号码"), "", "18 位居民身份证号，可以空着"),
    Column("address", "住址", ("地址", "常住地"), "清河镇河湾社区"),
    Column("channel", "信访形式", ("形式", "来源"), "来访", "、".join(row.label for row in CHANNELS.values())),
    Column("purpose", "信访目的", ("目的", "事项类别"), "求决", "求决、申诉、意见建议、其他"),
    Column("raised_on", "信访日期", ("留言时间", "来访日期", "来信日期"), "2024-03-05", "必填"),
    Column("received_on", "收到日期", (), "2024-03-05", "空着的按信访日期"),
    Column("registered_on", "登记日期", (), "2024-03-05", "空着的按收到日期"),
    Column("title", "标题", ("留言主题", "主题", "概况"), "反映河湾社区路灯不亮"),
    Column("words", "内容", ("留言详情", "反映内容", "主要诉求", "诉求"), "河湾社区三组的路灯坏了两个月，请求维修。"),
    Column("category", "内容分类", ("分类", "一级分类"), "城乡建设", "一级、二级、三级之间用“/”隔开"),
    Column("place", "问题属地", ("属地", "村（社区）", "村社区"), "河湾社区"),
    Column("visitors", "信访人数", ("人数",), "1"),
    Column("unit", "责任单位", ("承办单位", "办理单位"), "村镇建设办"),
    Column("reply", "答复意见", ("答复", "处理意见", "办理结果"), "路灯已于3月20日修好。"),
    Column("replied_on", "答复日期", ("答复时间", "办结日期"), "2024-03-22", "空着的按未答复导入"),
    Column("conclusion", "处理结论", ("结论",), "予以支持", "予以支持、解释说明、不予支持"),
)  # fmt: skip
BY_HEADING = {name: column.key for column in COLUMNS for name in (column.heading, *column.aliases)}
HEADINGS = {column.key: column.heading for column in COLUMNS}

PURPOSE_WORDS = {
    **{label: key for key, label in PURPOSES.items()},
    "申诉求决": "demand", "投诉": "demand", "投诉请求": "demand", "咨询": "other",
    "建议": "suggestion", "建议意见": "suggestion", "意见": "suggestion",
    "检举控告": "accusation", "检举": "accusation", "控告": "accusation", "举报": "accusation",
}  # fmt: skip
CHANNEL_WORDS = {
    **{channel.label: key for key, channel in CHANNELS.items()},
    "网上信访": "online", "网信": "online", "网上留言": "online", "手机信访": "online", "微信信访": "online",
    "电话": "call", "电话信访": "call", "来电信访": "call", "热线": "call", "走访": "visit", "信件": "letter",
    "书信": "letter", "转送": "transferred", "交办": "assigned", "领导接访": "reception",
}  # fmt: skip
CONCLUSION_WORDS = {
    "予以支持": "support", "支持": "support", "解释说明": "explain", "解释": "explain",
    "不予支持": "reject", "不支持": "reject",
}  # fmt: skip
