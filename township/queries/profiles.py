"""Which rule profile and which clauses a township has on a day."""

from datetime import date

from django.db.models import Q, QuerySet

from township.models import AdoptedProfile, ProposalState, RuleClause


def clauses_in_force(township_id: int, on: date) -> QuerySet[RuleClause]:
    """The clauses that hold on a day, each key once."""
    return RuleClause.objects.filter(township_id=township_id, valid_from__lte=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )


def adopted_profile(township_id: int, on: date) -> AdoptedProfile | None:
    """The profile in force on a day, None before the first."""
    rows = AdoptedProfile.objects.filter(township_id=township_id, state=ProposalState.CONFIRMED, valid_from__lte=on)
    return rows.order_by("-valid_from", "-id").first()
