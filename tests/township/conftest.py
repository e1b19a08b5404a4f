"""Rolled-back rows may carry the stamp of the next test's: each test starts without a kept calendar."""

import pytest

from township.calendar.queries.days import forget_calendars


@pytest.fixture(autouse=True)
def _no_kept_calendar():
    forget_calendars()
