"""Accusations: the organ they are passed on to, and who else may know of them (条例第三十条)."""

from django import forms

from petitions.cases.forms.fields import UnitField, WordsField
from petitions.cases.forms.moves import BodyField, MoveForm
from township.directory.models.people import Person
from township.directory.models.units import UnitKind


class RouteForm(MoveForm):
    to_unit = UnitField("移送给", help_text="纪检监察机关或其他有权处理的机关；绝不移送被反映的单位")
    reason = WordsField("移送的理由", rows=2, most=200)
    body = BodyField()
    paper = "transfer"

    def prepare(self):
        self.fields["to_unit"].queryset = self.units(UnitKind.OUTSIDE)

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

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="人员",
        empty_label="（请选择）",
        error_messages={"required": "请选择人员。", "invalid_choice": "没有这个人员，请重新选择。"},
    )

    def __init__(self, *args, township_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(township_id=township_id, is_active=True).order_by("name")
