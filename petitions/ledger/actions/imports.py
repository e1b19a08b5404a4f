"""Import of a ledger of cases: what is special of it; upload, matching, check and commit are the engine's (records.imports)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from petitions.ledger.actions.import_rows import write_cases
from petitions.ledger.queries.imports import beside, directory_of, judge_rows, key_of
from petitions.ledger.rules.columns import COLUMNS, missing_columns, stand_ins
from petitions.ledger.rules.imports import read_row
from petitions.permissions import IMPORT_CASES
from records.imports.kinds import Entry, ImportKind, Made, Said, Verdict
from records.imports.models import ImportBatch
from records.imports.rules.rows import Problem
from township.actors import Actor
from township.profiles.queries.settings import setting


class CaseImporter:
    """Rows of an old ledger for one actor on one day."""

    def __init__(self, by: Actor, today: date):
        self.by, self.today = by, today
        self.directory = directory_of(by.township_id, today)

    def read(self, cells: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Said | None, list[Problem]]:
        row, problems = read_row(cells, labels, self.directory, today=self.today)
        return (Said(key_of(row), row, row.traces) if row else None), problems

    def judge(self, rows: Sequence[Said]) -> list[Verdict]:
        return judge_rows(self.by, rows)

    def compare(self, rows: Sequence[tuple[Said, int | None]]) -> list[list[tuple[str, str, str]]]:
        return beside(self.by, [(said.value, matter_id) for said, matter_id in rows])

    def write(self, entries: Sequence[Entry], *, batch: ImportBatch, at: datetime) -> list[Made]:
        group_visit_min = setting(self.by.township_id, "group_visit_min")
        return write_cases(batch, entries, by=self.by, at=at, group_visit_min=group_visit_min)


CASES = ImportKind(
    key="cases",
    label="信访台账",
    capability=IMPORT_CASES,
    columns=COLUMNS,
    open=CaseImporter,
    missing=missing_columns,
    stand_ins=stand_ins,
    order=10,
    list_url="petitions:ledger",
    intro="把过去的台账按真实日期导入：先核对列，再检查，确认后导入；同一文件再导一次不会重复。检举控告不从表格导入。",
    hint="可以下载模板，把旧台账粘贴进去；上级系统、12345 热线和网上留言平台导出的表可以直接上传。",
)
