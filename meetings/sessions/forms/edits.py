"""Form of an edit that the director proposes."""

from django import forms

from township.frame.forms.fields import WordsField


class EditForm(forms.Form):
    """Other words for one part, and why. The part is fixed by the page."""

    part = forms.CharField(widget=forms.HiddenInput, max_length=8)
    revision = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)
    wording = WordsField("建议写法", rows=4, most=5000)
    reason = WordsField("理由", most=300, hint="如：时限与上级要求不一致")
