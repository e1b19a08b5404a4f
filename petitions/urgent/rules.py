"""Urgent information (重大紧急信访信息): reported at once, judged, passed on, reported upward, verified, closed (W五(一), H10).

条例第二十五条 asks for a report 及时 and names no hour; the alarm between report and judgement is the office's own rule
(setting urgent_judge_minutes). 条例第四十六条第四项 forbids to hide, falsify or delay: times and words of the log never change.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import PaperFacts, paper_doors
from records.papers.rules.numbers import declare_series
from records.work.rules import AT_ONCE, Owed
from township.refusals import Refused

REPORTED, JUDGED, CLOSED = "reported", "judged", "closed"
STATE_LABELS = {REPORTED: "待研判", JUDGED: "处置中", CLOSED: "已办结"}
STATE_CHOICES = list(STATE_LABELS.items())
MAJOR, URGENT, ORDINARY = "major", "urgent", "ordinary"
LEVELS = {MAJOR: "重大", URGENT: "紧急", ORDINARY: "一般"}
UPWARD = frozenset({MAJOR, URGENT})
ARTICLE = "条例第二十五条"
NO_HIDING = "条例第四十六条第四项"
SERIES = declare_series("urgent_paper", "专报")
PAPER_KIND = "urgent"
MATTER_SERIES = declare_series("urgent", "急")

ENTRY_LABELS = {
    "report": "报告",
    "add": "续报",
    "judge": "研判",
    "pass_on": "通报单位",
    "phone_up": "电话先报",
    "issue": "书面专报",
    "verify": "核查结果",
    "follow_up": "处置进展",
    "alarm": "超时提醒",
    "close": "办结",
}
ENTRY_CHOICES = list(ENTRY_LABELS.items())
OPEN_STATES = frozenset({REPORTED, JUDGED})


def _move(name, label, source, target, article=ARTICLE, reason=""):
    return Move(name, label, frozenset(source), target, article, reason)


URGENT_REPORTS = StateTable(
    _move("judge", "研判", {REPORTED}, JUDGED, reason="研判只做一次；情况变化用“续报”补充，级别变化用“改变级别”。"),
    _move("change_level", "改变级别", {JUDGED}, JUDGED),
    _move("pass_on", "通报单位", {JUDGED}, JUDGED, reason="先研判，再通报。"),
    _move("add", "续报", {REPORTED}, REPORTED),
    _move("add", "续报", {JUDGED}, JUDGED),
    _move("phone_up", "电话先报", {JUDGED}, JUDGED, reason="先研判级别，再向上报告。"),
    _move("draft_bulletin", "拟写专报", {JUDGED}, JUDGED, reason="先研判级别，再拟写专报。"),
    _move("save_bulletin", "修改专报", {JUDGED}, JUDGED),
    _move("submit_bulletin", "专报送审", {JUDGED}, JUDGED),
    _move("take_back_bulletin", "撤回专报", {JUDGED}, JUDGED),
    _move("issue_bulletin", "批准印发专报", {JUDGED}, JUDGED),
    _move("return_bulletin", "退回专报", {JUDGED}, JUDGED),
    _move("verify", "核查结果", {JUDGED}, JUDGED, reason="通报单位以后才登记核查结果。"),
    _move("follow_up", "处置进展", {JUDGED}, JUDGED),
    _move("close", "办结", {JUDGED}, CLOSED, reason="没有研判的不能办结。"),
    labels=STATE_LABELS,
    closed={CLOSED},
)


@dataclass(frozen=True, kw_only=True)
class UrgentFacts(PaperFacts):
    """level: as judged last; is_verified: somebody has written down what the check found."""

    level: str = ""
    is_verified: bool = False


def why_open(level: str, is_verified: bool, has_bulletin: bool) -> str:
    """Why it cannot be closed yet; "" = it can."""
    if not is_verified:
        return "还没有核查结果，先登记核查结果再办结。"
    if level in UPWARD and not has_bulletin:
        return "重大、紧急信息要有书面信息专报才能办结；电话先报的，请补报。"
    return ""


DOORS = Doors(
    URGENT_REPORTS,
    Door("judge", "urgent.judge"),
    Door("draft_bulletin", "urgent.judge", shown=lambda facts: not facts.text),
    *paper_doors(
        write="urgent.judge",
        save="save_bulletin",
        submit="submit_bulletin",
        take_back="take_back_bulletin",
        approve="issue_bulletin",
    ),
    Door("add", "urgent.work"),
    Door("verify", "urgent.work"),
    Door("follow_up", "urgent.work"),
    Door("phone_up", "urgent.judge", shown=lambda facts: facts.level in UPWARD and facts.text != "issued"),
    Door("pass_on", "urgent.judge"),
    Door("change_level", "urgent.judge", is_quiet=True),
    Door("close", "urgent.judge", waits=lambda facts: why_open(facts.level, facts.is_verified, facts.text == "issued")),
    inside=("return_bulletin",),
)


@dataclass(frozen=True, kw_only=True)
class UrgentWork:
    """What decides who owes the next step besides the text of the bulletin. judge_by: the office's own limit; units: told to
    check; text: state of the bulletin, "" = none."""

    state: str
    level: str = ""
    judge_by: datetime | None = None
    units: tuple[int, ...] = ()
    is_verified: bool = False
    text: str = ""


def urgent_owed(work: UrgentWork) -> Iterator[Owed]:
    """The office judges, reports upward in writing, and closes; the units that were told check on the spot."""
    office = {"right": "urgent.judge", "clause": ARTICLE}
    if work.state == REPORTED:
        yield Owed("judge", "研判紧急信息", why="接报到研判按本办规定计时", due_at=work.judge_by, **office)
    if work.state != JUDGED:
        return
    at_once = office | {"within": AT_ONCE}
    if work.level in UPWARD and not work.text:
        yield Owed("draft_bulletin", "拟写信息专报", why=f"研判为{LEVELS[work.level]}，要有书面专报", **at_once)
    if not work.is_verified:
        for unit in work.units:
            yield Owed("verify", "核查处置紧急信息", unit=unit, why="登记核查结果", within=AT_ONCE, clause=ARTICLE)
        yield Owed("verify", "督促核查紧急信息", why="还没有核查结果", **at_once)
    elif not why_open(work.level, True, work.text == "issued"):
        yield Owed("close", "办结紧急信息", why="已经核查", **at_once)


@dataclass(frozen=True)
class JudgeClock:
    """The minutes from report to judgement. is_running: not judged yet; is_late: over the limit."""

    minutes: int
    limit: int
    is_running: bool

    @property
    def is_late(self) -> bool:
        return self.minutes > self.limit

    @property
    def words(self) -> str:
        """已过 25 分钟，限 60 分钟 / 42 分钟内研判 / 超过 15 分钟."""
        if self.is_running:
            over = self.minutes - self.limit
            return f"已超时 {spoken(over)}" if over > 0 else f"已过 {spoken(self.minutes)}，还有 {spoken(-over)}"
        return f"{spoken(self.minutes)}后研判" + (f"，超过 {self.limit} 分钟的本办规定" if self.is_late else "")


def judge_clock(reported_at: datetime, judged_at: datetime | None, now: datetime, limit: int) -> JudgeClock:
    """limit: minutes, the office's own rule. Started minutes do not count."""
    until = judged_at or now
    return JudgeClock(max(0, int((until - reported_at).total_seconds() // 60)), limit, judged_at is None)


def spoken(minutes: int) -> str:
    """95 minutes as 1 小时 35 分."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} 分钟"
    return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"


def check_times(happened_at: datetime, reported_at: datetime, now: datetime) -> None:
    """Refused for what lies in the future, or a report before the event."""
    if happened_at > now:
        raise Refused("发生时间不能晚于现在。", NO_HIDING, "happened_on")
    if reported_at > now:
        raise Refused("接报时间不能晚于现在。", NO_HIDING, "told_on")
    if reported_at < happened_at:
        raise Refused("接报时间不能早于发生时间。", NO_HIDING, "told_on")
    if now - reported_at > timedelta(days=3):
        raise Refused("接报时间最早填三天前；更早的事项请按普通信访事项登记。", NO_HIDING, "told_on")


def check_phone_up(level: str) -> None:
    """Only what is judged 重大 or 紧急 goes upward by telephone before the written report."""
    if level not in UPWARD:
        raise Refused("研判为重大、紧急的，才可以先电话报告、再补书面专报。", ARTICLE)


def check_close(level: str, done: Collection[str], has_bulletin: bool) -> None:
    """Refused until the matter was followed to the ground; 重大 and 紧急 also need their written report."""
    reason = why_open(level, "verify" in done, has_bulletin)
    if reason:
        raise Refused(reason, ARTICLE if "verify" in done else "联席会议制度：督促落地核查、妥善处理")


def bulletin_text(facts: dict[str, str]) -> str:
    """The draft of the onward report, from what was reported. facts: when, place, headcount, demand, story, done, level."""
    return "\n".join(
        (
            f"{facts['when']}，{facts['place']}有群众反映诉求，现场约{facts['headcount']}人，研判为{facts['level']}信息。现将有关情况报告如下：",
            "一、基本情况",
            facts["story"],
            "二、主要诉求",
            facts["demand"],
            "三、已采取的措施",
            facts["done"] or "正在组织核实处置。",
            "四、下一步措施",
            "【写明责任单位、措施和时限】后续情况及时续报。",
        )
    )
