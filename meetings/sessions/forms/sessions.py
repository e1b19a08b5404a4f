"""Forms of a session: planning, new time, reasons, who is asked, answering the notice."""

from datetime import date

from django import forms

from meetings.sessions.actions.sessions import SessionData
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.queries.chairs import possible_chairs
from meetings.sessions.queries.session_kinds import kinds_of
from meetings.sessions.rules.sessions import KINDS, PLANNED_FROM_LIST, planned_from_list
from township.directory.queries.recipients import leaders
from township.directory.queries.units import invitable_units
from township.frame.forms.fields import DayField, PickField, TimeField, WordsField, moment
from township.frame.forms.pickers import PeopleField, PersonField, UnitsField


class SessionForm(forms.Form):
    """Planning a session, in the order in which it is arranged."""

    kind = PickField("会议种类", PLANNED_FROM_LIST)
    title = WordsField("会议名称", most=60, help_text="参会单位都能看到，不写信访人姓名和具体事项。")
    chair = PersonField("主持人", empty="（请选择主持人）")
    day = DayField("会议日期")
    starts = TimeField("开始时间")
    until = TimeField("结束时间", required=False)
    place = WordsField("地点", most=60)
    requirement = WordsField("会议要求", rows=2, required=False, most=300, hint="如：请带书面材料，汇报不超过 5 分钟")

    def __init__(self, *args, township_id: int, today: date, session: Session | None = None, **kwargs):
        super().__init__(*args, initial=_initial(session) if session else None, **kwargs)
        kinds = kinds_of(township_id, today)
        choices = planned_from_list(kinds)
        if session and session.kind not in dict(choices):
            own = (session.kind, KINDS[session.kind].label)
            choices = [own] if session.kind_rule.own_page else [*choices, own]
        self.fields["kind"].choices = choices
        self.fields["chair"].offer(possible_chairs(township_id, today, kinds), today)

    def data_for_action(self) -> SessionData:
        data = self.cleaned_data
        ends_at = moment(data["day"], data["until"]) if data.get("until") else None
        return SessionData(
            data["kind"],
            data["title"],
            data["chair"].pk,
            data["place"],
            moment(data["day"], data["starts"]),
            ends_at,
            data["requirement"],
        )


def _initial(session: Session) -> dict:
    return {
        "kind": session.kind,
        "title": session.title,
        "chair": session.chair_id,
        "day": session.day,
        "starts": session.begins.time(),
        "until": session.finishes.time() if session.finishes else None,
        "place": session.place,
        "requirement": session.requirement,
    }


class TimeForm(forms.Form):
    """The new time of a postponed session."""

    day = DayField("会议日期")
    starts = TimeField("开始时间")
    until = TimeField("结束时间", required=False)

    def times(self) -> dict:
        data = self.cleaned_data
        ends_at = moment(data["day"], data["until"]) if data.get("until") else None
        return {"starts_at": moment(data["day"], data["starts"]), "ends_at": ends_at}


class ReasonForm(forms.Form):
    """Why a session is postponed or cancelled."""

    reason = WordsField("原因", most=200)


class OutcomeForm(forms.Form):
    """What came of joint office hours."""

    outcome = WordsField("会议结果", rows=5, most=1000)


class InviteForm(forms.Form):
    """Who is asked: any number of units and persons at once."""

    part = forms.ChoiceField(label="身份", choices=Attendance.Part.choices, widget=forms.RadioSelect, initial="member")
    units = UnitsField("单位")
    people = PeopleField("人员")

    def __init__(self, *args, session: Session, **kwargs):
        super().__init__(*args, **kwargs)
        seated = session.seats
        units = invitable_units(session.township_id).exclude(is_office=True)
        self.fields["units"].offer(units.exclude(pk__in=seated.filter(unit__isnull=False).values("unit_id")))
        people = leaders(session.township_id, session.day).exclude(pk=session.chair_id)
        absent = people.exclude(pk__in=seated.filter(person__isnull=False).values("person_id"))
        self.fields["people"].offer(absent, session.day)

    def clean(self):
        data = super().clean()
        if not self.errors and not data["units"] and not data["people"]:
            self.add_error("units", "请勾选要请的单位或人员。")
        return data


class AnswerForm(forms.Form):
    """Receipt of the notice: coming, or leave with its reason and perhaps a deputy."""

    name = WordsField("参会人姓名", required=False, most=40)
    leave_reason = WordsField("请假事由", required=False, most=100, help_text="不能参会时填写；参会不填。")
    deputy_name = WordsField("代会人姓名", required=False, most=40)
    deputy_title = WordsField("代会人职务", required=False, most=40)
