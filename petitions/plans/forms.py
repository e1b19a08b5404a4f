"""Forms of a plan: the period, the matters to pick with their step, the progress of one of them."""

from dataclasses import fields

from django import forms

from petitions.plans.actions.plans import PlanData, Step
from petitions.plans.queries import OFFERED, leaders_of_steps, pickable
from petitions.plans.rules import default_deadline
from records.acts.forms import ActForm
from records.matters.models.matters import Matter
from township.dates import short_date
from township.frame.forms.fields import DayField, NumberField, WordsField
from township.frame.forms.pickers import PersonField, RowsField


class PlanFields(forms.Form):
    """Name, basis, dates, duty days, report hour, requirements."""

    name = WordsField("时期名称", most=40, hint="如：国庆假期、全县两会期间")
    source = WordsField("依据", most=80, hint="如：县信访联席办通知、镇党委安排")
    first = DayField("开始日期")
    last = DayField("结束日期")
    duty_from = DayField("值班开始", required=False, help_text="只记起止日期，值班人员在值班表里排。")
    duty_to = DayField("值班结束", required=False)
    daily_hour = NumberField(
        "每日零报告时点（几时）", required=False, help_text="0 到 23，如 17；不填就是不实行每日零报告。"
    )
    requirement = WordsField("工作要求", personal=True, rows=3, required=False, most=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["daily_hour"].error_messages["invalid"] = "时点请填 0 到 23 的整数。"

    def data_for_action(self) -> PlanData:
        return PlanData(**{one.name: self.cleaned_data[one.name] for one in fields(PlanData)})


class PlanForm(PlanFields):
    """A new plan."""


class ChangePlanForm(ActForm, PlanFields):
    """A plan that is being drafted."""

    def starting(self) -> dict:
        return {one.name: getattr(self.row, one.name) for one in fields(PlanData)}

    def values(self) -> dict:
        return {"data": self.data_for_action()}


def matter_words(matter: Matter) -> str:
    """Number, title, holder and due day of a matter that may be picked."""
    due = f"{short_date(matter.next_due_on)}到期" if matter.next_due_on else ""
    unit = matter.holder_unit.label if matter.holder_unit else ""
    return " · ".join(filter(None, (f"{matter.number} {matter.title}", unit, due)))


class PickForm(ActForm):
    """Any number of open matters, with one next step, leader and day for all that are ticked."""

    matters = RowsField("可列入的事项", words=matter_words)
    next_step = WordsField("下一步", most=200, hint="如：召开协调会，明确首批办证时间并答复")
    leader = PersonField("牵头领导")
    due_on = DayField("完成时限")

    def starting(self) -> dict:
        return {"due_on": default_deadline(self.row.first, self.today)}

    def prepare(self) -> None:
        offered = pickable(self.actor, self.row)
        total = offered.count()
        self.fields["matters"].offer(list(offered[:OFFERED]))
        more = f"；共 {total} 件，显示前 {OFFERED} 件" if total > OFFERED else ""
        self.fields["matters"].help_text = (
            f"未办结，超期和快到期的在前{more}。勾选的事项用同一个下一步、牵头领导和时限列入；不同的分次列入。"
            if total
            else "没有可列入的未办结事项。"
        )
        self.fields["leader"].offer(leaders_of_steps(self.row.township_id, self.today), self.today)

    def values(self) -> dict:
        data = self.cleaned_data
        words = {"next_step": data["next_step"], "leader_id": data["leader"].pk, "due_on": data["due_on"]}
        return {"steps": [Step(matter_id=matter.pk, **words) for matter in data["matters"]]}


class StepForm(ActForm):
    """How far one matter is."""

    text = WordsField("进展", rows=2, most=1000)
