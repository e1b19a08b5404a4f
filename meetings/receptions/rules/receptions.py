"""Receptions by leaders (D4, D5, B13): forms, outcomes of each visitor, and when a reception may be closed.

Source: 定点接访、重点约访、下访、带案下访 (武陵山乡 三(三)); 接访、处理、督办一条龙 (衡阳 8); 联合接访 (衡阳 7).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from records.work.rules.reminders import ReminderPlan
from township.refusals import Refused

FIXED, APPOINTED, VILLAGE, WITH_CASE = "fixed", "appointed", "village", "with_case"
FORM_LABELS = {FIXED: "定点接访", APPOINTED: "重点约访", VILLAGE: "下访", WITH_CASE: "带案下访"}
FORM_CHOICES = list(FORM_LABELS.items())
NEEDS_CASE = frozenset({WITH_CASE})

PENDING, CASE, ANSWERED, RECORDED = "pending", "case", "answered", "recorded"
OUTCOME_LABELS = {PENDING: "待处理", CASE: "登记为信访事项", ANSWERED: "当场答复", RECORDED: "记明原因"}
OUTCOME_CHOICES = list(OUTCOME_LABELS.items())

OPEN, CLOSED = "open", "closed"
STATE_LABELS = {OPEN: "记录中", CLOSED: "已办结"}
STATE_CHOICES = list(STATE_LABELS.items())
SOURCE = "接访、处理、督办一条龙：每位来访群众都要有结果"
SERIES = declare_series("reception", "接访", own=True)

RECEPTIONS = StateTable(
    Move("note", "记录", frozenset({OPEN}), OPEN, SOURCE, "已办结的接访不再改动。"),
    Move("close", "接访办结", frozenset({OPEN}), CLOSED, SOURCE),
    labels=STATE_LABELS,
    closed={CLOSED},
)
VISITORS = StateTable(
    Move("to_case", "登记为信访事项", frozenset({PENDING}), CASE, SOURCE, "这位来访群众已有处理结果。"),
    Move("answer", "当场答复", frozenset({PENDING}), ANSWERED, SOURCE, "这位来访群众已有处理结果。"),
    Move("record", "记明原因", frozenset({PENDING}), RECORDED, SOURCE, "这位来访群众已有处理结果。"),
    labels=OUTCOME_LABELS,
)


def check_closable(outcomes: Iterable[str]) -> None:
    """Refused while a visitor has no outcome."""
    n = sum(outcome == PENDING for outcome in outcomes)
    if n:
        raise Refused(f"还有 {n} 批来访没有结果：请登记为信访事项、写明当场答复，或者记明原因。", SOURCE)


def check_form(form: str, *, has_case: bool, has_village: bool) -> None:
    """Refused when a case taken along is not named, or a visit to a village names none."""
    if form not in FORM_LABELS:
        raise Refused("请选择接访形式。", field="form")
    if form in NEEDS_CASE and not has_case:
        raise Refused("带案下访要填写所带事项的编号。", SOURCE, "case_number")
    if form in (VILLAGE, WITH_CASE) and not has_village:
        raise Refused("下访请选择所到的村（社区）。", SOURCE, "unit")


RECORD = "reception.record"
CORRECTED = {"name": "姓名", "phone": "电话", "headcount": "人数", "words": "反映情况", "result": "答复或原因"}


def check_correctable(outcome: str) -> None:
    """Refused for a visit that became a case: its words stand there and are corrected there."""
    if outcome == CASE:
        raise Refused("这批来访已登记为信访事项，请在信访事项里更正。", SOURCE)


# A record is of one day and nobody's term: its writer is reminded, nobody above.
PLANS = {"close": ReminderPlan((), False, (1, 3), 0)}


@dataclass(frozen=True, kw_only=True)
class ReceptionFacts:
    """pending: visits without an outcome; takes_case: 带案下访; is_case_told: what became of that case is written
    down; parts: act → numbers of the visits or called units it is open on."""

    state: str
    may: frozenset[str] = frozenset()
    pending: int = 0
    takes_case: bool = False
    is_case_told: bool = False
    parts: Mapping[str, frozenset[int]] = field(default_factory=dict)


def _close_waits(facts: ReceptionFacts) -> str:
    if facts.takes_case and not facts.is_case_told:
        return "先写明所带事项怎样了，再办结。"
    return f"还有 {facts.pending} 批来访没有结果，写明以后才能办结。" if facts.pending else ""


DOORS = Doors(
    (RECEPTIONS, VISITORS),
    Door("add_visitor", RECORD, "note", label="登记来访"),
    Door(
        "tell_case",
        RECORD,
        "note",
        label="登记所带事项的情况",
        shown=lambda facts: facts.takes_case,
        is_quiet=lambda facts: facts.is_case_told,
    ),
    Door("close", RECORD, waits=_close_waits),
    Door("call_unit", RECORD, "note", label="通知单位到场", is_quiet=True),
    Door("answer", RECORD),
    Door("record", RECORD),
    Door("note_unit", RECORD, "note", label="登记到场和处理意见"),
    Door("keep_promise", RECORD, "-", label="登记兑现", is_quiet=True),
    Door("correct", RECORD, "-", label="更正", is_quiet=True),
    inside=("to_case",),
)


@dataclass(frozen=True, kw_only=True)
class ReceptionWork:
    """What decides who owes what on a reception. recorder: who began the record; leader: who received; pending: visits without
    an outcome; owes_case: what became of the case taken along is not written down; promises: (number of the visit, its place in the order, due on) of what is not kept yet."""

    state: str
    recorder: int
    leader: int
    held_on: date
    pending: int = 0
    owes_case: bool = False
    promises: tuple[tuple[int, int, date], ...] = ()


def reception_owed(work: ReceptionWork) -> Iterator[Owed]:
    """The record is finished by who began it; what was promised is the leader's, also after the record is closed."""
    if work.state == OPEN:
        why = f"还有 {work.pending} 批来访没有结果" if work.pending else "来访登记完的，办结"
        why = "所带事项的情况还没有写明" if work.owes_case else why
        yield Owed("close", "办结接访记录", person=work.recorder, why=why, due_on=work.held_on)
    for visitor, seq, due_on in work.promises:
        yield Owed(
            "keep_promise", "兑现接访承诺", person=work.leader, part=visitor, why=f"第 {seq} 批来访", due_on=due_on
        )
