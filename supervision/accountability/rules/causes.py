"""Cause analysis (责任倒查, 源头责任): who brought a matter about and who handled it badly are two questions (F7).

Sources: 信访工作条例第四十二条 (who causes a petition), 第四十三条至第四十五条 (who handles it), 新城街道制度二（四）, “谁引发、谁担责”. Both units are asked, a
convenor decides; figures count causes, never petitioners. An accusation (检举控告) is investigated by its own organ, not here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import second_level
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from records.work.rules.reminders import QUIET
from township.refusals import Refused

DRAFT, ASKED, HEARD, SUBMITTED, DECIDED, DROPPED = "draft", "asked", "heard", "submitted", "decided", "dropped"
STATE_LABELS = {
    DRAFT: "拟稿",
    ASKED: "征求意见",
    HEARD: "拟写结论",
    SUBMITTED: "待审定",
    DECIDED: "已审定",
    DROPPED: "终止",
}
STATE_CHOICES = list(STATE_LABELS.items())
ASKING = frozenset({ASKED, HEARD, SUBMITTED, DECIDED})  # states in which the units see it

CAUSING, HANDLING = "causing", "handling"
SIDES = {CAUSING: "引发环节", HANDLING: "办理环节"}
SIDE_CHOICES = list(SIDES.items())
NONE = "none"
ACTS = {
    "overreach": "超越或者滥用职权，侵害群众合法权益",
    "inaction": "应当作为而不作为",
    "facts": "认定事实、适用法律错误或者违反法定程序",
    "refusal": "拒不执行有权处理机关的支持意见",
    "policy": "政策制定或者衔接不周",
    "service": "工作方式、服务态度不当",
    NONE: "没有发现本单位责任（政策、历史或者其他原因）",
}
FAILURES = {
    "not_registered": "应当登记、转送、交办的没有办理",
    "not_accepted": "应当受理的不受理",
    "late": "没有在规定期限内办理或者告知",
    "evasion": "推诿、敷衍、拖延或者弄虚作假",
    "unsupported": "应当支持的没有支持",
    "not_carried_out": "处理意见或者议定事项没有落实",
    NONE: "办理没有发现问题",
}
ACT_CHOICES, FAILURE_CHOICES = list(ACTS.items()), list(FAILURES.items())
KIND_WORDS = ACTS | FAILURES
ARTICLES = {CAUSING: "信访工作条例第四十二条", HANDLING: "信访工作条例第四十三条至第四十五条"}
SOURCE = "信访工作条例第四十二条至第四十五条"
OFFICE_RULE = "本办规定"
LEAST_DAYS, USUAL_DAYS, MOST_DAYS = 3, 5, 15


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


CAUSES = StateTable(
    _move("change", "修改", {DRAFT}, DRAFT, "征求意见以后不能再改事实；有误的在结论里更正。"),
    _move("ask", "征求两个单位意见", {DRAFT}, ASKED),
    _move("tell", "说明情况", {ASKED}, ASKED, "在征求意见的期限内说明。"),
    _move("hear", "结束征求意见", {ASKED}, HEARD),
    _move("save", "保存", {HEARD}, HEARD),
    _move("submit", "送审", {HEARD}, SUBMITTED, "征求两个单位意见以后才能送审。"),
    _move("take_back", "撤回修改", {SUBMITTED}, HEARD),
    _move("return_paper", "退回修改", {SUBMITTED}, HEARD),
    _move("approve", "审定", {SUBMITTED}, DECIDED),
    _move("drop", "终止", {DRAFT, ASKED, HEARD}, DROPPED, "送审的先撤回；审定的不能终止。"),
    labels=STATE_LABELS,
    closed={DECIDED, DROPPED},
)


def check_sides(kinds: dict[str, str]) -> None:
    """Something has to be found on one side at least; otherwise there is nothing to analyse."""
    if kinds[CAUSING] not in ACTS:
        raise Refused("请选择引发原因。", ARTICLES[CAUSING], "causing_kind")
    if kinds[HANDLING] not in FAILURES:
        raise Refused("请选择办理环节的问题。", ARTICLES[HANDLING], "handling_kind")
    if kinds[CAUSING] == kinds[HANDLING] == NONE:
        raise Refused("两个环节都没有问题的，不用提出责任倒查。", SOURCE, "causing_kind")


def check_days(days: int) -> None:
    """Working days in which the units say what they have to say."""
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise Refused(f"征求意见的期限为 {LEAST_DAYS} 到 {MOST_DAYS} 个工作日。", OFFICE_RULE, "days")


def check_heard(waiting: Sequence[str], due_on: date, today: date) -> None:
    """The asking ends when every unit has spoken or the limit is past. waiting: labels of those that have not."""
    if waiting and today <= due_on:
        raise Refused(f"{'、'.join(waiting)}还没有说明情况，期限也没有过，不能结束。", OFFICE_RULE)


@dataclass(frozen=True)
class SideText:
    """One side as the report tells it. statement: of the unit, "" = none in time; evidence: lines it rests on."""

    side: str
    unit: str
    kind: str
    words: str
    evidence: Sequence[str]
    statement: str


def report_text(about: str, sides: Sequence[SideText], conclusion: str, advice: str) -> str:
    """The text of the 责任倒查报告; about: number of the matter."""
    parts = [f"按照“谁引发、谁担责”的要求，联席办对信访事项{about}进行了责任倒查。现将情况报告如下："]
    for heading, side in zip("一二", sides, strict=True):
        parts.append(f"{heading}、{SIDES[side.side]}")
        parts.append(f"涉及单位：{side.unit}。情形：{KIND_WORDS[side.kind]}（{ARTICLES[side.side]}）。")
        parts.append(side.words)
        parts += [second_level(number, line) for number, line in enumerate(side.evidence, 1)]
        parts.append(f"该单位说明：{side.statement}" if side.statement else "该单位在期限内没有说明情况，已如实记录。")
    parts += ["三、结论", conclusion, "四、建议", advice]
    return "\n".join(parts)


@dataclass(frozen=True, kw_only=True)
class CauseFacts(PaperFacts):
    """is_waiting: a unit has not spoken and the limit runs."""

    is_waiting: bool = False


_FLOW = paper_doors(write="cause.write")
DOORS = Doors(
    CAUSES,
    Door("tell", "cause.state", shown=lambda facts: bool(facts.parts.get("tell"))),
    Door(
        "note_side", "cause.write", "tell", label="登记书面说明", shown=lambda facts: bool(facts.parts.get("note_side"))
    ),
    Door("ask", "cause.write"),
    Door("change", "cause.write", is_quiet=True),
    Door("hear", "cause.write", waits=lambda f: "单位还没有说明，期限也没有过" if f.is_waiting else ""),
    *(door for door in _FLOW if door.name != "distribute"),
    Door("drop", "cause.write", is_quiet=True),
    inside=("return_paper",),
)


def cause_owed(
    state: str, waiting: Sequence[tuple[int, int | None]], due_on: date | None, writer: int
) -> Iterator[Owed]:
    """waiting: (number of the side, unit inside the township or None) of those that have not spoken; writer: person."""
    if state == DRAFT:
        yield Owed("ask", "征求两个单位意见", person=writer, clause=SOURCE)
    elif state == ASKED:
        for side, unit in waiting:
            if unit:
                yield Owed("tell", "说明情况", unit=unit, part=side, due_on=due_on, clause=OFFICE_RULE, plan=QUIET)
        yield Owed("hear", "结束征求意见", person=writer, due_on=due_on + timedelta(days=3), why="都已说明或者期限已过")
