"""办理情况: the declared rates of the office (petitions.cases.queries.figures) in three spans, and who is late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from petitions.analysis.rules.analysis import Line, Table, Windows
from petitions.analysis.rules.small_cells import NOTE, shown_lines
from records.figures.rules import Figure, FigureSection, Ratio
from township.dates import full_date


@dataclass(frozen=True)
class Ratios:
    """A declared rate in the three spans, under its own name and formula."""

    now: Ratio = Ratio()
    previous: Ratio = Ratio()
    last_year: Ratio = Ratio()
    label: str = ""
    formula: str = ""


@dataclass(frozen=True)
class UnitGrades:
    """Evaluations of one unit in the present period."""

    label: str
    content: int
    bad: int


@dataclass(frozen=True)
class UnitLoad:
    """What a unit has: open matters late today (url opens them), tasks assigned in the period, those reported, those late
    (past their limit and not reported, or reported after it), open supervision proposals on its matters."""

    label: str
    late: int = 0
    late_url: str = ""
    assigned: int = 0
    reported: int = 0
    tasks_late: int = 0
    supervised: int = 0


@dataclass(frozen=True)
class HandlingFacts:
    """Everything the handling part speaks of; as_of: the day on which lateness is judged."""

    windows: Windows
    as_of: date
    acceptance: Ratios = Ratios()
    conclusion: Ratios = Ratios()
    tasks: Ratios = Ratios()
    participation: Ratios = Ratios()
    content_office: Ratios = Ratios()
    content_unit: Ratios = Ratios()
    grades: tuple[UnitGrades, ...] = ()
    loads: tuple[UnitLoad, ...] = ()
    late: int = 0
    late_url: str = ""

    @property
    def rates(self) -> tuple[Ratios, ...]:
        """Every declared rate, in the order of the page."""
        return (
            self.acceptance,
            self.conclusion,
            self.tasks,
            self.participation,
            self.content_office,
            self.content_unit,
        )


def handling_figures(facts: HandlingFacts) -> tuple[Figure, ...]:
    """The rates, then what is late on the day of the report."""
    return (
        *(_rate(ratios) for ratios in facts.rates),
        Figure(
            "超期未办结（件）",
            str(facts.late),
            f"截至{full_date(facts.as_of)}最近期限已过的未办结事项",
            url=facts.late_url if facts.late else "",
        ),
    )


def _rate(ratios: Ratios) -> Figure:
    now, before, year = ratios.now, ratios.previous, ratios.last_year
    return Figure(ratios.label, now.value, ratios.formula, now.n, now.d, before.value, year.value)


def handling_tables(facts: HandlingFacts) -> tuple[Table, ...]:
    """Late matters, tasks and evaluations, each by unit."""
    as_of = full_date(facts.as_of)
    late = sorted((row for row in facts.loads if row.late), key=lambda row: (-row.late, row.label))
    tasks = [row for row in facts.loads if row.assigned or row.tasks_late or row.supervised]
    return (
        Table(
            "late",
            "超期事项（按责任单位）",
            ("超期未办结（件）",),
            tuple(Line(row.label, (str(row.late),), row.late_url, row.late) for row in late),
            f"截至{as_of}。",
            True,
        ),
        Table(
            "tasks",
            "交办督办（按承办单位）",
            ("本期交办", "已报结果", "超期", "待办督办建议"),
            tuple(
                Line(row.label, (str(row.assigned), str(row.reported), str(row.tasks_late), str(row.supervised)))
                for row in sorted(tasks, key=lambda row: (-row.tasks_late, -row.assigned, row.label))
            ),
            f"交办日期在本期；超期指过了交办期限没有报结果，或者报晚了，截至{as_of}。督办建议为现有待办数。",
        ),
        Table(
            "grades", "满意度（按责任单位）", ("满意、基本满意", "不满意", "已评价"), _grade_lines(facts.grades), NOTE
        ),
    )


def _grade_lines(grades: Iterable[UnitGrades]) -> tuple[Line, ...]:
    """Who was not content with a unit must not be found out from its figures: small cells are hidden."""
    rows = sorted(grades, key=lambda row: row.label)
    found = shown_lines([(row.content, row.bad) for row in rows])
    return tuple(Line(row.label, (*cells, total)) for row, (cells, total) in zip(rows, found, strict=True))


def handling_section(facts: HandlingFacts, text: str) -> FigureSection:
    """The part 办理情况 for packs, reports and circulars."""
    tables = tuple(table.plain() for table in handling_tables(facts) if table.lines)
    return FigureSection("handling", "办理情况", handling_figures(facts), tables, text)
