"""Schemes of assessment (考核办法): one row for each version."""

from django.db import models
from django.db.models import F, Q

from assessment.schemes.rules import states
from assessment.schemes.rules.schemes import GROUPS
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township


class Scheme(models.Model):
    """One version of the scheme of a year and group. content: JSON of rules.schemes; sha256: of it once it is fixed; decision:
    the recorded decision without which a scheme cannot be fixed after its year has begun."""

    TABLE = states.SCHEMES

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="scheme")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="schemes", db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    group = models.CharField("考核对象", max_length=10, choices=list(GROUPS.items()))
    version = models.PositiveSmallIntegerField("版本")
    name = models.CharField("名称", max_length=60)
    content = models.JSONField("内容")
    sha256 = models.CharField(max_length=64, blank=True)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="later")
    decision = models.CharField("年度内修改的决定", max_length=200, blank=True)
    edited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fixed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fixed_on = models.DateField("施行确认日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=states.SCHEME_CHOICES, default=states.DRAFT)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "考核办法"
        ordering = ["-year", "group", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["township", "year", "group", "version"], name="scheme_version_once"),
            models.UniqueConstraint(
                fields=["township", "year", "group"], condition=Q(state=states.FIXED), name="scheme_one_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[states.FIXED, states.REPLACED])
                | Q(fixed_on__isnull=False, fixed_by__isnull=False) & ~Q(sha256="") & ~Q(fixed_by=F("edited_by")),
                name="scheme_fixed_by_a_second_person",
            ),
        ]
