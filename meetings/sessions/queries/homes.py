"""What stands beside the desk: the next session."""

from datetime import date

from django.db.models import F, QuerySet

from meetings.sessions.models.sessions import Session
from meetings.sessions.queries.sessions import next_sessions
from township.actors import Actor
from township.dates import moment_on
from township.frame.slips import Rows, Slips, moment_of, slip


def _asked(actor: Actor, today: date) -> list[QuerySet]:
    midnight = moment_on(today)
    first = Session.objects.filter(pk__in=next_sessions(actor, midnight).values("pk")[:1])
    fields = {name: F(name) for name in ("pk", "title", "starts_at", "place")}
    return [slip("next_session", first, chair=F("chair__name"), **fields)]


def _read(actor: Actor, today: date, rows: Rows) -> dict:
    found = [row | {"begins": moment_of(row["starts_at"])} for row in rows.get("next_session", ())]
    return {"session": found[0] if found else None}


NEXT_SESSION = Slips(_asked, _read)  # the next session the actor may see, if there is one
