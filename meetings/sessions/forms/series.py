"""Form of a recurring session."""

from datetime import date

from django import forms

from meetings.sessions.actions.series import SeriesData
from meetings.sessions.models.series import Series
from meetings.sessions.queries.chairs import possible_chairs
from meetings.sessions.queries.session_kinds import kinds_of
from meetings.sessions.rules.series import CADENCE_CHOICES, SHIFT_CHOICES, Rhythm
from meetings.sessions.rules.sessions import PLANNED_FROM_LIST, planned_from_list
from records.acts.forms import ActForm
from township.dates import WEEKDAY_CHOICES
from township.directory.models.units import UnitKind
from township.directory.queries.recipients import leaders
from township.directory.queries.units import invitable_units, member_units
from township.frame.forms.fields import NumberField, PickField, TimeField, WordsField
from township.frame.forms.pickers import PeopleField, PersonField, UnitsField


class SeriesFields(forms.Form):
    """What, how often, on which day, who comes."""

    kind = PickField("会议种类", PLANNED_FROM_LIST)
    title = WordsField(
        "会议名称", most=40, hint="如：信访工作例会", help_text="前面自动加上期别，如“2026年11月”；每周一次的加上日期。"
    )
    chair = PersonField("主持人", empty="（请选择主持人）")
    place = WordsField("地点", most=60)
    cadence = PickField("多久一次", CADENCE_CHOICES)
    day = NumberField("几日", required=False, help_text="每月填几日；每季度、半年、年为期末那个月的几日，31 表示月末。")
    weekday = PickField("星期几", WEEKDAY_CHOICES, required=False, help_text="每周一次的填写。")
    shift = PickField("遇休息日", SHIFT_CHOICES, initial="forward")
    starts = TimeField("开始时间")
    minutes = NumberField("时长（分钟）", initial=120)
    lead_days = NumberField(
        "提前几天自动筹备", initial=7, help_text="到时自动列入会议安排并请好常设参会单位，由经办人核对后发通知。"
    )
    requirement = WordsField("会议要求", rows=2, required=False, most=300)
    member_units = UnitsField("常设成员单位")
    people = PeopleField("常设参会领导")
    invited_units = UnitsField("列席单位")

    def offer(self, township_id: int, today: date) -> None:
        """The kinds the township knows, who may take the chair, who may come."""
        kinds = kinds_of(township_id, today)
        self.fields["kind"].choices = planned_from_list(kinds)
        self.fields["chair"].offer(possible_chairs(township_id, today, kinds), today)
        self.fields["member_units"].offer(member_units(township_id).exclude(is_office=True))
        self.fields["invited_units"].offer(invitable_units(township_id).filter(kind=UnitKind.OUTSIDE))
        self.fields["people"].offer(leaders(township_id, today), today)

    def data_for_action(self) -> SeriesData:
        data = self.cleaned_data
        weekday = int(data["weekday"]) if data["weekday"] else None
        rhythm = Rhythm(data["cadence"], data["day"], weekday, data["shift"], data["lead_days"])
        return SeriesData(
            kind=data["kind"],
            title=data["title"],
            chair_id=data["chair"].pk,
            place=data["place"],
            starts=data["starts"],
            rhythm=rhythm,
            minutes=data["minutes"],
            requirement=data["requirement"],
            member_units=tuple(unit.pk for unit in data["member_units"]),
            invited_units=tuple(unit.pk for unit in data["invited_units"]),
            people=tuple(person.pk for person in data["people"]),
        )


class NewSeriesForm(SeriesFields):
    """Setting up a series."""

    def __init__(self, *args, township_id: int, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(township_id, today)


class EditSeriesForm(SeriesFields, ActForm):
    """Changing it for the sessions to come."""

    def starting(self) -> dict:
        return _initial(self.row)

    def prepare(self) -> None:
        self.offer(self.row.township_id, self.today)

    def values(self) -> dict:
        return {"data": self.data_for_action()}


def _initial(row: Series) -> dict:
    seats = list(row.seats.all())
    names = (
        "kind",
        "title",
        "place",
        "cadence",
        "day",
        "weekday",
        "shift",
        "starts",
        "minutes",
        "lead_days",
        "requirement",
    )
    return {name: getattr(row, name) for name in names} | {
        "chair": row.chair_id,
        "member_units": [seat.unit_id for seat in seats if seat.unit_id and seat.part == "member"],
        "invited_units": [seat.unit_id for seat in seats if seat.unit_id and seat.part == "invitee"],
        "people": [seat.person_id for seat in seats if seat.person_id],
    }
