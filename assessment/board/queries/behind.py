"""What opens behind a number of the board: who is late with what, and the rows of a figure as far as the reader may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from assessment.board.queries.board import NO_UNIT, OFFICE
from petitions.cases.queries.figures import ACCUSATION, REGISTERED
from records.figures.declared import DECLARED, Declaration, inside, total
from records.figures.rules import FigurePeriod, Ratio
from records.matters.models.matters import Matter
from records.matters.queries.scope import matters_visible_to
from records.work.models import OPEN, WorkItem
from township.actors import Actor, OutOfScope
from township.directory.models.units import Unit
from township.words import whole_number

ROWS_MOST = 300


@dataclass(frozen=True)
class Late:
    """Who owes something that is overdue. holder: "unit:3", "person:5" or "office"; days: of the oldest, natural days."""

    holder: str
    label: str
    n: int
    days: int


def overdue(township_id: int, today: date) -> QuerySet[WorkItem]:
    """Open work of the township whose day has passed."""
    return WorkItem.objects.filter(OPEN, township_id=township_id, due_on__lt=today).order_by()


def late_holders(township_id: int, today: date, *, with_people: bool = True) -> list[Late]:
    """Units, leaders and the office with overdue work, the most first; one query."""
    who = ("unit_id", "unit__short_name", "unit__name", "person_id", "person__name", "right")
    counted: dict[tuple[str, str], tuple[int, date]] = {}
    rows = overdue(township_id, today).values_list(*who).annotate(Count("pk"), Min("due_on"))
    for unit, short, name, person, person_name, right, n, oldest in rows:
        holders = [(f"unit:{unit}", short or name)] if unit else []
        holders += [(f"person:{person}", person_name)] if person and with_people else []
        holders += [(NO_UNIT, OFFICE)] if right else []
        for holder in holders:
            before, since = counted.get(holder, (0, oldest))
            counted[holder] = (before + n, min(since, oldest))
    found = [Late(*holder, n, (today - oldest).days) for holder, (n, oldest) in counted.items()]
    return sorted(found, key=lambda one: (-one.n, -one.days, one.label))


def late_items(actor: Actor, holder: str, today: date) -> tuple[list[WorkItem], int]:
    """The overdue work of one holder that the reader may open (at most ROWS_MOST), and how many are withheld."""
    kind, _, number = holder.partition(":")
    rows = overdue(actor.township_id, today)
    if holder == NO_UNIT:
        rows = rows.exclude(right="")
    elif kind in ("unit", "person") and (pk := whole_number(number, 9)) is not None:
        rows = rows.filter(**{f"{kind}_id": pk})
    else:
        raise OutOfScope()
    seen = rows.filter(Q(matter__isnull=True) | Q(matter_id__in=matters_visible_to(actor).values("pk")))
    shown = seen.select_related("matter", "duty", "unit", "person").order_by("due_on", "pk")[:ROWS_MOST]
    return list(shown), rows.count() - seen.count()


@dataclass(frozen=True)
class Row:
    """One row behind a figure. matter, source: of its page; words: its number and title."""

    words: str
    on: date
    is_counted: bool
    unit: str
    matter: int | None
    source: int


@dataclass(frozen=True)
class Behind:
    """The rows behind a figure now. shown: those the reader may open, the latest first, at most ROWS_MOST; withheld: how many are
    counted and not open to the reader."""

    declared: Declaration
    period: FigurePeriod
    ratio: Ratio
    shown: list[Row]
    n_seen: int

    @property
    def withheld(self) -> int:
        return self.ratio.d - self.n_seen


def behind(actor: Actor, key: str, period: FigurePeriod, unit: str, as_of: date) -> Behind:
    """The rows of a figure in a period, of one unit ("" = all, NO_UNIT = of none). OutOfScope for an unknown figure, and for
    accusations: their number stands on the board, nothing else."""
    declared = DECLARED.get(key)
    if declared is None or key == REGISTERED[ACCUSATION].key:
        raise OutOfScope()
    rows = declared.rows(actor.township_id, as_of).filter(inside(period))
    if unit == NO_UNIT:
        rows = rows.filter(unit_of__isnull=True)
    elif unit:
        pk = whole_number(unit, 9)
        if pk is None:
            raise OutOfScope()
        rows = rows.filter(unit_of=pk)
    seen = declared.sight(actor, rows)
    column = declared.matter or declared.title or "pk"
    ordered = seen.order_by("is_counted", "-basis_on", "-pk")
    values = list(ordered.values_list("pk", "unit_of", "is_counted", "basis_on", column)[:ROWS_MOST])
    return Behind(declared, period, total(rows, period), _rows(declared, values), seen.count())


def _rows(declared: Declaration, values: Sequence[tuple]) -> list[Row]:
    units = {unit.pk: unit.label for unit in Unit.objects.filter(pk__in={unit for _, unit, *_ in values if unit})}
    titles = {}
    if declared.matter:
        found = Matter.objects.filter(pk__in={what for *_, what in values}).values_list("pk", "number", "title")
        titles = {pk: f"{number}　{title}" for pk, number, title in found}
    return [
        Row(
            titles.get(what, "") if declared.matter else str(what),
            on,
            is_counted,
            units.get(unit, OFFICE),
            what if declared.matter else None,
            pk,
        )
        for pk, unit, is_counted, on, what in values
    ]
