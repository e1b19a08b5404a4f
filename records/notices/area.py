"""What notices, deliveries and runs enter into the registries; called from records/apps.py."""

from django.utils import timezone

from records.jobs.actions.runs import drop_old_runs
from records.jobs.queries.runs import failures_of_day, last_tick, nothing_runs
from records.jobs.ticks import register_daily
from records.notices.actions.digests import drop_old_deliveries
from records.notices.queries.deliveries import deliveries_of
from records.notices.rules.deliveries import UNKNOWN
from township.frame import homes, navigation
from township.journal import words as journal_words
from township.permissions import AUDITOR, SYSADMIN

JOURNAL_WORDS = {
    "channel.choose": "修改本人通知方式",
    "channel.webhook": "设置群机器人",
    "channel.webhook_remove": "删除群机器人",
    "delivery.resend": "重发通知",
}


def register() -> None:
    journal_words.enter(JOURNAL_WORDS)
    register_daily(drop_old_runs, "清除 400 天前的运行记录")
    register_daily(drop_old_deliveries, "清除 400 天前的投递记录")
    navigation.register_mine("通知方式", "records:notice_choice")
    homes.register((SYSADMIN, AUDITOR), 1, "records/jobs/home.html", background)


def background(actor, today) -> dict:
    """For the home of administrator and auditor: whether background work stands still, and what of it went wrong."""
    now = timezone.localtime()
    return {
        "nothing_runs": nothing_runs(now),
        "last": last_tick(),
        "failures": failures_of_day(today, now),
        "unknown": deliveries_of(actor).filter(state=UNKNOWN).count(),
    }
