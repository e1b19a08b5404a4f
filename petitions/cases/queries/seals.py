"""Whether the sealed content of an accusation stands open for somebody at this moment."""

from datetime import datetime, timedelta

from django.db.models import Q

from petitions.cases.models.cases import Case
from records.papers.models.approvals import Approval
from township.actors import Actor


def is_opened_for(case: Case, actor: Actor, at: datetime, lasting: timedelta) -> bool:
    """An opening counts for who asked and who agreed, from the agreement on for `lasting`."""
    return Approval.objects.filter(
        Q(proposed_by_id=actor.person_id) | Q(decided_by_id=actor.person_id),
        matter_id=case.pk,
        kind="unseal",
        state=Approval.State.APPROVED,
        decided_at__gt=at - lasting,
        decided_at__lte=at,
    ).exists()
