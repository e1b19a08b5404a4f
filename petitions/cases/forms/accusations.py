"""Accusations: the organ they are passed on to (条例第三十条)."""

from petitions.cases.forms.acts import BodyField, CaseForm
from township.directory.models.units import UnitKind
from township.frame.forms.fields import WordsField
from township.frame.forms.pickers import UnitField


class RouteForm(CaseForm):
    to_unit = UnitField("移送给", help_text="纪检监察机关或其他有权处理的机关；绝不移送被反映的单位")
    reason = WordsField("移送的理由", rows=2, most=200)
    body = BodyField()
    paper = "transfer"

    def prepare(self):
        self.fields["to_unit"].offer(self.units(UnitKind.OUTSIDE))

    def values(self):
        found = super().values()
        return {"to_unit_id": found.pop("to_unit").pk, **found}

    def facts(self):
        unit = self.typed("to_unit")
        named = {"target_unit": unit.name, "target_unit_phone": unit.phone} if unit else {}
        blank = {"place": "", "petitioner_names": [], "visitors": None}
        return {"reason": self.typed("reason") or "", "target_on": self.today, **blank, **named}
