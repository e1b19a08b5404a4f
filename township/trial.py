"""A trial (--dry-run): everything is done as it would be, with every refusal, and then nothing of it was."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


@contextmanager
def tried(is_trial: bool) -> Iterator[None]:
    """Run the block; of a trial nothing is kept, neither rows nor what would happen after the transaction."""
    if not is_trial:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
