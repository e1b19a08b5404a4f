"""When ticks should have come, and which did not: fixed hours and minutes of the day, in Shanghai time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

LATE_AFTER = timedelta(minutes=30)  # a daily tick may start this much later without being called late
GAP = timedelta(minutes=15)  # a tick of every few minutes may be silent this long, e.g. while a long one runs
FREQUENT = 48  # ticks a day from which single ones are not listed


@dataclass(frozen=True)
class Tick:
    """One row of the schedule. label: the word for its task; hours, minutes: when it is sent, every combination; purpose, clause: for the page."""

    name: str
    label: str
    task: str
    hours: frozenset[int]
    minutes: frozenset[int]
    purpose: str
    clause: str

    @property
    def is_frequent(self) -> bool:
        return len(self.hours) * len(self.minutes) >= FREQUENT

    @property
    def cadence(self) -> str:
        """每分钟, 每 5 分钟, 每天 00:10."""
        if not self.is_frequent:
            return "每天 " + "、".join(
                f"{hour:02}:{minute:02}" for hour in sorted(self.hours) for minute in sorted(self.minutes)
            )
        step = 60 // len(self.minutes)
        return "每分钟" if step == 1 else f"每 {step} 分钟"

    def slots(self, day: date, zone) -> list[datetime]:
        """Every moment of the day at which it is sent."""
        return [
            datetime.combine(day, time(hour, minute), tzinfo=zone)
            for hour in sorted(self.hours)
            for minute in sorted(self.minutes)
        ]

    def next_after(self, at: datetime) -> datetime:
        """The first moment after `at`."""
        for ahead in (0, 1):
            for slot in self.slots(at.date() + timedelta(days=ahead), at.tzinfo):
                if slot > at:
                    return slot
        raise ValueError(f"{self.name} is never sent")


@dataclass(frozen=True)
class Spell:
    """A run, or a row of quiet ones: when the first began and the last ended."""

    first: datetime
    last: datetime


@dataclass(frozen=True)
class SlotState:
    """One tick of a day that is listed by itself. begun: when it came; minutes_late: 0 in time, None = never came."""

    slot: datetime
    begun: datetime | None
    minutes_late: int | None


def slot_states(
    slots: Iterable[datetime], others: Iterable[datetime], now: datetime, runs: Iterable[Spell]
) -> list[SlotState]:
    """Each of these moments that is due by now, with the run that answered it: the first begun before the task's next.

    others: all moments of the day at which the same task is sent, by whatever row of the schedule.
    """
    others, starts, states = list(others), sorted(run.first for run in runs), []
    for slot in slots:
        begun = next((start for start in starts if belongs(start, slot, others)), None)
        if begun is None and now < slot + LATE_AFTER:
            continue
        states.append(SlotState(slot, begun, int((begun - slot) / timedelta(minutes=1)) if begun else None))
    return states


def belongs(start: datetime, slot: datetime, others: Iterable[datetime]) -> bool:
    """Whether a run begun at `start` answers the tick of `slot`: it came before the task's next one."""
    end = min((other for other in others if other > slot), default=slot + timedelta(days=1))
    return slot <= start < end


def is_late(state: SlotState) -> bool:
    return state.minutes_late is None or state.minutes_late > LATE_AFTER / timedelta(minutes=1)


def gaps(
    day: date, now: datetime, runs: Iterable[Spell], since: datetime | None = None
) -> list[tuple[datetime, datetime]]:
    """Stretches of the day longer than GAP in which a tick of every few minutes was silent.

    since: before this moment nothing is expected (the day the software was set up).
    """
    begin = datetime.combine(day, time(), tzinfo=now.tzinfo)
    begin, end = max(begin, since or begin), min(begin + timedelta(days=1), now)
    silent, reached = [], begin
    for spell in sorted(runs, key=lambda spell: spell.first):
        if spell.first - reached > GAP:
            silent.append((reached, spell.first))
        reached = max(reached, spell.last)
    return [*silent, (reached, end)] if end - reached > GAP else silent


def is_silent(last: datetime | None, now: datetime) -> bool:
    """No tick for a quarter of an hour, though some come every minute: nothing is reminded of, nothing is sent."""
    return last is None or now - last > GAP
