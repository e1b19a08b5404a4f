"""The runs of background work by day, the ticks that did not come, and the next ones."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Min, QuerySet

from records.jobs.models.runs import Run
from records.jobs.rules import SlotState, Spell, Tick, belongs, gaps, is_late, slot_states
from records.jobs.ticks import SCHEDULE, label_of

INTERRUPTED_AFTER = timedelta(hours=1)
A_ROW_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class TickState:
    """One row of the schedule on one day. times: runs of the day; next_at: only on today's page."""

    tick: Tick
    times: int
    failures: int
    slots: tuple[SlotState, ...]
    late: tuple[SlotState, ...]
    gaps: tuple[tuple[datetime, datetime], ...]
    next_at: datetime | None

    @property
    def is_wrong(self) -> bool:
        return bool(self.late or self.gaps or self.failures)


@dataclass(frozen=True)
class RunLine:
    """One row of the list. part_of: the word of the tick it belonged to; seconds: how long; was_cut: begun long ago and never ended, the worker was killed."""

    run: Run
    label: str
    part_of: str
    seconds: float | None
    was_cut: bool


def runs_of_day(day: date, zone, *, task: str = "", only_failures: bool = False, now: datetime) -> QuerySet[Run]:
    """The runs begun on that day, latest first."""
    begin = datetime.combine(day, time(), tzinfo=zone)
    rows = Run.objects.filter(started_at__gte=begin, started_at__lt=begin + timedelta(days=1))
    if task:
        rows = rows.filter(task=task)
    if only_failures:
        failed = rows.filter(outcome=Run.Outcome.FAILED)
        rows = failed | rows.filter(outcome=Run.Outcome.RUNNING, started_at__lt=now - INTERRUPTED_AFTER)
    return rows.order_by("-started_at", "-pk")


def run_line(run: Run, now: datetime) -> RunLine:
    seconds = round((run.finished_at - run.started_at).total_seconds(), 1) if run.finished_at else None
    was_cut = run.outcome == Run.Outcome.RUNNING and run.started_at < now - INTERRUPTED_AFTER
    return RunLine(
        run,
        label_of(run.task),
        label_of(run.part_of) if run.part_of else "",
        seconds if run.times == 1 else None,
        was_cut,
    )


def tick_states(day: date, now: datetime) -> list[TickState]:
    """Every row of the schedule on a day: how often it came, which ticks are late or missing. Two queries."""
    since = Run.objects.aggregate(first=Min("started_at"))["first"]
    rows = list(runs_of_day(day, now.tzinfo, now=now))
    return [_tick_state(tick, day, now, [row for row in rows if row.task == tick.task], since) for tick in SCHEDULE]


def _tick_state(tick: Tick, day: date, now: datetime, rows: list[Run], since: datetime | None) -> TickState:
    zone = now.tzinfo
    spells = [
        Spell(row.started_at.astimezone(zone), (row.finished_at or row.started_at).astimezone(zone)) for row in rows
    ]
    since = since.astimezone(zone) if since else now
    next_at = tick.next_after(now) if day == now.date() else None
    failed = [row.started_at.astimezone(zone) for row in rows if row.outcome == Run.Outcome.FAILED]
    if tick.is_frequent:
        silent = tuple(gaps(day, now, spells, since))
        return TickState(tick, sum(row.times for row in rows), len(failed), (), (), silent, next_at)
    others = [slot for other in SCHEDULE if other.task == tick.task for slot in other.slots(day, zone)]
    slots = tick.slots(day, zone)
    failures = sum(belongs(start, slot, others) for start in failed for slot in slots)
    expected = [slot for slot in slots if slot >= since]
    states = tuple(slot_states(expected, others, now, spells))
    came = sum(state.begun is not None for state in states)
    return TickState(tick, came, failures, states, tuple(state for state in states if is_late(state)), (), next_at)


def last_tick() -> datetime | None:
    """When a run of any kind last began or was counted; quiet ones are counted in the row that began their hour."""
    begun = Run.objects.aggregate(last=Max("started_at"))["last"]
    if begun is None:
        return None
    ended = Run.objects.filter(started_at__gt=begun - A_ROW_LASTS).aggregate(last=Max("finished_at"))["last"]
    return max(begun, ended) if ended else begun


def failures_of_day(day: date, now: datetime) -> int:
    """How many rows of the day the list of failures shows."""
    return runs_of_day(day, now.tzinfo, only_failures=True, now=now).count()


def tasks_of_day(day: date, zone) -> list[tuple[str, str]]:
    """(task, label) of everything that ran on the day: the choices of the filter."""
    begin = datetime.combine(day, time(), tzinfo=zone)
    names = Run.objects.filter(started_at__gte=begin, started_at__lt=begin + timedelta(days=1)).order_by("task")
    return [(name, label_of(name)) for name in names.values_list("task", flat=True).distinct()]
