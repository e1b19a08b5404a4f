"""The outbox as the administrator sees it: to whom, when, what came of it; never what was said or to which address."""

from django.db.models import QuerySet

from records.notices.models.deliveries import Delivery
from township.actors import Actor


def deliveries_of(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries of the actor's township, newest first."""
    if actor.township_id is None:
        return Delivery.objects.none()
    return Delivery.objects.filter(township_id=actor.township_id).select_related("recipient").order_by("-id")
