"""A session as an event of a calendar file. Calendars leave the house, so neither the agenda nor a topic stands in it."""

from meetings.sessions.models.sessions import Session
from meetings.sessions.rules.sessions import CANCELLED, POSTPONED
from records.notices.ical import CalendarEvent, uid_of


def session_event(session: Session) -> CalendarEvent:
    """The session under a name that stays when the site moves to another address."""
    return CalendarEvent(
        uid=uid_of("session", session.pk, township_code=session.township.code),
        starts=session.begins,
        ends=session.finishes,
        summary=f"{session.get_kind_display()}（{session.matter.number}）",
        place=session.place,
        description=f"主持：{session.chair.name}\n{session.requirement}".strip(),
        stamped_at=session.convened_at or session.begins,
        sequence=session.revision,
        is_cancelled=session.state in (CANCELLED, POSTPONED),
    )
