"""What a clock is made of: the term laid down somewhere, its start with evidence, and the pauses of its run."""

from dataclasses import dataclass, replace
from datetime import date

from township.choices import Choice
from township.dates import full_date
from township.refusals import Refused
from township.sources import SourceMark


class TermUnit(Choice):
    """The stored value and how the unit is read after a number."""

    NATURAL = "natural", "日"
    WORKING = "working", "个工作日"


@dataclass(frozen=True)
class Term:
    """A period laid down by law, by a rule or by the office.

    code: stable key ("conclude_60"); label: "处理意见（60日）".
    n: length, None when it is fixed case by case; unit: natural or working days.
    article: its source; starts_with: the event that starts it ("受理"); source_mark: how sure the source is.
    max_extension: natural days it may be extended in all; pause_article: why it may stand still, empty = never.
    is_window: a petitioner's own period, the rolled date is the last day to show.
    is_outside: another organ's period, recorded here for information.
    """

    code: str
    label: str
    n: int | None
    unit: TermUnit
    article: str
    starts_with: str
    source_mark: SourceMark = SourceMark.FOUND
    max_extension: int = 0
    pause_article: str = ""
    is_window: bool = False
    is_outside: bool = False

    @property
    def has_alarm(self) -> bool:
        """True when it is owed by this township: lights, alarms and figures look at it."""
        return not (self.is_window or self.is_outside)

    def lasting(self, n: int) -> "Term":
        """The same term with its length fixed to `n`."""
        return replace(self, n=n)

    def until(self, start_on: date, due_on: date) -> "Term":
        """The same term, natural days, ending on a date that somebody set. Refused when that is before the start."""
        if due_on < start_on:
            raise Refused(f"“{self.label}”不能早于起算日期{full_date(start_on)}。", self.article, "due_on")
        return replace(self, n=(due_on - start_on).days, unit=TermUnit.NATURAL)


@dataclass(frozen=True)
class Pause:
    """Days that do not count: from `from_on` up to the day before `to_on`; to_on None = still standing."""

    from_on: date
    to_on: date | None
    reason: str
    article: str = ""

    def covers(self, day: date) -> bool:
        """True for a day that does not count. An open pause covers none yet: its length is known at its end."""
        return self.to_on is not None and self.from_on <= day < self.to_on


@dataclass(frozen=True)
class ClockInput:
    """What a clock keeps. start_evidence: the paper that proves the start ("受理告知书 清信受〔2026〕88号").

    acted_on: of a stop that was written down later, the day somebody says it was done; stop_on is then the day of writing,
    or acted_on once a second person has confirmed the evidence.
    """

    term: Term
    start_on: date
    start_evidence: str = ""
    pauses: tuple[Pause, ...] = ()
    extension_days: int = 0
    stop_on: date | None = None
    acted_on: date | None = None
