"""The filters of the ledgers of receptions, swaps and liaison points."""

from datetime import timedelta

from django import forms

from meetings.receptions.queries.liaison_points import PointFilter, quarter
from meetings.receptions.queries.receptions import ReceptionFilter
from meetings.receptions.queries.rosters import SwapFilter, leaders_on
from meetings.receptions.rules.receptions import FORM_CHOICES, STATE_CHOICES
from meetings.receptions.rules.roster_states import SWAP_CHOICES
from records.ledgers.forms import FilterForm
from township.frame.forms.fields import DayField, PickField
from township.frame.forms.pickers import PersonField

QUARTERS = 9  # two years back
MORE_STATES = [("unfinished", "有来访没有结果"), ("promise", "有未兑现的承诺"), ("late", "承诺过期未兑现")]


class ReceptionFilterForm(FilterForm):
    asks = ReceptionFilter
    leader = PersonField("领导", empty="全部")
    form = PickField("形式", FORM_CHOICES, empty="全部")
    state = PickField("状态", [*STATE_CHOICES, *MORE_STATES], empty="全部")
    first = DayField("日期 从")
    last = DayField("到")

    def prepare(self) -> None:
        self.fields["leader"].offer(leaders_on(self.actor.township_id, self.today), self.today)


class SwapFilterForm(FilterForm):
    asks = SwapFilter
    leader = PersonField("领导", empty="全部")
    state = PickField("状态", SWAP_CHOICES, empty="全部")

    def prepare(self) -> None:
        self.fields["leader"].offer(leaders_on(self.actor.township_id, self.today), self.today)


class PointFilterForm(FilterForm):
    asks = PointFilter
    quarter = PickField("季度", (), empty="本季度")
    leader = PersonField("领导", empty="全部")
    missing = forms.BooleanField(label="只看没有走访的")

    def prepare(self) -> None:
        self.fields["leader"].offer(leaders_on(self.actor.township_id, self.today), self.today)
        periods = [quarter(self.today)]
        while len(periods) < QUARTERS:
            periods.append(quarter(periods[-1].first - timedelta(days=1)))
        self.fields["quarter"].choices = [("", "本季度"), *((one.key, one.label) for one in periods)]
