"""What the compliance ledger enters into the registries: its page, its box on 今日, its journal words."""

from datetime import date

from django.http import QueryDict

from assessment.compliance.forms import LedgerChoice
from assessment.compliance.queries import by_clause, total
from assessment.permissions import VIEW_COMPLIANCE
from records.matters.queries.trail import register_words
from township.actors import Actor
from township.frame import homes, navigation
from township.permissions import AUDITOR, CHIEF_CONVENOR, CONVENOR, DIRECTOR

WORDS = {"compliance.ask": "就未办制度提请督办", "compliance.export": "导出制度执行台账"}


def register() -> None:
    """Called once from AppConfig.ready()."""
    register_words(WORDS)
    navigation.register("制度台账", "制度执行台账", "assessment:compliance", VIEW_COMPLIANCE, 5)
    homes.register(
        (CHIEF_CONVENOR, CONVENOR, DIRECTOR, AUDITOR), 86, "assessment/compliance/home.html", this_month, aside=True
    )


def this_month(actor: Actor, today: date) -> dict:
    """The figures of the running month."""
    chosen = LedgerChoice.of(QueryDict(), today)
    return {"compliance": total(by_clause(actor, chosen.period, today)), "compliance_query": chosen.query}
