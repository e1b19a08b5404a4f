"""三重一大: from the mark through 请示 and decision to resolutions that wait, go on, or are dropped (C6)."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.sessions.actions import major, referrals, resolutions, sessions
from meetings.sessions.models.referrals import MajorMark, Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.queries.major import get_referral, referrals_visible_to
from meetings.sessions.queries.resolutions import totals
from meetings.sessions.rules.referrals import REFERRALS, check_text
from records.ledgers.queries import Reader
from records.papers.actions.documents import read_document
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from records.work.models import OPEN, WorkItem
from tests.exclusions import implicate
from township.actors import OutOfScope
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


def mark(hall, who="clerk", **values) -> MajorMark:
    given = {"ground": "funds", "reason": "动用镇本级资金超过限额"}
    return hall.on_topic(major.mark_topic, who, **(given | values))


def on(hall, row: Referral, action, who="clerk", **values):
    row = Referral.objects.get(pk=row.pk)
    number = "row_id" if hasattr(action, "__self__") else "referral_id"  # a step of the paper flow, or an act beside it
    hall.do(action, who, revision=row.revision, **{number: row.pk}, **values)
    return Referral.objects.select_related("document", "matter").get(pk=row.pk)


def drafted(hall, organ="party") -> Referral:
    return hall.do(referrals.draft_referral, "clerk", mark_id=MajorMark.objects.latest("pk").pk, organ=organ)


def submitted(hall) -> Referral:
    row = drafted(hall)
    body = row.document.body.replace("【写明事项的由来、基本情况和存在的问题】", "办证费用超过单笔审批限额。")
    body = body.replace("【写明拟办意见】", "同意从预备费列支。")
    given = {"subject": row.subject, "organ": "party", "copies": "清河镇人民政府", "version": row.document.version}
    row = on(hall, row, referrals.FLOW.save, body=body, **given)
    return on(hall, row, referrals.FLOW.submit)


def sent(hall) -> Referral:
    row = submitted(hall)
    signed(hall, row)
    return on(hall, row, referrals.FLOW.issue_paper)


def signed(hall, row, who="convenor", **changes):
    approval = row.matter.approvals.get(state="pending")
    given = {"version": approval.document_version, "text_sha256": approval.text_sha256, "approved": True}
    return hall.do(referrals.FLOW.decide, who, row_id=row.pk, **(given | changes))


def decided(hall, row, verdict="agreed", **values):
    given = {"decided_in": "镇党委第18次会议", "decided_on": hall.day, "decision": "同意按拟办意见实施。"}
    return on(hall, row, major.record_decision, verdict=verdict, **(given | values))


def test_the_resolution_waits_and_goes_on_from_the_decision(hall):
    case = hall.case()
    hall.plan()
    hall.invite("building", "civil")
    hall.propose("clerk", linked=[case.number], background="办证需要补缴费用，超过单笔审批限额，住户多次反映。")
    hall.agree()
    hall.schedule()
    hall.on_session(sessions.convene)
    mark(hall)
    with pytest.raises(Refused, match="已经列为"):
        mark(hall)
    hall.issued()
    row = hall.resolution()
    assert (row.state, row.waits_since) == ("waiting", hall.day)
    assert hall.clock(row.matter, "carry_out") is None
    with pytest.raises(Refused, match="等上级决定"):
        hall.on_resolution(resolutions.receive, "liaison")
    assert totals(Resolution.objects.all(), Reader(hall.cast.actor("clerk"), hall.day)).figures[0].value == "—（0/0）"
    assert f"{row.number} 新的议定事项，属三重一大，等党委、政府决定后办理" in hall.inbox("liaison")

    referral = drafted(hall)
    assert "联席会议专题会议研究讨论了上述事项" in referral.document.body
    assert "完成首批120户不动产登记" in referral.document.body
    with pytest.raises(Refused, match="已经在办"):
        drafted(hall)
    referral = on(hall, referral, referrals.FLOW.submit)
    with pytest.raises(Refused, match="又有改动"):
        signed(hall, referral, version=7)
    signed(hall, referral)
    referral = on(hall, referral, referrals.FLOW.issue_paper)
    assert referral.number == "清信联请〔2026〕1号"
    assert "李建" in referral.document.facts
    assert "中共清河镇委员会" in referral.document.facts

    due_on, hall.day = row.due_on, hall.day + timedelta(days=9)
    file = SimpleUploadedFile("批复.txt", "同意".encode())
    done = decided(hall, referral, verdict="amended", decision_number="清河委纪〔2026〕18号", uploads=[file])
    assert (done.state, done.matter.closed_on) == ("decided", hall.day)
    assert Attachment.objects.get(matter=done.matter).purpose == "decision"
    row = hall.resolution()
    assert (row.state, row.due_on, row.waits_since) == ("open", due_on + timedelta(days=9), None)
    assert hall.clock(row.matter, "carry_out").due_on == row.due_on
    assert hall.events(case)[-1] == "decided_above"
    assert hall.events(hall.topic.matter)[-1] == "decided_above"
    hall.reported()
    assert hall.resolution().state == "reported"


def test_a_refusal_drops_and_a_deferral_asks_again(hall):
    hall.written()
    mark(hall)
    hall.issued()
    first = sent(hall)
    decided(hall, first, verdict="deferred", decision="请补充资金测算后再报。")
    assert hall.resolution().state == "waiting"
    second = sent(hall)
    assert second.number == "清信联请〔2026〕2号"
    decided(hall, second, verdict="declined", decision="不同意动用预备费。")
    row = hall.resolution()
    assert (row.state, row.matter.closed_on) == ("dropped", hall.day)
    with pytest.raises(Refused, match="不能再列为"):
        hall.on_resolution(major.mark_resolution, "clerk", ground="funds", reason="金额较大")


def test_nobody_stops_a_running_resolution_alone_and_a_convenor_lifts_the_mark(hall):
    hall.issued()
    hall.on_resolution(resolutions.receive, "liaison")
    due_on = hall.resolution().due_on
    found = hall.on_resolution(major.mark_resolution, "clerk", ground="case", reason="重要信访事项的处理意见")
    assert hall.resolution().state == "received"
    assert hall.clock(hall.resolution().matter, "carry_out").stopped_on is None
    assert "拟写请示" in [item.what for item in WorkItem.objects.filter(OPEN, matter=hall.resolution().matter)]
    draft = hall.do(referrals.draft_referral, "clerk", mark_id=found.pk, organ="government")
    with pytest.raises(Refused, match="没填的空"):
        on(hall, draft, referrals.FLOW.submit)
    with pytest.raises(Refused, match="不再请示"):
        hall.do(major.unmark, "convenor", mark_id=found.pk)
    on(hall, draft, referrals.drop_referral)
    hall.day += timedelta(days=2)
    hall.do(major.unmark, "convenor", mark_id=found.pk)
    row = hall.resolution()
    assert (row.state, row.due_on) == ("received", due_on)


def test_a_running_resolution_is_stopped_when_a_second_person_signs_the_request(hall):
    hall.issued()
    hall.on_resolution(resolutions.receive, "liaison")
    due_on = hall.resolution().due_on
    hall.mark = hall.on_resolution(major.mark_resolution, "clerk", ground="case", reason="重要信访事项的处理意见")
    row = submitted(hall)
    assert hall.resolution().state == "received"
    signed(hall, row)
    assert hall.resolution().state == "waiting"
    assert hall.clock(hall.resolution().matter, "carry_out").stopped_on == hall.day
    row = on(hall, row, referrals.FLOW.issue_paper)
    hall.day += timedelta(days=2)
    decided(hall, row)
    assert (hall.resolution().state, hall.resolution().due_on) == ("open", due_on + timedelta(days=2))


def test_the_drafter_does_not_sign_and_the_decision_is_not_before_the_request(hall):
    hall.written()
    mark(hall)
    row = submitted(hall)
    signed(hall, row, approved=False, remark="请补充资金来源")
    assert Referral.objects.get(pk=row.pk).state == "draft"
    row = on(hall, row, referrals.FLOW.submit)
    signed(hall, row, "chief")
    row = on(hall, row, referrals.FLOW.issue_paper)
    with pytest.raises(Refused, match="不能早于报送日期"):
        decided(hall, row, decided_on=hall.day - timedelta(days=1))
    assert Document.objects.get(pk=row.document_id).approved_by == hall.cast.person("chief")


def test_who_is_shut_out_of_the_case_sees_no_referral(hall):
    case = hall.case()
    hall.propose("clerk", linked=[case.number])
    mark(hall)
    row = sent(hall)
    assert row.matter.title == "联席会议请示（内容见本页）"
    assert referrals_visible_to(hall.actor("chief")).count() == 1
    implicate(matter=case, person=hall.cast.person("chief"), reason="被反映人", by=hall.actor("clerk"), at=hall.at())
    assert referrals_visible_to(hall.actor("chief")).count() == 0
    with pytest.raises(OutOfScope):
        get_referral(hall.actor("chief"), row.pk)
    with pytest.raises(OutOfScope):
        read_document(document=row.document, by=hall.actor("chief"), at=hall.at())


@pytest.mark.once
def test_the_text_asks_and_has_nothing_left_to_fill_in():
    assert check_text("关于资金的情况说明写在这里。拟同意实施。\n妥否，请批示。")
    for text, why in (
        ("太短", "太短"),
        ("情况说明写在这里，资金【写明金额】。妥否，请批示。", "没填"),
        ("情况说明写在这里，写了足够多的字。特此报告。", "请求"),
    ):
        with pytest.raises(Refused, match=why):
            check_text(text)
    assert {state for state in REFERRALS.states if not REFERRALS.moves_from(state)} == {"decided", "dropped"}
