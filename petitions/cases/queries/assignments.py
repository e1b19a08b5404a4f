"""The tasks of units on a case."""

from petitions.cases.models.assignments import Assignment, Objection
from petitions.cases.models.cases import Case
from township.actors import Actor


def live_assignments(case: Case) -> list[Assignment]:
    """Tasks that still stand, the lead unit first."""
    return list(live_first(case.assignments.filter(ended_on__isnull=True).select_related("unit")))


def lead_assignment(case: Case) -> Assignment | None:
    """The lead unit's task, or None while the office handles the case itself."""
    return case.assignments.filter(part=Assignment.Part.LEAD, ended_on__isnull=True).select_related("unit").first()


def own_task(case: Case, actor: Actor) -> Assignment | None:
    """The standing task of one of the actor's units, or of a unit in their portfolio."""
    mine = actor.unit_ids | actor.portfolio_unit_ids
    return next((row for row in live_assignments(case) if row.unit_id in mine), None)


def pending_objection(case: Case) -> Objection | None:
    """The first objection of a unit that nobody has verified yet."""
    rows = Objection.objects.filter(assignment__case=case, state=Objection.State.PENDING)
    return rows.select_related("assignment__unit", "raised_by").order_by("pk").first()


def live_first(rows) -> tuple[Assignment, ...]:
    """Standing tasks before those taken back, the lead unit first."""
    return tuple(sorted(rows, key=lambda row: (row.ended_on is not None, row.part != Assignment.Part.LEAD, row.pk)))
