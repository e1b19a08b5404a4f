"""What is counted for 信访形势: seven statements however many cases, each figure linked to exactly its rows of the ledger.

Counting starts at what the reader may see, as every list does; accusations are counted for the whole township, as a
number and nothing else. Index: (township, -registered_on).
"""

from collections.abc import Callable, Mapping
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
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

MONTHS = 12
ACCUSATION = Q(case_class="accusation")
LINKED_UNITS = (UnitKind.TOWNSHIP, UnitKind.MEMBER, UnitKind.VILLAGE)


def case_facts(actor: Actor, period: FigurePeriod) -> CaseFacts:
    """Everything the volume part speaks of, for what the actor may count."""
    windows = Windows.of(period)
    rows = countable(actor)
    spanned = rows.filter(_any_span(windows))
    by_form = list(_grouped(spanned, windows, "channel", "case_class"))
    return CaseFacts(
        windows,
        channels=_slices(by_form, "channel", lambda key: CHANNELS[key].label, windows, "channel"),
        classes=_slices(by_form, "case_class", lambda key: CLASSES[key], windows, "case_class"),
        units=_by_unit(actor, spanned, windows),
        categories=_by_category(spanned, windows),
        accusations=_accusations(actor, windows),
        trend=_trend(rows, period.last),
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


def _grouped(rows: QuerySet[Case], windows: Windows, *columns: str) -> QuerySet:
    """One row for each combination of the columns, with every count."""
    counted = _counted(windows)
    grouped = rows.values(*columns).order_by(*columns).annotate(**counted)
    return grouped.values_list(*columns, *counted, named=True)


def _three(row, name: str) -> Three:
    return Three(*(getattr(row, f"{name}_{window}") for window in ("now", "previous", "last_year")))


def _slices(rows, column: str, label: Callable[[str], str], windows: Windows, field: str) -> tuple[Slice, ...]:
    """The rows added up by one of their columns, each with its ledger."""
    found: dict[str, Slice] = {}
    for row in rows:
        key = getattr(row, column)
        before = found.get(key, Slice(label(key), url=ledger_url(windows, **{field: key})))
        found[key] = _more(before, row)
    return tuple(found.values())


def _more(before: Slice, row) -> Slice:
    counts = {
        name: getattr(before, name) + _three(row, name) for name in ("cases", "people", "repeat", "group", "above")
    }
    return Slice(before.label, url=before.url, **counts)


def _by_unit(actor: Actor, rows: QuerySet[Case], windows: Windows) -> tuple[Slice, ...]:
    counted = _grouped(rows, windows, "unit_id")
    units = units_by_id(actor)
    found = []
    for row in counted:
        unit = units.get(row.unit_id)
        url = ledger_url(windows, unit=unit.pk) if unit and unit.kind in LINKED_UNITS else ""
        found.append(_more(Slice(unit.label if unit else NO_UNIT, url=url), row))
    return tuple(found)


def units_by_id(actor: Actor) -> Mapping[int, Unit]:
    """Every unit of the township, in one statement."""
    return {unit.pk: unit for unit in Unit.objects.filter(township_id=actor.township_id)}


def _by_category(rows: QuerySet[Case], windows: Windows) -> tuple[Slice, ...]:
    """By first level. An old edition's category has no place in the ledger's filter and so no link."""
    top = Coalesce("category__parent__parent_id", "category__parent_id", "category_id")
    counted = _grouped(rows.annotate(top=top), windows, "top")
    tops = {row.pk: row for row in Category.objects.filter(level=1)}
    found = []
    for row in counted:
        category = tops.get(row.top)
        is_used = category is not None and category.valid_to is None
        url = ledger_url(windows, category=category.pk) if is_used else ""
        found.append(_more(Slice(category.name if category else "未分类", url=url), row))
    return tuple(found)


def _accusations(actor: Actor, windows: Windows) -> Three:
    """How many in the whole township: a number that every reader of the totals may know, and no more."""
    rows = Case.objects.filter(ACCUSATION, township_id=actor.township_id)
    found = rows.aggregate(**{name: Count("pk", filter=span(period)) for name, period in windows.items()})
    return Three(**found)


def _trend(rows: QuerySet[Case], last: date) -> tuple[Month, ...]:
    """Twelve months up to the period's last, each beside the same month a year earlier."""
    end = last.year * 12 + last.month - 1
    starts = [_month(end - back) for back in range(2 * MONTHS - 1, -1, -1)]
    counted = (
        rows.filter(registered_on__gte=starts[0], registered_on__lt=_month(end + 1))
        .annotate(month=TruncMonth("registered_on"))
        .values("month")
        .order_by("month")
        .annotate(n=Count("pk"))
    )
    counts = {row["month"]: row["n"] for row in counted}
    return tuple(
        Month(full_month(start), counts.get(start, 0), counts.get(starts[at], 0))
        for at, start in enumerate(starts[MONTHS:])
    )


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
