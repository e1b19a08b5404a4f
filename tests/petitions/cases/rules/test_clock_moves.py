"""Which clock starts and which stops at which move."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.cases.rules.cases import TABLES
from petitions.cases.rules.clock_moves import CLOCK_MOVES, ClockChanges, TermFacts, clock_changes
from petitions.cases.rules.terms import TERMS, check_pause, term_with_length
from records.clocks.rules.clocks import ClockInput, compute
from records.clocks.rules.terms import TermUnit
from tests.official_calendar import official_calendar
from township.profiles.rules.settings import DEFAULTS
from township.refusals import Refused
from township.sources import SourceMark

RECEIVED, ACCEPTED, DELIVERED = date(2026, 7, 28), date(2026, 8, 2), date(2026, 9, 1)
CLAIM = TermFacts(case_class="claim", track="ordinary", received_via="direct", received_on=RECEIVED, path31=6)
SIMPLE = replace(CLAIM, track="simple")
ASSIGNED = replace(CLAIM, received_via="assigned", source_due_on=date(2026, 8, 20))


def started(move, facts, on=ACCEPTED):
    return [(start.term.code, start.term.n, start.start_on) for start in clock_changes(move, facts, on).starts]


def stopped(move, facts, on=ACCEPTED):
    return {stop.code for stop in clock_changes(move, facts, on).stops}


def last_days(move, facts, on):
    """(code, last day to show) of every clock that the move starts."""
    found = {}
    for start in clock_changes(move, facts, on).starts:
        found[start.term.code] = compute(ClockInput(start.term, start.start_on), official_calendar()).shown_on
    return found


def test_a_claim_brought_directly_must_be_answered_within_15_days_of_receipt():
    assert started("register", CLAIM) == [("notice_direct_15", 15, RECEIVED)]


def test_nobody_has_to_be_told_when_name_or_address_is_unclear():
    assert started("register", replace(CLAIM, is_reachable=False)) == []


def test_a_transferred_claim_counts_from_own_receipt_and_may_be_objected_to():
    transferred = replace(CLAIM, received_via="transferred", is_reachable=False)
    assert started("register", transferred) == [("notice_referred_15", 15, RECEIVED), ("object_5wd", 5, RECEIVED)]


def test_an_assigned_claim_also_has_the_limit_of_whoever_assigned_it():
    assert started("register", ASSIGNED) == [
        ("notice_referred_15", 15, RECEIVED),
        ("object_5wd", 5, RECEIVED),
        ("assigned_limit", 23, RECEIVED),
    ]
    assert last_days("register", ASSIGNED, RECEIVED)["assigned_limit"] == date(2026, 8, 20)


def test_the_simple_track_has_three_and_ten_working_days():
    assert started("register", SIMPLE) == [("simple_accept", 3, RECEIVED)]
    assert started("accept", SIMPLE) == [("simple_close", 10, ACCEPTED)]


def test_the_simple_track_follows_the_settings_of_the_township():
    slower = replace(SIMPLE, settings={**DEFAULTS, "simple_accept_wd": 5})
    assert started("register", slower) == [("simple_accept", 5, RECEIVED)]


@pytest.mark.parametrize("case_class", ["suggestion", "accusation"])
def test_suggestions_and_accusations_have_no_statutory_clock(case_class):
    facts = replace(CLAIM, case_class=case_class, path31=None)
    for move in ("register", "accept", "deliver"):
        assert started(move, facts) == []


def test_a_limit_set_from_above_binds_a_suggestion_too():
    facts = replace(ASSIGNED, case_class="suggestion", path31=None)
    assert started("register", facts) == [("assigned_limit", 23, RECEIVED)]


def test_acceptance_starts_the_sixty_days_on_path_six_and_ends_the_wait_for_it():
    assert started("accept", CLAIM) == [("conclude_60", 60, ACCEPTED)]
    assert stopped("accept", CLAIM) == {"notice_direct_15", "notice_referred_15", "simple_accept", "object_5wd"}


@pytest.mark.parametrize("path", [1, 2, 3, 4, 5])
def test_the_other_paths_run_by_their_own_laws(path):
    assert started("accept", replace(CLAIM, path31=path)) == []
    assert started("deliver", replace(CLAIM, path31=path, is_first=False)) == []


def test_nothing_is_accepted_before_its_path_is_decided():
    with pytest.raises(Refused) as refusal:
        clock_changes("accept", replace(CLAIM, path31=None), ACCEPTED)
    assert (refusal.value.article, refusal.value.field) == ("条例第三十一条", "path31")


def test_delivery_ends_the_sixty_days_and_opens_the_petitioners_thirty():
    assert started("deliver", CLAIM, DELIVERED) == [("ask_review_30", 30, DELIVERED), ("evaluate", 30, DELIVERED)]
    assert "conclude_60" in stopped("deliver", CLAIM)
    assert last_days("deliver", CLAIM, DELIVERED)["ask_review_30"] == date(2026, 10, 8)


def test_only_a_first_petition_is_evaluated():
    assert started("deliver", replace(CLAIM, is_first=False), DELIVERED) == [("ask_review_30", 30, DELIVERED)]


def test_each_unit_has_its_own_limit_and_five_working_days_to_object():
    facts = replace(CLAIM, unit_arrived_on=date(2026, 9, 18), unit_due_on=date(2026, 10, 20))
    changes = clock_changes("assign", facts, date(2026, 9, 17))
    assert [(s.term.code, s.term.n, s.start_on, s.for_unit) for s in changes.starts] == [
        ("unit_limit", 32, date(2026, 9, 18), True),
        ("object_5wd", 5, date(2026, 9, 18), True),
    ]
    assert changes.stops == ()


def test_a_unit_without_a_date_gets_the_default_of_the_office():
    assert started("assign", CLAIM, ACCEPTED)[0] == ("unit_limit", 30, ACCEPTED)


def test_an_objection_stops_only_its_own_clock_and_a_return_the_units_limit_too():
    assert stopped("object", CLAIM) == {"object_5wd"}
    assert stopped("return_unassigned", CLAIM) == {"object_5wd", "unit_limit"}
    for move in ("object", "return_unassigned", "unit_reported"):
        assert all(stop.for_unit for stop in clock_changes(move, CLAIM, ACCEPTED).stops)


@pytest.mark.parametrize("move", ["refuse", "refuse_final", "transfer", "route", "answer_directly", "conclude"])
def test_after_the_end_nothing_is_owed_here(move):
    owed = {code for code, term in TERMS.items() if term.has_alarm} - {"forward_15", "simple_transfer"}
    assert stopped(move, CLAIM) == owed
    assert started(move, CLAIM) == []


def test_back_to_the_ordinary_track_counts_from_the_original_days():
    assert started("to_ordinary", SIMPLE, date(2026, 8, 9)) == [("notice_direct_15", 15, RECEIVED)]
    accepted = replace(SIMPLE, accepted_on=ACCEPTED)
    assert started("to_ordinary", accepted, date(2026, 8, 9)) == [("conclude_60", 60, ACCEPTED)]
    assert stopped("to_ordinary", accepted) == {"simple_accept", "simple_close"}


def test_review_and_final_review_follow_each_other():
    asked, served = date(2026, 9, 20), date(2026, 10, 12)
    assert (started("request_review", CLAIM, asked), stopped("request_review", CLAIM)) == (
        [("review_30", 30, asked)],
        {"ask_review_30"},
    )
    assert started("review_served", CLAIM, served) == [("ask_final_review_30", 30, served)]
    assert started("request_final_review", CLAIM, served) == [("final_review_30", 30, served)]
    assert stopped("final_review_decided", CLAIM) == {"final_review_30"}


def test_a_reopened_case_starts_a_new_round_on_the_ordinary_track():
    assert started("reopen", SIMPLE, date(2026, 11, 2)) == [("conclude_60", 60, date(2026, 11, 2))]


def test_moves_without_a_time_limit_change_nothing():
    assert clock_changes("receive", CLAIM, ACCEPTED) == ClockChanges()


def test_every_move_with_a_clock_is_a_move_of_some_state_table():
    moves = {name for table in TABLES.values() for name in table.names}
    assert CLOCK_MOVES.keys() - moves == {
        "register",
        "unit_reported",
        "unit_withdrawn",
        "request_review",
        "review_served",
        "request_final_review",
        "final_review_decided",
    }, "what happens beside the moves"


def test_only_the_final_review_may_stand_still():
    assert [code for code, term in TERMS.items() if term.pause_article] == ["final_review_30"]
    assert check_pause("final_review_30").article == "条例第三十六条"
    with pytest.raises(Refused, match="“处理意见（60日）”不能中止"):
        check_pause("conclude_60")


def test_only_the_sixty_days_may_be_extended():
    assert {code: term.max_extension for code, term in TERMS.items() if term.max_extension} == {"conclude_60": 30}


def test_working_days_are_counted_only_where_the_source_says_so():
    working = {code for code, term in TERMS.items() if term.unit == TermUnit.WORKING}
    assert working == {"object_5wd", "simple_accept", "simple_close", "simple_transfer"}


def test_what_was_not_confirmed_is_marked():
    unconfirmed = {code for code, term in TERMS.items() if term.source_mark == SourceMark.UNCONFIRMED}
    assert unconfirmed == {"simple_accept", "simple_close", "simple_transfer", "evaluate"}


def test_terms_fit_their_columns():
    assert max(len(code) for code in TERMS) <= 30
    assert max(len(term.label) for term in TERMS.values()) <= 40
    assert max(len(term.article) for term in TERMS.values()) <= 60
    assert {term_with_length(code).n for code in ("assigned_limit", "unit_limit")} == {None}


facts = st.builds(
    TermFacts,
    case_class=st.sampled_from(["claim", "suggestion", "accusation"]),
    track=st.sampled_from(["ordinary", "simple"]),
    received_via=st.sampled_from(["direct", "transferred", "assigned"]),
    received_on=st.just(RECEIVED),
    path31=st.none() | st.integers(1, 6),
    is_reachable=st.booleans(),
    is_first=st.booleans(),
    accepted_on=st.none() | st.just(ACCEPTED),
    source_due_on=st.none() | st.just(date(2026, 8, 20)),
)


@given(facts, st.sampled_from(sorted(CLOCK_MOVES)))
def test_sixty_days_and_review_exist_only_for_claims_on_path_six(case, move):
    try:
        changes = clock_changes(move, case, ACCEPTED)
    except Refused:
        assert (case.case_class, case.path31, move) == ("claim", None, "accept")
        return
    codes = {start.term.code for start in changes.starts}
    if not case.has_60_days:
        assert not {"conclude_60", "ask_review_30"} & codes
    assert all(start.term.n is not None for start in changes.starts)
    assert all(stop.code in TERMS for stop in changes.stops)
