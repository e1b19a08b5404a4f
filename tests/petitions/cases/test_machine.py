"""Thousands of random steps: no forbidden move, no clock lengthened but by the one extension, no move without its journal line.

First over the pure tables and clock rules, then, with fewer examples, over the actions and the database.
"""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from petitions.cases.rules import cases as states
from petitions.cases.rules.cases import TABLES, table_for
from petitions.cases.rules.clock_moves import TermFacts, clock_changes
from petitions.cases.rules.terms import CONCLUDE, EVALUATE
from records.clocks.rules.clocks import ClockInput, compute
from tests.cast import HOLIDAYS
from township.calendar.rules.days import WorkCalendar
from township.calendar.rules.holiday_csv import parse_holiday_csv
from township.refusals import Refused

TABLE_ROWS = [parse_holiday_csv(path.read_text(encoding="utf-8")) for path in sorted(HOLIDAYS.glob("*.csv"))]
CALENDAR = WorkCalendar.build(
    ((row.date, row.kind.value, row.name) for table in TABLE_ROWS for row in table.rows),
    [table.year for table in TABLE_ROWS],
)
# Shrinking a walk through the database takes longer than reading it.
NO_SHRINKING = (Phase.explicit, Phase.reuse, Phase.generate)
WALKS = 12 if connection.vendor == "sqlite" else 4  # the same first ones on PostgreSQL, whose statements few steps show
EVERY_STEP = [
    (case_class, state, move)
    for case_class, table in TABLES.items()
    for state, move in product(states.STATE_LABELS, table.names)
]


@pytest.mark.parametrize(("case_class", "state", "move"), EVERY_STEP)
def test_every_state_and_move_is_either_listed_or_refused_with_a_sentence(case_class, state, move):
    table = table_for(case_class)
    listed = [row for row in table.moves if row.name == move and state in row.source]
    assert len(listed) == table.allows(move, state)
    if listed:
        assert table.target(move, state) == listed[0].target
    else:
        with pytest.raises(Refused) as refused:
            table.move(move, state)
        assert refused.value.message.startswith(f"当前是“{states.STATE_LABELS[state]}”状态，不能“")
        assert refused.value.article


@pytest.mark.parametrize("case_class", TABLES)
def test_every_state_of_a_class_can_be_reached_and_ends_in_the_archive(case_class):
    table = table_for(case_class)
    reached, left = {states.REGISTERED}, [states.REGISTERED]
    while left:
        for move in table.moves_from(left.pop()):
            if move.target not in reached:
                reached.add(move.target)
                left.append(move.target)
    assert reached == set(table.states)
    for state in reached - {states.ARCHIVED}:
        assert states.ARCHIVED in _reachable(table, state)


def _reachable(table, state):
    found, left = set(), [state]
    while left:
        for move in table.moves_from(left.pop()):
            if move.target not in found:
                found.add(move.target)
                left.append(move.target)
    return found


class PureCase(RuleBasedStateMachine):
    """A case made of nothing but its state table and its clock rules."""

    @initialize(
        case_class=st.sampled_from(sorted(TABLES)),
        via=st.sampled_from(["direct", "transferred", "assigned"]),
        reachable=st.booleans(),
        received=st.dates(date(2025, 1, 1), date(2026, 12, 31)),
    )
    def register(self, case_class, via, reachable, received):
        self.table = table_for(case_class)
        self.state = states.REGISTERED
        self.today = received
        self.facts = TermFacts(
            case_class=case_class,
            track="ordinary",
            received_via=via,
            received_on=received,
            is_reachable=reachable,
            source_due_on=received + timedelta(days=40),
        )
        self.clocks, self.extended = [], 0
        self.run_clocks("register", received)

    def run_clocks(self, move, on):
        changes = clock_changes(move, self.facts, on)
        codes = {stop.code for stop in changes.stops}
        for clock in self.clocks:
            if clock["input"].term.code in codes and clock["stop"] is None:
                clock["stop"] = on
        for start in changes.starts:
            given = ClockInput(start.term, start.start_on)
            self.clocks.append({"input": given, "first": compute(given, CALENDAR).due_on, "stop": None, "days": 0})

    def running(self, code=None):
        return [c for c in self.clocks if c["stop"] is None and code in (None, c["input"].term.code)]

    @rule(days=st.integers(0, 12))
    def days_pass(self, days):
        self.today += timedelta(days=days)

    @rule(data=st.data())
    def try_any_move(self, data):
        name = data.draw(st.sampled_from(self.table.names), label="move")
        before = self.state
        try:
            move = self.table.move(name, self.state)
        except Refused:
            assert not self.table.allows(name, before)
            return
        self.prepare(name, data)
        self.state = move.target
        assert any(row.name == name and before in row.source and row.target == self.state for row in self.table.moves)
        self.run_clocks(name, self.today)

    def prepare(self, name, data):
        if name == "accept":
            track = data.draw(st.sampled_from(["ordinary", "simple"]), label="track")
            path = data.draw(st.integers(1, 6), label="path31") if track == "ordinary" else 6
            self.facts = replace(self.facts, accepted_on=self.today, path31=path, track=track)
        if name == "to_ordinary":
            self.run_clocks("to_ordinary", self.today)
            self.facts = replace(self.facts, track="ordinary")
        if name == "extend":
            self.extend(data.draw(st.integers(1, 30), label="days"))

    def extend(self, days):
        for clock in self.running(CONCLUDE.code):
            if clock["days"] == 0 and self.today <= clock["first"]:
                clock["days"] = days
                clock["input"] = replace(clock["input"], extension_days=days)

    @invariant()
    def no_clock_is_lengthened(self):
        for clock in getattr(self, "clocks", ()):
            due_on = compute(clock["input"], CALENDAR).due_on
            assert due_on == clock["first"] + timedelta(days=clock["days"])
            assert clock["days"] <= clock["input"].term.max_extension
            if clock["input"].term.code == CONCLUDE.code:
                assert due_on <= clock["input"].start_on + timedelta(days=90)

    @invariant()
    def what_is_closed_owes_nothing(self):
        if getattr(self, "state", None) in states.CLOSED_STATES:
            assert [c for c in self.running() if c["input"].term.has_alarm] == []

    @invariant()
    def only_claims_run_the_sixty_days(self):
        if getattr(self, "facts", None) and self.facts.case_class != "claim":
            assert self.running(CONCLUDE.code) == self.running(EVALUATE.code) == []

    @precondition(lambda self: self.state == states.ACCEPTED)
    @rule()
    def an_accepted_case_has_decided_its_acceptance(self):
        assert self.running("notice_direct_15") == self.running("notice_referred_15") == []


PureCase.TestCase.settings = settings(max_examples=120, stateful_step_count=50, deadline=None)
TestPureCase = PureCase.TestCase


@pytest.mark.usefixtures("quick_print")
@settings(
    max_examples=WALKS, deadline=None, suppress_health_check=list(HealthCheck), phases=NO_SHRINKING, derandomize=True
)
@given(data=st.data())
def test_random_days_at_the_office(stage, data):
    """Anybody tries anything in any order: what is refused changes nothing, what is done is in the table and the journal."""
    from tests.petitions.walk import Walk  # noqa: PLC0415 - beside this test only

    Walk(stage, data).run(steps=40)
