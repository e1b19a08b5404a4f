"""Topics: what a unit or the office asks a session to decide (C2)."""

from django.db import models
from django.db.models import F, Q

from meetings.sessions.models.sessions import Session
from meetings.sessions.rules import topics as rules
from meetings.sessions.rules.topics import TOPICS
from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit

DISCUSSES = "discusses"  # relation of the reference from a topic (or resolution) to the matter it is about


class Topic(models.Model):
    """One topic. What it is about (a case, later an order) hangs on it by a Reference, never by a foreign key."""

    TABLE = TOPICS

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="topic")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="topics", db_index=False)
    title = models.CharField("议题", max_length=80)
    ask = models.CharField("请会议决定什么", max_length=500)
    background = models.TextField("情况说明", blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="topics", verbose_name="提出单位")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.PROPOSED)
    revision = models.PositiveIntegerField(default=1)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField("提出日期")
    opinion = models.CharField("办公室意见", max_length=500, blank=True)
    opinion_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opinion_on = models.DateField("提出意见日期", null=True, blank=True)
    remark = models.CharField("召集人意见", max_length=500, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, null=True, blank=True, related_name="topics", db_index=False
    )
    order = models.PositiveSmallIntegerField("议程顺序", default=0)

    class Meta:
        verbose_name = "议题"
        ordering = ["-matter_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="topic_proposer_not_decider",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["scheduled", "heard"]) | Q(session__isnull=False), name="topic_on_an_agenda"
            ),
        ]
        indexes = [
            models.Index(fields=["township", "state", "-matter"], name="topic_by_state"),
            models.Index(fields=["session", "order"], name="topic_agenda"),
        ]

    @property
    def asked(self) -> str:
        """What the session is asked, with the words for it where the proposer did not write them themselves."""
        return self.ask if self.ask.startswith("请") else f"请会议决定：{self.ask}"
