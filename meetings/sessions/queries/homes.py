"""What stands beside the desk: the next session."""

from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone

from meetings.sessions.queries.sessions import next_session
from township.actors import Actor


def next_one(actor: Actor, today: date) -> dict:
    """The next session the actor may see, if there is one."""
    midnight = datetime.combine(today, time.min, tzinfo=get_current_timezone())
    return {"session": next_session(actor, midnight)}
