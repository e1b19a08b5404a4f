"""Forms of meeting notices."""

from django import forms

from meetings.notices.queries.notices import NoticeFilter, sessions_to_announce
from meetings.notices.rules.notices import STATE_CHOICES
from records.ledgers.forms import FilterForm
from township.dates import full_date
from township.frame.forms.fields import PickField, WordsField
from township.frame.forms.pickers import RowField


class NewNoticeForm(forms.Form):
    session = RowField("会议", words=lambda row: f"{row.title}（{full_date(row.day)}）")

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["session"].offer(sessions_to_announce(actor))


class NoticeFilterForm(FilterForm):
    asks = NoticeFilter
    text = WordsField("会议或文号", most=60)
    state = PickField("状态", [("open", "未印发"), *STATE_CHOICES], empty="全部")
