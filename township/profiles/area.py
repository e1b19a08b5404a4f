"""The rule profile: which clauses a township works by, proposed by one person and confirmed by another; settings."""

from datetime import date

from django.db.models import F, QuerySet
from django.db.models.fields.json import KT

from township.actors import Actor
from township.dates import short_date
from township.frame.areas import Area, Tab, Waiting
from township.frame.slips import Rows, Slips, day_of, slip
from township.permissions import CONFIRM_RULES, VIEW_RULES, VIEW_SETTINGS
from township.profiles.demo import load
from township.profiles.models.profiles import ClauseChange
from township.profiles.queries.profiles import decisions_waiting

WORDS = {
    "profile.propose": "提出采用制度方案",
    "profile.confirm": "确认采用制度方案",
    "profile.return": "退回制度方案提议",
    "profile.adopt": "载入制度方案",
    "clause.propose": "提出修改制度条款",
    "clause.confirm": "确认修改制度条款",
    "clause.return": "退回制度条款修改",
}


def _asked(actor: Actor, today: date) -> list[QuerySet]:
    """Profiles and changes of clauses that wait for this actor's confirmation."""
    if not actor.may(CONFIRM_RULES):
        return []
    profiles, changes = decisions_waiting(actor)
    both = {"pk": F("pk"), "since": F("valid_from")}
    return [
        slip("profile", profiles, name=F("name"), base=F("base_id"), **both),
        slip("clause_change", changes, kind=F("kind"), label=KT("values__label"), **both),
    ]


def _waiting(actor: Actor, today: date, rows: Rows) -> list[Waiting]:
    kinds = dict(ClauseChange.Kind.choices)
    found = [
        (row, f"{'修改' if row['base'] else '采用'}{row['name']}", "township:rule_adoption")
        for row in rows.get("profile", ())
    ]
    found += [
        (row, f"{kinds[row['kind']]}：{row['label']}", "township:rule_change") for row in rows.get("clause_change", ())
    ]
    return [
        Waiting("确认", title, url, row["pk"], f"{short_date(day_of(row['since']))}起") for row, title, url in found
    ]


AREA = Area(
    tabs=(
        Tab("settings", "制度设置", "township:rules", VIEW_RULES, 30),
        Tab("settings", "参数", "township:settings", VIEW_SETTINGS, 50),
    ),
    words=WORDS,
    demo=load,
    waiting=Slips(_asked, _waiting),
)
