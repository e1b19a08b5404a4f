"""Hearings and work reports in sight; both are the office's and the leadership's."""

from django.db.models import QuerySet

from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.rules.hearings import SUBMITTED
from meetings.permissions import SIGN_WORK_REPORT, VIEW_HEARING
from meetings.sessions.models.minutes import Minutes
from records.matters.queries.scope import visible_to
from records.papers.models.approvals import Approval
from township.actors import Actor, OutOfScope
from township.refusals import Refused

APPROVAL = "work_report"


def hearings_visible_to(actor: Actor) -> QuerySet[Hearing]:
    return visible_to(actor, Hearing.objects.all(), VIEW_HEARING)


def reports_visible_to(actor: Actor) -> QuerySet[WorkReport]:
    return visible_to(actor, WorkReport.objects.all(), VIEW_HEARING)


def hearing_list(actor: Actor) -> QuerySet[Hearing]:
    """Latest quarter first."""
    return hearings_visible_to(actor).select_related("matter", "session", "report").order_by("-first", "-pk")


def report_list(actor: Actor) -> QuerySet[WorkReport]:
    """Latest period first."""
    rows = reports_visible_to(actor).select_related("matter", "document__drafted_by", "document__approved_by")
    return rows.order_by("-first", "-pk")


def get_hearing(actor: Actor, hearing_id: int) -> Hearing:
    """The hearing, or OutOfScope."""
    rows = hearings_visible_to(actor).select_related("matter", "township", "report__matter", "session__matter")
    return _one(rows.filter(pk=hearing_id).first())


def get_work_report(actor: Actor, report_id: int) -> WorkReport:
    """The report with its document, or OutOfScope."""
    rows = reports_visible_to(actor).select_related(
        "matter", "township", "document__drafted_by", "document__approved_by"
    )
    return _one(rows.filter(pk=report_id).first())


def reports_to_sign(actor: Actor) -> QuerySet[WorkReport]:
    """Reports that wait for this actor's signature; never his own draft."""
    if not actor.may(SIGN_WORK_REPORT):
        return WorkReport.objects.none()
    rows = reports_visible_to(actor).filter(state=SUBMITTED)
    return rows.exclude(document__drafted_by_id=actor.person_id).order_by("pk")


def pending_signature(report: WorkReport) -> Approval:
    """The undecided approval of this report; Refused when there is none any more."""
    rows = Approval.objects.filter(matter_id=report.pk, kind=APPROVAL, state=Approval.State.PENDING)
    approval = rows.select_related("proposed_by").first()
    if approval is None:
        raise Refused("报告现在没有等待签发，请刷新页面。")
    return approval


def words_of_minutes(minutes: Minutes) -> tuple[str, str]:
    """(opinions, decisions): what was held, and what was decided with the tasks, over all items."""
    held, decided = [], []
    for item in minutes.items.prefetch_related("tasks__unit").order_by("order"):
        held += [item.held] if item.held else []
        decided += [item.decided] if item.decided else []
        decided += [f"{task.text}（{task.unit.label}）" for task in item.tasks.all()]
    return "\n".join(held), "\n".join(decided)


def _one(row):
    if row is None:
        raise OutOfScope()
    return row
