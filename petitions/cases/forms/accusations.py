"""Accusations: the organ they are passed on to, and who else may know of them (条例第三十条)."""

from datetime import date

from django import forms

from petitions.cases.forms.moves import BodyField, MoveForm
from township.directory.models.units import UnitKind
from township.directory.queries.people import people_in_office
from township.frame.forms.fields import WordsField
from township.frame.forms.pickers import PersonField, UnitField


class RouteForm(MoveForm):
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
        unit = self.given("to_unit")
        named = {"target_unit": unit.name, "target_unit_phone": unit.phone} if unit else {}
        blank = {"place": "", "petitioner_names": [], "visitors": None}
        return {"reason": self.given("reason") or "", "target_on": self.today, **blank, **named}


class ReaderForm(forms.Form):
    """One more person on the access list of an accusation."""

    person = PersonField("人员")

    def __init__(self, *args, township_id: int, on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people_in_office(township_id), on)
