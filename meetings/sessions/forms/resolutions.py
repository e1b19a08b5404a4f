"""Forms of one resolution."""

from datetime import date

from django import forms

from township.frame.forms.fields import DayField, NumberField, WordsField
from township.frame.forms.files import FilesField


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
