"""Annual work points: plans in sight, points with their standing, what a unit owes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from meetings.documents.models.plans import WorkPlan, WorkPoint
from meetings.documents.rules.plans import ISSUED
from meetings.permissions import READ_DRAFT_PAPER, VIEW_PLAN
from records.matters.queries.scope import visible_to
from township.actors import Actor, OutOfScope


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


def plan_list(actor: Actor) -> QuerySet[WorkPlan]:
    return plans_visible_to(actor).select_related("paper", "matter").prefetch_related("points").order_by("-year")


def get_plan(actor: Actor, plan_id: int) -> WorkPlan:
    """The plan, or OutOfScope."""
    row = plans_visible_to(actor).select_related("matter", "paper").filter(pk=plan_id).first()
    if row is None:
        raise OutOfScope()
    return row


def points_of(plan: WorkPlan) -> list[WorkPoint]:
    """The points in their order, each with its reports, latest first (two queries)."""
    return list(plan.points.select_related("unit").prefetch_related("progress__by"))


def overview(points: list[WorkPoint], today: date) -> Overview:
    """Counts of these points."""
    done = sum(point.done_on is not None for point in points)
    late = sum(point.done_on is None and point.due_on < today for point in points)
    return Overview(len(points), done, late)
