"""Whatever somebody must do has a day: what the law lays down, else what the office gives from the opening on."""

from datetime import date

import pytest

from records.work.actions.reminders import remind_work
from records.work.models import WorkItem
from records.work.queries.plans import Plans
from records.work.rules import Owed
from tests.cast import TODAY, moment
from township.profiles.actions.settings import change_setting

LAID_DOWN = date(2026, 11, 21)


@pytest.fixture
def plans(cast) -> Plans:
    return Plans(cast.township.pk)


def owed(**more) -> Owed:
    return Owed("act", "办理", right="case.accept", **more)


def test_a_limit_laid_down_is_the_day(plans):
    assert plans.limit(owed(due_on=LAID_DOWN), TODAY) == {"due_on": LAID_DOWN, "within": 0}
    at = moment(LAID_DOWN, 17)
    assert plans.limit(owed(due_at=at), TODAY) == {"due_on": LAID_DOWN, "within": 0}


@pytest.mark.parametrize(
    ("within", "days", "due_on"),
    [
        (0, 5, date(2026, 9, 30)),  # 22 September 2026 is a Tuesday; the 25th to 27th are days off
        (1, 1, date(2026, 9, 23)),
        (30, 30, date(2026, 11, 10)),  # over the seven days of the National Day; 10 October is worked
    ],
)
def test_without_one_the_office_gives_working_days_from_the_opening_on(plans, within, days, due_on):
    assert plans.limit(owed(within=within), TODAY) == {"due_on": due_on, "within": days}


def test_a_day_once_given_stays_and_gives_way_to_one_that_is_laid_down(cast, plans):
    item = WorkItem(due_on=date(2026, 9, 30), within=5)
    assert plans.limit(owed(), date(2026, 10, 20), item) == {"due_on": date(2026, 9, 30), "within": 5}
    assert plans.limit(owed(due_on=LAID_DOWN), TODAY, item) == {"due_on": LAID_DOWN, "within": 0}
    lapsed = WorkItem(due_on=LAID_DOWN, within=0)  # its clock does not run any more
    assert plans.limit(owed(), TODAY, lapsed) == {"due_on": date(2026, 9, 30), "within": 5}


def test_a_township_sets_how_many_days_it_usually_gives(cast, plans):
    change_setting(key="usual_limit_wd", text="2", by=cast.actor("director"), at=moment(TODAY))
    assert plans.limit(owed(), TODAY) == {"due_on": date(2026, 9, 24), "within": 2}


def test_an_own_limit_is_reminded_of_and_does_not_go_up(cast, make_matter):
    WorkItem.objects.create(
        township=cast.township,
        matter=make_matter(),
        kind="test.act",
        person=cast.person("clerk"),
        what="办理",
        due_on=date(2026, 10, 16),
        within=5,
        opened_at=moment(TODAY),
        remind_on=date(2026, 10, 15),
    )
    told = [remind_work([cast.township.pk], moment(date(2026, 10, day), 8)) for day in (15, 16, 19, 21, 27)]
    assert told == [1, 1, 1, 1, 1]  # the clerk alone, each time
