"""What leaders say about their own records."""

from django.db import models

from township.directory.models.people import Person
from township.directory.models.townships import Township


class LeaderComment(models.Model):
    """One remark of a leader on the own record of a year. Remarks are added, never changed: an earlier one stays beside the later."""

    township = models.ForeignKey(Township, on_delete=models.PROTECT, related_name="leader_comments", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="record_comments")
    year = models.PositiveSmallIntegerField("年度")
    text = models.TextField("说明")
    written_at = models.DateTimeField("写明时间")

    class Meta:
        verbose_name = "实绩档案本人说明"
        ordering = ["id"]
        indexes = [models.Index(fields=["township", "year", "person"], name="leader_comment_of_year")]
