"""Reads the yearly table of days off and make-up working days, from a file or from a text pasted on the page.

Columns, in any order: date, kind (off | work), name, source — or 日期, 类型 (放假 | 补班), 名称, 文号.
"""

import csv
import io
import re
from dataclasses import dataclass
from datetime import date

from township.calendar.rules.days import DayKind
from township.calendar.rules.statutory import statutory_days

COLUMNS = {
    "date": "date",
    "日期": "date",
    "kind": "kind",
    "类型": "kind",
    "类别": "kind",
    "name": "name",
    "名称": "name",
    "source": "source",
    "文号": "source",
    "依据": "source",
}
KINDS = {"off": DayKind.OFF, "放假": DayKind.OFF, "work": DayKind.WORK, "补班": DayKind.WORK, "上班": DayKind.WORK}
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)  # spreadsheets write 2026/1/1
# Days whose date no lunar calendar moves; before 2025 the rule fixed fewer days than today.
FIXED_BEFORE_2025 = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))


@dataclass(frozen=True)
class HolidayRow:
    """One line of the notice: a day off or a make-up working day, with the number of the notice."""

    date: date
    kind: DayKind
    name: str
    source: str


@dataclass(frozen=True)
class HolidayTable:
    """What was read. With errors there are no rows: a table is taken whole or not at all."""

    rows: tuple[HolidayRow, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def year(self) -> int:
        """The year the table is for (a notice may reach into the last days of the year before)."""
        return max(row.date.year for row in self.rows)

    @property
    def source(self) -> str:
        """Document number of the notice."""
        return self.rows[-1].source


def parse_holiday_csv(text: str) -> HolidayTable:
    """Rows of one year's notice, or Chinese sentences that name line and remedy. Never both."""
    text = text.lstrip("\ufeff \r\n").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    separator = next((mark for mark in ",\t，" if mark in text.partition("\n")[0]), ",")  # "\t": pasted from a sheet
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        lines = [(number, [cell.strip() for cell in cells]) for number, cells in enumerate(reader, start=1)]
    except csv.Error:  # a cell of more than 128 KB: a quote that nobody closed
        return HolidayTable(errors=("表读不下去：有一格过长，多半是少了一个引号，请核对后再导入。",))
    lines = [(number, cells) for number, cells in lines if any(cells)]
    if not lines:
        return HolidayTable(errors=("表是空的：请贴入或上传当年放假安排。",))
    columns = [COLUMNS.get(cell.lower(), "") for cell in lines[0][1]]
    missing = [word for word in ("date", "kind", "name", "source") if word not in columns]
    if missing:
        return HolidayTable(errors=(f"第 1 行应是表头 date,kind,name,source，现在缺少：{'、'.join(missing)}。",))
    rows, errors = [], []
    for number, cells in lines[1:]:
        row = _read_line(number, dict(zip(columns, cells, strict=False)))
        (errors if isinstance(row, str) else rows).append(row)
    errors = errors or _check_whole(rows)
    if errors:
        return HolidayTable(errors=tuple(errors))
    return HolidayTable(rows=tuple(sorted(rows, key=lambda row: row.date)))


def _read_line(number: int, cells: dict[str, str]) -> HolidayRow | str:
    try:
        day = date(*(int(part) for part in DATE.fullmatch(cells.get("date", "")).groups()))
    except (AttributeError, ValueError):  # not written as a date; written so but no day of any calendar
        return f"第 {number} 行：日期应写成 2026-10-01 的样子。"
    kind = KINDS.get(cells.get("kind", "").lower())
    if kind is None:
        return f"第 {number} 行：类型只能是 off（放假）或 work（补班）。"
    if not cells.get("name"):
        return f"第 {number} 行：请写节日名称，如“国庆节”。"
    if not cells.get("source"):
        return f"第 {number} 行：请写通知文号，如“国办发明电〔2025〕7号”。"
    if kind == DayKind.WORK and day.weekday() < 5:
        return f"第 {number} 行：{day.isoformat()} 不是周末，不会是补班日，请核对日期。"
    return HolidayRow(day, kind, cells["name"], cells["source"])


def _check_whole(rows: list[HolidayRow]) -> list[str]:
    """A table that is not one whole year would silently move due dates, so it is refused with the reason."""
    if not rows:
        return ["表里只有表头，没有放假或补班的日期。"]
    seen: set[date] = set()
    errors = []
    for row in rows:
        if row.date in seen:
            errors.append(f"{row.date.isoformat()} 出现了两次，请只留一行。")
        seen.add(row.date)
    year = max(seen).year
    strays = [day for day in sorted(seen) if day.year != year and (day.year, day.month) != (year - 1, 12)]
    if strays:
        errors.append(f"一次只导入一年：{strays[0].isoformat()} 不属于 {year} 年的安排。")
    off = {row.date for row in rows if row.kind == DayKind.OFF}
    for day, name in sorted(_expected_days(year).items()):
        if day not in off:
            errors.append(f"缺少{name}（{day.isoformat()}）：这一天依法放假，请核对安排是否完整。")
    return errors


def _expected_days(year: int) -> dict[date, str]:
    days = statutory_days(year)
    if year >= 2025:
        return days
    return {date(year, month, n): days[date(year, month, n)] for month, n in FIXED_BEFORE_2025}
