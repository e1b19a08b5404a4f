"""A case that came through a higher organ and is not this office's: the objection goes to the sender."""

from datetime import date, timedelta

import pytest

from petitions.cases.queries.paper_facts import registration_facts
from records.clocks.models import Clock
from records.papers.actions.documents import facts_of
from tests.cast import TODAY
from tests.petitions import doors
from township.refusals import Refused

ABOVE = {"source_organ": "清川县信访局", "source_number": "县信交〔2026〕9号", "source_on": TODAY}
GIVEN = {
    "reason": "首次登记由县不动产登记机构办理，本机关没有登记职责",
    "basis": "权责清单第12项",
    "suggested": "清川县自然资源局",
}


@pytest.fixture
def assigned(stage):
    stage.register(channel="assigned", source_due_on=TODAY + timedelta(days=40), **ABOVE)
    return stage


def answer(stage, agreed):
    return stage.do(doors.record_sender_answer, "clerk", agreed=agreed, on=stage.day, number="县信函〔2026〕3号")


def test_a_clause_for_direct_petitions_refuses_nothing_that_came_from_above(assigned):
    with pytest.raises(Refused, match="向来文机关提出异议") as refused:
        assigned.do(doors.propose_refusal, "clerk", ground="not_competent", reason="", where_to_go="县自然资源局")
    assert refused.value.field == "ground"
    assert assigned.running() == {"notice_referred_15", "object_5wd", "assigned_limit"}


def test_the_letter_goes_out_and_the_fifteen_days_run_on(assigned):
    assigned.do(doors.object_to_sender, "clerk", **GIVEN)
    letter = assigned.papers("sender_objection")[0]
    assert (letter.addressee, letter.number, letter.is_for_petitioner) == ("清川县信访局", "清信异〔2026〕1号", False)
    for words in (GIVEN["reason"], GIVEN["basis"], GIVEN["suggested"], "县信交〔2026〕9号", "第二十三条第三款"):
        assert words in letter.body
    assert assigned.running() == {"notice_referred_15", "assigned_limit"}
    item = assigned.case.matter.work_items.get(kind="case.record_sender_answer")
    assert item.due_on == assigned.clock("notice_referred_15").due_on


def test_agreed_the_case_goes_back_and_is_closed(assigned):
    assigned.do(doors.object_to_sender, "clerk", **GIVEN)
    answer(assigned, True)
    assert (assigned.case.state, assigned.case.ended_as) == ("returned", "returned")
    assert assigned.running() == set()
    assigned.do(doors.archive, "clerk")


def test_refused_the_office_carries_on_with_the_time_that_is_left(assigned):
    assigned.do(doors.object_to_sender, "clerk", **GIVEN)
    due = assigned.clock("notice_referred_15").due_on
    assigned.day = TODAY + timedelta(days=9)
    answer(assigned, False)
    assert (assigned.case.state, assigned.clock("notice_referred_15").due_on) == ("registered", due)
    with pytest.raises(Refused, match="已经提出过异议"):
        assigned.do(doors.object_to_sender, "clerk", **GIVEN)
    assigned.accept()


def test_after_the_fifth_working_day_it_is_too_late(assigned):
    assigned.day = assigned.clock("object_5wd").due_on + timedelta(days=1)
    with pytest.raises(Refused, match="5个工作日已过"):
        assigned.do(doors.object_to_sender, "clerk", **GIVEN)


def test_what_came_directly_is_refused_not_objected_to(stage):
    stage.register()
    with pytest.raises(Refused, match="只有上级转送、交办的事项"):
        stage.do(doors.object_to_sender, "clerk", **GIVEN)


def test_the_senders_limit_caps_that_of_the_unit(stage):
    stage.register(channel="assigned", source_due_on=date(2026, 10, 2), **ABOVE)
    with pytest.raises(Refused, match="上级交办的期限（2026年10月2日）"):
        stage.assign(lead_due_on=date(2026, 10, 20))
    stage.assign()
    assert stage.assignment().due_on == date(2026, 10, 2)  # the township's default would have been later


def test_the_answer_goes_to_the_sender_too_and_the_form_names_the_limit(stage):
    stage.register(channel="transferred", **ABOVE)
    assert registration_facts(stage.case, clerk_name="林晓").raw_due_on == stage.clock("notice_referred_15").due_on
    stage.to("reply_approved")
    assert reply_copies(stage) == ["清川县信访局", "村镇建设办"]


def reply_copies(stage) -> list[str]:
    return facts_of(stage.papers("reply")[0])["copies"]


@pytest.mark.parametrize("agreed", [True, False])
def test_a_task_given_to_a_unit_takes_the_objection_to_the_sender_from_nobody(assigned, agreed):
    """While the five days run, the clock has its action; the unit's own days run on, and its task goes back with the case."""
    assigned.assign()
    assigned.do(doors.object_to_sender, "clerk", **GIVEN)
    assert assigned.case.state == "assigned"
    own = Clock.objects.get(matter_id=assigned.case.pk, code="object_5wd", unit=None)
    unit = assigned.clock("object_5wd", unit="building")
    assert own.stopped_on == assigned.day and unit.stopped_on is None
    answer(assigned, agreed)
    assert assigned.case.state == ("returned" if agreed else "assigned")
    assert (assigned.running() == set()) == agreed
    assert (assigned.case.assignments.get().ended_on is not None) == agreed
