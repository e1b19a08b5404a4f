"""Last year's ledger of the demonstration, brought in by the import as the clerk would."""

import tomllib
from datetime import date, datetime, timedelta

from petitions.cases.demo import CLERK
from petitions.ledger.rules.columns import COLUMNS
from records.imports.actions.checking import check_rows
from records.imports.actions.committing import commit_chunk
from records.imports.actions.imports import confirm_import, start_import
from records.ledgers.sheets import write_xlsx
from township.directory.demo import FOLDER, Settled
from township.directory.queries.actors import actor_for


def load_ledger(settled: Settled, now: datetime) -> int:
    """Bring last year's ledger in by the import, as the clerk would; returns how many cases it made."""
    rows = tomllib.loads((FOLDER / "ledger.toml").read_text(encoding="utf-8"))["rows"]
    columns = [column for column in COLUMNS if column.is_offered]
    lines = [[_ledger_cell(row, column.key, now.year - 1) for column in columns] for row in rows]
    data = write_xlsx("台账", [column.heading for column in columns], lines)
    by = actor_for(settled.accounts[CLERK], on=now.date())
    name = f"{now.year - 1}年信访台账.xlsx"
    batch = start_import(kind="cases", name=name, data=data, by=by, at=now, in_background=False)
    check_rows(batch.pk, now)
    confirm_import(batch_id=batch.pk, by=by, at=now, in_background=False)
    while commit_chunk(batch.pk, now):
        pass
    batch.refresh_from_db()
    return batch.done


def _ledger_cell(row: dict, key: str, year: int) -> str:
    if key in ("raised_on", "replied_on"):
        raised_on = date.fromisoformat(f"{year}-{row['day']}")
        return (raised_on + timedelta(days=row["took"] if key == "replied_on" else 0)).isoformat()
    return row.get(key, "")
