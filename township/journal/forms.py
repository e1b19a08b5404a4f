"""The filter of the journal, in the address line."""

from django import forms

from township.frame.forms.fields import DayField
from township.journal.queries import JournalFilter


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
