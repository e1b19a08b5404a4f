"""Reports of a period: the one of the whole period closes its duty; one that is issued before the period is over says its
cut-off and closes nothing, and its key is given back, so that the report of the whole period can still be written.
"""

from datetime import date, datetime

from django.db.models import Model

from records.duties.actions.duties import fulfil
from records.duties.models.duties import Duty
from records.matters.models.matters import Matter
from township.actors import Actor
from township.dates import full_date

PART = "~"  # 2026-11~1: the first report of a part of 2026-11


def is_whole(*, township_id: int, clause: str, period: str, first: date, last: date, until: date) -> bool:
    """Whether a report whose figures reach to the day `until` is the one the clause asks for: the period is over, or the rules
    of the township want it inside the period and it comes in the last third before that day."""
    if until > last:
        return True
    rows = Duty.objects.filter(township_id=township_id, clause=clause, period=period)
    due_on = rows.order_by("pk").values_list("due_on", flat=True).first()
    return due_on is not None and due_on <= last and until >= due_on - (last - first) / 3


def warning(
    *, township_id: int, clause: str, period: str, label: str, first: date, last: date, until: date
) -> list[tuple[str, str]]:
    """(label, sentence) for who decides about a report of a part of its period; [] for one of the whole."""
    if is_whole(township_id=township_id, clause=clause, period=period, first=first, last=last, until=until):
        return []
    return [
        (
            "请留意",
            f"{label}到{full_date(last)}才结束，本文数据截至{full_date(until)}：印发后是阶段性报告，不算完成本期应办。",
        )
    ]


def close_period(*, row: Model, clause: str, until: date, by: Actor, at: datetime, evidence: Matter, text: str) -> bool:
    """Called when the report is issued. Closes the duty of its period; for a part of it gives the key of the period back.
    row: has township_id, period, first, last, and is saved by the caller; returns whether it is the whole one."""
    period = {"township_id": row.township_id, "clause": clause, "period": row.period}
    if is_whole(**period, first=row.first, last=row.last, until=until):
        fulfil(**period, evidence=evidence, on=at.date(), by=by, at=at, text=text)
        return True
    parts = type(row).objects.filter(township_id=row.township_id, period__startswith=f"{row.period}{PART}")
    if hasattr(row, "clause"):
        parts = parts.filter(clause=clause)
    row.period = f"{row.period}{PART}{parts.count() + 1}"
    return False


def period_key(period: str) -> str:
    """The key of the period of which this is the whole or a part."""
    return period.partition(PART)[0]
