"""What the address line of the compliance ledger says: the stretch of time, the view, and what narrows the duties."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from assessment.compliance.queries import DutyFilter
from assessment.compliance.rules import STRETCHES, stretch_of
from records.duties.rules.duties import STANDINGS, Period
from township.profiles.rules.clause_keys import CLAUSE_KEYS

VIEWS = {"clauses": "按制度", "units": "按单位", "people": "按人员"}


@dataclass(frozen=True)
class LedgerChoice:
    """kind: month, quarter or year; view: clauses, units or people. What cannot be read falls back to this month."""

    kind: str
    period: Period
    view: str

    @classmethod
    def of(cls, typed: QueryDict, today: date) -> "LedgerChoice":
        kind = typed.get("kind", "")
        kind = kind if kind in STRETCHES else "month"
        view = typed.get("view", "")
        return cls(kind, stretch_of(kind, typed.get("period", ""), today), view if view in VIEWS else "clauses")

    @property
    def query(self) -> str:
        """The stretch as part of an address."""
        return f"kind={self.kind}&period={self.period.key}"


def duty_filter(typed: QueryDict) -> DutyFilter:
    """What narrows the list; senseless values are left out."""
    clause, standing = typed.get("clause", ""), typed.get("standing", "")
    return DutyFilter(
        clause if clause in CLAUSE_KEYS else "", typed.get("debtor", "")[:20], standing if standing in STANDINGS else ""
    )
