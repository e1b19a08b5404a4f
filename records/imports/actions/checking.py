"""The check of an import: every row read and judged, none written."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from records.imports.actions.imports import (
    BAD,
    GOOD,
    STATE,
    TWIN,
    Beat,
    count_rows,
    importer_of,
    in_pieces,
    is_still,
    note_counts,
    problem_as_json,
)
from records.imports.kinds import KINDS, Importer, ImportKind, Said, Verdict
from records.imports.models import ImportBatch, ImportRow
from records.imports.queries import labels_of
from records.imports.rules.rows import YEAR, Problem
from records.papers import store
from township.bulk import insert_rows
from township.workbooks.reading import Book
from township.workbooks.tables import Table, find_table

CHECK_ROWS = 1000


def check_rows(batch_id: int, at: datetime, beat: Beat = lambda: True) -> None:
    """Read the whole file and store every row with what is wrong with it. Begins anew when it is run again; run twice = once.

    beat: called after each piece; False = somebody else has taken the job over.
    """
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.state != STATE.CHECKING:
        return
    batch.rows.all().delete()
    count_rows(batch)
    kind = KINDS[batch.kind]
    checker = _Checker(batch, kind.open(importer_of(batch, at.date()), at.date()))
    with Book(store.get(batch.blob)) as book:
        table = find_table(book, kind.columns)
        for piece in in_pieces(table.rows(batch.mapping), CHECK_ROWS):
            with transaction.atomic():
                if not is_still(batch_id, STATE.CHECKING):
                    return
                rows = insert_rows(checker.check(piece, len(table.parts) > 1))
                note_counts(batch, Counter(row.state for row in rows))
            if not beat():
                return
    _end_check(batch, table, kind)


def _end_check(batch: ImportBatch, table: Table, kind: ImportKind) -> None:
    with transaction.atomic():
        if not is_still(batch.pk, STATE.CHECKING):
            return
        batch.state, batch.samples = STATE.CHECKED, ""
        batch.notices = [*table.notices, *table.left.sentences(), *kind.stand_ins(set(batch.mapping.values()))]
        batch.save(update_fields=["state", "samples", "notices"])
        count_rows(batch)
        batch.total = batch.checked
        batch.save(update_fields=["total"])


class _Checker:
    """Judges the rows of one file in their order, each against those before it and against what is on file."""

    def __init__(self, batch: ImportBatch, importer: Importer):
        self.batch, self.importer = batch, importer
        self.keys: dict[str, int] = {}
        self.traces: dict[str, int] = {}
        self.places: dict[int, str] = {}
        self.seq = 0
        self.headings = {key: heading for heading, key in batch.mapping.items() if key}
        self.labels = labels_of(batch)

    def check(self, piece: Sequence, is_on_sheets: bool) -> list[ImportRow]:
        read = []
        for sheet, row in piece:
            cells = {key: row.cells.get(heading, "") for key, heading in self.headings.items()}
            cells[YEAR] = str(self.batch.year_of(sheet if is_on_sheets else "") or "")
            read.append((sheet if is_on_sheets else "", row, *self.importer.read(cells, self.labels)))
        sayings = [said for _, _, said, _ in read if said]
        verdicts = dict(zip(map(id, sayings), self.importer.judge(sayings), strict=True))
        return [self._stored(sheet, row, said, problems, verdicts.get(id(said))) for sheet, row, said, problems in read]

    def _stored(
        self, sheet: str, row, said: Said | None, problems: list[Problem], verdict: Verdict | None
    ) -> ImportRow:
        self.seq += 1
        stored = ImportRow(
            batch=self.batch,
            seq=self.seq,
            sheet=sheet,
            row=row.number,
            state=BAD,
            data=json.dumps(row.cells, ensure_ascii=False),
        )
        self.places[self.seq] = stored.place
        if said is not None:
            stored.key = said.key
            problems = [*problems, *self._place(stored, said, verdict)]
        stored.problems = [problem_as_json(problem) for problem in problems]
        return stored

    def _place(self, stored: ImportRow, said: Said, verdict: Verdict) -> list[Problem]:
        """The state of a readable row, with a word about it."""
        column = next(iter(self.headings.values()))
        if said.key in self.keys:
            stored.state = BAD
            words = f"与{self.places[self.keys[said.key]]}完全相同，只导入一次。确是两件的，请在内容里写清区别。"
            return [Problem(column, words, True)]
        self.keys[said.key] = self.seq
        before = next((self.traces[trace] for trace in said.traces if trace in self.traces), None)
        for trace in said.traces:
            self.traces.setdefault(trace, self.seq)
        stored.state, stored.twin_of_id = verdict.state, verdict.matter_id
        if verdict.state == GOOD and before is not None:
            stored.state, stored.twin_row = TWIN, before
            return [Problem(column, f"可能与{self.places[before]}是同一件，请核对后决定。", False)]
        return [Problem(column, verdict.message, False)] if verdict.message else []
