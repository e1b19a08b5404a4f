"""The filters of the register of resolutions."""

from django import forms

from meetings.sessions.queries.resolutions import ResolutionFilter
from meetings.sessions.queries.scope import sessions_visible_to
from meetings.sessions.rules.resolutions import STATE_CHOICES
from records.ledgers.forms import FilterForm
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.pickers import UnitField


class ResolutionFilterForm(FilterForm):
    asks = ResolutionFilter
    text = WordsField("内容或编号", most=60)
    unit = UnitField("责任单位", empty="全部")
    state = PickField("状态", [("unfinished", "未落实"), ("overdue", "超期"), *STATE_CHOICES], empty="全部")
    due_from = DayField("时限 从")
    due_to = DayField("到")
    session = forms.IntegerField(label="会议", max_value=2**63 - 1, widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))

    def words_of(self, name: str, value) -> str:
        if name != "session":
            return super().words_of(name, value)
        title = sessions_visible_to(self.actor).filter(pk=value).values_list("title", flat=True).first()
        return title or "不在您能查看的范围内"
