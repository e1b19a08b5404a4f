"""Meeting notices as papers (会议通知): their moves, the doors, and the text put together from the session.

Sources: 党政机关公文处理工作条例第八条 (通知适用于发布、传达要求下级机关执行和有关单位周知或者执行的事项); layout GB/T 9704-2012.
That the seats of a session receipt the notice by answering it is the office's own rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import chinese_numeral, second_level
from records.papers.rules.flows import PaperFacts, paper_doors
from records.papers.rules.numbers import declare_series

DRAFT, SUBMITTED, APPROVED, ISSUED, DROPPED = "draft", "submitted", "approved", "issued", "dropped"
STATE_LABELS = {
    DRAFT: "拟稿",
    SUBMITTED: "待审批",
    APPROVED: "已审批待印发",
    ISSUED: "已印发",
    DROPPED: "不再印发",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNISSUED = frozenset({DRAFT, SUBMITTED, APPROVED})
SOURCE = "党政机关公文处理工作条例第八条"
NUMBER_MARK = "联会"
SERIES = declare_series("session_notice", NUMBER_MARK)
WRITE = "meeting.plan"


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


NOTICES = StateTable(
    _move("save", "保存", {DRAFT}, DRAFT, "送审以后不能改动，需要修改时先撤回。"),
    _move("submit", "送审", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED, APPROVED}, DRAFT, "印发的通知不能改动，时间地点有变的另发变更通知。"),
    _move("give_back", "退回修改", {SUBMITTED}, DRAFT),
    _move("approve", "批准", {SUBMITTED}, APPROVED),
    _move("issue", "印发", {APPROVED}, ISSUED, "批准以后才能印发。"),
    _move("drop", "不再印发", UNISSUED, DROPPED, "印发的通知不能作废，会议取消的另行通知。"),
    labels=STATE_LABELS,
    closed={ISSUED, DROPPED},
)


@dataclass(frozen=True, kw_only=True)
class NoticeFacts(PaperFacts):
    """is_outdated: the session has another time or place than the issued notice says."""

    is_outdated: bool = False


def _receipt(door: Door) -> Door:
    """Units receipt by answering for their seat; what reaches an organ outside is noted by the office."""
    return replace(door, label="登记送达") if door.name == "receive" else door


DOORS = Doors(
    NOTICES,
    *(_receipt(door) for door in paper_doors(write=WRITE, issue=WRITE, receive=WRITE)),
    Door("redraft", WRITE, "save", label="按会议重新生成", is_quiet=True),
    Door("renew", WRITE, "-", label="另发变更通知", shown=lambda facts: facts.is_outdated),
    Door("drop", WRITE, is_quiet=True),
    inside=("give_back",),
)


def title_of(session_title: str, *, is_change: bool) -> str:
    """关于召开…的通知, 关于变更…时间地点的通知."""
    return f"关于变更{session_title}时间地点的通知" if is_change else f"关于召开{session_title}的通知"


@dataclass(frozen=True)
class NoticeText:
    """What the notice says of the session; when: in words; topics: titles that may stand before everybody who is asked."""

    session: str
    when: str
    place: str
    chair: str
    present: Sequence[str]
    observers: Sequence[str]
    topics: Sequence[str]
    requirement: str
    contact: str
    is_change: bool = False


def notice_text(say: NoticeText) -> str:
    """The standard text, one paragraph a line; what a session does not have is left out."""
    verb = f"{say.session}的时间地点有变更" if say.is_change else f"定于{say.when}召开{say.session}"
    seats = f"出席：{'、'.join(say.present)}。" + (f"列席：{'、'.join(say.observers)}。" if say.observers else "")
    agenda = "\n".join(second_level(n, f"{topic}。") for n, topic in enumerate(say.topics, start=1))
    parts = (
        ("会议时间", f"{say.when}。"),
        ("会议地点", f"{say.place}。"),
        ("会议主持", f"{say.chair}。"),
        ("参会人员", seats),
        ("会议议程", agenda),
        ("有关要求", say.requirement and f"{say.requirement.rstrip('。')}。"),
    )
    lines = [f"{verb}。现将有关事项通知如下："]
    for number, (label, words) in enumerate(((one, two) for one, two in parts if two), start=1):
        lines += [f"{chinese_numeral(number)}、{label}", words]
    lines.append("请参会单位收到通知后及时签收；不能参会的，会前说明事由，确定代会人员。")
    return "\n".join([*lines, say.contact])
