"""Recurring sessions: set up, changed for the future, paused, ended; the next session is drafted so many days ahead."""

import logging
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db import transaction

from meetings.permissions import PLAN_SERIES, PLAN_SESSION
from meetings.sessions.actions.seats import invite
from meetings.sessions.actions.sessions import SessionData, plan_session
from meetings.sessions.models.series import Series, SeriesSeat, SeriesSession
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.queries.series import rhythm_of, running_series
from meetings.sessions.queries.session_kinds import kinds_of
from meetings.sessions.rules.series import RUNNING, SERIES, Rhythm, check_rhythm, titled, to_draft
from meetings.sessions.rules.sessions import check_chair, check_kind
from records.acts.actions.turns import Turn, tell
from records.duties.rules.duties import Cadence, Period
from township.actors import Actor, ensure_may, system_actor
from township.calendar.queries.days import work_calendar
from township.dates import moment_on
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import UnitKind
from township.directory.queries.people import roles_of
from township.directory.queries.recipients import leaders, people_with
from township.directory.queries.units import invitable_units
from township.journal.actions import write_entry
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_title, check_words

PLANNER = "定时任务·会议周期"
log = logging.getLogger(__name__)
PART = Attendance.Part


@dataclass(frozen=True)
class SeriesData:
    """What the form gives. day: of the month the period ends in; weekday: 1–7; minutes: how long it lasts."""

    kind: str
    title: str
    chair_id: int
    place: str
    starts: time
    rhythm: Rhythm
    minutes: int = 120
    requirement: str = ""
    member_units: tuple[int, ...] = ()
    invited_units: tuple[int, ...] = ()
    people: tuple[int, ...] = field(default=())


def add_series(*, data: SeriesData, by: Actor, at: datetime) -> Series:
    """Set up a series; its first session is drafted by the next daily round."""
    with transaction.atomic():
        ensure_may(by, PLAN_SERIES)
        row = Series(township_id=by.township_id, created_on=at.date(), revision=1, **_checked(data, by, at))
        row.save()
        _seat(row, data, at)
        _journal(row, "add", by, at)
        return row


def edit_series(*, series_id: int, revision: int, data: SeriesData, by: Actor, at: datetime) -> Series:
    """Change the rule for the sessions drafted from now on; drafted ones stay as they are."""
    with transaction.atomic():
        row = _taken(series_id, revision, by)
        SERIES.move("edit", row.state)
        for name, value in _checked(data, by, at).items():
            setattr(row, name, value)
        row.trouble = ""
        _save(row)
        row.seats.all().delete()
        _seat(row, data, at)
        _journal(row, "edit", by, at)
        return row


def move_series(*, series_id: int, revision: int, move: str, by: Actor, at: datetime) -> Series:
    """pause, resume or end. Nothing that was missed during a pause is made up for."""
    with transaction.atomic():
        row = _taken(series_id, revision, by)
        row.state, row.trouble = SERIES.target(move, row.state), ""
        _save(row)
        _journal(row, move, by, at)
        return row


def draft_sessions(at: datetime) -> None:
    """Draft what is due in every township; run twice = once. at: now, Asia/Shanghai. Registered as daily work.

    On a day of rest it waits for the next working day, so that nobody is told at home, unless the session begins before.
    """
    for township_id in Township.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        by, calendar = system_actor(township_id, PLANNER, at.date()), work_calendar(township_id)
        waits_until = calendar.roll_forward(at.date())
        for known in running_series(township_id):
            for period, day in to_draft(rhythm_of(known), calendar, at.date()):
                if at.date() < waits_until < day:
                    continue
                starts_at = moment_on(day, known.starts)
                if starts_at > at:
                    _draft_one(known, period, starts_at, by, at)


def _draft_one(known: Series, period: Period, starts_at: datetime, by: Actor, at: datetime) -> None:
    """One session of one period in its own transaction; what stands in the way is kept on the series for the office."""
    try:
        with transaction.atomic():
            row = Series.objects.select_for_update().get(pk=known.pk)
            if row.sessions.filter(period=period.key).exists() or row.state != RUNNING:
                return
            session = plan_session(data=_session_data(row, period, starts_at), by=by, at=at)
            SeriesSession.objects.create(series=row, period=period.key, session=session)
            _invite(row, session, by, at)
            Series.objects.filter(pk=row.pk).exclude(trouble="").update(trouble="")
            turn = Turn(Session.objects.select_related("matter").get(pk=session.pk), by, at)
            tell(
                turn,
                people_with(PLAN_SESSION, row.township_id, at.date()),
                kind="series",
                text="已按会议周期自动筹备，请核对议程后发出通知",
                key=period.key,
            )
    except Refused as refusal:
        Series.objects.filter(pk=known.pk).update(trouble=f"{period.label}：{refusal}"[:200])
        log.warning("series %s, period %s: session not drafted", known.pk, period.key)


def _session_data(row: Series, period: Period, starts_at: datetime) -> SessionData:
    ends_at = starts_at + timedelta(minutes=row.minutes)
    return SessionData(
        row.kind,
        titled(row.title, row.cadence, period, starts_at.date())[:60],
        row.chair_id,
        row.place,
        starts_at,
        ends_at,
        row.requirement,
    )


def _invite(row: Series, session: Session, by: Actor, at: datetime) -> None:
    seats = list(row.seats.all())
    for part in PART.values:
        units = [seat.unit_id for seat in seats if seat.part == part and seat.unit_id]
        people = [
            seat.person_id for seat in seats if seat.part == part and seat.person_id and seat.person_id != row.chair_id
        ]
        if units or people:
            invite(session_id=session.pk, part=part, unit_ids=units, person_ids=people, by=by, at=at)


def _checked(data: SeriesData, by: Actor, at: datetime) -> dict:
    rule = check_kind(data.kind, kinds_of(by.township_id, at.date()))
    chair = row_in_sight(
        Person.objects, "没有找到这个人员。", pk=data.chair_id, township_id=by.township_id, is_active=True
    )
    check_chair(rule, chair.name, roles_of(chair.pk, at.date()))
    check_rhythm(data.rhythm)
    if not 15 <= data.minutes <= 600:
        raise Refused("时长填 15 到 600 分钟。", field="minutes")
    is_weekly = data.rhythm.cadence == Cadence.WEEKLY
    return {
        "kind": data.kind,
        "title": check_title("会议名称", data.title, least=2, most=40),
        "chair": chair,
        "place": check_words("地点", data.place, field="place", least=2, most=60),
        "requirement": check_words("会议要求", data.requirement, field="requirement", least=0, most=300),
        "cadence": data.rhythm.cadence,
        "day": None if is_weekly else data.rhythm.day,
        "weekday": data.rhythm.weekday if is_weekly else None,
        "shift": data.rhythm.shift,
        "lead_days": data.rhythm.lead_days,
        "starts": data.starts,
        "minutes": data.minutes,
    }


def _seat(row: Series, data: SeriesData, at: datetime) -> None:
    units = invitable_units(row.township_id)
    members = units.filter(pk__in=data.member_units).exclude(kind=UnitKind.OUTSIDE)
    guests = units.filter(pk__in=data.invited_units).exclude(pk__in=members.values("pk"))
    people = leaders(row.township_id, at.date()).filter(pk__in=data.people)
    rows = [SeriesSeat(series=row, person=one, part=PART.MEMBER) for one in people]
    rows += [SeriesSeat(series=row, unit=unit, part=PART.MEMBER) for unit in members.order_by("order", "pk")]
    rows += [SeriesSeat(series=row, unit=unit, part=PART.INVITEE) for unit in guests.order_by("order", "pk")]
    SeriesSeat.objects.bulk_create(rows)


def _taken(series_id: int, revision: int, by: Actor) -> Series:
    ensure_may(by, PLAN_SERIES)
    row = row_in_sight(
        Series.objects.select_for_update(of=("self",)),
        "没有找到这个会议周期。",
        pk=series_id,
        township_id=by.township_id,
    )
    if row.revision != revision:
        raise Refused("这里刚刚由别人改动过，您的操作没有执行。请刷新页面再办。")
    return row


def _save(row: Series) -> None:
    row.revision += 1
    row.save()


def _journal(row: Series, act: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=f"series.{act}",
        subject_kind="series",
        subject_id=row.pk,
        subject_label=row.title[:60],
        detail={"cadence": row.cadence, "state": row.state},
    )
