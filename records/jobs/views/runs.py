"""运行记录: every run of background work by day, what is late or missing, what comes next. No content."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from records.jobs.queries.runs import last_tick, run_line, runs_of_day, tasks_of_day, tick_states
from records.jobs.rules import is_silent
from records.permissions import VIEW_JOBS
from township.dates import day_of
from township.frame.access import requires

PAGE = 50
KEPT_DAYS = 400
TABS = (
    ("jobs", "任务队列"),
    ("runs", "运行记录"),
    ("deliveries", "投递记录"),
    ("channels", "通知渠道"),
)


def tabs(here: str) -> list[tuple[str, str, bool]]:
    """The pages about background work, side by side."""
    return [(reverse(f"records:{name}"), label, name == here) for name, label in TABS]


@requires(VIEW_JOBS)
@require_GET
def runs(request):
    """One day (?on=2026-11-25, default today); ?task= and ?failed=1 narrow."""
    day = _day(request.GET.get("on", ""), request.today)
    zone = request.at.tzinfo
    task, failed = request.GET.get("task", ""), request.GET.get("failed") == "1"
    choices = tasks_of_day(day, zone)
    task = task if task in dict(choices) else ""
    rows = runs_of_day(day, zone, task=task, only_failures=failed, now=request.at)
    last = last_tick()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs("runs"),
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1) if day < request.today else None,
        "today": request.today,
        "ticks": tick_states(day, request.at),
        "choices": choices,
        "task": task,
        "failed": failed,
        "page": page,
        "lines": [run_line(row, request.at) for row in page],
        "nothing_runs": is_silent(last, request.at),
        "last": last,
    }
    return render(request, "records/jobs/runs.html", context)


def _day(text: str, today: date) -> date:
    """The day asked for; today for anything that is none, lies ahead or before what is kept."""
    day = day_of(text)
    return day if day and today - timedelta(days=KEPT_DAYS) <= day <= today else today
