"""The plan of reminders of one kind of work item."""

from django import forms

from records.work.rules.reminders import ReminderPlan
from township.frame.forms.fields import NumberField, WordsField


class PlanForm(forms.Form):
    """The text typed is judged by the rule, so that page and action cannot disagree."""

    before = WordsField("到期前几个工作日提醒", required=False, most=30, help_text="例如 3、1；留空为不提前提醒。")
    on = forms.BooleanField(label="到期当天提醒", required=False)
    after = WordsField("超期后第几个工作日提醒", required=False, most=30, help_text="例如 1、3、7；留空为不再提醒。")
    escalate_after = NumberField(
        "超期几个工作日后报主任和召集人并列入督办建议", min_value=0, max_value=60, help_text="0 为不上报。"
    )

    @staticmethod
    def starting(plan: ReminderPlan) -> dict:
        """What the form opens with."""
        return {
            "before": "、".join(map(str, sorted(plan.before, reverse=True))),
            "on": plan.on,
            "after": "、".join(map(str, plan.after)),
            "escalate_after": plan.escalate_after,
        }
