"""Forms of a session: planning, new time, reasons, who is asked, answering the notice."""

from datetime import date

from django import forms

from meetings.sessions.actions.seats import Mark
from meetings.sessions.actions.sessions import SessionData
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.queries.chairs import possible_chairs
from meetings.sessions.queries.session_kinds import kinds_of
from meetings.sessions.queries.sessions import seats_of
from meetings.sessions.queries.topics import schedulable
from meetings.sessions.rules.sessions import KINDS, PLANNED_FROM_LIST, planned_from_list
from records.acts.forms import ActForm
from township.dates import moment_on
from township.directory.queries.recipients import leaders
from township.directory.queries.units import invitable_units
from township.frame.forms.fields import DayField, PickField, TimeField, WordsField
from township.frame.forms.pickers import PeopleField, PersonField, RowField, UnitsField


class SessionFields(forms.Form):
    """A session, in the order in which it is arranged."""

    kind = PickField("会议种类", PLANNED_FROM_LIST)
    title = WordsField("会议名称", most=60, help_text="参会单位都能看到，不写信访人姓名和具体事项。")
    chair = PersonField("主持人", empty="（请选择主持人）")
    day = DayField("会议日期")
    starts = TimeField("开始时间")
    until = TimeField("结束时间", required=False)
    place = WordsField("地点", most=60)
    requirement = WordsField("会议要求", rows=2, required=False, most=300, hint="如：请带书面材料，汇报不超过 5 分钟")
    late_reason = WordsField(
        "补记理由", required=False, most=200, help_text="已经开过、现在才登记的会议填写；还没有开的不填。"
    )

    def offer(self, township_id: int, today: date, session: Session | None = None) -> None:
        """The kinds the township knows, and who may take the chair."""
        kinds = kinds_of(township_id, today)
        choices = planned_from_list(kinds)
        if session and session.kind not in dict(choices):
            own = (session.kind, KINDS[session.kind].label)
            choices = [own] if session.kind_rule.own_page else [*choices, own]
        self.fields["kind"].choices = choices
        self.fields["chair"].offer(possible_chairs(township_id, today, kinds), today)

    def data_for_action(self) -> SessionData:
        data = self.cleaned_data
        ends_at = moment_on(data["day"], data["until"]) if data.get("until") else None
        return SessionData(
            data["kind"],
            data["title"],
            data["chair"].pk,
            data["place"],
            moment_on(data["day"], data["starts"]),
            ends_at,
            data["requirement"],
            data["late_reason"],
        )


class NewSessionForm(SessionFields):
    """Planning a session."""

    def __init__(self, *args, township_id: int, today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(township_id, today)


class EditSessionForm(SessionFields, ActForm):
    """Changing what was planned."""

    def starting(self) -> dict:
        row = self.row
        return {
            "kind": row.kind,
            "title": row.title,
            "chair": row.chair_id,
            "day": row.day,
            "starts": row.begins.time(),
            "until": row.finishes.time() if row.finishes else None,
            "place": row.place,
            "requirement": row.requirement,
            "late_reason": row.late_reason,
        }

    def prepare(self) -> None:
        self.offer(self.row.township_id, self.today, self.row)

    def values(self) -> dict:
        return {"data": self.data_for_action()}


class TimeForm(ActForm):
    """The new time of a postponed session."""

    day = DayField("会议日期")
    starts = TimeField("开始时间")
    until = TimeField("结束时间", required=False)

    def values(self) -> dict:
        data = self.cleaned_data
        ends_at = moment_on(data["day"], data["until"]) if data.get("until") else None
        return {"starts_at": moment_on(data["day"], data["starts"]), "ends_at": ends_at}


class ReasonForm(ActForm):
    """Why a session is postponed or cancelled."""

    reason = WordsField("原因", most=200)


class OutcomeForm(ActForm):
    """What came of joint office hours."""

    outcome = WordsField("会议结果", rows=5, most=1000)


class InviteForm(ActForm):
    """Who is asked: any number of units and persons at once."""

    part = forms.ChoiceField(label="身份", choices=Attendance.Part.choices, widget=forms.RadioSelect, initial="member")
    units = UnitsField("单位")
    people = PeopleField("人员")

    def starting(self) -> dict:
        """The units whose topics are on the agenda are ticked."""
        return {"units": list(self.row.topics.values_list("unit_id", flat=True))}

    def prepare(self) -> None:
        session = self.row
        units = invitable_units(session.township_id).exclude(is_office=True)
        self.fields["units"].offer(units.exclude(pk__in=session.seats.filter(unit__isnull=False).values("unit_id")))
        people = leaders(session.township_id, session.day).exclude(pk=session.chair_id)
        absent = people.exclude(pk__in=session.seats.filter(person__isnull=False).values("person_id"))
        self.fields["people"].offer(absent, session.day)

    def clean(self):
        data = super().clean()
        if not self.errors and not data["units"] and not data["people"]:
            self.add_error("units", "请勾选要请的单位或人员。")
        return data

    def values(self) -> dict:
        data = self.cleaned_data
        return {
            "part": data["part"],
            "unit_ids": [unit.pk for unit in data["units"]],
            "person_ids": [person.pk for person in data["people"]],
        }


class AnswerForm(ActForm):
    """Receipt of the notice: coming, or leave with its reason and perhaps a deputy."""

    name = WordsField("参会人姓名", required=False, most=40)
    leave_reason = WordsField("请假事由", required=False, most=100, help_text="不能参会时填写；参会不填。")
    deputy_name = WordsField("代会人姓名", required=False, most=40)
    deputy_title = WordsField("代会人职务", required=False, most=40)

    def starting(self) -> dict:
        names = ("name", "leave_reason", "deputy_name", "deputy_title")
        return self.row.seats.filter(pk=self.part).values(*names).first() or {}


class AttendanceForm(ActForm):
    """The sheet: for each seat whether somebody came, and who."""

    def prepare(self) -> None:
        self.seats = seats_of(self.row)
        for seat in self.seats:
            choices = [("yes", "到"), ("no", "未到")]
            self.fields[f"present-{seat.pk}"] = forms.ChoiceField(
                choices=choices,
                required=False,
                widget=forms.RadioSelect,
                label=f"{seat.label} 到会",
                initial={True: "yes", False: "no"}.get(seat.is_present),
            )
            self.fields[f"name-{seat.pk}"] = WordsField(
                f"{seat.label} 参会人", required=False, most=40, initial=seat.deputy_name or seat.name
            )

    @property
    def lines(self) -> list[tuple]:
        """(seat, who came, whether they came), one for each seat."""
        return [(seat, self[f"name-{seat.pk}"], self[f"present-{seat.pk}"]) for seat in self.seats]

    def values(self) -> dict:
        came = {"yes": True, "no": False}
        data = self.cleaned_data
        return {
            "marks": {
                seat.pk: Mark(came.get(data.get(f"present-{seat.pk}")), data.get(f"name-{seat.pk}") or "")
                for seat in self.seats
            }
        }


class ScheduleForm(ActForm):
    """A topic the convenor agreed to, for the agenda."""

    topic = RowField(
        "列入议题",
        empty="（选择召集人同意上会的议题）",
        words=lambda topic: f"{topic.title}（{topic.unit.label}）",
        error_messages={"required": "请选择议题。", "invalid_choice": "这个议题已列入别的议程，请刷新页面。"},
    )

    def prepare(self) -> None:
        self.fields["topic"].offer(schedulable(self.actor))

    def values(self) -> dict:
        return {"topic_id": self.cleaned_data["topic"].pk}
