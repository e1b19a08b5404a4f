"""The three proposals (三项建议: 改进工作、完善政策、追究责任): states, limits, the letter, who owes what.

Source: 信访工作条例第四十条 (proposals in writing; the organ tells in writing what it adopted), 第四十一条第三项 (yearly report). The Regulation
sets no limit for the answer; 30 natural days are this office's own rule and are shown as such.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.chinese import cite
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from township.refusals import Refused

DRAFT, SUBMITTED, APPROVED = "draft", "submitted", "approved"
SENT, ANSWERED, DROPPED = "sent", "answered", "dropped"
STATE_LABELS = {
    DRAFT: "拟稿",
    SUBMITTED: "待审批",
    APPROVED: "已审批待印发",
    SENT: "待答复",
    ANSWERED: "已答复",
    DROPPED: "未印发撤销",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNISSUED = frozenset({DRAFT, SUBMITTED, APPROVED, DROPPED})

IMPROVE, POLICY, LIABILITY = "improve", "policy", "liability"
KINDS = {IMPROVE: "改进工作", POLICY: "完善政策", LIABILITY: "追究责任"}
KIND_CHOICES = list(KINDS.items())
ANSWERS = {"adopted": "采纳", "partly": "部分采纳", "not": "未采纳"}
ANSWER_CHOICES = list(ANSWERS.items())
SOURCE = "信访工作条例第四十条"
OFFICE_RULE = "本办规定：发出后30日内书面答复（条例没有规定期限）"
ANSWER_DAYS = 30  # natural days


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


ADVICE = StateTable(
    _move("save", "保存", {DRAFT}, DRAFT, "送审以后不能改动，需要修改时先撤回。"),
    _move("submit", "送审", {DRAFT}, SUBMITTED),
    _move("take_back", "撤回修改", {SUBMITTED, APPROVED}, DRAFT, "印发的建议不能改动。"),
    _move("return_paper", "退回修改", {SUBMITTED}, DRAFT),
    _move("approve", "批准", {SUBMITTED}, APPROVED),
    _move("issue", "印发", {APPROVED}, SENT, "批准以后才能印发。"),
    _move("drop", "撤销", {DRAFT}, DROPPED, "送审的先撤回，再撤销；已印发的不能撤销。"),
    _move("answer", "答复采纳情况", {SENT}, ANSWERED, "印发以后才有答复。"),
    labels=STATE_LABELS,
    closed={ANSWERED, DROPPED},
)


def check_answer(result: str, answered_on: date, issued_on: date, today: date) -> None:
    """An answer names what became of the proposal and lies between issue and today."""
    if result not in ANSWERS:
        raise Refused("请选择采纳情况。", SOURCE, "result")
    if not issued_on <= answered_on <= today:
        raise Refused("答复日期在印发以后、今天以前。", field="answered_on")


@dataclass(frozen=True)
class Letter:
    """What the letter says. earlier: number of the order it follows from, "" = none."""

    kind: str
    facts: str
    advice: str
    contact: str
    earlier: str = ""


def letter_text(letter: Letter) -> str:
    """The text of the 建议函, one paragraph a line."""
    earlier = f"（见督办单{letter.earlier}）" if letter.earlier else ""
    return (
        f"一、有关情况\n{letter.facts}{earlier}\n二、{KINDS[letter.kind]}建议\n根据{cite(SOURCE)}，提出以下建议：\n{letter.advice}\n"
        f"三、答复\n请将采纳情况书面告知联席办；没有采纳或者部分采纳的，请说明理由。请于收到后30日内答复（本办规定）。\n联系人：{letter.contact}"
    )


@dataclass(frozen=True, kw_only=True)
class AdviceFacts(PaperFacts):
    """is_addressee: of the unit it goes to; is_outside: that organ has no account here, so that the office notes its answer."""

    is_addressee: bool = False
    is_outside: bool = False


_FLOW = paper_doors(write="advice.write", issue="advice.issue", receive="advice.receive")
DOORS = Doors(
    ADVICE,
    *(door for door in _FLOW if door.name != "distribute"),
    Door("answer", "advice.answer", shown=lambda facts: facts.is_addressee),
    Door(
        "note_answer",
        "advice.issue",
        "answer",
        label="登记答复",
        shown=lambda facts: not facts.is_addressee,
        is_quiet=lambda facts: not facts.is_outside,
    ),
    Door("drop", "advice.write", is_quiet=True),
    inside=("return_paper",),
)


def advice_owed(state: str, unit: int, due_on: date | None, *, is_outside: bool) -> Iterator[Owed]:
    """The unit owes its answer; of an organ outside the office looks after it."""
    if state != SENT:
        return
    if is_outside:
        why = "有权机关没有账号，由联席办登记"
        yield Owed("note_answer", "登记建议答复", right="advice.issue", due_on=due_on, clause=OFFICE_RULE, why=why)
    else:
        yield Owed("answer", "答复建议采纳情况", unit=unit, due_on=due_on, clause=OFFICE_RULE, why="没有采纳的写明理由")
