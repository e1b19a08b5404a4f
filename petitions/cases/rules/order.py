"""Days of a case in order: nothing happens before what it follows, nothing happens tomorrow."""

from datetime import date

from township.dates import check_not_before, check_not_future


def check_day(
    label: str, on: date, *, today: date, after: date | None = None, after_label: str = "", field="on"
) -> date:
    """The day `on` itself; Refused beside `field` when it lies after today or before the day it has to follow."""
    check_not_future(label, on, today=today, field=field)
    return check_not_before(label, on, after, after_label, field=field) if after else on
