"""Forms of the hearing and of the work report."""

from datetime import date, datetime

from django import forms

from meetings.dispatch.actions.hearings import HearingRecord
from meetings.dispatch.rules.hearings import HEARING_KIND
from meetings.sessions.queries.chairs import possible_chairs
from meetings.sessions.rules.sessions import KINDS
from township.directory.queries.actors import posts_in_effect
from township.frame.forms.fields import DayField, TimeField, WordsField, moment
from township.frame.forms.pickers import PersonField


class HearingSessionForm(forms.Form):
    """When and where the leadership hears the report."""

    chair = PersonField("主持人", empty="（请选择主持人）")
    day = DayField("会议日期")
    starts = TimeField("开始时间")
    place = WordsField("地点", most=60)

    def __init__(self, *args, township_id: int, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        may_chair = posts_in_effect(today, township_id=township_id, role__in=KINDS[HEARING_KIND].chairs)
        rows = possible_chairs(township_id, today)
        self.fields["chair"].offer(rows.filter(pk__in=may_chair.values("person_id")), today)

    def starts_at(self) -> datetime:
        return moment(self.cleaned_data["day"], self.cleaned_data["starts"])


class HearingRecordForm(forms.Form):
    """What was heard by the party committee and government."""

    organ = WordsField("听取的会议", most=60, hint="如：镇党政联席会议（第23次）")
    held_on = DayField("会议日期")
    chair_name = WordsField("主持人", most=40)
    opinions = WordsField("会议意见", rows=5, most=2000, help_text="不写信访人姓名，事项用编号。")
    decisions = WordsField(
        "会议决定",
        rows=4,
        required=False,
        most=2000,
        help_text="要逐项落实、逐项核实的，请返回改用“安排会议”，在纪要里形成议定事项。",
    )

    def record(self) -> HearingRecord:
        return HearingRecord(**self.cleaned_data)


class WorkReportForm(forms.Form):
    """The text, a paragraph a line."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    addressee = WordsField("主送", most=60)
    body = WordsField(
        "报告正文",
        rows=22,
        most=10_000,
        help_text="一行一段；“一、”“（一）”开头的行排成标题。不写信访人姓名。",
    )


class SignForm(forms.Form):
    """The decision on the text that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    remark = WordsField("意见", rows=2, required=False, most=500, help_text="退回要写明意见；签发可以不写。")
