"""The duty engine's sweep: open the periods that have begun. Reminding is that of all work (records.work.actions.reminders).

The tables are the queue: a period is opened with its unique row in one transaction, in the townships of a chunk together.
So a sweep may run twice, late, at once in two workers, or be killed anywhere, and every period is opened once. After downtime
all missed periods are opened.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from records.duties.actions.duties import fulfil_early
from records.duties.actions.looks import begin_looks, hold, note_next
from records.duties.models.duties import Duty, DutyPeriod
from records.duties.openers import CONDITIONS, OPENERS, Opened
from records.duties.queries.rounds import Debtors, clauses_to_open, debtors, last_openings, not_opened
from records.duties.rules.duties import Period, ReminderPlan, due_date, period_of, reminders
from records.jobs.sweeps import in_chunks
from records.work.actions.reconcile import reconcile_new
from township.actors import Actor, system_actor
from township.calendar.queries.days import work_calendars
from township.calendar.rules.days import WorkCalendar
from township.journal.actions import Line, write_entries
from township.profiles.models.profiles import RuleClause

ENGINE = "定时任务·制度执行"
# How far ahead a period is opened at most, for clauses that are due before their period begins.
AHEAD = timedelta(days=45)
LOOK_AT_LEAST = timedelta(days=31)  # a township is looked at so often even where nothing is foreseen
ONE_DAY = timedelta(days=1)
BATCH = 500  # rows of one statement


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
    return in_chunks(township_ids, lambda ids: _open_in(ids, at))


def open_periods(*, township_id: int, at: datetime) -> int:
    """Open every period that has begun and is not open yet, the missed ones too, and note when the next one begins; returns
    how many were opened here."""
    return _open_in([township_id], at)


def _open_in(ids: list[int], at: datetime) -> int:
    """The same in several townships: each period of a clause in all of them together, in one transaction."""
    today = at.date()
    begin_looks(ids, today)
    found = _foreseen(ids, today)
    groups: dict[tuple[date, str, str], list[tuple[int, Opening]]] = defaultdict(list)
    for pk, seen in found.items():
        for one in seen.wanted:
            groups[one.period.first, one.clause.key, one.period.key].append((pk, one))
    owing = debtors({pk for group in groups.values() for pk, _ in group}, today) if groups else {}
    opened = sum(_open(groups[key], owing, at) for key in sorted(groups))
    note_next({pk: seen.next_on for pk, seen in found.items()})
    return opened


def _foreseen(ids: list[int], today: date) -> "dict[int, Openings]":
    calendars, clauses, reached = work_calendars(ids), clauses_to_open(ids), last_openings(ids)
    return {pk: openings(clauses[pk], reached[pk], calendars[pk], today, owed_from(pk)) for pk in ids}


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


def _open(group: list[tuple[int, Opening]], owing: dict[int, Debtors], at: datetime) -> int:
    """Open one period of a clause in these townships with its duties and whatever the apps add; returns in how many: not where
    somebody else has just opened it."""
    clause, period = group[0][1].clause.key, group[0][1].period
    with transaction.atomic():
        hold([pk for pk, _ in group])
        free = not_opened([pk for pk, _ in group], clause, period.key)
        wanted = [(pk, one) for pk, one in group if pk in free]
        rows = DutyPeriod.objects.bulk_create(_period(pk, one, at) for pk, one in wanted)
        duties = Duty.objects.bulk_create(
            (duty for pk, one in wanted for duty in _duties(one, owing[pk], pk, at)), batch_size=BATCH
        )
        fulfil_early(duties)
        by = {pk: system_actor(pk, ENGINE, at.date()) for pk, _ in wanted}
        reconcile_new(duties, at=at)
        of_township: dict[int, list[Duty]] = defaultdict(list)
        for duty in duties:
            of_township[duty.township_id].append(duty)
        opened = [Opened(pk, one.period, of_township[pk]) for pk, one in wanted]
        for opener in OPENERS.get(clause, ()) if opened else ():
            opener(opened, at)
        lines = zip(wanted, rows, strict=True)
        write_entries([_line(one, row, by[pk]) for (pk, one), row in lines], at=at)
    return len(wanted)


def _period(township_id: int, one: Opening, at: datetime) -> DutyPeriod:
    return DutyPeriod(
        township_id=township_id,
        clause=one.clause.key,
        period=one.period.key,
        first=one.period.first,
        last=one.period.last,
        due_on=one.due_on,
        opened_at=at,
    )


def _line(one: Opening, row: DutyPeriod, by: Actor) -> Line:
    return Line(
        by=by,
        action="duty.open",
        subject_kind="duty_period",
        subject_id=row.pk,
        subject_label=f"{one.clause.label}（{one.period.label}）",
        detail={"clause": row.clause, "period": row.period},
    )


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
