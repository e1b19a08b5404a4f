"""Fields that the forms of this app share: days, times, words, choices, each with its Chinese sentence."""

from datetime import date, datetime, time

from django import forms
from django.utils.timezone import get_current_timezone

from township.directory.models.units import Unit
from township.directory.rules.identity import half_width


class DayField(forms.DateField):
    """A day, typed or picked; 2026-3-5, 2026/3/5, 2026年3月5日 and full-width digits are read alike."""

    def __init__(self, label: str, required: bool = True, **more):
        super().__init__(
            label=label,
            required=required,
            input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": f"请填写{label}。", "invalid": "日期请写成 2026-03-05 的样子。"},
            **more,
        )

    def to_python(self, value) -> date | None:
        return super().to_python(half_width(value).strip() if isinstance(value, str) else value)


class ClockField(forms.TimeField):
    """A time of day, 14:30 or 14：30."""

    def __init__(self, label: str, required: bool = True, **more):
        super().__init__(
            label=label,
            required=required,
            input_formats=["%H:%M", "%H:%M:%S", "%H点%M分"],
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages={"required": f"请填写{label}。", "invalid": "时间请写成 14:30 的样子。"},
            **more,
        )

    def to_python(self, value) -> time | None:
        return super().to_python(half_width(value).strip().replace("：", ":") if isinstance(value, str) else value)


class WordsField(forms.CharField):
    """Text of one line, or of several when `rows` is given."""

    def __init__(self, label: str, *, rows: int = 0, required: bool = True, most: int = 500, hint: str = "", **more):
        attrs = {"placeholder": hint} if hint else {}
        widget = forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs)
        super().__init__(
            label=label,
            required=required,
            max_length=most,
            widget=widget,
            error_messages={"required": f"请填写{label}。", "max_length": f"{label}不超过 {most} 字。"},
            **more,
        )


class NumberField(forms.IntegerField):
    """A whole number; full-width digits are read as digits."""

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
    """One of a list."""

    def __init__(self, label: str, choices=(), *, required: bool = True, empty: str = "（请选择）", **more):
        super().__init__(
            label=label,
            choices=[("", empty), *choices],
            required=required,
            error_messages={"required": f"请选择{label}。", "invalid_choice": f"没有这个{label}，请重新选择。"},
            **more,
        )


class UnitField(forms.ModelChoiceField):
    """A unit; the form sets the queryset."""

    def __init__(self, label: str, required: bool = True, empty: str = "（请选择单位）", **more):
        super().__init__(
            Unit.objects.none(),
            label=label,
            required=required,
            empty_label=empty,
            error_messages={"required": f"请选择{label}。", "invalid_choice": "没有这个单位，请重新选择。"},
            **more,
        )


def moment(day: date, clock: time) -> datetime:
    """Day and time as one moment in Asia/Shanghai."""
    return datetime.combine(day, clock, tzinfo=get_current_timezone())
