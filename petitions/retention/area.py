"""Retention: identities of filed cases are erased when their time is over (个人信息保护法第十九条、第四十七条)."""

from datetime import date

from django.db.models import F, QuerySet

from petitions.permissions import VIEW_RETENTION, WITNESS_RETENTION
from petitions.retention.actions import run_retention
from petitions.retention.erases import ERASED_WITH, ERASES
from petitions.retention.queries import waiting_lists
from records.areas import Area, Daily, Tab
from township.actors import Actor
from township.frame.areas import Waiting
from township.frame.slips import Rows, Slips, slip


def _asked(actor: Actor, today: date) -> list[QuerySet]:
    """The list on the witness's desk."""
    if actor.township_id is None or not actor.may(WITNESS_RETENTION):
        return []
    return [slip("retention", waiting_lists(actor), pk=F("pk"))]


def _waiting(actor: Actor, today: date, rows: Rows) -> list[Waiting]:
    return [
        Waiting("监销", f"销毁清单 {row['pk']}", "petitions:retention_list", row["pk"])
        for row in rows.get("retention", ())
    ]


AREA = Area(
    erases=ERASES,
    erased_with=ERASED_WITH,
    tabs=(Tab("settings", "保存期限", "petitions:retention", VIEW_RETENTION, 75),),
    waiting=Slips(_asked, _waiting),
    daily=(Daily(run_retention, "到期销毁（经监销的清单）"),),
    words={
        "retention.draw": "提出销毁清单",
        "retention.witness": "监销确认",
        "retention.return": "退回销毁清单",
        "retention.erase": "销毁身份信息",
        "retention.done": "销毁清单办理完毕",
        "retention.hold": "暂缓销毁",
        "retention.lift_hold": "解除暂缓销毁",
    },
    notices={"retention.asked": "监销", "retention.decided": "监销结果"},
)
