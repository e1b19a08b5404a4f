"""Sessions as lists and as the page with its three steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from meetings.permissions import READ_DRAFT_MINUTES
from meetings.sessions.models.edits import ProposedEdit
from meetings.sessions.models.materials import Material
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.referrals import MajorMark
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.materials import material_rows
from meetings.sessions.queries.scope import barred_topics, resolutions_visible_to, sessions_visible_to
from meetings.sessions.rules.edits import OPEN
from meetings.sessions.rules.minutes import APPROVED, CO_SIGN, DRAFT, DROPPED, ISSUED, SUBMITTED
from meetings.sessions.rules.quorum import Quorum, Roll, Seat, quorum, roll_of
from meetings.sessions.rules.resolutions import UNFINISHED
from meetings.sessions.rules.sessions import AGENDA_OPEN, AHEAD, CONVENED, HELD
from records.matters.models.events import Event
from records.matters.queries.timeline import timeline_rows
from records.papers.models.recipients import Recipient
from township.actors import Actor
from township.dates import moment_on
from township.frame.slips import about
from township.together import belong_to, together_known


@dataclass(frozen=True)
class SessionPage:
    """Everything the page of a session shows. minutes: None when there are none or the actor may not see them yet."""

    session: Session
    seats: list[Attendance]
    roll: Roll
    quorum: Quorum
    agenda: list[Topic]
    minutes: Minutes | None
    resolutions: list[Resolution]
    unfinished: list[Resolution]
    events: list[Event]
    materials: list[Material]
    own_seats: list[Attendance]


MINUTES_FILTERS = {
    "none": "会已开、纪要未起草",
    "draft": "纪要拟稿或会签",
    "submitted": "纪要待审定",
    "approved": "纪要待印发",
    "unreceipted": "纪要未签收齐",
    "edits": "有修改建议待处理",
}


def sessions_by_minutes(actor: Actor, wanted: str) -> QuerySet[Session]:
    """Sessions in sight by the state of their minutes: a key of MINUTES_FILTERS."""
    rows = sessions_visible_to(actor)
    if not actor.may(READ_DRAFT_MINUTES):
        return rows.none()
    if wanted == "none":
        return rows.filter(Q(minutes__isnull=True) | Q(minutes__state=DROPPED), state=HELD)
    if wanted == "edits":
        waiting = ProposedEdit.objects.filter(state=OPEN, item__minutes__state=DRAFT)
        waiting = waiting.exclude(item__topic_id__in=barred_topics(actor).values("pk"))
        return rows.filter(pk__in=waiting.values("item__minutes__session_id"))
    if wanted == "unreceipted":
        waiting = Recipient.objects.filter(part=Recipient.Part.MAIN, sent_on__isnull=False, received_at__isnull=True)
        return rows.filter(minutes__state=ISSUED, minutes__document__in=waiting.values("document_id"))
    states = {"draft": (DRAFT, CO_SIGN), "submitted": (SUBMITTED,), "approved": (APPROVED,)}
    return rows.filter(minutes__state__in=states[wanted])


@dataclass(frozen=True)
class SessionFilter:
    """What narrows the list. when: "ahead" = from today on, not held; minutes: a key of MINUTES_FILTERS; first, last: days."""

    kind: str = ""
    state: str = ""
    when: str = ""
    minutes: str = ""
    first: date | None = None
    last: date | None = None


def register(actor: Actor, wanted: SessionFilter, today: date) -> QuerySet[Session]:
    """Sessions in sight with number of seats and receipts, latest first; those ahead soonest first."""
    rows = sessions_by_minutes(actor, wanted.minutes) if wanted.minutes else sessions_visible_to(actor)
    rows = rows.order_by("-starts_at", "-pk")
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.when == "ahead":
        rows = rows.filter(starts_at__gte=moment_on(today), state__in=AHEAD).order_by("starts_at", "pk")
    if wanted.first:
        rows = rows.filter(starts_at__gte=moment_on(wanted.first))
    if wanted.last:
        rows = rows.filter(starts_at__lt=moment_on(wanted.last + timedelta(days=1)))
    rows = rows.select_related("chair", "matter")
    return rows.annotate(n_seats=Count("seats"), n_receipts=Count("seats", filter=Q(seats__receipt_at__isnull=False)))


def open_sessions(actor: Actor) -> QuerySet[Session]:
    """Sessions that still take topics, soonest first."""
    return sessions_visible_to(actor).filter(state__in=AGENDA_OPEN).order_by("starts_at", "pk")


def next_sessions(actor: Actor, now: datetime) -> QuerySet[Session]:
    """The convened sessions ahead that the actor is to come to or may see, the next one first."""
    rows = sessions_visible_to(actor).filter(state=CONVENED, starts_at__gte=now - timedelta(hours=3))
    return rows.order_by("starts_at", "pk")


def seats_of(session: Session) -> list[Attendance]:
    """Members first, then invitees, in order (one query)."""
    seats = seats_in_order(seat_rows(session.pk))
    belong_to(session, "session", seats)
    return seats


def seat_rows(session_id: int) -> QuerySet[Attendance]:
    """The question for them."""
    return Attendance.objects.filter(session_id=session_id).select_related("unit", "person", "receipt_by")


def seats_in_order(rows: Iterable[Attendance]) -> list[Attendance]:
    """Members first, then invitees."""
    return sorted(rows, key=lambda seat: (seat.part != Attendance.Part.MEMBER, seat.order, seat.pk))


def roll_of_seats(seats: list[Attendance]) -> Roll:
    return roll_of(
        Seat(seat.part == Attendance.Part.MEMBER, seat.is_present, bool(seat.leave_reason), bool(seat.deputy_name))
        for seat in seats
    )


def agenda_of(actor: Actor, session: Session) -> list[Topic]:
    """The topics of the session in their order, without those the actor is shut out of (one query).

    is_major: marked as 三重一大.
    """
    return list(agenda_rows(actor, session.pk))


def agenda_rows(actor: Actor, session_id: int) -> QuerySet[Topic]:
    """The question for them."""
    marks = MajorMark.objects.filter(topic_id=OuterRef("pk"), lifted_on__isnull=True)
    rows = (
        Topic.objects.filter(session_id=session_id)
        .annotate(is_major=Exists(marks))
        .exclude(pk__in=barred_topics(actor).values("pk"))
    )
    return rows.select_related("unit", "matter").order_by("order", "pk")


def unfinished_before(actor: Actor, session_id: int) -> QuerySet[Resolution]:
    """What earlier sessions decided and is not carried out: every session opens with it."""
    rows = resolutions_visible_to(actor).filter(state__in=UNFINISHED).exclude(session_id=session_id)
    return rows.select_related("unit", "session").order_by("due_on", "pk")


def session_page(actor: Actor, session: Session) -> SessionPage:
    """The facts of the page (one query); the session has come through `get_session`."""
    minutes = session.written
    if minutes and minutes.state != ISSUED and not actor.may(READ_DRAFT_MINUTES):
        minutes = None
    key = ("session", about(actor), minutes is not None)
    found = together_known(key, partial(_parts, actor, minutes is not None), session.pk)
    belong_to(session, "session", found["seats"])
    seats = seats_in_order(found["seats"])
    roll = roll_of_seats(seats)
    return SessionPage(
        session=session,
        seats=seats,
        roll=roll,
        quorum=quorum(session.kind, roll),
        agenda=found["agenda"],
        minutes=minutes,
        resolutions=found.get("decided", []),
        unfinished=found["unfinished"],
        events=found["events"],
        materials=found["materials"],
        own_seats=[seat for seat in seats if is_own_seat(actor, seat)],
    )


def _parts(actor: Actor, is_decided: bool, session_id: int) -> dict[str, QuerySet]:
    """What lies in tables of its own; a session's matter has its number."""
    agenda = agenda_rows(actor, session_id)
    parts = {
        "seats": seat_rows(session_id),
        "agenda": agenda,
        "unfinished": unfinished_before(actor, session_id),
        "events": timeline_rows(session_id, "session", actor),
        "materials": material_rows(session_id, agenda),
    }
    if is_decided:
        decided = resolutions_visible_to(actor).filter(session_id=session_id).select_related("unit")
        parts["decided"] = decided.order_by("planned__item__order", "planned__seq")
    return parts


def is_own_seat(actor: Actor, seat: Attendance) -> bool:
    """Whether the seat is the actor's, by person or by unit."""
    return seat.person_id == actor.person_id if seat.person_id else seat.unit_id in actor.unit_ids
