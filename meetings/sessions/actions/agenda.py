"""The agenda of a session: approved topics put on it, taken off, moved up and down."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from meetings.permissions import PLAN_SESSION
from meetings.sessions.actions.seats import expected_people
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.rules.sessions import AGENDA_OPEN, CONVENED, SESSIONS
from records.acts.actions.turns import Turn, finish, journal, take, tell
from township.actors import Actor
from township.refusals import Refused


def schedule(*, session_id: int, topic_id: int, by: Actor, at: datetime) -> Topic:
    """Put a topic the convenor agreed to at the end of the agenda."""
    with transaction.atomic():
        session = _open_agenda(session_id, by, at)
        turn = take(Topic, topic_id, revision=None, capability=PLAN_SESSION, by=by, at=at)
        move, topic = turn.move("schedule"), turn.row
        last = Topic.objects.filter(session=session.row).aggregate(last=Max("order"))["last"] or 0
        topic.session, topic.order = session.row, last + 1
        finish(turn, move, text=f"列入{session.matter.number}议程", detail={"session": session.matter.pk})
        tell(
            turn,
            [topic.proposed_by_id],
            kind="scheduled",
            text=f"已列入{session.matter.number}议程",
            key=f"{session.matter.pk}:{topic.revision}",
        )
        _agenda_changed(session, topic)
        return topic


def unschedule(*, topic_id: int, by: Actor, at: datetime) -> Topic:
    """Take a topic off the agenda; it waits for another session."""
    with transaction.atomic():
        session, turn = _on_agenda(topic_id, by, at)
        move, topic = turn.move("unschedule"), turn.row
        topic.session, topic.order = None, 0
        finish(turn, move, text=f"移出{session.matter.number}议程", detail={"session": session.matter.pk})
        _renumber(session.row)
        return topic


def shift(*, topic_id: int, up: bool, by: Actor, at: datetime) -> Topic:
    """Change places with the neighbour on the agenda; at either end nothing happens."""
    with transaction.atomic():
        session, turn = _on_agenda(topic_id, by, at)
        rows = list(Topic.objects.select_for_update().filter(session=session.row).order_by("order", "pk"))
        here = next(at for at, row in enumerate(rows) if row.pk == topic_id)
        there = here - 1 if up else here + 1
        if 0 <= there < len(rows):
            rows[here], rows[there] = rows[there], rows[here]
            _write_order(rows)
            journal(session, "session.order_agenda", detail={"topic": topic_id, "to": there + 1})
        return turn.row


def _open_agenda(session_id: int, by: Actor, at: datetime) -> Turn:
    session = take(Session, session_id, revision=None, capability=PLAN_SESSION, by=by, at=at)
    if session.row.state not in AGENDA_OPEN:
        raise Refused(f"会议现在是“{SESSIONS.label(session.row.state)}”，议程不能再改。")
    return session


def _on_agenda(topic_id: int, by: Actor, at: datetime) -> tuple[Turn, Turn]:
    """The session and the topic on its agenda, both locked, session first."""
    known = Topic.objects.filter(pk=topic_id, township_id=by.township_id).values_list("session_id", flat=True).first()
    if known is None:
        raise Refused("这个议题不在议程上，请刷新页面。")
    session = _open_agenda(known, by, at)
    turn = take(Topic, topic_id, revision=None, capability=PLAN_SESSION, by=by, at=at)
    if turn.row.session_id != known:
        raise Refused("这个议题刚刚被移到别处，请刷新页面。")
    return session, turn


def _agenda_changed(session: Turn, topic: Topic) -> None:
    if session.row.state == CONVENED:
        tell(
            session,
            expected_people(session),
            kind="agenda",
            text="议程有增加，请查看",
            key=str(topic.pk),
            about=topic,
        )


def _renumber(session: Session) -> None:
    _write_order(list(Topic.objects.select_for_update().filter(session=session).order_by("order", "pk")))


def _write_order(rows: list[Topic]) -> None:
    for order, row in enumerate(rows, start=1):
        if row.order != order:
            row.order = order
            row.save(update_fields=["order"])
