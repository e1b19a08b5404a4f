"""The rule profile: which clauses a township works by, proposed by one person and confirmed by another; settings."""

from datetime import date

from township.actors import Actor
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
    return [Waiting("确认制度", str(row), "township:rule_adoption", row.pk) for row in profiles] + [
        Waiting("确认制度修改", row.label, "township:rule_change", row.pk) for row in changes
    ]


AREA = Area(
    tabs=(
        Tab("settings", "制度设置", "township:rules", VIEW_RULES, 30),
        Tab("settings", "参数", "township:settings", VIEW_SETTINGS, 50),
    ),
    words=WORDS,
    demo=load,
    waiting=waiting,
)
