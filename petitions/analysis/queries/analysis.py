"""What is counted for 信访形势: three statements however many cases, each figure linked to exactly its rows of the ledger.

Counting starts at what the reader may see, as every list does; accusations are counted for the whole township, as a
number and nothing else. Read from indexes alone: case_counted, and case_days for the trend of two years.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, NullIf

from petitions.analysis.rules.analysis import NO_UNIT, CaseFacts, Month, Slice, Three, Windows, case_section
from petitions.analysis.rules.texts import case_text
from petitions.cases.models.cases import COUNTABLE, Case
from petitions.cases.models.categories import Category
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.rules.channels import CHANNELS, CLASSES
from petitions.ledger.rules.ledger import LedgerFilters
from petitions.permissions import VIEW_CASE
from records.figures.sources import FigurePeriod, FigureSection
from records.matters.queries.scope import matters_kept_from
from township.actors import Actor
from township.dates import full_month
from township.directory.models.units import Unit, UnitKind
from township.frame.addresses import address
from township.frame.slips import ALTOGETHER, Rows, about, gather_known, slip
from township.permissions import Reach
from township.prepared import rows_of

MONTHS = 12
ACCUSATION = Q(case_class="accusation")
MARKS = {"repeat": Q(is_repeat=True), "group": Q(is_group=True), "above": ~Q(received_via="direct")}  # counted apart
COUNTS = ("cases", "people", *MARKS)
DIMENSIONS = ("channel", "case_class", "top")
LINKED_UNITS = (UnitKind.TOWNSHIP, UnitKind.MEMBER, UnitKind.VILLAGE)


class UnitName(NamedTuple):
    """A unit by its number, kind and the name that ledgers print."""

    pk: int
    kind: str
    label: str


def case_facts(actor: Actor, period: FigurePeriod) -> CaseFacts:
    """Everything the volume part speaks of, for what the actor may count."""
    windows = Windows.of(period)

    def ask() -> list[QuerySet]:
        rows = countable(actor)
        volume = [question for name, span in windows.items() for question in _volume(name, rows, span)]
        return [*volume, _accusations(actor, windows), units_slip(actor), _tops_slip()]

    found = gather_known((about(actor), "volume", windows), ask)
    volume = sorted(_placed(found, "in", windows), key=lambda row: (row["channel"], row["case_class"]))
    return CaseFacts(
        windows,
        channels=_slices(volume, "channel", lambda key: CHANNELS[key].label, windows, "channel"),
        classes=_slices(volume, "case_class", lambda key: CLASSES[key], windows, "case_class"),
        units=_by_unit(_placed(found, "units", windows), read_units(found), windows),
        categories=_by_category(volume, {top["pk"]: top for top in found.get("tops", ())}, windows),
        accusations=Three(**found["accusation"][0]),
        trend=_trend(actor, period.last),
        urls={
            "total": ledger_url(windows),
            "first": ledger_url(windows, repeat="first"),
            "repeat": ledger_url(windows, repeat="repeat"),
            "group": ledger_url(windows, group=True),
        },
    )


def provide_cases(actor: Actor, period: FigurePeriod) -> FigureSection:
    """The section 信访形势 of any report (records.figures.sources)."""
    facts = case_facts(actor, period)
    return case_section(facts, case_text(facts))


def countable(actor: Actor) -> QuerySet[Case]:
    """The cases whose breakdowns the actor may see: what they see, without accusations and what was entered by mistake."""
    return cases_visible_to(actor).filter(COUNTABLE)


def ledger_url(windows: Windows, **more) -> str:
    """The ledger that lists exactly the countable matters registered in the present period."""
    filters = LedgerFilters(registered_from=windows.now.first, registered_to=windows.now.last, ordinary=True, **more)
    return filters.address(address("petitions:ledger"))


def span(period: FigurePeriod, column: str = "registered_on") -> Q:
    """The condition that the column's day lies in the period."""
    return Q(**{f"{column}__gte": period.first, f"{column}__lte": period.last})


def _volume(name: str, rows: QuerySet[Case], period: FigurePeriod) -> tuple[QuerySet, QuerySet]:
    """件 and 人次 of a period for each combination of form, class and content, with what is counted apart; and 件 by unit, which
    goes with nothing else: together they would be a combination for every second case. Read from the index alone (case_counted)."""
    top = Coalesce("category__parent__parent_id", "category__parent_id", "category_id")
    spanned = rows.filter(span(period))
    counts = {"cases": Count("pk"), "people": Coalesce(Sum("visitors"), 0)}
    counts |= {mark: Count("pk", filter=condition) for mark, condition in MARKS.items()}
    columns = {column: F(column) for column in DIMENSIONS}
    unit = slip(f"units_{name}", spanned, "unit_id", unit_id=F("unit_id"), cases=Count("pk"))
    return slip(f"in_{name}", spanned.annotate(top=top), *DIMENSIONS, **columns, **counts), unit


def _placed(found: Mapping[str, list[dict]], part: str, windows: Windows) -> Iterator[dict]:
    """The rows of a part with the place of their span among the three (at)."""
    for at, (name, _) in enumerate(windows.items()):
        yield from (row | {"at": at} for row in found.get(f"{part}_{name}", ()))


def _tallied(rows: Iterable[dict], column: str, counts: Iterable[str] = COUNTS) -> dict[Any, dict[str, Three]]:
    """The counts of each value of one column, in the order in which the rows name them. at: in which of the three spans."""
    found: dict[Any, dict[str, list[int]]] = {}
    for row in rows:
        sums = found.setdefault(row[column], {name: [0, 0, 0] for name in counts})
        for name, three in sums.items():
            three[row["at"]] += row[name]
    return {key: {name: Three(*three) for name, three in sums.items()} for key, sums in found.items()}


def _slices(
    rows: Iterable[dict], column: str, label: Callable[[str], str], windows: Windows, field: str
) -> tuple[Slice, ...]:
    """The rows added up by one of their columns, each with its ledger."""
    return tuple(
        Slice(label(key), url=ledger_url(windows, **{field: key}), **counts)
        for key, counts in _tallied(rows, column).items()
    )


def _by_unit(rows: Iterable[dict], units: Mapping[int, UnitName], windows: Windows) -> tuple[Slice, ...]:
    found = []
    for key, counts in _in_order(_tallied(rows, "unit_id", ("cases",))):
        unit = units.get(key)
        url = ledger_url(windows, unit=unit.pk) if unit and unit.kind in LINKED_UNITS else ""
        found.append(Slice(unit.label if unit else NO_UNIT, url=url, **counts))
    return tuple(found)


def _in_order(tallied: dict[int | None, dict[str, Three]]) -> list[tuple[int | None, dict[str, Three]]]:
    return sorted(tallied.items(), key=lambda item: item[0] or 0)


def units_slip(actor: Actor) -> QuerySet:
    """The question for every unit of the township, as a line of a table calls it."""
    label = Coalesce(NullIf("short_name", Value("")), "name")
    return slip(
        "unit_names", Unit.objects.filter(township_id=actor.township_id), pk=F("pk"), kind=F("kind"), label=label
    )


def read_units(found: Rows) -> dict[int, UnitName]:
    """The answer to it, by number."""
    return {row["pk"]: UnitName(**row) for row in found.get("unit_names", ())}


def _tops_slip() -> QuerySet:
    return slip("tops", Category.objects.filter(level=1), pk=F("pk"), name=F("name"), valid_to=F("valid_to"))


def _by_category(rows: Iterable[dict], tops: Mapping[int, dict], windows: Windows) -> tuple[Slice, ...]:
    """By first level. An old edition's category has no place in the ledger's filter and so no link."""
    found = []
    for key, counts in _in_order(_tallied(rows, "top")):
        category = tops.get(key)
        is_used = category is not None and category["valid_to"] is None
        url = ledger_url(windows, category=key) if is_used else ""
        found.append(Slice(category["name"] if category else "未分类", url=url, **counts))
    return tuple(found)


def _accusations(actor: Actor, windows: Windows) -> QuerySet:
    """How many in the whole township: a number that every reader of the totals may know, and no more."""
    rows = Case.objects.filter(ACCUSATION, township_id=actor.township_id)
    counts = {name: Count("pk", filter=span(period)) for name, period in windows.items()}
    return slip("accusation", rows, *ALTOGETHER, **counts)


def _starts(last: date) -> tuple[list[date], date]:
    """The first days of the two years of months up to the period's last, and of the month after them."""
    end = last.year * 12 + last.month - 1
    return [_month(end - back) for back in range(2 * MONTHS - 1, -1, -1)], _month(end + 1)


def _trend(actor: Actor, last: date) -> tuple[Month, ...]:
    """Twelve months up to the period's last, each beside the same month a year earlier.

    Counted by days: cutting days to months costs the database more than counting them. Who reads the whole township counts all
    of it from the index and takes away the few that are kept from them."""
    starts, _ = _starts(last)
    counts: Counter[tuple[int, int]] = Counter()
    for day, n in rows_of((about(actor), "trend", last), lambda: _days(actor, last)):
        day = day if isinstance(day, date) else date.fromisoformat(day)
        counts[day.year, day.month] += n
    return tuple(
        Month(full_month(start), counts[start.year, start.month], counts[start.year - 1, start.month])
        for start in starts[MONTHS:]
    )


def _days(actor: Actor, last: date) -> QuerySet:
    """(day, how many); a day comes twice where some of its cases are kept from the reader: the second time below nothing."""
    if actor.is_system or actor.reach(VIEW_CASE) != Reach.TOWNSHIP:
        return _counted(countable(actor), last)
    rows = Case.objects.filter(COUNTABLE, township_id=actor.township_id)
    kept = matters_kept_from(actor, restricted=True).values("pk")
    return _counted(rows, last).union(_counted(rows.filter(pk__in=kept), last, -1), all=True)


def _counted(rows: QuerySet[Case], last: date, sign: int = 1) -> QuerySet:
    starts, after = _starts(last)
    inside = rows.filter(registered_on__gte=starts[0], registered_on__lt=after).order_by()
    return inside.values("registered_on").annotate(n=Value(sign) * Count("*")).values_list("registered_on", "n")


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
