"""What was entered twice, wrongly or is taken back: reason, second person, number kept, clocks and papers follow."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from petitions.analysis.queries.analysis import countable
from petitions.lookup.rules.public_status import TAKEN_BACK
from records.clocks.models import Clock
from tests.cast import TODAY
from tests.petitions import doors
from township.refusals import Refused


def signed():
    return [SimpleUploadedFile("撤回申请.txt", "本人自愿撤回。".encode())]


def propose(stage, ground, who="clerk", **more):
    return stage.do(doors.propose_ending, who, ground=ground, reason="窗口核实，当事人确认", **more)


def decide(stage, action, who="director", approved=True, remark=""):
    given = {"by": stage.cast.actor(who, on=stage.day), "at": stage.cast.at(stage.day), "approved": approved}
    action(case_id=stage.case.pk, remark=remark, **given)
    return stage.again()


def test_a_double_entry_is_merged_into_the_other_and_counts_in_no_figure(stage):
    first = stage.register()
    second = stage.register()
    stage.accept()
    with pytest.raises(Refused, match="请填写并入哪一件的编号"):
        propose(stage, "duplicate")
    propose(stage, "duplicate", same_as=first.pk)
    with pytest.raises(Refused, match="您的岗位不能办理"):
        decide(stage, doors.decide_ending, who="clerk")
    case = decide(stage, doors.decide_ending)
    assert (case.state, case.number, case.ended_as) == ("voided", second.number, "duplicate")
    assert not Clock.objects.filter(matter_id=case.pk).exists()
    assert [paper.state for paper in stage.papers("acceptance")] == ["void"]
    assert case.matter.references_out.filter(relation="merged_into", target=first.matter).exists()
    assert list(countable(stage.cast.actor("director", on=TODAY))) == [first]
    assert TAKEN_BACK[case.ended_as] == "已并入另一件办理"


@pytest.mark.parametrize("ground", ["withdrawn", "settled"])
def test_a_petitioner_who_withdraws_or_settles_signs_for_it(stage, ground):
    stage.register()
    stage.to("handling")
    with pytest.raises(Refused, match="请上传信访人签字") as refused:
        propose(stage, ground)
    assert refused.value.field == "evidence"
    propose(stage, ground, evidence=signed())
    case = decide(stage, doors.decide_ending)
    assert (case.state, case.ended_as, case.matter.closed_on) == ("ended", ground, stage.day)
    assert not stage.running() & {"conclude_60", "unit_limit"}
    assert stage.case.assignments.get().state == "withdrawn"


def test_once_the_reply_is_on_its_way_the_case_is_answered_not_ended(stage):
    stage.register()
    stage.to("reply_submitted")
    with pytest.raises(Refused, match="答复已经送审或作出"):
        propose(stage, "withdrawn", evidence=signed())


def test_what_comes_back_carries_on(stage):
    stage.register()
    propose(stage, "mistaken")
    case = decide(stage, doors.decide_ending, approved=False, remark="没有登错，请继续办理")
    assert (case.state, case.ended_as) == ("registered", "")
    stage.accept()


def correct(stage, **changes):
    case = stage.case
    kept = {name: getattr(case, name) for name in ("channel", "purpose", "raised_on", "received_on")}
    return stage.do(doors.propose_correction, "clerk", reason="登记时选错了，见信封邮戳", **kept | changes)


def test_a_wrong_day_of_receipt_is_corrected_and_the_clock_counted_again(stage):
    stage.day = TODAY + timedelta(days=10)
    stage.register(raised_on=TODAY, received_on=stage.day)
    before = stage.clock("notice_direct_15").due_on
    correct(stage, received_on=TODAY)
    case = decide(stage, doors.decide_correction)
    clock = stage.clock("notice_direct_15")
    assert (case.received_on, clock.start_on, clock.due_on) == (TODAY, TODAY, before - timedelta(days=10))
    assert clock.start_evidence == "更正登记"
    assert stage.journal()[-1] == "case.correct_entry"


def test_a_wrong_way_in_takes_the_clock_of_the_right_one(stage):
    stage.register()
    above = {"source_organ": "清川县信访局", "source_number": "县信转〔2026〕9号"}
    with pytest.raises(Refused, match="请填写来源机关"):
        correct(stage, channel="transferred")
    correct(stage, channel="transferred", source=above)
    case = decide(stage, doors.decide_correction)
    assert (case.channel, case.received_via, case.source_organ) == ("transferred", "transferred", "清川县信访局")
    assert stage.running() == {"notice_referred_15", "object_5wd"}


def test_an_accepted_case_gets_its_notice_anew(stage):
    stage.day = TODAY + timedelta(days=3)
    stage.register(raised_on=TODAY, received_on=stage.day)
    stage.accept()
    correct(stage, received_on=TODAY)
    decide(stage, doors.decide_correction)
    old, new = stage.papers("acceptance")
    assert (old.state, new.state, new.supersedes) == ("void", "issued", old)
    assert "本机关于2026年9月22日收到" in new.body


def test_what_turns_out_to_be_an_accusation_is_sealed(stage):
    stage.register(named_ids=())
    words = stage.case.words
    correct(stage, purpose="accusation")
    case = decide(stage, doors.decide_correction, who="convenor")
    assert (case.words, case.sealed_words, case.title) == ("", words, "检举控告事项")
    assert case.matter.secrecy == "restricted" and not case.claims.exists()
    assert not stage.running()
    assert not case.matter.events.exclude(note="").exists()


def test_a_sponsored_case_is_not_corrected_into_an_accusation(stage):
    """Its plan has been before the leader and units already."""
    stage.register()
    stage.do(doors.name_sponsor, "clerk", person_id=stage.cast.person("leader").pk)
    with pytest.raises(Refused, match="指定包案领导"):
        correct(stage, purpose="accusation")


def test_an_accusation_is_never_opened_by_a_correction(stage):
    stage.register(purpose="accusation", named_ids=(stage.cast.person("convenor").pk,))
    with pytest.raises(Refused):
        correct(stage, purpose="demand")
