"""Which rule profile and which clauses a township has on a day, what is proposed, and what was decided before."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from township.actors import Actor
from township.permissions import CONFIRM_RULES
from township.profiles.models.profiles import AdoptedProfile, ClauseChange, ProposalState, RuleClause


def clauses_in_force(township_id: int, on: date) -> QuerySet[RuleClause]:
    """The clauses that hold on a day, each key once."""
    return RuleClause.objects.filter(township_id=township_id, valid_from__lte=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )


def in_order(rows: Iterable[RuleClause]) -> list[RuleClause]:
    """By institution as people count them: A7 before A10, then B1."""
    return sorted(rows, key=lambda row: (row.institution[:1], int(row.institution[1:] or 0), row.key))


def clauses_to_come(township_id: int, on: date) -> QuerySet[RuleClause]:
    """Versions that are decided and begin after a day."""
    return RuleClause.objects.filter(township_id=township_id, valid_from__gt=on).order_by("valid_from", "key")


def open_clauses(township_id: int) -> dict[str, RuleClause]:
    """Key -> the version without an end: the one that holds now or has been decided last."""
    rows = RuleClause.objects.filter(township_id=township_id, valid_to__isnull=True)
    return {row.key: row for row in rows.order_by("institution", "key")}


def versions_of(township_id: int, key: str) -> QuerySet[RuleClause]:
    """Every version of one clause, the newest first."""
    return RuleClause.objects.filter(township_id=township_id, key=key).order_by("-valid_from")


def adopted_profile(township_id: int, on: date) -> AdoptedProfile | None:
    """The profile in force on a day, None before the first."""
    rows = AdoptedProfile.objects.filter(township_id=township_id, state=ProposalState.CONFIRMED, valid_from__lte=on)
    return rows.order_by("-valid_from", "-id").first()


def has_profile(township_id: int) -> bool:
    """Whether a profile was ever adopted, a coming one included."""
    return AdoptedProfile.objects.filter(township_id=township_id, state=ProposalState.CONFIRMED).exists()


def profile_values(township_id: int, on: date, section: str) -> list[dict]:
    """Entries of one section (titles, sessions, standing, accountability, marks, kpi) of the profile in force; [] without one."""
    adopted = adopted_profile(township_id, on)
    return list(adopted.values.get(section, ())) if adopted else []


def adoptions(township_id: int) -> QuerySet[AdoptedProfile]:
    """Every proposal and adoption of a profile, the newest first."""
    return AdoptedProfile.objects.filter(township_id=township_id).order_by("-id")


def clause_changes(township_id: int) -> QuerySet[ClauseChange]:
    """Every proposed or decided change of a clause, the newest first."""
    rows = ClauseChange.objects.filter(township_id=township_id).select_related("clause", "proposed_by", "decided_by")
    return rows.order_by("-id")


def pending_change(township_id: int, key: str) -> ClauseChange | None:
    """The undecided change of one clause."""
    return clause_changes(township_id).filter(key=key, state=ProposalState.PROPOSED).first()


def decisions_waiting(actor: Actor) -> tuple[QuerySet[AdoptedProfile], QuerySet[ClauseChange]]:
    """What this actor may confirm: not their own proposals; nothing without the right."""
    if not actor.may(CONFIRM_RULES):
        return AdoptedProfile.objects.none(), ClauseChange.objects.none()
    mine = {"township_id": actor.township_id, "state": ProposalState.PROPOSED}
    profiles = AdoptedProfile.objects.filter(**mine).exclude(proposed_by_id=actor.person_id)
    changes = clause_changes(actor.township_id).filter(state=ProposalState.PROPOSED)
    return profiles, changes.exclude(proposed_by_id=actor.person_id)
