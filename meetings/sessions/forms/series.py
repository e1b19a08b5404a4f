"""Form of a recurring session."""

from datetime import date

from django import forms

from meetings.sessions.actions.series import SeriesData
from meetings.sessions.forms.fields import ClockField, NumberField, PickField, WordsField
from meetings.sessions.models.series import Series
from meetings.sessions.queries.people import invitable_units, leaders, member_units, possible_chairs
from meetings.sessions.queries.session_kinds import kinds_of
from meetings.sessions.rules.series import CADENCE_CHOICES, SHIFT_CHOICES, Rhythm
from meetings.sessions.rules.sessions import PLANNED_FROM_LIST, planned_from_list
from township.directory.models.units import UnitKind

WEEKDAYS = [(n, f"星期{word}") for n, word in enumerate("一二三四五六日", start=1)]


class SeriesForm(forms.Form):
    """What, how often, on which day, who comes."""

    kind = PickField("会议种类", PLANNED_FROM_LIST)
    title = WordsField(
        "会议名称", most=40, hint="如：信访工作例会", help_text="前面自动加上期别，如“2026年11月”；每周一次的加上日期。"
    )
    chair = forms.ModelChoiceField(
        None,
        label="主持人",
        empty_label="（请选择主持人）",
        error_messages={"required": "请选择主持人。", "invalid_choice": "没有这个人员，请重新选择。"},
    )
    place = WordsField("地点", most=60)
    cadence = PickField("多久一次", CADENCE_CHOICES)
    day = NumberField("几日", required=False, help_text="每月填几日；每季度、半年、年为期末那个月的几日，31 表示月末。")
    weekday = PickField("星期几", WEEKDAYS, required=False, help_text="每周一次的填写。")
    shift = PickField("遇休息日", SHIFT_CHOICES, initial="forward")
    starts = ClockField("开始时间")
    minutes = NumberField("时长（分钟）", initial=120)
    lead_days = NumberField(
        "提前几天自动筹备", initial=7, help_text="到时自动列入会议安排并请好常设参会单位，由经办人核对后发通知。"
    )
    requirement = WordsField("会议要求", rows=2, required=False, most=300)
    member_units = forms.ModelMultipleChoiceField(
        None, label="常设成员单位", required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.ModelMultipleChoiceField(
        None, label="常设参会领导", required=False, widget=forms.CheckboxSelectMultiple
    )
    invited_units = forms.ModelMultipleChoiceField(
        None, label="列席单位", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, township_id: int, today: date, series: Series | None = None, **kwargs):
        super().__init__(*args, initial=_initial(series) if series else None, **kwargs)
        kinds = kinds_of(township_id, today)
        self.fields["kind"].choices = planned_from_list(kinds)
        self.fields["chair"].queryset = possible_chairs(township_id, today, kinds)
        self.fields["member_units"].queryset = member_units(township_id).exclude(is_office=True)
        self.fields["invited_units"].queryset = invitable_units(township_id).filter(kind=UnitKind.OUTSIDE)
        self.fields["people"].queryset = leaders(township_id, today)
        for name in ("chair", "people"):
            self.fields[name].label_from_instance = lambda person: f"{person.name}（{person.title}）"

    def data_for_action(self) -> SeriesData:
        data = self.cleaned_data
        weekday = int(data["weekday"]) if data["weekday"] else None
        rhythm = Rhythm(data["cadence"], data["day"], weekday, data["shift"], data["lead_days"])
        return SeriesData(
            kind=data["kind"], title=data["title"], chair_id=data["chair"].pk, place=data["place"], starts=data["starts"],
            rhythm=rhythm, minutes=data["minutes"], requirement=data["requirement"],
            member_units=tuple(unit.pk for unit in data["member_units"]),
            invited_units=tuple(unit.pk for unit in data["invited_units"]),
            people=tuple(person.pk for person in data["people"]),
        )  # fmt: skip


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
