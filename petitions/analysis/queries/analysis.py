"""What is counted for 信访形势: two statements however many cases, each figure linked to exactly its rows of the ledger.

Counting starts at what the reader may see, as every list does; accusations are counted for the whole township, as a
number and nothing else. Index: (township, -registered_on).
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth
from django.urls import reverse

from petitions.analysis.rules.analysis import NO_UNIT, CaseFacts, Month, Slice, Three, Windows, case_section
from petitions.analysis.rules.texts import case_text
from petitions.cases.models.cases import Case
from petitions.cases.models.categories import Category
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.rules.channels import CHANNELS, CLASSES
from petitions.cases.rules.endings import VOID_ENDINGS
from petitions.ledger.rules.ledger import LedgerFilters
from records.figures.sources import FigurePeriod, FigureSection
from township.actors import Actor
from township.dates import full_month
from township.directory.models.units import Unit, UnitKind
from township.frame.slips import ALTOGETHER, day_of, gather, slip
from township.together import together

MONTHS = 12
ACCUSATION = Q(case_class="accusation")
LINKED_UNITS = (UnitKind.TOWNSHIP, UnitKind.MEMBER, UnitKind.VILLAGE)


def case_facts(actor: Actor, period: FigurePeriod) -> CaseFacts:
    """Everything the volume part speaks of, for what the actor may count."""
    windows = Windows.of(period)
    rows = countable(actor)
    spanned = rows.filter(_any_span(windows))
    names = together({"units": Unit.objects.filter(township_id=actor.township_id), "tops": _tops()})
    top = Coalesce("category__parent__parent_id", "category__parent_id", "category_id")
    found = gather(
        [
            _grouped("form", spanned, windows, "channel", "case_class"),
            _grouped("unit", spanned, windows, "unit_id"),
            _grouped("category", spanned.annotate(top=top), windows, "top"),
            _accusations(actor, windows),
            _trend(rows, period.last),
        ]
    )
    by_form = found.get("form", ())
    return CaseFacts(
        windows,
        channels=_slices(by_form, "channel", lambda key: CHANNELS[key].label, windows, "channel"),
        classes=_slices(by_form, "case_class", lambda key: CLASSES[key], windows, "case_class"),
        units=_by_unit(found.get("unit", ()), {unit.pk: unit for unit in names["units"]}, windows),
        categories=_by_category(found.get("category", ()), {top.pk: top for top in names["tops"]}, windows),
        accusations=Three(**found["accusation"][0]),
        trend=_months(found.get("trend", ()), period.last),
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
    """The cases whose breakdowns the actor may see: what he sees, without accusations and what was entered by mistake."""
    return cases_visible_to(actor).exclude(ACCUSATION).exclude(ended_as__in=VOID_ENDINGS)


def ledger_url(windows: Windows, **more) -> str:
    """The ledger that lists exactly the countable matters registered in the present period."""
    filters = LedgerFilters(registered_from=windows.now.first, registered_to=windows.now.last, ordinary=True, **more)
    return filters.address(reverse("petitions:ledger"))


def span(period: FigurePeriod, column: str = "registered_on") -> Q:
    """The condition that the column's day lies in the period."""
    return Q(**{f"{column}__gte": period.first, f"{column}__lte": period.last})


def _any_span(windows: Windows) -> Q:
    wanted = Q()
    for _, period in windows.items():
        wanted |= span(period)
    return wanted


def _counted(windows: Windows) -> dict:
    """件, 人次, 重复, 集体访 and 来自上级 in each of the three spans, as aggregates of one statement."""
    found = {}
    for name, period in windows.items():
        inside = span(period)
        found |= {
            f"cases_{name}": Count("pk", filter=inside),
            f"people_{name}": Coalesce(Sum("visitors", filter=inside), 0),
            f"repeat_{name}": Count("pk", filter=inside & Q(is_repeat=True)),
            f"group_{name}": Count("pk", filter=inside & Q(is_group=True)),
            f"above_{name}": Count("pk", filter=inside & ~Q(received_via="direct")),
        }
    return found


def _grouped(name: str, rows: QuerySet[Case], windows: Windows, *columns: str) -> QuerySet:
    """One row for each combination of the columns, with every count."""
    return slip(name, rows, *columns, **{column: F(column) for column in columns}, **_counted(windows))


def _three(row: dict, name: str) -> Three:
    return Three(*(row[f"{name}_{window}"] for window in ("now", "previous", "last_year")))


def _slices(rows, column: str, label: Callable[[str], str], windows: Windows, field: str) -> tuple[Slice, ...]:
    """The rows added up by one of their columns, each with its ledger."""
    found: dict[str, Slice] = {}
    for row in sorted(rows, key=lambda row: (row["channel"], row["case_class"])):
        key = row[column]
        before = found.get(key, Slice(label(key), url=ledger_url(windows, **{field: key})))
        found[key] = _more(before, row)
    return tuple(found.values())


def _more(before: Slice, row) -> Slice:
    counts = {
        name: getattr(before, name) + _three(row, name) for name in ("cases", "people", "repeat", "group", "above")
    }
    return Slice(before.label, url=before.url, **counts)


def _by_unit(rows: list[dict], units: Mapping[int, Unit], windows: Windows) -> tuple[Slice, ...]:
    found = []
    for row in sorted(rows, key=lambda row: row["unit_id"] or 0):
        unit = units.get(row["unit_id"])
        url = ledger_url(windows, unit=unit.pk) if unit and unit.kind in LINKED_UNITS else ""
        found.append(_more(Slice(unit.label if unit else NO_UNIT, url=url), row))
    return tuple(found)


def units_by_id(actor: Actor) -> Mapping[int, Unit]:
    """Every unit of the township, in one statement."""
    return {unit.pk: unit for unit in Unit.objects.filter(township_id=actor.township_id)}


def _tops() -> QuerySet[Category]:
    return Category.objects.filter(level=1)


def _by_category(rows: list[dict], tops: Mapping[int, Category], windows: Windows) -> tuple[Slice, ...]:
    """By first level. An old edition's category has no place in the ledger's filter and so no link."""
    found = []
    for row in sorted(rows, key=lambda row: row["top"] or 0):
        category = tops.get(row["top"])
        is_used = category is not None and category.valid_to is None
        url = ledger_url(windows, category=category.pk) if is_used else ""
        found.append(_more(Slice(category.name if category else "未分类", url=url), row))
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


def _trend(rows: QuerySet[Case], last: date) -> QuerySet:
    starts, after = _starts(last)
    inside = rows.filter(registered_on__gte=starts[0], registered_on__lt=after)
    inside = inside.annotate(month=TruncMonth("registered_on"))
    return slip("trend", inside, "month", month=F("month"), n=Count("pk"))


def _months(rows: list[dict], last: date) -> tuple[Month, ...]:
    """Twelve months up to the period's last, each beside the same month a year earlier."""
    starts, _ = _starts(last)
    counts = {day_of(row["month"]): row["n"] for row in rows}
    return tuple(
        Month(full_month(start), counts.get(start, 0), counts.get(starts[at], 0))
        for at, start in enumerate(starts[MONTHS:])
    )


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
