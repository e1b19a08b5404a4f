"""Forms of retention: the witness's word, and what is held back."""

from django import forms

from township.frame.forms.fields import WordsField


class WitnessForm(forms.Form):
    remark = WordsField("意见（退回时必须写明）", most=200, required=False)


class HoldForm(forms.Form):
    number = forms.CharField(label="事项编号", max_length=60, error_messages={"required": "请填写事项编号。"})
    reason = WordsField(
        "理由",
        most=200,
        help_text="如：正在诉讼、接受检查、上级要求保留",
        error_messages={"required": "请写明暂缓的理由。"},
    )
