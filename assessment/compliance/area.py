"""The compliance ledger (制度执行台账): clause by clause, what was owed and done."""

from datetime import date

from django.http import QueryDict

from assessment.compliance.demo import load
from assessment.compliance.forms import LedgerChoice
from assessment.compliance.queries import by_clause, total
from assessment.compliance.views import DUTIES
from assessment.permissions import VIEW_COMPLIANCE
from records.areas import Area, Aside, Tab
from township.actors import Actor
from township.permissions import AUDITOR, CHIEF_CONVENOR, CONVENOR, DIRECTOR

INSIDE = (CHIEF_CONVENOR, CONVENOR, DIRECTOR, AUDITOR)


def this_month(actor: Actor, today: date) -> dict:
    """The figures of this month, as the page opens with."""
    chosen = LedgerChoice.of(QueryDict(), today)
    return {"compliance": total(by_clause(actor, chosen.period, today)), "compliance_query": chosen.query}


AREA = Area(
    tabs=(Tab("analysis", "制度执行台账", "assessment:compliance", VIEW_COMPLIANCE, 30),),
    words=DUTIES.journal_words | {"compliance.ask": "就未办制度提请督办", "compliance.export": "导出制度执行台账"},
    asides=(Aside(INSIDE, 86, "assessment/compliance/home.html", this_month),),
    demo=load,
)
