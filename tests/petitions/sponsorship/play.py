"""How a test plays a sponsored case: named, planned, sent, agreed."""

from datetime import timedelta

from petitions.sponsorship.actions import endings, plans, steps
from petitions.sponsorship.models import Sponsorship
from petitions.sponsorship.rules import DUTIES
from records.work.queries.desk import desk_of
from tests.cast import TODAY
from tests.petitions import doors

AIM = "合理诉求限期解决，不合理的当面讲清依据。"
LAST = TODAY + timedelta(days=30)
LISTS = ("sponsor_problems", "sponsor_duties", "sponsor_tasks")


def sponsored(stage, who: str = "leader") -> Sponsorship:
    stage.register()
    stage.assign()
    stage.do(doors.name_sponsor, "clerk", person_id=stage.cast.person(who).pk)
    return Sponsorship.objects.get(case=stage.case)


def on(desk, row, action, who="leader", **values):
    row.refresh_from_db()
    if action not in (steps.agree, steps.object_to, steps.report, steps.finish_step, endings.tick):
        values["revision"] = row.revision
    desk.do(action, who, sponsorship_id=row.pk, **values)
    row.refresh_from_db()
    return row


def add(desk, row, unit="building", days=10, words="召开协调会明确办证时间"):
    data = plans.StepData(
        text=words, unit_id=desk.cast.unit(unit).pk, person_name="何静", due_on=desk.day + timedelta(days=days)
    )
    on(desk, row, plans.add_step, data=data)
    return row.steps.order_by("-pk").first()


def planned(desk, stage) -> Sponsorship:
    row = sponsored(stage)
    on(desk, row, plans.set_plan, aim=AIM, due_on=LAST)
    add(desk, row)
    add(desk, row, "civil", 20, "核对困难情况，落实帮扶")
    return row


def underway(desk, stage) -> Sponsorship:
    row = planned(desk, stage)
    on(desk, row, plans.send)
    for step, who in zip(row.steps.all(), ("liaison", "liaison2"), strict=True):
        on(desk, row, steps.agree, who, step_id=step.pk)
    assert row.state == "underway"
    return row


def waiting(desk, who):
    rows = desk_of(desk.cast.actor(who, on=desk.day)).filter(matter__kind="sponsorship")
    return sorted(rows.values_list("what", "due_on"))


def tick_all(desk, row):
    for duty in DUTIES:
        on(desk, row, endings.tick, duty=duty, on=desk.day, text="到现场接谈，核对材料", event_id=None)
