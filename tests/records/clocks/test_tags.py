"""Lights and derivations as the pages show them."""

from datetime import date

import pytest
from django.template import Context, Template

from petitions.cases.rules.terms import CONCLUDE, FINAL_REVIEW, OBJECT
from records.clocks.actions.clocks import pause_clock, start_clock, stop_clock
from records.clocks.queries import clocks_of
from records.templatetags.records_tags import derivation, due_light, file_size
from township.calendar.queries.days import work_calendar

START = date(2026, 9, 22)


@pytest.fixture
def calendar(cast):
    return work_calendar(cast.township.pk)


def shown(matter, today, calendar) -> list[str]:
    page = Template(
        "{% load records_tags %}{% for clock in clocks %}{% clock_light clock today calendar %}\n{% endfor %}"
    )
    return page.render(Context({"clocks": clocks_of(matter.pk), "today": today, "calendar": calendar})).splitlines()


@pytest.mark.parametrize(
    ("today", "badge"),
    [
        (date(2026, 9, 22), '<span class="light ok">还有 60 天</span>'),
        (date(2026, 11, 18), '<span class="light soon">还有 3 天</span>'),
        (date(2026, 11, 21), '<span class="light soon">今天到期</span>'),
        (date(2026, 11, 23), '<span class="light late">超期 2 天</span>'),  # the raw date is the stricter one
    ],
)
def test_the_light_of_a_running_clock(matter, calendar, today, badge):
    start_clock(matter=matter, term=CONCLUDE, start_on=START, evidence="")
    assert shown(matter, today, calendar) == [badge]
    assert due_light(matter.next_due_on, today, calendar) == badge


def test_lights_of_clocks_that_ended_or_stand_still(matter, calendar):
    on_time = start_clock(matter=matter, term=OBJECT, start_on=START, evidence="")
    late = start_clock(matter=matter, term=OBJECT, start_on=START, evidence="")
    resting = start_clock(matter=matter, term=FINAL_REVIEW, start_on=START, evidence="")
    stop_clock(clock=on_time, on=date(2026, 9, 23), evidence="")
    stop_clock(clock=late, on=date(2026, 10, 12), evidence="")
    pause_clock(clock=resting, from_on=date(2026, 9, 24), reason="听证", article="")
    badges = shown(matter, date(2026, 12, 1), calendar)
    assert badges[0] == '<span class="light rest">已中止</span>'
    assert badges[1] == '<span class="light done">按期完成</span>'
    assert badges[2].startswith('<span class="light done-late">超期')


def test_no_date_no_light(calendar):
    assert due_light(None, START, calendar) == ""


def test_a_derivation_can_be_followed_by_hand(matter):
    clock = start_clock(matter=matter, term=CONCLUDE, start_on=START, evidence="受理告知书 <清信受〔2026〕1号>")
    page = Template("{% load records_tags %}{% derivation clock %}").render(Context({"clock": clock}))
    assert page.count("<li>") == len(derivation(clock)["steps"]) == 4
    assert "2026年11月21日（周六）" in page
    assert "&lt;清信受" in page
    assert "script" not in page


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (1500, "1 KB"), (320_000, "312 KB"), (1_500_000, "1.4 MB"), (20 * 1024 * 1024, "20.0 MB")],
)
def test_sizes(size, words):
    assert file_size(size) == words
