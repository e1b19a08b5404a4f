"""Jobs: the table is the queue. A broker message only says "look"; the row says what is to be done and whether it was."""

from django.db import models
from django.db.models import Q

from township.directory.models.townships import Township


class Job(models.Model):
    """One piece of background work, unique by (kind, subject, period): asked twice, done once."""

    class State(models.TextChoices):
        WAITING = "waiting", "等待"
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        FAILED = "failed", "失败"

    township = models.ForeignKey(Township, on_delete=models.PROTECT, null=True, related_name="jobs")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    period = models.CharField(max_length=20, blank=True, default="")
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True, help_text="begin of the latest attempt")
    claimed_at = models.DateTimeField(null=True, blank=True, help_text="last sign of whoever works on it")
    done_at = models.DateTimeField(null=True, blank=True)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "后台任务"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["kind", "subject", "period"], name="job_once")]
        indexes = [models.Index(fields=["run_after"], condition=Q(state__in=["waiting", "running"]), name="job_open")]
