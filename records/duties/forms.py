"""Forms of the page of one duty, and of dismissing a candidate for supervision."""

from django import forms

from township.frame.forms.fields import DayField


class NoteForm(forms.Form):
    """What was done, by hand."""

    on = DayField("完成日期")
    text = forms.CharField(
        label="完成情况",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="做了什么、材料存放在哪里。不写信访人姓名、电话。",
    )
    evidence_number = forms.CharField(
        label="佐证事项编号",
        max_length=40,
        required=False,
        help_text="系统里有对应的会议、文件等时填它的编号，可不填。",
    )


class ExcuseForm(forms.Form):
    """Why it need not be done this once."""

    reason = forms.CharField(label="免办理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class DismissForm(forms.Form):
    """Why there is no supervision."""

    reason = forms.CharField(label="不督办的理由", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
