"""Form of a unit's monthly meeting; short enough for a phone."""

from django import forms

from meetings.sessions.actions.unit_meetings import UnitMeetingData
from records.acts.forms import ActForm
from township.actors import Actor
from township.directory.models.units import Unit
from township.frame.forms.fields import DayField, NumberField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import UnitField


class MeetingFields(forms.Form):
    """In the order in which a meeting is noted down."""

    held_on = DayField("召开日期")
    chair_name = WordsField("主持人", most=40)
    present = NumberField("到会人数")
    summed_up = WordsField("上月工作小结", rows=3, most=2000, hint="上月受理、办结、化解情况")
    analysis = WordsField("形势分析", rows=3, most=2000, hint="主要问题、苗头和原因，不写信访人姓名")
    plan = WordsField("下月打算", rows=3, most=2000, hint="下月要办的事、责任人")
    attachments = FilesField("附件", help_text="签到表、会议记录的照片等，可选多个。")

    def data_for_action(self) -> UnitMeetingData:
        data = self.cleaned_data
        names = ("held_on", "chair_name", "present", "summed_up", "analysis", "plan")
        return UnitMeetingData(**{name: data[name] for name in names})


class NewMeetingForm(MeetingFields):
    """The meeting of one of one's own units."""

    unit = UnitField("单位")
    field_order = ("unit",)

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(pk__in=actor.unit_ids, is_active=True).order_by("order", "pk")
        self.fields["unit"].offer(units)
        if len(units) == 1:
            self.fields["unit"].initial = units[0].pk
            self.fields["unit"].widget = forms.HiddenInput()


class EditMeetingForm(MeetingFields, ActForm):
    """Correcting the record."""

    def starting(self) -> dict:
        names = ("held_on", "chair_name", "present", "summed_up", "analysis", "plan")
        return {name: getattr(self.row, name) for name in names}

    def values(self) -> dict:
        return {"data": self.data_for_action(), "uploads": self.cleaned_data["attachments"]}
