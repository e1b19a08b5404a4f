"""Import of a ledger of disputes: checked and shown first, then all rows or none (≤ 500 rows, in one go)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from petitions.permissions import IMPORT_DISPUTES
from petitions.screening.actions.disputes import write_dispute
from petitions.screening.models.disputes import Dispute, DisputeImport
from petitions.screening.queries.places import places_to_report
from petitions.screening.rules.columns import ReadRow, RowFault, check_header, check_size, read_row
from records.ledgers.sheets import read_xlsx
from records.papers import store
from township.actors import Actor, OutOfScope, ensure_may
from township.directory.models.units import Unit
from township.journal.actions import write_entry
from township.refusals import Refused

STATE = DisputeImport.State


@dataclass(frozen=True)
class Checked:
    """What a workbook says: rows that can come in, and every fault of the others."""

    rows: list[ReadRow]
    faults: list[RowFault]


def check_workbook(data: bytes, by: Actor, today: date) -> Checked:
    """Read every row. Refused beside `file` for what is no such ledger."""
    sheet = read_xlsx(data)
    check_header(sheet.header)
    check_size(len(sheet.rows))
    units = _units(by)
    names = {name: unit.pk for name, unit in units.items()}
    rows, faults = [], []
    for line in sheet.rows:
        row, found = read_row(line.number, dict(zip(sheet.header, line.cells, strict=True)), names, today=today)
        faults += found
        if row:
            rows.append(row)
    return Checked(rows, faults + _twice(rows) + _known(rows, by))


def start_dispute_import(*, name: str, data: bytes, by: Actor, at: datetime) -> tuple[DisputeImport | None, Checked]:
    """Keep a faultless workbook for the person's yes. None when something in it must be mended first."""
    ensure_may(by, IMPORT_DISPUTES)
    checked = check_workbook(data, by, at.date())
    if checked.faults:
        return None, checked
    with transaction.atomic():
        batch = DisputeImport.objects.create(
            township_id=by.township_id,
            name=name[-120:],
            blob=store.put(data),
            rows=len(checked.rows),
            by_id=by.person_id,
            at=at,
        )
        _journal(batch, "import_check", by, at)
    return batch, checked


def confirm_dispute_import(*, batch_id: int, by: Actor, at: datetime) -> int:
    """Let every row in, or none; returns how many. Refused when one of them does not hold any more."""
    ensure_may(by, IMPORT_DISPUTES)
    with transaction.atomic():
        batch = own_import(batch_id, by, lock=True)
        if batch.state != STATE.CHECKED:
            raise Refused(f"这批{batch.get_state_display()}，不能再次导入。")
        checked = check_workbook(store.get(batch.blob), by, at.date())
        if checked.faults:
            fault = checked.faults[0]
            raise Refused(
                f"与预览时不同：第 {fault.row} 行“{fault.heading}”{fault.sentence}一行也没有导入，请重新上传。"
            )
        units = {unit.pk: unit for unit in _units(by).values()}
        for row in checked.rows:
            write_dispute(data=row.data, place=units[row.data.unit_id], by=by, at=at, source="台账导入")
        batch.state = STATE.DONE
        batch.save(update_fields=["state"])
        _journal(batch, "import", by, at)
        return len(checked.rows)


def discard_dispute_import(*, batch_id: int, by: Actor, at: datetime) -> None:
    """Give it up; nothing came in."""
    ensure_may(by, IMPORT_DISPUTES)
    with transaction.atomic():
        batch = own_import(batch_id, by, lock=True)
        if batch.state != STATE.CHECKED:
            raise Refused(f"这批{batch.get_state_display()}，不能再放弃。")
        batch.state = STATE.DISCARDED
        batch.save(update_fields=["state"])
        _journal(batch, "import_discard", by, at)


def own_import(batch_id: int, by: Actor, *, lock: bool = False) -> DisputeImport:
    """The actor's own upload; OutOfScope otherwise: what is in it may name parties."""
    rows = DisputeImport.objects.select_for_update() if lock else DisputeImport.objects.all()
    batch = rows.filter(pk=batch_id, township_id=by.township_id, by_id=by.person_id).first()
    if batch is None:
        raise OutOfScope("没有找到这次导入。")
    return batch


def _units(by: Actor) -> dict[str, Unit]:
    """Name and short name → unit or grid."""
    found = {}
    for unit in places_to_report(by).select_related("parent"):
        found |= {unit.name: unit, unit.label: unit}
    return found


def _twice(rows: list[ReadRow]) -> list[RowFault]:
    seen: dict[tuple, int] = {}
    faults = []
    for row in rows:
        key = (row.data.title, row.data.place, row.data.unit_id)
        if key in seen:
            faults.append(RowFault(row.number, "纠纷名称", f"与第 {seen[key]} 行重复，请删去一行。"))
        seen.setdefault(key, row.number)
    return faults


def _known(rows: list[ReadRow], by: Actor) -> list[RowFault]:
    """Rows that are in the ledger already: the same name, place and unit, not struck off."""
    titles = {row.data.title for row in rows}
    here = {
        (title, place, holder): number
        for title, place, holder, number in Dispute.objects.filter(
            township_id=by.township_id, title__in=titles, closed_on__isnull=True
        ).values_list("title", "place", "holder_id", "number")
    }
    return [
        RowFault(row.number, "纠纷名称", f"台账里已有同名同地的 {here[key]}，请删去这一行。")
        for row in rows
        if (key := (row.data.title, row.data.place, row.data.unit_id)) in here
    ]


def _journal(batch: DisputeImport, act: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=f"dispute.{act}",
        subject_kind="dispute_import",
        subject_id=batch.pk,
        subject_label=f"纠纷台账导入 {batch.pk}",
        detail={"rows": batch.rows},
    )
