"""Who reads a ledger, and what the cells of its rows may ask for."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from records.clocks.rules.lights import YELLOW_DAYS, light
from records.ledgers.rules.columns import Lamp
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar


@dataclass(frozen=True)
class Reader:
    """Who reads, on which day, and what they asked for (`wanted`: what the ledger's filter form gives)."""

    actor: Actor
    today: date
    wanted: object = None

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The township's working calendar: one query for a page, and only where a cell asks for it."""
        return work_calendar(self.actor.township_id)

    def lamp(self, due_on: date | None, *, with_day: bool = False, yellow_days: int = YELLOW_DAYS) -> Lamp | None:
        """The light of an open due date today; nothing without one. with_day: where the day has no column of its own."""
        if due_on is None:
            return None
        found = light(due_on, self.today, self.calendar, yellow_days=yellow_days)
        return Lamp(found.colour, found.words, due_on if with_day else None)
