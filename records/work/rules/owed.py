"""What is owed, as data: who owes which act on a thing until when. Each institution says so in a pure function over facts.

```python
def owed(facts: PaperWork) -> Iterator[Owed]:
    if facts.text == "submitted":
        yield Owed("decide", "审批", right="paper.approve", except_person=facts.proposed_by, why="…送审")
    for row in facts.unreceipted:
        yield Owed("receive", "签收", unit=row.unit_id, part=row.id, due_on=row.due_on, clause="…")
```
The turn reconciles the open work items of a thing with this at its end; `manage.py verify_work` recomputes everything.
"""

from dataclasses import dataclass
from datetime import date, datetime

from records.work.rules.reminders import ReminderPlan
from township.choices import Choice
from township.dates import short_date

WORDS_OF_WHY, WORDS_OF_WHAT = 160, 40
# Limits of the office's own, in working days: what is urgent, and what waits for another organ or for work on the spot.
AT_ONCE, ELSEWHERE = 1, 30


@dataclass(frozen=True)
class Owed:
    """act: name of the door ("decide"); what: the verb on the desk; exactly one holder: person or unit by number, or right by
    code, which stands for everybody whose right reaches the whole township; except_person: who has the right but may not use
    it here (maker ≠ checker); why: one line, no personal data; due_on: Shanghai date, due_at: moment; within: where neither is
    laid down, working days from the opening of the item on, 0 = as many as the township has set; clause: what lays the
    limit or the act down; part: number of the part of the thing, where an act is on parts; plan: of reminders, where it is not that of the kind
    (a clause of the rule profile brings its own).
    """

    act: str
    what: str
    person: int | None = None
    unit: int | None = None
    right: str = ""
    except_person: int | None = None
    why: str = ""
    due_on: date | None = None
    due_at: datetime | None = None
    within: int = 0
    clause: str = ""
    part: int = 0
    plan: ReminderPlan | None = None

    def __post_init__(self):
        holders = (self.person is not None, self.unit is not None, bool(self.right))
        if sum(holders) != 1:
            raise ValueError(f"{self.act}: exactly one holder, not {sum(holders)}")

    @property
    def key(self) -> tuple:
        """What makes two items of one thing the same."""
        return (self.act, self.part, self.person, self.unit, self.right)

    @property
    def day(self) -> date | None:
        """The day that is laid down for it; None where the office's own limit counts."""
        return self.due_on or (self.due_at.date() if self.due_at else None)


class Band(Choice):
    """Where a row stands on the desk."""

    LATE = "late", "已超期"
    TODAY = "today", "今天"
    WEEK = "week", "本周"
    LATER = "later", "以后"


def band(due_on: date, due_at: datetime | None, now: datetime) -> Band:
    """The band of an item. The week ends on Sunday."""
    today = now.date()
    if due_at is not None and due_at < now:
        return Band.LATE
    if due_on < today:
        return Band.LATE
    if due_on == today:
        return Band.TODAY
    return Band.WEEK if (due_on - today).days <= 6 - today.weekday() else Band.LATER


def light_words(due_on: date, due_at: datetime | None, now: datetime) -> tuple[str, str]:
    """(colour, words) of the badge: ("late", "超期 2 天"), ("soon", "今天"), ("soon", "14:30 前"), ("ok", "还有 4 天")."""
    where, today = band(due_on, due_at, now), now.date()
    if where == Band.LATE:
        days = (today - due_on).days
        return "late", f"超期 {days} 天" if days > 0 else "已超时"
    if where == Band.TODAY:
        return "soon", f"{due_at:%H:%M} 前" if due_at else "今天"
    days = (due_on - today).days
    return "ok", f"还有 {days} 天" if days <= 30 else short_date(due_on)
