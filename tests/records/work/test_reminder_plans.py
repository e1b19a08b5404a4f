"""提醒办法: the township's own plan for a kind of work item, what is open follows it, and the page where it is changed."""

from datetime import date, timedelta

import pytest

from records.notices.models.notices import Notice
from records.work.actions.plans import change_plan, reset_plan
from records.work.actions.reminders import remind_work
from records.work.models import WorkItem
from records.work.queries.plans import REST, Plans
from records.work.rules.reminders import DEFAULT_PLAN, ReminderPlan, read_days
from tests.cast import TODAY, Cast, moment
from township.actors import NotAllowed
from township.journal.models import JournalEntry
from township.refusals import Refused

DUE = date(2026, 10, 16)  # a Friday


@pytest.mark.parametrize(
    "text, days",
    [("", ()), ("3、1", (1, 3)), (" 1,3，7 ", (1, 3, 7)), ("３;1；1", (1, 3)), ("60", (60,))],
)
def test_days_as_typed(text, days):
    assert read_days(text, "before") == days


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(text, "整数") for text in ("0", "61", "-1", "一", "1.5", "3天")] + [("1、2、3、4、5、6、7", "6 次")],
)
def test_days_that_cannot_be_read_are_refused_beside_their_field(text, sentence):
    with pytest.raises(Refused) as refused:
        read_days(text, "after")
    assert refused.value.field == "after" and sentence in str(refused.value)


@pytest.fixture
def item(cast, make_matter) -> WorkItem:
    """One thing the clerk has to do by the middle of October."""
    return WorkItem.objects.create(
        township=cast.township,
        matter=make_matter(),
        kind="test.act",
        person=cast.person("clerk"),
        what="办理",
        due_on=DUE,
        opened_at=moment(TODAY),
        remind_on=date(2026, 10, 15),
    )


def sweep(cast: Cast, day: date) -> int:
    return remind_work([cast.township.pk], moment(day, 8))


def told(cast: Cast, who: str) -> list[date]:
    rows = Notice.objects.filter(recipient=cast.person(who)).order_by("at")
    return [row.at.date() for row in rows]


def test_an_item_without_a_plan_of_its_own_follows_the_default(cast, item):
    day = TODAY
    while day <= date(2026, 10, 30):
        sweep(cast, day)
        day += timedelta(days=1)
    assert ReminderPlan((1,), True, (1, 3, 7), 3) == DEFAULT_PLAN
    assert told(cast, "clerk") == [date(2026, 10, day) for day in (15, 16, 19, 21, 27)]
    assert told(cast, "director") == [date(2026, 10, 21)]


def test_a_changed_plan_counts_for_what_is_open_and_nothing_is_made_up(cast, item):
    sweep(cast, date(2026, 10, 15))
    new = change_plan(
        kind=REST,
        before="5",
        on=False,
        after="2",
        escalate_after=0,
        by=cast.actor("director", on=date(2026, 10, 15)),
        at=moment(date(2026, 10, 15), 9),
    )
    assert Plans(cast.township.pk).plan(item) == new
    for day in range(15, 31):
        sweep(cast, date(2026, 10, day))
    assert told(cast, "clerk") == [date(2026, 10, 15), date(2026, 10, 20)] and told(cast, "director") == []
    entry = JournalEntry.objects.get(action="reminders.change")
    assert entry.detail["to"] == "提前5个工作日，超期第2个工作日提醒；不上报"
    reset_plan(kind=REST, by=cast.actor("director"), at=moment(TODAY))
    assert Plans(cast.township.pk).plan(item) == DEFAULT_PLAN


def test_who_may_not_change_settings_changes_no_plan(cast):
    with pytest.raises(NotAllowed):
        change_plan(kind=REST, before="", on=True, after="", escalate_after=3, by=cast.actor("clerk"), at=moment(TODAY))
    assert cast.client("liaison").get("/reminders/").status_code == 403
    assert cast.client("clerk").get("/reminders/*/").status_code == 403


def test_the_plan_is_changed_on_its_page_and_bad_days_stand_beside_the_field(cast):
    director = cast.client("director")
    assert "其他待办" in director.get("/reminders/").content.decode()
    typed = {"before": "三天", "on": "on", "after": "1、3", "escalate_after": "3"}
    refused = director.post("/reminders/*/", typed).content.decode()
    assert "请写 1 到 60 之间的整数" in refused and "三天" in refused
    saved = director.post("/reminders/*/", typed | {"before": "3、1"}, follow=True).content.decode()
    assert "提前3、1个工作日，当天，超期第1、3个工作日提醒" in saved and "恢复默认" not in saved
    back = director.post("/reminders/*/", {"reset": "1"}, follow=True).content.decode()
    assert "恢复默认办法" in back and Plans(cast.township.pk).own == {}
    assert director.get("/reminders/nothing.here/").status_code == 404


def test_a_person_hears_once_a_day_also_of_what_falls_due_later(cast, item, make_matter):
    """Noon brings one more thing, and the director owes something besides what others left undone: one notice each."""
    day = date(2026, 10, 21)  # three working days after the due date
    WorkItem.objects.filter(pk=item.pk).update(reminded=["before1", "on", "after1"], remind_on=day)
    WorkItem.objects.create(
        township=cast.township,
        matter=make_matter("2号"),
        kind="test.act",
        person=cast.person("director"),
        what="审批",
        due_on=day,
        opened_at=moment(TODAY),
        remind_on=day,
    )
    assert sweep(cast, day) == 4  # clerk, director, convenor and chief
    morning = Notice.objects.get(recipient=cast.person("director"))
    assert "审批，今天到期" in morning.text and "1 件逾期未办" in morning.text and morning.url == "/"
    Notice.objects.filter(pk=morning.pk).update(read_at=moment(day, 9))
    WorkItem.objects.create(
        township=cast.township,
        matter=make_matter("3号"),
        kind="test.act",
        person=cast.person("director"),
        what="签发",
        due_on=day,
        opened_at=moment(day, 11),
        remind_on=day,
    )
    assert remind_work([cast.township.pk], moment(day, 12)) == 1
    assert remind_work([cast.township.pk], moment(day, 12)) == 0
    noon = Notice.objects.get(recipient=cast.person("director"))
    assert noon.text.index("签发") < noon.text.index("审批") and noon.read_at is None and noon.at == moment(day, 12)
    assert Notice.objects.filter(recipient=cast.person("clerk")).count() == 1
