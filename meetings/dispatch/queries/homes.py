"""What the home page says about the dispatch: the pack for convenors, the report that is due for liaisons, what is missing
for the office."""

from datetime import date

from meetings.dispatch.queries.dispatches import is_office, next_dispatch, owed_reports
from meetings.dispatch.queries.hearings import reports_to_sign
from meetings.permissions import PLAN_DISPATCH, REPORT_DISPATCH
from township.actors import Actor


def dispatch(actor: Actor, today: date) -> dict:
    """next: the coming dispatch for the office and the convenors; owed: reports of one's own units."""
    coming = next_dispatch(actor) if is_office(actor) else None
    return {
        "next": coming,
        "missing": coming.called - coming.reported if coming else 0,
        "may_plan": actor.may(PLAN_DISPATCH),
        "owed": owed_reports(actor) if actor.may(REPORT_DISPATCH) else [],
        "to_sign": list(reports_to_sign(actor).select_related("matter")[:5]),
        "today": today,
    }
