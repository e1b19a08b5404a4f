"""Clocks as the rules know them, and their lights."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from records.clocks.models import Clock, ClockPause
from records.clocks.rules.clocks import ClockInput, Pause, Term, TermUnit, light
from records.clocks.rules.lights import YELLOW_DAYS, Light
from township.calendar.rules.days import WorkCalendar
from township.sources import SourceMark


def term_of(clock: Clock) -> Term:
    """The term as it was laid down when the clock started, its length fixed."""
    return Term(
        code=clock.code,
        label=clock.label,
        n=clock.length,
        unit=TermUnit(clock.counts),
        article=clock.article,
        starts_with=clock.starts_with,
        source_mark=SourceMark(clock.source_mark),
        max_extension=clock.max_extension,
        pause_article=clock.pause_article,
        is_window=clock.is_window,
        is_outside=clock.is_outside,
    )


def input_of(clock: Clock, pauses: Iterable[ClockPause] | None = None) -> ClockInput:
    """What the rule computes from. Without `pauses` they are read (prefetch them for a list)."""
    rows = clock.pauses.all() if pauses is None else pauses
    return ClockInput(
        term=term_of(clock),
        start_on=clock.start_on,
        start_evidence=clock.start_evidence,
        pauses=tuple(Pause(row.from_on, row.to_on, row.reason, row.article) for row in rows),
        extension_days=clock.extension_days,
        stop_on=clock.stopped_on,
        acted_on=clock.acted_on,
    )


def clocks_of(matter_id: int) -> list[Clock]:
    """Every clock of a matter with its pauses, running ones first, earliest due first (two queries)."""
    rows = Clock.objects.filter(matter_id=matter_id).select_related("unit").prefetch_related("pauses")
    return sorted(rows, key=lambda clock: (clock.stopped_on is not None, clock.due_on, clock.pk))


def reaches_until(township_id: int) -> date | None:
    """The latest day an open clock of the township reaches: so far ahead the working calendar is needed."""
    return Clock.objects.filter(township_id=township_id, stopped_on__isnull=True).aggregate(last=Max("rolled_due_on"))[
        "last"
    ]


def is_standing(clock: Clock) -> bool:
    """True while a pause is open."""
    return any(pause.to_on is None and pause.from_on <= clock.due_on for pause in clock.pauses.all())


def light_of(clock: Clock, today: date, calendar: WorkCalendar, yellow_days: int = YELLOW_DAYS) -> Light:
    """The light of one clock today; its due date is the raw one, for a petitioner's window the rolled one."""
    due_on = clock.rolled_due_on if clock.is_window else clock.due_on
    return light(due_on, today, calendar, clock.stopped_on, yellow_days, is_standing(clock))
