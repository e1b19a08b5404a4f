"""Rows that did not come in or wait for a person: given back with what is wrong, laid beside what is known."""

import json
from collections.abc import Sequence

from records.imports.actions.imports import BAD
from records.imports.kinds import KINDS
from records.imports.models import ImportBatch, ImportRow
from records.imports.queries import batch_of, cells_of
from township.actors import Actor
from township.workbooks.rules.cells import ERROR, FILLED, plain


def failed_rows(*, batch_id: int, by: Actor) -> tuple[ImportBatch, list[tuple[str, dict[str, str], str]]]:
    """The batch, and (place in the file, cells by heading, what is wrong) of every row that cannot come in.

    What a spreadsheet has destroyed comes back empty, so that nobody uploads it again unseen.
    """
    batch, _ = batch_of(by, batch_id)
    rows = batch.rows.filter(state=BAD).order_by("seq")
    return batch, [(row.place, _mended(row, batch), problem_words(row)) for row in rows if row.data]


def problem_words(row: ImportRow) -> str:
    """原编号：……；电话：……。"""
    return "；".join(f"{problem['column']}：{problem['message'].rstrip('。')}" for problem in row.problems) + "。"


def compare_rows(*, batch: ImportBatch, rows: Sequence[ImportRow], by: Actor) -> dict[int, list[tuple[str, str, str]]]:
    """seq -> (what, in the file, what it may repeat) of possible doubles; a few queries, whatever their number."""
    importer = KINDS[batch.kind].open(by, by.on)
    earlier = {row.seq: row for row in batch.rows.filter(seq__in=[row.twin_row for row in rows if row.twin_row])}
    wanted = [row for row in (*rows, *earlier.values()) if row.data]
    read = [(row, importer.read(*cells_of(row, batch))[0]) for row in wanted]
    known = [(row, said) for row, said in read if said]
    pairs = importer.compare([(said, row.twin_of_id) for row, said in known])
    found = {row.seq: lines for (row, _), lines in zip(known, pairs, strict=True)}
    for row in rows:
        if row.twin_row in found and row.seq in found:
            theirs = {what: value for what, value, _ in found[row.twin_row]}
            found[row.seq] = [(what, value, theirs.get(what, "")) for what, value, _ in found[row.seq]]
    return found


def _mended(row: ImportRow, batch: ImportBatch) -> dict[str, str]:
    """The cells to be typed anew: filled ones as text, destroyed ones empty."""
    cells = json.loads(row.data)
    spoilt = {problem["column"] for problem in row.problems if "缩短" in problem["message"]}
    return {
        heading: "" if heading in spoilt or cell.lstrip(FILLED).startswith(ERROR) else plain(cell)
        for heading, cell in cells.items()
    }
