"""An uploaded table goes half a year later: file, sample and rows as read; what came in stays."""

from datetime import timedelta

from records.imports.actions.forgetting import forget_sources
from records.imports.actions.waiting import failed_rows
from records.imports.models import ImportBatch, ImportRow
from records.keeping.actions.erasing import WAITS, drop_waste
from records.keeping.queries.blobs import stored_blobs
from records.papers import store


def test_the_source_of_an_import_is_forgotten(cast):
    at = cast.at()
    given = {"township": cast.township, "name": "台账.xlsx", "samples": "张三丰", "by": cast.person("clerk")}
    old = ImportBatch.objects.create(**given, blob=store.put(b"old"), state="checked", at=at - timedelta(days=181))
    new = ImportBatch.objects.create(**given, blob=store.put(b"new"), state="done", at=at - timedelta(days=179))
    busy = ImportBatch.objects.create(**given, blob=store.put(b"busy"), state="committing", at=at - timedelta(days=181))
    for batch in (old, new, busy):
        ImportRow.objects.create(batch=batch, seq=1, row=2, data='{"姓名": "张三丰"}', state="bad")
    assert forget_sources(at) == 1
    assert forget_sources(at) == 0
    assert (drop_waste(at), drop_waste(at + WAITS)) == (0, 1)
    rows = ImportBatch.objects.order_by("pk").values_list("state", "samples", "rows__data")
    assert list(rows)[0] == ("discarded", "", "")
    assert list(rows)[1:] == [("done", "张三丰", '{"姓名": "张三丰"}'), ("committing", "张三丰", '{"姓名": "张三丰"}')]
    assert stored_blobs() >= {new.blob, busy.blob} and old.blob not in stored_blobs()
    assert failed_rows(batch_id=old.pk, by=cast.actor("clerk")) == (old, [])
