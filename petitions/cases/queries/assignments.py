"""The tasks of units on a case."""

from petitions.cases.models.assignments import Assignment
from petitions.cases.models.cases import Case


def live_assignments(case: Case) -> list[Assignment]:
    """Tasks that still stand, the lead unit first."""
    return list(live_first(case.assignments.filter(ended_on__isnull=True).select_related("unit")))


def lead_assignment(case: Case) -> Assignment | None:
    """The lead unit's task, or None while the office handles the case itself."""
    return case.assignments.filter(part=Assignment.Part.LEAD, ended_on__isnull=True).select_related("unit").first()


def live_first(rows) -> tuple[Assignment, ...]:
    """Standing tasks before those taken back, the lead unit first."""
    return tuple(sorted(rows, key=lambda row: (row.ended_on is not None, row.part != Assignment.Part.LEAD, row.pk)))
