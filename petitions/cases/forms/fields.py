"""Fields that the petition forms share: dates, words, choices, each with its Chinese sentence."""

from datetime import date

from django import forms

from township.directory.models.units import Unit
from township.directory.rules.identity import half_width

BAD_DAY = "日期请写成 2026-03-05 的样子。"


class DayField(forms.DateField):
    """A day, typed or picked; 2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日 and full-width digits are read alike."""

    def __init__(self, label: str, required: bool = True, help_text: str = "", **more):
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": f"请填写{label}。", "invalid": BAD_DAY},
            **more,
        )

    def to_python(self, value) -> date | None:
        return super().to_python(half_width(value).strip() if isinstance(value, str) else value)


class WordsField(forms.CharField):
    """Text of one line, or of several when `rows` is given."""

    def __init__(self, label: str, *, rows: int = 0, required=True, most: int = 500, hint: str = "", **more):
        attrs = {"placeholder": hint} if hint else {}
        widget = forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs)
        super().__init__(
            label=label,
            required=required,
            max_length=most,
            widget=more.pop("widget", widget),
            error_messages={"required": f"请填写{label}。", "max_length": f"{label}不超过 {most} 字。"},
            **more,
        )


class CountField(forms.IntegerField):
    """A whole number of people; full-width digits are read as digits."""

    def __init__(self, label: str, required: bool = True, **more):
        super().__init__(
            label=label,
            required=required,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"}),
            error_messages={"required": f"请填写{label}。", "invalid": f"{label}请填整数。"},
            **more,
        )

    def to_python(self, value):
        return super().to_python(half_width(value).strip() if isinstance(value, str) else value)


class PickField(forms.ChoiceField):
    """One of a list; `radio` shows all of them at once."""

    def __init__(self, label: str, choices=(), *, required=True, radio=False, empty: str = "（请选择）", **more):
        rows = list(choices) if radio else [("", empty), *choices]
        widget = forms.RadioSelect if radio else forms.Select
        super().__init__(
            label=label,
            choices=rows,
            required=required,
            widget=more.pop("widget", widget),
            error_messages={"required": f"请选择{label}。", "invalid_choice": f"没有这个{label}，请重新选择。"},
            **more,
        )


class UnitField(forms.ModelChoiceField):
    """A unit of the township; the form sets the queryset."""

    def __init__(self, label: str, required: bool = True, empty: str = "（请选择单位）", **more):
        super().__init__(
            Unit.objects.none(),
            label=label,
            required=required,
            empty_label=empty,
            error_messages={"required": f"请选择{label}。", "invalid_choice": "没有这个单位，请重新选择。"},
            **more,
        )


class RowField(forms.ChoiceField):
    """One of some rows that were read once for the whole form; cleans to the row itself, None for none."""

    def __init__(self, label: str, required: bool = False, empty: str = "（请选择）", **more):
        self.empty = empty
        errors = {"required": f"请选择{label}。", "invalid_choice": f"没有这个{label}，请重新选择。"}
        super().__init__(label=label, required=required, error_messages=errors, **more)

    def offer(self, rows) -> None:
        """The rows to choose from."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [("", self.empty), *((key, str(row)) for key, row in self.rows.items())]

    def clean(self, value):
        return self.rows.get(super().clean(value))


class RowsField(forms.MultipleChoiceField):
    """Any number of such rows."""

    def __init__(self, label: str, **more):
        errors = {"invalid_choice": f"{label}里有一项已经不在了，请重新选择。"}
        super().__init__(label=label, required=False, error_messages=errors, **more)

    def offer(self, rows) -> None:
        """The rows to choose from."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [(key, str(row)) for key, row in self.rows.items()]

    def clean(self, value):
        return [self.rows[key] for key in super().clean(value)]
