"""The duty engine's sweep: open the periods that have begun. Reminding is that of all work (records.work.actions.reminders).

The tables are the queue: a period is opened with its unique row in one transaction. So a sweep may run twice, late,
at once in two workers, or be killed anywhere, and every period is opened once. After downtime all missed periods are opened.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from records.duties.actions.duties import fulfil_early
from records.duties.actions.looks import note_next
from records.duties.models.duties import Duty, DutyPeriod
from records.duties.openers import CONDITIONS, OPENERS
from records.duties.queries.rounds import Debtors, clauses_to_open, debtors, last_openings
from records.duties.rules.duties import Period, ReminderPlan, due_date, period_of, reminders
from records.jobs.sweeps import each_township
from records.work.actions.reconcile import reconcile_many
from township.actors import Actor, system_actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.journal.actions import write_entry
from township.profiles.models.profiles import RuleClause

ENGINE = "定时任务·制度执行"
# How far ahead a period is opened at most, for clauses that are due before their period begins.
AHEAD = timedelta(days=45)
LOOK_AT_LEAST = timedelta(days=31)  # a township is looked at so often even where nothing is foreseen
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Opening:
    """One period of one clause that is to be opened."""

    clause: RuleClause
    period: Period
    due_on: date
    plan: ReminderPlan


def tend_duties(township_ids: Iterable[int], at: datetime) -> int:
    """Open what has begun in these townships; one that fails keeps none of the others from their duties.

    at: now, Asia/Shanghai. Registered as a sweep (records.jobs.ticks) over `townships_to_open`. Returns how many periods
    were opened; raises TownshipsFailed at the end, so that the table of runs shows it.
    """
    return each_township(township_ids, lambda pk: open_periods(township_id=pk, at=at))


def open_periods(*, township_id: int, at: datetime) -> int:
    """Open every period that has begun and is not open yet, the missed ones too, and note when the next one begins; returns
    how many were opened here."""
    today, calendar = at.date(), work_calendar(township_id)
    clauses, reached = clauses_to_open(township_id), last_openings(township_id)
    found = openings(clauses, reached, calendar, today, owed_from(township_id))
    opened = 0
    if found.wanted:
        who, by = debtors(township_id, today), system_actor(township_id, ENGINE, today)
        opened = sum(_open(one, who, by, at) for one in found.wanted)
    note_next(township_id, found.next_on)
    return opened


@dataclass(frozen=True)
class Openings:
    """wanted: periods to be opened today, earliest first; next_on: the first day on which there may be another."""

    wanted: tuple[Opening, ...]
    next_on: date


def owed_from(township_id: int) -> Callable[[str, date], date | None]:
    """From which day a clause is owed: clauses without a condition always."""

    def first_owed(clause: str, day: date) -> date | None:
        return CONDITIONS[clause](township_id, day) if clause in CONDITIONS else day

    return first_owed


def openings(
    clauses: Iterable[RuleClause],
    opened_until: dict[str, date],
    calendar: WorkCalendar,
    today: date,
    first_owed: Callable[[str, date], date | None] = lambda clause, day: day,
) -> Openings:
    """Which periods are to be opened today, and when to look again. opened_until: clause key -> last day opened so far;
    first_owed: the first day from a day on which the clause is owed at all.

    A version of a clause owns the periods that begin while it is in force; its very first period also when it took effect
    in the middle of it and the due date was still ahead. A clause that is new is never owed for a day before it took effect.
    """
    found: list[Opening] = []
    next_on = today + LOOK_AT_LEAST
    reached = dict(opened_until)
    for clause in sorted(clauses, key=lambda one: (one.key, one.valid_from)):
        plan = ReminderPlan.of(clause.remind, clause.escalate_after)
        begins = reached.get(clause.key)
        first = max(clause.valid_from, begins + ONE_DAY) if begins else clause.valid_from
        for period in _owed_periods(clause, first, today + AHEAD + LOOK_AT_LEAST, first_owed):
            if clause.valid_to and period.first > clause.valid_to:
                break
            if begins and period.first <= begins or not _owns(clause, period, is_new=not begins):
                continue
            if period.first > today + AHEAD:
                next_on = min(next_on, period.first - AHEAD)
                break
            due_on = due_date(clause.cadence, clause.due, period, calendar)
            if due_on < clause.valid_from and (period.first < clause.valid_from or not begins):
                continue
            opens_on = _opens_on(plan, period, due_on, calendar)
            if opens_on > today:
                next_on = min(next_on, opens_on)
                break
            found.append(Opening(clause, period, due_on, plan))
            reached[clause.key] = period.last
    return Openings(tuple(sorted(found, key=lambda one: (one.period.first, one.clause.key))), next_on)


def _owed_periods(
    clause: RuleClause, first: date, last: date, first_owed: Callable[[str, date], date | None]
) -> Iterator[Period]:
    """The periods that hold a day on which the clause is owed, in order."""
    day = first_owed(clause.key, first)
    while day is not None and day <= last:
        period = period_of(clause.cadence, day)
        yield period
        day = first_owed(clause.key, period.last + ONE_DAY)


def _owns(clause: RuleClause, period: Period, *, is_new: bool) -> bool:
    if clause.valid_to and period.first > clause.valid_to:
        return False
    return period.first >= clause.valid_from or is_new


def _opens_on(plan: ReminderPlan, period: Period, due_on: date, calendar: WorkCalendar) -> date:
    """The day a period is opened: its first day, or early enough for the first reminder when it is due before that."""
    if due_on >= period.first:
        return period.first
    points = reminders(plan, date.min, due_on, calendar)
    return min(points[0].on if points else due_on, due_on) - timedelta(days=1)


def _open(one: Opening, who: Debtors, by: Actor, at: datetime) -> bool:
    """Open one period with its duties and whatever the apps add; False when somebody else has just opened it."""
    try:
        with transaction.atomic():
            row = DutyPeriod.objects.create(
                township_id=by.township_id,
                clause=one.clause.key,
                period=one.period.key,
                first=one.period.first,
                last=one.period.last,
                due_on=one.due_on,
                opened_at=at,
            )
            duties = Duty.objects.bulk_create(_duties(one, who, by.township_id, at))
            fulfil_early(duties)
            reconcile_many(duties, by=by, at=at, is_new=True)
            for opener in OPENERS.get(one.clause.key, ()):
                opener(by.township_id, one.period, duties, at)
            write_entry(
                by=by,
                at=at,
                action="duty.open",
                subject_kind="duty_period",
                subject_id=row.pk,
                subject_label=f"{one.clause.label}（{one.period.label}）"[:60],
                detail={"clause": row.clause, "period": row.period},
            )
    except IntegrityError:
        if not DutyPeriod.objects.filter(
            township_id=by.township_id, clause=one.clause.key, period=one.period.key
        ).exists():
            raise
        return False
    return True


def _duties(one: Opening, who: Debtors, township_id: int, at: datetime) -> list[Duty]:
    clause, period = one.clause, one.period
    return [
        Duty(
            township_id=township_id,
            clause=clause.key,
            institution=clause.institution,
            label=clause.label,
            citation=clause.citation,
            period=period.key,
            period_label=period.label,
            first=period.first,
            last=period.last,
            due_on=one.due_on,
            unit_id=unit_id,
            person_id=person_id,
            remind=clause.remind,
            escalate_after=clause.escalate_after,
            opened_at=at,
        )
        for unit_id, person_id in who.of(clause.owed_by, clause.unit_kinds)
    ]
