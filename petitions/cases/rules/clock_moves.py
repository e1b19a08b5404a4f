"""Which clock starts and which stops at which move of a case: facts in, changes out.

条例 = 《信访工作条例》(2022). A clock is chosen by the class of the matter (29, 30, 31), its track, the way it came in (23)
and its path under 条例第三十一条; only path (6) runs the 60 days and opens 复查.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from petitions.cases.rules.terms import (
    ASK_FINAL_REVIEW,
    ASK_REVIEW,
    ASSIGNED_LIMIT,
    CONCLUDE,
    EVALUATE,
    FINAL_REVIEW,
    NOTICE_DIRECT,
    NOTICE_REFERRED,
    OBJECT,
    REVIEW,
    SIMPLE_ACCEPT,
    SIMPLE_CLOSE,
    UNIT_LIMIT,
    term_with_length,
)
from records.clocks.rules.terms import Term
from township.profiles.rules.settings import DEFAULTS
from township.refusals import Refused

ACCEPTANCE = (NOTICE_DIRECT, NOTICE_REFERRED, SIMPLE_ACCEPT)
OWN_WORK = (*ACCEPTANCE, OBJECT, CONCLUDE, SIMPLE_CLOSE)


@dataclass(frozen=True, kw_only=True)
class TermFacts:
    """What decides the clocks of a case; dates as stored on it.

    case_class: claim | suggestion | accusation; track: ordinary | simple; received_via: direct | transferred | assigned;
    path31: 1–6 of 条例第三十一条, None while undecided. is_reachable: name and address are clear (条例第二十三条第二款).
    received_on: own receipt; accepted_on: day of the acceptance decision; source_due_on: limit set from above;
    unit_arrived_on and unit_due_on: for the unit a case is being assigned to.
    """

    case_class: str
    track: str
    received_via: str
    received_on: date
    path31: int | None = None
    is_reachable: bool = True
    is_first: bool = True
    accepted_on: date | None = None
    source_due_on: date | None = None
    unit_arrived_on: date | None = None
    unit_due_on: date | None = None
    settings: Mapping[str, int | bool] = field(default_factory=lambda: DEFAULTS)

    @property
    def has_60_days(self) -> bool:
        """Only claims on path (6) run the 60 days and open 复查 (条例第三十四、三十五条)."""
        return self.case_class == "claim" and self.path31 == 6


@dataclass(frozen=True)
class ClockStart:
    """A clock to start. for_unit: it belongs to the unit the case is assigned to, not to the office."""

    term: Term
    start_on: date
    for_unit: bool = False


@dataclass(frozen=True)
class ClockStop:
    """A clock to stop if it runs. for_unit: only that of the unit concerned; otherwise every clock of this code."""

    code: str
    for_unit: bool = False


@dataclass(frozen=True)
class ClockChanges:
    """What a move does to the clocks. Stopping one that does not run is no change. Stops come before starts."""

    starts: tuple[ClockStart, ...] = ()
    stops: tuple[ClockStop, ...] = ()


def clock_changes(move: str, facts: TermFacts, on: date) -> ClockChanges:
    """The clocks that start and stop when `move` is made on the day `on`; none for a move without a time limit.

    Moves are those of petitions.cases.rules.cases and what happens beside it (a unit's report, a review). Refused when a claim is accepted before its path under
    条例第三十一条 is decided: without the path nobody knows which clock runs.
    """
    rule = CLOCK_MOVES.get(move)
    return rule(facts, on) if rule else ClockChanges()


def _start(term: Term, start_on: date, facts: TermFacts) -> ClockStart:
    return ClockStart(term_with_length(term.code, facts.settings), start_on)


def _stop(*terms: Term) -> tuple[ClockStop, ...]:
    return tuple(ClockStop(term.code) for term in terms)


_ONE_UNIT_STOPS = (ClockStop(UNIT_LIMIT.code, for_unit=True), ClockStop(OBJECT.code, for_unit=True))
_UNIT_STOPS = (ClockStop(UNIT_LIMIT.code), ClockStop(OBJECT.code))


def _acceptance_start(facts: TermFacts) -> tuple[ClockStart, ...]:
    """The clock of the decision to accept, always from the original receipt (条例第二十三条)."""
    if facts.track == "simple":
        return (_start(SIMPLE_ACCEPT, facts.received_on, facts),)
    if facts.received_via in ("transferred", "assigned"):
        return (_start(NOTICE_REFERRED, facts.received_on, facts),)
    # Nobody can be told whose name or address is unclear: 第二十三条第二款 lifts the duty.
    return (_start(NOTICE_DIRECT, facts.received_on, facts),) if facts.is_reachable else ()


def _handling_start(facts: TermFacts, accepted_on: date) -> tuple[ClockStart, ...]:
    """The clock of the answer: 60 days on path (6), working days on the simple track, none of ours on (1)–(5)."""
    if facts.case_class != "claim":
        return ()
    if facts.track == "simple":
        return (_start(SIMPLE_CLOSE, accepted_on, facts),)
    return (_start(CONCLUDE, accepted_on, facts),) if facts.has_60_days else ()


def _on_register(facts: TermFacts, on: date) -> ClockChanges:
    """Suggestions and accusations have no statutory clock of their own (29, 30); a limit set from above binds all."""
    starts: list[ClockStart] = []
    if facts.case_class == "claim":
        starts += _acceptance_start(facts)
        if facts.received_via in ("transferred", "assigned"):
            starts.append(_start(OBJECT, facts.received_on, facts))
    if facts.received_via == "assigned" and facts.source_due_on:
        starts.append(ClockStart(ASSIGNED_LIMIT.until(facts.received_on, facts.source_due_on), facts.received_on))
    return ClockChanges(tuple(starts))


def _on_accept(facts: TermFacts, on: date) -> ClockChanges:
    if facts.case_class == "claim" and facts.path31 is None:
        raise Refused("受理前请先确定办理途径（第一至六项）。", "条例第三十一条", "path31")
    return ClockChanges(_handling_start(facts, on), _stop(*ACCEPTANCE, OBJECT))


def _on_end(facts: TermFacts, on: date) -> ClockChanges:
    """Answered, refused, passed on or concluded: nothing is owed here any more."""
    return ClockChanges(stops=(*_stop(*OWN_WORK, ASSIGNED_LIMIT), *_UNIT_STOPS))


def _on_assign(facts: TermFacts, on: date) -> ClockChanges:
    """Each unit has its own limit and, before acceptance, its own five working days to object, from its own receipt."""
    arrived_on = facts.unit_arrived_on or on
    default = UNIT_LIMIT.lasting(int(facts.settings["assignment_default_days"]))
    limit = UNIT_LIMIT.until(arrived_on, facts.unit_due_on) if facts.unit_due_on else default
    # Once the case is accepted there is nothing left to object to (table of moves).
    objecting = () if facts.accepted_on else (ClockStart(OBJECT, arrived_on, for_unit=True),)
    return ClockChanges((ClockStart(limit, arrived_on, for_unit=True), *objecting))


def _on_object(facts: TermFacts, on: date) -> ClockChanges:
    """The objection is in time or late by this clock alone; the others run until the return is agreed."""
    return ClockChanges(stops=(ClockStop(OBJECT.code, for_unit=True),))


def _on_object_to_sender(facts: TermFacts, on: date) -> ClockChanges:
    """The office's own objection is in time or late by this clock; the 15 days run on until the sender agrees."""
    return ClockChanges(stops=_stop(OBJECT))


def _on_return(facts: TermFacts, on: date) -> ClockChanges:
    return ClockChanges(stops=_ONE_UNIT_STOPS)


def _on_ordinary(facts: TermFacts, on: date) -> ClockChanges:
    """Back to the ordinary clocks, counted from the original receipt or acceptance, never from today."""
    ordinary = replace(facts, track="ordinary")
    if facts.accepted_on:
        starts = _handling_start(ordinary, facts.accepted_on)
    else:
        starts = _acceptance_start(ordinary)
    return ClockChanges(starts, _stop(SIMPLE_ACCEPT, SIMPLE_CLOSE))


def _on_reported(facts: TermFacts, on: date) -> ClockChanges:
    """One unit has handed in its result, or its task was taken back."""
    return ClockChanges(stops=_ONE_UNIT_STOPS)


def _on_approve(facts: TermFacts, on: date) -> ClockChanges:
    """The units' part is done with the draft that was approved; `on` is the day that draft was handed in."""
    return ClockChanges(stops=_UNIT_STOPS)


def _on_deliver(facts: TermFacts, on: date) -> ClockChanges:
    """The answer is given when it is delivered; from then on the petitioner's own periods run."""
    starts: list[ClockStart] = []
    if facts.has_60_days:
        starts.append(_start(ASK_REVIEW, on, facts))
    if facts.is_first and facts.case_class == "claim":
        starts.append(_start(EVALUATE, on, facts))
    return ClockChanges(tuple(starts), (*_stop(*OWN_WORK), *_UNIT_STOPS))


def _on_reopen(facts: TermFacts, on: date) -> ClockChanges:
    """Annulled by a review: a new round of handling, counted from the day it is taken up again."""
    return ClockChanges(
        _handling_start(replace(facts, track="ordinary"), on), _stop(ASK_REVIEW, ASK_FINAL_REVIEW, EVALUATE)
    )


def _on_review_asked(facts: TermFacts, on: date) -> ClockChanges:
    return ClockChanges((_start(REVIEW, on, facts),), _stop(ASK_REVIEW))


def _on_review_served(facts: TermFacts, on: date) -> ClockChanges:
    return ClockChanges((_start(ASK_FINAL_REVIEW, on, facts),), _stop(REVIEW))


def _on_final_review_asked(facts: TermFacts, on: date) -> ClockChanges:
    return ClockChanges((_start(FINAL_REVIEW, on, facts),), _stop(ASK_FINAL_REVIEW))


def _on_final_review_decided(facts: TermFacts, on: date) -> ClockChanges:
    return ClockChanges(stops=_stop(FINAL_REVIEW))


CLOCK_MOVES = {
    "register": _on_register,
    "accept": _on_accept,
    "refuse": _on_end,
    "refuse_final": _on_end,
    "transfer": _on_end,
    "route": _on_end,
    "end": _on_end,
    "void": _on_end,
    "sender_agrees": _on_end,
    "object_to_sender": _on_object_to_sender,
    "answer_directly": _on_end,
    "assign": _on_assign,
    "object": _on_object,
    "return_unassigned": _on_return,
    "to_ordinary": _on_ordinary,
    "unit_reported": _on_reported,
    "unit_withdrawn": _on_reported,
    "approve_reply": _on_approve,
    "deliver": _on_deliver,
    "conclude": _on_end,
    "reopen": _on_reopen,
    "request_review": _on_review_asked,
    "review_served": _on_review_served,
    "request_final_review": _on_final_review_asked,
    "final_review_decided": _on_final_review_decided,
}
