"""What the home page says about referrals, drafted sessions, proposed edits, receipts and unit meetings."""

from datetime import date

from django.db.models import QuerySet

from meetings.models import ProposedEdit, Receipt
from meetings.permissions import ISSUE_MINUTES, RECORD_UNIT_MEETING, WRITE_MINUTES
from meetings.queries.homes import counts_of
from meetings.queries.major import marks_without_referral, referrals_at, referrals_to_sign
from meetings.queries.resolutions import owed_by_units
from meetings.queries.scope import barred_topics, sessions_visible_to
from meetings.queries.series import in_trouble
from meetings.rules.edits import OPEN
from meetings.rules.minutes import DRAFT, ISSUED
from meetings.rules.referrals import APPROVED
from meetings.rules.referrals import ISSUED as SENT_UP
from meetings.rules.unit_meetings import first_of
from records.models import Duty
from township.actors import Actor

SHOWN = 5


def office(actor: Actor, today: date) -> dict:
    """Counters of the office; none of them shown while all are empty."""
    counted = {
        "unreferred": marks_without_referral(actor),
        "to_send": referrals_at(actor, APPROVED),
        "unanswered": referrals_at(actor, SENT_UP),
        "unreceipted": unreceipted(actor),
        "edits": waiting_edits(actor),
        "missing": _missing(actor, today),
    }
    counts = counts_of(actor.township_id, counted)
    return {**counts, "any": any(counts.values()), "trouble": list(in_trouble(actor)[:SHOWN])}


def own(actor: Actor, today: date) -> dict:
    """What waits for this convenor to sign or this liaison's unit to do."""
    return {
        "referrals": list(referrals_to_sign(actor)[:SHOWN]),
        "late": list(owed_by_units(actor).filter(due_on__lt=today)[:SHOWN]) if actor.unit_ids else [],
        "meetings": _owed_meetings(actor, today) if actor.may(RECORD_UNIT_MEETING) else [],
    }


def unreceipted(actor: Actor) -> QuerySet[Receipt]:
    """Receipts of issued minutes that are not given."""
    rows = Receipt.objects.filter(minutes__state=ISSUED, part=Receipt.Part.ISSUE, received_at__isnull=True)
    rows = rows.filter(minutes__session_id__in=sessions_visible_to(actor).values("pk"))
    return rows if actor.may(ISSUE_MINUTES) else rows.none()


def waiting_edits(actor: Actor) -> QuerySet[ProposedEdit]:
    """Edits proposed to draft minutes that the writer has not answered."""
    rows = ProposedEdit.objects.filter(state=OPEN, item__minutes__state=DRAFT)
    rows = rows.filter(item__minutes__session_id__in=sessions_visible_to(actor).values("pk"))
    rows = rows if actor.may(WRITE_MINUTES) else rows.none()
    return rows.exclude(item__topic_id__in=barred_topics(actor).values("pk"))


def _owed_meetings(actor: Actor, today: date) -> list[Duty]:
    rows = Duty.objects.filter(township_id=actor.township_id, clause="unit_meeting_month", state="open")
    return list(
        rows.filter(unit_id__in=actor.unit_ids, first__lte=today).select_related("unit").order_by("due_on")[:SHOWN]
    )


def _missing(actor: Actor, today: date) -> QuerySet[Duty]:
    """Meetings of units that are missing: duties of the last months whose day has passed."""
    rows = Duty.objects.filter(township_id=actor.township_id, clause="unit_meeting_month", state="open")
    return rows.filter(due_on__lt=today, first__gte=_three_months_back(today))


def _three_months_back(today: date) -> date:
    month = first_of(today)
    index = month.year * 12 + month.month - 1 - 3
    return date(index // 12, index % 12 + 1, 1)
