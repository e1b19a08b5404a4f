"""Forms of the rounds: opening one by hand, a unit's return, the words of the circular, the filter of the list."""

from datetime import date

from django import forms

from petitions.screening.queries.returns import carried_disputes, get_return
from petitions.screening.queries.rounds import RoundFilter
from petitions.screening.rules.rounds import STATE_CHOICES
from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from records.papers.forms import TextForm
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, PickField, WordsField
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
        given = dict(self.cleaned_data)
        return given | {"unit_ids": [unit.pk for unit in given.pop("units")]}


class RoundFilterForm(FilterForm):
    asks = RoundFilter
    state = PickField("状态", STATE_CHOICES, empty="全部")


class ReturnForm(ActForm):
    """A unit's return: a tick for each carried-over dispute that has not changed, and a word if needed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, max_value=2**31 - 1)
    unchanged = forms.MultipleChoiceField(
        label="结转的纠纷，情况无变化的请勾选",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "有一件纠纷已经变化，请刷新页面。"},
    )
    note = WordsField("说明", required=False, most=200, hint="没有可以不填")

    def starting(self) -> dict:
        self.report = get_return(self.actor, self.row, self.part)
        self.carried = list(carried_disputes(self.actor, self.report))
        return {"note": self.report.note, "seen": self.report.revision}

    def prepare(self) -> None:
        self.fields["unchanged"].choices = [(f"{row.pk}", f"{row.number} {row.title}") for row in self.carried]

    def values(self) -> dict:
        """revision: that of the return, not of the round, in which other units return meanwhile."""
        given = self.cleaned_data
        unchanged = [int(pk) for pk in given["unchanged"]]
        return {
            "note": given["note"],
            "unchanged": unchanged,
            "revision": -1 if given["seen"] is None else given["seen"],
        }


class CircularForm(TextForm):
    """The words of the circular."""

    body = WordsField(
        "通报正文",
        rows=18,
        required=False,
        most=20_000,
        help_text="每行一段；“一、”开头的自动排成标题。不写当事人姓名、电话。",
    )
