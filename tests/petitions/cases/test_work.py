"""What is owed on a case, in every state, by whom and until when; and where it stands on the desk."""

from datetime import date

import pytest

from petitions.cases.rules import cases as states
from petitions.cases.rules.work import CaseWork, Proposal, Task, case_owed
from records.work.models import OPEN, WorkItem
from tests.petitions import doors

pytestmark = pytest.mark.usefixtures("quick_print")
NOTICE, ANSWER = date(2026, 10, 7), date(2026, 11, 21)
LEAD = Task(5, True, "received", date(2026, 10, 20))
HELPER = Task(6, False, "received", date(2026, 10, 15))


def owed(**facts) -> dict[str, object]:
    return {one.act: one for one in case_owed(CaseWork(**({"case_class": "claim"} | facts)))}


def items(stage) -> dict[str, WorkItem]:
    return {row.kind: row for row in WorkItem.objects.filter(OPEN, matter_id=stage.case.pk)}


def test_every_open_state_has_somebody_who_must_act():
    """A case that is nobody's must be impossible, whatever its legal class."""
    facts = {
        "claim": {
            "reply_submitted": {"proposals": (Proposal("reply", 1, "赵敏", "case.approve_reply"),)},
            "reply_approved": {"undelivered": {"reply": None}},
        }
    }
    for case_class, closed in (("claim", states.CLOSED_STATES), ("suggestion", states.CLOSED_STATES)):
        for state in states.OPEN_STATES - closed:
            assert owed(case_class=case_class, state=state, **facts["claim"].get(state, {})), state
    assert owed(case_class="accusation", state="registered")


def test_before_acceptance_the_office_decides_and_the_lead_unit_once_it_has_signed():
    due = {"notice_direct_15": NOTICE}
    found = owed(state="registered", office=3, due=due)
    assert (found["accept"].person, found["accept"].due_on) == (3, NOTICE)
    assert owed(state="registered", due=due)["accept"].right == "case.accept"
    sent = owed(state="assigned", office=3, due=due, tasks=(Task(5, True, "sent", date(2026, 10, 20)),))
    assert list(sent) == ["receive"]
    assert (sent["receive"].unit, sent["receive"].due_on) == (5, NOTICE)  # the nearer of the two limits
    assert owed(state="assigned", office=3, due=due, tasks=(LEAD,))["accept"].unit == 5


def test_a_proposal_lies_with_who_decides_and_never_with_who_made_it():
    refusal = Proposal("refusal", 3, "林晓", "case.approve_refusal")
    found = owed(state="registered", office=3, due={"notice_direct_15": NOTICE}, proposals=(refusal,))
    assert list(found) == ["decide_refusal"]
    one = found["decide_refusal"]
    assert (one.right, one.except_person, one.due_on) == ("case.approve_refusal", 3, NOTICE)
    back = owed(state="registered", office=3, returned=frozenset({"refusal"}))["accept"]
    assert "退回" in back.why


def test_in_hand_each_unit_owes_its_part_by_its_own_day():
    found = owed(state="handling", office=3, tasks=(LEAD, HELPER), due={"conclude_60": ANSWER})
    assert (found["draft_reply"].unit, found["draft_reply"].due_on) == (5, LEAD.due_on)
    assert (found["report_progress"].unit, found["report_progress"].due_on) == (6, HELPER.due_on)
    alone = owed(state="accepted", office=3, due={"conclude_60": ANSWER})
    assert (alone["draft_reply"].person, alone["draft_reply"].due_on) == (3, ANSWER)
    assert owed(state="accepted", due={"conclude_60": ANSWER})["assign"].right == "case.assign"
    again = owed(state="handling", tasks=(LEAD,), returned=frozenset({"reply"}))
    assert again["draft_reply"].what == "修改答复"


def test_an_objection_is_verified_by_another_person_while_the_limits_run():
    found = owed(
        state="assigned", tasks=(Task(5, True, "objected", None),), objection=8, due={"notice_direct_15": NOTICE}
    )
    assert list(found) == ["decide_objection"]
    assert (found["decide_objection"].except_person, found["decide_objection"].due_on) == (8, NOTICE)


def test_after_the_answer_it_is_delivered_carried_out_and_checked():
    assert (
        owed(state="reply_approved", office=3, undelivered={"reply": None}, due={"conclude_60": ANSWER})[
            "deliver"
        ].due_on
        == ANSWER
    )
    assert owed(state="delivered", tasks=(LEAD,), has_unexecuted=True)["record_execution"].unit == 5
    assert owed(state="executing", drafter=9)["conclude"].except_person == 9
    assert owed(state="refused", office=3, undelivered={"reply": None})["deliver"].what == "送达文书"
    assert owed(state="concluded", has_open_review=True)["record_review_result"].right == "case.record_review"
    assert owed(state="concluded", is_annulled=True)["reopen"].right == "case.reopen"
    assert owed(state="archived") == {}


def test_the_desk_follows_a_case_from_hand_to_hand(stage):
    """The same items in the database, at the end of each act, held by who must act next."""
    stage.register()
    assert set(items(stage)) == {"case.accept"} and items(stage)["case.accept"].person == stage.cast.person("clerk")
    stage.assign()
    assert items(stage)["case.receive"].unit == stage.cast.unit("building")
    stage.receive()
    done = WorkItem.objects.get(matter_id=stage.case.pk, kind="case.receive")
    assert done.done_by == stage.cast.person("liaison")
    stage.accept()
    assert items(stage)["case.draft_reply"].due_on == stage.clock("unit_limit", "building").due_on
    stage.draft(conclusion="explain")
    stage.submit()
    assert items(stage)["case.decide_reply"].except_person == stage.cast.person("liaison")
    stage.approve(approved=False, remark="事实再核实")
    assert items(stage)["case.draft_reply"].what == "修改答复"
    stage.submit()
    stage.approve()
    assert "case.deliver" in items(stage)
    stage.deliver()
    stage.deliver(document=stage.papers("acceptance")[0])
    assert set(items(stage)) == {"case.conclude"}
    stage.conclude()
    assert items(stage) == {}


def test_the_desk_of_the_unit_shows_the_task_with_its_button(stage):
    stage.register()
    stage.assign()
    page = stage.cast.client("liaison").get("/").content.decode()
    assert "签收交办" in page and stage.case.number in page and f"/cases/{stage.case.pk}/receive/" in page
    assert "签收交办" not in stage.cast.client("liaison2").get("/").content.decode()
    director = stage.cast.client("director").get("/").content.decode()
    assert "签收交办" not in director


def test_an_accusation_stands_on_no_desk_but_of_those_who_know(stage):
    stage.register(purpose="accusation", named_ids=(stage.cast.person("convenor").pk,))
    assert "拟移送检举控告" in stage.cast.client("clerk").get("/").content.decode()
    assert "拟移送检举控告" not in stage.cast.client("clerk2").get("/").content.decode()
    to = stage.cast.unit("discipline").pk
    stage.do(doors.propose_route, "clerk", to_unit_id=to, reason="属其职权")
    assert "审批移送" in stage.cast.client("convenor").get("/").content.decode()
    assert "审批移送" not in stage.cast.client("chief").get("/").content.decode()


def test_a_reply_that_was_annulled_is_owed_again_until_it_is_taken_up(stage):
    stage.register()
    stage.to("concluded", conclusion="explain")
    stage.do(doors.record_review, "clerk", kind="review", organ="清川县人民政府", requested_on=stage.day)
    assert "case.record_review_result" in items(stage)
    review = stage.case.outside_reviews.get()
    stage.do(
        doors.record_review_result,
        "clerk",
        review_id=review.pk,
        decided_on=stage.day,
        served_on=stage.day,
        number="1号",
        result="annulled",
    )
    assert items(stage)["case.reopen"].right == "case.reopen"
    stage.do(doors.reopen, "director", reason="复查撤销，重新办理")
    assert "case.reopen" not in items(stage) and "case.draft_reply" in items(stage)
