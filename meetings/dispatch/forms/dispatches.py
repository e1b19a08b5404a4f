"""Forms of the video dispatch: arrangement, who is called, a unit's report, why it is given back, next tasks."""

from datetime import date

from django import forms

from meetings.dispatch.actions.dispatches import Plan
from meetings.dispatch.models.dispatches import Dispatch, DispatchReport
from meetings.dispatch.rules.dispatches import MINUTES, REPORT_FIELDS, ReportWords
from meetings.sessions.queries.chairs import possible_chairs
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import member_units
from township.frame.forms.fields import DayField, NumberField, TimeField, WordsField
from township.frame.forms.pickers import PersonField, UnitsField

NO_NAMES = "不写信访人姓名、住址、电话，事项用编号。"


class PlanForm(forms.Form):
    """Day, time, place, chair, and the video room as a field."""

    day = DayField("调度日期")
    starts = TimeField("开始时间")
    place = WordsField("主会场", most=60)
    chair = PersonField("主持人", empty="（请选择主持人）")
    video_link = WordsField("视频会议链接", required=False, most=300, hint="https://")
    video_note = WordsField("会议号和说明", required=False, most=100, hint="如：会议号 123 456 789，入会密码电话告知")

    def __init__(self, *args, dispatch: Dispatch, today: date, **kwargs):
        initial = {
            "day": dispatch.day,
            "starts": dispatch.starts,
            "place": dispatch.place,
            "chair": dispatch.chair_id,
            "video_link": dispatch.video_link,
            "video_note": dispatch.video_note,
        }
        super().__init__(*args, initial=initial, **kwargs)
        day = max(dispatch.day, today)
        self.fields["chair"].offer(possible_chairs(dispatch.township_id, day), day)

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            data["day"], data["starts"], data["place"], data["chair"].pk, data["video_link"], data["video_note"]
        )


class LinkForm(forms.Form):
    """The video room after the units are called."""

    video_link = WordsField("视频会议链接", required=False, most=300, hint="https://")
    video_note = WordsField("会议号和说明", required=False, most=100)

    def __init__(self, *args, dispatch: Dispatch, **kwargs):
        super().__init__(
            *args, initial={"video_link": dispatch.video_link, "video_note": dispatch.video_note}, **kwargs
        )


def _unit_words(unit: Unit) -> str:
    return unit.label if unit.kind == UnitKind.MEMBER else f"{unit.label}（{unit.get_kind_display()}）"


class CallForm(forms.Form):
    """Which units report; villages and members are ticked at first."""

    units = UnitsField("报告单位", required=True, words=_unit_words)
    minutes = NumberField("每个单位汇报（分钟）")
    requirement = WordsField("会议要求", rows=2, required=False, most=300, hint="如：提前十分钟入会，测试音视频")

    def __init__(self, *args, dispatch: Dispatch, **kwargs):
        rows = member_units(dispatch.township_id).exclude(is_office=True).order_by("order", "pk")
        super().__init__(*args, initial={"minutes": MINUTES, "units": rows}, **kwargs)
        self.fields["units"].offer(rows)


class ReportForm(forms.Form):
    """A unit's report in the four parts the dispatch asks for."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    situation = WordsField("本月情况", rows=4, most=2000, help_text=NO_NAMES)
    unfinished = WordsField("未办结事项及原因", rows=4, most=2000, help_text="没有的写“无”。")
    next_steps = WordsField("下步措施", rows=3, most=2000)
    coordination = WordsField("需协调问题", rows=2, required=False, most=2000)

    def __init__(self, *args, report: DispatchReport, **kwargs):
        initial = {name: getattr(report, name) for name, _ in REPORT_FIELDS} | {"revision": report.revision}
        super().__init__(*args, initial=initial, **kwargs)

    def words(self) -> ReportWords:
        data = self.cleaned_data
        return ReportWords(*(data[name] for name, _ in REPORT_FIELDS))


class ReturnForm(forms.Form):
    """What is missing in a report."""

    reason = WordsField("退回理由", rows=2, most=200)


class TasksForm(forms.Form):
    """Next tasks, one a line."""

    text = WordsField(
        "下步工作",
        rows=6,
        required=False,
        most=2000,
        help_text="一行一项，汇编时写进材料。会上议定的任务在会议纪要里形成议定事项。",
    )


class SlotForm(forms.Form):
    """One line of the speaking order."""

    order = NumberField("顺序")
    minutes = NumberField("分钟")
