"""A ledger that is to leave the house: asked for by one, agreed to by another."""

from django.db import models
from django.db.models import F, Q

from records.ledgers.rules.taking_out import FORMS, PENDING, STATES
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.fields import EncryptedTextField


class TakingOut(models.Model):
    """What was asked for (ledger by the name of its page, form, filters, columns, number of rows) and what came of it.

    query: the filters as a query string, typed words included, which may be a person's; conditions: the same in words for
    who decides; rows: as counted when it was asked for.
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="takings_out")
    ledger = models.CharField(max_length=60)
    title = models.CharField("台账", max_length=60)
    form = models.CharField("方式", max_length=5, choices=FORMS)
    query = EncryptedTextField()
    conditions = EncryptedTextField("筛选")
    columns = models.JSONField(default=list)
    rows = models.PositiveIntegerField("行数")
    has_identity = models.BooleanField("含身份信息", default=False)
    reason = EncryptedTextField("理由")
    state = models.CharField("状态", max_length=8, choices=STATES, default=PENDING)
    requested_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = EncryptedTextField("意见")
    taken_at = models.DateTimeField(null=True, blank=True)
    is_emptied = models.BooleanField(default=False, help_text="query and conditions were emptied after 30 days")

    class Meta:
        verbose_name = "导出申请"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="taking_out_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=PENDING, decided_by__isnull=True) | ~Q(state=PENDING) & Q(decided_by__isnull=False),
                name="taking_out_decided_whole",
            ),
        ]
        indexes = [models.Index(fields=["township"], condition=Q(state=PENDING), name="taking_out_waiting")]
