"""Columns of an old ledger that the import knows, and the words it knows in them.

The aliases are headings of exports: upper petition systems (信访件编号, 登记时间, 概况 …), 12345 hotlines (工单编号, 来电人 …), the
message boards of online platforms (留言编号 …), and ledgers as offices keep them.
"""

from petitions.cases.rules.channels import CHANNELS, PURPOSES
from township.workbooks.rules.columns import Column

ONLINE_USER = "网民"

COLUMNS = (
    Column("number", "原编号", ("留言编号", "信访件编号", "信访编号", "信访事项编号", "工单编号", "工单号", "诉求编号", "受理编号", "登记编号", "事项编号", "件号", "编号", "上级系统编号"), "2024-017", "原台账的编号"),
    Column("name", "信访人", ("姓名", "信访人姓名", "来访人", "来访人姓名", "来信人", "来信人姓名", "投诉人", "投诉人姓名", "反映人", "反映人姓名", "诉求人", "诉求人姓名", "来电人", "来电人姓名", "当事人", "上访人", "群众姓名", "联系人"), "张三丰", "不留姓名的空着；几个人用顿号分开", is_personal=True),
    Column("user", "留言用户", ("网名", "用户", "用户名", "昵称"), "", "网上留言的用户名", is_offered=False, is_personal=True),
    Column("phone", "电话", ("手机号码", "手机号", "联系电话", "联系方式", "手机", "来电号码", "主叫号码", "电话号码", "联系号码"), "13800000000", is_personal=True),
    Column("id_number", "证件号码", ("身份证号", "身份证号码", "身份证", "公民身份号码", "证件号", "有效证件号码", "护照号", "护照号码"), "", "18 位居民身份证号，可以空着；港澳台居民和外国人填证件上的号码", is_personal=True),
    Column("id_type", "证件类型", ("证件种类", "证件名称", "证件类别"), "", "居民身份证、护照、回乡证、台胞证等；没有这一列的看号码", is_offered=False, is_personal=True),
    Column("address", "住址", ("地址", "常住地", "现住址", "居住地", "家庭住址", "联系地址", "户籍地址", "住址（地址）"), "清河镇河湾社区", width=24, is_personal=True),
    Column("channel", "信访形式", ("形式", "来源", "信访方式", "信访渠道", "诉求渠道", "受理渠道", "来源渠道", "反映渠道", "登记形式", "诉求来源", "工单来源"), "来访", "、".join(row.label for row in CHANNELS.values())),
    Column("purpose", "信访目的", ("目的", "事项类别", "诉求类型", "工单类型", "诉求类别", "信访类别"), "求决", "求决、申诉、意见建议、其他"),
    Column("raised_on", "信访日期", ("留言时间", "来访日期", "来信日期", "信访时间", "来访时间", "来信时间", "来电时间", "诉求时间", "反映时间", "反映日期", "投诉时间", "投诉日期", "提交时间", "接访时间", "接访日期", "日期", "时间"), "2024-03-05", "没有这一列的，以收到或登记日期代替", is_needed=True),
    Column("received_on", "收到日期", ("收件日期", "收件时间", "接收时间", "接收日期", "收到时间", "来件日期", "来件时间", "转入时间", "派单时间"), "2024-03-05", "空着的按信访日期"),
    Column("registered_on", "登记日期", ("登记时间", "录入时间", "录入日期", "创建时间", "建单时间", "受理登记时间"), "2024-03-05", "空着的按收到日期"),
    Column("accepted_on", "受理日期", ("受理时间", "告知受理时间", "受理告知时间"), "2024-03-08", "有这一列的，60 日从受理之日起算；没有的从收到之日起算，不计及时受理"),
    Column("title", "标题", ("留言主题", "主题", "概况", "信访事项", "信访概况", "诉求标题", "工单标题", "事由", "信访事由", "反映事项", "主要事项", "问题概述", "标题（概况）"), "反映河湾社区路灯不亮", width=28, is_needed=True),
    Column("words", "内容", ("留言详情", "反映内容", "主要诉求", "诉求", "诉求内容", "信访内容", "投诉内容", "工单内容", "反映问题", "反映的问题", "反映的主要问题", "主要问题", "反映情况", "问题描述", "详细内容", "来信内容", "来访内容", "信访人诉求", "信访诉求", "诉求描述"), "河湾社区三组的路灯坏了两个月，请求维修。", width=50, is_needed=True),
    Column("category", "内容分类", ("分类", "一级分类", "问题分类", "问题类别", "诉求分类", "信访内容分类", "所属领域", "归口"), "城乡建设", "一级、二级、三级之间用“/”隔开", width=22),
    Column("place", "问题属地", ("属地", "村（社区）", "村社区", "村", "社区", "所属村", "所属社区", "所属村居", "村居", "村（居）", "行政村", "所在村", "所在村（社区）", "村组", "所属村组", "辖区", "所属区域", "发生地", "事发地", "事发地点", "诉求地点", "问题发生地"), "河湾社区"),
    Column("visitors", "信访人数", ("人数", "来访人数", "涉及人数", "批次人数"), "1"),
    Column("unit", "责任单位", ("承办单位", "办理单位", "主办单位", "承办部门", "办理部门", "责任部门", "交办单位", "转办单位", "处理单位", "有权处理机关", "牵头单位", "答复单位", "去向机构", "去向单位", "办理机构", "受理单位", "责任部门（单位）", "承办科室", "处置单位"), "村镇建设办"),
    Column("state", "办理状态", ("状态", "当前状态", "工单状态", "办理情况状态", "是否办结"), "已办结", "记入经过，不改变办理状态；办没办结以答复日期为准"),
    Column("reply", "答复意见", ("答复", "处理意见", "办理结果", "办理情况", "处理结果", "答复内容", "回复内容", "办理意见", "办结意见", "处理情况", "化解情况", "回复意见", "落实情况"), "路灯已于3月20日修好。", width=50),
    Column("replied_on", "答复日期", ("答复时间", "办结日期", "办结时间", "回复时间", "回复日期", "完成时间", "办理完成时间", "出具处理意见时间", "出具处理意见书时间", "出具意见书时间", "出具处理意见日期", "反馈时间", "反馈日期", "答复群众时间", "办毕时间", "结案时间", "结案日期"), "2024-03-22", "空着的按未答复导入"),
    Column("conclusion", "处理结论", ("结论", "办理结论"), "予以支持", "予以支持、解释说明、不予支持"),
    Column("satisfaction", "满意度", ("满意情况", "是否满意", "群众满意度", "满意度评价", "评价结果"), "满意", "记入经过"),
    Column("note", "备注", ("说明",), "", "记入经过"),
)  # fmt: skip

# What a ledger writes in the place of a name that nobody gave.
NOBODY = frozenset(
    {
        "匿名",
        "无",
        "无名",
        "无名氏",
        "不详",
        "未知",
        "佚名",
        "未留",
        "未留名",
        "未留姓名",
        "不留姓名",
        "未提供",
        "不愿透露",
        "保密",
        "隐名",
        "/",
        "-",
        "--",
        "—",
        "——",
        "无姓名",
    }
)

PURPOSE_WORDS = {
    **{label: key for key, label in PURPOSES.items()},
    "申诉求决": "demand", "投诉": "demand", "投诉请求": "demand", "求助": "demand", "诉求": "demand", "咨询": "other",
    "投诉举报": "demand", "建议": "suggestion", "建议意见": "suggestion", "意见": "suggestion", "表扬": "other", "感谢": "other",
    "检举控告": "accusation", "检举": "accusation", "控告": "accusation", "举报": "accusation", "揭发控告": "accusation",
}  # fmt: skip
CHANNEL_WORDS = {
    **{channel.label: key for key, channel in CHANNELS.items()},
    "网上信访": "online", "网信": "online", "网上留言": "online", "手机信访": "online", "微信信访": "online", "网络": "online",
    "网上": "online", "网上投诉": "online", "国家投诉受理办公室": "online", "领导信箱": "online", "人民网": "online", "网民留言": "online",
    "电话": "call", "电话信访": "call", "来电信访": "call", "热线": "call", "12345": "call", "12345热线": "call", "政务服务热线": "call",
    "市民热线": "call", "走访": "visit", "来访登记": "visit", "个体访": "visit", "集体访": "visit", "上访": "visit", "信件": "letter",
    "书信": "letter", "群众来信": "letter", "群众来访": "visit", "转送": "transferred", "上级转送": "transferred",
    "交办": "assigned", "上级交办": "assigned", "领导接访": "reception", "接访": "reception", "领导接待": "reception",
}  # fmt: skip
CONCLUSION_WORDS = {
    "予以支持": "support",
    "支持": "support",
    "解释说明": "explain",
    "解释": "explain",
    "不予支持": "reject",
    "不支持": "reject",
}


def missing_columns(keys: set[str]) -> list[str]:
    """What a ledger cannot do without and does not have, in words."""
    missing = [] if keys & {"raised_on", "received_on", "registered_on"} else ["信访日期"]
    return missing if keys & {"title", "words"} else [*missing, "标题或者内容"]


def stand_ins(keys: set[str]) -> list[str]:
    """What stands in for columns the ledger does not have, in sentences."""
    found = []
    if "raised_on" not in keys:
        label = "收到日期" if "received_on" in keys else "登记日期（登记时间）"
        found.append(f"表里没有信访日期，以{label}代替。")
    if "accepted_on" not in keys:
        found.append("表里没有受理日期：办理期限从收到之日起算 60 日，不计及时受理。")
    if "replied_on" not in keys:
        found.append("表里没有答复日期：全部按未答复导入。")
    return found
