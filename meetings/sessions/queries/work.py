"""The facts of what is owed on sessions, topics, minutes, resolutions and referrals (meetings.sessions.rules.work)."""

from collections.abc import Iterator

from django.utils.timezone import localtime

from meetings.sessions.models.edits import ProposedEdit
from meetings.sessions.models.minutes import CoSign, Minutes
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.major import major_state
from meetings.sessions.rules import co_sign, edits, resolutions
from meetings.sessions.rules import minutes as texts
from meetings.sessions.rules import sessions as states
from meetings.sessions.rules.topics import DECLINED, WITHDRAWN
from meetings.sessions.rules.work import (
    MinutesWork,
    ResolutionWork,
    Seat,
    SessionWork,
    TopicWork,
    minutes_owed,
    resolution_owed,
    session_owed,
    topic_owed,
)
from records.papers.models.approvals import Approval
from records.papers.queries.flows import last_return
from records.work.rules import Owed


def session_work(session: Session) -> Iterator[Owed]:
    """What is owed on a session."""
    seats = ()
    if session.state == states.CONVENED:
        open_seats = session.seats.filter(receipt_at__isnull=True, leave_at__isnull=True).order_by("pk")
        found = open_seats.values_list("pk", "unit_id", "person_id")
        seats = tuple(Seat(pk, unit, None if unit else person) for pk, unit, person in found if unit or person)
    has_minutes = session.state == states.HELD and session.written is not None
    return session_owed(
        SessionWork(
            session.state,
            session.kind_rule,
            localtime(session.starts_at),
            has_minutes,
            seats,
            bool(session.late_reason),
        )
    )


def topic_work(topic: Topic) -> Iterator[Owed]:
    """What is owed on a topic."""
    is_over = topic.state in (DECLINED, WITHDRAWN)
    needs_referral = not is_over and _is_unreferred(topic_id=topic.pk)
    return topic_owed(TopicWork(topic.state, topic.unit.label, topic.proposed_by_id, needs_referral))


def unsubmitted_work(minutes: Minutes) -> Iterator[Owed]:
    """What is owed on minutes that are not handed in."""
    state, document = minutes.state, minutes.document
    facts = {}
    if state == texts.DRAFT:
        facts["is_returned"] = last_return(document, "minutes") is not None
        facts["edits"] = ProposedEdit.objects.filter(item__minutes=minutes, state=edits.OPEN).count()
    else:
        rows = CoSign.objects.filter(minutes=minutes, version=document.version, verdict=co_sign.PENDING).order_by("pk")
        facts["signers"] = tuple(Seat(*row) for row in rows.values_list("pk", "unit_id", "person_id", "item__title"))
    return minutes_owed(MinutesWork(state, minutes.session.title, **facts))


def resolution_work(resolution: Resolution) -> Iterator[Owed]:
    """What is owed on a resolution."""
    asked = Approval.objects.filter(
        matter_id=resolution.pk, kind=resolutions.EXTENSION, state=Approval.State.PENDING
    ).first()
    # What runs on is asked about only when it is marked itself: of a marked topic the topic says so.
    of = {"topic_id": resolution.topic_id} if resolution.state == resolutions.WAITING else {}
    needs_referral = resolution.state in resolutions.MAY_WAIT and _is_unreferred(resolution_id=resolution.pk, **of)
    return resolution_owed(
        ResolutionWork(
            resolution.state,
            resolution.unit_id,
            resolution.due_on,
            asked_by=asked.proposed_by_id if asked else None,
            is_asked=asked is not None,
            needs_referral=needs_referral,
        )
    )


def _is_unreferred(**of: int | None) -> bool:
    return major_state(**of).may_refer
