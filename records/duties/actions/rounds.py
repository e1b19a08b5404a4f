"""The duty engine's sweep: open the periods that have begun. Reminding is that of all work (records.work.actions.reminders).

The tables are the queue: a period is opened with its unique row in one transaction. So a sweep may run twice, late,
at once in two workers, or be killed anywhere, and every period is opened once. After downtime all missed periods are opened.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from records.duties.models.duties import Duty, DutyPeriod
from records.duties.openers import CONDITIONS, OPENERS
from records.duties.queries.rounds import Debtors, clauses_to_open, debtors, last_openings
from records.duties.rules.duties import Period, ReminderPlan, due_date, periods_between, reminders
from records.work.actions.reconcile import reconcile_many
from township.actors import Actor, system_actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.directory.models.townships import Township
from township.journal.actions import write_entry
from township.profiles.models.profiles import RuleClause

log = logging.getLogger(__name__)
ENGINE = "定时任务·制度执行"
# How far ahead a period is opened at most, for clauses that are due before their period begins.
AHEAD = timedelta(days=45)


@dataclass(frozen=True)
class Opening:
    """One period of one clause that is to be opened."""

    clause: RuleClause
    period: Period
    due_on: date
    plan: ReminderPlan


class TownshipsFailed(Exception):
    """The sweep failed in some townships; the log says why. Raised when all the others are done."""


def tend_duties(at: datetime) -> int:
    """Open what has begun in every township; a township that fails keeps none of the others from their duties.

    at: now, Asia/Shanghai. Registered as daily work. Returns how many periods were opened; raises
    TownshipsFailed at the end, so that the table of runs shows it.
    """
    done, failed = 0, 0
    for township_id in Township.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True):
        try:
            done += open_periods(township_id=township_id, at=at)
        except Exception:  # noqa: BLE001 - logged; the next tick tries this township again
            log.exception("duties of township %s failed", township_id)
            failed += 1
    if failed:
        raise TownshipsFailed(failed)
    return done


def open_periods(*, township_id: int, at: datetime) -> int:
    """Open every period that has begun and is not open yet, the missed ones too; returns how many were opened here."""
    clauses = clauses_to_open(township_id)
    if not clauses:
        return 0
    calendar = work_calendar(township_id)
    wanted = openings(clauses, last_openings(township_id), calendar, at.date())
    if not wanted:
        return 0
    who = debtors(township_id, at.date())
    by = system_actor(township_id, ENGINE, at.date())
    return sum(_open(one, who, calendar, by, at) for one in wanted)


def openings(
    clauses: Iterable[RuleClause], opened_until: dict[str, date], calendar: WorkCalendar, today: date
) -> list[Opening]:
    """Which periods are to be opened today, earliest first. opened_until: clause key -> last day opened so far.

    A version of a clause owns the periods that begin while it is in force; its very first period also when it took effect
    in the middle of it and the due date was still ahead. A clause that is new is never owed for a day before it took effect.
    """
    found: list[Opening] = []
    reached = dict(opened_until)
    for clause in sorted(clauses, key=lambda one: (one.key, one.valid_from)):
        plan = ReminderPlan.of(clause.remind, clause.escalate_after)
        begins = reached.get(clause.key)
        first = max(clause.valid_from, begins + timedelta(days=1)) if begins else clause.valid_from
        for period in periods_between(clause.cadence, first, today + AHEAD):
            if begins and period.first <= begins or not _owns(clause, period, is_new=not begins):
                continue
            due_on = due_date(clause.cadence, clause.due, period, calendar)
            if due_on < clause.valid_from and (period.first < clause.valid_from or not begins):
                continue
            if _opens_on(plan, period, due_on, calendar) > today:
                break
            found.append(Opening(clause, period, due_on, plan))
            reached[clause.key] = period.last
    return sorted(found, key=lambda one: (one.period.first, one.clause.key))


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


def _is_owed(one: Opening, township_id: int) -> bool:
    condition = CONDITIONS.get(one.clause.key)
    return condition is None or condition(township_id, one.period.first)


def _open(one: Opening, who: Debtors, calendar: WorkCalendar, by: Actor, at: datetime) -> bool:
    """Open one period with its duties and whatever the apps add; False when somebody else has just opened it.

    A period in which the clause is not owed (no emergency on that day) is noted without duties once it is over; until
    then it may still come to be owed.
    """
    is_owed = _is_owed(one, by.township_id)
    if not is_owed and one.period.last >= at.date():
        return False
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
            if not is_owed:
                return False
            Duty.objects.bulk_create(_duties(one, who, calendar, by.township_id, at))
            duties = list(Duty.objects.filter(township_id=by.township_id, clause=row.clause, period=row.period))
            reconcile_many(duties, by=by, at=at)
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


def _duties(one: Opening, who: Debtors, calendar: WorkCalendar, township_id: int, at: datetime) -> list[Duty]:
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
