"""The compliance ledger (制度执行台账, H1) as figures: which stretch of time, what counts as what, and the rates.

A duty belongs to the stretch its due date lies in, so that every duty stands in one month, one quarter and one year.
Every figure adds up: 应办 = 按期 + 迟办 + 未办 + 未到期 + 免办.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from records.duties.rules.duties import Cadence, Period, period_of
from records.figures.rules import rate
from township.refusals import Refused

STRETCHES = {"month": Cadence.MONTHLY, "quarter": Cadence.QUARTERLY, "year": Cadence.YEARLY}
STRETCH_WORDS = {"month": "按月", "quarter": "按季度", "year": "按年"}
ONE_DAY = timedelta(days=1)
RATE = "（按期＋迟办）÷（应办－未到期－免办）"
TIMELY_RATE = "按期÷（应办－未到期－免办）"


@dataclass(frozen=True)
class Tally:
    """Counts of duties. done: in time; late: done after the due date; missing: due date passed, not done; waiting: not due
    yet; excused: by a second person."""

    done: int = 0
    late: int = 0
    missing: int = 0
    waiting: int = 0
    excused: int = 0

    @property
    def owed(self) -> int:
        return self.done + self.late + self.missing + self.waiting + self.excused

    @property
    def due(self) -> int:
        """What was to be done by today: the denominator of both rates."""
        return self.done + self.late + self.missing

    @property
    def rate(self) -> str:
        """制度执行率: share carried out at all, as 92.3%; — when nothing was due."""
        return rate(self.done + self.late, self.due)

    @property
    def timely_rate(self) -> str:
        """制度按期执行率 as declared (records.duties.queries.figures); — when nothing was due."""
        return rate(self.done, self.due)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.done + other.done,
            self.late + other.late,
            self.missing + other.missing,
            self.waiting + other.waiting,
            self.excused + other.excused,
        )


def stretch_of(kind: str, key: str, today: date) -> Period:
    """The month, quarter or year named by a key ("2026-11", "2026-Q4", "2026"); without or with a senseless key today's."""
    cadence = STRETCHES.get(kind, Cadence.MONTHLY)
    try:
        day = _first_day(key)
        return period_of(cadence, day)
    except ValueError:
        return period_of(cadence, today)


def before(kind: str, period: Period) -> Period:
    """The stretch before this one."""
    return period_of(STRETCHES[kind], period.first - ONE_DAY)


def after(kind: str, period: Period) -> Period:
    """The stretch after this one."""
    return period_of(STRETCHES[kind], period.last + ONE_DAY)


def stretches_near(kind: str, period: Period) -> list[Period]:
    """What the picker offers: the months or quarters of the same year, or the five years around it."""
    year = period.first.year
    if kind == "year":
        return [period_of(Cadence.YEARLY, date(n, 1, 1)) for n in range(year - 3, year + 2)]
    step = 1 if kind == "month" else 3
    return [period_of(STRETCHES[kind], date(year, month, 1)) for month in range(1, 13, step)]


def check_missing(standing: str, is_proposed: bool) -> None:
    """Refused unless the duty's due date has passed, it is not done, and nobody proposed it before."""
    if standing != "missing":
        raise Refused("只有到期未办的才能提请督办。")
    if is_proposed:
        raise Refused("这一项已经列入督办建议，不用再提。")


def _first_day(key: str) -> date:
    year, _, rest = key.partition("-")
    if not (year.isascii() and year.isdigit() and len(year) == 4 and 2000 <= int(year) <= 2100):
        raise ValueError(key)
    if rest.startswith("Q"):
        return date(int(year), int(rest[1:]) * 3 - 2, 1)
    return date(int(year), int(rest) if rest else 1, 1)
