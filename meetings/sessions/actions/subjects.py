"""What a 请示 is about: whether one is still to be written stands on the desk of its topic and of its resolutions."""

from datetime import datetime

from meetings.sessions.models.referrals import Referral
from meetings.sessions.queries.major import resolutions_of
from records.work.actions.reconcile import reconcile_many
from township.actors import Actor


def reconcile_subject(referral: Referral, *, by: Actor, at: datetime) -> None:
    """Call after a referral was drafted, given up or decided, in its transaction."""
    if referral.topic_id:
        reconcile_many([referral.topic], by=by, at=at)
    if resolutions := list(resolutions_of(referral.mark)):
        reconcile_many(resolutions, by=by, at=at)
