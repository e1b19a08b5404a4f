"""The reply: written claim by claim, approved as it was read, numbered, delivered, carried out, checked, filed."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from petitions.cases.models.deliveries import Delivery, Evaluation
from records.papers.actions.documents import text_hash
from records.papers.models.approvals import Approval
from tests.cast import add_post
from tests.petitions import doors
from township.actors import NotAllowed, OutOfScope
from township.directory.models.people import Role
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


@pytest.fixture
def handled(stage):
    stage.register()
    return stage if stage.to("handling") else stage


def test_a_draft_may_be_incomplete_but_is_not_handed_in_so(handled):
    first = handled.case.claims.first()
    handled.do(
        doors.draft_reply, "liaison", conclusion="explain", findings=[{"claim_id": first.pk, "finding": "已核实"}]
    )
    with pytest.raises(Refused, match="第1项诉求还缺：处理意见、法律法规依据、结论"):
        handled.submit()
    assert handled.case.state == "handling"


def test_a_second_writer_never_overwrites(handled):
    handled.draft(body="第一稿")
    handled.draft(body="第二稿", version=1)
    with pytest.raises(Refused, match="刚刚由别人改过"):
        handled.draft(body="另一人的稿", version=1)
    with pytest.raises(Refused, match="刚刚由别人改过"):
        handled.draft(body="以为是第一稿")
    assert [paper.body for paper in handled.papers("reply")] == ["第二稿"]


def test_the_standard_text_answers_every_claim(handled):
    handled.draft()
    body = handled.papers("reply")[0].body
    for words in (
        "明确3号楼办证时间",
        "退还多收的测绘费",
        "《不动产登记暂行条例》第十四条",
        "予以支持",
        "30日内",
        "清川县人民政府",
    ):
        assert words in body


def test_approval_binds_to_the_text_that_was_read(handled):
    handled.draft()
    approval = handled.submit()
    document = approval.document
    read = {"version": document.version, "text_sha256": text_hash(document.body)}
    for wrong in ({"version": None}, {"text_sha256": ""}, {"text_sha256": text_hash("别的")}, {"version": 9}):
        with pytest.raises(Refused, match="又有改动"):
            handled.decide("reply", "director", approved=True, **(read | wrong))
    handled.decide("reply", "director", approved=True, **read)
    case, paper = handled.case, handled.papers("reply")[0]
    assert (case.state, case.outcome_on, paper.number) == ("reply_approved", handled.day, "清信处〔2026〕1号")
    assert handled.clock("unit_limit", "building").stopped_on == handled.day
    assert handled.clock("conclude_60").stopped_on is None  # answered only when it is delivered
    assert handled.inbox("liaison")[-1] == "清信〔2026〕1号 答复已批准印发"


def test_returned_it_is_written_again(handled):
    handled.draft(body="第一稿")
    handled.submit()
    with pytest.raises(Refused, match="退回要写明意见"):
        handled.approve(approved=False)
    handled.approve(approved=False, remark="请补充依据")
    assert handled.case.state == "handling"
    assert handled.inbox("liaison")[-1] == "清信〔2026〕1号 答复退回修改，意见见文稿页"
    handled.draft(body="第二稿", version=1)
    handled.submit()
    handled.approve()
    assert handled.papers("reply")[0].body == "第二稿"
    assert handled.journal()[-5:] == [
        "case.submit_reply",
        "case.return_reply",
        "case.draft_reply",
        "case.submit_reply",
        "case.approve_reply",
    ]


def test_taken_back_it_is_in_hand_again(handled):
    handled.draft()
    handled.submit()
    handled.do(doors.withdraw_proposal, "liaison")
    assert handled.case.state == "handling"
    assert handled.papers("reply")[0].state == "draft"
    handled.submit()
    handled.approve("convenor")


def test_who_wrote_it_does_not_approve_it(stage):
    add_post(stage.cast, stage.cast.person("liaison"), Role.DIRECTOR, "office")
    stage.register()
    stage.to("reply_submitted")
    with pytest.raises(Refused, match="不能审批自己的申请"):
        stage.approve("liaison")
    with pytest.raises(NotAllowed):
        stage.approve("clerk")


def test_only_the_lead_unit_or_its_leader_writes(stage):
    stage.register()
    stage.assign(assist=[(stage.cast.unit("civil").pk, None)])
    stage.receive()
    stage.accept()
    with pytest.raises(NotAllowed, match="答复由主办单位村镇建设办拟写"):
        stage.draft("liaison2")
    with pytest.raises(NotAllowed):
        stage.draft("clerk")
    stage.draft("leader")  # the unit is in his portfolio


def test_the_office_answers_what_it_kept_itself(stage):
    stage.register()
    stage.accept()
    stage.draft("clerk")
    stage.submit("clerk")
    stage.approve()
    stage.deliver()
    stage.execute("clerk")
    with pytest.raises(Refused, match="答复是您拟写的"):
        stage.conclude("clerk")
    stage.conclude("clerk2")
    assert stage.case.state == "concluded"


def test_delivery_starts_the_petitioners_thirty_days(stage):
    stage.register()
    stage.to("reply_approved")
    stage.day = date(2026, 9, 25)
    stage.deliver()
    assert (stage.case.state, stage.case.delivered_on) == ("delivered", date(2026, 9, 25))
    window = stage.clock("ask_review_30")
    assert (window.due_on, window.rolled_due_on, window.is_owed_by_petitioner) == (
        date(2026, 10, 25),
        date(2026, 10, 26),
        True,
    )
    assert stage.clock("conclude_60").stopped_on == date(2026, 9, 25)
    assert stage.running() == {"ask_review_30", "evaluate"}
    assert stage.case.next_due_on is None
    with pytest.raises(Refused, match="当前是“已答复”状态，不能“登记送达”"):
        stage.deliver()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"delivered_on": date(2026, 9, 21)}, "送达日期不能早于印发日期"),
        ({"delivered_on": date(2026, 9, 23)}, "送达日期不能晚于今天"),
        ({"delivered_on": None}, "请填写送达日期"),
        ({"manner": "pigeon"}, "请选择送达方式"),
        ({"receiver": " "}, "请填写签收人"),
        ({"manner": "left", "refusal_reason": ""}, "留置送达要写明拒收的情况"),
        ({"manner": "left", "refusal_reason": "拒绝签字"}, "要有见证人签名"),
        ({"manner": "mail", "place": ""}, "请填写邮寄地址或邮件号"),
    ],
)
def test_each_manner_needs_its_proof(stage, values, sentence):
    stage.register()
    stage.to("reply_approved")
    with pytest.raises(Refused, match=sentence):
        stage.deliver(**values)
    assert Delivery.objects.count() == 0


def test_left_at_the_door_with_a_photograph(stage):
    stage.register()
    stage.to("reply_approved")
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "JPEG")
    row = stage.deliver(
        manner="left",
        refusal_reason="拒绝签字",
        receiver="",
        evidence_upload=SimpleUploadedFile("门口.jpg", picture.getvalue()),
    )
    assert row.evidence.purpose == "delivery"


def test_other_papers_are_delivered_without_answering_the_case(stage):
    stage.register()
    stage.accept()
    notice = stage.papers("acceptance")[0]
    stage.deliver(document=notice)
    assert stage.case.state == "accepted"
    assert stage.case.delivered_on is None
    with pytest.raises(Refused, match="已经登记过送达"):
        stage.deliver(document=notice)
    stage.assign()
    with pytest.raises(Refused, match="不向信访人送达"):
        stage.deliver(document=stage.papers("assignment")[0])
    with pytest.raises(OutOfScope):
        stage.do(doors.deliver, "clerk", document_id=0, manner="in_person", delivered_on=stage.day, receiver="张")


def test_no_conclusion_before_delivery_and_before_what_was_promised(stage):
    stage.register()
    stage.to("reply_approved")
    with pytest.raises(Refused, match="没有送达不能办结"):
        stage.do(doors.conclude, "clerk", on=stage.day, note="")
    stage.deliver()
    with pytest.raises(Refused, match="第1、2项诉求予以支持但还没有落实"):
        stage.conclude()
    claim = stage.case.claims.first()
    stage.do(doors.record_execution, "liaison", claim_id=claim.pk, text="已完成首批办证", on=stage.day)
    assert stage.case.state == "executing"
    with pytest.raises(Refused, match="不用重复登记"):
        stage.do(doors.record_execution, "liaison", claim_id=claim.pk, text="已完成首批办证", on=stage.day)
    stage.execute()
    with pytest.raises(NotAllowed):
        stage.conclude("liaison")
    stage.conclude("director")
    assert (stage.case.concluded_on, stage.case.matter.closed_on) == (stage.day, stage.day)


def test_explained_claims_need_no_execution(stage):
    stage.register()
    stage.to("delivered", conclusion="explain")
    claim = stage.case.claims.first()
    with pytest.raises(Refused, match="只有予以支持的诉求需要落实"):
        stage.do(doors.record_execution, "clerk", claim_id=claim.pk, text="已落实", on=stage.day)
    assert stage.case.state == "delivered"
    stage.conclude()


def test_a_suggestion_is_answered_without_clocks_and_reviews(stage):
    stage.register(purpose="suggestion")
    assert stage.running() == set()
    stage.accept(path31=None)
    assert stage.papers() == []
    stage.assign()
    stage.receive()
    with pytest.raises(Refused, match="请选择处理结论：采纳、部分采纳、未采纳"):
        stage.draft(conclusion="support")
    draft = stage.do(doors.draft_reply, "liaison", conclusion="adopt")
    with pytest.raises(Refused, match="正文里还有没填的空：【研究论证的意见】"):
        stage.submit()
    body = draft.body.replace("【研究论证的意见】", "经研究，拟列入明年计划")
    stage.do(doors.draft_reply, "liaison", conclusion="adopt", version=draft.version, body=body)
    stage.submit()
    stage.approve()
    assert stage.papers("suggestion_reply")[0].number == "清信建复〔2026〕1号"
    stage.deliver()
    stage.conclude()
    assert stage.running() == set()


def test_opened_again_only_with_a_ground_and_with_a_fresh_round(stage):
    stage.register()
    stage.to("concluded", conclusion="explain")
    with pytest.raises(Refused, match="才能重新办理"):
        stage.do(doors.reopen, "director", reason="信访人再次来访")
    Evaluation.objects.create(case=stage.case, about="unit", grade="bad", at=stage.cast.at())
    with pytest.raises(NotAllowed):
        stage.do(doors.reopen, "clerk", reason="信访人不满意")
    stage.do(doors.archive, "clerk")
    stage.day += timedelta(days=3)
    stage.do(doors.reopen, "director", reason="信访人不满意，需补充调查")
    case = stage.case
    assert (case.state, case.delivered_on, case.concluded_on, case.archived_on) == ("handling", None, None, None)
    assert case.matter.closed_on is None
    clock = stage.clock("conclude_60")
    assert (clock.round, clock.start_on, clock.due_on) == (2, stage.day, stage.day + timedelta(days=60))
    assert "ask_review_30" not in stage.running()
    stage.draft(body="第二轮处理意见")
    stage.submit()
    stage.approve()
    old, new = stage.papers("reply")
    assert new.supersedes == old
    with pytest.raises(Refused, match="已有新的答复代替"):
        stage.deliver(document=old)
    stage.deliver()
    stage.execute()
    stage.conclude()
    with pytest.raises(Refused, match="才能重新办理"):
        stage.do(doors.reopen, "director", reason="同一理由不能用两次")


def test_what_was_transferred_is_not_opened_again(stage):
    stage.register()
    stage.do(doors.transfer, "clerk", to_unit_id=stage.cast.unit("land_bureau").pk, reason="属其职权", on=stage.day)
    stage.hand_over()
    stage.do(doors.archive, "clerk")
    with pytest.raises(Refused, match="只有办结的事项才能重新办理"):
        stage.do(doors.reopen, "director", reason="想要重新办理")


def test_no_reply_without_a_draft(handled):
    with pytest.raises(Refused, match="还没有拟好答复"):
        handled.submit()
    assert Approval.objects.count() == 0
