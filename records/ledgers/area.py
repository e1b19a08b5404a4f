"""Ledgers: what waits for a second person before it leaves the house."""

from datetime import date

from records.areas import Area
from records.ledgers.models import TakingOut
from records.ledgers.rules.taking_out import APPROVED, GOOD_FOR, PENDING
from records.permissions import APPROVE_TAKING_OUT
from township.actors import Actor
from township.frame.areas import Waiting


def takings(actor: Actor, today: date) -> list[Waiting]:
    """Requests that wait for this actor's word, and the actor's own that were agreed to and not taken out."""
    if actor.person_id is None or actor.township_id is None:
        return []
    rows = TakingOut.objects.filter(township_id=actor.township_id).select_related("requested_by")
    found = []
    if actor.may(APPROVE_TAKING_OUT):
        for row in rows.filter(state=PENDING).exclude(requested_by_id=actor.person_id)[:20]:
            why = f"{row.rows} 行，{row.requested_by.name}申请"
            found.append(Waiting(f"审批{row.get_form_display()}", row.title, "records:taking", row.pk, why))
    own = rows.filter(state=APPROVED, requested_by_id=actor.person_id, taken_at=None)
    for row in own.filter(decided_at__date__gte=today - GOOD_FOR)[:20]:
        found.append(Waiting(row.get_form_display(), row.title, "records:taking", row.pk, "已同意，3 天内办理"))
    return found


AREA = Area(
    waiting=takings,
    words={
        "taking_out.request": "申请导出、打印台账",
        "taking_out.approve": "同意导出、打印台账",
        "taking_out.return": "不同意导出、打印台账",
    },
    notices={"taking_out.asked": "审批导出", "taking_out.decided": "导出申请已审批"},
)
