"""How rows are written: changed ones, the usual single one without the detour over a CASE for each column; new ones, once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.db.models import Model

from township.refusals import Refused

BATCH = 500  # rows of one statement


def save_columns(rows: Iterable[Model], columns: Sequence[str]) -> None:
    """Write these columns of rows of one table: one statement for up to 500 of them, none where there is no row.

    A lone row is saved as such, in a tenth of the time a statement for many takes to build. Raises DatabaseError when that row
    is gone."""
    rows = list(rows)
    if len(rows) == 1:
        rows[0].save(update_fields=columns)
    elif rows:
        type(rows[0])._default_manager.bulk_update(rows, columns, batch_size=BATCH)


@contextmanager
def once(refused: Refused) -> Iterator[None]:
    """What is written inside stands once: where somebody else was first, nothing of it stays and `refused` is raised."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise refused from error
