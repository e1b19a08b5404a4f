"""Runs of background work: when, what, how long, what came of it. No content."""

from django.db import models


class Run(models.Model):
    """One run of a tick or of a part of the daily one. Quiet runs of the same hour share a row (`times`)."""

    class Outcome(models.TextChoices):
        RUNNING = "running", "进行中"
        DONE = "done", "完成"
        QUIET = "quiet", "无事可办"
        FAILED = "failed", "失败"

    task = models.CharField(max_length=120, help_text="name of the task or of the daily function")
    part_of = models.CharField(max_length=120, blank=True, help_text="the tick this was a part of")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.RUNNING)
    times = models.PositiveIntegerField(default=1)
    handled = models.PositiveIntegerField(
        null=True, blank=True, help_text="how many rows it dealt with, where it says so"
    )
    failures = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=120, blank=True, help_text="kind of fault and place in the code")

    class Meta:
        verbose_name = "运行记录"
        ordering = ["-started_at", "-id"]
        indexes = [
            models.Index(fields=["started_at"], name="run_by_day"),
            models.Index(fields=["task", "-started_at"], name="run_by_task"),
        ]
