"""The demonstration's share of dispatch and hearing: this month's dispatch with its pack, last quarter heard, a report
that waits for the director. Played by the same actions."""

from datetime import date, time, timedelta

from meetings.dispatch.actions import dispatches, hearings, work_reports
from meetings.dispatch.actions import reports as dispatch_reports
from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.models.hearings import WorkReport
from meetings.dispatch.rules.dispatches import OPENED, ReportWords
from records.duties.rules.duties import Cadence, Period, period_of
from township.calendar.queries.days import work_calendar
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Incomplete, Troupe

WORDS = (
    ReportWords(
        "本月接待来访9批次，受理7件，办结5件，群众反映主要集中在安置房办证和道路维修。",
        "2件未办结：办证资料在登记中心审核，预计下月中旬完成。",
        "倒排工期，逐户回访；每周向联席办报告一次进度。",
        "请自然资源所协助加快权籍调查。",
    ),
    ReportWords("本月受理4件，办结4件，群众评价满意。", "无。", "做好低保动态复核的政策解释。", ""),
    ReportWords(
        "本月排查矛盾纠纷6起，调处5起。", "1起相邻通行纠纷正在调解，双方对补偿有分歧。", "联合司法所再次调解。", ""
    ),
)


def load(township: Township, today: date) -> int:
    """Play up to `today`; returns how many dispatches there are. Does nothing where the township lacks the people."""
    troupe = Troupe.of(township, today)
    if len(troupe.units) < 4:
        raise Incomplete(f"{township} has fewer than four units with a liaison")
    _not_held(troupe)
    _dispatch(troupe)
    _hearings(troupe)
    return Dispatch.objects.filter(township=township).count()


def _not_held(troupe: Troupe) -> None:
    """The months before the office took the software into use: closed with the reason, their duty stays undone."""
    past = Dispatch.objects.filter(township=troupe.township, state=OPENED, last__lt=troupe.today)
    for row in past.order_by("first"):
        why = "防汛值守期间，改为书面通报" if row.first.month in (6, 7, 8) else "系统启用前，改为书面通报"
        troupe.do(
            dispatches.lapse, troupe.clerk(), troupe.today, 8, dispatch_id=row.pk, revision=row.revision, reason=why
        )


def _dispatch(troupe: Troupe) -> None:
    clerk, today = troupe.clerk(), troupe.today
    period = period_of(Cadence.MONTHLY, today)
    day = work_calendar(troupe.township.pk).roll_forward(today + timedelta(days=2))
    row = troupe.do(dispatches.open_dispatch, clerk, today, 8, period=period)
    plan = dispatches.Plan(
        day,
        time(9, 30),
        "镇政府二楼视频会议室",
        troupe.person(Role.CONVENOR).pk,
        "https://meeting.example.gov.cn/j/20261125",
        "会议号 561 203 774，入会密码由办公室电话告知",
    )
    troupe.do(dispatches.arrange, clerk, today, 8, dispatch_id=row.pk, revision=_revision(row), plan=plan)
    tasks = "未办结事项逐件明确责任人和办结日期，下月10日前报联席办\n到上级反映较多的两类问题由主管单位牵头会商\n做好年终岁尾矛盾纠纷集中排查"
    troupe.do(dispatches.plan_tasks, clerk, today, 8, dispatch_id=row.pk, revision=_revision(row), text=tasks)
    troupe.do(
        dispatches.call_units,
        clerk,
        today,
        8,
        dispatch_id=row.pk,
        revision=_revision(row),
        minutes=5,
        unit_ids=[unit.pk for unit in troupe.units],
        requirement="提前十分钟入会，测试音视频。",
    )
    for report, words in zip(row.reports.select_related("unit"), WORDS, strict=False):
        liaison = troupe.person(Role.LIAISON, report.unit)
        troupe.do(
            dispatch_reports.submit_report,
            liaison,
            today,
            9,
            dispatch_id=row.pk,
            report_id=report.pk,
            revision=report.revision,
            words=words,
        )
    troupe.do(dispatch_reports.compile_pack, clerk, today, 9, dispatch_id=row.pk, revision=_revision(row))


def _hearings(troupe: Troupe) -> None:
    clerk, today = troupe.clerk(), troupe.today
    now = period_of(Cadence.QUARTERLY, today)
    before = period_of(Cadence.QUARTERLY, now.first - timedelta(days=1))
    past = troupe.do(hearings.open_hearing, clerk, today, 9, period=before)
    record = hearings.HearingRecord(
        "镇党政联席会议",
        before.last - timedelta(days=8),
        troupe.person(Role.CHIEF_CONVENOR).name,
        "会议认为，信访事项受理、办理总体及时，个别单位答复不够具体，要把矛盾解决在基层。",
        "一、各单位对未办结事项逐件倒排工期。\n二、联席办每月通报按期办结率。",
    )
    troupe.do(hearings.record_hearing, clerk, today, 9, hearing_id=past.pk, revision=past.revision, record=record)
    troupe.do(hearings.open_hearing, clerk, today, 9, period=now)
    _report(troupe, now)


def _report(troupe: Troupe, period: Period) -> None:
    clerk, today = troupe.clerk(), troupe.today
    report = troupe.do(work_reports.open_report, clerk, today, 9, period=period)
    troupe.do(work_reports.draft_report, clerk, today, 9, report_id=report.pk, revision=report.revision)
    revision = WorkReport.objects.values_list("revision", flat=True).get(pk=report.pk)
    troupe.do(work_reports.FLOW.submit, clerk, today, 9, row_id=report.pk, revision=revision)


def _revision(row: Dispatch) -> int:
    return Dispatch.objects.values_list("revision", flat=True).get(pk=row.pk)
