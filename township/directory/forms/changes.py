"""Member change reports: report, decide."""

from django import forms

from township.actors import Actor
from township.directory.models.changes import MemberChange
from township.directory.queries.people import people_of_units
from township.directory.queries.units import own_units
from township.frame.forms.fields import DayField, WordsField
from township.frame.forms.pickers import PersonField, UnitField


class ChangeForm(forms.Form):
    unit = UnitField("单位", empty=None)
    kind = forms.ChoiceField(label="变更事项", choices=MemberChange.Kind.choices)
    old_person = PersonField("原人员", required=False, empty="（原来没有）")
    new_name = WordsField("新人员姓名", most=40)
    new_title = forms.CharField(label="新人员职务", max_length=60, required=False)
    new_phone = forms.CharField(label="新人员电话", max_length=40, required=False)
    effective_on = DayField("变更日期", help_text="从这一天起由新人员担任。")
    reason = WordsField("变更原因", most=200, required=False, help_text="如“岗位调整”。")

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(own_units(actor))
        self.fields["old_person"].offer(people_of_units(actor.township_id, actor.unit_ids), actor.on)


class DecideChangeForm(forms.Form):
    remark = WordsField("备案意见", most=200, required=False, help_text="退回时必须写明原因。")
