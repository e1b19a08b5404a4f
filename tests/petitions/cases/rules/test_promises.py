"""A paper promises nothing that the state table refuses, and every clock has an act that stops it: texts × tables × clocks."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from petitions.cases.rules import cases as states
from petitions.cases.rules.cases import TABLES
from petitions.cases.rules.clock_moves import CLOCK_MOVES, TermFacts, clock_changes
from petitions.cases.rules.paper_samples import sample_facts
from petitions.cases.rules.papers import PAPER_KINDS
from petitions.cases.rules.standard_texts import STANDARD_TEXTS, standard_text
from petitions.cases.rules.steps import DOORS, StepFacts
from petitions.cases.rules.terms import ASK_REVIEW, CONCLUDE, OBJECT, SIMPLE_CLOSE, UNIT_LIMIT
from records.papers.rules.prose import blanks
from township.permissions import CAPABILITIES

DAY = date(2026, 3, 2)
VIAS = ("direct", "transferred", "assigned")
WAYS = [("ordinary", path) for path in range(1, 7)] + [("simple", 6)]
WITH_TEXT = [kind for kind, write in STANDARD_TEXTS.items() if write]
ALL_RIGHTS = frozenset(code for code in CAPABILITIES if code.startswith("case."))


def facts(case_class="claim", via="direct", track="ordinary", path31=6, accepted_on=DAY, **more) -> TermFacts:
    return TermFacts(
        case_class=case_class,
        received_via=via,
        track=track,
        path31=path31,
        accepted_on=accepted_on,
        received_on=DAY,
        source_due_on=date(2026, 5, 1),
        **more,
    )


def started(move: str, given: TermFacts) -> set[str]:
    return {start.term.code for start in clock_changes(move, given, DAY).starts}


@pytest.mark.parametrize(("kind", "case_class"), list(product(WITH_TEXT, TABLES)))
def test_no_text_leaves_a_place_to_fill_in_when_the_facts_are_there(kind, case_class):
    given = replace(sample_facts(kind), case_class=case_class)
    assert blanks(standard_text(kind, given)) == []


@pytest.mark.parametrize(("case_class", "is_accepted"), list(product(("claim", "suggestion"), (False, True))))
def test_the_letter_to_a_unit_offers_an_objection_exactly_where_one_is_open(case_class, is_accepted):
    accepted_on = DAY if is_accepted else None
    text = standard_text(
        "assignment", replace(sample_facts("assignment"), case_class=case_class, accepted_on=accepted_on)
    )
    state = states.HANDLING if is_accepted else states.ASSIGNED
    is_open = TABLES[case_class].allows("object", state)
    clocks = started("assign", facts(case_class, accepted_on=accepted_on, unit_arrived_on=DAY))
    assert ("5个工作日" in text) == is_open == (OBJECT.code in clocks) == (not is_accepted)
    assert UNIT_LIMIT.code in clocks and "前办结" in text


@pytest.mark.parametrize(("track", "path31"), WAYS)
def test_the_notice_of_acceptance_names_the_term_that_runs(track, path31):
    given = replace(sample_facts("acceptance"), is_simple=track == "simple", path31=path31)
    text, clocks = standard_text("acceptance", given), started("accept", facts(track=track, path31=path31))
    assert ("自受理之日起60日内办结" in text) == (CONCLUDE.code in clocks)
    assert ("自受理之日起10个工作日内办结" in text) == (SIMPLE_CLOSE.code in clocks)
    if "延长" in text:
        assert CONCLUDE.max_extension == 30 and TABLES["claim"].allows("propose_extension", states.ACCEPTED)


@pytest.mark.parametrize("path31", range(1, 7))
def test_the_answer_offers_a_review_exactly_where_its_time_starts(path31):
    text = standard_text("reply", replace(sample_facts("reply"), remedy=path31 == 6))
    assert ("请求复查" in text) == (ASK_REVIEW.code in started("deliver", facts(path31=path31)))


def test_an_accusation_is_routed_by_its_own_rules():
    text = standard_text("transfer", replace(sample_facts("transfer"), case_class="accusation"))
    assert "第三十条" in text
    for promise in ("15日", "5个工作日", "第二十二条", "第二十三条", "答复信访人", "张堃翀"):
        assert promise not in text
    assert not started("register", facts("accusation", "transferred"))


@pytest.mark.parametrize(("case_class", "via"), list(product(("claim", "suggestion"), VIAS)))
def test_every_right_to_object_has_its_button(case_class, via):
    """The office towards the sender until the case is accepted, a unit while it is assigned; nobody else."""
    table = TABLES[case_class]
    runs = OBJECT.code in started("register", facts(case_class, via, accepted_on=None, path31=None))
    for state in (states.REGISTERED, states.ASSIGNED):
        given = StepFacts(case_class=case_class, state=state, may=ALL_RIGHTS, may_object_to_sender=runs)
        assert (DOORS.step("object_to_sender", given, table) is not None) == runs
    assert runs == (case_class == "claim" and via != "direct")


@pytest.mark.parametrize(("case_class", "via", "way"), list(product(TABLES, VIAS, WAYS)))
def test_every_duty_that_starts_is_stopped_by_an_act_of_the_table(case_class, via, way):
    given = facts(case_class, via, *way)
    table = TABLES[case_class]
    stops = {
        stop.code for move in CLOCK_MOVES.keys() & set(table.names) for stop in clock_changes(move, given, DAY).stops
    }
    for move in ("register", *table.names):
        if move in CLOCK_MOVES:
            owed = {start.term.code for start in clock_changes(move, given, DAY).starts if start.term.has_alarm}
            assert owed <= stops, f"{move}: {owed - stops} has no act"


def test_every_kind_of_paper_is_looked_at():
    assert set(STANDARD_TEXTS) == set(PAPER_KINDS)
