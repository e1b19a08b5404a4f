"""Major matters (三重一大, C6): the ground, the 请示 to the party committee or the government, and what their decision frees.

Sources: 武陵山乡制度第七条 (重大问题和重要信访事项的处理意见向乡党委、政府请示报告), 罕台镇制度第九条 (三重一大范围的事项经会议讨论通过后
按程序提交镇党委和政府研究决定); 党政机关公文处理工作条例第十四、十五条 (一文一事, 主送一个上级机关, 由签发人署名).
"""

from dataclasses import replace

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import second_level
from records.papers.rules.flows import paper_doors
from records.papers.rules.numbers import declare_series
from records.papers.rules.prose import check_filled
from township.refusals import Refused

GROUNDS = {
    "decision": "重大决策",
    "appointment": "重要人事任免",
    "project": "重大项目安排",
    "funds": "大额度资金使用",
    "issue": "涉及信访工作改革发展的重大问题",
    "case": "重要信访事项的处理意见",
}
GROUND_CHOICES = list(GROUNDS.items())
SOURCE = "联席会议制度：重大问题和“三重一大”事项向党委、政府请示"

DRAFT = "draft"
SUBMITTED = "submitted"
APPROVED = "approved"
ISSUED = "issued"
DECIDED = "decided"
DROPPED = "dropped"
STATE_LABELS = {
    DRAFT: "拟稿",
    SUBMITTED: "待签发",
    APPROVED: "已签发待印发",
    ISSUED: "已报送待批复",
    DECIDED: "已有决定",
    DROPPED: "不再请示",
}
STATE_CHOICES = list(STATE_LABELS.items())
LIVE = frozenset({DRAFT, SUBMITTED, APPROVED, ISSUED})

PARTY, GOVERNMENT = "party", "government"
ORGANS = {PARTY: "党委", GOVERNMENT: "人民政府"}
ORGAN_CHOICES = list(ORGANS.items())

AGREED, AMENDED, DECLINED, DEFERRED = "agreed", "amended", "declined", "deferred"
VERDICTS = {AGREED: "同意", AMENDED: "原则同意，按决定修改后实施", DECLINED: "不同意", DEFERRED: "退回补充后再报"}
VERDICT_CHOICES = list(VERDICTS.items())
FREEING = frozenset({AGREED, AMENDED})

NUMBER_MARK = "联请"
SERIES = declare_series("referral", NUMBER_MARK)


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


REFERRALS = StateTable(
    _move("save", "保存", {DRAFT}, DRAFT, "送签以后不能改动，需要修改时先撤回。"),
    _move("submit", "送召集人签发", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED, APPROVED}, DRAFT, "已经报送的请示不能改动。"),
    _move("return_referral", "退回修改", {SUBMITTED}, DRAFT),
    _move("approve", "签发", {SUBMITTED}, APPROVED),
    _move("issue", "编号报送", {APPROVED}, ISSUED, "召集人签发以后才能报送。"),
    _move("record_decision", "登记决定", {ISSUED}, DECIDED, "请示报送以后才能登记决定。"),
    _move("drop", "不再请示", {DRAFT}, DROPPED, "送签以后先撤回，再办理不再请示。"),
    labels=STATE_LABELS,
    closed={DECIDED, DROPPED},
)


DOORS = Doors(
    REFERRALS,
    *(
        replace(door, label="登记送达") if door.name == "receive" else door
        for door in paper_doors(write="referral.write", issue="referral.write", receive="referral.write")
        if door.name not in ("distribute", "remind")
    ),
    Door("record_decision", "referral.record"),
    Door("drop", "referral.write", is_quiet=True),
    inside=("return_referral",),
)


def check_ground(ground: str) -> str:
    """A key of GROUNDS; Refused otherwise."""
    if ground not in GROUNDS:
        raise Refused("请选择属于哪一类重大事项。", SOURCE, "ground")
    return ground


def organ_name(organ: str, short_name: str, government: str) -> str:
    """中共清河镇委员会, 中共新城街道工作委员会, 清河镇人民政府: the full name of whom the 请示 goes to."""
    if organ == GOVERNMENT:
        return government
    return f"中共{short_name}{'工作委员会' if short_name.endswith('街道') else '委员会'}"


def ask_title(organ_name: str, subject: str) -> str:
    """清河镇信访工作联席会议关于…的请示."""
    return f"{organ_name}{subject if subject.startswith('关于') else '关于' + subject}的请示"


def standard_text(*, heard: str, background: str, ask: str, tasks: list[str]) -> str:
    """The text the clerk starts from: why, what the meeting proposes, what is asked for. One paragraph a line.

    heard: how the joint meeting dealt with it ("" when it has not yet).
    """
    lines = [background.strip() or "【写明事项的由来、基本情况和存在的问题】"]
    lines.append(heard or "本事项拟提请联席会议研究，按照规定先行请示。")
    lines += ["一、拟办意见", f"{ask.strip().rstrip('。；;')}。" if ask.strip() else "【写明拟办意见】"]
    if tasks:
        lines += [
            "二、任务分工",
            *[second_level(n, f"{text.rstrip('。')}。") for n, text in enumerate(tasks, start=1)],
        ]
    return "\n".join([*lines, "妥否，请批示。"])


def check_text(body: str) -> str:
    """The text as it may be sent: nothing left to fill in, and it ends by asking."""
    text = body.strip()
    if len(text) < 20:
        raise Refused("请示正文太短，请写明事由、拟办意见和请示事项。", field="body")
    check_filled(text)
    if not text.rstrip("。！").endswith(("请批示", "请审批", "请指示", "请予批准", "请批复")):
        raise Refused("请示的结尾要写明请求，如“妥否，请批示。”", "党政机关公文处理工作条例第十五条", "body")
    return text
