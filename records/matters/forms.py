"""Forms of the page 知悉与回避 of one matter."""

from collections.abc import Iterable
from datetime import date

from django import forms

from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.frame.forms.fields import WordsField
from township.frame.forms.pickers import PersonField, UnitField


class AccessForm(forms.Form):
    """A form whose units and people were read once for the whole page."""

    def __init__(self, *args, units: Iterable[Unit], people: Iterable[Person], on: date, **kwargs):
        super().__init__(*args, **kwargs)
        if "unit" in self.fields:
            self.fields["unit"].offer(units)
        if "person" in self.fields:
            self.fields["person"].offer(people, on)


STAND_IN_HELP = "只有这样登记以后没有人可以审批时才需要；不选则按主任、召集人、总召集人、班子成员的顺序确定。"


class EntryForm(AccessForm):
    """What every entry about somebody else may need: who stands in, and the district office's paper."""

    stand_in = PersonField("代行审批人", required=False, empty="（按顺序确定）", help_text=STAND_IN_HELP)
    basis = WordsField("上级联席办决定的文号", most=120, required=False, help_text="本乡镇没有人可以确认或者代行时填写")

    def __init__(self, *args, people: Iterable[Person], on: date, **kwargs):
        people = list(people)
        super().__init__(*args, people=people, on=on, **kwargs)
        self.fields["stand_in"].offer(people, on)
        self.order_fields([name for name in self.fields if name not in ("stand_in", "basis")])


class ImplicateForm(EntryForm):
    """The unit or the person that the matter complains of: exactly one."""

    unit = UnitField("单位", required=False, empty="（选单位）")
    person = PersonField("或人员", required=False, empty="（选人员）")
    reason = WordsField("理由", most=200, required=False, help_text="例如：信访人反映其不作为。不写信访人姓名电话。")

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("unit")) == bool(data.get("person")):
            self.add_error("unit", "请在单位和人员中选一个（一次登记一个）。")
        return data


RECUSAL_HELP = "与信访事项或者信访人有何直接利害关系（条例第二十八条第三款）"


class RecuseForm(EntryForm):
    """Somebody else stays out of the matter."""

    person = PersonField("回避人", empty="（选人员）")
    reason = WordsField("理由", most=200, help_text=RECUSAL_HELP)


class ReasonForm(AccessForm):
    """The reason of one's own recusal."""

    reason = WordsField("理由", most=200, help_text=RECUSAL_HELP)


class LiftForm(AccessForm):
    """Which entry, and why it is to be lifted: the number of an implication or of a recusal."""

    implication = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    recusal = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    reason = WordsField("解除理由", most=200, required=False)


class DecideForm(EntryForm):
    """Confirm or decline one proposal."""

    exclusion = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)
    remark = WordsField("意见", most=200, required=False)


class StandInForm(AccessForm):
    """Who takes over what waits and nobody can decide."""

    person = PersonField("代行审批人", required=False, empty="（按顺序确定）", help_text=STAND_IN_HELP)
    basis = WordsField("上级联席办决定的文号", most=120, required=False)


class AdmitForm(AccessForm):
    """One more person on the access list of a restricted matter."""

    person = PersonField("人员", empty="（选人员）")
