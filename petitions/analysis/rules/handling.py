"""办理情况: the rates of the office with numerator, denominator and date basis, and who is late.

Source of the formulas: what the deployed systems compute (no article gives one). Population of every rate: first
petitions (初件), not restricted, not the route of litigation (条例第三十一条第一项), not by telephone, 1 to 9,999 people. The period is
chosen by the due date. A limit that lies ahead and is not answered yet is in no denominator; a matter with a granted
extension is judged by the extended date. Nothing to divide by is "—".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from petitions.analysis.rules.analysis import Line, Table, Windows
from petitions.analysis.rules.small_cells import NOTE, shown_with_sum
from records.figures.rules import Figure, FigureSection, rate
from township.dates import full_date

POPULATION = "初次信访，不含检举控告、涉法涉诉和来电"
ACCEPTED = "在期限内作出受理与否决定的件数 ÷ 受理期限在本期届满的件数；"
CONCLUDED = "期限内答复送达的件数 ÷ 办理期限（含批准的延期）在本期届满的件数；"
TAKEN_PART = "已评价 ÷（已评价＋超过评价期限未评价），评价期限在本期届满；"
CONTENT = "（满意＋基本满意）÷ 已评价，评价期限在本期届满；"


@dataclass(frozen=True)
class Ratio:
    """n of d."""

    n: int = 0
    d: int = 0

    @property
    def value(self) -> str:
        return rate(self.n, self.d)


@dataclass(frozen=True)
class Ratios:
    """A rate in the three spans."""

    now: Ratio = Ratio()
    previous: Ratio = Ratio()
    last_year: Ratio = Ratio()


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
    participation: Ratios = Ratios()
    content_office: Ratios = Ratios()
    content_unit: Ratios = Ratios()
    grades: tuple[UnitGrades, ...] = ()
    loads: tuple[UnitLoad, ...] = ()
    late: int = 0
    late_url: str = ""


def handling_figures(facts: HandlingFacts) -> tuple[Figure, ...]:
    """The rates, then what is late on the day of the report."""
    return (
        _rate("及时受理率", facts.acceptance, ACCEPTED),
        _rate("按期办结率", facts.conclusion, CONCLUDED),
        _rate("参评率", facts.participation, TAKEN_PART),
        _rate("满意率（联席办）", facts.content_office, CONTENT),
        _rate("满意率（责任单位）", facts.content_unit, CONTENT),
        Figure(
            "超期未办结（件）", str(facts.late), f"截至{full_date(facts.as_of)}最近期限已过的未办结事项",
            url=facts.late_url if facts.late else "",
        ),
    )  # fmt: skip


def _rate(label: str, ratios: Ratios, formula: str) -> Figure:
    now = ratios.now
    return Figure(label, now.value, formula + POPULATION, now.n, now.d, ratios.previous.value, ratios.last_year.value)


def handling_tables(facts: HandlingFacts) -> tuple[Table, ...]:
    """Late matters, tasks and evaluations, each by unit."""
    as_of = full_date(facts.as_of)
    late = sorted((row for row in facts.loads if row.late), key=lambda row: (-row.late, row.label))
    tasks = [row for row in facts.loads if row.assigned or row.tasks_late or row.supervised]
    return (
        Table(
            "late", "超期事项（按责任单位）", ("超期未办结（件）",),
            tuple(Line(row.label, (str(row.late),), row.late_url, row.late) for row in late),
            f"截至{as_of}。", True,
        ),
        Table(
            "tasks", "交办督办（按承办单位）", ("本期交办", "已报结果", "超期", "待办督办建议"),
            tuple(
                Line(row.label, (str(row.assigned), str(row.reported), str(row.tasks_late), str(row.supervised)))
                for row in sorted(tasks, key=lambda row: (-row.tasks_late, -row.assigned, row.label))
            ),
            f"交办日期在本期；超期指过了交办期限没有报结果，或者报晚了，截至{as_of}。督办建议为现有待办数。",
        ),
        Table("grades", "满意度（按责任单位）", ("满意、基本满意", "不满意", "已评价"), _grade_lines(facts.grades), NOTE),
    )  # fmt: skip


def _grade_lines(grades: Iterable[UnitGrades]) -> tuple[Line, ...]:
    """Who was not content with a unit must not be found out from its figures: small cells are hidden."""
    lines = []
    for row in sorted(grades, key=lambda row: row.label):
        cells, total = shown_with_sum((row.content, row.bad))
        lines.append(Line(row.label, (*cells, total)))
    return tuple(lines)


def handling_section(facts: HandlingFacts, text: str) -> FigureSection:
    """The part 办理情况 for packs, reports and circulars."""
    tables = tuple(table.plain() for table in handling_tables(facts) if table.lines)
    return FigureSection("handling", "办理情况", handling_figures(facts), tables, text)
