"""Whether a new look-up code may be made now: a second person has agreed, within a day, and it was not used."""

from datetime import datetime, timedelta

from petitions.cases.models.cases import Case
from records.papers.models.approvals import Approval
from township.actors import Actor

GOOD_FOR = timedelta(days=1)


def agreed_renewal(case: Case, actor: Actor, at: datetime) -> Approval | None:
    """The agreement by which this actor may have one code made, its row locked."""
    rows = Approval.objects.select_for_update().filter(
        matter_id=case.pk,
        kind="new_code",
        state=Approval.State.APPROVED,
        proposed_by_id=actor.person_id,
        decided_at__gt=at - GOOD_FOR,
    )
    return next((row for row in rows if not row.detail.get("used")), None)


def may_renew(approvals: tuple[Approval, ...], actor: Actor) -> bool:
    """A first look over rows that the page has read: agreed today or yesterday, not used."""
    return any(
        row.kind == "new_code"
        and row.state == Approval.State.APPROVED
        and row.proposed_by_id == actor.person_id
        and not row.detail.get("used")
        and (actor.on - row.decided_at.date()).days <= 1
        for row in approvals
    )
