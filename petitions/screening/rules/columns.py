"""A ledger of disputes in Excel: its columns, and what each row says with every fault beside its cell (E3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from petitions.ledger.rules.cells import read_date, read_whole
from petitions.screening.rules.disputes import CAUSES
from petitions.screening.rules.entries import DisputeData, check_data
from township.refusals import Refused

ROWS_MOST = 500


@dataclass(frozen=True)
class SheetColumn:
    """key: field of DisputeData, or "unit"; heading: as the template has it; width: in characters."""

    key: str
    heading: str
    is_needed: bool = False
    width: int = 14


COLUMNS = (
    SheetColumn("title", "纠纷名称", True, 26),
    SheetColumn("unit", "单位或网格", True, 16),
    SheetColumn("place", "地点", True, 20),
    SheetColumn("cause", "原因", True, 14),
    SheetColumn("people", "涉及人数", True, 10),
    SheetColumn("found_on", "发现日期", False, 12),
    SheetColumn("situation", "基本情况", False, 40),
    SheetColumn("parties", "当事人", False, 20),
    SheetColumn("risk", "风险提示", False, 20),
    SheetColumn("measures", "化解措施", False, 30),
    SheetColumn("person_name", "责任人", False, 10),
    SheetColumn("due_on", "化解期限", False, 12),
)
HEADINGS = {column.key: column.heading for column in COLUMNS}
BY_HEADING = {column.heading: column.key for column in COLUMNS}
CAUSE_BY_LABEL = {label: key for key, label in CAUSES.items()}
ENTRY_FIELDS = {field.name for field in fields(DisputeData)}


@dataclass(frozen=True)
class RowFault:
    """What is wrong with one cell. row: as Excel counts; heading: the column."""

    row: int
    heading: str
    sentence: str


@dataclass(frozen=True)
class ReadRow:
    """A row that can come in."""

    number: int
    data: DisputeData
    unit_name: str

    @property
    def cause_label(self) -> str:
        return CAUSES[self.data.cause]


def check_header(header: Sequence[str]) -> None:
    """Refused beside `file` when a needed column is missing or one stands there twice."""
    known = [heading for heading in header if heading in BY_HEADING]
    missing = [column.heading for column in COLUMNS if column.is_needed and column.heading not in known]
    if missing:
        raise Refused(f"第一行应是表头，没有找到：{'、'.join(missing)}。请下载模板，按模板的表头填写。", field="file")
    twice = {heading for heading in known if known.count(heading) > 1}
    if twice:
        raise Refused(f"表头里“{'、'.join(sorted(twice))}”有两列，请只留一列。", field="file")


def check_size(rows: int) -> None:
    if not rows:
        raise Refused("表里只有表头，没有要导入的行。", field="file")
    if rows > ROWS_MOST:
        raise Refused(f"一次最多导入 {ROWS_MOST} 行，现在是 {rows} 行，请分成几个文件。", field="file")


def read_row(
    number: int, cells: Mapping[str, str], units: Mapping[str, int], *, today: date
) -> tuple[ReadRow | None, list[RowFault]]:
    """What the row says, None when something is wrong, and every fault of it.

    cells: heading → text; units: names of units and grids the person may report for → id; today: Shanghai date.
    """
    reader = _Reader(number, cells, units, today)
    row = reader.read()
    return (None if reader.faults else row), reader.faults


class _Reader:
    """Reads one row and collects what is wrong with it."""

    def __init__(self, number, cells, units, today):
        self.number, self.cells, self.units, self.today = number, cells, units, today
        self.faults: list[RowFault] = []

    def read(self) -> ReadRow | None:
        unit_name = self.text("unit")
        values = {
            "title": self.text("title"), "place": self.text("place"), "situation": self.text("situation"),
            "parties": self.text("parties"), "risk": self.text("risk"), "measures": self.text("measures"),
            "person_name": self.text("person_name"), "cause": self.cause(), "people": self.people(),
            "found_on": self.day("found_on"), "due_on": self.day("due_on"), "unit_id": self.unit(unit_name),
        }  # fmt: skip
        data = self.checked(DisputeData(**values))
        return ReadRow(self.number, data, unit_name) if data else None

    def checked(self, data: DisputeData) -> DisputeData | None:
        """Every check of the page, one after another, so that a row shows all its faults at once."""
        while True:
            try:
                return check_data(data, self.today)
            except Refused as refused:
                if not refused.field or refused.field not in ENTRY_FIELDS:
                    self.fault("title", refused.message)
                    return None
                self.fault(refused.field, refused.message)
                data = DisputeData(**{**vars(data), refused.field: SOUND[refused.field]})

    def text(self, key: str) -> str:
        return self.cells.get(HEADINGS[key], "").strip()

    def fault(self, key: str, sentence: str) -> None:
        if all(fault.heading != HEADINGS[key] for fault in self.faults):
            self.faults.append(RowFault(self.number, HEADINGS[key], sentence))

    def cause(self) -> str:
        text = self.text("cause")
        if text not in CAUSE_BY_LABEL:
            self.fault("cause", f"{'没有填写' if not text else '没有这种原因'}，请填：{'、'.join(CAUSES.values())}。")
        return CAUSE_BY_LABEL.get(text, "other")

    def people(self) -> int | None:
        return read_whole(self.text("people")) if self.text("people") else None

    def day(self, key: str) -> date | None:
        text = self.text(key)
        found = read_date(text) if text else None
        if text and found is None:
            self.fault(key, "看不出是哪一天，请写成 2026-03-05 的样子。")
        return found

    def unit(self, name: str) -> int | None:
        if name not in self.units:
            self.fault("unit", "没有填写。" if not name else "不是您可以登记的单位或网格，请填全称。")
        return self.units.get(name)


# What stands in for a faulty cell while the rest of its row is read.
SOUND = {
    "title": "待填写的纠纷", "place": "待填写", "cause": "other", "people": 1, "found_on": None, "situation": "",
    "parties": "", "risk": "", "measures": "", "person_name": "", "due_on": None, "unit_id": None,
}  # fmt: skip
