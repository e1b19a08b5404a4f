"""Invented sessions of the demonstration, played through the actions of the office in the order of their days.

Nothing is written past the actions, so each has its notices, receipts, clocks, papers and journal lines.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta

from meetings.sessions.actions import agenda as agenda_actions
from meetings.sessions.actions import issuing, minutes, resolutions, seats, sessions, signing, topics
from meetings.sessions.models.minutes import CoSign, Minutes
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.models.topics import Topic
from records.acts.demo import act
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.scope import matters_visible_to
from township.calendar.queries.days import work_calendar
from township.dates import moment_on
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.troupe import Incomplete, Troupe


def load(township: Township, today: date) -> int:
    """Play three sessions up to `today`; returns how many. Call it inside a transaction.

    One is carried out in part, one waits for the convenor, one lies ahead; a fourth topic waits for the office.
    """
    troupe = Troupe.of(township, today)
    if len(troupe.units) < 3:
        raise Incomplete(f"{township} has fewer than three units with a liaison")
    _carried_out(troupe)
    _on_the_desk(troupe)
    _ahead(troupe)
    _propose(troupe, troupe.units[2], "关于秋季秸秆禁烧巡查分工", "明确各村巡查责任和值守时间", troupe.day(1))
    return 3


def _carried_out(troupe: Troupe) -> None:
    """A plenary five weeks ago: minutes issued and receipted, one task verified, one under way, one late."""
    first, second, third = troupe.units[:3]
    asked_on, held_on = troupe.day(42), troupe.day(37)
    agenda = [
        (first, "关于安置小区办证进度", "明确首批办证的完成时间", _case_number(troupe)),
        (second, "关于低保动态复核工作", "明确复核分工和时间表", ""),
    ]
    session = _convened(troupe, "plenary", "三季度信访工作联席会议", asked_on, held_on, agenda, troupe.units[:6])
    held = (
        "会议认为，办证事关群众切身利益，要倒排工期、逐户销号。",
        "会议认为，复核要公开透明，做到应保尽保、应退尽退。",
    )
    tasks = (
        [(first, "完成首批户的不动产登记", 60, "发放不动产权证书")],
        [
            (second, "完成全镇低保对象入户复核", 27, "复核结果在村务公开栏公示"),
            (second, "公布低保政策咨询电话", 20, "各村公示栏张贴"),
        ],
    )
    done = _written(troupe, session, held_on, zip(held, tasks, strict=True))
    issued_on = troupe.day(34)
    _approved(troupe, done, troupe.day(35))
    act(troupe, issuing.FLOW.issue_paper, done, troupe.clerk(), issued_on, 10)
    for receipt in done.document.recipients.filter(part="main", unit__isnull=False)[:4]:
        liaison = troupe.person(Role.LIAISON, receipt.unit)
        troupe.do(issuing.FLOW.receive_paper, liaison, issued_on, 15, row_id=done.pk, recipient_id=receipt.pk)
    building, survey, phone = Resolution.objects.filter(session=session).select_related("unit").order_by("pk")
    for row in (building, survey, phone):
        act(troupe, resolutions.receive, row, troupe.person(Role.LIAISON, row.unit), troupe.day(33), 9)
    told = (
        (12, building, resolutions.report_progress, {"percent": 60, "text": "首批资料已报送登记中心，正在审核。"}),
        (14, survey, resolutions.report_progress, {"percent": 70, "text": "已复核六个村，还有两个村正在入户。"}),
        (20, phone, resolutions.report_done, {"text": "各村公示栏已张贴咨询电话。", "on": troupe.day(21)}),
    )
    for ago, row, action, values in told:
        act(troupe, action, row, troupe.person(Role.LIAISON, row.unit), troupe.day(ago), 9, **values)
    act(troupe, resolutions.verify, phone, Role.CLERK, troupe.day(18), 10, text="抽查三个村，均已张贴。")


def _on_the_desk(troupe: Troupe) -> None:
    """A topical session last week whose minutes crossed portfolios, were co-signed and wait for the convenor."""
    first, _, third = troupe.units[:3]
    agenda, held_on = [(third, "关于砂石场扬尘整治", "明确整治措施和责任单位", "")], troupe.day(7)
    session = _convened(troupe, "topical", "砂石场扬尘整治专题会议", troupe.day(12), held_on, agenda, troupe.units[:3])
    tasks = [
        (third, "督促砂石场安装喷淋设施", 30, "现场验收合格"),
        (first, "硬化进场道路三百米", 45, "道路通车"),
    ]
    done = _written(troupe, session, held_on, [("会议认为，扬尘问题群众反映集中，要标本兼治。", tasks)])
    on = troupe.day(5)
    _co_signed(troupe, done, on)
    act(troupe, issuing.FLOW.submit, done, troupe.clerk(), on, 16)


def _ahead(troupe: Troupe) -> None:
    """A work session in some days: notice sent, some receipts, one unit excused."""
    calendar, day = work_calendar(troupe.township.pk), troupe.today + timedelta(days=4)
    agenda = [(troupe.units[1], "关于积案化解包案分工", "逐件明确包案领导和办结时间", "")]
    held_on = calendar.roll_forward(day)
    session = _convened(troupe, "work", "年终信访积案化解工作会议", troupe.day(2), held_on, agenda, troupe.units[:5])
    seated = Attendance.objects.filter(session=session, unit__isnull=False).select_related("unit").order_by("order")
    excused = {"leave_reason": "外出培训", "deputy_name": "蒋敏", "deputy_title": "副主任"}
    for seat, hour, answer in zip(seated, (9, 10), ({}, excused), strict=False):
        act(troupe, seats.answer_notice, seat, troupe.person(Role.LIAISON, seat.unit), troupe.day(1), hour, **answer)


def _convened(troupe: Troupe, kind: str, title: str, on: date, day: date, agenda: list, units: list[Unit]) -> Session:
    """Planned and convened on `on` for `day`, with topics that went their whole way. agenda: (unit, title, ask, number)."""
    clerk, chair = troupe.clerk(), troupe.person(Role.CONVENOR)
    starts_at = moment_on(day, time(14, 30))
    hours, asked = (starts_at, starts_at + timedelta(hours=2)), "请带书面材料，汇报不超过5分钟"
    data = sessions.SessionData(kind, title, chair.pk, "镇政府三楼会议室", *hours, asked)
    session = troupe.do(sessions.plan_session, clerk, on, 9, data=data)
    troupe.do(seats.invite, clerk, on, 9, session_id=session.pk, part="member", unit_ids=[unit.pk for unit in units])
    for unit, name, ask, number in agenda:
        topic = _propose(troupe, unit, name, ask, on, number)
        act(troupe, topics.opine, topic, troupe.person(Role.DIRECTOR), on, 11, opinion="情况属实，建议列入会议研究。")
        act(troupe, topics.decide_topic, topic, chair, on, 14, agreed=True)
        troupe.do(agenda_actions.schedule, clerk, on, 15, session_id=session.pk, topic_id=topic.pk)
    act(troupe, sessions.convene, session, clerk, on, 16)
    return _fresh(session)


def _propose(troupe: Troupe, unit: Unit, title: str, ask: str, on: date, number: str = "") -> Topic:
    """By the unit's liaison; by the office for the unit when the topic is about a matter the liaison does not see."""
    who = troupe.clerk() if number else troupe.person(Role.LIAISON, unit)
    data = topics.TopicData(title, ask, unit_id=unit.pk, linked=(number,) if number else ())
    return troupe.do(topics.propose_topic, who, on, 10, data=data)


def _written(troupe: Troupe, session: Session, on: date, items: Iterable) -> Minutes:
    """Everybody came, minutes are written. items: what was held, and the tasks (unit, text, days, done when)."""
    clerk = troupe.clerk()
    marks = {seat.pk: seats.Mark(True) for seat in session.seats.all()}
    act(troupe, seats.note_attendance, session, clerk, on, 15, marks=marks)
    act(troupe, sessions.note_held, session, clerk, on, 17)
    done = troupe.do(minutes.begin_minutes, clerk, on, 17, session_id=session.pk)
    for item, (held, tasks) in zip(done.items.order_by("order"), items, strict=True):
        words = minutes.ItemWords(item.heard, held, "")
        decided = [
            minutes.TaskData(
                text, unit.pk, on + timedelta(days=days), done_when, troupe.person(Role.LIAISON, unit).name
            )
            for unit, text, days, done_when in tasks
        ]
        act(troupe, minutes.save_item, item, clerk, on, 18, words=words, tasks=decided)
    return Minutes.objects.get(pk=done.pk)


def _co_signed(troupe: Troupe, done: Minutes, on: date) -> None:
    act(troupe, signing.start_co_sign, done, troupe.clerk(), on, 9)
    for row in CoSign.objects.filter(minutes=done).select_related("unit", "person"):
        who = row.person or troupe.person(Role.LIAISON, row.unit)
        troupe.do(signing.sign, who, on, 11, co_sign_id=row.pk, agreed=True)


def _approved(troupe: Troupe, done: Minutes, on: date) -> None:
    act(troupe, issuing.FLOW.submit, done, troupe.clerk(), on, 9)
    act(troupe, issuing.FLOW.decide, done, troupe.person(Role.CONVENOR), on, 15, approved=True)


def _case_number(troupe: Troupe) -> str:
    """An ordinary matter of another app to talk about, if there is one that was open then."""
    clerk = troupe.actor(troupe.clerk(), troupe.today)
    others = matters_visible_to(clerk).exclude(kind__in=("session", "topic", "resolution"))
    found = others.filter(secrecy=Secrecy.ORDINARY, opened_on__lte=troupe.day(42)).order_by("-opened_on", "pk").first()
    return found.number if isinstance(found, Matter) else ""


def _fresh(row):
    return type(row).objects.get(pk=row.pk)
