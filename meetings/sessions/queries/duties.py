"""The session by which a duty of the rule profile is done, and its next step."""

from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.sessions import Session
from meetings.sessions.rules.sessions import CANCELLED, CLOSED, CONVENED, HELD, PLANNED, POSTPONED
from records.duties.models.duties import Duty

NEXT = {PLANNED: "convene", CONVENED: "hold", POSTPONED: "plan_again"}


def sessions_of_duties(kind: str, duties: list[Duty]) -> dict[int, Session]:
    """By number of the duty: the session of this kind in its period that is still on its way, the earliest (one query)."""
    if not duties:
        return {}
    rows = Session.objects.filter(kind=kind, township_id__in={duty.township_id for duty in duties})
    rows = rows.exclude(state__in=(CANCELLED, CLOSED)).filter(
        starts_at__date__gte=min(duty.first for duty in duties), starts_at__date__lte=max(duty.last for duty in duties)
    )
    known = list(rows.order_by("starts_at", "pk"))
    found = {}
    for duty in duties:
        fitting = (row for row in known if row.township_id == duty.township_id and duty.first <= row.day <= duty.last)
        if (row := next(fitting, None)) is not None:
            found[duty.pk] = row
    return found


def next_act(row: Session) -> str:
    """The act by which the session goes on; "" while its minutes are under way."""
    if row.state != HELD:
        return NEXT.get(row.state, "")
    if not row.kind_rule.needs_minutes:
        return "close"
    return "" if Minutes.objects.filter(session=row).exists() else "begin_minutes"
