"""Who owes the next step of a session, a topic, minutes, a resolution: for every state in which somebody must act.

Pure: the facts come from meetings.sessions.queries.work. Sources: the tables of moves beside this file; limits in `terms`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.sessions.rules import minutes as texts
from meetings.sessions.rules import resolutions, sessions, topics
from meetings.sessions.rules.sessions import SessionKind
from records.work.rules import Owed
from township.dates import short_date


@dataclass(frozen=True)
class Seat:
    """An invitation that is not answered, a signature that is not given. unit or person: whose it is; about: title of the item."""

    pk: int
    unit: int | None = None
    person: int | None = None
    about: str = ""


@dataclass(frozen=True)
class SessionWork:
    """has_minutes: somebody has begun to write them; seats: not answered; starts_at: Shanghai time; is_late: entered after it was held."""

    state: str
    kind: SessionKind
    starts_at: datetime
    has_minutes: bool
    seats: tuple[Seat, ...] = ()
    is_late: bool = False


def session_owed(work: SessionWork) -> Iterator[Owed]:
    """Notice, answers to it, the record that it was held, minutes or closing."""
    day = work.starts_at.date()
    if work.state == sessions.PLANNED and work.is_late:
        yield Owed(
            "enter_held", "补记会议召开", right="meeting.plan", due_on=day, why=f"{short_date(day)}已召开，待填签到表"
        )
    elif work.state == sessions.PLANNED:
        due_on = day - timedelta(days=work.kind.notice_days)
        yield Owed("convene", "发出会议通知", right="meeting.plan", due_on=due_on, why=f"{short_date(day)}召开")
    elif work.state == sessions.POSTPONED:
        yield Owed("plan_again", "重新定时间", right="meeting.plan", why="会议已延期")
    elif work.state == sessions.CONVENED:
        for seat in work.seats:
            holder = {"unit": seat.unit} if seat.unit else {"person": seat.person}
            yield Owed("answer_notice", "签收会议通知", part=seat.pk, due_at=work.starts_at, **holder)
        yield Owed("hold", "登记召开", right="meeting.plan", due_on=day, why="会后登记签到和召开情况")
    elif work.state == sessions.HELD and not work.kind.needs_minutes:
        yield Owed("close", "办结会议", right="meeting.plan", why="已召开，写明结果后办结")
    elif work.state == sessions.HELD and not work.has_minutes:
        yield Owed("begin_minutes", "拟写会议纪要", right="minutes.write", why=f"{short_date(day)}已召开")


@dataclass(frozen=True)
class TopicWork:
    """needs_referral: it is a major matter for which no 请示 has been drafted."""

    state: str
    unit: str
    proposed_by: int
    needs_referral: bool = False


def topic_owed(work: TopicWork) -> Iterator[Owed]:
    """The office's opinion, the convenor's decision, a place on an agenda."""
    if work.state == topics.PROPOSED:
        yield Owed("opine", "对议题提意见", right="topic.opine", why=f"{work.unit}提出")
    elif work.state == topics.REVIEWED:
        yield Owed(
            "agree", "决定是否上会", right="topic.decide_topic", except_person=work.proposed_by, why=f"{work.unit}提出"
        )
    elif work.state == topics.APPROVED:
        yield Owed("schedule", "列入会议", right="meeting.plan", why="召集人已同意上会")
    if work.needs_referral:
        yield Owed("refer", "拟写请示", right="referral.write", why="已列为三重一大，等党委、政府决定")


@dataclass(frozen=True)
class MinutesWork:
    """Facts of minutes that are not handed in. signers: co-signs that are open, with whose they are; is_returned: the convenor
    gave it back; edits: proposed changes that nobody has decided on."""

    state: str
    title: str
    signers: tuple[Seat, ...] = ()
    is_returned: bool = False
    edits: int = 0


def minutes_owed(work: MinutesWork) -> Iterator[Owed]:
    """Writing and co-signs; from handing it in on the text goes the way of every paper."""
    named = f"“{work.title}”"
    if work.state == texts.DRAFT:
        what = "修改会议纪要" if work.is_returned else "拟写会议纪要"
        why = "退回修改，意见见纪要页" if work.is_returned else "写好后送会签或审定"
        yield Owed("edit", what, right="minutes.write", why=f"{named}{why}")
        if work.edits:
            yield Owed("decide_edits", "处理修改建议", right="minutes.write", why=f"{named}{work.edits} 处")
    elif work.state == texts.CO_SIGN:
        for seat in work.signers:
            holder = {"unit": seat.unit} if seat.unit else {"person": seat.person}
            yield Owed("sign", "会签纪要", part=seat.pk, why=f"{named}{seat.about}", **holder)
        if not work.signers:
            yield Owed("submit", "送召集人审定", right="minutes.write", why=f"{named}会签已齐")


@dataclass(frozen=True)
class ResolutionWork:
    """asked_by: who asked for an extension that is not decided; needs_referral: it waits for a decision nobody asked for."""

    state: str
    unit: int
    due_on: date
    asked_by: int | None = None
    is_asked: bool = False
    needs_referral: bool = False


def resolution_owed(work: ResolutionWork) -> Iterator[Owed]:
    """The unit receives and carries out, the office verifies, whoever may decides on more time."""
    due = {"due_on": work.due_on, "clause": resolutions.SOURCE}
    if work.state == resolutions.OPEN:
        yield Owed("receive", "签收并落实议定事项", unit=work.unit, why="先签收，再报告进展", **due)
    elif work.state in (resolutions.RECEIVED, resolutions.RETURNED):
        why = "退回续办，意见见事项页" if work.state == resolutions.RETURNED else "办理中"
        yield Owed("report_done", "落实并报告", unit=work.unit, why=why, **due)
    elif work.state == resolutions.REPORTED:
        yield Owed("verify", "核实销号", right="resolution.verify", why="责任单位已报告落实")
    if work.needs_referral:
        why = "等上级决定，还没有请示" if work.state == resolutions.WAITING else "已列为三重一大，请示签发以后才停办"
        yield Owed("refer", "拟写请示", right="referral.write", why=why)
    if work.is_asked:
        yield Owed(
            "decide_extension",
            "决定是否延期",
            right="resolution.decide_extension",
            except_person=work.asked_by,
            why="责任单位申请延期",
            due_on=work.due_on,
        )
