"""What dispatch, hearing and work report enter into the registries of the floors below: kinds, openers, figures, homes."""

from datetime import datetime

from django.urls import reverse

from meetings.dispatch.actions.dispatches import open_dispatch
from meetings.dispatch.actions.hearings import open_hearing
from meetings.dispatch.actions.reports import remind_of_reports
from meetings.dispatch.actions.work_reports import open_report
from meetings.dispatch.demo import load
from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.queries import figures as dispatch_figures
from meetings.dispatch.queries import homes as dispatch_homes
from meetings.dispatch.rules.dispatches import CLAUSE
from meetings.dispatch.rules.hearings import HEARING_CLAUSE, REPORT_CLAUSE
from meetings.permissions import VIEW_DISPATCH, VIEW_HEARING
from meetings.sessions.rules.journal import DISPATCH_WORDS
from records.duties.models.duties import Duty
from records.duties.openers import register_link, register_opener
from records.duties.rules.duties import Period
from records.figures.sources import register_figures
from records.jobs.ticks import register_daily
from records.matters.kinds import Kind
from records.matters.kinds import register as register_kind
from records.matters.queries.trail import register_words
from township.actors import system_actor
from township.frame import demo_parts, navigation
from township.frame.homes import register as register_home
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, LIAISON

OPENER = "定时任务·制度执行"


def register() -> None:
    """Called once from MeetingsConfig.ready()."""
    register_kind(Kind(key="dispatch", label="视频调度", url_name="meetings:dispatch", view=VIEW_DISPATCH))
    register_kind(Kind(key="hearing", label="听取汇报", url_name="meetings:hearing", view=VIEW_HEARING))
    register_kind(Kind(key="work_report", label="工作报告", url_name="meetings:work_report", view=VIEW_HEARING))
    register_words(DISPATCH_WORDS)
    register_opener(CLAUSE, open_dispatch_of)
    register_opener(HEARING_CLAUSE, open_hearing_of)
    register_opener(REPORT_CLAUSE, open_report_of)
    for clause in (CLAUSE, HEARING_CLAUSE, REPORT_CLAUSE):
        register_link(clause, link_of)
    register_daily(remind_of_reports)
    register_figures("resolutions", "议定事项落实", 60, dispatch_figures.resolutions)
    register_figures("sessions", "会议和调度", 70, dispatch_figures.sessions)
    navigation.register("会议", "视频调度", "meetings:dispatches", VIEW_DISPATCH, 40)
    navigation.register("会议", "听取汇报", "meetings:hearings", VIEW_HEARING, 50)
    roles = (CLERK, DIRECTOR, CHIEF_CONVENOR, CONVENOR, LIAISON)
    register_home(roles, 82, "meetings/dispatch/home.html", dispatch_homes.dispatch)
    demo_parts.register(load)


def open_dispatch_of(township_id: int, period: Period, duties: list[Duty], at: datetime) -> None:
    """The month of dispatch_month has begun."""
    due_on = duties[0].due_on if duties else None
    open_dispatch(period=period, due_on=due_on, by=system_actor(township_id, OPENER, at.date()), at=at)


def open_hearing_of(township_id: int, period: Period, duties: list[Duty], at: datetime) -> None:
    """The quarter of hearing_quarter has begun."""
    open_hearing(period=period, by=system_actor(township_id, OPENER, at.date()), at=at)


def open_report_of(township_id: int, period: Period, duties: list[Duty], at: datetime) -> None:
    """A period of work_report has begun, whatever its cadence."""
    open_report(period=period, by=system_actor(township_id, OPENER, at.date()), at=at)


def link_of(duty: Duty) -> str:
    """The page of the duty's month, quarter or report; the list when it is not there."""

    model, page, pages = {
        "dispatch_month": (Dispatch, "meetings:dispatch", "meetings:dispatches"),
        "hearing_quarter": (Hearing, "meetings:hearing", "meetings:hearings"),
        "work_report": (WorkReport, "meetings:work_report", "meetings:hearings"),
    }[duty.clause]
    rows = model.objects.filter(township_id=duty.township_id, period=duty.period)
    pk = rows.values_list("pk", flat=True).first()
    return reverse(page, args=[pk]) if pk else reverse(pages)
