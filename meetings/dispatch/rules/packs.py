"""The dispatch pack (调度材料): figures, units' reports, unfinished resolutions, next tasks; as data.

A compiled pack is text (JSON) with its sha256; the page, the projector, the PDF and the workbook read that text only, so
all four show the same and the frozen one stays as it was.
"""

import hashlib
import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date

from records.figures.rules import Figure, FigureSection, FigureTable
from records.papers.rules.closed import mentions, open_rows, without_closed

PARTS = ("信访形势和办理情况", "单位汇报", "议定事项未落实", "下步工作")


@dataclass(frozen=True)
class UnitReport:
    """A unit's slot. parts: (heading, words) of what it wrote; standing: 已报, 迟报, 未报, 退回重报; minutes to speak."""

    order: int
    unit: str
    minutes: int
    standing: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OpenResolution:
    """A resolution that is not carried out. text: as every list may print it; late_days: natural days, 0 = in time."""

    number: str
    text: str
    unit: str
    due_on: str
    late_days: int
    percent: int

    @property
    def due(self) -> date:
        """The day of its limit."""
        return date.fromisoformat(self.due_on)


@dataclass(frozen=True)
class Pack:
    """What is laid before a dispatch. compiled_on: day up to which the figures were counted."""

    title: str
    period: str
    compiled_on: str
    sections: tuple[FigureSection, ...] = ()
    reports: tuple[UnitReport, ...] = ()
    unfinished: tuple[OpenResolution, ...] = ()
    tasks: tuple[str, ...] = ()

    @property
    def counted_on(self) -> date:
        """compiled_on as a day."""
        return date.fromisoformat(self.compiled_on)

    @property
    def longest(self) -> int:
        """Rows of the longest list in it."""
        tables = [len(table.rows) for section in self.sections for table in section.tables]
        return max(len(self.reports), len(self.unfinished), len(self.tasks), *tables, 0)

    @property
    def missing(self) -> list[str]:
        """Units that have not reported."""
        return [report.unit for report in self.reports if not report.parts]


def pack_text(pack: Pack) -> str:
    """The pack as JSON, the same text for the same pack."""
    return json.dumps(asdict(pack), ensure_ascii=False, sort_keys=True)


def pack_hash(text: str) -> str:
    """sha256 (hex) of the text."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_pack(text: str) -> Pack:
    """The pack of a text made by `pack_text`."""
    data = json.loads(text)
    return Pack(
        title=data["title"],
        period=data["period"],
        compiled_on=data["compiled_on"],
        sections=tuple(_section(row) for row in data["sections"]),
        reports=tuple(
            UnitReport(**row | {"parts": tuple((head, words) for head, words in row["parts"])})
            for row in data["reports"]
        ),
        unfinished=tuple(OpenResolution(**row) for row in data["unfinished"]),
        tasks=tuple(data["tasks"]),
    )


def _section(row: dict) -> FigureSection:
    tables = tuple(
        FigureTable(one["title"], tuple(one["columns"]), tuple(map(tuple, one["rows"])), one["note"])
        for one in row["tables"]
    )
    return FigureSection(row["key"], row["title"], tuple(Figure(**one) for one in row["figures"]), tables, row["text"])


def words_as_tasks(text: str) -> tuple[str, ...]:
    """Next tasks, one a line."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def late_days(due_on: date, today: date) -> int:
    """Natural days past the due date; 0 while there is time."""
    return max(0, (today - due_on).days)


def for_reader(pack: Pack, closed: Collection[str]) -> Pack:
    """The pack without what speaks of matters closed to its reader, by their numbers and titles; the frozen one stays."""
    if not closed:
        return pack
    return replace(
        pack,
        sections=tuple(_open_section(one, closed) for one in pack.sections),
        reports=tuple(
            replace(one, parts=tuple((head, without_closed(words, closed)) for head, words in one.parts))
            for one in pack.reports
        ),
        unfinished=tuple(one for one in pack.unfinished if not mentions(f"{one.number} {one.text}", closed)),
        tasks=tuple(task for task in pack.tasks if not mentions(task, closed)),
    )


def _open_section(section: FigureSection, closed: Collection[str]) -> FigureSection:
    tables = tuple(replace(table, rows=open_rows(table.rows, closed)) for table in section.tables)
    return replace(section, tables=tables, text=without_closed(section.text, closed))
