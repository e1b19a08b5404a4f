"""The week of leader receptions (接访值班): who receives on which day as A, who stands behind them as B, and why.

Pure: facts in, choices out. Source: 每名班子成员每周至少接访 1 天、AB 角 (武陵山乡〔2022〕82号 三(三)); 特护期每天至少 1 名领导.
A leader on leave or not in office on a day is never put down for it. Load is the number of turns in the quarter.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

ARTICLE = "接访值班制度：每名班子成员每周至少接访1天，A、B角互补"


@dataclass(frozen=True)
class LeaderFacts:
    """One leader. as_a, as_b: turns in this quarter before the week; away: days of the week on leave or not in office."""

    id: int
    name: str
    as_a: int = 0
    as_b: int = 0
    away: frozenset[date] = frozenset()

    def is_free(self, day: date) -> bool:
        return day not in self.away


@dataclass(frozen=True)
class Kept:
    """A slot that stays: key of its row; an empty A or B is filled."""

    key: int
    day: date
    a: int | None = None
    b: int | None = None


@dataclass(frozen=True)
class WeekFacts:
    """days: on which there is reception (working days; every day of an emergency period), in order.
    turn: number of the week, so that nobody has the same weekday for ever."""

    days: tuple[date, ...]
    leaders: tuple[LeaderFacts, ...]
    kept: tuple[Kept, ...] = ()
    turn: int = 0


@dataclass(frozen=True)
class Choice:
    """One slot as chosen. key: of the kept row, None = a new one; why_a, why_b: "" where the row stayed as it was."""

    day: date
    a: int | None
    b: int | None
    why_a: str = ""
    why_b: str = ""
    key: int | None = None


@dataclass
class _Slot:
    day: date
    a: int | None = None
    b: int | None = None
    why_a: str = ""
    why_b: str = ""
    key: int | None = None


@dataclass
class _Week:
    """The week while it is being built: slots so far and the load they add."""

    facts: WeekFacts
    slots: list[_Slot] = field(default_factory=list)
    load_a: Counter = field(default_factory=Counter)
    load_b: Counter = field(default_factory=Counter)

    @classmethod
    def of(cls, facts: WeekFacts) -> "_Week":
        week = cls(facts)
        week.load_a.update({one.id: one.as_a for one in facts.leaders})
        week.load_b.update({one.id: one.as_b for one in facts.leaders})
        for kept in facts.kept:
            week.slots.append(_Slot(kept.day, kept.a, kept.b, key=kept.key))
            week.load_a[kept.a] += 1
            week.load_b[kept.b] += 1
        return week

    def free(self, day: date) -> list[LeaderFacts]:
        return [one for one in self.facts.leaders if one.is_free(day)]

    def turn_of(self, leader: LeaderFacts) -> int:
        """Place in the queue of this week: among equals another one begins each week."""
        place = [one.id for one in self.facts.leaders].index(leader.id)
        return (place - self.facts.turn) % len(self.facts.leaders)

    def days_from(self, leader: LeaderFacts) -> list[date]:
        """The leader's free days, beginning with another weekday each week."""
        days = self.facts.days
        start = (self.turn_of(leader) + self.facts.turn) % len(days) if days else 0
        return [day for day in (*days[start:], *days[:start]) if leader.is_free(day)]

    def is_open(self, day: date) -> bool:
        return all(slot.a is None for slot in self.slots if slot.day == day)

    def put(self, day: date, leader: LeaderFacts | None, why: str) -> None:
        """A into the first empty place of the day, or into a new slot."""
        slot = next((slot for slot in self.slots if slot.day == day and slot.a is None), None)
        if slot is None:
            slot = _Slot(day)
            self.slots.append(slot)
        slot.why_a = why
        if leader is not None:
            slot.a = leader.id
            self.load_a[leader.id] += 1


def build_week(facts: WeekFacts) -> tuple[Choice, ...]:
    """Every slot of the week with its reasons, by day. Each free leader once, then every day, then the backups.

    An A or B stays None only when nobody is free for it that day.
    """
    week = _Week.of(facts)
    _each_leader_once(week)
    _every_day(week)
    for slot in sorted(week.slots, key=lambda slot: slot.day):
        if slot.b is None:
            _choose_b(week, slot)
    order = {day: at for at, day in enumerate(facts.days)}
    ordered = sorted(week.slots, key=lambda slot: (order.get(slot.day, -1), slot.day))
    return tuple(Choice(s.day, s.a, s.b, s.why_a, s.why_b, s.key) for s in ordered)


def stand_in(facts: WeekFacts, key: int) -> Choice:
    """The slot `key` after somebody fell out: B moves up to A, and somebody else stands behind them.

    facts.kept holds the slot with the place that fell empty; other slots are left alone.
    """
    week = _Week.of(facts)
    slot = next(slot for slot in week.slots if slot.key == key)
    if slot.a is None and slot.b is not None:
        slot.a, slot.b, slot.why_a = slot.b, None, "A角不能到岗，由B角顶岗"
    elif slot.a is None:
        free = _least(week, slot.day, week.load_a)
        if free is not None:
            slot.a, slot.why_a = free.id, f"A、B角都不能到岗，由当天在岗、本季度A角最少（{free.as_a}次）的领导接替"
    if slot.b is None:
        _choose_b(week, slot)
    return Choice(slot.day, slot.a, slot.b, slot.why_a, slot.why_b, key)


def _each_leader_once(week: _Week) -> None:
    had = {slot.a for slot in week.slots}
    wanting = sorted(
        (one for one in week.facts.leaders if one.id not in had and week.days_from(one)),
        key=lambda one: (len(week.days_from(one)), week.turn_of(one)),
    )
    for day, leader in _matched(week, wanting).items():
        week.put(day, leader, _why_once(leader, week))
    placed = {slot.a for slot in week.slots}
    for leader in wanting:
        if leader.id not in placed:
            days = week.days_from(leader)
            fewest = min(days, key=lambda day: (sum(slot.day == day for slot in week.slots), days.index(day)))
            week.put(fewest, leader, f"{_why_once(leader, week)}；各日都已有人，当天加一席")


def _why_once(leader: LeaderFacts, week: _Week) -> str:
    days = len(week.days_from(leader))
    limited = f"，本周只有{days}天在岗" if days < len(week.facts.days) else ""
    return f"每人每周至少1天，排第1天{limited}；本季度已值A角{leader.as_a}次"


def _matched(week: _Week, wanting: list[LeaderFacts]) -> dict[date, LeaderFacts]:
    """As many leaders as possible on days of their own (augmenting paths), so that few days are doubled or left over."""
    taken: dict[date, LeaderFacts] = {}

    def finds_day(leader: LeaderFacts, tried: set[date]) -> bool:
        for day in week.days_from(leader):
            if day in tried or not week.is_open(day):
                continue
            tried.add(day)
            if day not in taken or finds_day(taken[day], tried):
                taken[day] = leader
                return True
        return False

    for leader in wanting:
        finds_day(leader, set())
    return dict(sorted(taken.items()))


def _every_day(week: _Week) -> None:
    for day in week.facts.days:
        if not week.is_open(day):
            continue
        leader = _least(week, day, week.load_a)
        if leader is None:
            week.put(day, None, "当天没有在岗的领导")
        else:
            n = week.load_a[leader.id]
            week.put(day, leader, f"各人已满1天，当天在岗的人中A角累计最少（连本周{n}次）")


def _choose_b(week: _Week, slot: _Slot) -> None:
    receiving = {other.a for other in week.slots if other.day == slot.day}
    backing = {other.b for other in week.slots if other.day == slot.day and other is not slot}
    free = [one for one in week.free(slot.day) if one.id != slot.a]
    if not free:
        slot.why_b = "当天没有别的领导在岗"
        return
    best = min(
        free,
        key=lambda one: (one.id in receiving, one.id in backing, week.load_b[one.id], week.turn_of(one)),
    )
    n = week.load_b[best.id]
    slot.b = best.id
    busy = "当天在岗的领导都已值班，由" if best.id in receiving else "当天在岗、不值A角的人中"
    slot.why_b = f"{busy}B角累计最少的（{n}次）担任" if best.id in receiving else f"{busy}B角累计最少（{n}次）"
    week.load_b[best.id] += 1


def _least(week: _Week, day: date, load: Counter) -> LeaderFacts | None:
    free = week.free(day)
    return min(free, key=lambda one: (load[one.id], week.turn_of(one))) if free else None


def leaders_without_day(leaders: Iterable[LeaderFacts], days: Iterable[date], on_duty: Iterable[int | None]) -> list:
    """Leaders who could receive in the week and are not put down for a day."""
    had, days = set(on_duty), list(days)
    return [one for one in leaders if one.id not in had and any(one.is_free(day) for day in days)]
