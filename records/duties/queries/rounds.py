"""What the duty engine needs to know of townships: their clauses, what is opened so far, and who owes."""

from collections.abc import Collection
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


def clauses_to_open(township_ids: Collection[int]) -> dict[int, list[RuleClause]]:
    """Every version of every clause by township, oldest first: periods missed during downtime are judged by the version of
    their day (one query)."""
    found: dict[int, list[RuleClause]] = {pk: [] for pk in township_ids}
    for row in RuleClause.objects.filter(township_id__in=township_ids).order_by("key", "valid_from"):
        found[row.township_id].append(row)
    return found


def last_openings(township_ids: Collection[int]) -> dict[int, dict[str, date]]:
    """Township → clause key → last day of the latest period opened so far (one query, which looks at one period of each
    clause: it costs the same after ten years)."""
    opened = DutyPeriod.objects.filter(township_id=OuterRef("township_id"), clause=OuterRef("key"))
    rows = RuleClause.objects.filter(township_id__in=township_ids).order_by().values("township_id", "key").distinct()
    found: dict[int, dict[str, date]] = {pk: {} for pk in township_ids}
    for row in rows.annotate(until=Subquery(opened.order_by("-last").values("last")[:1])):
        if row["until"]:
            found[row["township_id"]][row["key"]] = row["until"]
    return found


def debtors(township_ids: Collection[int], on: date) -> dict[int, Debtors]:
    """Units and leaders of the townships on a day (two queries)."""
    rows = Unit.objects.filter(township_id__in=township_ids, is_active=True, is_office=False).order_by("order", "pk")
    units: dict[int, list[tuple[int, str]]] = {pk: [] for pk in township_ids}
    for township, pk, kind in rows.values_list("township_id", "pk", "kind"):
        units[township].append((pk, kind))
    posts = posts_in_effect(on, township_id__in=township_ids, role__in=LEADERSHIP, person__is_active=True)
    leaders: dict[int, dict[int, None]] = {pk: {} for pk in township_ids}
    for township, person in posts.order_by("order", "pk").values_list("township_id", "person_id"):
        leaders[township][person] = None
    return {pk: Debtors(tuple(units[pk]), tuple(leaders[pk])) for pk in township_ids}


def not_opened(township_ids: Collection[int], clause: str, period: str) -> set[int]:
    """Those of the townships in which the period of the clause is not open yet (one query)."""
    rows = DutyPeriod.objects.filter(township_id__in=township_ids, clause=clause, period=period)
    return set(township_ids).difference(rows.values_list("township_id", flat=True))
