"""The one row a page or an action asks for, or the sentence that there is none in sight."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from township.actors import OutOfScope

Row = TypeVar("Row", bound=Model)


def the_only(rows: QuerySet[Row]) -> Row | None:
    """The row of a question that has at most one answer. first() would put it in order, and to order rows read together with
    those beside them Django compares every column: more than half of what such a question costs."""
    return next(iter(rows.order_by()[:1]), None)


def row_in_sight(rows: QuerySet[Row], missing: str = "", **key: object) -> Row:
    """The row with this key among those the actor may see; OutOfScope with the sentence `missing` when there is none.

    rows: what the actor may see, e.g. cases_visible_to(actor); key: e.g. pk=7."""
    row = the_only(rows.filter(**key))
    if row is None:
        raise OutOfScope(missing) if missing else OutOfScope()
    return row
