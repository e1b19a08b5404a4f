"""Erasing a thing and what hangs on it, as the areas declared it (records.keeping.erasing); and the files nobody names any more.

Building blocks: the caller has asked for leave, holds the transaction and writes the journal. A file leaves the store after the rows
that named it are committed (`drop_waste`), so that a run that is cut short goes on where it was.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from records.keeping.erasing import ERASED_WITH, ERASURES, Erase
from records.keeping.models import Waste
from records.matters.actions.indexing import text_of
from records.matters.models.matters import Matter, Reference, Secrecy
from records.matters.search import drop_matter, index_matter
from records.papers import store

BLOB = "blob"
WAITS = timedelta(hours=12)


def erase_matter(*, matter: Matter, mask: Callable[[str], str], at: datetime) -> list[int]:
    """Erase the thing, and what is erased with it; returns the numbers of the matters.

    mask: the text without the names of its people. Run twice = once. Of words only number and title stay findable.
    """
    ids = erased_together(matter.pk)
    for one in ERASURES:
        _erase(one, one.model._base_manager.filter(**{f"{one.of}__in": ids}), mask, at)
    for row in Matter.objects.filter(pk__in=ids):
        drop_matter(row)
        if row.secrecy != Secrecy.RESTRICTED:
            index_matter(matter=row, body=text_of(row, ""))
    return ids


def erased_together(matter_id: int) -> list[int]:
    """The matter, and those it took over (a dispute that became a case)."""
    links = Reference.objects.filter(source_id=matter_id, relation__in=ERASED_WITH)
    return [matter_id, *links.values_list("target_id", flat=True)]


def _erase(one: Erase, rows: QuerySet, mask: Callable[[str], str], at: datetime) -> None:
    if BLOB in one.gone:
        throw_away(rows.exclude(blob="").values_list(BLOB, flat=True), at)
    whole = {name: one.model._meta.get_field(name).get_default() for name in one.gone}
    whole |= {name: value for name, value in one.instead.items() if not callable(value)}
    if one.stamp:
        whole[one.stamp] = at.date()
    made = {name: value for name, value in one.instead.items() if callable(value)}
    if made or one.masked:
        for row in rows.only(*_read(one)):
            each = {name: value(row) for name, value in made.items()}
            each |= {name: mask(getattr(row, name)) for name in one.masked}
            one.model._base_manager.filter(pk=row.pk).update(**each, **whole)
    elif whole:
        rows.update(**whole)


def _read(one: Erase) -> list[str]:
    """Columns the functions may look at: all that are kept as they are."""
    return [field.name for field in one.model._meta.concrete_fields if field.name not in one.gone]


def throw_away(blobs: Iterable[str], at: datetime) -> None:
    """These files leave the store as soon as no row names them; called in the transaction in which the rows let them go."""
    Waste.objects.bulk_create((Waste(blob=name, noted_at=at) for name in set(blobs)), ignore_conflicts=True)


def is_named(blob: str) -> bool:
    """Whether any row still names this file."""
    return any(
        model._base_manager.filter(blob=blob).exists()
        for model in apps.get_models()
        if model is not Waste and any(column.name == BLOB for column in model._meta.concrete_fields)
    )


def drop_waste(at: datetime) -> int:
    """Take the files out of the store that no row names any more since half a day; returns how many. Run twice = once.

    Half a day: a backup that began before the rows let them go still copies them, and would be broken without.

    The same bytes may have been handed in again meanwhile: what is named stays, and is put back if it was named in this very moment.
    """
    count = 0
    for row in Waste.objects.filter(noted_at__lte=at - WAITS).order_by("pk"):
        with transaction.atomic():
            if not Waste.objects.select_for_update().filter(pk=row.pk).exists():
                continue
            count += _drop(row.blob)
            row.delete()
    return count


def _drop(blob: str) -> int:
    if is_named(blob):
        return 0
    try:
        sealed = store.sealed(blob)
    except store.BlobMissing:
        return 0
    store.drop(blob)
    if is_named(blob):
        store.put_sealed(blob, sealed)
        return 0
    return 1
