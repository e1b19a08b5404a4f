"""Forms of the page 知悉与回避 of one matter."""

from collections.abc import Iterable
from datetime import date

from django import forms

from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.frame.forms.pickers import PersonField, UnitField


class AccessForm(forms.Form):
    """A form whose units and people were read once for the whole page."""

    def __init__(self, *args, units: Iterable[Unit], people: Iterable[Person], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].offer(units)
        if "person" in self.fields:
            self.fields["person"].offer(people, on)


class ImplicateForm(AccessForm):
    """The unit or the person that the matter complains of: exactly one."""

    unit = UnitField("单位", required=False, empty="（选单位）")
    person = PersonField("或人员", required=False, empty="（选人员）")
    reason = forms.CharField(
        label="理由", max_length=200, required=False, help_text="例如：信访人反映其不作为。不写信访人姓名电话。"
    )

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("unit")) == bool(data.get("person")):
            self.add_error("unit", "请在单位和人员中选一个（一次登记一个）。")
        return data


class RecuseForm(AccessForm):
    """Somebody else stays out of the matter."""

    person = PersonField("回避人", empty="（选人员）")
    reason = forms.CharField(
        label="理由", max_length=200, help_text="与信访事项或者信访人有何直接利害关系（条例第二十八条第三款）"
    )


class ReasonForm(AccessForm):
    """The reason of one's own recusal."""

    reason = forms.CharField(
        label="理由", max_length=200, help_text="与信访事项或者信访人有何直接利害关系（条例第二十八条第三款）"
    )


class LiftForm(AccessForm):
    """Which implication; to propose its lift, also why."""

    implication = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)
    reason = forms.CharField(label="解除理由", max_length=200, required=False)


class AdmitForm(AccessForm):
    """One more person on the access list of a restricted matter."""

    person = PersonField("人员", empty="（选人员）")
