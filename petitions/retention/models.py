"""Lists of cases whose identities are erased, drawn by one and checked by a witness; and what is held back."""

from django.db import models
from django.db.models import F, Q

from petitions.cases.models.cases import Case
from petitions.retention.rules import AGREED, DONE, DRAWN, RETURNED, STATES
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township


class RetentionList(models.Model):
    """One list. The witness is never who drew it."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="retention_lists")
    state = models.CharField("状态", max_length=8, choices=STATES, default=DRAWN)
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    witness = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    witnessed_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField("意见", max_length=200, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "销毁清单"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(witness__isnull=True) | ~Q(witness=F("drawn_by")), name="retention_witness_is_another"
            ),
            models.CheckConstraint(
                condition=Q(state=DRAWN, witness__isnull=True)
                | Q(state__in=[AGREED, RETURNED, DONE], witness__isnull=False),
                name="retention_witnessed_whole",
            ),
            models.UniqueConstraint(
                fields=["township"], condition=Q(state__in=[DRAWN, AGREED]), name="retention_list_open_once"
            ),
        ]


class RetentionItem(models.Model):
    """A case on a list. erased_at: when its identities went; skipped: why they did not after all."""

    list = models.ForeignKey(RetentionList, on_delete=models.CASCADE, related_name="items", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    ends_on = models.DateField("保存到")
    erased_at = models.DateTimeField(null=True, blank=True)
    skipped = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["list", "case"], name="retention_item_once")]


class LegalHold(models.Model):
    """暂缓销毁: litigation, inspection or an instruction asks that the case be kept whole."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.CharField("理由", max_length=200)
    placed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "暂缓销毁"
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(lifted_at__isnull=True), name="legal_hold_once")
        ]
