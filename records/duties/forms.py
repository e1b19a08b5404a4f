"""Forms of the page of one duty, and of the candidates for supervision."""

from django import forms

from records.duties.queries.candidates import CandidateFilter
from records.duties.rules.candidates import GROUNDS, STATE_LABELS
from records.ledgers.forms import FilterForm
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.pickers import UnitField


class CandidateFilterForm(FilterForm):
    asks = CandidateFilter
    state = PickField("状态", [*STATE_LABELS.items(), ("all", "全部")], empty="待处理和已催办")
    ground = PickField("事由", list(GROUNDS.items()), empty="全部")
    unit = UnitField("责任单位", empty="全部")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))


class NoteForm(forms.Form):
    """What was done, by hand."""

    on = DayField("完成日期")
    text = WordsField(
        "完成情况",
        rows=3,
        most=300,
        required=False,
        help_text="做了什么、材料存放在哪里。不写信访人姓名、电话。",
    )
    evidence_number = forms.CharField(
        label="佐证事项编号",
        max_length=40,
        required=False,
        help_text="系统里有对应的会议、文件等时填它的编号，可不填。",
    )


class ExcuseForm(forms.Form):
    """Why it need not be done this once."""

    reason = WordsField("免办理由", rows=2, most=200)


class DismissForm(forms.Form):
    """Why there is no supervision."""

    reason = WordsField("不督办的理由", rows=2, most=200)
