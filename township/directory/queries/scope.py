"""Rows of the actor's own township: everything else does not exist there."""

from django.db.models import Model, QuerySet

from township.actors import Actor, OutOfScope


def of_township(rows: QuerySet, by: Actor, pk: int) -> Model:
    """The row `pk` of the actor's township; OutOfScope when there is none."""
    row = rows.filter(pk=pk, township_id=by.township_id).first() if by.township_id else None
    if row is None:
        raise OutOfScope()
    return row


def locked(rows: QuerySet, by: Actor, pk: int) -> Model:
    """The same, re-read and locked until the end of the transaction: the first step of an action."""
    return of_township(rows.select_for_update(of=("self",)), by, pk)
