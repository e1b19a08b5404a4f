"""What is wrong with a week before it begins: gaps, people who are away, changes by hand that have no effect any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meetings.receptions.rules.rosters import LeaderFacts, leaders_without_day
from township.dates import short_date_with_weekday


@dataclass(frozen=True)
class SlotFacts:
    """A slot as it stands. is_pinned: changed by hand; is_done: signed in, so that nothing about it is open."""

    key: int
    day: date
    a: int | None
    b: int | None
    is_pinned: bool = False
    is_done: bool = False
    waits_for_swap: bool = False


@dataclass(frozen=True)
class Problem:
    """kind: gap, away, short, no_effect, surplus or swap; slot: key of the row, None for the whole week."""

    kind: str
    text: str
    day: date | None = None
    slot: int | None = None

    @property
    def is_gap(self) -> bool:
        return self.kind in ("gap", "away")


def problems_of(
    days: Sequence[date], leaders: Sequence[LeaderFacts], slots: Sequence[SlotFacts], *, today: date
) -> list[Problem]:
    """Everything to settle, by day; days that are over are left out."""
    known = {one.id: one for one in leaders}
    found: list[Problem] = []
    for day in days:
        if day >= today and not any(slot.day == day for slot in slots):
            found.append(Problem("gap", f"{short_date_with_weekday(day)}没有安排接访领导", day))
    for slot in slots:
        if slot.day >= today and not slot.is_done:
            found += _of_slot(slot, known, days)
    if days and days[-1] >= today:
        for one in leaders_without_day(leaders, days, (slot.a for slot in slots)):
            found.append(Problem("short", f"{one.name}本周没有接访日（每周不少于1天）"))
    return sorted(found, key=lambda one: (one.day or date.max, one.kind))


def _of_slot(slot: SlotFacts, known: dict[int, LeaderFacts], days: Sequence[date]) -> list[Problem]:
    found = []
    if slot.day not in days:
        words = "手工加的班没有作用：" if slot.is_pinned else ""
        found.append(
            Problem(
                "surplus",
                f"{words}{short_date_with_weekday(slot.day)}不是接访日（放假或特护期已结束）",
                slot.day,
                slot.key,
            )
        )
    for part, person in (("A", slot.a), ("B", slot.b)):
        if person is None:
            found.append(Problem("gap", f"{short_date_with_weekday(slot.day)}缺{part}角", slot.day, slot.key))
        elif person not in known:
            hand = "手工调整已不起作用：" if slot.is_pinned else ""
            kind = "no_effect" if slot.is_pinned else "away"
            found.append(
                Problem(kind, f"{hand}{short_date_with_weekday(slot.day)}{part}角已不是班子成员", slot.day, slot.key)
            )
        elif not known[person].is_free(slot.day):
            hand = "手工调整已不起作用：" if slot.is_pinned else ""
            kind = "no_effect" if slot.is_pinned else "away"
            words = f"{hand}{short_date_with_weekday(slot.day)}{part}角{known[person].name}请假或不在任"
            found.append(Problem(kind, words, slot.day, slot.key))
    if slot.waits_for_swap:
        found.append(
            Problem("swap", f"{short_date_with_weekday(slot.day)}的调班还没有办完，仍按原班执行", slot.day, slot.key)
        )
    return found
