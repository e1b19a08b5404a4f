"""Candidates for supervision (督办建议): what the duty engine and the other apps found that somebody should chase (F3, B10)."""

from django.db import models
from django.db.models import Q

from records.duties.rules import candidates as rules
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class Candidate(models.Model):
    """One finding, raised once for each key. A person decides what becomes of it; nothing follows by itself. leader: whose
    instruction (批示) it is, where one of the township gave it."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="candidates", db_index=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ground = models.CharField("事由", max_length=30, choices=list(rules.GROUNDS.items()))
    text = models.CharField("情况", max_length=200)
    key = models.CharField(max_length=120, help_text="the same finding is raised once")
    leader = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="批示领导"
    )
    raised_at = models.DateTimeField("提出时间")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.OPEN)
    urged_at = models.DateTimeField("催办时间", null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField("处理时间", null=True, blank=True)
    reason = models.CharField("理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "督办建议"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "key"], name="candidate_once"),
            models.CheckConstraint(
                condition=~Q(state="dismissed") | Q(decided_by__isnull=False) & ~Q(reason=""),
                name="candidate_dismissed_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "-id"], condition=Q(state__in=["open", "urged"]), name="candidate_open")
        ]

    @property
    def duty_id(self) -> int | None:
        """The duty that was missed, where the finding is one."""
        kind, _, number = self.key.partition(":")
        return int(number) if kind == "duty" and number.isdecimal() else None
