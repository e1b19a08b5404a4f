"""What is owed: open matters by due date, and approvals that wait for somebody."""

from django.db.models import Q, QuerySet

from records.matters.models.matters import Matter
from records.matters.queries.scope import in_sight
from records.papers.models.approvals import Approval
from township.actors import Actor
from township.permissions import CAPABILITIES, Reach


def approval_rights(actor: Actor) -> list[str]:
    """Codes of the rights to decide (…approve_…, …decide_…) that come with the actor's posts."""
    deciding = ("approve_", "decide_")
    return [
        code for code, right in CAPABILITIES.items() if code.partition(".")[2].startswith(deciding) and actor.may(right)
    ]


def approvals_waiting(actor: Actor) -> QuerySet[Approval]:
    """Pending approvals this actor may decide: right, sight of the matter, and not proposed by themselves."""
    rights = [code for code, right in CAPABILITIES.items() if actor.reach(right) == Reach.TOWNSHIP]
    own_rights = [code for code, right in CAPABILITIES.items() if actor.reach(right) == Reach.OWN]
    if actor.person_id is None or not (rights or own_rights):
        return Approval.objects.none()
    mine = Q(capability__in=rights)
    if own_rights:
        units = actor.unit_ids | actor.portfolio_unit_ids
        held = Matter.objects.filter(
            Q(holdings__unit_id__in=units, holdings__ended_on__isnull=True) | Q(handlers__person_id=actor.person_id)
        )
        mine |= Q(capability__in=own_rights, matter_id__in=held.values("pk"))
    rows = Approval.objects.filter(mine, township_id=actor.township_id, state=Approval.State.PENDING)
    rows = rows.filter(in_sight(actor, "matter_id")).exclude(proposed_by_id=actor.person_id)
    return (
        rows.select_related("matter", "proposed_by", "document")
        .defer("document__body", "document__facts")
        .order_by("id")
    )


def proposals_of(actor: Actor) -> QuerySet[Approval]:
    """What the actor proposed themselves and is still undecided, on matters in their sight."""
    rows = Approval.objects.filter(
        township_id=actor.township_id, state=Approval.State.PENDING, proposed_by_id=actor.person_id
    )
    return rows.filter(in_sight(actor, "matter_id")).select_related("matter").order_by("id")


def pending_approval(matter_id: int, kind: str) -> Approval | None:
    """The undecided proposal of this kind on a matter."""
    rows = Approval.objects.filter(matter_id=matter_id, kind=kind, state=Approval.State.PENDING)
    return rows.select_related("proposed_by").first()
