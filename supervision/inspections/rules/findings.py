"""Findings of inspections: named with their evidence, put to the unit, upheld or withdrawn, then mended and looked at again.

Sources: 武陵山乡规则 五（五） (rectify by a date, urge, transfer), 衡阳市规则 (既督问题解决、也查首办责任), 信访工作条例第四十条. The limits are the office's
own rule. What the unit says stands beside the finding; silence is recorded as such; a correction is closed by proof, and
the later look (回头看) may open it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from township.refusals import Refused

DRAFT, ASKED, TOLD, STANDING = "draft", "asked", "told", "standing"
RECTIFYING, REPORTED, CLEARED = "rectifying", "reported", "cleared"
DONE, HANDED, COMMENDED, WITHDRAWN = "done", "handed", "commended", "withdrawn"
STATE_LABELS = {
    DRAFT: "拟稿",
    ASKED: "征求意见",
    TOLD: "单位已说明",
    STANDING: "已认定",
    RECTIFYING: "整改中",
    REPORTED: "待核实",
    CLEARED: "已销号，待回头看",
    DONE: "已办结",
    HANDED: "另行办理",
    COMMENDED: "好的做法",
    WITHDRAWN: "不成立",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNPUT = frozenset({DRAFT})  # what the unit does not know of
CLOSED = frozenset({DONE, HANDED, COMMENDED, WITHDRAWN})
UNSETTLED = frozenset({DRAFT, ASKED, TOLD, STANDING})
ON_LIST = frozenset({RECTIFYING, REPORTED, CLEARED, DONE})  # the rectification list (整改清单)
UPHELD = ON_LIST | {STANDING, HANDED, COMMENDED}

PROBLEM, PRACTICE = "problem", "practice"
NATURES = {PROBLEM: "问题", PRACTICE: "好的做法"}
NATURE_CHOICES = list(NATURES.items())
RECTIFY, URGE, TRANSFER, COMMEND = "rectify", "urge", "transfer", "commend"
DISPOSALS = {RECTIFY: "限期整改", URGE: "催办", TRANSFER: "另行办理", COMMEND: "肯定推广"}
DISPOSAL_CHOICES = list(DISPOSALS.items())
WAYS = {"documents": "查阅材料", "on_site": "实地查看", "telephone": "电话核实", "joint": "联合核实"}
WAY_CHOICES = list(WAYS.items())

SOURCE = "信访工作条例第四十条"
OFFICE_RULE = "本办规定"
NOTED = "代录单位书面说明"
LEAST_STATEMENT, USUAL_STATEMENT, MOST_STATEMENT = 2, 3, 10  # working days for the unit's statement
MOST_LIMIT = 180  # natural days of a rectification
LOOK_BACK = (30, 60, 90)  # natural days from striking off to the later look
LOOK_BACK_CHOICES = [(str(days), f"{days} 天以后") for days in LOOK_BACK]
STEP_DAYS, PLAN_DAYS, VERIFY_DAYS = 3, 5, 5  # natural days the next step may take
MOST_EVIDENCE = 12


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


FINDINGS = StateTable(
    _move("change", "修改", {DRAFT}, DRAFT, "征求单位意见以后不能再改；有出入的在认定时写明。"),
    _move("put", "征求单位意见", {DRAFT}, ASKED),
    _move("tell", "说明情况", {ASKED}, TOLD, "在征求意见的期限内说明一次。"),
    _move("uphold", "认定", {ASKED, TOLD}, STANDING, "征求单位意见以后才能认定。"),
    _move("withdraw", "不成立", {DRAFT, ASKED, TOLD}, WITHDRAWN, "认定以后不能撤回。"),
    _move("rectify", "限期整改", {STANDING}, RECTIFYING, "认定以后才能处理。"),
    _move("urge", "催办", {STANDING}, RECTIFYING),
    _move("transfer", "移送有权机关", {STANDING}, HANDED),
    _move("commend", "肯定推广", {STANDING}, COMMENDED),
    _move("retract", "移送函撤销", {HANDED}, STANDING),
    _move("plan", "填整改措施", {RECTIFYING}, RECTIFYING),
    _move("progress", "报告进展", {RECTIFYING}, RECTIFYING),
    _move("extend", "同意延期", {RECTIFYING}, RECTIFYING),
    _move("report", "报告整改结果", {RECTIFYING}, REPORTED),
    _move("accept", "核实销号", {REPORTED}, CLEARED, "单位报告整改结果以后才能销号。"),
    _move("give_back", "退回整改", {REPORTED}, RECTIFYING, "单位报告整改结果以后才能退回。"),
    _move("confirm", "回头看：没有反弹", {CLEARED}, DONE, "销号以后才有回头看。"),
    _move("reopen", "回头看：重新整改", {CLEARED}, RECTIFYING, "销号以后才有回头看。"),
    labels=STATE_LABELS,
    closed=CLOSED,
)


def check_nature(nature: str) -> None:
    """A problem or a good practice."""
    if nature not in NATURES:
        raise Refused("请选择是问题还是好的做法。", field="nature")


def split_evidence(text: str, photos: int) -> list[str]:
    """What the finding rests on, one a line; photos: of the entry that were ticked or files that come with it. A rumour is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise Refused(
            "请写明依据：看到的材料、现场、谈话或者记录，一行一条。没有依据的不能作为问题提出。", SOURCE, "evidence"
        )
    if len(lines) + photos > MOST_EVIDENCE:
        raise Refused(f"依据不超过 {MOST_EVIDENCE} 条，请只留主要的。", OFFICE_RULE, "evidence")
    if any(not 4 <= len(line) <= 300 for line in lines):
        raise Refused("每条依据写 4 到 300 个字。", field="evidence")
    return lines


def check_statement_days(days: int) -> None:
    """How long the unit has, in working days from the day after."""
    if not LEAST_STATEMENT <= days <= MOST_STATEMENT:
        raise Refused(f"说明期限为 {LEAST_STATEMENT} 到 {MOST_STATEMENT} 个工作日。", OFFICE_RULE, "days")


def check_in_time(due_on: date, today: date) -> None:
    """A statement comes within its limit; the last day counts."""
    if today > due_on:
        raise Refused("说明情况的期限已过，联席办将如实记录。有新情况的，请在整改报告里写明。", OFFICE_RULE)


def check_heard(has_spoken: bool, due_on: date, today: date) -> None:
    """A finding stands after the unit has spoken or its limit is over."""
    if not has_spoken and today <= due_on:
        raise Refused("单位还没有说明情况，期限也没有过，不能认定。", OFFICE_RULE)


def check_limit(until: date | None, today: date, field: str = "due_on") -> None:
    """A limit lies ahead, half a year at the most."""
    if until is None:
        raise Refused("请填写整改期限。", field=field)
    if until <= today:
        raise Refused("整改期限要晚于今天。", OFFICE_RULE, field)
    if (until - today).days > MOST_LIMIT:
        raise Refused(f"整改期限最长 {MOST_LIMIT} 天；需要更久的分阶段提出。", OFFICE_RULE, field)


def check_extension(due_on: date, until: date, today: date, was_extended: bool) -> None:
    """Once, to a later day that has not passed."""
    if was_extended:
        raise Refused("已经延期一次，不能再延。", OFFICE_RULE)
    if until <= due_on:
        raise Refused("新的期限要晚于原期限。", OFFICE_RULE, "until")
    check_limit(until, today, "until")


def has_failed(*, state: str, due_on: date | None, returns: int, reopened: int, today: date) -> bool:
    """Whether the correction itself failed: late, given back, or found again by the later look."""
    is_late = state == RECTIFYING and due_on is not None and due_on < today
    return state in (RECTIFYING, REPORTED) and bool(is_late or returns or reopened)


def failure_words(*, due_on: date, returns: int, reopened: int, today: date, state: str) -> str:
    """What went wrong, for the list of candidates: no words of the finding."""
    faults = []
    if reopened:
        faults.append(f"回头看重新整改{reopened}次")
    if returns:
        faults.append(f"整改退回{returns}次")
    if state == RECTIFYING and due_on < today:
        faults.append("超过整改期限")
    return "、".join(faults) or "整改不到位"


@dataclass(frozen=True, kw_only=True)
class FindingFacts:
    """is_unit: of the unit it is about; is_leader: of the team; is_member; is_over: the limit of the statement is past; nature;
    has_plan: measures are written; is_reporter: reported the result that waits; has_failed; was_supervised: raised already for
    this failure; was_extended."""

    state: str
    may: frozenset[str] = frozenset()
    nature: str = PROBLEM
    is_unit: bool = False
    is_leader: bool = False
    is_member: bool = False
    is_over: bool = False
    has_plan: bool = False
    is_reporter: bool = False
    has_failed: bool = False
    was_supervised: bool = False
    was_extended: bool = False


def _is_problem(facts: FindingFacts) -> bool:
    return facts.nature == PROBLEM


def _upholds(facts: FindingFacts) -> str:
    is_early = facts.state == ASKED and not facts.is_over
    return "单位还没有说明，期限也没有过" if is_early else ""


def _reporter(facts: FindingFacts) -> str:
    return "报告人不能核实自己的报告，请由另一位同志核实" if facts.is_reporter else ""


DOORS = Doors(
    FINDINGS,
    Door("tell", "finding.work", shown=lambda f: f.is_unit),
    Door("note_statement", "finding.dispose", "tell", label="代录书面说明", is_quiet=True, shown=lambda f: not f.is_unit),
    Door("plan", "finding.work", shown=lambda f: f.is_unit, is_quiet=lambda f: f.has_plan),
    Door("report", "finding.work", shown=lambda f: f.is_unit,
         waits=lambda f: "" if f.has_plan else "先填整改措施"),
    Door("progress", "finding.work", shown=lambda f: f.is_unit, is_quiet=True),
    Door("put", "finding.find", shown=lambda f: f.is_member),
    Door("change", "finding.find", shown=lambda f: f.is_member, is_quiet=True),
    Door("uphold", "finding.find", shown=lambda f: f.is_leader, waits=_upholds),
    Door("withdraw", "finding.find", shown=lambda f: f.is_leader or (f.is_member and f.state == DRAFT), is_quiet=True),
    Door("rectify", "finding.dispose", shown=_is_problem),
    Door("urge", "finding.dispose", shown=_is_problem, is_quiet=True),
    Door("transfer", "finding.dispose", shown=_is_problem, is_quiet=True),
    Door("commend", "finding.dispose", shown=lambda f: not _is_problem(f)),
    Door("accept", "finding.verify", waits=_reporter),
    Door("give_back", "finding.verify", waits=_reporter, is_quiet=True),
    Door("confirm", "finding.verify"),
    Door("reopen", "finding.verify", is_quiet=True),
    Door("extend", "finding.extend", shown=lambda f: not f.was_extended, is_quiet=True),
    Door("supervise", "finding.dispose", "-", label="提出督办建议", is_quiet=True,
         shown=lambda f: f.has_failed and not f.was_supervised),
    inside=("retract",),
)  # fmt: skip


def evidence_text(lines: Sequence[str]) -> str:
    """The evidence as it is typed."""
    return "\n".join(lines)
