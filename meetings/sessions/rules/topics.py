"""Topics: proposed by a unit or the office, opinion of the office, decision of the convenor, agenda (W10, H8, X二(一))."""

from dataclasses import dataclass

from meetings.sessions.rules.major_doors import MAJOR_DOORS, MajorFacts
from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from township.refusals import Refused

PROPOSED = "proposed"
REVIEWED = "reviewed"
APPROVED = "approved"
DECLINED = "declined"
SCHEDULED = "scheduled"
HEARD = "heard"
WITHDRAWN = "withdrawn"

STATE_LABELS = {
    PROPOSED: "待办公室提意见",
    REVIEWED: "待召集人决定",
    APPROVED: "同意上会",
    DECLINED: "不上会",
    SCHEDULED: "已列议程",
    HEARD: "已研究",
    WITHDRAWN: "已撤回",
}
STATE_CHOICES = list(STATE_LABELS.items())
CLOSED_STATES = frozenset({DECLINED, HEARD, WITHDRAWN})
OPEN_STATES = frozenset(STATE_LABELS) - CLOSED_STATES
SOURCE = "联席会议制度：议题由成员单位或办公室提出，召集人决定"


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


TOPICS = StateTable(
    _move("opine", "提出意见", {PROPOSED}, REVIEWED),
    _move("agree", "同意上会", {REVIEWED}, APPROVED, "办公室先提意见，召集人再决定。"),
    _move("decline", "不上会", {REVIEWED}, DECLINED, "办公室先提意见，召集人再决定。"),
    _move("return_topic", "退回重提意见", {REVIEWED}, PROPOSED),
    _move("schedule", "列入议程", {APPROVED}, SCHEDULED, "召集人同意上会的议题才能列入议程。"),
    _move("unschedule", "移出议程", {SCHEDULED}, APPROVED),
    _move("hear", "研究", {SCHEDULED}, HEARD),
    _move("unhear", "撤销研究", {HEARD}, SCHEDULED, "纪要误开始拟写的才撤销。"),
    _move("link", "关联事项", {PROPOSED}, PROPOSED, "召集人审看以后，议题关联的事项不再改动。"),
    _move("withdraw", "撤回", {PROPOSED, REVIEWED}, WITHDRAWN, "召集人决定以后不能撤回。"),
    labels=STATE_LABELS,
    closed=CLOSED_STATES,
)


@dataclass(frozen=True, kw_only=True)
class TopicFacts(MajorFacts):
    """is_proposer: proposed it; takes_material: files may be added by this reader."""

    is_proposer: bool = False
    takes_material: bool = False


def _decision_waits(facts: TopicFacts) -> str:
    return "自己提出的议题由另一位召集人决定" if facts.is_proposer else ""


DOORS = Doors(
    TOPICS,
    Door("agree", "topic.decide_topic", label="决定是否上会", waits=_decision_waits),
    Door("opine", "topic.opine"),
    Door("schedule", "meeting.plan", label="列入会议"),
    *MAJOR_DOORS,
    Door(
        "add_material", "meeting.add_material", "-", label="增加材料", shown=lambda f: f.takes_material, is_quiet=True
    ),
    Door("withdraw_material", "meeting.add_material", "-", label="撤下"),
    Door("withdraw", "topic.propose", shown=lambda facts: facts.is_proposer, is_quiet=True),
    inside=("decline", "return_topic", "unschedule", "hear", "unhear", "link"),
)


def spine_title(title: str, *, is_linked: bool, word: str = "议题") -> str:
    """What lists that span all kinds may print: a topic that is linked to another matter is named by its kind only.

    Those lists know who is shut out of the topic, not who will be shut out of the linked matter later on.
    """
    return f"联席会议{word}（内容见本页）" if is_linked else title[:120]


def check_link(secrecy_is_ordinary: bool) -> None:
    """Refused for a matter under restricted knowledge: an accusation is never laid before a meeting."""
    if not secrecy_is_ordinary:
        raise Refused(
            "检举控告事项限知办理，不能列入联席会议议题。", "信访工作条例第三十条第三款、第四十六条第五项", "linked"
        )
