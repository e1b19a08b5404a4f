"""When whoever owes an answer to a notice, a receipt of minutes or a resolution is reminded. The office's own rule."""

from records.work.rules.reminders import ReminderPlan

NOTICE_PLAN = ReminderPlan(before=(1,), on=False, after=(), escalate_after=0)
RECEIPT_PLAN = ReminderPlan(before=(), on=True, after=(1, 3), escalate_after=0)
RESOLUTION_PLAN = ReminderPlan(before=(3, 1), on=True, after=(1, 3, 7), escalate_after=1)
