"""What happens after a paper is issued: delivery, evaluation, review outside the township."""

from django.db import models
from django.db.models import Q

from petitions.cases.models.cases import Case
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.directory.models.people import Person
from township.fields import EncryptedTextField
from township.signing import signed_by


class Delivery(models.Model):
    """Delivery of one document to one addressee (送达). `delivered_on` starts the petitioner's 30 days."""

    class Manner(models.TextChoices):
        IN_PERSON = "in_person", "直接送达"
        PROXY = "proxy", "同住成年家属代收"
        LEFT = "left", "留置送达"
        MAIL = "mail", "邮寄送达"
        ELECTRONIC = "electronic", "电子送达"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deliveries")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    manner = models.CharField("送达方式", max_length=10, choices=Manner.choices)
    place = EncryptedTextField("送达地点", help_text="an address, or a number for electronic delivery")
    delivered_on = models.DateField("送达日期")
    receiver = EncryptedTextField("签收人")
    refusal_reason = EncryptedTextField("拒收情况")
    witnesses = EncryptedTextField("见证人")
    evidence = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "送达"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["document"], name="delivered_once")]


class Evaluation(models.Model):
    """The petitioner's grade of one object, the office or the responsible unit (满意度评价)."""

    class Grade(models.TextChoices):
        GOOD = "good", "满意"
        FAIR = "fair", "基本满意"
        BAD = "bad", "不满意"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evaluations", db_index=False)
    about = models.CharField(max_length=6, choices=[("office", "联席办"), ("unit", "责任单位")])
    grade = models.CharField(max_length=4, choices=Grade.choices)
    comment = models.CharField("评价意见", max_length=300, blank=True)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="who asked by telephone; empty = the petitioner graded with the code",
    )

    class Meta:
        verbose_name = "满意度评价"
        constraints = [models.UniqueConstraint(fields=["case", "about"], name="evaluated_once")]

    @property
    def way(self) -> str:
        """How the grade came about, as every page says it; empty for one given with the code."""
        return f"电话回访，{signed_by(self, 'recorded')}记录" if self.recorded_by_id else ""


class OutsideReview(models.Model):
    """复查 or 复核 by a higher organ, recorded as an external event; the hearing of a 复核 does not count (条例 36)."""

    class Kind(models.TextChoices):
        REVIEW = "review", "复查"
        FINAL_REVIEW = "final_review", "复核"

    class Result(models.TextChoices):
        UPHELD = "upheld", "维持"
        ANNULLED = "annulled", "撤销重办"
        CHANGED = "changed", "变更"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outside_reviews")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    organ = models.CharField("机关", max_length=60)
    requested_on = models.DateField("收到请求日期")
    decided_on = models.DateField("作出意见日期", null=True, blank=True)
    served_on = models.DateField("送达信访人日期", null=True, blank=True)
    number = models.CharField("意见书文号", max_length=60, blank=True)
    result = models.CharField("结论", max_length=8, choices=Result.choices, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "复查复核"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind"], condition=Q(decided_on__isnull=True), name="one_open_review"
            )
        ]
