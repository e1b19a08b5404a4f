"""The periods one may choose for an analysis: a month, a quarter or a year, by its key (2026-11, 2026-Q4, 2026)."""

import re
from datetime import date, timedelta

from records.duties.rules.duties import Cadence, Period, period_of
from records.figures.rules import FigurePeriod

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)
_QUARTER = re.compile(r"(20\d\d)-Q([1-4])", re.ASCII)
_YEAR = re.compile(r"(20\d\d)", re.ASCII)
SHOWN = ((Cadence.MONTHLY, 14), (Cadence.QUARTERLY, 6), (Cadence.YEARLY, 3))


def period_from(key: str, today: date) -> Period:
    """The period of a key; the present month for anything that is none."""
    if found := _MONTH.fullmatch(key):
        return period_of(Cadence.MONTHLY, date(int(found[1]), int(found[2]), 1))
    if found := _QUARTER.fullmatch(key):
        return period_of(Cadence.QUARTERLY, date(int(found[1]), 3 * int(found[2]), 1))
    if found := _YEAR.fullmatch(key):
        return period_of(Cadence.YEARLY, date(int(found[1]), 1, 1))
    return period_of(Cadence.MONTHLY, today)


def choices(today: date, chosen: Period) -> list[tuple[str, list[tuple[str, str]]]]:
    """What the picker offers, newest first, in groups; the chosen one is among them whatever its age."""
    groups = []
    for cadence, count in SHOWN:
        rows, day = [], today
        for _ in range(count):
            period = period_of(cadence, day)
            rows.append((period.key, period.label))
            day = period.first - timedelta(days=1)
        groups.append((cadence.label, rows))
    if all((chosen.key, chosen.label) not in rows for _, rows in groups):
        groups.append(("已选", [(chosen.key, chosen.label)]))
    return groups


def figure_period(period: Period) -> FigurePeriod:
    """The same days as the figures want them."""
    return FigurePeriod(period.first, period.last, period.label)
