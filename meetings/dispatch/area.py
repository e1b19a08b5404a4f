"""Monthly video dispatch, hearings by party and government, work reports (C7, C9)."""

from datetime import datetime

from django.urls import reverse

from meetings.areas import Area
from meetings.dispatch.actions.bound import FOLLOWER
from meetings.dispatch.actions.dispatches import open_dispatch
from meetings.dispatch.actions.hearings import open_hearing
from meetings.dispatch.actions.work_reports import FLOW, open_report
from meetings.dispatch.demo import load
from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.queries import figures
from meetings.dispatch.queries.declared import REPORTED
from meetings.dispatch.queries.dispatches import MONTH_ACTS, dispatch_work
from meetings.dispatch.queries.hearings import QUARTER_ACTS, REPORT_ACTS, hearing_work
from meetings.dispatch.rules.dispatches import CLAUSE, REPORT_PLAN
from meetings.dispatch.rules.hearings import HEARING_CLAUSE, REPORT_CLAUSE
from meetings.dispatch.views.ledgers import DISPATCHES, HEARINGS, REPORTS
from meetings.permissions import VIEW_DISPATCH, VIEW_HEARING
from records.areas import DutyPart, Figures, Kind, Tab
from records.duties.models.duties import Duty
from records.duties.rules.duties import Period
from township.actors import system_actor

OPENER = "定时任务·制度执行"
WORDS = {
    "dispatch.open": "建立视频调度",
    "dispatch.take_pack": "导出调度材料",
    "hearing.open": "建立听取汇报",
    "work_report.open": "建立工作报告",
    "work_report.preview": "预览工作报告",
}


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
        "work_report": (WorkReport, "meetings:work_report", "meetings:work_reports"),
    }[duty.clause]
    rows = model.objects.filter(township_id=duty.township_id, period=duty.period)
    pk = rows.values_list("pk", flat=True).first()
    return reverse(page, args=[pk]) if pk else reverse(pages)


AREA = Area(
    kinds=(
        Kind(
            key="dispatch",
            label="视频调度",
            url_name="meetings:dispatch",
            view=VIEW_DISPATCH,
            model=Dispatch,
            work=dispatch_work,
            plans={"report": REPORT_PLAN},
            late_ground="missing_report",
        ),
        Kind(
            key="hearing",
            label="听取汇报",
            url_name="meetings:hearing",
            view=VIEW_HEARING,
            model=Hearing,
            work=hearing_work,
            late_ground="missing_duty",
        ),
        Kind(
            key="work_report",
            label="工作报告",
            url_name="meetings:work_report",
            view=VIEW_HEARING,
            model=WorkReport,
            work=FLOW.work,
            late_ground="missing_duty",
        ),
    ),
    tabs=(
        Tab("sessions", "视频调度", "meetings:dispatches", VIEW_DISPATCH, 50),
        Tab("sessions", "听取汇报", "meetings:hearings", VIEW_HEARING, 55),
        Tab("sessions", "工作报告", "meetings:work_reports", VIEW_HEARING, 56),
    ),
    words=WORDS | DISPATCHES.journal_words | HEARINGS.journal_words | REPORTS.journal_words,
    duties=(
        DutyPart(CLAUSE, opener=open_dispatch_of, link=link_of, acts=MONTH_ACTS),
        DutyPart(HEARING_CLAUSE, opener=open_hearing_of, link=link_of, acts=QUARTER_ACTS),
        DutyPart(REPORT_CLAUSE, opener=open_report_of, link=link_of, acts=REPORT_ACTS),
    ),
    figures=(
        Figures("resolutions", "议定事项落实", 60, figures.resolutions),
        Figures("sessions", "会议和调度", 70, figures.sessions),
    ),
    declared=(REPORTED,),
    demo=load,
    follower=FOLLOWER,
)
