"""Import of a table: the file is kept, its columns are matched by a person, its rows checked, doubles decided, the rest let in.

Check and commit run as jobs that read the file, or take the checked rows, a few hundred at a time, each piece a transaction of
its own. A check that died begins anew; a commit goes on where the rows say. A second import of the same file changes nothing:
every row is known by its key. A row that cannot be written becomes a bad one and stops no other.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from django.db import DataError, IntegrityError, transaction
from django.db.models import Count

from records.imports.kinds import KINDS, ImportKind
from records.imports.models import ColumnMemory, ImportBatch
from records.imports.queries import batch_of, failed_job, remembered, subject_of
from records.imports.rules.rows import PLACE, WHAT, Problem
from records.jobs.actions.jobs import enqueue, try_again
from records.papers import store
from township.actors import Actor, ensure_may, system_actor
from township.directory.models.accounts import Account
from township.directory.queries.actors import actor_for, posts_in_effect
from township.journal.actions import write_entry
from township.refusals import Refused
from township.workbooks.reading import FIELD, Book
from township.workbooks.rules.columns import is_settled, plain_heading, propose
from township.workbooks.tables import find_table

CHECK_JOB, COMMIT_JOB = "import.check", "import.commit"
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
        journal_import(batch, "import.upload", by, at, {"rows": batch.total})
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
        journal_import(batch, "import.match", by, at, {"columns": sum(1 for key in chosen.values() if key)})
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
        journal_import(batch, "import.confirm", by, at, {"good": batch.good, "bad": batch.bad, "known": batch.known})
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
        count_rows(batch)
        journal_import(batch, "import.decide", by, at, {"rows": count, "other": is_other})
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
        journal_import(batch, "import.discard", by, at, {})
    return batch


def retry_import(*, batch_id: int, by: Actor, at: datetime) -> bool:
    """Take up again what stopped with an error; False when nothing had stopped."""
    with transaction.atomic():
        batch, _ = batch_of(by, batch_id, lock=True)
        stopped = failed_job(batch)
        journal_import(batch, "import.retry", by, at, {})
        return bool(stopped) and try_again(job_id=stopped.pk, at=at)


# --- The check


# --- The commit


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
    count_rows(batch)
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


def in_pieces(rows: Iterable, size: int):
    piece = []
    for row in rows:
        piece.append(row)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece


def is_still(batch_id: int, state: str) -> bool:
    return ImportBatch.objects.select_for_update().filter(pk=batch_id, state=state).exists()


def count_rows(batch: ImportBatch) -> None:
    """The counts of a batch from its rows. good: those that can come in, whether they are in already or not."""
    counts = dict(batch.rows.order_by().values_list("state").annotate(count=Count("pk")))
    batch.done = counts.get(DONE, 0)
    batch.good = counts.get(GOOD, 0) + batch.done
    batch.bad, batch.known = counts.get(BAD, 0), counts.get(KNOWN, 0)
    batch.twins, batch.skipped = counts.get(TWIN, 0), counts.get(SKIPPED, 0)
    batch.save(update_fields=["good", "bad", "known", "twins", "skipped", "done"])


def note_counts(batch: ImportBatch, states: Mapping[str, int], left: int = 0) -> None:
    """Move the counts on by a piece of rows that are now in these states, without counting the others again. left: how many of them
    could come in before."""
    done = states.get(DONE, 0)
    batch.done += done
    batch.good += states.get(GOOD, 0) + done - left
    batch.bad += states.get(BAD, 0)
    batch.known += states.get(KNOWN, 0)
    batch.twins += states.get(TWIN, 0)
    batch.save(update_fields=["good", "bad", "known", "twins", "done"])


def problem_as_json(problem: Problem) -> dict:
    return {"column": problem.column, "message": problem.message, "blocking": problem.blocking}


def journal_import(batch: ImportBatch, action: str, by: Actor, at: datetime, detail: dict) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="import",
        subject_id=batch.pk,
        subject_label=f"{KINDS[batch.kind].label}导入 {batch.pk}",
        detail=detail,
    )
