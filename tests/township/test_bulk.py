"""Many rows at once: what was written is read back as it was, whatever stands in it; what the database refuses is refused."""

import json

import pytest
from django.db import IntegrityError, connection, transaction

from records.imports.models import ImportBatch, ImportRow
from township.bulk import insert_rows, insert_values
from township.directory.models.people import Person

TEXTS = ["", "柳林村", "a\tb\nc\r\nd", r"back\slash \N \. \\x41", "“引号” 'single' \"double\"", "🀄 𠮷"]


@pytest.fixture
def batch(cast) -> ImportBatch:
    return ImportBatch.objects.create(township=cast.township, name="旧台账.xlsx", blob="x", at=cast.at())


def rows_of(batch: ImportBatch) -> list[ImportRow]:
    return [
        ImportRow(batch=batch, seq=n, row=n, key=text[:60], data=text, problems=[{"message": text, "blocking": n == 2}])
        for n, text in enumerate(TEXTS, start=1)
    ]


def test_every_kind_of_value_comes_back_as_it_was(batch):
    written = insert_rows(rows_of(batch))
    found = list(ImportRow.objects.filter(batch=batch).order_by("seq"))
    assert [row.pk for row in found] == [row.pk for row in written]
    assert [(row.key, row.data, row.problems[0]["message"]) for row in found] == [(text,) * 3 for text in TEXTS]
    assert [row.problems[0]["blocking"] for row in found] == [False, True, False, False, False, False]
    assert {(row.twin_of_id, row.matter_id, row.state) for row in found} == {(None, None, "good")}


def test_what_all_rows_have_alike_stands_in_each_of_them_and_is_sealed_for_each_by_itself(batch):
    alike = {"batch": batch, "row": 7, "data": "王五", "problems": [{"blocking": True}]}
    insert_rows(ImportRow(**alike, seq=n) for n in (1, 2))
    insert_rows([ImportRow(**alike, seq=3), ImportRow(**alike | {"problems": [{"blocking": 1}]}, seq=4)])
    rows = batch.rows.all()
    assert {(row.row, row.key, row.data) for row in rows} == {(7, "", "王五")}
    assert [json.dumps(row.problems[0]["blocking"]) for row in rows] == ["true", "true", "true", "1"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM records_importrow WHERE batch_id = %s", [batch.pk])
        assert len({bytes(sealed) for (sealed,) in cursor.fetchall()}) == 4


def test_values_are_written_as_rows_with_the_defaults_of_the_others(batch):
    insert_values(ImportRow, ({"batch_id": batch.pk, "seq": n, "row": n, "data": text} for n, text in enumerate(TEXTS)))
    rows = list(batch.rows.all())
    assert [row.data for row in rows] == TEXTS and len({row.pk for row in rows}) == len(TEXTS)
    assert {(row.key, row.state, row.matter_id, str(row.problems)) for row in rows} == {("", "good", None, "[]")}
    assert insert_values(ImportRow, []) is None
    with pytest.raises(TypeError, match="colour"):
        insert_values(ImportRow, [{"batch_id": batch.pk, "seq": 9, "row": 9, "colour": "red"}])


def test_moments_and_yes_or_no(cast):
    at = cast.at()
    insert_rows(
        ImportBatch(township=cast.township, name=f"第{n}批", blob="x", at=at, by_id=None, mapping={"标题": "title"})
        for n in (1, 2)
    )
    first, second = ImportBatch.objects.filter(name__startswith="第").order_by("name")
    assert first.at == second.at == at and first.mapping == {"标题": "title"} and first.by_id is None
    (person,) = insert_rows([Person(township=cast.township, name="新人", is_active=False)])
    assert not Person.objects.get(pk=person.pk).is_active
    assert insert_rows([]) == []


def test_a_row_that_breaks_a_constraint_stops_all_and_keys_go_on_afterwards(batch):
    insert_rows(rows_of(batch)[:2])
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows([ImportRow(batch=batch, seq=9, row=9), ImportRow(batch=batch, seq=1, row=1)])
    assert batch.rows.count() == 2
    assert ImportRow.objects.create(batch=batch, seq=3, row=3).pk and batch.rows.count() == 3
