"""What the home page says about documents, groups, letters and work points."""

from datetime import date, timedelta

from meetings.documents.queries.groups import groups_to_decide, groups_to_report
from meetings.documents.queries.incoming import IncomingFilter, incoming_in, incoming_to_decide, incoming_to_handle
from meetings.documents.queries.incoming import register as incoming_register
from meetings.documents.queries.letters import letters_to_approve, letters_to_sign
from meetings.documents.queries.papers import drafts_to_finish, papers_to_approve, papers_to_issue, papers_to_receive
from meetings.documents.queries.plans import points_owed
from meetings.documents.rules.incoming import HANDLED, REGISTERED
from township.actors import Actor
from township.counts import counts_of

SHOWN = 5
REPORT_AHEAD = timedelta(days=7)
POINT_AHEAD = timedelta(days=30)


def counters(actor: Actor, today: date) -> dict:
    """Counters of the office, each opening exactly the rows it counts; all of them in one statement."""
    counted = {
        "drafts": drafts_to_finish(actor),
        "to_issue": papers_to_issue(actor),
        "to_opine": incoming_in(actor, REGISTERED),
        "to_close": incoming_in(actor, HANDLED),
        "overdue": incoming_register(actor, IncomingFilter(state="overdue"), today),
    }
    return {"desk": counts_of(actor.township_id, counted)}


def desk(actor: Actor, today: date) -> dict:
    """What waits for this person or unit."""
    return {
        "desk_papers": list(papers_to_approve(actor)[:SHOWN]),
        "desk_letters": list(letters_to_approve(actor)[:SHOWN]),
        "desk_groups": list(groups_to_decide(actor)[:SHOWN]),
        "desk_incoming": list(incoming_to_decide(actor)[:SHOWN]),
        "desk_receipts": list(papers_to_receive(actor)[:SHOWN]),
        "desk_handling": list(incoming_to_handle(actor)[:SHOWN]),
        "desk_reports": list(groups_to_report(actor, today + REPORT_AHEAD)[:SHOWN]),
        "desk_unsigned": list(letters_to_sign(actor)[:SHOWN]),
        "desk_points": list(points_owed(actor, today + POINT_AHEAD)[:SHOWN]),
    }
