"""Periods of a clause as the duty engine has opened them, for the things that belong to one."""

from datetime import date

from records.duties.models.duties import DutyPeriod


def due_of_period(township_id: int, clause: str, period: str) -> date | None:
    """The due date the rule profile gave the period, when the duty engine has opened it."""
    rows = DutyPeriod.objects.filter(township_id=township_id, clause=clause, period=period)
    return rows.values_list("due_on", flat=True).first()


def is_opened(township_id: int, clause: str, period: str) -> bool:
    """Whether the duty engine has opened the period: then its duty has a line of its own on the desk, and the thing that
    belongs to it owes nothing a second time."""
    return due_of_period(township_id, clause, period) is not None
