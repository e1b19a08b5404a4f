"""Liaison points by quarter: whose, which, visited when, and which are still missing (D6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from meetings.permissions import VIEW_POINTS
from meetings.receptions.models.liaison_points import LiaisonPoint, PointVisit
from records.duties.rules.duties import Period, period_of
from township.actors import Actor
from township.sight import row_in_sight


@dataclass(frozen=True)
class PointFilter:
    """quarter: key of the quarter looked at ("2026-Q4"), "" = this one; missing: only those without a visit in it."""

    quarter: str = ""
    leader: int | None = None
    missing: bool = False


@dataclass(frozen=True)
class PointRow:
    """A point in a quarter with its visits, the latest first; is_open: it may be visited now."""

    point: LiaisonPoint
    visits: list[PointVisit]
    is_now: bool = True

    @property
    def is_open(self) -> bool:
        return self.is_now and self.point.until is None


def quarter(day: date) -> Period:
    return period_of("quarterly", day)


def points_visible_to(actor: Actor) -> QuerySet[LiaisonPoint]:
    """Every point of the township for those who may look at them."""
    if not actor.may(VIEW_POINTS) or actor.township_id is None:
        return LiaisonPoint.objects.none()
    return LiaisonPoint.objects.filter(township_id=actor.township_id)


def get_point(actor: Actor, point_id: int) -> LiaisonPoint:
    return row_in_sight(points_visible_to(actor).select_related("person", "unit"), "没有找到这个联系点。", pk=point_id)


def wanted_quarter(key: str, today: date) -> Period:
    """The quarter a key names; this one for anything else."""
    year, _, n = key.partition("-Q")
    if len(year) == 4 and year.isascii() and year.isdigit() and n in ("1", "2", "3", "4") and "2000" <= year <= "2099":
        return quarter(date(int(year), 3 * int(n), 1))
    return quarter(today)


def points(actor: Actor, wanted: PointFilter, today: date) -> QuerySet[LiaisonPoint]:
    """The points of a quarter, unvisited ones first."""
    period = wanted_quarter(wanted.quarter, today)
    rows = points_visible_to(actor).filter(since__lte=period.last)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=period.first))
    seen = PointVisit.objects.filter(point=OuterRef("pk"), on__gte=period.first, on__lte=period.last)
    rows = rows.annotate(is_visited=Exists(seen))
    if wanted.leader:
        rows = rows.filter(person_id=wanted.leader)
    if wanted.missing:
        rows = rows.filter(is_visited=False)
    return rows.select_related("person", "unit").order_by("is_visited", "person_id", "unit_id")


def with_visits(rows: Iterable[LiaisonPoint], period: Period, today: date) -> list[PointRow]:
    """The points with their visits in the quarter (one query)."""
    found, visits = list(rows), {}
    made = PointVisit.objects.filter(point__in=found, on__gte=period.first, on__lte=period.last)
    for visit in made.select_related("recorded_by"):
        visits.setdefault(visit.point_id, []).append(visit)
    is_now = period.first <= today <= period.last
    return [PointRow(point, visits.get(point.pk, []), is_now) for point in found]


def unvisited(person_id: int, day: date) -> QuerySet[LiaisonPoint]:
    """The points of one leader without a visit in the quarter of `day` up to its end."""
    period = quarter(day)
    rows = LiaisonPoint.objects.filter(person_id=person_id, since__lte=period.last)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=day))
    seen = PointVisit.objects.filter(on__gte=period.first, on__lte=period.last)
    return rows.exclude(pk__in=seen.values("point_id")).select_related("unit").order_by("pk")
