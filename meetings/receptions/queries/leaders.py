"""What each leader did at receptions in a span of days, for the leader's record: four grouped queries however many leaders."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max, Q, Sum

from meetings.receptions.models.liaison_points import LiaisonPoint
from meetings.receptions.models.receptions import Reception, Visitor
from meetings.receptions.models.rosters import DutySlot


@dataclass(frozen=True)
class LeaderReceptions:
    """turns: published turns up to today; signed: signed in; missed: the day passed without a signature; receptions: records;
    visits, people: who came; cases, answered: what became of the visits; promises: promises whose day has come; kept: kept by
    that day."""

    turns: int = 0
    signed: int = 0
    missed: int = 0
    receptions: int = 0
    visits: int = 0
    people: int = 0
    cases: int = 0
    answered: int = 0
    promises: int = 0
    kept: int = 0


def receptions_by_leader(township_id: int, first: date, last: date, today: date) -> Mapping[int, LeaderReceptions]:
    """Person → what stands on record, first and last day included; a turn that lies ahead counts for nobody yet."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    slots = DutySlot.objects.filter(
        roster__township_id=township_id,
        roster__published_on__isnull=False,
        a__isnull=False,
        day__gte=first,
        day__lte=min(last, today),
    )
    turns = (
        slots.order_by()
        .values("a_id")
        .annotate(
            turns=Count("pk"),
            signed=Count("pk", filter=Q(signed_in_at__isnull=False)),
            missed=Count("pk", filter=Q(is_missed=True)),
        )
    )
    held = Reception.objects.filter(township_id=township_id, held_on__gte=first, held_on__lte=last).order_by()
    visits = Visitor.objects.filter(reception__in=held.values("pk")).order_by()
    due = visits.model.objects.filter(
        reception__township_id=township_id, promise_due_on__gte=first, promise_due_on__lte=min(last, today)
    )
    groups = (
        ("a_id", turns),
        ("leader_id", held.values("leader_id").annotate(receptions=Count("pk"), people=Sum("headcount"))),
        (
            "leader",
            visits.values(leader=F("reception__leader_id")).annotate(
                visits=Count("pk"),
                cases=Count("pk", filter=Q(outcome="case")),
                answered=Count("pk", filter=Q(outcome="answered")),
            ),
        ),
        (
            "leader",
            due.order_by()
            .values(leader=F("reception__leader_id"))
            .annotate(promises=Count("pk"), kept=Count("pk", filter=Q(promise_kept_on__lte=F("promise_due_on")))),
        ),
    )
    for key, rows in groups:
        for row in rows:
            found[row.pop(key)] |= {name: value or 0 for name, value in row.items()}
    return {person: LeaderReceptions(**values) for person, values in found.items()}


@dataclass(frozen=True)
class PointOfLeader:
    """One liaison point in a span of days. visits: in the span; latest: the last of them."""

    unit: str
    visits: int
    latest: date | None


def points_of(person_id: int, first: date, last: date) -> list[PointOfLeader]:
    """The liaison points a leader had on some day of the span, with the visits in it (one query)."""
    inside = Q(visits__on__gte=first, visits__on__lte=last)
    rows = LiaisonPoint.objects.filter(person_id=person_id, since__lte=last).exclude(until__lt=first)
    rows = rows.annotate(n=Count("visits", filter=inside), latest=Max("visits__on", filter=inside))
    return [
        PointOfLeader(row.unit.label, row.n, row.latest) for row in rows.select_related("unit").order_by("unit__order")
    ]
