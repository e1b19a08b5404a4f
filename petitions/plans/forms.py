"""Forms of a plan: the period, the matters to pick with their step, the progress of one of them."""

from datetime import date

from django import forms

from petitions.plans.actions import PlanData, Step
from petitions.plans.models import Plan
from petitions.plans.queries import OFFERED, leaders_of_steps, pickable
from petitions.plans.rules import default_deadline
from township.actors import Actor
from township.frame.forms.fields import DayField, NumberField, WordsField
from township.frame.forms.pickers import PersonField, RowsField


class PlanForm(forms.Form):
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
    requirement = WordsField("工作要求", rows=3, required=False, most=500)

    def __init__(self, *args, plan: Plan | None = None, **kwargs):
        names = ("name", "source", "first", "last", "duty_from", "duty_to", "daily_hour", "requirement")
        super().__init__(*args, initial={name: getattr(plan, name) for name in names} if plan else None, **kwargs)
        self.fields["daily_hour"].error_messages["invalid"] = "时点请填 0 到 23 的整数。"

    def data_for_action(self) -> PlanData:
        return PlanData(**self.cleaned_data)


class PickForm(forms.Form):
    """Any number of open matters, with one next step, leader and day for all that are ticked."""

    matters = RowsField("可列入的事项")
    next_step = WordsField("下一步", most=200, hint="如：召开协调会，明确首批办证时间并答复")
    leader = PersonField("牵头领导")
    due_on = DayField("完成时限")

    def __init__(self, *args, actor: Actor, plan: Plan, today: date, **kwargs):
        super().__init__(*args, initial={"due_on": default_deadline(plan.first, today)}, **kwargs)
        offered = pickable(actor, plan)
        self.total = offered.count()
        self.offered = list(offered[:OFFERED])
        self.fields["matters"].offer(self.offered)
        self.fields["leader"].offer(leaders_of_steps(plan.township_id, today), today)

    @property
    def ticked(self) -> set[str]:
        """Ids that were ticked when the page was sent."""
        return set(self.data.getlist("matters")) if self.is_bound else set()

    def steps(self) -> list[Step]:
        data = self.cleaned_data
        return [
            Step(matter_id=matter.pk, next_step=data["next_step"], leader_id=data["leader"].pk, due_on=data["due_on"])
            for matter in data["matters"]
        ]


class StepForm(forms.Form):
    """How far one matter is."""

    text = WordsField("进展", rows=2, most=1000)
