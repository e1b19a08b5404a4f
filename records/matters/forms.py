"""Forms of the page 知悉与回避 of one matter."""

from django import forms

from township.directory.models.people import Person
from township.directory.models.units import Unit


class TownshipForm(forms.Form):
    """A form whose choices come from one township."""

    def __init__(self, *args, township_id: int, **kwargs):
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].queryset = Unit.objects.filter(township_id=township_id, is_active=True)
        if "person" in self.fields:
            people = Person.objects.filter(township_id=township_id, is_active=True)
            self.fields["person"].queryset = people.order_by("name", "pk")


class ImplicateForm(TownshipForm):
    """The unit or the person that the matter complains of: exactly one."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="单位", required=False, empty_label="（选单位）")
    person = forms.ModelChoiceField(Person.objects.none(), label="或人员", required=False, empty_label="（选人员）")
    reason = forms.CharField(
        label="理由", max_length=200, required=False, help_text="例如：信访人反映其不作为。不写信访人姓名电话。"
    )

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("unit")) == bool(data.get("person")):
            self.add_error("unit", "请在单位和人员中选一个（一次登记一个）。")
        return data


class RecuseForm(TownshipForm):
    """Somebody else stays out of the matter."""

    person = forms.ModelChoiceField(Person.objects.none(), label="回避人", empty_label="（选人员）")
    reason = forms.CharField(
        label="理由", max_length=200, help_text="与信访事项或者信访人有何直接利害关系（条例第二十八条第三款）"
    )


class ReasonForm(TownshipForm):
    """The reason of one's own recusal."""

    reason = forms.CharField(
        label="理由", max_length=200, help_text="与信访事项或者信访人有何直接利害关系（条例第二十八条第三款）"
    )


class LiftForm(TownshipForm):
    """Which implication; to propose its lift, also why."""

    implication = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="解除理由", max_length=200, required=False)


class AdmitForm(TownshipForm):
    """One more person on the access list of a restricted matter."""

    person = forms.ModelChoiceField(Person.objects.none(), label="人员", empty_label="（选人员）")
