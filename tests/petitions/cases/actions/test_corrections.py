"""Correcting a registration: what may change, what stands because a clock started from it, and what the journal keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from petitions.cases.queries.cases import earlier_matters
from petitions.cases.rules.entries import FaultyRegistration, PetitionerData, TargetData
from records.matters.models.access import Implication
from records.matters.models.matters import Reference
from records.matters.models.search import SearchText
from tests.petitions import doors
from tests.petitions.stage import PETITIONER, VISIT
from township.actors import NotAllowed
from township.journal.models import JournalEntry
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")


def correct(stage, who="clerk", **changes):
    return stage.do(doors.edit_registration, who, data=replace(VISIT, **changes))


def test_names_words_and_claims_are_corrected_and_only_field_names_are_journaled(stage):
    stage.register()
    person = replace(PETITIONER, name="张三峰", phone="13900001111")
    correct(
        stage, title="安置房办证和测绘费", words="改过的陈述", claims=("只有一项",), petitioners=(person,), visitors=2
    )
    case = stage.case
    assert (case.title, case.matter.title, case.words, case.visitors) == (
        "安置房办证和测绘费",
        "安置房办证和测绘费",
        "改过的陈述",
        2,
    )
    assert [claim.text for claim in case.claims.all()] == ["只有一项"]
    assert case.petitioners.get().masked_name == "张*"
    assert earlier_matters(stage.cast.actor("clerk"), phone="13900001111")[0].id == case.pk
    assert earlier_matters(stage.cast.actor("clerk"), phone="13812341234") == []
    assert "改过的陈述" in SearchText.objects.get(matter_id=case.pk).body
    entry = JournalEntry.objects.get(action="case.correct")
    assert entry.detail == {"fields": ["claims", "petitioners", "title", "visitors", "words"]}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"received_on": -1}, "收到日期关系到时限起算"),
        ({"raised_on": -1}, "信访日期关系到时限起算"),
        ({"channel": "letter"}, "信访形式关系到时限起算"),
        ({"purpose": "suggestion"}, "事项类别决定办理程序"),
        ({}, "没有改动"),
    ],
)
def test_what_a_clock_started_from_stands(stage, changes, sentence):
    stage.register()
    shifted = {
        name: stage.day + timedelta(days=value) if isinstance(value, int) else value for name, value in changes.items()
    }
    if "received_on" in shifted:
        shifted["raised_on"] = shifted["received_on"]
        sentence = "信访日期|收到日期"
    with pytest.raises(Refused, match=sentence):
        correct(stage, **shifted)
    assert stage.again().revision == 1


def test_first_or_repeat_may_be_decided_later(stage):
    first = stage.register()
    stage.register()
    correct(stage, is_repeat=True, repeat_of_id=first.pk)
    assert Reference.objects.get().target_id == first.pk
    correct(stage)
    assert not stage.case.is_repeat
    assert not Reference.objects.exists()
    with pytest.raises(Refused, match="不能是本件自己"):
        correct(stage, is_repeat=True, repeat_of_id=stage.case.pk)


def test_targets_are_added_never_taken_back(stage):
    stage.register(targets=(TargetData(unit_id=stage.cast.unit("civil").pk),))
    correct(stage, targets=(TargetData(unit_id=stage.cast.unit("building").pk),))
    assert Implication.objects.filter(lifted_at__isnull=True).count() == 2


def test_a_unit_that_holds_the_case_gives_it_back_before_it_is_named(stage):
    stage.register()
    stage.assign()
    with pytest.raises(Refused, match="请先收回交办"):
        correct(stage, targets=(TargetData(unit_id=stage.cast.unit("building").pk),))


def test_the_same_faults_as_at_the_counter(stage):
    stage.register()
    with pytest.raises(FaultyRegistration):
        correct(stage, petitioners=(PetitionerData(name="李四", id_type="111", id_number="123"),))


def test_claims_stand_once_they_are_being_answered_and_nothing_changes_when_closed(stage):
    stage.register()
    stage.to("handling")
    stage.draft(conclusion="explain")
    with pytest.raises(Refused, match="诉求不能再改"):
        correct(stage, claims=("另一项",))
    correct(stage, words="补充了细节")
    stage.submit()
    stage.approve()
    stage.deliver()
    stage.conclude()
    with pytest.raises(Refused, match="不能再改登记内容"):
        correct(stage, words="再改")
    with pytest.raises(NotAllowed):
        correct(stage, "director", words="主任改")


def test_an_accusation_stays_sealed_when_it_is_corrected(stage):
    stage.register(purpose="accusation")
    correct(stage, purpose="accusation", words="改过的控告", place_text="新的地点", title="不该出现的标题")
    case = stage.case
    assert (case.title, case.words, case.sealed_words, case.place_text, case.sealed_place) == (
        "检举控告事项",
        "",
        "改过的控告",
        "",
        "新的地点",
    )
    assert not SearchText.objects.exists()
