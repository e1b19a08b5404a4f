"""Incoming documents (收文): registered, opinion of the office (拟办), decision (批示), handled by a unit, closed.

Source: W10, H5 (文电办理); the order 拟办 → 批办 → 承办 → 办结 is that of 《党政机关公文处理工作条例》第二十四条.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.clocks.rules.terms import Term, TermUnit
from records.work.rules import Owed
from township.dates import full_date
from township.refusals import Refused
from township.sources import SourceMark

REGISTERED = "registered"
OPINED = "opined"
ASSIGNED = "assigned"
HANDLED = "handled"
CLOSED = "closed"

STATE_LABELS = {
    REGISTERED: "待拟办",
    OPINED: "待批示",
    ASSIGNED: "办理中",
    HANDLED: "待核结",
    CLOSED: "已办结",
}
STATE_CHOICES = list(STATE_LABELS.items())
UNFINISHED = frozenset(STATE_LABELS) - {CLOSED}
SOURCE = "党政机关公文处理工作条例第二十四条"
URGENCY = {"plain": "平件", "urgent": "急件", "most_urgent": "特急"}
URGENCY_CHOICES = list(URGENCY.items())


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


INCOMING = StateTable(
    _move("opine", "提出拟办意见", {REGISTERED}, OPINED),
    _move("assign", "批示交办", {OPINED}, ASSIGNED, "办公室先提拟办意见，再批示。"),
    _move("file_away", "批示存阅", {OPINED}, CLOSED, "办公室先提拟办意见，再批示。"),
    _move("send_back", "退回重提拟办", {OPINED}, REGISTERED),
    _move("handle", "报告办理结果", {ASSIGNED}, HANDLED),
    _move("return_work", "退回续办", {HANDLED}, ASSIGNED),
    _move("close", "核结", {HANDLED}, CLOSED, "承办单位报告办理结果以后才能核结。"),
    labels=STATE_LABELS,
    closed={CLOSED},
)
ANSWER = Term("incoming", "来文办理", None, TermUnit.NATURAL, "来文载明的办理时限", "收文登记", SourceMark.FOUND)


def check_due(received_on: date, due_on: date | None) -> None:
    """Refused when the sender's time limit lies before the day of receipt."""
    if due_on is not None and due_on < received_on:
        raise Refused(f"办理时限不能早于收文日期（{full_date(received_on)}）。", field="due_on")


@dataclass(frozen=True, kw_only=True)
class IncomingFacts:
    """is_writer: wrote the opinion; is_unit: of the unit that handles it, or the office, which may for any; is_handler:
    reported what was done."""

    state: str
    may: frozenset[str] = frozenset()
    is_writer: bool = False
    is_unit: bool = False
    is_handler: bool = False


OWN_OPINION = "拟办意见是您提的，请由另一位领导批示"
OWN_RESULT = "办理结果是您报告的，请由另一位同志核结"
DOORS = Doors(
    INCOMING,
    Door("opine", "incoming.opine"),
    Door("assign", "incoming.decide", label="批示", waits=lambda facts: OWN_OPINION if facts.is_writer else ""),
    Door("handle", "incoming.handle", shown=lambda facts: facts.is_unit),
    Door("add_files", "incoming.register", "-", label="补传扫描件", is_quiet=True),
    Door("close", "incoming.close", waits=lambda facts: OWN_RESULT if facts.is_handler else ""),
    inside=("file_away", "send_back", "return_work"),
)


@dataclass(frozen=True, kw_only=True)
class IncomingWork:
    """What decides who owes the next step. due_on: of the sender; opinion_by, handled_by: persons, who do not judge it."""

    state: str
    sender: str
    due_on: date | None = None
    unit: int | None = None
    opinion_by: int | None = None
    handled_by: int | None = None


def incoming_owed(work: IncomingWork) -> Iterator[Owed]:
    """One step after the other; until the unit has reported, each is wanted by the sender's time limit."""
    why = f"{work.sender}来文"
    due = {"due_on": work.due_on, "clause": ANSWER.article if work.due_on else ""}
    if work.state == REGISTERED:
        yield Owed("opine", "提出拟办意见", right="incoming.opine", why=why, **due)
    elif work.state == OPINED:
        yield Owed("assign", "批示收文", right="incoming.decide", except_person=work.opinion_by, why=why, **due)
    elif work.state == ASSIGNED:
        yield Owed("handle", "办理来文", unit=work.unit, why=why, **due)
    elif work.state == HANDLED:
        why = f"{why}，承办单位已报告结果"
        yield Owed("close", "核结收文", right="incoming.close", except_person=work.handled_by, why=why)
