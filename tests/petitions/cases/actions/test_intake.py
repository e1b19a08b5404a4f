"""What the office decides first: answer on the spot, accept, pass on, not accept."""

from datetime import date, timedelta

import pytest

from petitions.cases.rules.entries import TargetData
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from tests.petitions import doors
from tests.petitions.stage import PETITIONER
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


def test_answered_on_the_spot_is_concluded(stage):
    stage.register()
    stage.do(doors.answer_directly, "clerk", text="产权证由县不动产登记中心办理，窗口电话已告知。", manner="written")
    case = stage.case
    assert (case.state, case.concluded_on, case.matter.closed_on) == ("concluded", stage.day, stage.day)
    assert [paper.number for paper in stage.papers("direct_answer")] == ["清信答〔2026〕1号"]
    assert stage.running() == set()
    assert stage.clock("notice_direct_15").stop_evidence == "当场答复单 清信答〔2026〕1号"
    assert stage.journal() == ["case.register", "case.answer_directly"]


def test_an_oral_answer_needs_no_paper_but_its_words(stage):
    stage.register()
    with pytest.raises(Refused, match="请写明答复内容"):
        stage.do(doors.answer_directly, "clerk", text="", manner="oral")
    stage.do(doors.answer_directly, "clerk", text="已当面说清办理流程。", manner="oral")
    assert stage.papers() == []


def test_acceptance_starts_sixty_days_and_issues_the_notice(stage):
    stage.register()
    stage.accept()
    case = stage.case
    assert (case.state, case.accepted_on, case.path31, case.track) == ("accepted", stage.day, 6, "ordinary")
    notice = stage.papers("acceptance")[0]
    assert (notice.number, notice.state, notice.is_for_petitioner) == ("清信受〔2026〕1号", "issued", True)
    assert notice.addressee == "张三丰"
    assert "2026年11月21日止" in notice.body
    clock = stage.clock("conclude_60")
    assert (clock.start_on, clock.start_evidence) == (stage.day, "受理告知书 清信受〔2026〕1号")
    assert (clock.due_on, clock.rolled_due_on) == (date(2026, 11, 21), date(2026, 11, 23))
    assert stage.clock("notice_direct_15").stopped_on == stage.day
    assert (case.next_due_on, case.next_due_label) == (date(2026, 11, 21), "处理意见（60日）")


def test_the_clerks_own_words_are_what_is_issued_with_the_name_put_in(stage):
    stage.register()
    stage.accept(body="【信访人】：你反映的事项决定受理。")
    assert stage.papers("acceptance")[0].body == "张三丰：你反映的事项决定受理。"


def test_nobody_to_write_to_means_no_notice(stage):
    stage.register(channel="letter", petitioners=(), is_anonymous=True)
    stage.accept()
    assert stage.papers() == []
    assert stage.clock("conclude_60").start_evidence == "受理决定"


def test_paths_one_to_five_run_no_sixty_days(stage):
    stage.register()
    stage.accept(path31=5)
    assert stage.running() == set()
    with pytest.raises(Refused, match="每个事项只受理一次"):
        stage.accept()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"path31": None}, "请先确定办理途径"),
        ({"track": "fast"}, "请选择普通程序或简易办理"),
        ({"on": date(2026, 9, 21)}, "受理日期不能早于收到日期"),
        ({"on": date(2026, 9, 23)}, "受理日期不能晚于今天"),
        ({"track": "simple", "scope": ""}, "请先选择属于哪一种"),
        ({"track": "simple", "scope": "clear", "path31": 2}, "不适用简易办理"),
    ],
)
def test_acceptance_is_refused_with_a_sentence(stage, values, sentence):
    stage.register()
    with pytest.raises(Refused, match=sentence):
        stage.accept(**values)
    assert stage.again().state == "registered"
    assert stage.papers() == []


def test_simple_track_counts_working_days_and_may_turn_ordinary(stage):
    stage.register()
    stage.accept(track="simple", scope="clear")
    assert stage.clock("simple_close").due_on == date(2026, 10, 13)
    stage.day = date(2026, 9, 29)
    stage.do(doors.to_ordinary, "clerk", reason="需要多部门核实")
    assert stage.case.track == "ordinary"
    assert stage.running() == {"conclude_60"}
    assert stage.clock("conclude_60").due_on == date(2026, 11, 21)  # from acceptance, not from today
    with pytest.raises(Refused, match="本来就是普通程序"):
        stage.do(doors.to_ordinary, "clerk", reason="再转一次")


@pytest.mark.parametrize("changes", [{"is_repeat": True}, {"is_joint": True}, {"visitors": 6}])
def test_the_simple_track_is_not_for_everything(stage, changes):
    stage.register(**changes)
    with pytest.raises(Refused, match="简易办理"):
        stage.accept(track="simple", scope="clear")


def test_transfer_to_an_outside_organ_tells_the_petitioner_where(stage):
    stage.register()
    organ = stage.cast.unit("land_bureau")
    stage.do(doors.transfer, "clerk", to_unit_id=organ.pk, reason="属于不动产登记职权", on=stage.day)
    case = stage.case
    assert (case.state, case.transferred_to, case.matter.closed_on) == ("transferred", organ, stage.day)
    letter, notice = stage.papers("transfer", "destination_notice")
    assert (letter.number, letter.is_for_petitioner, letter.addressee) == (
        "清信转〔2026〕1号",
        False,
        "清川县自然资源局",
    )
    assert (notice.number, notice.addressee) == ("清信告〔2026〕1号", "张三丰")
    assert "张三丰" in letter.body
    assert stage.running() == set()


def test_transfer_goes_neither_inside_nor_to_who_is_complained_of(stage):
    organ = stage.cast.unit("land_bureau")
    stage.register(targets=(TargetData(unit_id=organ.pk),))
    with pytest.raises(Refused, match="是被反映的单位"):
        stage.do(doors.transfer, "clerk", to_unit_id=organ.pk, reason="属于其职权", on=stage.day)
    with pytest.raises(Refused, match="本乡镇的单位请用“交办”"):
        stage.do(doors.transfer, "clerk", to_unit_id=stage.cast.unit("civil").pk, reason="属于其职权", on=stage.day)
    with pytest.raises(OutOfScope):
        stage.do(
            doors.transfer, "clerk", to_unit_id=stage.cast.unit("east_office").pk, reason="属于其职权", on=stage.day
        )


def propose(stage, ground="not_competent", who="clerk", **values):
    given = {"ground": ground, "reason": "", "where_to_go": "清川县自然资源局"}
    return stage.do(doors.propose_refusal, who, **(given | values))


def test_refusal_is_proposed_by_a_clerk_and_issued_by_the_director(stage):
    stage.register()
    propose(stage)
    assert stage.case.state == "registered"
    assert stage.inbox("director") == ["清信〔2026〕1号 请审批：不予受理（条例23¶2）"]
    assert stage.papers("refusal")[0].number == ""
    with pytest.raises(Refused, match="正在等待审批"):
        stage.accept()
    stage.decide("refusal", "director", approved=True)
    notice = stage.papers("refusal")[0]
    assert (stage.case.state, stage.case.outcome_on) == ("refused", stage.day)
    assert (notice.number, notice.approved_by, notice.issued_by) == (
        "清信不受〔2026〕1号",
        stage.cast.person("director"),
        stage.cast.person("director"),
    )
    assert "第二十三条第二款" in notice.body
    assert "清川县自然资源局" in notice.body
    assert stage.running() == set()
    assert stage.inbox("clerk") == ["清信〔2026〕1号 不予受理已批准印发"]
    assert stage.journal() == ["case.register", "case.propose_refusal", "case.refuse"]


def test_a_returned_refusal_is_a_draft_again_and_may_change_its_ground(stage):
    stage.register()
    propose(stage)
    with pytest.raises(Refused, match="退回要写明意见"):
        stage.decide("refusal", "director", approved=False)
    stage.decide("refusal", "director", approved=False, remark="应走行政裁决")
    assert stage.case.state == "registered"
    propose(stage, ground="administrative", where_to_go="清川县人民政府")
    assert [paper.state for paper in stage.papers("refusal")] == ["submitted"]
    stage.decide("refusal", "director", approved=True)
    assert "第三十一条第（四）项" in stage.papers("refusal")[0].body


def test_a_withdrawn_proposal_leaves_a_draft_and_lets_the_case_go_on(stage):
    stage.register()
    propose(stage)
    with pytest.raises(OutOfScope):
        stage.do(doors.withdraw_proposal, "clerk2")
    stage.do(doors.withdraw_proposal, "clerk")
    assert stage.papers("refusal")[0].state == "draft"
    stage.accept()
    assert stage.case.state == "accepted"


def test_maker_is_never_checker(stage):
    stage.register()
    propose(stage)
    with pytest.raises(NotAllowed):
        stage.decide("refusal", "clerk", approved=True)
    with pytest.raises(NotAllowed):
        stage.decide("refusal", "convenor", approved=True)
    with pytest.raises(OutOfScope):
        stage.decide("refusal", "east_clerk", approved=True)
    assert Approval.objects.get().state == "pending"


@pytest.mark.parametrize(
    ("ground", "where", "sentence"),
    [
        ("nothing", "", "请选择不予受理的依据"),
        ("lawsuit", " ", "请写明信访人可以去的政法机关"),
        ("final", "", "只有已经复核终结的同一事项才不再受理"),
    ],
)
def test_a_ground_has_its_conditions(stage, ground, where, sentence):
    stage.register()
    with pytest.raises(Refused, match=sentence):
        propose(stage, ground=ground, where_to_go=where)
    assert Document.objects.count() == 0


def test_a_lawsuit_visit_is_for_visits_only(stage):
    stage.register(channel="letter", petitioners=(PETITIONER,))
    with pytest.raises(Refused, match="只适用于走访"):
        propose(stage, ground="lawsuit_visit")


def test_after_a_final_review_the_same_matter_is_not_accepted_any_more(stage):
    first = stage.register()
    type(first).objects.filter(pk=first.pk).update(is_final=True)
    stage.register(is_repeat=True, repeat_of_id=first.pk)
    propose(stage, ground="final", where_to_go="")
    stage.decide("refusal", "director", approved=True)
    assert stage.case.state == "refused_final"
    notice = stage.papers("refusal_final")[0]
    assert notice.number == "清信不再受〔2026〕1号"
    assert "江州市人民政府" in notice.body


def test_a_liaison_may_not_refuse_and_a_stale_page_changes_nothing(stage):
    stage.register()
    old = stage.case.revision
    stage.do(doors.propose_new_code, "clerk2", reason="本人持身份证到场")
    with pytest.raises(Refused, match="刚刚由别人改动过"):
        stage.do(doors.accept, "clerk", revision=old, on=stage.day)
    stage.assign()
    with pytest.raises(NotAllowed):
        propose(stage, who="liaison")
    stage.day += timedelta(days=1)
    assert stage.case.state == "assigned"
