"""What the rule profile enters into the registries: its page, its section of 今日, its journal words, its demonstration."""

from datetime import date

from township.actors import Actor
from township.frame import demo_parts, homes, navigation
from township.journal import words as journal_words
from township.permissions import CHIEF_CONVENOR, CONVENOR, DIRECTOR, VIEW_RULES
from township.profiles import demo as demo_rules
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


def register() -> None:
    """Called once from AppConfig.ready()."""
    journal_words.enter(WORDS)
    navigation.register("制度台账", "制度设置", "township:rules", VIEW_RULES, 20)
    homes.register(
        (CHIEF_CONVENOR, CONVENOR, DIRECTOR), 83, "township/profiles/home.html", rules_to_confirm, aside=True
    )
    demo_parts.register(demo_rules.load)


def rules_to_confirm(actor: Actor, today: date) -> dict:
    """Proposals that this actor may confirm."""
    profiles, changes = decisions_waiting(actor)
    return {"profiles": profiles[:3], "changes": changes[:6]}
