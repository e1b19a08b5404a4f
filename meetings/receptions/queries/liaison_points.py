"""Liaison points by quarter: whose, which, visited when, and which are still missing (D6)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from meetings.permissions import VIEW_POINTS
from meetings.receptions.models.liaison_points import LiaisonPoint, PointVisit
from records.duties.rules.duties import Period, period_of
from township.actors import Actor, OutOfScope


@dataclass(frozen=True)
class PointRow:
    """A point in a quarter with its visits, the latest first."""

    point: LiaisonPoint
    visits: list[PointVisit]


def quarter(day: date) -> Period:
    return period_of("quarterly", day)


def points_visible_to(actor: Actor) -> QuerySet[LiaisonPoint]:
    """Every point of the township for those who may look at them."""
    if not actor.may(VIEW_POINTS) or actor.township_id is None:
        return LiaisonPoint.objects.none()
    return LiaisonPoint.objects.filter(township_id=actor.township_id)


def get_point(actor: Actor, point_id: int) -> LiaisonPoint:
    row = points_visible_to(actor).select_related("person", "unit").filter(pk=point_id).first()
    if row is None:
        raise OutOfScope("没有找到这个联系点。")
    return row


def points_in(actor: Actor, period: Period) -> list[PointRow]:
    """The points of a quarter with their visits in it, unvisited ones first (two queries)."""
    points = points_visible_to(actor).filter(since__lte=period.last)
    points = list(points.filter(Q(until__isnull=True) | Q(until__gte=period.first)).select_related("person", "unit"))
    visits: dict[int, list[PointVisit]] = {}
    rows = PointVisit.objects.filter(point__in=points, on__gte=period.first, on__lte=period.last)
    for visit in rows.select_related("recorded_by"):
        visits.setdefault(visit.point_id, []).append(visit)
    found = [PointRow(point, visits.get(point.pk, [])) for point in points]
    return sorted(found, key=lambda row: (bool(row.visits), row.point.person_id, row.point.unit_id))


def unvisited(person_id: int, day: date) -> QuerySet[LiaisonPoint]:
    """The points of one leader without a visit in the quarter of `day` up to its end."""
    period = quarter(day)
    rows = LiaisonPoint.objects.filter(person_id=person_id, since__lte=period.last)
    rows = rows.filter(Q(until__isnull=True) | Q(until__gte=day))
    seen = PointVisit.objects.filter(on__gte=period.first, on__lte=period.last)
    return rows.exclude(pk__in=seen.values("point_id")).select_related("unit").order_by("pk")
