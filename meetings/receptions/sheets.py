"""Receptions and the coverage of the weekly day as Excel tables; figures only, no names of visitors."""

from collections.abc import Iterable
from datetime import date

from meetings.receptions.models.receptions import Reception
from meetings.receptions.queries.receptions import CoverageRow, week_words
from records.ledgers.sheets import Heading, write_xlsx

COLUMNS = (
    Heading("序号", 6, "number"),
    Heading("编号", 18),
    Heading("日期", 12, "date"),
    Heading("接访领导", 10),
    Heading("职务", 16),
    Heading("形式", 10),
    Heading("地点", 24),
    Heading("所到村（单位）", 14),
    Heading("来访（批）", 8, "number"),
    Heading("来访（人次）", 8, "number"),
    Heading("登记事项", 8, "number"),
    Heading("当场答复", 8, "number"),
    Heading("记明原因", 8, "number"),
    Heading("待处理", 8, "number"),
    Heading("状态", 8),
)


def receptions_xlsx(rows: Iterable[Reception]) -> bytes:
    """The workbook; `rows` is read once."""
    return write_xlsx("领导接访台账", COLUMNS, (_line(n, row) for n, row in enumerate(rows, start=1)))


def _line(n: int, row: Reception) -> tuple:
    return (
        n,
        row.matter.number,
        row.held_on,
        row.leader.name,
        row.leader.title,
        row.get_form_display(),
        row.place,
        row.unit.label if row.unit_id else "",
        row.n_visits,
        row.headcount,
        row.n_case,
        row.n_answered,
        row.n_recorded,
        row.n_pending,
        row.get_state_display(),
    )


def coverage_xlsx(rows: list[CoverageRow], mondays: list[date]) -> bytes:
    """A line for each leader, a column for each week: 到岗/接访次数."""
    columns = [
        Heading("领导", 10),
        Heading("职务", 18),
        *(Heading(week_words(day), 12) for day in mondays),
        Heading("落实周数", 10),
    ]
    lines = (
        (row.person.name, row.person.title, *(_cell(cell) for cell in row.cells), f"{row.kept}/{row.owed}")
        for row in rows
    )
    return write_xlsx("领导接访落实情况", columns, lines)


def _cell(cell) -> str:
    if not cell.turns and not cell.is_kept:
        return ""
    return f"排班{cell.turns} 到岗{cell.signed} 接访{cell.receptions}（{cell.people}人次）"
