"""Cause analysis: two sides with their rows, both units asked, a convenor decides, figures by cause."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from records.matters.models.events import Event
from records.work.models import OPEN, WorkItem
from supervision.accountability.actions import causes
from supervision.accountability.queries.causes import cause_figures, causes_visible_to, sides_of
from supervision.accountability.queries.failures import failures_of
from tests.exclusions import implicate
from tests.supervision.accountability.conftest import scan
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(room, stage):
    stage.register()
    return stage.case.matter


def owed(row) -> set[str]:
    kinds = WorkItem.objects.filter(OPEN, matter_id=row.pk).values_list("kind", flat=True)
    return {kind.partition(".")[2] for kind in kinds}


def test_two_sides_rest_on_rows_of_the_matter(room, matter):
    found = room.orders.candidate(matter=matter)
    row = room.cause(matter)
    assert [(side.side, side.unit.name, side.kind) for side in row.sides.select_related("unit")] == [
        ("causing", "农业服务中心", "inaction"),
        ("handling", "村镇建设办", "late"),
    ]
    assert owed(row) == {"ask"} and row.matter.number == "查拟〔2026〕1号"
    given = room.sides(matter)
    data = replace(given, handling=replace(given.handling, evidence=(f"candidate:{found.pk}",)))
    room.on(causes.change, row, data=data)
    assert "逾期未办" in row.sides.get(side="handling").evidence.get().text


@pytest.mark.parametrize(
    ("side", "changes", "field"),
    [
        ("causing", {"kind": "late"}, "causing_kind"),
        ("handling", {"kind": ""}, "handling_kind"),
        ("causing", {"words": "不好"}, "causing_words"),
        ("handling", {"evidence": ()}, "handling_evidence"),
        ("handling", {"evidence": ("event:999999",)}, "handling_evidence"),
        ("causing", {"evidence": ("candidate:abc",)}, "causing_evidence"),
        ("causing", {"unit_id": 0}, "causing_unit"),
    ],
)
def test_bad_input_is_refused_beside_its_field(room, matter, side, changes, field):
    given = room.sides(matter)
    data = replace(given, **{side: replace(getattr(given, side), **changes)})
    with pytest.raises(Refused) as refused:
        room.do(causes.draft_cause, "clerk", matter_id=matter.pk, data=data)
    assert refused.value.field == field


def test_one_analysis_on_a_matter_and_another_after_it_was_given_up(room, matter):
    row = room.cause(matter)
    with pytest.raises(Refused, match="已经有一份"):
        room.cause(matter)
    room.on(causes.drop, row, reason="改由专题会议研究")
    assert room.cause(matter).state == "draft"


def test_no_analysis_on_an_accusation_and_none_of_whom_the_matter_complains(room, stage, matter):
    room.do(implicate, "clerk", matter=matter, unit=room.cast.unit("farm"), reason="投诉该中心")
    with pytest.raises(Refused) as refused:
        room.cause(matter)
    assert refused.value.field == "causing_unit"
    accusation = type(stage)(room.cast)
    accusation.register(channel="letter", purpose="accusation", claims=(), named_ids=(room.cast.person("convenor").pk,))
    with pytest.raises(Refused, match="有权机关"):
        room.cause(accusation.case.matter)
    with pytest.raises(OutOfScope):
        room.do(causes.draft_cause, "clerk2", matter_id=accusation.case.pk, data=room.sides(matter))


def test_each_unit_is_asked_and_reads_its_own_side_only(room, matter):
    liaison = room.cast.actor("liaison")
    row = room.cause(matter)
    assert not causes_visible_to(liaison).exists()
    room.on(causes.ask, row)
    assert [side.side for side in sides_of(liaison, row)] == ["handling"]
    assert not causes_visible_to(room.cast.actor("liaison2")).exists()
    assert owed(row) == {"tell", "hear"}
    with pytest.raises(NotAllowed, match="自己说明"):
        causing = row.sides.get(side="causing")
        room.do(causes.tell_side, "liaison", cause_id=row.pk, side_id=causing.pk, words="不是我们的事。")


def test_units_speak_or_their_silence_is_recorded(room, matter):
    row = room.asked(matter)
    side = row.sides.get(side="handling")
    with pytest.raises(Refused, match="农业服务中心、村镇建设办"):
        room.on(causes.hear, row)
    given = {"cause_id": row.pk, "side_id": side.pk, "words": "延误的原因是等待测绘。"}
    room.do(causes.tell_side, "liaison", files=[scan()], **given)
    with pytest.raises(Refused, match="已经说明过"):
        room.do(causes.tell_side, "liaison", **given)
    room.later(20)
    room.on(causes.hear, row)
    assert dict(row.sides.values_list("side", "is_silent")) == {"causing": True, "handling": False}


def test_a_late_word_is_refused(room, matter):
    row = room.asked(matter)
    room.later(20)
    side = row.sides.get(side="handling")
    with pytest.raises(Refused, match="期限已过"):
        room.do(causes.tell_side, "liaison", cause_id=row.pk, side_id=side.pk, words="等待测绘。")


def test_an_organ_outside_answers_on_paper(room, matter):
    given = room.sides(matter)
    outside = replace(given.causing, unit_id=room.cast.unit("land_bureau").pk)
    row = room.asked(matter, causing=outside)
    side = row.sides.get(side="causing")
    room.do(causes.note_side, "clerk", cause_id=row.pk, side_id=side.pk, words="复函称已按规定公示。", files=[scan()])
    handling = row.sides.get(side="handling")
    with pytest.raises(NotAllowed):
        room.do(causes.note_side, "clerk", cause_id=row.pk, side_id=handling.pk, words="代为说明。")
    assert row.sides.get(side="causing").stated_on == room.day


def test_a_convenor_decides_and_the_matter_says_so(room, matter):
    row = room.cause_heard(matter)
    with pytest.raises(Refused, match="结论和建议"):
        room.on(causes.FLOW.submit, row)
    data = causes.FindingData("引发环节公示不到位，办理环节超过期限。", "规范公示，倒排办理时限。")
    room.on(causes.FLOW.submit, row, body="", version=row.document.version, data=data)
    with pytest.raises(NotAllowed):
        room.do(causes.FLOW.decide, "director", row_id=row.pk, approved=True, **room.read(row))
    room.do(causes.FLOW.decide, "convenor", row_id=row.pk, approved=True, **room.read(row))
    row = room.fresh(row)
    assert (row.state, row.number, row.matter.closed_on) == ("decided", "清信查〔2026〕1号", room.day)
    assert "该单位在期限内没有说明情况" in row.document.body and "该单位说明：延误的原因" in row.document.body
    assert Event.objects.filter(matter=matter, text__contains=row.number).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(decided_by=row.written_by)


def test_figures_count_causes_and_a_decided_cause_is_a_ground(room, matter):
    row = room.cause_decided(matter)
    clerk = room.cast.actor("clerk", on=room.day)
    figures = cause_figures(clerk, room.day.replace(month=1, day=1), room.day)
    assert figures.total == 1
    assert [(one.side, one.label, one.count) for one in figures.by_unit] == [
        ("引发环节", "农业服务中心", 1),
        ("办理环节", "村镇建设办", 1),
    ]
    assert figures.by_kind[0].label == "应当作为而不作为"
    lines = {one.key: one.text for one in failures_of(clerk, room.cast.unit("farm"), room.day)}
    assert "引发环节：应当作为而不作为" in lines[f"cause:{row.pk}"]
    assert f"cause:{row.pk}" not in {one.key for one in failures_of(clerk, room.cast.unit("civil"), room.day)}
