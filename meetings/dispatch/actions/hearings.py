"""The quarterly hearing: opened by the rule profile or by hand, held as a session of its own kind, or recorded as it was
heard by the party committee and government (C9)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.dispatch.actions.bound import fulfil_hearing
from meetings.dispatch.actions.periods import OncePerPeriod
from meetings.dispatch.actions.work_reports import draft_report, open_report
from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.rules.dispatches import check_over
from meetings.dispatch.rules.hearings import HEARING_KIND
from meetings.permissions import RECORD_HEARING, WRITE_WORK_REPORT
from meetings.sessions.actions.seats import invite
from meetings.sessions.actions.sessions import SessionData, plan_session
from records.acts.actions.turns import finish, take
from records.duties.rules.duties import Cadence, Period, period_of
from records.papers.rules.numbers import declare_series
from township.actors import Actor
from township.dates import check_not_future
from township.directory.queries.recipients import leaders
from township.refusals import Refused
from township.words import check_words

HEARINGS = OncePerPeriod(
    Hearing, "hearing", declare_series("hearing", "听", own=True), "听取信访工作汇报", RECORD_HEARING
)


@dataclass(frozen=True)
class HearingRecord:
    """What was heard elsewhere: the organ that met, the day, who was in the chair, what was said and decided."""

    organ: str
    held_on: date
    chair_name: str
    opinions: str
    decisions: str


def open_hearing(*, period: Period, by: Actor, at: datetime) -> Hearing:
    """Open the hearing of a quarter; called again it gives the one there is. A report of the same period is attached."""
    reports = WorkReport.objects.filter(township_id=by.township_id, period=period.key)
    return HEARINGS.open(period, by, at, lambda: {"report": reports.first()})[0]


def open_this_quarter(*, by: Actor, at: datetime) -> Hearing:
    """By hand: the hearing of the quarter of today."""
    return open_hearing(period=period_of(Cadence.QUARTERLY, at.date()), by=by, at=at)


def begin_report(*, hearing_id: int, by: Actor, at: datetime) -> WorkReport:
    """The report of the hearing's quarter, drafted from the data when there is no text yet."""
    with transaction.atomic():
        hearing = take(Hearing, hearing_id, revision=None, capability=WRITE_WORK_REPORT, by=by, at=at).row
        period = Period(hearing.period, hearing.first, hearing.last, hearing.period_label)
        report = open_report(period=period, by=by, at=at)
        if report.document_id is None:
            report = draft_report(report_id=report.pk, revision=report.revision, by=by, at=at)
        return report


def arrange_hearing(
    *, hearing_id: int, revision: int, chair_id: int, place: str, starts_at: datetime, by: Actor, at: datetime
) -> Hearing:
    """Plan the session in which the report is heard, with the leadership as members; notice, minutes and resolutions are
    those of any session. starts_at: Asia/Shanghai."""
    with transaction.atomic():
        turn = take(Hearing, hearing_id, revision=revision, capability=RECORD_HEARING, by=by, at=at)
        move, row = turn.move("arrange"), turn.row
        place = check_words("地点", place, field="place", most=60)
        data = SessionData(HEARING_KIND, f"{row.period_label}党政联席会议（信访工作）", chair_id, place, starts_at)
        session = plan_session(data=data, by=by, at=at)
        people = list(leaders(by.township_id, starts_at.date()).exclude(pk=chair_id).values_list("pk", flat=True))
        if people:
            invite(session_id=session.pk, part="member", person_ids=people, by=by, at=at)
        row.session = session
        finish(turn, move, text=f"列入{session.matter.number}会议", detail={"session": session.pk})
        return row


def lapse_hearing(*, hearing_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Hearing:
    """The report of a quarter that is over was not heard: closed with the reason. The duty of the quarter stays undone."""
    with transaction.atomic():
        turn = take(Hearing, hearing_id, revision=revision, capability=RECORD_HEARING, by=by, at=at)
        move = turn.move("lapse")
        check_over(turn.row.period_label, turn.row.last, turn.today)
        why = check_words("未听取的原因", reason, field="reason", least=4, most=200)
        finish(turn, move, text=f"{turn.row.period_label}没有听取：{why}")
        return turn.row


def record_hearing(*, hearing_id: int, revision: int, record: HearingRecord, by: Actor, at: datetime) -> Hearing:
    """Record a hearing held by the party committee or government itself; it fulfils the quarter's duty.

    Refused for a day outside the quarter or in the future, and while a session of the office is arranged for it.
    """
    with transaction.atomic():
        turn = take(Hearing, hearing_id, revision=revision, capability=RECORD_HEARING, by=by, at=at)
        move, row = turn.move("record"), turn.row
        row.held_on = check_not_future("会议日期", record.held_on, today=turn.today, field="held_on")
        if not row.first <= record.held_on <= row.last:
            raise Refused(f"会议日期不在{row.period_label}内，请登记到相应的季度。", move.article, "held_on")
        row.organ = check_words("听取的会议", record.organ, field="organ", least=2, most=60)
        row.chair_name = check_words("主持人", record.chair_name, field="chair_name", least=2, most=40)
        row.opinions = check_words("会议意见", record.opinions, field="opinions", least=4, most=2000)
        row.decisions = check_words("会议决定", record.decisions, field="decisions", least=0, most=2000)
        finish(turn, move, text=f"{row.organ}听取信访工作汇报", on=row.held_on)
        fulfil_hearing(turn)
        return row
