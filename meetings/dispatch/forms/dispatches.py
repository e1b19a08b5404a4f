"""Forms of the video dispatch: arrangement, who is called, a unit's report, why it is given back, next tasks, order."""

from django import forms

from meetings.dispatch.actions.dispatches import Plan
from meetings.dispatch.models.dispatches import DispatchReport
from meetings.dispatch.queries.dispatches import DispatchFilter, reports_of
from meetings.dispatch.rules.dispatches import MINUTES, REPORT_FIELDS, STATE_CHOICES, ReportWords
from meetings.sessions.queries.chairs import possible_chairs
from records.acts.forms import ActForm
from records.ledgers.forms import FilterForm
from township.actors import OutOfScope
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, NumberField, PickField, TimeField, WordsField
from township.frame.forms.pickers import PersonField, UnitsField

NO_NAMES = "不写信访人姓名、住址、电话，事项用编号。"


class DispatchFilterForm(FilterForm):
    asks = DispatchFilter
    year = NumberField("年度", min_value=2000, max_value=2100)
    state = PickField("状态", STATE_CHOICES, empty="全部")


class PlanForm(ActForm):
    """Day, time, place, chair, and the video room as a field."""

    day = DayField("调度日期")
    starts = TimeField("开始时间")
    place = WordsField("主会场", most=60)
    chair = PersonField("主持人", empty="（请选择主持人）")
    video_link = WordsField("视频会议链接", personal=True, required=False, most=300, hint="https://")
    video_note = WordsField(
        "会议号和说明", personal=True, required=False, most=100, hint="如：会议号 123 456 789，入会密码电话告知"
    )

    def starting(self) -> dict:
        names = ("day", "starts", "place", "video_link", "video_note")
        return {name: getattr(self.row, name) for name in names} | {"chair": self.row.chair_id}

    def prepare(self) -> None:
        day = max(self.row.day, self.today)
        self.fields["chair"].offer(possible_chairs(self.row.township_id, day), day)

    def values(self) -> dict:
        data = self.cleaned_data
        names = ("day", "starts", "place", "video_link", "video_note")
        return {"plan": Plan(**{name: data[name] for name in names}, chair_id=data["chair"].pk)}


class LinkForm(ActForm):
    """The video room after the units are called."""

    video_link = WordsField("视频会议链接", personal=True, required=False, most=300, hint="https://")
    video_note = WordsField("会议号和说明", personal=True, required=False, most=100)

    def starting(self) -> dict:
        return {"video_link": self.row.video_link, "video_note": self.row.video_note}


def _unit_words(unit: Unit) -> str:
    return unit.label if unit.kind == UnitKind.MEMBER else f"{unit.label}（{unit.get_kind_display()}）"


class CallForm(ActForm):
    """Which units report; villages and members are ticked at first."""

    units = UnitsField("报告单位", required=True, words=_unit_words)
    minutes = NumberField("每个单位汇报（分钟）")
    requirement = WordsField("会议要求", rows=2, required=False, most=300, hint="如：提前十分钟入会，测试音视频")

    def starting(self) -> dict:
        return {"minutes": MINUTES, "units": self._offered()}

    def prepare(self) -> None:
        self.fields["units"].offer(self._offered())

    def values(self) -> dict:
        data = self.cleaned_data
        return {
            "unit_ids": [unit.pk for unit in data["units"]],
            "minutes": data["minutes"],
            "requirement": data["requirement"],
        }

    def _offered(self):
        return member_units(self.row.township_id).exclude(is_office=True).order_by("order", "pk")


class ReportForm(ActForm):
    """A unit's report in the four parts the dispatch asks for. Its revision is that of the report."""

    situation = WordsField("本月情况", rows=4, most=2000, help_text=NO_NAMES)
    unfinished = WordsField("未办结事项及原因", rows=4, most=2000, help_text="没有的写“无”。")
    next_steps = WordsField("下步措施", rows=3, most=2000)
    coordination = WordsField("需协调问题", rows=2, required=False, most=2000)

    @property
    def report(self) -> DispatchReport:
        """The slot the form is of, or OutOfScope."""
        found = next((row for row in reports_of(self.actor, self.row) if row.pk == self.part), None)
        if found is None:
            raise OutOfScope()
        return found

    def starting(self) -> dict:
        report = self.report
        return {name: getattr(report, name) for name, _ in REPORT_FIELDS} | {"revision": report.revision}

    def values(self) -> dict:
        data = self.cleaned_data
        return {"revision": data["revision"], "words": ReportWords(*(data[name] for name, _ in REPORT_FIELDS))}


class ReturnForm(ActForm):
    """What is missing in a report."""

    reason = WordsField("退回理由", rows=2, most=200)


class LapseForm(ActForm):
    """Why what a period asked for did not take place."""

    reason = WordsField("原因", rows=2, most=200)


class TasksForm(ActForm):
    """Next tasks, one a line."""

    text = WordsField(
        "下步工作",
        rows=6,
        required=False,
        most=2000,
        help_text="一行一项，汇编时写进材料。会上议定的任务在会议纪要里形成议定事项。",
    )

    def starting(self) -> dict:
        return {"text": self.row.tasks}


class SlotsForm(ActForm):
    """The speaking order: place and minutes of every unit, a line each."""

    def prepare(self) -> None:
        self.reports = reports_of(self.actor, self.row)
        for row in self.reports:
            self.fields[f"{row.pk}-order"] = NumberField(f"{row.unit.label}的顺序", initial=row.order)
            self.fields[f"{row.pk}-minutes"] = NumberField(f"{row.unit.label}的分钟", initial=row.minutes)

    @property
    def lines(self) -> list[tuple[DispatchReport, forms.BoundField, forms.BoundField]]:
        """(slot, place, minutes) of each line."""
        return [(row, self[f"{row.pk}-order"], self[f"{row.pk}-minutes"]) for row in self.reports]

    def values(self) -> dict:
        data = self.cleaned_data
        return {"slots": {row.pk: (data[f"{row.pk}-order"], data[f"{row.pk}-minutes"]) for row in self.reports}}
