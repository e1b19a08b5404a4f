"""What the home page says about referrals, drafted sessions, proposed edits, receipts and unit meetings."""

from datetime import date

from django.db.models import QuerySet

from meetings.permissions import RECORD_UNIT_MEETING
from meetings.sessions.queries.major import marks_without_referral, referrals_at, referrals_to_sign
from meetings.sessions.queries.resolutions import owed_by_units
from meetings.sessions.queries.series import in_trouble
from meetings.sessions.queries.sessions import sessions_by_minutes
from meetings.sessions.queries.unit_meetings import CLAUSE
from meetings.sessions.rules.referrals import APPROVED
from meetings.sessions.rules.referrals import ISSUED as SENT_UP
from meetings.sessions.rules.unit_meetings import earlier, first_of
from records.duties.models.duties import Duty
from township.actors import Actor
from township.counts import counts_of

SHOWN = 5


def office(actor: Actor, today: date) -> dict:
    """Counters of the office; none of them shown while all are empty."""
    month = earlier(first_of(today))
    counted = {
        "unreferred": marks_without_referral(actor),
        "to_send": referrals_at(actor, APPROVED),
        "unanswered": referrals_at(actor, SENT_UP),
        "unreceipted": sessions_by_minutes(actor, "unreceipted"),
        "edits": sessions_by_minutes(actor, "edits"),
        "missing": _missing(actor, month),
    }
    counts = counts_of(actor.township_id, counted)
    return {**counts, "any": any(counts.values()), "month": month, "trouble": list(in_trouble(actor)[:SHOWN])}


def own(actor: Actor, today: date) -> dict:
    """What waits for this convenor to sign or this liaison's unit to do."""
    return {
        "referrals": list(referrals_to_sign(actor)[:SHOWN]),
        "late": list(owed_by_units(actor).filter(due_on__lt=today)[:SHOWN]) if actor.unit_ids else [],
        "meetings": _owed_meetings(actor, today) if actor.may(RECORD_UNIT_MEETING) else [],
    }


def _owed_meetings(actor: Actor, today: date) -> list[Duty]:
    rows = Duty.objects.filter(township_id=actor.township_id, clause=CLAUSE, state="open")
    return list(
        rows.filter(unit_id__in=actor.unit_ids, first__lte=today).select_related("unit").order_by("due_on")[:SHOWN]
    )


def _missing(actor: Actor, month: date) -> QuerySet[Duty]:
    """Meetings of units that are missing in a month, by the duties of the profile."""
    rows = Duty.objects.filter(township_id=actor.township_id, clause=CLAUSE, state="open", unit__isnull=False)
    return rows.filter(period=f"{month:%Y-%m}")
