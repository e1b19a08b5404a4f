"""Incoming documents (收文): registered, opinion of the office (拟办), decision (批示), handled by a unit, closed.

Source: W10, H5 (文电办理); the order 拟办 → 批办 → 承办 → 办结 is that of 《党政机关公文处理工作条例》第二十四条.
"""

from datetime import date

from records.acts.rules.states import Move, StateTable
from records.clocks.rules.terms import Term, TermUnit
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
ANSWER = Term(
    "incoming", "来文办理", None, TermUnit.NATURAL, "来文载明的办理时限", "收文登记", SourceMark.FOUND,
)  # fmt: skip


def check_due(received_on: date, due_on: date | None) -> None:
    """Refused when the sender's time limit lies before the day of receipt."""
    if due_on is not None and due_on < received_on:
        raise Refused(f"办理时限不能早于收文日期（{full_date(received_on)}）。", field="due_on")
