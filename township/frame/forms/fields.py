"""Fields used by every form: a day, and a choice among rows of the actor's township."""

from django import forms

DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]


class DayField(forms.DateField):
    """A day: the browser's date picker, or typed as 2026-09-01 or 2026年9月1日."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": "日期应写成 2026-09-01 的样子，请检查是否有这一天。"}

    def __init__(self, **kwargs):
        kwargs.setdefault("input_formats", DAY_FORMATS)
        super().__init__(**kwargs)


class RowChoice(forms.ModelChoiceField):
    """One row; `say` gives the words of an option."""

    default_error_messages = {"invalid_choice": "请从列表里选择一项。"}

    def __init__(self, queryset, say, **kwargs):
        self.say = say
        super().__init__(queryset, **kwargs)

    def label_from_instance(self, row):
        return self.say(row)


class RowChoices(forms.ModelMultipleChoiceField):
    """Several rows as ticks."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, queryset, say, **kwargs):
        self.say = say
        super().__init__(queryset, **kwargs)

    def label_from_instance(self, row):
        return self.say(row)
