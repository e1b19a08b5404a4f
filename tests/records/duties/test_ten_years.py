"""Ten years of a township, day by day through everything that a day brings: the last year costs what an early one did (June of each, with
which a quarter and a half-year end, is lived day by day, the years between month by month).

Counted, not timed: statements, rows written, and the steps that SQLite takes, which grow with every row that is looked at.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from unittest import mock

import pytest
from django.db import connection

from meetings.documents.models.papers import OfficePaper
from records.duties.actions.duties import fulfil
from records.duties.models.duties import Duty, DutyPeriod
from records.tasks import run_daily
from records.work.actions.verify import differences
from tests.cast import Cast, moment
from township.actors import system_actor
from township.directory.models.townships import Township
from township.profiles.actions.profiles import adopt_profile

pytestmark = [pytest.mark.once, pytest.mark.slow]
FIRST_YEAR, YEARS = 2026, 10
SETTLED = 2  # years until the figures that are kept by month and the runs reach as far back as they are kept
PROFILE = "xiji"  # the one with a weekly circular
MORE = 1.25  # a year is not like another: weekends and holidays fall differently
STRIDE = 1000  # of the counter of SQLite's steps


@dataclass
class Cost:
    statements: int = 0
    written: int = 0
    steps: int = 0


@contextmanager
def counted() -> Iterator[Cost]:
    """What is asked, written and stepped through inside."""
    cost = Cost()

    def step():
        cost.steps += STRIDE

    def wrapper(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        cost.statements += 1
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            cost.written += max(0, context["cursor"].rowcount)
        return result

    connection.ensure_connection()
    connection.connection.set_progress_handler(step, STRIDE)
    try:
        with connection.execute_wrapper(wrapper):
            yield cost
    finally:
        connection.connection.set_progress_handler(None, 0)


def live(cast: Cast, first: date, last: date, every: int = 1) -> Cost:
    """From day to day; whatever is due within the week is done, so that nothing is left over but what nobody touches.
    every: days from one day that is lived to the next; the missed ones are caught up."""
    township, total, day = cast.township.pk, Cost(), first
    while day <= last:
        at = moment(day, 8)
        with counted() as cost:
            assert run_daily(at) == []
        total.statements += cost.statements
        total.written += cost.written
        total.steps += cost.steps
        by = system_actor(township, "测试", day)
        for duty in Duty.objects.filter(state="open", due_on__lte=day + timedelta(days=7)):
            fulfil(
                clause=duty.clause,
                township_id=township,
                on=day,
                by=by,
                at=at,
                unit_id=duty.unit_id,
                person_id=duty.person_id,
                period=duty.period,
                text="已办",
            )
        day += timedelta(days=every)
    return total


def pass_by(cast: Cast, first: date, last: date) -> None:
    """Month by month. Nobody reads the circulars of these years: their figures, dearer than all the rest, are left out."""
    with mock.patch("meetings.documents.queries.figures.sections", return_value=[]):
        live(cast, first, last, every=28)


def test_the_tenth_year_costs_what_the_third_did(cast, quick_print, stand_at):
    if connection.vendor != "sqlite":
        pytest.skip("the steps are those of SQLite")
    Township.objects.exclude(pk=cast.township.pk).update(is_active=False)
    start, known = date(FIRST_YEAR, 1, 1), FIRST_YEAR + SETTLED
    by = system_actor(cast.township.pk, "测试", start)
    adopt_profile(key=PROFILE, township_id=cast.township.pk, valid_from=start, by=by, at=moment(start, 0))
    pass_by(cast, start, date(known, 5, 31))
    first = live(cast, date(known, 6, 1), date(known, 6, 30))
    last_year = FIRST_YEAR + YEARS - 1
    pass_by(cast, date(known, 7, 1), date(last_year, 5, 31))
    last = live(cast, date(last_year, 6, 1), date(last_year, 6, 30))
    assert last.statements <= MORE * first.statements, (first, last)
    assert last.written <= MORE * first.written, (first, last)
    assert last.steps <= MORE * first.steps, (first, last)
    assert DutyPeriod.objects.filter(township=cast.township).count() > 1000
    assert not DutyPeriod.objects.filter(clause="reception_emergency_day").exists()  # no emergency, no debtor, no row
    drafts = OfficePaper.objects.filter(township=cast.township)
    assert drafts.filter(state="lapsed").count() > 50 and drafts.filter(look_on__isnull=False).count() < 10
    assert not list(differences(cast.township.pk))
