"""Import of an old ledger in two steps: check (a message for each bad row and cell), then commit.

Both steps run as jobs, a chunk of rows each; a chunk is one transaction, and the next chunk is the next job. A worker that
is killed loses at most the chunk it was on, and the rows themselves say where to go on. A second import of the same file
changes nothing: every row is known by its key.
"""

import json
from datetime import date, datetime

from django.db import transaction

from petitions.ledger.actions.import_rows import Entry, write_cases
from petitions.ledger.models import ImportBatch, ImportRow
from petitions.ledger.queries.imports import KNOWN, CheckedRow, Checker, key_of, known_keys
from petitions.ledger.rules.imports import columns_of, read_row
from petitions.permissions import IMPORT_CASES
from records.jobs.actions.jobs import enqueue, try_again
from records.jobs.models.jobs import Job
from records.ledgers.sheets import Sheet, read_xlsx
from records.papers import store
from township.actors import Actor, OutOfScope, ensure_may, system_actor
from township.directory.queries.actors import posts_in_effect
from township.journal.actions import write_entry
from township.profiles.queries.settings import setting
from township.refusals import Refused

CHECK_JOB, COMMIT_JOB = "import.check", "import.commit"
CHECK_ROWS = 3000  # the file is read once for each chunk of the check
COMMIT_ROWS = 500
STATE = ImportBatch.State


def read_ledger(data: bytes) -> tuple[Sheet, dict[str, str]]:
    """The sheet and its known columns; Refused beside `file` for what is no ledger that can be read."""
    sheet = read_xlsx(data)
    if not sheet.rows:
        raise Refused("表里只有表头，没有要导入的行。", field="file")
    return sheet, columns_of(sheet.header)


def start_import(*, name: str, data: bytes, by: Actor, at: datetime, in_background: bool = True) -> ImportBatch:
    """Keep the file and begin to check it. Raises NotAllowed; Refused beside `file` for a file that cannot be read."""
    ensure_may(by, IMPORT_CASES)
    sheet, _ = read_ledger(data)
    blob = store.put(data)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            township_id=by.township_id, name=name[-120:], blob=blob, total=len(sheet.rows), by_id=by.person_id, at=at
        )
        _journal(batch, "import.check", by, at, {"rows": batch.total})
        if in_background:
            _next_job(batch, CHECK_JOB, 0, at)
    return batch


def confirm_import(*, batch_id: int, by: Actor, at: datetime, in_background: bool = True) -> ImportBatch:
    """Let the checked rows in. Refused while the check runs, when nothing is left to import, or after it was given up."""
    ensure_may(by, IMPORT_CASES)
    with transaction.atomic():
        batch = _locked(batch_id, by)
        if batch.state == STATE.CHECKING:
            raise Refused("表格还在检查，请稍候。")
        if batch.state != STATE.CHECKED:
            raise Refused(f"这批{batch.get_state_display()}，不能再次导入。")
        if not batch.good:
            raise Refused("没有可以导入的行。")
        batch.state = STATE.COMMITTING
        batch.save(update_fields=["state"])
        _journal(batch, "import.confirm", by, at, {"good": batch.good, "bad": batch.bad, "known": batch.known})
        if in_background:
            _next_job(batch, COMMIT_JOB, 0, at)
    return batch


def discard_import(*, batch_id: int, by: Actor, at: datetime) -> ImportBatch:
    """Give a checked batch up: its rows are deleted, nothing was imported. Refused once the import has begun."""
    ensure_may(by, IMPORT_CASES)
    with transaction.atomic():
        batch = _locked(batch_id, by)
        if batch.state not in (STATE.CHECKED, STATE.CHECKING):
            raise Refused(f"这批{batch.get_state_display()}，不能放弃。")
        batch.rows.all().delete()
        batch.state = STATE.DISCARDED
        batch.save(update_fields=["state"])
        _journal(batch, "import.discard", by, at, {})
    return batch


def retry_import(*, batch_id: int, by: Actor, at: datetime) -> bool:
    """Take up again what stopped with an error; False when nothing had stopped."""
    ensure_may(by, IMPORT_CASES)
    with transaction.atomic():
        batch = _locked(batch_id, by)
        stopped = failed_job(batch)
        _journal(batch, "import.retry", by, at, {})
        return bool(stopped) and try_again(job_id=stopped.pk, at=at)


def failed_rows(*, batch_id: int, by: Actor, at: datetime) -> list[tuple[int, dict[str, str], str]]:
    """(row number, cells by heading, what is wrong) of every row that cannot come in; the taking out is in the journal."""
    ensure_may(by, IMPORT_CASES)
    with transaction.atomic():
        batch = _locked(batch_id, by)
        rows = list(batch.rows.filter(state="bad").order_by("row"))
        _journal(batch, "import.failed_rows", by, at, {"rows": len(rows)})
    return [(row.row, json.loads(row.data), problem_words(row)) for row in rows]


def problem_words(row: ImportRow) -> str:
    """原编号：……；电话：……。"""
    return "；".join(f"{problem['column']}：{problem['message'].rstrip('。')}" for problem in row.problems) + "。"


def failed_job(batch: ImportBatch) -> Job | None:
    """The job of this batch that gave up, if one did."""
    return Job.objects.filter(subject=_subject(batch), state=Job.State.FAILED).first()


def check_chunk(batch_id: int, start: int, at: datetime) -> int:
    """Check the rows from index `start` on; returns where to go on, 0 when all are checked. Run twice = once."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        if batch.state != STATE.CHECKING:
            return 0
        sheet, columns = read_ledger(store.get(batch.blob))
        rows = sheet.rows[start : start + CHECK_ROWS]
        batch.rows.filter(row__in=[row.number for row in rows]).delete()
        seen = dict(batch.rows.exclude(key="").exclude(state="bad").values_list("key", "row"))
        checker = Checker(batch.township_id, columns, at.date(), seen)
        checked = checker.check(sheet.header, rows)
        ImportRow.objects.bulk_create((_stored(batch, row) for row in checked), batch_size=500)
        for name in ("good", "bad", "known"):
            setattr(batch, name, batch.rows.filter(state=name).count())
        end = start + len(rows)
        if end >= len(sheet.rows):
            batch.state = STATE.CHECKED
        batch.save()
        return end if end < len(sheet.rows) else 0


def commit_chunk(batch_id: int, at: datetime) -> bool:
    """Import the next rows; False when none are left. Run twice = once, since a row that is in says so."""
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("township").get(pk=batch_id)
        if batch.state != STATE.COMMITTING:
            return False
        by = _importer(batch, at.date())
        entries = _entries(batch, at.date())
        write_cases(batch, entries, by=by, at=at, group_visit_min=setting(batch.township_id, "group_visit_min"))
        batch.done = batch.rows.filter(state="done").count()
        batch.known = batch.rows.filter(state="known").count()
        more = batch.rows.filter(state="good").exists()
        if not more:
            batch.state = STATE.DONE
        batch.save()
        if entries:
            rows = [entry.row.row for entry in entries]
            _journal(batch, "import.cases", by, at, {"rows": len(rows), "first": min(rows), "last": max(rows)})
        return more


def run_check(job: Job, at: datetime) -> None:
    """The job of the check: one chunk, then the next job."""
    go_on_at = check_chunk(job.payload["batch"], job.payload["start"], at)
    if go_on_at:
        _next_job(ImportBatch.objects.get(pk=job.payload["batch"]), CHECK_JOB, go_on_at, at)


def run_commit(job: Job, at: datetime) -> None:
    """The job of the import: one chunk, then the next job."""
    if commit_chunk(job.payload["batch"], at):
        batch = ImportBatch.objects.get(pk=job.payload["batch"])
        _next_job(batch, COMMIT_JOB, job.payload["start"] + 1, at)


def _next_job(batch: ImportBatch, kind: str, start: int, at: datetime) -> None:
    enqueue(
        kind=kind,
        subject=_subject(batch),
        period=str(start),
        payload={"batch": batch.pk, "start": start},
        township_id=batch.township_id,
        at=at,
    )


def _subject(batch: ImportBatch) -> str:
    return f"import:{batch.pk}"


def _entries(batch: ImportBatch, today: date) -> list[Entry]:
    """The next rows to write. One that came in by another file meanwhile becomes a known one."""
    rows = list(batch.rows.filter(state="good").order_by("row")[:COMMIT_ROWS])
    here = known_keys(batch.township_id, [row.key for row in rows])
    late = [row.pk for row in rows if row.key in here]
    ImportRow.objects.filter(pk__in=late).update(state=KNOWN)
    if not rows:
        return []
    checker = Checker(batch.township_id, {}, today)
    return [Entry(row, row.key, _said(row, checker)) for row in rows if row.key not in here]


def _said(row: ImportRow, checker: Checker):
    cells = json.loads(row.data)
    said, _ = read_row(cells, columns_of(list(cells)), checker.directory, today=checker.today)
    if said is None or key_of(said) != row.key:  # e.g. a unit was renamed: still the same row; a changed key is not
        raise Refused(f"第 {row.row} 行与检查时不同，请放弃这一批，重新上传。")
    return said


def _stored(batch: ImportBatch, row: CheckedRow) -> ImportRow:
    return ImportRow(
        batch=batch,
        row=row.number,
        key=row.key,
        data=json.dumps(row.cells, ensure_ascii=False),
        problems=[{"column": p.column, "message": p.message, "blocking": p.blocking} for p in row.problems],
        state=row.state,
    )


def _importer(batch: ImportBatch, on: date) -> Actor:
    """Who confirmed the import, also when the job runs hours later; the command line is named as such."""
    if batch.by is None:
        return system_actor(batch.township_id, "命令行·台账导入", on)
    posts = posts_in_effect(on, person_id=batch.by_id)
    return Actor(
        name=batch.by.name,
        township_id=batch.township_id,
        on=on,
        person_id=batch.by_id,
        roles=frozenset(post.role for post in posts),
        unit_ids=frozenset(post.unit_id for post in posts),
    )


def _locked(batch_id: int, by: Actor) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id, township_id=by.township_id).first()
    if batch is None:
        raise OutOfScope("没有找到这次导入。")
    return batch


def _journal(batch: ImportBatch, action: str, by: Actor, at: datetime, detail: dict) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="import",
        subject_id=batch.pk,
        subject_label=f"台账导入 {batch.pk}",
        detail=detail,
    )
