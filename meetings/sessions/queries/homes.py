"""What the home page says about meetings: what the office owes, what a unit, a leader or a convenor owes, and what is next."""

from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from meetings.permissions import APPROVE_MINUTES, DECIDE_TOPIC, WORK_RESOLUTION
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.queries.minutes import co_signs_waiting, receipts_waiting
from meetings.sessions.queries.resolutions import ResolutionFilter, owed_by_units, register
from meetings.sessions.queries.scope import sessions_visible_to, topics_visible_to
from meetings.sessions.queries.sessions import next_session, sessions_by_minutes, unanswered_seats
from meetings.sessions.queries.topics import topic_list
from meetings.sessions.rules.minutes import SUBMITTED
from meetings.sessions.rules.topics import REVIEWED
from township.actors import Actor
from township.counts import counts_of

SHOWN = 5


def office(actor: Actor, today: date) -> dict:
    """Counters of the office, each opening exactly the rows it counts; all of them in one statement."""
    counted = {
        "topics": topic_list(actor, state="proposed"),
        "unwritten": sessions_by_minutes(actor, "none"),
        "drafts": sessions_by_minutes(actor, "draft"),
        "to_issue": sessions_by_minutes(actor, "approved"),
        "to_verify": register(actor, ResolutionFilter(state="reported"), today),
        "overdue": register(actor, ResolutionFilter(state="overdue"), today),
    }
    return counts_of(actor.township_id, counted)


def own(actor: Actor, today: date) -> dict:
    """What waits for this person or unit."""
    owed = owed_by_units(actor)
    return {
        "seats": unanswered_seats(actor, _midnight(today))[:SHOWN],
        "co_signs": list(co_signs_waiting(actor)[:SHOWN]),
        "receipts": list(receipts_waiting(actor)[:SHOWN]),
        "resolutions": list(owed[:SHOWN]),
        "resolution_count": owed.count(),
        "minutes": list(minutes_to_approve(actor)[:SHOWN]),
        "topics": list(topics_to_decide(actor)[:SHOWN]),
    }


def next_one(actor: Actor, today: date) -> dict:
    """The next session, if there is one."""
    return {"session": next_session(actor, _midnight(today))}


def owed_count(actor: Actor, today: date) -> int:
    """How many resolutions the actor's units still have to carry out (one query; none for who carries out none)."""
    return owed_by_units(actor).order_by().count() if actor.may(WORK_RESOLUTION) else 0


def minutes_to_approve(actor: Actor) -> QuerySet[Minutes]:
    """Minutes on the convenor's desk that he did not draft himself."""
    if not actor.may(APPROVE_MINUTES):
        return Minutes.objects.none()
    rows = Minutes.objects.filter(state=SUBMITTED, session_id__in=sessions_visible_to(actor).values("pk"))
    return rows.exclude(document__drafted_by_id=actor.person_id).select_related("session__matter").order_by("pk")


def topics_to_decide(actor: Actor):
    """Topics that wait for the convenor's decision, without his own."""
    rows = topics_visible_to(actor).filter(state=REVIEWED).exclude(proposed_by_id=actor.person_id)
    return (rows if actor.may(DECIDE_TOPIC) else rows.none()).select_related("matter", "unit").order_by("pk")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())
