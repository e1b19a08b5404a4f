"""Import of a table: the file is kept, its columns are matched by a person, its rows checked, doubles decided, the rest let in.

Check and commit run as jobs that read the file, or take the checked rows, a few hundred at a time, each piece a transaction of
its own. A check that died begins anew; a commit goes on where the rows say. A second import of the same file changes nothing:
every row is known by its key. A row that cannot be written becomes a bad one and stops no other.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import DataError, IntegrityError, transaction
from django.db.models import Count

from records.imports.kinds import KINDS, Entry, Importer, ImportKind, Made, Said, Verdict
from records.imports.models import ColumnMemory, ImportBatch, ImportRow
from records.imports.queries import batch_of, failed_job, remembered, subject_of
from records.imports.rules.rows import PLACE, WHAT, YEAR, Problem
from records.jobs.actions.jobs import enqueue, try_again
from records.papers import store
from township.actors import Actor, ensure_may, system_actor
from township.bulk import insert_rows
from township.directory.models.accounts import Account
from township.directory.queries.actors import actor_for, posts_in_effect
from township.journal.actions import write_entry
from township.refusals import Refused
from township.workbooks.reading import FIELD, Book
from township.workbooks.rules.cells import ERROR, FILLED, plain
from township.workbooks.rules.columns import is_settled, plain_heading, propose
from township.workbooks.tables import Table, find_table

CHECK_JOB, COMMIT_JOB = "import.check", "import.commit"
CHECK_ROWS = 1000
COMMIT_ROWS = 500
STATE = ImportBatch.State
GOOD, BAD, KNOWN, TWIN, SKIPPED, DONE = "good", "bad", "known", "twin", "skipped", "done"
GENTLE = (
    Refused,
    ValueError,
    IntegrityError,
    DataError,
)  # of one row; anything else stops the piece and is tried again
Beat = Callable[[], bool]


def start_import(
    *, kind: str, name: str, data: bytes, by: Actor, at: datetime, in_background: bool = True, asks: bool = True
) -> ImportBatch:
    """Keep the file and propose what its columns mean; when nothing is left to decide (or nobody to ask), begin the check.

    Raises NotAllowed; Refused beside `file` for a file in which no table of this kind is found.
    """
    declared = KINDS[kind]
    ensure_may(by, declared.capability)
    memory = remembered(by.township_id, kind)
    with Book(data) as book:
        table = find_table(book, declared.columns)
        samples, years = table.samples(), table.years(name)
    if not samples:
        raise Refused("表里只有表头，没有要导入的行。", field=FIELD)
    mapping = propose(table.headings, declared.columns, memory)
    is_clear = (
        not any(found["asked"] for found in years.values())
        and is_settled(table.headings, declared.columns, memory, (PLACE, WHAT))
        and not declared.missing(set(mapping.values()))
    )
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            township_id=by.township_id,
            kind=kind,
            name=name[-120:],
            blob=store.put(data),
            headings=list(table.headings),
            mapping=mapping,
            samples=json.dumps(samples, ensure_ascii=False),
            years=years,
            notices=table.notices,
            total=table.estimate,
            by_id=by.person_id,
            at=at,
        )
        _journal(batch, "import.upload", by, at, {"rows": batch.total})
        if is_clear or not asks:
            _begin_check(batch, declared, mapping, at, in_background)
    return batch


def match_columns(
    *,
    batch_id: int,
    mapping: dict[str, str],
    years: Mapping[str, int | None] | None = None,
    by: Actor,
    at: datetime,
    in_background: bool = True,
) -> ImportBatch:
    """Take the person's decision what each column means, remember it for the township, and begin the check.

    mapping: heading -> key, "" = left out; years: sheet -> year of its days without one, as far as they were asked for. Refused beside the heading for a meaning given twice, beside `columns` for one missing.
    """
    with transaction.atomic():
        batch, kind = batch_of(by, batch_id, lock=True)
        if batch.state not in (STATE.MATCHING, STATE.CHECKED) or batch.done:
            raise Refused(f"这批{batch.get_state_display()}，不能再改列的对应。")
        keys = {column.key for column in kind.columns}
        chosen = {heading: mapping.get(heading, "") for heading in batch.headings}
        chosen = {heading: key if key in keys else "" for heading, key in chosen.items()}
        _check_once(chosen, kind)
        for heading, key in chosen.items():
            ColumnMemory.objects.update_or_create(
                township_id=batch.township_id,
                kind=batch.kind,
                heading=plain_heading(heading)[:60],
                defaults={"key": key},
            )
        for sheet, year in (years or {}).items():
            batch.years[sheet] = batch.years[sheet] | {"year": year}
        batch.rows.all().delete()
        _journal(batch, "import.match", by, at, {"columns": sum(1 for key in chosen.values() if key)})
        _begin_check(batch, kind, chosen, at, in_background)
    return batch


def confirm_import(*, batch_id: int, by: Actor, at: datetime, in_background: bool = True) -> ImportBatch:
    """Let the checked rows in. Refused while the check runs, when nothing is left to import, or after it was given up."""
    with transaction.atomic():
        batch, _ = batch_of(by, batch_id, lock=True)
        if batch.state == STATE.CHECKING:
            raise Refused("表格还在检查，请稍候。")
        if batch.state != STATE.CHECKED:
            raise Refused(f"这批{batch.get_state_display()}，不能再次导入。")
        if not batch.good - batch.done > 0:
            raise Refused("没有可以导入的行。")
        batch.state = STATE.COMMITTING
        batch.save(update_fields=["state"])
        _journal(batch, "import.confirm", by, at, {"good": batch.good, "bad": batch.bad, "known": batch.known})
        if in_background:
            _job(batch, COMMIT_JOB, at)
    return batch


def decide_twins(*, batch_id: int, seqs: Iterable[int] | None, is_other: bool, by: Actor, at: datetime) -> int:
    """Say of possible doubles that they are other matters (they come in) or the same (they stay out); returns how many.

    seqs: rows of the file; None: all that nobody has decided.
    """
    with transaction.atomic():
        batch, _ = batch_of(by, batch_id, lock=True)
        if batch.state != STATE.CHECKED:
            raise Refused(f"这批{batch.get_state_display()}，现在不能决定。")
        rows = batch.rows.filter(state=TWIN)
        if seqs is not None:
            rows = rows.filter(seq__in=list(seqs))
        count = rows.update(state=GOOD if is_other else SKIPPED)
        if not count:
            raise Refused("这一行已经决定过了。")
        _count(batch)
        _journal(batch, "import.decide", by, at, {"rows": count, "other": is_other})
    return count


def discard_import(*, batch_id: int, by: Actor, at: datetime) -> ImportBatch:
    """Give a checked batch up: its rows are deleted, nothing more comes in. Refused while it is being written and after it."""
    with transaction.atomic():
        batch, _ = batch_of(by, batch_id, lock=True)
        if batch.state not in (STATE.CHECKED, STATE.CHECKING, STATE.MATCHING) or batch.done:
            raise Refused(f"这批{batch.get_state_display()}，不能放弃。")
        batch.rows.all().delete()
        batch.state, batch.samples = STATE.DISCARDED, ""
        batch.save(update_fields=["state", "samples"])
        _journal(batch, "import.discard", by, at, {})
    return batch


def retry_import(*, batch_id: int, by: Actor, at: datetime) -> bool:
    """Take up again what stopped with an error; False when nothing had stopped."""
    with transaction.atomic():
        batch, _ = batch_of(by, batch_id, lock=True)
        stopped = failed_job(batch)
        _journal(batch, "import.retry", by, at, {})
        return bool(stopped) and try_again(job_id=stopped.pk, at=at)


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
    read = [(row, importer.read(*_cells(row, batch))[0]) for row in wanted]
    known = [(row, said) for row, said in read if said]
    pairs = importer.compare([(said, row.twin_of_id) for row, said in known])
    found = {row.seq: lines for (row, _), lines in zip(known, pairs, strict=True)}
    for row in rows:
        if row.twin_row in found and row.seq in found:
            theirs = {what: value for what, value, _ in found[row.twin_row]}
            found[row.seq] = [(what, value, theirs.get(what, "")) for what, value, _ in found[row.seq]]
    return found


# --- The check
def check_rows(batch_id: int, at: datetime, beat: Beat = lambda: True) -> None:
    """Read the whole file and store every row with what is wrong with it. Begins anew when it is run again; run twice = once.

    beat: called after each piece; False = somebody else has taken the job over.
    """
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.state != STATE.CHECKING:
        return
    batch.rows.all().delete()
    _count(batch)
    kind = KINDS[batch.kind]
    checker = _Checker(batch, kind.open(importer_of(batch, at.date()), at.date()))
    with Book(store.get(batch.blob)) as book:
        table = find_table(book, kind.columns)
        for piece in _pieces(table.rows(batch.mapping), CHECK_ROWS):
            with transaction.atomic():
                if not _still(batch_id, STATE.CHECKING):
                    return
                rows = insert_rows(checker.check(piece, len(table.parts) > 1))
                _note(batch, Counter(row.state for row in rows))
            if not beat():
                return
    _end_check(batch, table, kind)


def _end_check(batch: ImportBatch, table: Table, kind: ImportKind) -> None:
    with transaction.atomic():
        if not _still(batch.pk, STATE.CHECKING):
            return
        batch.state, batch.samples = STATE.CHECKED, ""
        batch.notices = [*table.notices, *table.left.sentences(), *kind.stand_ins(set(batch.mapping.values()))]
        batch.save(update_fields=["state", "samples", "notices"])
        _count(batch)
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
        self.labels = _labels(batch)

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
        stored.problems = [{"column": p.column, "message": p.message, "blocking": p.blocking} for p in problems]
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


# --- The commit
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
            _journal(
                batch, "import.rows", by, at, {"rows": len(written), "first": written[0].seq, "last": written[-1].seq}
            )
        _note(batch, Counter(row.state for row in rows), left=len(rows))
        more = len(rows) == COMMIT_ROWS
        if not more:
            batch.state = STATE.CHECKED if batch.rows.filter(state=TWIN).exists() else STATE.DONE
            batch.save(update_fields=["state"])
            _count(batch)
    return more


def _entries(batch: ImportBatch, rows: list[ImportRow], importer: Importer) -> list[Entry]:
    """What the rows say now. One that came in by another file meanwhile is known; one that cannot be read any more is bad."""
    read = [(row, *importer.read(*_cells(row, batch))) for row in rows]
    readable = [(row, said) for row, said, _ in read if said]
    verdicts = importer.judge([said for _, said in readable])
    entries = [
        Entry(row, said) for (row, said), verdict in zip(readable, verdicts, strict=True) if verdict.state != KNOWN
    ]
    for (row, _), verdict in zip(readable, verdicts, strict=True):
        if verdict.state == KNOWN:
            row.state, row.problems = KNOWN, [*row.problems, _problem(Problem("", verdict.message, False))]
    for row, said, problems in read:
        if said is None:
            row.state, row.problems = BAD, [_problem(problem) for problem in problems]
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
            row.state, row.problems = BAD, [*row.problems, _problem(result.refused)]
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


# --- Building blocks
def importer_of(batch: ImportBatch, on: date) -> Actor:
    """Who uploaded the batch, also when the job runs hours later; the command line is named as such."""
    if batch.by is None:
        return system_actor(batch.township_id, "命令行·台账导入", on)
    account = Account.objects.filter(person_id=batch.by_id, is_active=True).select_related("person").first()
    if account:
        return actor_for(account, on=on)
    posts = posts_in_effect(on, person_id=batch.by_id)
    return Actor(
        name=batch.by.name,
        township_id=batch.township_id,
        on=on,
        person_id=batch.by_id,
        roles=frozenset(post.role for post in posts),
        unit_ids=frozenset(post.unit_id for post in posts),
    )


def _begin_check(
    batch: ImportBatch, kind: ImportKind, mapping: dict[str, str], at: datetime, in_background: bool
) -> None:
    missing = kind.missing(set(mapping.values()))
    if missing:
        raise Refused(f"没有找到：{'、'.join(missing)}。请为它指定一列，或在表里补上。", field="columns")
    batch.mapping, batch.state = mapping, STATE.CHECKING
    batch.save(update_fields=["mapping", "years", "state"])
    _count(batch)
    if in_background:
        _job(batch, CHECK_JOB, at)


def _check_once(chosen: dict[str, str], kind: ImportKind) -> None:
    labels = {column.key: column.heading for column in kind.columns}
    taken: dict[str, str] = {}
    for heading, key in chosen.items():
        if key and key in taken:
            raise Refused(
                f"“{taken[key]}”和“{heading}”都选了“{labels[key]}”，请只留一列，另一列选“不导入”。", field="columns"
            )
        taken[key] = heading


def _job(batch: ImportBatch, kind: str, at: datetime) -> None:
    """A job of its own for each time the batch is checked or let in."""
    enqueue(
        kind=kind,
        subject=subject_of(batch),
        period=f"{at:%Y%m%d%H%M%S%f}",
        payload={"batch": batch.pk},
        township_id=batch.township_id,
        at=at,
    )


def _pieces(rows: Iterable, size: int):
    piece = []
    for row in rows:
        piece.append(row)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece


def _still(batch_id: int, state: str) -> bool:
    return ImportBatch.objects.select_for_update().filter(pk=batch_id, state=state).exists()


def _count(batch: ImportBatch) -> None:
    """The counts of a batch from its rows. good: those that can come in, whether they are in already or not."""
    counts = dict(batch.rows.order_by().values_list("state").annotate(count=Count("pk")))
    batch.done = counts.get(DONE, 0)
    batch.good = counts.get(GOOD, 0) + batch.done
    batch.bad, batch.known = counts.get(BAD, 0), counts.get(KNOWN, 0)
    batch.twins, batch.skipped = counts.get(TWIN, 0), counts.get(SKIPPED, 0)
    batch.save(update_fields=["good", "bad", "known", "twins", "skipped", "done"])


def _note(batch: ImportBatch, states: Mapping[str, int], left: int = 0) -> None:
    """Move the counts on by a piece of rows that are now in these states, without counting the others again. left: how many of them
    could come in before."""
    done = states.get(DONE, 0)
    batch.done += done
    batch.good += states.get(GOOD, 0) + done - left
    batch.bad += states.get(BAD, 0)
    batch.known += states.get(KNOWN, 0)
    batch.twins += states.get(TWIN, 0)
    batch.save(update_fields=["good", "bad", "known", "twins", "done"])


def _labels(batch: ImportBatch) -> dict[str, str]:
    """key -> heading to name in a fault: the file's own, else that of the template."""
    ours = {column.key: column.heading for column in KINDS[batch.kind].columns}
    return ours | {key: heading for heading, key in batch.mapping.items() if key}


def _cells(row: ImportRow, batch: ImportBatch) -> tuple[dict[str, str], dict[str, str]]:
    cells = json.loads(row.data)
    headings = {key: heading for heading, key in batch.mapping.items() if key}
    return {key: cells.get(heading, "") for key, heading in headings.items()} | {
        YEAR: str(batch.year_of(row.sheet) or "")
    }, _labels(batch)


def _mended(row: ImportRow, batch: ImportBatch) -> dict[str, str]:
    """The cells to be typed anew: filled ones as text, destroyed ones empty."""
    cells = json.loads(row.data)
    spoilt = {problem["column"] for problem in row.problems if "缩短" in problem["message"]}
    return {
        heading: "" if heading in spoilt or cell.lstrip(FILLED).startswith(ERROR) else plain(cell)
        for heading, cell in cells.items()
    }


def _problem(problem: Problem) -> dict:
    return {"column": problem.column, "message": problem.message, "blocking": problem.blocking}


def _journal(batch: ImportBatch, action: str, by: Actor, at: datetime, detail: dict) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="import",
        subject_id=batch.pk,
        subject_label=f"{KINDS[batch.kind].label}导入 {batch.pk}",
        detail=detail,
    )
