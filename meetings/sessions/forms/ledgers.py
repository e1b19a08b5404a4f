"""The filters of the registers of sessions, topics, resolutions, referrals, series and unit meetings."""

from django import forms

from meetings.permissions import READ_DRAFT_MINUTES, VIEW_UNIT_MEETING
from meetings.sessions.queries.major import ReferralFilter
from meetings.sessions.queries.resolutions import ResolutionFilter
from meetings.sessions.queries.scope import sessions_visible_to
from meetings.sessions.queries.series import SeriesFilter
from meetings.sessions.queries.sessions import MINUTES_FILTERS, SessionFilter
from meetings.sessions.queries.topics import TopicFilter
from meetings.sessions.queries.unit_meetings import MonthFilter
from meetings.sessions.rules import referrals, series, sessions, topics
from meetings.sessions.rules.resolutions import STATE_CHOICES
from meetings.sessions.rules.unit_meetings import STANDINGS, earlier, first_of
from records.ledgers.forms import FilterForm
from township.dates import full_month
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, PickField, WordsField
from township.frame.forms.pickers import UnitField
from township.permissions import Reach


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


class SessionFilterForm(FilterForm):
    asks = SessionFilter
    when = PickField("范围", [("ahead", "将要召开")], empty="全部")
    kind = PickField("种类", sessions.KIND_CHOICES, empty="全部")
    state = PickField("状态", sessions.STATE_CHOICES, empty="全部")
    minutes = PickField("纪要", list(MINUTES_FILTERS.items()), empty="全部")
    first = DayField("召开 从")
    last = DayField("到")

    def prepare(self) -> None:
        if not self.actor.may(READ_DRAFT_MINUTES):
            del self.fields["minutes"]


class TopicFilterForm(FilterForm):
    asks = TopicFilter
    text = WordsField("议题或编号", most=60)
    state = PickField("状态", [("open", "未结"), *topics.STATE_CHOICES], empty="全部")
    unit = UnitField("提出单位", empty="全部")

    def prepare(self) -> None:
        self.fields["unit"].offer(member_units(self.actor.township_id))


class ReferralFilterForm(FilterForm):
    asks = ReferralFilter
    state = PickField("状态", [("live", "在办"), *referrals.STATE_CHOICES], empty="全部")
    ground = PickField("类别", referrals.GROUND_CHOICES, empty="全部")
    organ = PickField("主送", referrals.ORGAN_CHOICES, empty="全部")


class SeriesFilterForm(FilterForm):
    asks = SeriesFilter
    state = PickField("状态", series.STATE_CHOICES, empty="全部")


MONTHS_BACK = 24


class MonthFilterForm(FilterForm):
    asks = MonthFilter
    month = PickField("月份", [], empty="本月")
    state = PickField("情况", list(STANDINGS.items()), empty="全部")

    def prepare(self) -> None:
        months = [first_of(self.today)]
        while len(months) < MONTHS_BACK:
            months.append(earlier(months[-1]))
        is_own = self.actor.reach(VIEW_UNIT_MEETING) == Reach.OWN
        first = ("", "全部" if is_own else "本月")
        self.fields["month"].choices = [first, *((f"{month:%Y-%m}", full_month(month)) for month in months)]
