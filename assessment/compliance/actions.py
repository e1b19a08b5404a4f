"""What one does at the compliance ledger: propose supervision of a missing duty, and take the ledger out of the house."""

from datetime import datetime

from django.db import transaction

from assessment.compliance.rules import check_missing
from assessment.permissions import ASK_SUPERVISION
from records.duties.actions.candidates import propose_supervision
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from records.duties.queries.duties import duties_visible_to
from records.duties.rules.duties import standing
from township.actors import Actor, ensure_may
from township.dates import full_date
from township.journal.actions import write_entry
from township.sight import row_in_sight


@transaction.atomic
def ask_supervision(*, duty_id: int, by: Actor, at: datetime) -> Duty:
    """Put a missing duty onto the list of candidates for supervision at once, without waiting for the engine.

    The key is the engine's own, so that one duty stands there once whoever comes first.
    """
    ensure_may(by, ASK_SUPERVISION)
    rows = duties_visible_to(by).select_for_update(of=("self",)).select_related("unit", "person").order_by()
    row = row_in_sight(rows, "没有找到这项应办。", pk=duty_id)
    key = f"duty:{row.pk}"
    is_proposed = Candidate.objects.filter(township_id=by.township_id, key=key).exists()
    check_missing(standing(row.state, row.done_on, row.due_on, at.date()), is_proposed)
    propose_supervision(
        matter=None,
        unit=row.unit,
        ground="missing_duty",
        key=key,
        by=by,
        at=at,
        text=f"{row.debtor}：{row.label}（{row.period_label}）应于{full_date(row.due_on)}办理，逾期未办",
    )
    write_entry(
        by=by,
        at=at,
        action="compliance.ask",
        subject_kind="duty",
        subject_id=row.pk,
        subject_label=f"{row.label}（{row.period_label}）"[:60],
        detail={"clause": row.clause, "period": row.period},
    )
    return row
