"""Ledgers: what waits for a second person before it leaves the house."""

from datetime import date

from django.db.models import F, QuerySet

from records.areas import Area, Daily
from records.ledgers.actions import forget_words
from records.ledgers.models import TakingOut
from records.ledgers.rules.taking_out import APPROVED, GOOD_FOR, PENDING
from records.ledgers.views.handouts import leave
from records.permissions import APPROVE_TAKING_OUT
from township.actors import Actor
from township.frame.areas import Waiting
from township.frame.handouts import door_is
from township.frame.slips import Rows, Slips, slip

SHOWN = 20


def _asked(actor: Actor, today: date) -> list[QuerySet]:
    """Requests that wait for this actor's word, and the actor's own that were agreed to and not taken out."""
    if actor.person_id is None or actor.township_id is None:
        return []
    rows = TakingOut.objects.filter(township_id=actor.township_id)
    fields = {"pk": F("pk"), "form": F("form"), "title": F("title")}
    own = rows.filter(state=APPROVED, requested_by_id=actor.person_id, taken_at=None)
    found = [slip("taking_agreed", own.filter(decided_at__date__gte=today - GOOD_FOR), **fields)]
    if actor.may(APPROVE_TAKING_OUT):
        asked = rows.filter(state=PENDING).exclude(requested_by_id=actor.person_id)
        found.append(slip("taking_asked", asked, rows=F("rows"), who=F("requested_by__name"), **fields))
    return found


def _waiting(actor: Actor, today: date, rows: Rows) -> list[Waiting]:
    forms, page = dict(TakingOut._meta.get_field("form").flatchoices), "records:taking"
    asked = [
        Waiting(f"审批{forms[row['form']]}", row["title"], page, row["pk"], f"{row['rows']} 行，{row['who']}申请")
        for row in rows.get("taking_asked", ())[:SHOWN]
    ]
    agreed = rows.get("taking_agreed", ())[:SHOWN]
    return asked + [Waiting(forms[row["form"]], row["title"], page, row["pk"], "已同意，3 天内办理") for row in agreed]


door_is(leave)
AREA = Area(
    daily=(Daily(forget_words, "清除 30 天前导出申请里填写的筛选文字"),),
    waiting=Slips(_asked, _waiting),
    words={
        "taking_out.request": "申请导出、打印台账",
        "taking_out.approve": "同意导出、打印台账",
        "taking_out.return": "不同意导出、打印台账",
    },
    notices={"taking_out.asked": "审批导出", "taking_out.decided": "导出申请已审批"},
)
