"""Checks of typed dates that every action of this app shares."""

from datetime import date

from township.dates import full_date
from township.refusals import Refused


def check_not_future(label: str, day: date, *, today: date, field: str) -> date:
    """The day; Refused beside `field` when it lies after today."""
    if day > today:
        raise Refused(f"{label}不能晚于今天（{full_date(today)}）。", field=field)
    return day


def check_not_past(label: str, day: date, *, today: date, field: str) -> date:
    """The day; Refused beside `field` when it lies before today."""
    if day < today:
        raise Refused(f"{label}不能早于今天（{full_date(today)}）。", field=field)
    return day
