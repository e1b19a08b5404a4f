"""Background work as the administrator sees it: when, what, how long, what failed; never what it was about."""

from django.db.models import Q, QuerySet

from records.jobs.models.jobs import Job
from township.actors import Actor


def jobs_of(actor: Actor) -> QuerySet[Job]:
    """Jobs of the actor's township and those of no township, newest first, without their payload."""
    if actor.township_id is None:
        return Job.objects.none()
    own = Q(township_id=actor.township_id) | Q(township__isnull=True)
    return Job.objects.filter(own).defer("payload").order_by("-id")
