"""The clocks of a case at each move: the rule says which start and stop, records.clocks.actions writes them."""

from dataclasses import replace
from datetime import date

from petitions.cases.models.cases import Case
from petitions.cases.queries.clock_words import term_facts
from petitions.cases.rules.back_entries import LATE, UNCONFIRMED
from petitions.cases.rules.clock_moves import clock_changes
from petitions.cases.rules.terms import OBJECT
from records.acts.actions.turns import Turn
from records.clocks.actions.clocks import start_clock, stop_clocks
from records.clocks.models import Clock
from records.clocks.rules.clocks import ClockInput, compute
from records.clocks.rules.terms import Term
from township.calendar.queries.days import work_calendar
from township.directory.models.units import Unit


def run_clocks(
    turn: Turn,
    move: str,
    *,
    on: date,
    evidence: str,
    unit: Unit | None = None,
    unit_arrived_on: date | None = None,
    unit_due_on: date | None = None,
    recorded_on: date | None = None,
) -> list[Clock]:
    """Stop and start what `move` on the day `on` stops and starts; returns the stopped ones. evidence: the paper or act that
    proves the day; recorded_on: of an act that is written down later (补录), records.clocks.actions.stop_clock.

    A right that lapses (review, evaluation, objection) begins on the day of writing until a second person has confirmed the
    evidence (`confirm_entry`): nobody shortens another's right with a date of their own."""
    facts = term_facts(turn.row, unit_arrived_on=unit_arrived_on, unit_due_on=unit_due_on)
    changes = clock_changes(move, facts, on)
    shared = [stop.code for stop in changes.stops if not stop.for_unit]
    own = [stop.code for stop in changes.stops if stop.for_unit]
    how = {"matter": turn.matter, "on": on, "evidence": evidence, "recorded_on": recorded_on}
    stopped = stop_clocks(codes=shared, **how)
    if own and unit is not None:
        stopped += stop_clocks(codes=own, unit=unit, **how)
    is_late = recorded_on is not None and on < recorded_on
    for start in changes.starts:
        waits = is_late and is_right(start.term) and start.start_on == on
        start_clock(
            matter=turn.matter,
            term=start.term,
            start_on=recorded_on if waits else start.start_on,
            evidence=f"{evidence}{UNCONFIRMED if waits else LATE if is_late else ''}",
            unit=unit if start.for_unit else None,
            # To object is a right that lapses, not a duty that can be late: no alarm.
            is_owed_by_petitioner=start.term.code == OBJECT.code,
        )
    return stopped


def is_right(term: Term) -> bool:
    """Whether who it is for loses something when it is over, and owes nothing."""
    return term.is_window or term.code == OBJECT.code


def answer_due_on(case: Case, on: date, *, path31: int | None, track: str) -> date | None:
    """The raw day by which the answer is due if the case is accepted so on the day `on`; None where no such clock runs."""
    facts = replace(term_facts(case), path31=path31, track=track)
    for start in clock_changes("accept", facts, on).starts:
        return compute(ClockInput(start.term, start.start_on), work_calendar(case.township_id)).due_on
    return None


def running_clock(turn: Turn, code: str, unit: Unit | None = None) -> Clock | None:
    """The running clock of this code (of this unit), or None."""
    rows = Clock.objects.filter(matter=turn.matter, code=code, stopped_on__isnull=True)
    return (rows.filter(unit=unit) if unit else rows).order_by("-round").first()
