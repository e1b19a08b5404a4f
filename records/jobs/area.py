"""Background work: jobs, the periodic table and its runs."""

from datetime import date

from django.utils import timezone

from records.areas import Area, Aside, Daily, Tab
from records.jobs.actions.runs import drop_old_runs
from records.jobs.queries.restarts import restarts
from records.jobs.queries.runs import failures_of_day, last_tick
from records.jobs.rules import is_silent
from records.notices.queries.deliveries import deliveries_of
from records.notices.rules.deliveries import UNKNOWN
from records.permissions import VIEW_JOBS
from township.actors import Actor
from township.permissions import AUDITOR, SYSADMIN


def background(actor: Actor, today: date) -> dict:
    """For administrator and auditor: whether background work stands still, what of it went wrong, which parts died."""
    now, last = timezone.localtime(), last_tick()
    return {
        "nothing_runs": is_silent(last, now),
        "last": last,
        "restarts": restarts(now),
        "failures": failures_of_day(today, now),
        "unknown": deliveries_of(actor).filter(state=UNKNOWN).count(),
    }


AREA = Area(
    tabs=(Tab("settings", "后台任务", "records:jobs", VIEW_JOBS, 80),),
    asides=(Aside((SYSADMIN, AUDITOR), 1, "records/jobs/home.html", background),),
    daily=(Daily(drop_old_runs, "清除 400 天前的运行记录"),),
)
