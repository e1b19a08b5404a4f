"""后台任务: when, what, how long, what failed. No content."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from records.jobs.actions.jobs import run_again
from records.jobs.models.jobs import Job
from records.jobs.queries.jobs import jobs_of
from records.jobs.views.runs import tabs
from records.jobs.works import label_of
from records.permissions import RUN_JOBS, VIEW_JOBS
from township.frame.access import requires

PAGE = 30


@requires(VIEW_JOBS)
@require_GET
def jobs(request):
    """The jobs of the township by state; ?state= narrows."""
    rows = jobs_of(request.actor)
    counts = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    state = request.GET.get("state", "")
    if state in Job.State.values:
        rows = rows.filter(state=state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [{"job": job, "label": label_of(job.kind), "seconds": _seconds(job)} for job in page],
        "states": [(value, label, counts.get(value, 0)) for value, label in Job.State.choices],
        "state": state,
        "may_run": request.actor.may(RUN_JOBS),
        "tabs": tabs("jobs"),
    }
    return render(request, "records/jobs/jobs.html", context)


@requires(RUN_JOBS)
@require_POST
def job_again(request, job_id: int):
    """Run a failed job once more."""
    run_again(job_id=job_id, by=request.actor, at=request.at)
    messages.success(request, "已重新排队，一分钟内执行。")
    return redirect("records:jobs")


def _seconds(job: Job) -> float | None:
    return round((job.done_at - job.started_at).total_seconds(), 1) if job.done_at and job.started_at else None
