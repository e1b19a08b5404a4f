"""复查 and 复核 are decided elsewhere: what is recorded, which clocks run for whom, when the matter is closed for good."""

from datetime import date, timedelta

import pytest

from petitions.cases.models.deliveries import OutsideReview
from tests.petitions import doors
from township.actors import NotAllowed
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")
DELIVERED = date(2026, 9, 22)


@pytest.fixture
def answered(stage):
    stage.register()
    stage.to("concluded", conclusion="reject")
    stage.day = date(2026, 10, 12)
    return stage


def ask(stage, kind="review", on=None, **values):
    organ = "清川县人民政府" if kind == "review" else "江州市人民政府"
    return stage.do(doors.record_review, "clerk", kind=kind, organ=organ, requested_on=on or stage.day, **values)


def answer(stage, row, result="upheld", decided=None, served=None):
    return stage.do(
        doors.record_review_result,
        "clerk",
        review_id=row.pk,
        decided_on=decided or stage.day,
        served_on=served,
        number="清川府信复查〔2026〕3号",
        result=result,
    )


def reviewed(stage):
    row = ask(stage)
    stage.day = date(2026, 11, 5)
    answer(stage, row, decided=date(2026, 11, 3), served=date(2026, 11, 5))
    return row


def test_the_organs_thirty_days_are_no_alarm_of_the_township(answered):
    ask(answered)
    clock = answered.clock("review_30")
    assert (clock.due_on, clock.is_owed_by_petitioner, clock.is_outside) == (date(2026, 11, 11), True, True)
    assert answered.case.next_due_on is None
    assert answered.clock("ask_review_30").stopped_on == answered.day
    assert answered.case.state == "concluded"
    assert answered.inbox("director")[-1] == "清信〔2026〕1号 信访人请求复查"
    with pytest.raises(Refused, match="正在进行"):
        ask(answered)
    with pytest.raises(Refused, match="复查或复核还没有结果"):
        answered.do(doors.archive, "clerk")


def test_upheld_and_served_the_next_window_opens(answered):
    reviewed(answered)
    window = answered.clock("ask_final_review_30")
    assert (window.start_on, window.due_on, window.rolled_due_on) == (
        date(2026, 11, 5),
        date(2026, 12, 5),
        date(2026, 12, 7),
    )
    assert answered.clock("review_30").stopped_on == date(2026, 11, 3)
    with pytest.raises(Refused, match="已经复查过"):
        ask(answered)


def test_the_day_of_service_may_come_later(answered):
    row = ask(answered)
    answered.day = date(2026, 11, 5)
    answer(answered, row, decided=date(2026, 11, 3))
    assert answered.clock("ask_final_review_30") is None
    answer(answered, row, decided=date(2026, 11, 3), served=date(2026, 11, 5))
    assert answered.clock("ask_final_review_30").start_on == date(2026, 11, 5)
    with pytest.raises(Refused, match="复查结果已经登记"):
        answer(answered, row, served=date(2026, 11, 5))


def test_a_hearing_stops_the_final_review_only(answered):
    with pytest.raises(Refused, match="先有复查意见"):
        ask(answered, "final_review")
    first = ask(answered)
    with pytest.raises(Refused, match="只有复核听证所需时间不计入期限"):
        answered.do(doors.pause_review, "clerk", review_id=first.pk, from_on=answered.day, reason="听证")
    answered.day = date(2026, 11, 5)
    answer(answered, first, decided=answered.day, served=answered.day)
    answered.day = date(2026, 11, 20)
    row = ask(answered, "final_review")
    assert answered.clock("final_review_30").due_on == date(2026, 12, 20)
    answered.day = date(2026, 11, 25)
    answered.do(doors.pause_review, "clerk", review_id=row.pk, from_on=date(2026, 11, 25), reason="举行听证")
    answered.day = date(2026, 12, 2)
    answered.do(doors.resume_review, "clerk", review_id=row.pk, to_on=date(2026, 12, 2))
    assert answered.clock("final_review_30").due_on == date(2026, 12, 27)
    answered.day = date(2026, 12, 20)
    answer(answered, row, decided=answered.day, served=answered.day)
    assert answered.case.is_final
    assert answered.running() == {"evaluate"}
    with pytest.raises(Refused, match="复核终结"):
        ask(answered)


def test_annulled_is_a_ground_to_open_again(answered):
    row = ask(answered)
    answered.day = date(2026, 11, 5)
    answer(answered, row, result="annulled", decided=answered.day, served=answered.day)
    assert "ask_final_review_30" not in answered.running()
    answered.do(doors.reopen, "director", reason="复查撤销，重新办理")
    assert answered.case.state == "handling"
    assert answered.clock("conclude_60").round == 2
    assert not answered.case.is_final


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"kind": "appeal"}, "请选择复查或复核"),
        ({"on": DELIVERED - timedelta(days=1)}, "收到请求日期不能早于处理意见送达日期"),
        ({"on": date(2026, 10, 13)}, "收到请求日期不能晚于今天"),
    ],
)
def test_a_request_is_refused_with_a_sentence(answered, values, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(answered, **values)
    assert OutsideReview.objects.count() == 0


def test_results_are_in_order(answered):
    row = ask(answered)
    with pytest.raises(Refused, match="请选择结论"):
        answer(answered, row, result="maybe")
    with pytest.raises(Refused, match="作出意见日期不能早于收到请求日期"):
        answer(answered, row, decided=answered.day - timedelta(days=1))
    with pytest.raises(Refused, match="送达信访人日期不能早于作出意见日期"):
        answer(answered, row, decided=answered.day, served=answered.day - timedelta(days=1))


def test_nothing_to_review_before_delivery_and_on_other_paths(stage):
    stage.register()
    stage.to("handling")
    with pytest.raises(Refused, match="才有复查、复核"):
        ask(stage)
    stage.register()
    stage.accept(path31=5)
    stage.draft("clerk", conclusion="explain")
    stage.submit("clerk")
    stage.approve()
    stage.deliver()
    assert "ask_review_30" not in stage.running()
    with pytest.raises(Refused, match="才有复查、复核"):
        ask(stage)


def test_only_a_clerk_records_it(answered):
    with pytest.raises(NotAllowed):
        answered.do(doors.record_review, "director", kind="review", organ="清川县人民政府", requested_on=answered.day)
