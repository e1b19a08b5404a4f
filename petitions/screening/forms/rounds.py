"""Forms of the rounds: opening one by hand, a unit's return, the circular."""

from datetime import date

from django import forms

from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, WordsField
from township.frame.forms.pickers import UnitsField


class RoundForm(forms.Form):
    """随时排查 for a sensitive period."""

    reason = WordsField("为什么排查", most=60, hint="如“国庆节前”", help_text="会写进轮次名称：国庆节前矛盾纠纷排查")
    first = DayField("开始日期")
    last = DayField("结束日期")
    due_on = DayField("报送期限")
    units = UnitsField("排查单位", help_text="不选就是全部成员单位和村（社区）。")

    def __init__(self, *args, township_id: int, today: date, **kwargs):
        super().__init__(*args, initial={"first": today, "last": today, "due_on": today}, **kwargs)
        self.fields["units"].offer(member_units(township_id))

    def values(self) -> dict:
        given = self.cleaned_data
        return {
            "reason": given["reason"],
            "first": given["first"],
            "last": given["last"],
            "due_on": given["due_on"],
            "unit_ids": [unit.pk for unit in given["units"]],
        }


class ReturnForm(forms.Form):
    """A unit's return: a tick for each carried-over dispute that has not changed, and a word if needed."""

    unchanged = forms.MultipleChoiceField(
        label="结转的纠纷，情况无变化的请勾选",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "有一件纠纷已经变化，请刷新页面。"},
    )
    note = WordsField("说明", required=False, most=200, hint="没有可以不填")

    def __init__(self, *args, carried=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unchanged"].choices = [(f"{row.pk}", f"{row.number} {row.title}") for row in carried]

    def unchanged_ids(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["unchanged"]]


class CircularForm(forms.Form):
    """The words of the circular."""

    body = WordsField(
        "通报正文", rows=16, most=10_000, help_text="每行一段；“一、”开头的自动排成标题。不写当事人姓名。"
    )


class RemarkForm(forms.Form):
    """A decision with remarks."""

    remark = WordsField("意见", rows=2, required=False, most=300, help_text="同意可以不写；退回要写明。")
