"""The rule profile: which clauses a township works by, proposed by one person and confirmed by another; settings."""

from datetime import date

from township.actors import Actor
from township.dates import short_date
from township.frame.areas import Area, Tab, Waiting
from township.permissions import CONFIRM_RULES, VIEW_RULES, VIEW_SETTINGS
from township.profiles.demo import load
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


def waiting(actor: Actor, today: date) -> list[Waiting]:
    """Profiles and changes of clauses that wait for this actor's confirmation."""
    if not actor.may(CONFIRM_RULES):
        return []
    profiles, changes = decisions_waiting(actor)
    rows = [(row, f"{'修改' if row.base_id else '采用'}{row.name}", "township:rule_adoption") for row in profiles]
    rows += [(row, f"{row.get_kind_display()}：{row.values['label']}", "township:rule_change") for row in changes]
    return [Waiting("确认", title, url, row.pk, f"{short_date(row.valid_from)}起") for row, title, url in rows]


AREA = Area(
    tabs=(
        Tab("settings", "制度设置", "township:rules", VIEW_RULES, 30),
        Tab("settings", "参数", "township:settings", VIEW_SETTINGS, 50),
    ),
    words=WORDS,
    demo=load,
    waiting=waiting,
)
