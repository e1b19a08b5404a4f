"""Meeting notices in sight, and what a notice says of its session."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from meetings.notices.models.notices import SessionNotice
from meetings.notices.rules.notices import ISSUED, UNISSUED, NoticeText
from meetings.permissions import VIEW_SESSION
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.models.topics import DISCUSSES
from meetings.sessions.queries.sessions import open_sessions, seats_of
from records.matters.models.access import Implication
from records.matters.models.matters import Reference
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.dates import full_date_with_weekday
from township.sight import row_in_sight


@dataclass(frozen=True)
class NoticeFilter:
    """What narrows the register. state: a state, or "open" for what is not issued."""

    text: str = ""
    state: str = ""


def get_notice(actor: Actor, notice_id: int) -> SessionNotice:
    """The notice, or OutOfScope."""
    rows = visible_to(actor, SessionNotice.objects.all(), VIEW_SESSION)
    return row_in_sight(rows.select_related("matter__township", "session__matter", "document"), pk=notice_id)


def register(actor: Actor, wanted: NoticeFilter, today: date) -> QuerySet[SessionNotice]:
    """Notices in sight, latest first, with their receipts."""
    rows = visible_to(actor, SessionNotice.objects.all(), VIEW_SESSION)
    if wanted.text:
        rows = rows.filter(Q(session__title__contains=wanted.text) | Q(number__contains=wanted.text))
    if wanted.state:
        rows = rows.filter(state__in=UNISSUED) if wanted.state == "open" else rows.filter(state=wanted.state)
    received = Count("document__recipients", filter=Q(document__recipients__received_at__isnull=False))
    rows = rows.annotate(n_all=Count("document__recipients"), n_received=received)
    return rows.select_related("session", "document").order_by("-pk")


def sessions_to_announce(actor: Actor) -> QuerySet[Session]:
    """Sessions ahead that have no notice yet."""
    known = SessionNotice.objects.filter(session=OuterRef("pk"), state__in=(*UNISSUED, ISSUED))
    return open_sessions(actor).exclude(Exists(known))


def text_of(session: Session, contact: str, *, is_change: bool) -> NoticeText:
    """What the notice says. A topic that is about another matter, or shuts somebody out, is
    named by its kind only: not everybody asked may know of it."""
    topics = session.topics.order_by("order", "pk").values_list("pk", "title")
    numbers = [pk for pk, _ in topics]
    kept = set(Reference.objects.filter(relation=DISCUSSES, source__in=numbers).values_list("source_id", flat=True))
    kept |= set(Implication.objects.filter(matter__in=numbers).values_list("matter_id", flat=True))
    member, seats = Attendance.Part.MEMBER, seats_of(session)
    return NoticeText(
        session=session.title,
        when=f"{full_date_with_weekday(session.day)}{session.begins:%H:%M}",
        place=session.place,
        chair=f"{session.chair.title}{session.chair.name}",
        present=[seat.label for seat in seats if seat.part == member],
        observers=[seat.label for seat in seats if seat.part != member],
        topics=["研究有关信访事项" if pk in kept else title for pk, title in topics],
        requirement=session.requirement,
        contact=contact,
        is_change=is_change,
    )
