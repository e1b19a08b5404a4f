"""The one writer of clocks: start, stop, extend, pause and resume.

Building blocks of other apps' actions, which ask for leave, run the transaction and write the journal. Each call leaves Matter.next_due_on and next_due_label in step.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from records.clocks.models import Clock, ClockPause
from records.clocks.queries import input_of, term_of
from records.clocks.rules.clocks import ClockInput, ClockResult, Term, compute
from records.matters.models.matters import Matter
from township.bulk import insert_values
from township.calendar.queries.days import work_calendar
from township.dates import full_date
from township.directory.models.units import Unit
from township.refusals import Refused


def start_clock(
    *,
    matter: Matter,
    term: Term,
    start_on: date,
    evidence: str,
    unit: Unit | None = None,
    round: int | None = None,
    is_owed_by_petitioner: bool = False,
    due_on: date | None = None,
) -> Clock:
    """Start a clock on the day of its event (which itself is not counted, 民法典 201).

    evidence: what proves the day; unit: the unit that owes it; round: by default the next free one; due_on: a day set by
    whoever assigned the matter replaces the computed one. Refused for a due day before the start.
    """
    if due_on is not None:
        term = term.until(start_on, due_on)
    result = compute(ClockInput(term, start_on, evidence), work_calendar(matter.township_id))
    with transaction.atomic():
        _lock(matter)
        clock = Clock(
            township_id=matter.township_id,
            matter=matter,
            unit=unit,
            round=round or _free_round(matter, term.code, unit),
            start_on=start_on,
            start_evidence=evidence[:120],
            is_owed_by_petitioner=is_owed_by_petitioner or not term.has_alarm,
            **_term_columns(term),
        )
        write_result(clock, result)
        clock.save(force_insert=True)
        refresh_next_due(matter)
    return clock


@dataclass(frozen=True, kw_only=True)
class History:
    """A limit of the past. stopped_on None: it still runs (late, as a rule)."""

    matter: Matter
    term: Term
    start_on: date
    stopped_on: date | None
    evidence: str
    unit: Unit | None = None


def write_history(limits: Iterable[History]) -> int:
    """Many limits of matters that were just written, in one statement; the next due dates are left to the caller."""
    rows, calendars = [], {}
    for limit in limits:
        owner = limit.matter.township_id
        calendar = calendars.get(owner) or calendars.setdefault(owner, work_calendar(owner))
        result = compute(ClockInput(limit.term, limit.start_on, limit.evidence), calendar)
        row = dict(
            township_id=owner,
            matter_id=limit.matter.pk,
            unit_id=limit.unit.pk if limit.unit else None,
            start_on=limit.start_on,
            start_evidence=limit.evidence[:120],
            stopped_on=limit.stopped_on,
            stop_evidence=limit.evidence[:120] if limit.stopped_on else "",
            is_owed_by_petitioner=not limit.term.has_alarm,
            **_term_columns(limit.term),
            **_result_columns(result),
        )
        rows.append(row)
    insert_values(Clock, rows)
    return len(rows)


def stop_clock(*, clock: Clock, on: date, evidence: str, recorded_on: date | None = None) -> Clock:
    """Stop a running clock on the day its duty was done. Refused before its start; a stopped one stays as it is.

    recorded_on: for an act of an earlier day that is written down now (补录): the clock keeps both days and counts by this
    one until `confirm_stop`, since who owes a term does not stop its clock with a date of their own.
    """
    with transaction.atomic():
        row = _locked(clock)
        if row.stopped_on is None:
            is_late_entry = recorded_on is not None and on < recorded_on
            if is_late_entry and on < row.start_on:
                raise Refused(f"日期不能早于“{row.label}”的起算日期{full_date(row.start_on)}。", row.article, "on")
            row.stopped_on, row.stop_evidence = (recorded_on if is_late_entry else on), evidence[:120]
            row.acted_on, row.recorded_on = (on, recorded_on) if is_late_entry else (None, None)
            _close_pause(row, max(row.stopped_on, row.start_on))
            _keep(row)
    return row


def confirm_stop(*, clock: Clock) -> Clock:
    """The evidence of a back-dated stop holds: from now on the clock counts by the day it was done."""
    with transaction.atomic():
        row = _locked(clock)
        if row.acted_on is None:
            raise ValueError("not a back-dated stop")
        row.stopped_on = row.acted_on
        _keep(row)
    return row


def restate_clock(*, clock: Clock, start_on: date, term: Term | None = None, evidence: str = "") -> Clock:
    """Count again from another start, or by another term, because what it was started from was written down wrongly.

    A stop keeps its day; one that would lie before the new start is moved to it.
    """
    with transaction.atomic():
        row = _locked(clock)
        row.start_on = start_on
        row.start_evidence = evidence[:120] or row.start_evidence
        for name, value in _term_columns(term).items() if term else ():
            setattr(row, name, value)
        if row.stopped_on is not None and row.stopped_on < start_on:
            row.stopped_on, row.acted_on, row.recorded_on = start_on, None, None
        _keep(row)
    return row


def drop_clock(*, clock: Clock) -> None:
    """Take a clock away that should never have run (the matter was written down wrongly); the journal of the correction
    says so."""
    with transaction.atomic():
        row = _locked(clock)
        row.pauses.all().delete()
        row.delete()
        refresh_next_due(clock.matter)


def stop_clocks(
    *,
    matter: Matter,
    codes: Iterable[str],
    on: date,
    evidence: str,
    unit: Unit | None = None,
    recorded_on: date | None = None,
) -> list[Clock]:
    """Stop every running clock of these codes; with `unit` only that unit's. None running is no error. recorded_on: see
    `stop_clock`."""
    running = Clock.objects.filter(matter_id=matter.pk, code__in=list(codes), stopped_on__isnull=True)
    if unit is not None:
        running = running.filter(unit=unit)
    stopped = []
    for clock in running.order_by("pk"):
        clock.matter = matter
        stopped.append(stop_clock(clock=clock, on=on, evidence=evidence, recorded_on=recorded_on))
    return stopped


def extend_clock(*, clock: Clock, days: int, by_person_id: int | None) -> Clock:
    """Extend once, by natural days counted on from the raw date. Refused a second time or beyond the term's limit (34)."""
    with transaction.atomic():
        row = _running(clock, "延期")
        if row.extension_days:
            raise Refused(f"“{row.label}”已经延期过一次，不能再延。", row.article, "days")
        if days < 1:
            raise Refused("请填写延长的天数。", row.article, "days")
        row.extension_days, row.extended_by_id = days, by_person_id
        _keep(row)
    return row


def pause_clock(*, clock: Clock, from_on: date, reason: str, article: str) -> Clock:
    """Stop counting from the day `from_on` on, only where the law allows it (复核听证, 条例第三十六条第二款)."""
    with transaction.atomic():
        row = _running(clock, "中止")
        if not term_of(row).pause_article:
            raise Refused(f"“{row.label}”依法不能中止。", row.article)
        if row.pauses.filter(to_on__isnull=True).exists():
            raise Refused("已经中止，请先登记恢复。", row.pause_article)
        if from_on < row.start_on:
            raise Refused("中止日期不能早于起算日期。", row.pause_article, "from_on")
        ClockPause.objects.create(clock=row, from_on=from_on, reason=reason[:120], article=article[:60])
        _keep(row)
    return row


def resume_clock(*, clock: Clock, to_on: date) -> Clock:
    """Count again from the day `to_on` on; both dates move by the days that did not count."""
    with transaction.atomic():
        row = _running(clock, "恢复")
        pause = row.pauses.filter(to_on__isnull=True).first()
        if pause is None:
            raise Refused("没有中止，不用恢复。", row.pause_article)
        if to_on < pause.from_on:
            raise Refused("恢复日期不能早于中止日期。", row.pause_article, "to_on")
        _close_pause(row, to_on)
        _keep(row)
    return row


def refresh_next_due(matter: Matter) -> None:
    """Write the earliest running duty of the township into the matter; a clock that stands still gives no alarm."""
    standing = ClockPause.objects.filter(clock=OuterRef("pk"), to_on__isnull=True)
    first = (
        Clock.objects.filter(matter_id=matter.pk, stopped_on__isnull=True, is_owed_by_petitioner=False)
        .exclude(Exists(standing))
        .order_by("due_on", "pk")
        .first()
    )
    matter.next_due_on = first.due_on if first else None
    matter.next_due_label = first.label if first else ""
    matter.save(update_fields=["next_due_on", "next_due_label"])


def _term_columns(term: Term) -> dict:
    return {
        "code": term.code,
        "label": term.label,
        "length": term.n,
        "counts": str(term.unit),
        "article": term.article,
        "starts_with": term.starts_with,
        "source_mark": str(term.source_mark),
        "max_extension": term.max_extension,
        "pause_article": term.pause_article,
        "is_window": term.is_window,
        "is_outside": term.is_outside,
    }


def _lock(matter: Matter) -> None:
    Matter.objects.select_for_update().get(pk=matter.pk)


def _locked(clock: Clock) -> Clock:
    row = Clock.objects.select_for_update().get(pk=clock.pk)
    row.matter = clock.matter  # the caller's own copy of the matter shows the new next due date
    return row


def _running(clock: Clock, verb: str) -> Clock:
    row = _locked(clock)
    if row.stopped_on is not None:
        raise Refused(f"“{row.label}”已经结束，不能{verb}。", row.article)
    return row


def _free_round(matter: Matter, code: str, unit: Unit | None) -> int:
    same = Clock.objects.filter(matter=matter, code=code, unit=unit)
    return (same.aggregate(last=Max("round"))["last"] or 0) + 1


def _close_pause(row: Clock, to_on: date) -> None:
    for pause in row.pauses.filter(to_on__isnull=True):
        pause.to_on = max(to_on, pause.from_on)
        pause.save(update_fields=["to_on"])


def _keep(row: Clock) -> None:
    """Computed by its inputs as they are now, saved, and the matter in step with it."""
    write_result(row, compute(input_of(row), work_calendar(row.township_id)))
    row.save()
    refresh_next_due(row.matter)


def write_result(row: Clock, result: ClockResult) -> None:
    """The days and how they came about; the caller saves."""
    for name, value in _result_columns(result).items():
        setattr(row, name, value)


def _result_columns(result: ClockResult) -> dict:
    return {
        "due_on": result.due_on,
        "rolled_due_on": result.rolled_due_on,
        "is_provisional": result.is_provisional,
        "derivation": [
            {"on": step.date.isoformat(), "text": step.text, "article": step.article} for step in result.derivation
        ],
    }
