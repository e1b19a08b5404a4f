"""Annual work points: plans in sight, points with their standing, what a unit owes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import F, OuterRef, QuerySet

from meetings.documents.models.plans import WorkPlan, WorkPoint
from meetings.documents.rules.papers import DRAFT as PAPER_DRAFT
from meetings.documents.rules.plans import CLAUSE, DRAFT, ISSUED, OpenPoint, PlanFacts, plan_owed
from meetings.permissions import READ_DRAFT_PAPER, REPORT_POINT, VIEW_PLAN, WRITE_PLAN
from records.duties.models.duties import Duty
from records.duties.openers import Acts, DutyAct
from records.duties.queries.periods import is_opened
from records.matters.queries.rights import rights_on
from records.matters.queries.scope import visible_to
from records.work.rules import Owed
from township.actors import Actor
from township.counts import size_of
from township.frame.slips import Rows, slip
from township.permissions import Reach
from township.sight import row_in_sight


@dataclass(frozen=True)
class Overview:
    """Counts of the points of one plan: done, late (date passed and not done), and all."""

    total: int
    done: int
    late: int


def plans_visible_to(actor: Actor) -> QuerySet[WorkPlan]:
    """Plans in reach; unissued ones only for the office."""
    rows = visible_to(actor, WorkPlan.objects.all(), VIEW_PLAN)
    return rows if actor.may(READ_DRAFT_PAPER) else rows.filter(state=ISSUED)


@dataclass(frozen=True)
class PlanFilter:
    """What narrows the list; an empty field does not."""

    state: str = ""


def plan_list(actor: Actor, wanted: PlanFilter, today: date) -> QuerySet[WorkPlan]:
    """The years, latest first, each with n_points, n_done, n_late."""
    rows = plans_visible_to(actor)
    rows = rows.filter(state=wanted.state) if wanted.state else rows
    points = WorkPoint.objects.filter(plan=OuterRef("pk"))
    rows = rows.annotate(
        n_points=size_of(points),
        n_done=size_of(points.filter(done_on__isnull=False)),
        n_late=size_of(points.filter(done_on__isnull=True, due_on__lt=today, plan__state=ISSUED)),
    )
    return rows.select_related("paper", "matter").order_by("-year")


def get_plan(actor: Actor, plan_id: int) -> WorkPlan:
    """The plan, or OutOfScope."""
    return row_in_sight(plans_visible_to(actor).select_related("matter", "paper"), pk=plan_id)


def points_of(plan: WorkPlan) -> list[WorkPoint]:
    """The points in their order, each with its reports, latest first (two queries)."""
    return list(plan.points.select_related("unit").prefetch_related("progress__by"))


def overview(points: list[WorkPoint], today: date) -> Overview:
    """Counts of these points."""
    done = sum(point.done_on is not None for point in points)
    late = sum(point.done_on is None and point.due_on < today for point in points)
    return Overview(len(points), done, late)


def plan_facts(actor: Actor, plan: WorkPlan) -> PlanFacts:
    """What the doors of a plan look at."""
    may = rights_on(actor, plan.matter, (WRITE_PLAN, REPORT_POINT))
    points = list(plan.points.values_list("pk", "unit_id", "done_on"))
    by_office = actor.reach(REPORT_POINT) == Reach.TOWNSHIP
    reports = plan.state == ISSUED and REPORT_POINT.code in may
    mine = (
        [pk for pk, unit, done in points if done is None and (by_office or unit in actor.unit_ids)] if reports else []
    )
    writes = plan.state == DRAFT and WRITE_PLAN.code in may
    return PlanFacts(
        state=plan.state,
        may=may,
        count=len(points),
        is_paper_draft=plan.paper_id is not None and plan.paper.state == PAPER_DRAFT,
        parts={"report": frozenset(mine), "remove": frozenset(pk for pk, *_ in points) if writes else frozenset()},
    )


def plan_work(plan: WorkPlan) -> Iterator[Owed]:
    """Who owes what on a plan: for the work of its kind."""
    rows = plan.points.filter(done_on__isnull=True) if plan.state == ISSUED else ()
    points = [OpenPoint(row.pk, row.seq, row.text, row.unit_id, row.due_on) for row in rows]
    return plan_owed(plan.state, has_duty=is_opened(plan.township_id, CLAUSE, str(plan.year)), points=points)


def _year_drafts(duties: list[Duty]) -> list[QuerySet]:
    townships, years = {duty.township_id for duty in duties}, {duty.first.year for duty in duties}
    rows = WorkPlan.objects.filter(township_id__in=townships, year__in=years, state=DRAFT)
    return [slip("points_of_duty", rows, **{name: F(name) for name in ("pk", "township_id", "year")})]


def _year_read(duties: list[Duty], rows: Rows) -> dict[int, DutyAct]:
    found = {(row["township_id"], row["year"]): row["pk"] for row in rows.get("points_of_duty", ())}
    keys = {duty.pk: (duty.township_id, duty.first.year) for duty in duties}
    return {number: DutyAct("work_points", found[key], "submit") for number, key in keys.items() if key in found}


YEAR_ACTS = Acts(_year_drafts, _year_read)  # the year's list goes on when it is submitted
