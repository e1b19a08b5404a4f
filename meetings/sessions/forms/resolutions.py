"""Forms of the register and of one resolution."""

from datetime import date

from django import forms

from meetings.sessions.queries.resolutions import ResolutionFilter
from meetings.sessions.rules.resolutions import STATE_CHOICES
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, NumberField, PickField, WordsField
from township.frame.forms.files import FilesField
from township.frame.forms.pickers import UnitField


class RegisterForm(forms.Form):
    """The filters, all optional, over the address line; what cannot be read is left out."""

    text = WordsField("内容或编号", required=False, most=60)
    unit = UnitField("责任单位", required=False, empty="全部")
    state = PickField(
        "状态", [("unfinished", "未落实"), ("overdue", "超期"), *STATE_CHOICES], required=False, empty="全部"
    )
    due_from = DayField("时限 从", required=False)
    due_to = DayField("到", required=False)
    session = forms.IntegerField(required=False, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data, *, township_id: int):
        super().__init__(data, auto_id="f-%s")
        self.fields["unit"].offer(member_units(township_id))
        for name in ("text", "due_from", "due_to"):
            self.fields[name].widget.attrs["class"] = "form-control"
        for name in ("unit", "state"):
            self.fields[name].widget.attrs["class"] = "form-select"
        self.is_valid()

    def wanted(self) -> ResolutionFilter:
        data = self.cleaned_data
        unit = data.get("unit")
        return ResolutionFilter(
            text=(data.get("text") or "").strip(),
            unit=unit.pk if unit else None,
            state=data.get("state") or "",
            session=data.get("session"),
            due_from=data.get("due_from"),
            due_to=data.get("due_to"),
        )


class ProgressForm(forms.Form):
    """How far it is."""

    percent = NumberField("进度（%）")
    text = WordsField("进展情况", rows=3)
    attachments = FilesField("附件")


class DoneForm(forms.Form):
    """The unit says it is carried out."""

    on = DayField("落实日期")
    text = WordsField("落实情况", rows=3)
    attachments = FilesField("附件", help_text="照片、文件等，证明达到落实标准。")

    def __init__(self, *args, today: date, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)


class ExtensionForm(forms.Form):
    """More time."""

    days = NumberField("延期天数", help_text="自然日，最多 30 天，只能延期一次。")
    reason = WordsField("理由", rows=2, most=300)


class RemarkForm(forms.Form):
    """A decision with remarks."""

    remark = WordsField("意见", rows=2, required=False, most=300, help_text="不同意要写明意见。")


class VerifyForm(forms.Form):
    """What the office found."""

    text = WordsField("核实情况", rows=2)
