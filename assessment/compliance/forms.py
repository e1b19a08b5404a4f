"""What the address line of the compliance ledger says: the stretch of time, the view, and what narrows the duties."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import QueryDict

from assessment.compliance.queries import DutyFilter, debtor_words
from assessment.compliance.rules import STRETCH_WORDS, STRETCHES, stretch_of
from records.duties.rules.duties import STANDINGS, Period
from records.ledgers.forms import FilterForm
from township.frame.forms.fields import PickField
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


class DutyFilterForm(FilterForm):
    """The stretch and the debtor come with the figure that led here; clause and standing are chosen."""

    asks = DutyFilter
    quiet = ("kind",)
    in_address = ("period", "debtor")
    kind = PickField("期间", STRETCH_WORDS.items(), widget=forms.HiddenInput)
    period = forms.CharField(label="期间", max_length=10, widget=forms.HiddenInput)
    debtor = forms.CharField(label="应办人", max_length=20, widget=forms.HiddenInput)
    clause = PickField("应办事项", [(key, row.label) for key, row in CLAUSE_KEYS.items()], empty="全部")
    standing = PickField("情况", STANDINGS.items(), empty="全部")

    def clean(self) -> dict:
        """Without a stretch it is this month; who cannot be named narrows nothing."""
        data = super().clean()
        data["kind"] = data.get("kind") or "month"
        data["period"] = stretch_of(data["kind"], data.get("period") or "", self.today).key
        if not debtor_words(data.get("debtor") or ""):
            data["debtor"] = ""
        return data

    def words_of(self, name: str, value) -> str:
        if name == "period":
            return stretch_of(self.cleaned_data["kind"], value, self.today).label
        return debtor_words(value) if name == "debtor" else super().words_of(name, value)
