"""From a unit's topic to a resolution carried out, and what each step leaves behind."""

from datetime import timedelta

import pytest

from meetings.sessions.actions import issuing, resolutions, sessions, signing
from meetings.sessions.models.minutes import CoSign
from meetings.sessions.models.resolutions import Resolution
from records.matters.models.access import Holding
from records.matters.models.matters import Reference
from records.matters.search import matching
from records.papers.models.approvals import Approval
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


def test_the_whole_chain(hall):
    hall.written(units=("building", "civil"))
    hall.signed()
    hall.submitted()
    hall.decide()
    hall.issued()

    assert hall.minutes.state == "issued"
    assert hall.minutes.number == "〔2026〕1号"
    assert hall.session.state == "closed"
    assert hall.events(hall.session.matter) == [
        "plan",
        "invite",
        "convene",
        "note_attendance",
        "hold",
        "begin_minutes",
        "close",
    ]
    assert hall.events(hall.minutes.matter) == ["start_co_sign", "sign", "sign", "sign", "submit", "approve", "issue"]
    assert [row.number for row in Resolution.objects.order_by("pk")] == ["〔2026〕1号第1项", "〔2026〕1号第2项"]

    hall.reported()
    hall.on_resolution(resolutions.verify, "clerk", text="现场核实证书发放")
    done = hall.resolution()
    assert (done.state, done.percent, done.verified_on) == ("verified", 100, hall.day)
    assert done.matter.closed_on == hall.day
    clock = hall.clock(done.matter, "carry_out")
    assert clock.stopped_on == hall.day


def test_issuing_starts_limits_tells_units_and_copies_the_district(hall):
    hall.issued()
    resolution = hall.resolution()
    assert hall.clock(resolution.matter, "carry_out").due_on == resolution.due_on
    assert hall.clock(hall.session.matter, "issue_minutes").stopped_on == hall.day
    assert [(row.unit.name, row.part) for row in hall.minutes.document.recipients.order_by("pk")] == [
        ("村镇建设办", "main"),
        ("民政办", "main"),
        ("清川县信访联席办", "copy"),
    ]
    assert f"{hall.session.matter.number} 会议纪要〔2026〕1号已印发，请签收" in hall.inbox("liaison")
    assert f"{resolution.matter.number} 新的议定事项，请签收" in hall.inbox("liaison")
    assert f"{resolution.matter.number} 新的议定事项，请签收" not in hall.inbox("liaison2")
    assert Holding.objects.get(matter=resolution.matter).unit == hall.cast.unit("building")


def test_the_decision_stands_in_the_timeline_of_the_linked_matter(hall):
    case = hall.case()
    hall.plan()
    hall.invite("building", "civil")
    hall.propose("clerk", linked=[case.number])
    hall.agree()
    hall.schedule()
    hall.on_session(sessions.convene)
    hall.issued()
    assert hall.events(case) == ["meeting_decision"]
    targets = Reference.objects.filter(target=case).values_list("source__kind", flat=True)
    assert sorted(targets) == ["resolution", "topic"]
    assert hall.topic.matter.title == "联席会议议题（内容见本页）"


def test_number_is_taken_only_at_issue(hall):
    hall.approved()
    assert hall.minutes.number == ""
    hall.on_minutes(issuing.FLOW.issue_paper, "clerk")
    assert hall.minutes.number == "〔2026〕1号"


def test_an_item_within_one_portfolio_needs_no_co_signing(hall):
    hall.written(units=("building",))
    with pytest.raises(Refused, match="不用会签"):
        hall.on_minutes(signing.start_co_sign, "clerk")
    hall.submitted()
    assert hall.minutes.state == "submitted"


def test_an_item_across_portfolios_waits_for_every_signature(hall):
    hall.written(units=("building", "civil"))
    with pytest.raises(Refused, match="先送会签"):
        hall.on_minutes(issuing.FLOW.submit, "clerk")
    hall.on_minutes(signing.start_co_sign, "clerk")
    rows = CoSign.objects.filter(minutes=hall.minutes)
    assert sorted(row.label for row in rows) == ["副镇长陈立", "村镇建设办", "民政办"]
    assert f"{hall.session.matter.number} 请会签会议纪要" in hall.inbox("leader")
    hall.do(signing.sign, "liaison", co_sign_id=rows.get(unit=hall.cast.unit("building")).pk, agreed=True)
    with pytest.raises(Refused, match="还差 2 份会签"):
        hall.on_minutes(issuing.FLOW.submit, "clerk")


def test_dissent_blocks_until_text_and_signatures_are_new(hall):
    hall.written(units=("building", "civil"))
    hall.on_minutes(signing.start_co_sign, "clerk")
    row = CoSign.objects.get(minutes=hall.minutes, unit=hall.cast.unit("civil"))
    with pytest.raises(Refused, match="至少写 4 个字"):
        hall.do(signing.sign, "liaison2", co_sign_id=row.pk, agreed=False, reason="")
    hall.do(signing.sign, "liaison2", co_sign_id=row.pk, agreed=False, reason="时限太短，难以完成")
    with pytest.raises(Refused, match="会签不同意"):
        hall.on_minutes(issuing.FLOW.submit, "clerk")
    hall.on_minutes(issuing.FLOW.take_back, "clerk")
    hall.write(decided="会议同意分两批办理。")
    with pytest.raises(Refused, match="先送会签"):
        hall.on_minutes(issuing.FLOW.submit, "clerk")
    hall.on_minutes(signing.start_co_sign, "clerk")
    for fresh in CoSign.objects.filter(minutes=hall.minutes, verdict="pending", version=hall.minutes.document.version):
        hall.do(signing.sign, hall.signer(fresh), co_sign_id=fresh.pk, agreed=True)
    hall.on_minutes(issuing.FLOW.submit, "clerk")
    assert hall.minutes.state == "submitted"
    assert Approval.objects.filter(matter=hall.session.matter, kind="minutes", state="pending").count() == 1


def test_search_finds_an_unlinked_topic(hall):
    hall.propose(title="集体土地补偿分配方案")
    assert list(matching(type(hall.topic).objects.all(), "补偿分配", township_id=hall.topic.township_id)) == [
        hall.topic
    ]
    assert hall.topic.matter.title == "集体土地补偿分配方案"


def test_extension_is_asked_and_decided_once(hall):
    hall.issued()
    hall.on_resolution(resolutions.receive, "liaison")
    due_on = hall.resolution().due_on
    hall.on_resolution(resolutions.ask_extension, "liaison", days=10, reason="测绘资料补正需要时间")
    hall.do(resolutions.decide_extension, "director", resolution_id=hall.resolution().pk, approved=True)
    row = hall.resolution()
    assert (row.due_on, row.extension_days) == (due_on + timedelta(days=10), 10)
    assert hall.clock(row.matter, "carry_out").due_on == row.due_on
    with pytest.raises(Refused, match="只能延期一次"):
        hall.on_resolution(resolutions.ask_extension, "liaison", days=5, reason="还需要几天时间")
