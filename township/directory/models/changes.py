"""Member change reports (变更备案, A2): the unit reports, the office puts it on record, the convenor sees it."""

from django.db import models
from django.db.models import F, Q

from township.directory.models.people import Person, Post
from township.directory.models.townships import Township
from township.directory.models.units import Unit


class MemberChange(models.Model):
    """A unit's report that its member or liaison changes from a date on."""

    class Kind(models.TextChoices):
        MEMBER = "member", "成员变更"
        LIAISON = "liaison", "联络员变更"

    class State(models.TextChoices):
        REPORTED = "reported", "待备案"
        RECORDED = "recorded", "已备案"
        RETURNED = "returned", "已退回"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="member_changes", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="member_changes", verbose_name="单位")
    kind = models.CharField("事项", max_length=8, choices=Kind.choices)
    old_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原人员"
    )
    new_name = models.CharField("新人员姓名", max_length=40)
    new_title = models.CharField("新人员职务", max_length=60, blank=True)
    new_phone = models.CharField("新人员电话", max_length=40, blank=True)
    effective_on = models.DateField("变更日期")
    reason = models.CharField("变更原因", max_length=200, blank=True)
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.REPORTED)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField("报告时间")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField("备案时间", null=True, blank=True)
    remark = models.CharField("备案意见", max_length=200, blank=True)
    new_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seen_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seen_at = models.DateTimeField("召集人阅知时间", null=True, blank=True)

    class Meta:
        verbose_name = "变更备案"
        ordering = ["-id"]
        indexes = [models.Index(fields=["township", "state", "-id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True) | ~Q(recorded_by=F("reported_by")),
                name="change_reporter_not_recorder",
            )
        ]
