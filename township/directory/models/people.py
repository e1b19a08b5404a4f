"""People of the office and the units, and the posts they hold from one date to another (A1, A2)."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.rules.signatures import signature
from township.permissions import Capability


class Role(models.TextChoices):
    CHIEF_CONVENOR = "chief_convenor", "总召集人"
    CONVENOR = "convenor", "召集人"
    DIRECTOR = "director", "办公室主任"
    CLERK = "clerk", "经办人"
    LIAISON = "liaison", "联络员"
    LEADER = "leader", "班子成员"
    GRID_MEMBER = "grid_member", "网格员"
    AUDITOR = "auditor", "审计员"
    SYSADMIN = "sysadmin", "系统管理员"


class Person(models.Model):
    """A natural person who works for the township or a unit. One person may hold several posts and accounts."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="people", db_index=False)
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("职务", max_length=60, blank=True, help_text="如“党委副书记”")
    phone = models.CharField("工作电话", max_length=40, blank=True)
    is_active = models.BooleanField("在岗", default=True)
    lent_rights = models.JSONField(
        default=list,
        help_text="codes of rights that no post gives, each on single things only, which the upper floor knows",
    )

    served = models.JSONField(
        default=list,
        help_text="terms [role, from, until, in whose place] of a person who ever stood in for another, else empty",
    )

    class Meta:
        verbose_name = "人员"
        ordering = ["id"]
        indexes = [models.Index(fields=["township", "name"])]

    def __str__(self):
        return self.name

    def signature(self, on: date, capability: Capability | None = None) -> str:
        """The name as an act of that day shows it: 李建（代王强） where only a post held in somebody's place gave the right."""
        return signature(self.name, self.served, on, capability) if self.served else self.name


class Post(models.Model):
    """A post held from `starts_on` to `ends_on` (both included; open end = still held).

    A post is proposed by one account and confirmed by another (授权 SYS≠DIR); it has effect only when confirmed.
    A deputy's post names whom it stands in for; the deputy acts under their own name.
    """

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="posts", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts", db_index=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField("岗位", max_length=20, choices=Role.choices)
    portfolio = models.CharField("分管领域", max_length=120, blank=True)
    portfolio_units = models.ManyToManyField(Unit, blank=True, related_name="in_portfolio_of", verbose_name="分管单位")
    stands_in_for = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputies", verbose_name="代行"
    )
    basis = models.CharField("任职依据", max_length=120, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    starts_on = models.DateField("任职日期")
    ends_on = models.DateField("离任日期", null=True, blank=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)

    class Meta:
        verbose_name = "任职"
        ordering = ["order", "starts_on", "id"]
        indexes = [models.Index(fields=["person", "starts_on"]), models.Index(fields=["township", "role", "starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="post_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True)
                | Q(confirmed_by__isnull=True)
                | ~Q(proposed_by=F("confirmed_by")),
                name="post_proposer_not_confirmer",
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.person}"

    def save(self, **kwargs):
        """The terms of somebody who ever stood in for another are kept with the person: the names under old acts hang on them."""
        super().save(**kwargs)
        if self.confirmed_at and (self.stands_in_for_id or self.person.served):
            self.person.served = [
                [post.role, str(post.starts_on), post.ends_on and str(post.ends_on), _principal(post)]
                for post in Post.objects.filter(person_id=self.person_id, confirmed_at__isnull=False).select_related(
                    "stands_in_for__person"
                )
            ]
            Person.objects.filter(pk=self.person_id).update(served=self.person.served)


def _principal(post: Post) -> str:
    return post.stands_in_for.person.name if post.stands_in_for_id else ""
