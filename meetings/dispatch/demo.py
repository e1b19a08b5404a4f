"""The demonstration's share of dispatch and hearing: this month's dispatch with its pack, last quarter heard, a report
that waits for the director. Played by the same actions."""

from datetime import date, time, timedelta

from meetings.dispatch.actions import dispatches, hearings, work_reports
from meetings.dispatch.actions.reports import compile_pack, submit_report
from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.rules.dispatches import CLAUSE, OPENED, ReportWords
from records.acts.demo import act, play
from records.duties.demo import excuse
from records.duties.models.duties import Duty
from records.duties.rules.duties import OPEN, Cadence, period_of
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
TASKS = """未办结事项逐件明确责任人和办结日期，下月10日前报联席办
到上级反映较多的两类问题由主管单位牵头会商
做好年终岁尾矛盾纠纷集中排查"""


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
    """The months before the office took the software into use: closed with the reason, their duty excused."""
    past = Dispatch.objects.filter(township=troupe.township, state=OPENED, last__lt=troupe.today)
    for row in past.order_by("first"):
        why = "防汛值守期间，改为书面通报" if row.first.month in (6, 7, 8) else "系统启用前，改为书面通报"
        act(troupe, dispatches.lapse, row, Role.CLERK, troupe.today, 8, reason=why)
        duties = Duty.objects.filter(township=troupe.township, clause=CLAUSE, period=row.period, state=OPEN)
        for duty in duties:
            excuse(troupe, duty, why)


def _dispatch(troupe: Troupe) -> None:
    clerk, today, units = Role.CLERK, troupe.today, [unit.pk for unit in troupe.units]
    row = troupe.do(dispatches.open_dispatch, troupe.clerk(), today, 8, period=period_of(Cadence.MONTHLY, today))
    plan = dispatches.Plan(
        work_calendar(troupe.township.pk).roll_forward(today + timedelta(days=2)),
        time(9, 30),
        "镇政府二楼视频会议室",
        troupe.person(Role.CONVENOR).pk,
        "https://meeting.example.gov.cn/j/20261125",
        "会议号 561 203 774，入会密码由办公室电话告知",
    )
    call = {"minutes": 5, "unit_ids": units, "requirement": "提前十分钟入会，测试音视频。"}
    scenes = [
        (today, 8, clerk, dispatches.arrange, {"plan": plan}),
        (today, 8, clerk, dispatches.plan_tasks, {"text": TASKS}),
        (today, 8, clerk, dispatches.call_units, call),
    ]
    play(troupe, row, scenes)
    for report, words in zip(row.reports.select_related("unit"), WORDS, strict=False):
        liaison = troupe.person(Role.LIAISON, report.unit)
        given = {"report_id": report.pk, "revision": report.revision, "words": words}
        act(troupe, submit_report, row, liaison, today, 9, **given)
    act(troupe, compile_pack, row, clerk, today, 9)


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
    act(troupe, hearings.record_hearing, past, clerk, today, 9, record=record)
    troupe.do(hearings.open_hearing, clerk, today, 9, period=now)
    report = troupe.do(work_reports.open_report, clerk, today, 9, period=now)
    scenes = [(today, 9, clerk, action, {}) for action in (work_reports.draft_report, work_reports.FLOW.submit)]
    play(troupe, report, scenes)
