"""Declared figures: each name has one numerator, one denominator, one date basis and one population, in one place.

A declaration gives ONE queryset. Its rows carry three columns, so that the total, the tally of all units and the rows behind a
figure cannot differ: `unit_of` (id of the unit it is counted for, None = the office), `is_counted` (in the numerator) and
`basis_on` (the day that decides the period). Everything that shows a figure asks here: pages, packs, scores, `manage.py figures`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, Value, When

from records.figures.rules import Figure, FigurePeriod, Ratio, three_periods
from township.actors import Actor
from township.frame.slips import ALTOGETHER, Rows, gather, slip

RATE, EVENTS, VOLUME = "rate", "events", "volume"
YES = Value(True, output_field=BooleanField())  # of a row that is just counted


@dataclass(frozen=True)
class Declaration:
    """A figure as it is defined.

    key: "petitions.acceptance"; label: its name on every page; numerator, denominator, basis, population: the formula in
    words; source: article or rule. rows(township_id, as_of) -> every row of the denominator with the three columns;
    as_of: the day lateness is judged on (a limit that lies ahead and is not met yet is in no denominator).
    sight(actor, rows) -> those of the rows whose contents the actor may see. matter: the row's column with the id of its
    matter, "" = the rows are no matters; then page, title: url name that
    takes the row's own number, and the column with its words. kind: "rate"; "events" whose rows are just counted (n = number, no denominator);
    "volume": counted likewise and never scored, because it counts what people brought, not what somebody did (Boundaries).
    """

    key: str
    label: str
    numerator: str
    denominator: str
    basis: str
    population: str
    source: str
    rows: Callable[[int, date], QuerySet]
    sight: Callable[[Actor, QuerySet], QuerySet]
    matter: str = ""
    page: str = ""
    title: str = ""
    kind: str = RATE

    @property
    def formula(self) -> str:
        """The whole definition as a sentence; shown beside the value wherever it stands."""
        line = f"{self.numerator} ÷ {self.denominator}" if self.kind == RATE else f"{self.numerator}，按次数计"
        return f"{line}；{self.basis}；{self.population}"

    def value(self, ratio: Ratio) -> str:
        """As shown: 85.7% with one decimal, "—" when there is nothing to divide by; for events the number."""
        return ratio.value if self.kind == RATE else str(ratio.n)

    def within(self, township_id: int, period: FigurePeriod, as_of: date) -> QuerySet:
        """The rows of one period, for whoever opens the figure."""
        return self.rows(township_id, as_of).filter(inside(period))

    def seen_by(self, actor: Actor, as_of: date) -> QuerySet:
        """The rows of all time that the actor may see."""
        return self.sight(actor, self.rows(actor.township_id, as_of))


DECLARED: dict[str, Declaration] = {}


def seen_in(visible: Callable[[Actor], QuerySet], column: str = "pk") -> Callable[[Actor, QuerySet], QuerySet]:
    """The sight of rows whose `column` names something that the actor may see."""
    return lambda actor, rows: rows.filter(**{f"{column}__in": visible(actor).order_by().values("pk")})


def declare(declaration: Declaration) -> None:
    """Enter a figure; a second declaration under the same key or name is an error in the program."""
    for known in DECLARED.values():
        if known != declaration and declaration.key != known.key and declaration.label == known.label:
            raise ValueError(f"two figures are called {declaration.label}")
    DECLARED[declaration.key] = declaration


def declarations() -> list[Declaration]:
    """Every declared figure in the order of their keys."""
    return [DECLARED[key] for key in sorted(DECLARED)]


def scorable() -> list[str]:
    """Keys of the figures that a scheme of assessment may use."""
    return [declared.key for declared in declarations() if declared.kind != VOLUME]


def yes_if(condition: Q) -> Case:
    """A column that is true where the condition holds and false elsewhere."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def inside(period: FigurePeriod) -> Q:
    """The condition that a row belongs to the period."""
    return Q(basis_on__gte=period.first, basis_on__lte=period.last)


def total(rows: QuerySet, period: FigurePeriod) -> Ratio:
    """n and d of the rows in one period, in one query."""
    return spans(rows, (period,))[0]


def spans(rows: QuerySet, periods: Iterable[FigurePeriod]) -> list[Ratio]:
    """n and d in each of several periods, in one query."""
    periods = tuple(periods)
    return _ratios(rows.order_by().filter(_inside_any(periods)).aggregate(**_wanted(periods)))


def spans_slip(name: str, rows: QuerySet, periods: Iterable[FigurePeriod]) -> QuerySet:
    """The question for them, for a page that asks for several figures at once (township.frame.slips)."""
    periods = tuple(periods)
    return slip(name, rows.filter(_inside_any(periods)), *ALTOGETHER, **_wanted(periods))


def _inside_any(periods: Iterable[FigurePeriod]) -> Q:
    """The condition that a row belongs to one of the periods: the years of rows beside them need not be read."""
    wanted = Q(pk__in=())
    for period in periods:
        wanted |= inside(period)
    return wanted


def read_spans(name: str, rows: Rows) -> list[Ratio]:
    """The answer to it."""
    return _ratios(rows[name][0])


def _wanted(periods: Iterable[FigurePeriod]) -> dict[str, Count]:
    wanted = {}
    for number, period in enumerate(periods):
        wanted[f"d{number}"] = Count("pk", filter=inside(period))
        wanted[f"n{number}"] = Count("pk", filter=inside(period) & Q(is_counted=True))
    return wanted


def _ratios(found: Mapping[str, int]) -> list[Ratio]:
    return [Ratio(found[f"n{number}"], found[f"d{number}"]) for number in range(len(found) // 2)]


def by_unit(rows: QuerySet, period: FigurePeriod) -> Mapping[int | None, Ratio]:
    """n and d of every unit that has rows in the period, in one grouped query; None = counted for no unit."""
    return read_by_unit("unit", gather([by_unit_slip("unit", rows, period)]))


def by_unit_slip(name: str, rows: QuerySet, period: FigurePeriod) -> QuerySet:
    """The question for them."""
    counts = {"d": Count("pk"), "n": Count("pk", filter=Q(is_counted=True))}
    return slip(name, rows.filter(inside(period)), "unit_of", unit=F("unit_of"), **counts)


def read_by_unit(name: str, rows: Rows) -> dict[int | None, Ratio]:
    """The answer to it."""
    return {row["unit"]: Ratio(row["n"], row["d"]) for row in rows.get(name, ())}


def figure_of(key: str, actor: Actor, period: FigurePeriod, as_of: date, url: str = "") -> Figure:
    """The declared figure as a report shows it to the actor: value, n and d, the period before and the year before."""
    declared = DECLARED[key]
    now, before, year = spans(declared.seen_by(actor, as_of), three_periods(period))
    return shown(declared, now, before, year, url)


def shown(declared: Declaration, now: Ratio, before: Ratio, year: Ratio, url: str = "") -> Figure:
    """A figure of a report from the tallies of a declaration."""
    d = now.d if declared.kind == RATE else None
    values = (declared.value(one) for one in (now, before, year))
    value, previous, last_year = values
    return Figure(declared.label, value, declared.formula, now.n, d, previous, last_year, url)


@dataclass(frozen=True)
class Line:
    """What `manage.py figures` prints of one figure."""

    key: str
    name: str
    n: int
    d: int | None
    value: str
    formula: str
    source: str


def lines(
    township_id: int, period: FigurePeriod, as_of: date, *, unit_id: int | None = None, keys: Collection[str] = ()
) -> list[Line]:
    """Every declared figure of a township (of one unit), one query each."""
    found = []
    for declared in declarations():
        if keys and declared.key not in keys:
            continue
        rows = declared.rows(township_id, as_of)
        if unit_id is not None:
            rows = rows.filter(unit_of=unit_id)
        ratio = total(rows, period)
        d = ratio.d if declared.kind == RATE else None
        found.append(
            Line(
                declared.key,
                declared.label,
                ratio.n,
                d,
                declared.value(ratio),
                declared.formula,
                declared.source,
            )
        )
    return found
