"""Forms of the office's own papers: the text, and the decision about it."""

from django import forms

from township.frame.forms.fields import WordsField


class BodyForm(forms.Form):
    """The text of a paper, one paragraph a line."""

    body = WordsField("正文", rows=22, most=8000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = "一行一段；“一、”“（一）”开头的行印成标题；【……】的地方请改写，留着不能送审。"


class VerdictForm(forms.Form):
    """Remarks of the decider; needed to give something back."""

    remark = WordsField("意见", rows=2, required=False, most=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remark"].help_text = "同意可以不写；退回要写明怎么改。"
