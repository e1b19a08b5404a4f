"""Due dates from outside an action: copied, and the work that hangs on them set anew, when the calendar moved them."""

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from petitions.cases.models.cases import Case
from records.matters.models.matters import Matter
from records.work.actions.reconcile import reconcile_many
from township.actors import system_actor


def copy_due_dates(matter_ids: list[int]) -> None:
    """Repeat Matter.next_due_on in the cases among these matters (records.clocks.listeners), and what is owed by when."""
    matter = Matter.objects.filter(pk=OuterRef("pk"))
    rows = Case.objects.filter(pk__in=matter_ids)
    rows.update(
        next_due_on=Subquery(matter.values("next_due_on")[:1]),
        next_due_label=Subquery(matter.values("next_due_label")[:1]),
    )
    now = timezone.localtime()
    for township_id in rows.order_by("township_id").values_list("township_id", flat=True).distinct():
        by = system_actor(township_id, "定时任务·期限重算", now.date())
        reconcile_many(rows.filter(township_id=township_id).select_related("matter"), by=by, at=now)
