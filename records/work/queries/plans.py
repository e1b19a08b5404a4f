"""Which plan of reminders a work item follows: its own, the township's for its kind, the kind's, or the default."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from records.matters.kinds import KINDS
from records.work.models import ReminderRule, WorkItem
from records.work.rules import Owed
from records.work.rules.reminders import DEFAULT_PLAN, Reminder, ReminderPlan, next_look, reminders
from township.calendar.queries.days import work_calendar, work_calendars
from township.calendar.rules.days import WorkCalendar
from township.profiles.queries.settings import setting

REST = "*"  # every kind that has no plan of its own


class Plans:
    """The plans of one township, read once; points are worked out once for items of the same plan and days."""

    def __init__(
        self,
        township_id: int,
        own: dict[str, ReminderPlan] | None = None,
        calendar: WorkCalendar | None = None,
    ):
        """own, calendar: where they were read with those of other townships; else they are asked for when needed."""
        self.township_id = township_id
        self._own, self._calendar = own, calendar
        self._usual_days: int | None = None
        self._points: dict[tuple, list[Reminder]] = {}

    def plan(self, item: WorkItem) -> ReminderPlan:
        """The plan of an item. A limit of the office's own is reminded of and goes no further up: nobody broke a rule."""
        plan = ReminderPlan.from_json(item.plan) if item.plan else self.of_kind(item.kind)
        return replace(plan, escalate_after=0) if item.within else plan

    def of_kind(self, kind: str) -> ReminderPlan:
        """That of the township for the kind, that of the kind, that of the township for the rest, the default."""
        return self.own.get(kind) or declared(kind) or self.own.get(REST) or DEFAULT_PLAN

    @property
    def own(self) -> dict[str, ReminderPlan]:
        """What the township has changed, by kind (one query)."""
        if self._own is None:
            rows = ReminderRule.objects.filter(township_id=self.township_id).values_list("kind", "plan")
            self._own = {kind: ReminderPlan.from_json(plan) for kind, plan in rows}
        return self._own

    @property
    def usual_days(self) -> int:
        """Working days for what has no limit laid down, as the township has set them."""
        if self._usual_days is None:
            self._usual_days = int(setting(self.township_id, "usual_limit_wd"))
        return self._usual_days

    def limit(self, owed: Owed, on: date, item: WorkItem | None = None) -> dict:
        """The columns due_on and within of an item: the day laid down; else the office's own, which stays as it was given.

        on: the day on which an own limit begins, Asia/Shanghai; item: as it is now, None = it is opened on that day."""
        if owed.day:
            return {"due_on": owed.day, "within": 0}
        if item is not None and item.within:
            return {"due_on": item.due_on, "within": item.within}
        days = owed.within or self.usual_days
        return {"due_on": self.calendar.add_working(on, days), "within": days}

    @property
    def calendar(self) -> WorkCalendar:
        """The township's working calendar."""
        if self._calendar is None:
            self._calendar = work_calendar(self.township_id)
        return self._calendar

    def points(self, item: WorkItem) -> list[Reminder]:
        """The points of an item, in order."""
        opened_on = min(timezone.localtime(item.opened_at).date(), item.due_on)
        key = (self.plan(item), opened_on, item.due_on)
        if key not in self._points:
            self._points[key] = reminders(*key, self.calendar)
        return self._points[key]

    def first_look(self, item: WorkItem, today: date) -> date | None:
        """When the sweep looks at a new item: its first point, even when that has passed."""
        points = self.points(item)
        return points[0].on if points else None

    def next_look(self, item: WorkItem, today: date) -> date | None:
        """When the sweep looks at it again."""
        return next_look(self.points(item), today)


def plans_of(township_ids: Collection[int]) -> dict[int, Plans]:
    """The plans of many townships (three queries)."""
    own: dict[int, dict[str, ReminderPlan]] = {pk: {} for pk in township_ids}
    rows = ReminderRule.objects.filter(township_id__in=township_ids)
    for township, kind, plan in rows.values_list("township_id", "kind", "plan"):
        own[township][kind] = ReminderPlan.from_json(plan)
    calendars = work_calendars(township_ids)
    return {pk: Plans(pk, own[pk], calendars[pk]) for pk in township_ids}


def declared(kind: str) -> ReminderPlan | None:
    """The plan the kind of item was declared with."""
    name, _, act = kind.partition(".")
    return KINDS[name].plans.get(act) if name in KINDS else None


def townships_to_remind(at: datetime) -> list[int]:
    """Townships in which something is to be looked at by today (one query, however many townships there are)."""
    rows = WorkItem.objects.filter(done_at__isnull=True, dropped_at__isnull=True, remind_on__lte=at.date())
    return list(rows.order_by("township_id").values_list("township_id", flat=True).distinct())
