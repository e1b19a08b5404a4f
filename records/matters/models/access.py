"""Who holds a matter, who is shut out of it, and who alone may see it. Read by records.matters.queries.scope only."""

from django.db import models
from django.db.models import F, Q

from records.matters.models.matters import Matter
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.fields import EncryptedTextField


class Holding(models.Model):
    """A unit that works on the matter (lead or assisting): gives its liaison sight of it (reach OWN)."""

    class Part(models.TextChoices):
        LEAD = "lead", "主办"
        ASSIST = "assist", "协办"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="holdings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="holdings")
    part = models.CharField(max_length=6, choices=Part.choices)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "unit"], condition=Q(ended_on__isnull=True), name="holding_once"),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(part="lead", ended_on__isnull=True), name="one_lead_unit"
            ),
        ]
        indexes = [models.Index(fields=["unit", "matter"], condition=Q(ended_on__isnull=True), name="holding_live")]


class Handler(models.Model):
    """A person with a part in the matter: first handler, sponsor, leader who received the visit, grid reporter, the one
    whom an accountability measure is about, a member of an inspection team."""

    class Part(models.TextChoices):
        FIRST_HANDLER = "first_handler", "首办人"
        SPONSOR = "sponsor", "包案领导"
        RECEIVER = "receiver", "接访领导"
        REPORTER = "reporter", "报告人"
        SUBJECT = "subject", "当事人"
        INSPECTOR = "inspector", "督查组成员"
        STAND_IN = "stand_in", "代行审批"
        TEAM = "team", "包案工作班子"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="handlers", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handlings", db_index=False)
    part = models.CharField(max_length=14, choices=Part.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person", "part"], name="handler_once")]
        indexes = [models.Index(fields=["person", "matter"])]


class Access(models.Model):
    """The access list of a restricted matter: only these persons see it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="access_list", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "person"], name="access_once")]


class Entry(models.Model):
    """What shuts somebody out of a matter until two persons lift it."""

    copy_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="copies")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    lift_proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lift_reason = EncryptedTextField("解除理由")
    lifted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Implication(Entry):
    """A person or unit that the matter complains of. Denies everything, before any role; two persons lift it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="implications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="implications")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="implications")
    reason = EncryptedTextField("理由", help_text="may speak of what an accusation says")

    class Meta:
        verbose_name = "涉及对象"
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, unit__isnull=False) | Q(person__isnull=False, unit__isnull=True),
                name="implication_person_or_unit",
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True)
                | (Q(lift_proposed_by__isnull=False) & ~Q(lift_proposed_by=F("lifted_by"))),
                name="implication_lifted_by_two",
            ),
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(lifted_at__isnull=True), name="implication_person_once"
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"], condition=Q(lifted_at__isnull=True), name="implication_unit_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "matter"], condition=Q(lifted_at__isnull=True), name="implicated_person"),
            models.Index(fields=["unit", "matter"], condition=Q(lifted_at__isnull=True), name="implicated_unit"),
        ]


class Recusal(Entry):
    """An official with a direct interest stays out of the matter (条例第二十八条第三款); two persons lift it."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recusals")
    reason = EncryptedTextField("理由", help_text="says what ties an official to a petitioner")

    class Meta:
        verbose_name = "回避"
        constraints = [
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True)
                | (Q(lift_proposed_by__isnull=False) & ~Q(lift_proposed_by=F("lifted_by"))),
                name="recusal_lifted_by_two",
            ),
            models.UniqueConstraint(
                fields=["matter", "person"], condition=Q(lifted_at__isnull=True), name="recusal_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "matter"], condition=Q(lifted_at__isnull=True), name="recused_person")
        ]


class Exclusion(models.Model):
    """A proposal to shut somebody out of the matter, or to let them in again; a second person decides (nobody shuts
    others out alone).

    `implication` or `recusal`: the entry it led to, or that it wants lifted. What a petition itself names is in force
    before it is decided. asked: numbers of the persons who were asked, for the desk; basis: the higher organ's paper where
    nobody in the township could decide or stand in.
    """

    class Act(models.TextChoices):
        IMPLICATE = "implicate", "登记涉及对象"
        RECUSE = "recuse", "登记回避"
        LIFT = "lift", "解除"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="exclusions")
    act = models.CharField(max_length=10, choices=Act.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    implication = models.ForeignKey(
        Implication, on_delete=models.SET_NULL, null=True, blank=True, related_name="exclusions"
    )
    recusal = models.ForeignKey(Recusal, on_delete=models.SET_NULL, null=True, blank=True, related_name="exclusions")
    reason = EncryptedTextField("理由")
    stand_in = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    basis = models.CharField("上级决定文号", max_length=120, blank=True)
    asked = models.JSONField(default=list)
    due_on = models.DateField("确认期限")
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    is_agreed = models.BooleanField(null=True)
    remark = EncryptedTextField("意见")
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "涉及对象、回避登记"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, unit__isnull=False) | Q(person__isnull=False, unit__isnull=True),
                name="exclusion_person_or_unit",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="exclusion_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, is_agreed__isnull=True, decided_by__isnull=True)
                | Q(decided_at__isnull=False, is_agreed__isnull=False, decided_by__isnull=False),
                name="exclusion_decided_whole",
            ),
            models.UniqueConstraint(
                fields=["matter", "person"],
                condition=Q(decided_at__isnull=True, person__isnull=False),
                name="exclusion_of_person_once",
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"],
                condition=Q(decided_at__isnull=True, unit__isnull=False),
                name="exclusion_of_unit_once",
            ),
        ]
        indexes = [models.Index(fields=["matter"], condition=Q(decided_at__isnull=True), name="exclusion_waiting")]


class StandIn(models.Model):
    """A person who decides on this one matter what nobody else in the township can decide any more (代行审批).

    right: code of the capability; basis: number of the district office's decision where the order of deputies was
    exhausted. The person's part in the matter (Handler) gives sight of it; `Person.lent_rights` repeats the codes.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="stand_ins")
    right = models.CharField(max_length=60)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stand_ins")
    basis = models.CharField("依据", max_length=120, blank=True)
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "代行审批"
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "right", "person"], condition=Q(ended_at__isnull=True), name="stand_in_once"
            )
        ]
        indexes = [models.Index(fields=["person", "right"], condition=Q(ended_at__isnull=True), name="stand_in_live")]
