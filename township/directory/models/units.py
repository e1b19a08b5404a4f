"""The unit tree: township, member units, villages and communities, grids, and organs outside the township."""

from django.db import models
from django.db.models import Q

from township.directory.models.townships import Township


class UnitKind(models.TextChoices):
    TOWNSHIP = "township", "乡镇"
    MEMBER = "member", "成员单位"
    VILLAGE = "village", "村（社区）"
    GRID = "grid", "网格"
    OUTSIDE = "outside", "外部机关"


class OutsideKind(models.TextChoices):
    DISTRICT_OFFICE = "district_office", "区县信访联席办"
    REVIEW = "review", "复查复核机关"
    DISCIPLINE = "discipline", "纪检监察机关"
    POLITICAL_LEGAL = "political_legal", "政法部门"
    OTHER = "other", "其他机关"


class Unit(models.Model):
    """A unit of one township's tree. `path` holds the ids from the root down ("/1/4/9/"), so that a subtree is a prefix."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="units", db_index=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField("类别", max_length=12, choices=UnitKind.choices)
    outside_kind = models.CharField("外部机关类别", max_length=20, choices=OutsideKind.choices, blank=True)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=20, blank=True)
    is_office = models.BooleanField("联席办公室", default=False)
    households = models.PositiveIntegerField("户数", null=True, blank=True, help_text="网格填写")
    phone = models.CharField("办公电话", max_length=40, blank=True)
    path = models.CharField(max_length=120, editable=False, default="")
    order = models.PositiveIntegerField("排序", default=0)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "单位"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["township", "name"], name="unit_name_once_per_township"),
            models.UniqueConstraint(fields=["township"], condition=Q(kind="township"), name="one_root_per_township"),
            models.UniqueConstraint(fields=["township"], condition=Q(is_office=True), name="one_office_per_township"),
        ]
        indexes = [models.Index(fields=["township", "kind", "is_active"]), models.Index(fields=["path"])]

    def __str__(self):
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one: what ledgers print."""
        return self.short_name or self.name

    @property
    def ancestor_ids(self) -> tuple[int, ...]:
        """Ids from the root down to this unit, itself included."""
        return ids_of_path(self.path)


def ids_of_path(path: str) -> tuple[int, ...]:
    """Ids from the root down to the unit whose path this is, itself included."""
    return tuple(int(part) for part in path.strip("/").split("/") if part)
