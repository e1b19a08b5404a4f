"""What the duty engine needs to know of a township: its clauses, what is opened so far, and who owes."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Subquery

from records.duties.models.duties import DutyLook, DutyPeriod
from records.duties.rules.duties import Owed
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.queries.actors import posts_in_effect
from township.directory.rules.posts import LEADERSHIP
from township.profiles.models.profiles import RuleClause


@dataclass(frozen=True)
class Debtors:
    """Who owes what, on one day. units: (id, kind) of the active units but the office itself; leaders: person ids."""

    units: tuple[tuple[int, str], ...] = ()
    leaders: tuple[int, ...] = ()
    office: tuple[tuple[None, None], ...] = field(default=((None, None),))

    def of(self, owed_by: str, unit_kinds: list[str]) -> list[tuple[int | None, int | None]]:
        """(unit id, person id) of each debtor of a clause; both None for the office."""
        if owed_by == Owed.UNITS:
            return [(pk, None) for pk, kind in self.units if kind in unit_kinds]
        if owed_by == Owed.LEADERS:
            return [(None, pk) for pk in self.leaders]
        return list(self.office)


def townships_to_open(at: datetime) -> list[int]:
    """The townships in which a period may be waiting to be opened (one query, however many townships there are)."""
    later = DutyLook.objects.filter(township=OuterRef("pk"), next_on__gt=at.date())
    rows = Township.objects.filter(~Exists(later), is_active=True)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def clauses_to_open(township_id: int) -> list[RuleClause]:
    """Every version of every clause, oldest first: periods missed during downtime are judged by the version of their day."""
    return list(RuleClause.objects.filter(township_id=township_id).order_by("key", "valid_from"))


def last_openings(township_id: int) -> dict[str, date]:
    """Clause key -> last day of the latest period opened so far (one query, which looks at one period of each clause: it costs
    the same after ten years)."""
    opened = DutyPeriod.objects.filter(township_id=township_id, clause=OuterRef("key"))
    rows = RuleClause.objects.filter(township_id=township_id).order_by().values("key").distinct()
    rows = rows.annotate(until=Subquery(opened.order_by("-last").values("last")[:1]))
    return {row["key"]: row["until"] for row in rows if row["until"]}


def debtors(township_id: int, on: date) -> Debtors:
    """Units and leaders of the township on a day (two queries)."""
    units = Unit.objects.filter(township_id=township_id, is_active=True, is_office=False).order_by("order", "pk")
    leaders = posts_in_effect(on, township_id=township_id, role__in=LEADERSHIP, person__is_active=True)
    people = dict.fromkeys(leaders.order_by("order", "pk").values_list("person_id", flat=True))
    return Debtors(tuple(units.values_list("pk", "kind")), tuple(people))
