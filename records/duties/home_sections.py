"""What this floor contributes to 今日: the duties of the rule profile that are due soon or late."""

from datetime import date, timedelta

from django.db.models import Count, Window

from records.duties.openers import link_of
from records.duties.queries.duties import duties_owed
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.frame import homes
from township.permissions import CHIEF_CONVENOR, CLERK, CONVENOR, DIRECTOR, GRID_MEMBER, LEADER, LIAISON

SHOWN = 6
AHEAD = timedelta(days=14)


def register() -> None:
    """Called once from AppConfig.ready()."""
    roles = (CLERK, DIRECTOR, CHIEF_CONVENOR, CONVENOR, LIAISON, LEADER, GRID_MEMBER)
    homes.register(roles, 75, "records/duties/home.html", duties_due)


def duties_due(actor: Actor, today: date) -> dict:
    """What is due within two weeks or late; the count is that of the same rows (one query)."""
    rows = duties_owed(actor, until=today + AHEAD).annotate(duty_count=Window(Count("pk")))[:SHOWN]
    found = list(rows)
    return {
        "duty_rows": [(duty, link_of(duty)) for duty in found],
        "duty_count": found[0].duty_count if found else 0,
        "calendar": work_calendar(actor.township_id) if found else None,
        "today": today,
    }
