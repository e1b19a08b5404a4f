"""补录: who owes a term does not stop its clock with a date of his own."""

from datetime import timedelta

import pytest
import time_machine

from petitions.cases.actions.back_entries import Proof
from records.clocks.rules.lights import Colour, light
from records.matters.models.events import Event
from records.papers.models.approvals import Approval
from tests.cast import TODAY
from tests.petitions import doors
from township.refusals import Refused

RECEIPT = Proof("交接单第7号")


@pytest.fixture
def late(stage):
    """A unit eight days after its limit; its case is accepted and in its hands."""
    stage.register()
    stage.to("handling")
    stage.day = stage.clock("unit_limit").due_on + timedelta(days=8)
    return stage


def report(stage, on, **more):
    given = {"assignment_id": stage.assignment().pk, "text": "已核实并办结。", "is_result": True, "on": on}
    return stage.do(doors.report_progress, "liaison", **given | more)


def judged(stage, code="unit_limit"):
    clock = stage.clock(code)
    return light(clock.due_on, stage.day, None, clock.stopped_on).colour


def confirm(stage, who, approved=True, remark=""):
    given = {"by": stage.cast.actor(who, on=stage.day), "at": stage.cast.at(stage.day), "approved": approved}
    doors.confirm_entry(case_id=stage.case.pk, remark=remark, **given)
    return stage.again()


def test_a_result_of_two_weeks_ago_needs_its_evidence(late):
    with pytest.raises(Refused, match="属于补录：请上传凭据") as refused:
        report(late, late.day - timedelta(days=14))
    assert refused.value.field == "proof"
    assert late.clock("unit_limit").stopped_on is None


def test_until_a_second_person_confirms_the_clock_counts_by_the_day_of_writing(late):
    on = late.day - timedelta(days=14)
    report(late, on, proof=RECEIPT)
    clock = late.clock("unit_limit")
    assert (clock.acted_on, clock.recorded_on, clock.stopped_on) == (on, late.day, late.day)
    assert judged(late) == Colour.STOPPED_LATE
    assert "凭据未经另一人确认，按登记的" in clock.derivation[-1]["text"]
    confirm(late, "clerk")
    clock = late.clock("unit_limit")
    assert (clock.acted_on, clock.recorded_on, clock.stopped_on) == (on, late.day, on)
    assert judged(late) == Colour.STOPPED_ON_TIME
    assert "补录，凭据已由另一人确认" in clock.derivation[-1]["text"]
    assert late.journal()[-1] == "case.confirm_entry"


def test_evidence_that_does_not_hold_leaves_the_day_of_writing(late):
    report(late, late.day - timedelta(days=14), proof=RECEIPT)
    with pytest.raises(Refused, match="退回要写明意见"):
        confirm(late, "clerk", approved=False)
    confirm(late, "clerk", approved=False, remark="交接单上没有日期")
    assert judged(late) == Colour.STOPPED_LATE
    assert not Approval.objects.filter(kind="entry", state="pending").exists()


def test_who_wrote_it_down_does_not_confirm_it(stage):
    stage.register(raised_on=TODAY, received_on=TODAY)
    stage.day = TODAY + timedelta(days=20)
    stage.accept(on=TODAY + timedelta(days=2), proof=Proof("受理审批表第3号"))
    assert stage.clock("notice_direct_15").stopped_on == stage.day  # late, as it was written down late
    with pytest.raises(Refused, match="不能审批自己的申请"):
        confirm(stage, "clerk")
    confirm(stage, "clerk2")
    assert stage.clock("notice_direct_15").stopped_on == TODAY + timedelta(days=2)


def test_a_transfer_of_long_ago_is_late_until_it_is_proved(stage):
    stage.register()
    stage.day = TODAY + timedelta(days=286)
    to = {"to_unit_id": stage.cast.unit("land_bureau").pk, "reason": "属其职权范围", "on": TODAY + timedelta(days=1)}
    with pytest.raises(Refused, match="属于补录"):
        stage.do(doors.transfer, "clerk", **to)
    stage.do(doors.transfer, "clerk", **to, proof=Proof("机要收据第12号"))
    assert judged(stage, "notice_direct_15") == Colour.STOPPED_LATE
    with pytest.raises(Refused, match="正在等待审批|还没有登记送达"):
        stage.do(doors.archive, "clerk")


def test_the_timeline_and_the_desk_say_so(late):
    report(late, late.day - timedelta(days=14), proof=RECEIPT)
    event = late.case.matter.events.order_by("-pk").first()
    assert event.is_back_entry
    item = late.case.matter.work_items.get(kind="case.confirm_entry", done_at__isnull=True, dropped_at__isnull=True)
    assert item.what == "核对补录凭据"
    page = late.cast.client("clerk").get(f"/cases/{late.case.pk}/").content.decode()
    assert "补录，按登记日计" in page and "核对补录" in page
    beside = late.cast.client("clerk").get(f"/cases/{late.case.pk}/confirm_entry/").content.decode()
    assert "交接单第7号" in beside


def test_an_act_of_today_asks_nothing(late):
    report(late, late.day)
    clock = late.clock("unit_limit")
    assert (clock.acted_on, clock.stopped_on) == (None, late.day)
    assert not Approval.objects.filter(kind="entry").exists()


def test_the_page_asks_for_the_evidence_beside_the_day(late):
    stage, on = late, late.day - timedelta(days=14)
    client = stage.cast.client("liaison")
    url = f"/cases/{stage.case.pk}/report_progress/"
    given = {
        "text": "已核实并办结。",
        "on": on.isoformat(),
        "is_result": "on",
        "revision": stage.case.revision,
        "do": "save",
    }
    with time_machine.travel(stage.cast.at(stage.day), tick=False):
        page = client.post(url, given).content.decode()
        assert "属于补录：请上传凭据" in page.split('id="div_id_late_proof"')[1].split('id="div_id_late_file"')[0]
        assert client.post(url, given | {"late_proof": "交接单第7号"}).status_code == 302
    assert stage.clock("unit_limit").acted_on == on


def test_a_late_written_delivery_shortens_nobodys_right_to_ask_for_a_review(stage):
    """The 30 days run from the day of writing until a second person has read the receipt, then from the day it says."""
    stage.register()
    stage.to("reply_approved")
    signed = stage.day
    stage.day = signed + timedelta(days=40)
    stage.deliver(delivered_on=signed, proof=Proof("送达回证 12 号"))
    window = stage.clock("ask_review_30")
    assert window.start_on == stage.day and "凭据未经另一人确认，暂自登记之日起算" in window.derivation[0]["text"]
    told = Event.objects.filter(matter_id=stage.case.pk, move="deliver").get().public_text
    assert "可以请求复查" in told and "年" not in told  # no day is promised that the receipt may take back
    confirm(stage, "director")
    window = stage.clock("ask_review_30")
    assert window.start_on == signed and "凭据已由另一人确认" in window.derivation[0]["text"]


def test_a_receipt_that_does_not_hold_leaves_the_right_with_the_day_of_writing(stage):
    stage.register()
    stage.to("reply_approved")
    signed = stage.day
    stage.day = signed + timedelta(days=40)
    stage.deliver(delivered_on=signed, proof=Proof("送达回证 12 号"))
    confirm(stage, "director", approved=False, remark="回证没有签名")
    assert stage.clock("ask_review_30").start_on == stage.day


def test_a_term_that_a_late_written_act_starts_says_so(stage):
    stage.register(raised_on=TODAY, received_on=TODAY)
    stage.day = TODAY + timedelta(days=5)
    stage.accept(on=TODAY + timedelta(days=2), proof=Proof("受理审批表第3号"))
    clock = stage.clock("conclude_60")
    assert clock.start_on == TODAY + timedelta(days=2) and "受理审批表第3号（补录）" in clock.derivation[0]["text"]
