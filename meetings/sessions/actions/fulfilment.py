"""Which duty of the rule profile a finished session proves: plenary (W5 H7) and joint office hours (X五(一))."""

from datetime import datetime

from meetings.sessions.models.sessions import Session
from meetings.sessions.rules.sessions import FULFILS
from records.duties.actions.duties import fulfil
from township.actors import Actor
from township.dates import short_date


def fulfil_by_session(session: Session, *, by: Actor, at: datetime, text: str) -> int:
    """Close the duty of the period in which the session was held; 0 for a kind that proves none, or without such a clause."""
    if session.kind not in FULFILS:
        return 0
    return fulfil(
        clause=FULFILS[session.kind],
        township_id=session.township_id,
        on=session.day,
        by=by,
        at=at,
        evidence=session.matter,
        text=f"{short_date(session.day)}召开，{text}",
    )
