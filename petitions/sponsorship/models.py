"""领导包案 (B5, B7, B8): one case, one leader, one team, one plan with its steps, and the five duties of the leader."""

from django.db import models
from django.db.models import Q

from petitions.cases.models.cases import Case
from petitions.sponsorship import rules
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.papers.models.attachments import Attachment
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Sponsorship(models.Model):
    """A case that a leader follows to its end. The team are the matter's handlers (Handler.Part.TEAM), the leader among them."""

    TABLE = rules.SPONSORSHIPS
    READ_WITH = ("township", "case__matter", "sponsor")

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="sponsorship")
    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="sponsorships", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sponsorships")
    sponsor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="包案领导")
    state = models.CharField("状态", max_length=10, choices=rules.STATE_CHOICES, default=rules.DRAFTING)
    revision = models.PositiveIntegerField(default=1, help_text="counts every change; a stale form is refused")
    aim = models.CharField("化解目标和措施", max_length=500, blank=True)
    due_on = models.DateField("包案期限", null=True, blank=True)
    since = models.DateField("本阶段开始", help_text="drafting, or talking with the units: their limits run from it")
    ending = models.CharField("办结、解除说明", max_length=500, blank=True)

    class Meta:
        verbose_name = "领导包案"
        ordering = ["-matter_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=~Q(state__in=["concluded", "lifted"]), name="sponsored_once_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["township", "state", "due_on"], name="sponsorship_by_due")]


class SponsorStep(models.Model):
    """One step of the roadmap (工作路线图): what, by which unit and whom, until when; agreed with the unit, then carried out."""

    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="steps")
    text = models.CharField("步骤", max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="责任单位")
    person_name = models.CharField("责任人", max_length=20)
    due_on = models.DateField("完成时限")
    agreed_on = models.DateField("单位同意日期", null=True, blank=True)
    objection = EncryptedTextField("单位意见")
    progress = EncryptedTextField("进展")
    progress_on = models.DateField("进展日期", null=True, blank=True)
    done_on = models.DateField("完成日期", null=True, blank=True)
    evidence = EncryptedTextField("完成凭据")
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    files = models.ManyToManyField(Attachment, related_name="+", blank=True, verbose_name="凭据文件")

    class Meta:
        verbose_name = "包案步骤"
        ordering = ["due_on", "id"]


class SponsorDuty(models.Model):
    """One of the five duties (五包) done: when, in words, with the event of the case that shows it where there is one."""

    sponsorship = models.ForeignKey(Sponsorship, on_delete=models.PROTECT, related_name="duties", db_index=False)
    duty = models.PositiveSmallIntegerField("五包", choices=rules.DUTY_CHOICES)
    done_on = models.DateField("日期")
    text = EncryptedTextField("做了什么")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "五包"
        ordering = ["duty"]
        constraints = [models.UniqueConstraint(fields=["sponsorship", "duty"], name="sponsor_duty_once")]
