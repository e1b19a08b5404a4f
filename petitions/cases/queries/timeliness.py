"""When a limit of a case was kept: the one place that says so, for figures, lists and scores.

Lateness goes by the raw due date, as the alarm does; a granted extension is in it. A limit that lies ahead and is not met yet
is judged by nobody.
"""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from petitions.cases.models.assignments import Assignment
from petitions.cases.rules.clock_moves import ACCEPTANCE
from petitions.cases.rules.terms import CONCLUDE, SIMPLE_ACCEPT, SIMPLE_CLOSE, UNIT_LIMIT
from records.clocks.models import Clock

ACCEPTANCE_CODES = tuple(term.code for term in ACCEPTANCE)
CONCLUSION_CODES = (CONCLUDE.code, SIMPLE_CLOSE.code)
SIMPLE_CODES = (SIMPLE_ACCEPT.code, SIMPLE_CLOSE.code)
IN_TIME = Q(stopped_on__isnull=False, stopped_on__lte=F("due_on"))


def judged(as_of: date) -> Q:
    """The condition that the limit is over: it was stopped, or its due date lies before as_of."""
    return Q(stopped_on__isnull=False) | Q(due_on__lt=as_of)


def clocks_of(township_id: int, codes: tuple[str, ...]) -> QuerySet[Clock]:
    """The clocks of these limits, each matter once: a simple limit that turned into the ordinary one, counted from the same
    day, was not answered but replaced."""
    ordinary = Clock.objects.filter(
        matter_id=OuterRef("matter_id"),
        start_on__gte=OuterRef(
            "start_on"
        ),  # on the same day; said so that each of the few simple limits is looked up by
        start_on__lte=OuterRef("start_on"),  # itself, and the clocks of all years are not read into a table beforehand
        code__in=[code for code in codes if code not in SIMPLE_CODES],
    )
    rows = Clock.objects.filter(township_id=township_id, code__in=codes)
    return rows.exclude(Q(code__in=SIMPLE_CODES) & Exists(ordinary))


def unit_clocks(township_id: int) -> QuerySet[Clock]:
    """The limits of tasks that were given to units and not taken back: no objection agreed to, no change of unit."""
    live = Assignment.objects.filter(
        case_id=OuterRef("matter_id"), unit_id=OuterRef("unit_id"), arrived_on=OuterRef("start_on")
    ).exclude(state=Assignment.State.WITHDRAWN)
    return Clock.objects.filter(Exists(live), township_id=township_id, code=UNIT_LIMIT.code, unit__isnull=False)
