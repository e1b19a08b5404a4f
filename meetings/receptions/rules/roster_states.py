"""States of a week's roster and of a swap, and the checks of what is typed about them (D1–D3)."""

from datetime import date

from records.acts.rules.states import Move, StateTable
from records.papers.rules.numbers import declare_series
from township.dates import date_range, full_date
from township.refusals import Refused

DRAFT, SUBMITTED, PUBLISHED, LAPSED = "draft", "submitted", "published", "lapsed"
ROSTER_LABELS = {DRAFT: "编排中", SUBMITTED: "待主任审定", PUBLISHED: "已公布", LAPSED: "当周已过，没有送审"}
ROSTER_CHOICES = list(ROSTER_LABELS.items())
SOURCE = "接访值班制度：经办人编排，主任审定公布"
SERIES = declare_series("roster", "值班", own=True)


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


ROSTERS = StateTable(
    _move("arrange", "编排", {DRAFT}, DRAFT, "送审以后不能重排，请先撤回；公布以后用请假、调班或补排。"),
    _move("edit", "调整", {DRAFT}, DRAFT, "送审以后要先撤回再改。"),
    _move("edit", "调整", {PUBLISHED}, PUBLISHED),
    _move("fill", "补排缺口", {DRAFT}, DRAFT),
    _move("fill", "补排缺口", {PUBLISHED}, PUBLISHED),
    _move("submit", "送主任审定", {DRAFT, PUBLISHED}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED}, DRAFT),
    _move("return_roster", "退回", {SUBMITTED}, DRAFT),
    _move("publish", "审定公布", {SUBMITTED}, PUBLISHED, "先由经办人送审。"),
    _move("lapse", "当周已过", {DRAFT}, LAPSED),
    labels=ROSTER_LABELS,
    closed={PUBLISHED, LAPSED},
)

ASKED, ACCEPTED, APPROVED = "asked", "accepted", "approved"
DECLINED, REFUSED, WITHDRAWN, UNDONE = "declined", "refused", "withdrawn", "undone"
SWAP_LABELS = {
    ASKED: "待对方同意",
    ACCEPTED: "待办公室确认",
    APPROVED: "已调班",
    DECLINED: "对方不同意",
    REFUSED: "办公室未同意",
    WITHDRAWN: "已撤回",
    UNDONE: "已恢复原班",
}
SWAP_CHOICES = list(SWAP_LABELS.items())
SWAPS = StateTable(
    _move("accept", "同意", {ASKED}, ACCEPTED),
    _move("decline", "不同意", {ASKED}, DECLINED),
    _move("approve", "确认调班", {ACCEPTED}, APPROVED, "对方同意以后才能确认。"),
    _move("refuse", "不予调班", {ACCEPTED}, REFUSED),
    _move("withdraw", "撤回", {ASKED, ACCEPTED}, WITHDRAWN),
    _move("undo", "恢复原班", {APPROVED}, UNDONE),
    labels=SWAP_LABELS,
)
SWAP_OPEN = frozenset({ASKED, ACCEPTED})

LEAVE_KINDS = {"business": "公出", "study": "学习培训", "holiday": "休假", "other": "其他"}
MOST_LEAVE, MOST_EMERGENCY = 120, 120  # natural days


def check_span(first: date, last: date, *, most: int, label: str) -> None:
    """Refused beside `last` when the days run backwards or are too many."""
    if last < first:
        raise Refused(f"{label}的结束日期不能早于开始日期（{full_date(first)}）。", field="last")
    if (last - first).days >= most:
        raise Refused(f"{label}最长 {most} 天，现在是{date_range(first, last)}，请核对日期。", field="last")


def check_pair(a: int | None, b: int | None, *, field: str = "b") -> None:
    """Refused when the same person stands as A and as B."""
    if a is not None and a == b:
        raise Refused("A角和B角不能是同一个人。", ARTICLE_AB, field)


ARTICLE_AB = "接访值班制度：A、B角互补，班班有人"
