"""What the board shows: the lights of today, kept figures by span and unit, volume by month, who is late, and the rows behind.

The board counts everything of the township, whoever looks (as a score does); opening a number asks again what the reader may see,
and what may not be seen is counted and said to be withheld.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from assessment.board.models import KeptFigure, Outline, Taking
from assessment.board.rules.board import TREND_MONTHS, Span, Spans, month_of, months_back, move, spans_of, tone
from petitions.cases.models.cases import Case
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.queries.figures import ACCUSATION, REGISTERED
from petitions.cases.rules.cases import OPEN_STATES
from petitions.cases.rules.endings import VOID_ENDINGS
from petitions.ledger.queries.ledger import horizon
from petitions.permissions import VIEW_DISPUTE
from petitions.screening.models.disputes import Dispute
from records.figures.declared import RATE, VOLUME, Declaration, declarations
from records.figures.rules import Ratio
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.directory.models.units import Unit, UnitKind

OFFICE = "联席办"
NO_UNIT = "office"


@dataclass(frozen=True)
class Lights:
    """Open cases with a next limit: late, soon, in time; open: all that are not closed."""

    late: int
    soon: int
    ok: int
    open: int


def lights(rows: QuerySet[Case], township_id: int, today: date) -> Lights:
    """The lights of these cases today, in one query; the same conditions as the ledger's filter."""
    span = horizon(township_id, today)
    late = Q(next_due_on__lt=today)
    soon = Q(next_due_on__gte=today, next_due_on__lte=span.yellow_until)
    found = rows.filter(state__in=sorted(OPEN_STATES)).aggregate(
        late=Count("pk", filter=late),
        soon=Count("pk", filter=soon),
        ok=Count("pk", filter=Q(next_due_on__gt=span.yellow_until)),
        open=Count("pk"),
    )
    return Lights(**found)


def lights_seen(actor: Actor, today: date) -> Lights:
    """Those of the cases the reader may open, so that each number is its list."""
    return lights(cases_visible_to(actor), actor.township_id, today)


def lights_of(township_id: int, today: date) -> Lights:
    """Those of the whole township: bare numbers."""
    return lights(Case.objects.filter(township_id=township_id), township_id, today)


def taking(township_id: int) -> Taking | None:
    """When the figures were taken; None before the first time."""
    return Taking.objects.filter(township_id=township_id).first()


Monthly = Mapping[tuple[str, date], Ratio]


def monthly(township_id: int, since: date) -> Monthly:
    """(figure, month) → n and d of the whole township, one query."""
    rows = KeptFigure.objects.filter(township_id=township_id, month__gte=since).order_by().values("key", "month")
    return {(row["key"], row["month"]): Ratio(row["sn"], row["sd"]) for row in rows.annotate(sn=Sum("n"), sd=Sum("d"))}


def over(kept: Monthly, key: str, span: Span | None) -> Ratio:
    """A figure over the months of a span."""
    return sum((kept.get((key, month), Ratio()) for month in span.months), Ratio()) if span else Ratio()


@dataclass(frozen=True)
class Cell:
    """One number of a table: value, n/d beside it, tone of its ground, what opens its rows ("" = nothing to open)."""

    value: str
    parts: str = ""
    tone: str = ""
    query: str = ""


def cell(declared: Declaration, ratio: Ratio, span: Span, unit: int | str | None = None) -> Cell:
    """A figure in a span, of one unit (its id, NO_UNIT = the office) or of all."""
    period = span.period
    query = f"figure={declared.key}&first={period.first}&last={period.last}" + (f"&unit={unit}" if unit else "")
    has_rows = ratio.d > 0
    parts = f"{ratio.n}/{ratio.d}" if declared.kind == RATE and has_rows else ""
    mark = tone(ratio) if declared.kind == RATE else ""
    return Cell(declared.value(ratio), parts, mark, query if has_rows else "")


@dataclass(frozen=True)
class RateLine:
    """A figure in the spans of the board, and how it moved between whole ones."""

    declared: Declaration
    now: Cell
    last: Cell
    before: Cell
    moved: str
    year: Cell
    year_before: Cell
    year_moved: str

    @property
    def has_rows(self) -> bool:
        """Whether there is anything behind it in any of the spans."""
        return any(one.query for one in (self.now, self.last, self.before, self.year, self.year_before))


def rate_lines(kept: Monthly, spans: Spans) -> list[RateLine]:
    """Every declared figure that somebody answers for, in the order of the keys."""
    lines = []
    for declared in declarations():
        if declared.kind == VOLUME:
            continue
        last, before = over(kept, declared.key, spans.last), over(kept, declared.key, spans.before)
        whole, year_before = (over(kept, declared.key, span) for span in (spans.year_whole, spans.year_before))
        is_rate = declared.kind == RATE
        lines.append(
            RateLine(
                declared,
                cell(declared, over(kept, declared.key, spans.now), spans.now),
                cell(declared, last, spans.last),
                cell(declared, before, spans.before),
                move(last, before) if is_rate else "",
                cell(declared, whole, spans.year_whole) if spans.year_whole else Cell("—"),
                cell(declared, year_before, spans.year_before) if spans.year_before else Cell("—"),
                move(whole, year_before) if is_rate else "",
            )
        )
    return lines


@dataclass(frozen=True)
class HeatLine:
    """One unit with its cells in the order of the columns."""

    label: str
    cells: tuple[Cell, ...]


def heat(township_id: int, span: Span) -> tuple[list[Declaration], list[HeatLine]]:
    """Units × rates over a span; units and rates without any row are left out. One query."""
    rows = KeptFigure.objects.filter(township_id=township_id, month__in=span.months).order_by()
    found: dict[int | None, dict[str, Ratio]] = defaultdict(dict)
    units: dict[int, tuple[int, int, str]] = {}
    who = ("unit_id", "unit__order", "unit__short_name", "unit__name")
    for pk, order, short, name, key, n, d in rows.values_list(*who, "key").annotate(sn=Sum("n"), sd=Sum("d")):
        found[pk][key] = Ratio(n, d)
        if pk:
            units[pk] = (order, pk, short or name)
    columns = [
        one for one in declarations() if one.kind == RATE and any(one.key in ratios for ratios in found.values())
    ]
    wanted = [(label, pk, found[pk]) for _, pk, label in sorted(units.values())]
    if None in found:
        wanted.append((f"{OFFICE}、领导", NO_UNIT, found[None]))
    lines = [
        HeatLine(label, tuple(cell(one, ratios.get(one.key, Ratio()), span, unit) for one in columns))
        for label, unit, ratios in wanted
        if any(one.key in ratios for one in columns)
    ]
    return columns, lines


@dataclass(frozen=True)
class MonthLine:
    """What was registered in a month: numbers in the order of `ordinary_classes`, and accusations."""

    month: date
    numbers: tuple[int, ...]
    accusations: int
    cells: tuple[Cell, ...]


def ordinary_classes() -> list[Declaration]:
    """The volumes that may be broken down: all but accusations."""
    return [declared for key, declared in REGISTERED.items() if key != ACCUSATION]


def volume(kept: Monthly, as_of: date) -> list[MonthLine]:
    """The last twelve months, the present one last."""
    lines = []
    for back in range(TREND_MONTHS - 1, -1, -1):
        month = months_back(month_of(as_of), back)
        span = Span("m", f"{month:%Y-%m}", month, month)
        counted = [kept.get((one.key, month), Ratio()) for one in ordinary_classes()]
        cells = tuple(cell(one, ratio, span) for one, ratio in zip(ordinary_classes(), counted, strict=True))
        accusations = kept.get((REGISTERED[ACCUSATION].key, month), Ratio())
        lines.append(MonthLine(month, tuple(ratio.n for ratio in counted), accusations.n, cells))
    return lines


def spans_for(township_id: int, today: date) -> tuple[Spans, Taking | None]:
    """The spans as of the day the figures were taken (today before the first time)."""
    taken = taking(township_id)
    return spans_of(taken.as_of if taken else today), taken


@dataclass(frozen=True)
class VillageLine:
    """One village: matters whose place it is, registered this year, open, late (what the map is toned by); disputes open."""

    unit: Unit
    registered: int
    open: int
    late: int
    disputes: int


def villages(actor: Actor, today: date) -> list[VillageLine]:
    """Every village in the order of the units, never by number; four queries. What the reader may see: each number is its list."""
    units = Unit.objects.filter(township_id=actor.township_id, kind=UnitKind.VILLAGE, is_active=True)
    seen = cases_visible_to(actor).exclude(case_class=ACCUSATION).exclude(ended_as__in=VOID_ENDINGS)
    counted = (
        seen.filter(place_unit__isnull=False)
        .order_by()
        .values("place_unit_id")
        .annotate(
            registered=Count("pk", filter=Q(registered_on__year=today.year)),
            open=Count("pk", filter=Q(state__in=sorted(OPEN_STATES))),
            late=Count("pk", filter=Q(state__in=sorted(OPEN_STATES), next_due_on__lt=today)),
        )
    )
    cases = {row["place_unit_id"]: row for row in counted}
    open_disputes = visible_to(actor, Dispute.objects.all(), VIEW_DISPUTE).filter(closed_on__isnull=True)
    disputes = dict(open_disputes.order_by().values_list("unit_id").annotate(n=Count("pk")))
    paths = dict(Unit.objects.filter(township_id=actor.township_id).values_list("pk", "path"))
    lines = []
    for unit in units.order_by("order", "pk"):
        below = [
            pk for pk, path in paths.items() if path.startswith(unit.path)
        ]  # its grids too, as the ledger's filter has it
        numbers = {name: sum(cases[pk][name] for pk in below if pk in cases) for name in ("registered", "open", "late")}
        lines.append(VillageLine(unit, disputes=sum(disputes.get(pk, 0) for pk in below), **numbers))
    return lines


def outline_of(township_id: int) -> Outline | None:
    """The outlines, if the office brought any."""
    return Outline.objects.filter(township_id=township_id).first()
