"""Days in order: nothing happens before what it follows, nothing happens tomorrow."""

from datetime import date

from township.dates import full_date
from township.refusals import Refused


def check_day(
    label: str, on: date, *, today: date, after: date | None = None, after_label: str = "", field="on"
) -> date:
    """The day `on` itself; Refused beside `field` when it lies after today or before the day it has to follow."""
    if on > today:
        raise Refused(f"{label}不能晚于今天（{full_date(today)}）。", field=field)
    if after and on < after:
        raise Refused(f"{label}不能早于{after_label}（{full_date(after)}）。", field=field)
    return on


def check_words(label: str, text: str, *, field: str, least: int = 2, most: int = 500) -> str:
    """The text stripped; Refused beside `field` when it says nothing or does not fit."""
    text = text.strip()
    if len(text) < least:
        raise Refused(f"请写明{label}。", field=field)
    if len(text) > most:
        raise Refused(f"{label}不超过 {most} 字，现在是 {len(text)} 字。", field=field)
    return text
