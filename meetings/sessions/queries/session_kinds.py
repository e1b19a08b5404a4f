"""The kinds of sessions a township holds by its rule profile (H2)."""

from datetime import date

from meetings.sessions.rules.sessions import FULFILS, KINDS, SessionKind, kinds_by
from township.profiles.queries.profiles import clauses_in_force, profile_values


def kinds_of(township_id: int, on: date) -> dict[str, SessionKind]:
    """The kinds by key, as the profile in force on a day words them, and those that one of its clauses calls for. Two
    queries."""
    entries = profile_values(township_id, on, "sessions")
    if not entries:
        return dict(KINDS)
    owed = set(clauses_in_force(township_id, on).values_list("key", flat=True))
    return kinds_by(entries, called_for=[kind for kind, clause in FULFILS.items() if clause in owed])


def kind_of(township_id: int, kind: str, on: date) -> SessionKind:
    """One kind; as the software ships it where the profile no longer names it, for sessions planned before."""
    return kinds_of(township_id, on).get(kind, KINDS[kind])
