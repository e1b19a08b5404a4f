"""The public look-up with number and code, and the alarm when somebody guesses at codes."""

from datetime import date

from django.db.models import F, QuerySet

from petitions.lookup.actions.lookups import sweep_failures
from petitions.lookup.models import LookupAlarm
from petitions.permissions import CLOSE_LOOKUP_ALARM
from records.areas import Area, Daily
from township.actors import Actor
from township.frame.areas import Waiting
from township.frame.slips import Rows, Slips, slip


def _asked(actor: Actor, today: date) -> list[QuerySet]:
    """The open alarm on the desk of whoever can close it."""
    if actor.township_id is None or not actor.may(CLOSE_LOOKUP_ALARM):
        return []
    rows = LookupAlarm.objects.filter(township_id=actor.township_id, closed_at__isnull=True)
    return [slip("alarm", rows, pk=F("pk"), failures=F("failures"))]


def _waiting(actor: Actor, today: date, rows: Rows) -> list[Waiting]:
    why = "一小时内输错 {} 次，可能有人在猜查询码"
    return [
        Waiting("处置", "查询码猜测警报", "petitions:lookup_alarm", row["pk"], why.format(row["failures"]))
        for row in rows.get("alarm", ())
    ]


AREA = Area(
    daily=(Daily(sweep_failures, "清除过期的查询失败记录"),),
    waiting=Slips(_asked, _waiting),
    words={"lookup.alarm": "查询码猜测警报", "lookup.close_alarm": "处置查询码猜测警报"},
    notices={"lookup.attack": "查询码猜测警报"},
)
