"""Shutting somebody out in a test takes two persons, as in the house."""

from records.matters.actions.exclusion_decisions import decide_exclusion
from records.matters.actions.exclusions import propose_implication, propose_recusal, step_back
from township.directory.queries.actors import actors_of


def implicate(*, by, at, confirmed_by=None, **values):
    """The entry, proposed by `by` and confirmed by whoever was asked first (or `confirmed_by`)."""
    return _confirmed(propose_implication(by=by, at=at, **values), confirmed_by, at).implication


def recuse(*, person, by, at, confirmed_by=None, **values):
    """Of oneself at once, of others by two."""
    if person.pk == by.person_id:
        return step_back(by=by, at=at, **values)
    return _confirmed(propose_recusal(person=person, by=by, at=at, **values), confirmed_by, at).recusal


def _confirmed(row, confirmed_by, at):
    if confirmed_by is None:
        confirmed_by = actors_of(row.asked[:1], row.matter.township_id, at.date())[0]
    return decide_exclusion(exclusion_id=row.pk, agreed=True, by=confirmed_by, at=at)
