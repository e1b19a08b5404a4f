"""Member change reports as their readers see them."""

from django.db.models import QuerySet

from township.actors import Actor, ensure_may
from township.directory.models.changes import MemberChange
from township.permissions import VIEW_CHANGES, Reach


def changes_visible_to(actor: Actor) -> QuerySet[MemberChange]:
    """The office sees every unit's reports, a liaison those of their own units. Newest first."""
    reach = ensure_may(actor, VIEW_CHANGES)
    changes = MemberChange.objects.filter(township_id=actor.township_id)
    if reach != Reach.TOWNSHIP:
        changes = changes.filter(unit_id__in=actor.unit_ids)
    related = ("unit", "old_person", "reported_by", "recorded_by", "seen_by", "new_post__person")
    return changes.select_related(*related).order_by("-id")


def waiting_for_record(township_id: int) -> QuerySet[MemberChange]:
    return MemberChange.objects.filter(township_id=township_id, state=MemberChange.State.REPORTED)


def waiting_to_be_seen(township_id: int) -> QuerySet[MemberChange]:
    return MemberChange.objects.filter(township_id=township_id, state=MemberChange.State.RECORDED, seen_at__isnull=True)
