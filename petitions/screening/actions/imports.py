"""Import of a ledger of disputes: what is special of it; upload, matching, check and commit are the engine's (records.imports)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from petitions.permissions import IMPORT_DISPUTES, VIEW_DISPUTE
from petitions.screening.actions.disputes import write_dispute
from petitions.screening.actions.holders import note
from petitions.screening.models.disputes import Dispute
from petitions.screening.queries.places import places_to_report
from petitions.screening.rules.columns import COLUMNS, LedgerDispute, missing_columns, read_row, stand_ins
from records.imports.kinds import Entry, ImportKind, Made, Said, Verdict
from records.imports.models import ImportBatch
from records.imports.rules.rows import Problem
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.crypto import keyed_hash
from township.directory.models.units import Unit


class DisputeImporter:
    """Rows of a ledger of disputes for one actor on one day."""

    def __init__(self, by: Actor, today: date):
        self.by, self.today = by, today
        self.units = _units(by)
        self.names = {name: unit.pk for name, unit in self.units.items()}

    def read(self, cells: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Said | None, list[Problem]]:
        row, problems = read_row(cells, labels, self.names, today=self.today)
        if row is None:
            return None, problems
        return Said(keyed_hash(row.fingerprint, purpose="import"), row, (_place_of(row),)), problems

    def judge(self, rows: Sequence[Said]) -> list[Verdict]:
        """The same name, place and unit, not struck off: found on the same day it is here already, else perhaps the same."""
        titles = {said.value.data.title for said in rows}
        here = {}
        found = visible_to(self.by, Dispute.objects.filter(title__in=titles), VIEW_DISPUTE)
        for row in found.order_by("pk").values_list(
            "title", "place", "holder_id", "found_on", "number", "pk", "closed_on"
        ):
            here.setdefault(row[:3], []).append(row[3:])
        return [self._verdict(said.value, here) for said in rows]

    def _verdict(self, row: LedgerDispute, here: dict) -> Verdict:
        same = here.get((row.data.title, row.data.place, row.data.unit_id), [])
        for found_on, number, _, _ in same:
            if found_on == row.data.found_on:
                return Verdict("known", f"台账里已有同名同地同日的 {number}，这次不动它。")
        still = next((one for one in same if one[3] is None), None)
        return Verdict("twin", f"台账里已有同名同地的 {still[1]}，请核对后决定。", still[2]) if still else Verdict()

    def compare(self, rows: Sequence[tuple[Said, int | None]]) -> list[list[tuple[str, str, str]]]:
        wanted = [matter_id for _, matter_id in rows if matter_id]
        found = visible_to(self.by, Dispute.objects.filter(pk__in=wanted), VIEW_DISPUTE)
        known = {row.pk: row for row in found}
        return [_pairs(said.value, known.get(matter_id)) for said, matter_id in rows]

    def write(self, entries: Sequence[Entry], *, batch: ImportBatch, at: datetime) -> list[Made]:
        by_id = {unit.pk: unit for unit in self.units.values()}
        made = []
        for entry in entries:
            row: LedgerDispute = entry.said.value
            turn = write_dispute(data=row.data, place=by_id[row.data.unit_id], by=self.by, at=at, source="台账导入")
            if row.result:
                note(turn, "report_progress", f"原台账化解情况：{row.result}")
            made.append(Made(matter_id=turn.matter.pk))
        return made


def _pairs(row: LedgerDispute, known: Dispute | None) -> list[tuple[str, str, str]]:
    data = row.data
    return [
        ("纠纷名称", data.title, known.title if known else ""),
        ("地点", data.place, known.place if known else ""),
        ("原因", row.cause_label, known.get_cause_display() if known else ""),
        ("发现日期", f"{data.found_on or ''}", f"{known.found_on}" if known else ""),
        ("化解期限", f"{data.due_on or ''}", f"{known.due_on}" if known else ""),
    ]


def _place_of(row: LedgerDispute) -> str:
    return f"{row.data.title}|{row.data.place}|{row.data.unit_id}"


def _units(by: Actor) -> dict[str, Unit]:
    """Name and short name → unit or grid."""
    found = {}
    for unit in places_to_report(by).select_related("parent"):
        found |= {unit.name: unit, unit.label: unit}
    return found


DISPUTES = ImportKind(
    key="disputes",
    label="矛盾纠纷台账",
    capability=IMPORT_DISPUTES,
    columns=COLUMNS,
    open=DisputeImporter,
    missing=missing_columns,
    stand_ins=stand_ins,
    order=20,
    list_url="petitions:disputes",
    intro="先核对列，再检查，确认后导入。有误的行不影响其他行，可以下载改好再传。",
    hint="公开发布的排查台账（序号、村（社区）、纠纷类型……）可以直接上传。名称写事不写人，当事人写在“当事人”一列（加密保存）。",
    is_own=True,
)
