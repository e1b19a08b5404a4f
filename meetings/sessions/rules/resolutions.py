"""Resolutions (议定事项): the unit receives, reports and finishes, the office verifies or returns; the completion rate.

Sources: W6 W8, H6, X六(二): what a session decided is carried out, reported and enters the annual assessment.
"""

from dataclasses import dataclass
from datetime import date

from meetings.sessions.rules.major_doors import MAJOR_DOORS, MajorFacts
from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.figures.rules import rate
from township.refusals import Refused

OPEN = "open"
RECEIVED = "received"
REPORTED = "reported"
RETURNED = "returned"
VERIFIED = "verified"
WAITING = "waiting"
DROPPED = "dropped"

STATE_LABELS = {
    OPEN: "待签收",
    RECEIVED: "办理中",
    REPORTED: "待核实",
    RETURNED: "退回续办",
    VERIFIED: "已落实",
    WAITING: "等上级决定",
    DROPPED: "不予实施",
}
STATE_CHOICES = list(STATE_LABELS.items())
NOT_LIVE = frozenset({WAITING, DROPPED})
UNFINISHED = frozenset(STATE_LABELS) - {VERIFIED, DROPPED}
WITH_UNIT = frozenset({OPEN, RECEIVED, RETURNED})
MAY_WAIT = WITH_UNIT | {WAITING}  # a mark of 三重一大 asks for a decision from above
SOURCE = "联席会议制度：议定事项的落实情况定期报告"
EXTENSION = "resolution_extension"  # kind of the approval
MAX_EXTENSION = 30  # natural days, once


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


RESOLUTIONS = StateTable(
    _move("receive", "签收", {OPEN}, RECEIVED),
    _move("report_progress", "报告进展", {RECEIVED}, RECEIVED, "先签收，再报告进展。"),
    _move("report_progress", "报告进展", {RETURNED}, RETURNED, "先签收，再报告进展。"),
    _move("ask_extension", "申请延期", {RECEIVED}, RECEIVED, "已经报告落实的不用延期。"),
    _move("ask_extension", "申请延期", {RETURNED}, RETURNED, "已经报告落实的不用延期。"),
    _move("extend", "同意延期", {RECEIVED}, RECEIVED),
    _move("extend", "同意延期", {RETURNED}, RETURNED),
    _move("report_done", "报告落实", {RECEIVED, RETURNED}, REPORTED, "先签收，再报告落实。"),
    _move("verify", "核实销号", {REPORTED}, VERIFIED, "责任单位报告落实以后才能核实。"),
    _move("send_back", "退回续办", {REPORTED}, RETURNED, "责任单位报告落实以后才能退回。"),
    _move("wait", "等上级决定", WITH_UNIT, WAITING, "已经报告落实的不再列为三重一大。"),
    _move("go_on", "恢复办理", {WAITING}, OPEN),
    _move("drop", "不予实施", {WAITING}, DROPPED),
    labels=STATE_LABELS,
    closed={VERIFIED, DROPPED},
)


@dataclass(frozen=True, kw_only=True)
class ResolutionFacts(MajorFacts):
    """is_holder: of the unit that carries it out; is_asked: more time is asked for; is_asker: by this reader; was_extended;
    is_reporter: reported it as done."""

    is_holder: bool = False
    is_asked: bool = False
    is_asker: bool = False
    was_extended: bool = False
    is_reporter: bool = False


def _is_holder(facts: ResolutionFacts) -> bool:
    return facts.is_holder


def _verdict_waits(facts: ResolutionFacts) -> str:
    return "报告落实的人不能核实，请由另一位同志核实" if facts.is_reporter else ""


DOORS = Doors(
    RESOLUTIONS,
    Door("receive", "resolution.work", shown=_is_holder),
    Door("report_progress", "resolution.work", shown=_is_holder),
    Door("report_done", "resolution.work", shown=_is_holder),
    Door("ask_extension", "resolution.work", is_quiet=True,
         shown=lambda f: f.is_holder and not f.was_extended and not f.is_asked),
    Door("decide_extension", "resolution.decide_extension", "extend", label="决定延期", shown=lambda f: f.is_asked,
         waits=lambda f: "自己申请的延期由别人决定" if f.is_asker else ""),
    Door("verify", "resolution.verify", waits=_verdict_waits),
    Door("send_back", "resolution.verify", waits=_verdict_waits, is_quiet=True),
    *MAJOR_DOORS,
    inside=("wait", "go_on", "drop"),
)  # fmt: skip


@dataclass(frozen=True)
class Completion:
    """Counts of live resolutions (none that waits for a decision from above or was dropped by it). on_time
    and judged: n and d of the declared 议定事项按期落实率 (meetings.sessions.queries.figures)."""

    total: int
    verified: int
    on_time: int
    judged: int
    overdue: int

    @property
    def rate(self) -> str:
        """落实率 with its figures; "—（0/0）" when there is nothing to divide by."""
        return _share(self.verified, self.total)

    @property
    def on_time_rate(self) -> str:
        """议定事项按期落实率."""
        return _share(self.on_time, self.judged)


def _share(part: int, whole: int) -> str:
    return f"{rate(part, whole)}（{part}/{whole}）"


def lateness(state: str, reported_on: date | None, due_on: date, today: date) -> str:
    """按期完成, 超期完成, 超期, or empty while there is time or the office has to verify."""
    if state == VERIFIED:
        return "按期完成" if reported_on <= due_on else "超期完成"
    return "超期" if state in WITH_UNIT and due_on < today else ""


def check_percent(percent: int, before: int) -> int:
    """The percentage reported, 0 to 100, not below the one before. Refused otherwise."""
    if not 0 <= percent <= 100:
        raise Refused("进度填 0 到 100 的整数。", field="percent")
    if percent < before:
        raise Refused(f"进度不能低于上次报告的 {before}%。如有反复，请在文字里说明。", field="percent")
    return percent


def check_extension(days: int, taken: int) -> int:
    """The days asked for: 1 to 30, once. Refused otherwise."""
    if taken:
        raise Refused(f"已经延期过 {taken} 天，每项只能延期一次。", SOURCE, "days")
    if not 1 <= days <= MAX_EXTENSION:
        raise Refused(f"延期填 1 到 {MAX_EXTENSION} 天。", SOURCE, "days")
    return days
