"""信访形势分析研判 (W四(二), H4, X二): counted facts in, figures and tables out.

Basis of the volume is the day of registration; a matter counts once, 人次 are its visitors. Accusations (检举控告) count in
the total alone and appear in no breakdown, because they are known to their readers only (条例第三十条第三款). Formulas of the
rates and their date basis: petitions.analysis.rules.handling.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from petitions.analysis.rules.small_cells import is_small, shown, sum_range
from records.figures.rules import Figure, FigurePeriod, FigureSection, FigureTable, change, rate, three_periods

NO_UNIT = "未确定单位"
COLUMNS = ("本期（件）", "占比", "上期", "环比", "上年同期", "同比")
ABOVE_NOTE = "登记中没有“赴上级走访”一项，按上级转送、交办件的内容分类统计；只作分析，不计分（权重 0）。"
CLASS_NOTE = "不含检举控告。"


@dataclass(frozen=True)
class Windows:
    """The three spans every figure is counted in."""

    now: FigurePeriod
    previous: FigurePeriod
    last_year: FigurePeriod

    @classmethod
    def of(cls, period: FigurePeriod) -> "Windows":
        return cls(*three_periods(period))

    def items(self) -> tuple[tuple[str, FigurePeriod], ...]:
        return ("now", self.now), ("previous", self.previous), ("last_year", self.last_year)


@dataclass(frozen=True)
class Three:
    """One count in the three spans."""

    now: int = 0
    previous: int = 0
    last_year: int = 0

    def __add__(self, other: "Three") -> "Three":
        return Three(self.now + other.now, self.previous + other.previous, self.last_year + other.last_year)


def added(counts: Iterable[Three]) -> Three:
    """The sum in each span."""
    return sum(counts, Three())


@dataclass(frozen=True)
class Slice:
    """One value of a dimension (来访, 村镇建设办, 农村农业 …). cases: 件; people: 人次; group: 集体访; above: came from above;
    url: the ledger that lists exactly the matters of the present period."""

    label: str
    cases: Three = Three()
    people: Three = Three()
    repeat: Three = Three()
    group: Three = Three()
    above: Three = Three()
    url: str = ""


@dataclass(frozen=True)
class Month:
    """One month of the trend beside the same month a year earlier."""

    label: str
    now: int
    year_before: int


@dataclass(frozen=True)
class CaseFacts:
    """Everything the volume part speaks of. urls: total, first, repeat, group."""

    windows: Windows
    channels: tuple[Slice, ...] = ()
    classes: tuple[Slice, ...] = ()
    units: tuple[Slice, ...] = ()
    categories: tuple[Slice, ...] = ()
    accusations: Three = Three()
    trend: tuple[Month, ...] = ()
    urls: Mapping[str, str] = field(default_factory=dict)

    @property
    def cases(self) -> Three:
        return added(row.cases for row in self.channels)

    @property
    def people(self) -> Three:
        return added(row.people for row in self.channels)

    @property
    def repeat(self) -> Three:
        return added(row.repeat for row in self.channels)

    @property
    def group(self) -> Three:
        return added(row.group for row in self.channels)


@dataclass(frozen=True)
class Line:
    """A line of a table: its label, perhaps with the list behind it, and its cells."""

    label: str
    cells: tuple[str, ...]
    url: str = ""
    size: int = 0


@dataclass(frozen=True)
class Table:
    """A table as the page shows it; `size` of its lines draws the bars beside it."""

    key: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str = ""
    has_bars: bool = False

    def plain(self) -> FigureTable:
        """The same without links, for reports."""
        return FigureTable(
            self.title, ("项目", *self.columns), tuple((row.label, *row.cells) for row in self.lines), self.note
        )


def ordered(slices: Iterable[Slice]) -> tuple[Slice, ...]:
    """The most frequent first; what occurs in none of the three spans falls away."""
    found = [row for row in slices if row.cases != Three()]
    return tuple(sorted(found, key=lambda row: (-row.cases.now, -row.cases.previous, row.label)))


def compared(label: str, counts: Three, total: int, url: str = "") -> Line:
    """A line with share, and change against both earlier spans."""
    cells = (
        str(counts.now),
        rate(counts.now, total),
        str(counts.previous),
        change(counts.now, counts.previous),
        str(counts.last_year),
        change(counts.now, counts.last_year),
    )
    return Line(label, cells, url if counts.now else "", counts.now)


def case_figures(facts: CaseFacts) -> tuple[Figure, ...]:
    """The head of the volume part."""
    cases, people, repeat, group = facts.cases, facts.people, facts.repeat, facts.group
    first = Three(cases.now - repeat.now, cases.previous - repeat.previous, cases.last_year - repeat.last_year)
    urls = facts.urls
    return (
        Figure(
            "信访总量（件）",
            sum_range(cases.now, facts.accusations.now),
            "登记日期在本期的事项，含检举控告",
            previous=sum_range(cases.previous, facts.accusations.previous),
            last_year=sum_range(cases.last_year, facts.accusations.last_year),
        ),
        _counted("可分项事项（件）", cases, "登记日期在本期，不含检举控告", urls.get("total", "")),
        _counted("人次", people, "可分项事项的信访人数之和", ""),
        _counted("初次信访（件）", first, "登记时认定为初次", urls.get("first", "")),
        _counted("重复信访（件）", repeat, "登记时认定为重复", urls.get("repeat", "")),
        Figure(
            "重复信访率",
            rate(repeat.now, cases.now),
            "重复件 ÷ 总件，按登记日期",
            repeat.now,
            cases.now,
            rate(repeat.previous, cases.previous),
            rate(repeat.last_year, cases.last_year),
        ),
        _counted("集体访（批）", group, "五人及以上的来访、接访（人数以本办参数为准）", urls.get("group", "")),
        Figure("检举控告（件）", shown(facts.accusations.now), "只计总数，不分项；1 至 4 件以“＜5”表示"),
    )


def _counted(label: str, counts: Three, formula: str, url: str) -> Figure:
    return Figure(
        label,
        str(counts.now),
        formula,
        previous=str(counts.previous),
        last_year=str(counts.last_year),
        url=url if counts.now else "",
    )


def case_tables(facts: CaseFacts) -> tuple[Table, ...]:
    """By form, class, content, unit; what came from above by content; the trend."""
    total = facts.cases.now
    tables = [
        _table("channel", "按信访形式", facts.channels, total),
        _table("class", "按事项类别", facts.classes, total, CLASS_NOTE),
        _table("category", "按内容分类", facts.categories, total),
        _table("unit", "按责任单位", facts.units, total, "责任单位不是问题责任的认定；未交办的列为“未确定单位”。"),
    ]
    above = ordered(Slice(row.label, row.above) for row in facts.categories)
    tables.append(
        _table("above", "来自上级的事项（按内容）", above, sum(row.cases.now for row in above), ABOVE_NOTE, False)
    )
    months = tuple(
        Line(row.label, (str(row.now), str(row.year_before), change(row.now, row.year_before)), size=row.now)
        for row in facts.trend
    )
    tables.append(Table("trend", "近十二个月走势", ("当月（件）", "上年同月（件）", "同比"), months))
    return tuple(tables)


def _table(key: str, title: str, slices: Iterable[Slice], total: int, note: str = "", has_bars: bool = True) -> Table:
    lines = tuple(compared(row.label, row.cases, total, row.url) for row in ordered(slices))
    return Table(key, title, COLUMNS, lines, note, has_bars)


def case_section(facts: CaseFacts, text: str) -> FigureSection:
    """The part 信访形势 for packs, reports and circulars."""
    tables = tuple(table.plain() for table in case_tables(facts) if table.lines)
    return FigureSection("cases", "信访形势", case_figures(facts), tables, text)


def accusation_words(n: int) -> str:
    """How the text speaks of accusations: never a small number."""
    return "检举控告不足5件（只计总数）" if is_small(n) else f"检举控告{n}件（只计总数）" if n else ""


def has_nothing(facts: CaseFacts) -> bool:
    """Whether nothing at all was registered in the period."""
    return not (facts.cases.now or facts.accusations.now)
