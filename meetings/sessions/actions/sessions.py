"""Sessions: planned, convened, held; postponed and cancelled ones keep their trace (C1, C2, C8)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.permissions import PLAN_SESSION
from meetings.sessions.actions.followers import session_cancelled, session_held, session_moved
from meetings.sessions.actions.fulfilment import fulfil_by_session
from meetings.sessions.actions.seats import admit_to_session, check_seated, expected_people
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.session_kinds import kind_of, kinds_of
from meetings.sessions.rules.sessions import check_chair, check_close, check_day, check_kind
from meetings.sessions.rules.terms import ISSUE_MINUTES
from meetings.sessions.rules.topics import APPROVED, SCHEDULED
from records.acts.actions.turns import Turn, finish, take, tell
from records.acts.rules.states import Move
from records.clocks.actions.clocks import start_clock, stop_clocks
from records.matters.models.matters import Matter
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from records.work.actions.reconcile import reconcile_many
from township.actors import Actor, ensure_may
from township.dates import check_not_past, full_date_with_weekday
from township.directory.models.people import Person
from township.directory.queries.people import roles_of
from township.refusals import Refused
from township.saving import save_columns
from township.sight import row_in_sight
from township.words import check_title, check_words

declare_series("session", "会", own=True)


@dataclass(frozen=True)
class SessionData:
    """What the form gives. starts_at, ends_at: aware, Asia/Shanghai."""

    kind: str
    title: str
    chair_id: int
    place: str
    starts_at: datetime
    ends_at: datetime | None = None
    requirement: str = ""
    late_reason: str = ""


def plan_session(*, data: SessionData, by: Actor, at: datetime) -> Session:
    """Plan a session, or begin to enter one that was held already (late_reason: why only now).

    Refused when the chair may not chair this kind or the time lies behind without a reason.
    """
    with transaction.atomic():
        ensure_may(by, PLAN_SESSION)
        values = _checked(data, by, at.date())
        matter = Matter.objects.create(
            township_id=by.township_id,
            kind="session",
            number=issue_number("session", township_id=by.township_id, on=at.date()),
            title=values["title"],
            opened_on=at.date(),
        )
        session = Session(matter=matter, township_id=by.township_id, revision=0, **values)
        turn = Turn(session, by, at)
        verb = "补记" if session.late_reason else "筹备"
        finish(turn, "plan", text=f"{verb}{session.get_kind_display()}，{_when(session)}", note=session.late_reason)
        return session


def edit_session(*, session_id: int, revision: int, data: SessionData, by: Actor, at: datetime) -> Session:
    """Change what was planned. After the notice a new time or place is told to everybody, who receipt once more."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        move = turn.move("edit")
        session, before = turn.row, _place_and_time(turn.row)
        for name, value in _checked(data, by, turn.today, session.kind).items():
            setattr(session, name, value)
        session.matter.title = session.title
        session.matter.save(update_fields=["title"])
        is_moved = _place_and_time(session) != before
        if is_moved and session.convened_at:
            session.seats.update(receipt_at=None, receipt_by=None)
            tell(
                turn,
                expected_people(turn),
                kind="moved",
                text=f"时间地点有变更：{_when(session)}，{session.place}，请重新签收",
                key=str(session.revision),
            )
        finish(turn, move, text=f"改为{_when(session)}，{session.place}" if is_moved else "修改会议安排")
        if is_moved:
            session_moved(turn)
        return session


def convene(*, session_id: int, revision: int, by: Actor, at: datetime) -> Session:
    """Send the notice to every seat; from now on they see the session and its agenda. Refused without members."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        move, session = turn.move("convene"), turn.row
        if session.late_reason:
            raise Refused("补记的会议不再发通知，请填写签到表后补记召开。")
        if session.starts_at <= at:
            raise Refused("会议时间已过，请先修改时间再发通知。", field="starts_at")
        rule = kind_of(session.township_id, session.kind, session.day)
        check_chair(rule, session.chair.name, roles_of(session.chair_id, session.day))
        check_seated(session)
        if session.kind_rule.needs_minutes and not session.kind_rule.items and not session.topics.exists():
            raise Refused("议程上还没有议题，请先列入议题再发通知。")
        session.seats.update(receipt_at=None, receipt_by=None)
        admit_to_session(turn)
        session.convened_at = at
        finish(turn, move, text=f"发出会议通知：{_when(session)}，{session.place}")
        tell(
            turn,
            expected_people(turn),
            kind="convened",
            text=f"请参加{_when(session)}的{session.get_kind_display()}，并签收通知",
            key=str(session.revision),
        )
        return session


def postpone(*, session_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Session:
    """Put the session off without a new time yet; agenda and seats stay. Everybody asked is told."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        move, why = turn.move("postpone"), check_words("延期原因", reason, field="reason", least=2, most=200)
        if turn.row.convened_at:
            tell(
                turn,
                expected_people(turn),
                kind="postponed",
                text=f"原定{_when(turn.row)}的会议延期，时间另行通知",
                key=str(turn.row.revision),
            )
        finish(turn, move, text=f"延期（原定{_when(turn.row)}）：{why}")
        return turn.row


def plan_again(
    *, session_id: int, revision: int, starts_at: datetime, ends_at: datetime | None, by: Actor, at: datetime
) -> Session:
    """Give a postponed session its new time; the notice has to be sent again."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        move, session = turn.move("plan_again"), turn.row
        check_not_past("会议日期", starts_at.date(), today=turn.today, field="day")
        _check_end(starts_at, ends_at)
        session.starts_at, session.ends_at = starts_at, ends_at
        finish(turn, move, text=f"重新定于{_when(session)}")
        session_moved(turn)
        return session


def cancel(*, session_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Session:
    """Call the session off; its topics wait for another agenda. Everybody asked is told."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        move, why = turn.move("cancel"), check_words("取消原因", reason, field="reason", least=2, most=200)
        if turn.row.convened_at:
            tell(turn, expected_people(turn), kind="cancelled", text=f"原定{_when(turn.row)}的会议取消", key="1")
        topics = list(Topic.objects.filter(session=turn.row, state=SCHEDULED).select_related("matter", "unit"))
        for topic in topics:
            topic.state, topic.session, topic.order = APPROVED, None, 0
        save_columns(topics, ["state", "session", "order"])
        reconcile_many(topics, by=by, at=at)
        session_cancelled(turn)
        finish(turn, move, text=f"取消会议：{why}")
        return turn.row


def note_held(*, session_id: int, revision: int, by: Actor, at: datetime) -> Session:
    """The session took place: from its day on the minutes are due. Refused before it began and without attendance."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        move, session = turn.move("hold"), turn.row
        if session.starts_at > at:
            raise Refused(f"会议定于{_when(session)}，还没有到时间，不能登记召开。")
        _check_noted(session)
        return _held(turn, move)


def enter_held(*, session_id: int, revision: int, by: Actor, at: datetime) -> Session:
    """The session that was entered afterwards took place; who was there sees it from now on. Refused without attendance."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        move, session = turn.move("enter_held"), turn.row
        if not session.late_reason:
            raise Refused("会议还没有通知，请先发出会议通知。")
        if session.starts_at > at:
            raise Refused(f"会议定于{_when(session)}，还没有到时间，不能登记召开。")
        check_seated(session)
        _check_noted(session)
        admit_to_session(turn)
        return _held(turn, move)


def close_without_minutes(*, session_id: int, revision: int, outcome: str, by: Actor, at: datetime) -> Session:
    """Close joint office hours with what came of them. Refused for kinds that owe minutes, and once minutes are begun."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        move = turn.move("close")
        check_close(turn.row.kind)
        if turn.row.written:
            raise Refused("已经开始拟写纪要，请印发纪要办结。")
        turn.row.outcome = check_words("会议结果", outcome, field="outcome", least=4, most=1000)
        stop_clocks(matter=turn.matter, codes=[ISSUE_MINUTES.code], on=turn.today, evidence="办结，不印发纪要")
        finish(turn, move, text="办结（不印发纪要）")
        fulfil_by_session(turn.row, by=by, at=at, text="已登记会议结果")
        return turn.row


def _check_noted(session: Session) -> None:
    if not session.seats.filter(part=Attendance.Part.MEMBER, is_present=True).exists():
        raise Refused("还没有登记到会情况，请先填写签到表。", field="attendance")


def _held(turn: Turn, move: Move) -> Session:
    session = turn.row
    session.held_at = turn.at
    session_held(turn)
    if session.kind_rule.needs_minutes:
        start_clock(matter=session.matter, term=ISSUE_MINUTES, start_on=session.day, evidence="会议召开")
    finish(turn, move, text=f"会议召开，{_when(session)}", on=session.day)
    return session


def _checked(data: SessionData, by: Actor, today: date, kept: str = "") -> dict:
    """kept: the kind the session already has, which stays possible when the rules no longer name it."""
    day = data.starts_at.date()
    if data.kind == kept:
        rule = kind_of(by.township_id, kept, day)
    else:
        rule = check_kind(data.kind, kinds_of(by.township_id, day))
    chair = row_in_sight(
        Person.objects, "没有找到这个人员。", pk=data.chair_id, township_id=by.township_id, is_active=True
    )
    late_reason = check_words("补记理由", data.late_reason, field="late_reason", least=0, most=200)
    check_day(day, today, late_reason)
    _check_end(data.starts_at, data.ends_at)
    check_chair(rule, chair.name, roles_of(chair.pk, day))
    return {
        "kind": data.kind,
        "title": check_title("会议名称", data.title, least=2, most=60),
        "chair": chair,
        "place": check_words("地点", data.place, field="place", least=2, most=60),
        "starts_at": data.starts_at,
        "ends_at": data.ends_at,
        "requirement": check_words("会议要求", data.requirement, field="requirement", least=0, most=300),
        "late_reason": late_reason,
    }


def _check_end(starts_at: datetime, ends_at: datetime | None) -> None:
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("结束时间要晚于开始时间。", field="until")


def _place_and_time(session: Session) -> tuple:
    return session.place, session.starts_at, session.ends_at


def _when(session: Session) -> str:
    return f"{full_date_with_weekday(session.day)}{session.begins:%H:%M}"
