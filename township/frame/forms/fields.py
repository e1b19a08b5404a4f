"""The fields of every form: days, times, words, numbers, one of a list, each with its Chinese sentence.

Choices among rows of the directory or of another table are in township/frame/forms/pickers.py, files in files.py.
"""

from datetime import date, time

from django import forms

from township.dates import FIRST_DAY, LAST_DAY
from township.directory.rules.identity import half_width
from township.words import NOT_NUMBERS, has_personal_number

DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%H点%M分"]
BAD_DAY = "没有这一天，或者写法看不懂。日期请写成 2026-03-05 的样子。"
OUT_OF_TIME = "日期要在 1900 年到 2199 年之间，请核对年份。"
BAD_TIME = "时间请写成 14:30 的样子。"


class DayField(forms.DateField):
    """A day, typed or picked; 2026-3-5, 2026/3/5, 2026.3.5, 2026年3月5日 and full-width digits are read alike."""

    def __init__(self, label: str, *, required: bool = True, **more):
        super().__init__(
            label=label,
            required=required,
            input_formats=DAY_FORMATS,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={"required": f"请填写{label}。", "invalid": BAD_DAY},
            **more,
        )

    def to_python(self, value) -> date | None:
        day = super().to_python(_plain(value))
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(OUT_OF_TIME, code="invalid")
        return day


class TimeField(forms.TimeField):
    """A time of day: 14:30, 14：30 or 14点30分."""

    def __init__(self, label: str, *, required: bool = True, **more):
        super().__init__(
            label=label,
            required=required,
            input_formats=TIME_FORMATS,
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages={"required": f"请填写{label}。", "invalid": BAD_TIME},
            **more,
        )

    def to_python(self, value) -> time | None:
        return super().to_python(_plain(value).replace("：", ":") if isinstance(value, str) else value)


class WordsField(forms.CharField):
    """Text of one line, or of several when `rows` is set; `hint` stands in the empty box.

    Words are taken for what many read: a telephone, document or account number of a person is refused. personal: whether such
    numbers and names may stand here; None = as the form says (`PersonalWords`), by default not.
    """

    def __init__(
        self,
        label: str,
        *,
        rows: int = 0,
        required: bool = True,
        most: int = 500,
        hint: str = "",
        personal: bool | None = None,
        **more,
    ):
        self.personal = personal
        attrs = {"placeholder": hint} if hint else {}
        widget = forms.Textarea(attrs=attrs | {"rows": rows}) if rows else forms.TextInput(attrs=attrs)
        super().__init__(
            label=label,
            required=required,
            max_length=most,
            widget=more.pop("widget", widget),
            error_messages={
                "required": f"请填写{label}。",
                "max_length": f"{label}不超过 {most} 字。",
                "personal": NOT_NUMBERS.format(label=label),
                **more.pop("error_messages", {}),
            },
            **more,
        )

    def clean(self, value) -> str:
        words = super().clean(value)
        if not self.personal and has_personal_number(words):
            raise forms.ValidationError(self.error_messages["personal"], code="personal")
        return words


class PersonalWords:
    """Mixed into a form whose words are read only by those who may see the matter that they speak of, or that are looked for and
    not kept: numbers and names of people may stand in them. A field with personal=False stays without."""

    def full_clean(self) -> None:
        for field in self.fields.values():
            if isinstance(field, WordsField) and field.personal is None:
                field.personal = True
        super().full_clean()


class NumberField(forms.IntegerField):
    """A whole number of at most four digits; full-width digits are read as digits."""

    def __init__(self, label: str, *, required: bool = True, **more):
        most = more.setdefault("max_value", 9999)
        super().__init__(
            label=label,
            required=required,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"}),
            error_messages={
                "required": f"请填写{label}。",
                "invalid": f"{label}请填整数。",
                "max_value": f"{label}不超过 {most}。",
            },
            **more,
        )

    def to_python(self, value) -> int | None:
        return super().to_python(_plain(value))


class PickField(forms.ChoiceField):
    """One of a list; `radio` shows all of them at once."""

    def __init__(
        self, label: str, choices=(), *, required: bool = True, radio: bool = False, empty: str = "（请选择）", **more
    ):
        super().__init__(
            label=label,
            choices=list(choices) if radio else [("", empty), *choices],
            required=required,
            widget=more.pop("widget", forms.RadioSelect if radio else forms.Select),
            error_messages={"required": f"请选择{label}。", "invalid_choice": f"没有这个{label}，请重新选择。"},
            **more,
        )


def _plain(value):
    """Typed text with half-width digits and no blanks around it; anything else as it is."""
    return half_width(value).strip() if isinstance(value, str) else value
