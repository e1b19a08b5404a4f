"""The filter of the journal, in the address line."""

import re

from django import forms

from township.frame.forms.fields import DayField
from township.journal.queries import JournalFilter, read_heads
from township.words import whole_number


class JournalFilterForm(forms.Form):
    person = forms.CharField(label="操作人", max_length=60, required=False)
    subject = forms.CharField(label="对象", max_length=60, required=False)
    first = DayField("从", required=False)
    last = DayField("到", required=False)
    denied = forms.BooleanField(label="只看未成功的", required=False)

    def __init__(self, *args, actions: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"] = forms.ChoiceField(label="行为", choices=[("", "全部"), *actions], required=False)
        self.order_fields(["action", "person", "subject", "first", "last", "denied"])

    def wanted(self) -> JournalFilter:
        """What is filled in and valid; a wrong date restricts nothing and is said beside its field."""
        return JournalFilter(**{key: value for key, value in self.cleaned_data.items() if value})


class SheetForm(forms.Form):
    """What stands on a printed sheet, typed or read from its code: the whole line, or number and digits."""

    line = forms.CharField(label="读码得到的一行", max_length=200, required=False)
    seq = forms.CharField(label="序号", max_length=18, required=False)
    digits = forms.CharField(label="校验值", max_length=100, required=False, help_text="可以只抄前 16 位，空格不计")

    def clean(self) -> dict:
        """seq as a number, digits without blanks."""
        found = read_heads(self.cleaned_data.get("line", ""))
        if found:
            return {"seq": found[0].seq, "digits": found[0].hash}
        seq, digits = self.cleaned_data.get("seq", ""), "".join(self.cleaned_data.get("digits", "").lower().split())
        if whole_number(seq) is None:
            self.add_error("seq", "请填写纸上的序号。")
        if not re.fullmatch(r"[0-9a-f]{16,64}", digits):
            self.add_error("digits", "请至少抄录校验值的前 16 位（数字和字母 a 至 f）。")
        return {"seq": int(seq), "digits": digits} if not self.errors else {}
