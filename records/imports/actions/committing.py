"""The commit of an import: rows become things, a chunk in one transaction."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from records.imports.actions.imports import (
    BAD,
    DONE,
    GENTLE,
    GOOD,
    KNOWN,
    STATE,
    TWIN,
    count_rows,
    importer_of,
    journal_import,
    note_counts,
    problem_as_json,
)
from records.imports.kinds import KINDS, Entry, Importer, Made
from records.imports.models import ImportBatch, ImportRow
from records.imports.queries import cells_of
from records.imports.rules.rows import Problem
from township.refusals import Refused

COMMIT_ROWS = 1000


def commit_chunk(batch_id: int, at: datetime) -> bool:
    """Write the next rows; whether there may be more. Run twice = once: rows that are in are done."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        if batch.state != STATE.COMMITTING:
            return False
        by = importer_of(batch, at.date())
        importer = KINDS[batch.kind].open(by, at.date())
        rows = list(batch.rows.filter(state=GOOD).order_by("seq")[:COMMIT_ROWS])
        written = _write(importer, _entries(batch, rows, importer), batch, at)
        if written:
            journal_import(
                batch, "import.rows", by, at, {"rows": len(written), "first": written[0].seq, "last": written[-1].seq}
            )
        note_counts(batch, Counter(row.state for row in rows), left=len(rows))
        more = len(rows) == COMMIT_ROWS
        if not more:
            batch.state = STATE.CHECKED if batch.rows.filter(state=TWIN).exists() else STATE.DONE
            batch.save(update_fields=["state"])
            count_rows(batch)
    return more


def _entries(batch: ImportBatch, rows: list[ImportRow], importer: Importer) -> list[Entry]:
    """What the rows say now. One that came in by another file meanwhile is known; one that cannot be read any more is bad."""
    read = [(row, *importer.read(*cells_of(row, batch))) for row in rows]
    readable = [(row, said) for row, said, _ in read if said]
    verdicts = importer.judge([said for _, said in readable])
    entries = [
        Entry(row, said) for (row, said), verdict in zip(readable, verdicts, strict=True) if verdict.state != KNOWN
    ]
    for (row, _), verdict in zip(readable, verdicts, strict=True):
        if verdict.state == KNOWN:
            row.state, row.problems = KNOWN, [*row.problems, problem_as_json(Problem("", verdict.message, False))]
    for row, said, problems in read:
        if said is None:
            row.state, row.problems = BAD, [problem_as_json(problem) for problem in problems]
    changed = [row for row in rows if row.state != GOOD]
    _store(changed, "state", "problems")
    return entries


def _write(importer: Importer, entries: list[Entry], batch: ImportBatch, at: datetime) -> list[ImportRow]:
    """Write all at once; when one of them will not go, each by itself, so that it stops no other."""
    if not entries:
        return []
    try:
        with transaction.atomic():
            made = importer.write(entries, batch=batch, at=at)
    except GENTLE:
        made = [_write_one(importer, entry, batch, at) for entry in entries]
    done = []
    for entry, result in zip(entries, made, strict=True):
        row = entry.row
        if result.refused:
            row.state, row.problems = BAD, [*row.problems, problem_as_json(result.refused)]
        else:
            row.state, row.data, row.matter_id = DONE, "", result.matter_id  # what it said lives there from now on
            done.append(row)
    _store([entry.row for entry in entries], "state", "problems", "data", "matter")
    return done


def _store(rows: list[ImportRow], *columns: str) -> None:
    """Write these columns of stored rows: as rows that are there already, which costs a third of a long CASE."""
    ImportRow.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["batch", "seq"], update_fields=columns
    )


def _write_one(importer: Importer, entry: Entry, batch: ImportBatch, at: datetime) -> Made:
    try:
        with transaction.atomic():
            return importer.write([entry], batch=batch, at=at)[0]
    except Refused as refused:
        return Made(refused=Problem("整行", refused.message, True))
    except GENTLE:
        return Made(refused=Problem("整行", "这一行写不进去，请核对各格的内容；仍不行的，请在页面上逐件登记。", True))
