"""Edits proposed to draft minutes: other words for a part of an item; the writer takes them over or not, with one click."""

from records.acts.rules.states import Move, StateTable
from township.refusals import Refused

HEARD, HELD, DECIDED = "heard", "held", "decided"
PARTS = {HEARD: "会议听取", HELD: "会议认为", DECIDED: "会议议定"}
PART_CHOICES = list(PARTS.items())

OPEN, ACCEPTED, DECLINED, WITHDRAWN = "open", "accepted", "declined", "withdrawn"
STATE_LABELS = {OPEN: "待处理", ACCEPTED: "已采纳", DECLINED: "未采纳", WITHDRAWN: "已收回"}
STATE_CHOICES = list(STATE_LABELS.items())

EDITS = StateTable(
    Move("accept", "采纳", frozenset({OPEN}), ACCEPTED),
    Move("decline", "不采纳", frozenset({OPEN}), DECLINED),
    Move("withdraw", "收回", frozenset({OPEN}), WITHDRAWN),
    labels=STATE_LABELS,
)


def check_wording(part: str, before: str, wording: str) -> str:
    """The wording stripped; Refused when there is no such part, or it changes nothing."""
    if part not in PARTS:
        raise Refused("请选择要改哪一部分。", field="part")
    typed = wording.strip()
    if not typed:
        raise Refused("请写明建议的写法。", field="wording")
    if typed == before.strip():
        raise Refused("建议的写法和原文一样，请改好以后再提。", field="wording")
    return typed


def check_unchanged(before: str, now: str) -> None:
    """Refused when the words were changed after the edit was proposed: taking it over would undo that change."""
    if before != now:
        raise Refused("提出建议以后原文又改过，不能直接采纳。请对照着改好，再点“不采纳”结束这条建议。")


def check_all_decided(waiting: int) -> None:
    """Refused while proposed edits wait: minutes go out only when the director has been answered."""
    if waiting:
        raise Refused(f"还有 {waiting} 条修改建议没有处理，请逐条采纳或不采纳以后再送出。")
