"""Monthly meetings of the units on petition work (例会, C10): each unit records its own."""

from django.db import models
from django.db.models import F, Q

from meetings.sessions.rules.unit_meetings import UNIT_MEETINGS
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class UnitMeeting(models.Model):
    """One unit's meeting of one month. month: its first day."""

    TABLE = UNIT_MEETINGS
    state = ""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="unit_meeting")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="unit_meetings", db_index=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="unit_meetings", verbose_name="单位", db_index=False
    )
    month = models.DateField("月份")
    held_on = models.DateField("召开日期")
    chair_name = models.CharField("主持人", max_length=40)
    present = models.PositiveSmallIntegerField("到会人数")
    summed_up = EncryptedTextField("上月工作小结")
    analysis = EncryptedTextField("形势分析")
    plan = EncryptedTextField("下月打算")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField("登记日期")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "单位例会"
        ordering = ["-month", "unit__order", "matter_id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "month"], name="unit_meeting_once_a_month"),
            models.CheckConstraint(condition=Q(present__gte=1), name="unit_meeting_with_somebody"),
            models.CheckConstraint(condition=Q(recorded_on__gte=F("held_on")), name="unit_meeting_recorded_after"),
        ]
        indexes = [models.Index(fields=["township", "-month"], name="unit_meeting_by_month")]
