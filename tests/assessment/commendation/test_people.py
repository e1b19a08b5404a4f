"""Persons are named beside units or alone: who may be, what excludes them, objections to them, and what the papers say."""

import pytest
from django.urls import reverse

from assessment.commendation.actions import commendations as actions
from assessment.commendation.actions import publicity
from assessment.commendation.models import Nominee
from assessment.commendation.rules import person_exclusions
from tests.assessment.commendation.conftest import REASON
from tests.supervision.accountability.conftest import Room, adopt
from tests.supervision.orders.conftest import Room as Orders
from township.actors import NotAllowed, OutOfScope
from township.directory.models.people import Post
from township.refusals import Refused

pytestmark = pytest.mark.django_db
DEEDS = "全年经办四十件信访事项全部按期办结，无一退回"


def named(hall, row=None, who: str = "liaison2", by: str = "clerk", reason: str = DEEDS):
    row = row or hall.started()
    return hall.on(actions.name_person, row, by, person_id=hall.cast.person(who).pk, reason=reason)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ()),
        ({"measures": (3,)}, ("measure",)),
        ({"is_in_unit": False, "has_hand": True}, ("ended", "hand")),
    ],
)
def test_what_excludes_a_person(facts, expected):
    assert person_exclusions(**{"measures": (), "is_in_unit": True, "has_hand": False} | facts) == expected


def test_a_person_is_named_by_somebody_else_of_an_assessed_unit_and_taken_off_again(hall):
    row = named(hall)
    one = Nominee.objects.get(person=hall.cast.person("liaison2"))
    assert (one.unit, one.reason, one.named_by) == (hall.cast.unit("civil"), DEEDS, hall.cast.person("clerk"))
    for who, why in (("liaison2", "没有提名的同志"), ("clerk2", "没有提名的同志"), ("leader", "没有提名的同志")):
        with pytest.raises(Refused, match=why):  # twice, of the office, of no assessed unit
            named(hall, row, who)
    with pytest.raises(Refused, match="不能提名自己"):
        named(hall, row, "clerk")
    with pytest.raises(Refused) as refused:
        named(hall, row, "liaison", reason="好")
    assert refused.value.field == "reason"
    with pytest.raises(NotAllowed):
        named(hall, row, "liaison", by="liaison2")
    row = hall.on(actions.unname_person, row, nominee_id=one.pk)
    assert not Nominee.objects.filter(person__isnull=False).exists()
    with pytest.raises(OutOfScope):
        hall.on(actions.unname_person, row, nominee_id=row.nominees.first().pk)


def test_a_decision_on_the_person_excludes_and_is_not_spoken_of_to_who_may_not_know(hall):
    adopt(hall.cast)
    row = hall.started()
    room = Room(hall.cast, Orders(hall.cast), day=hall.bench.day)
    room.later(0)
    given = {"form": "criticism", "unit_id": hall.cast.unit("civil").pk, "person_id": hall.cast.person("liaison2").pk}
    found = room.orders.candidate("civil")
    measure = room.served(
        room.decided(room.submitted(room.silent(room.notified(room.propose(f"candidate:{found.pk}", **given)))))
    )
    hall.bench.day = room.day
    assert measure.state == "in_effect"
    with pytest.raises(Refused, match="有生效的问责决定，不能提名"):
        named(hall, row)  # who proposed the measure knows of it
    with pytest.raises(Refused, match="经审核不符合条件，不能提名"):
        named(hall, row, by="clerk2")


def test_named_alone_contested_by_another_and_answered_by_who_did_not_name(hall):
    row = hall.published(named(hall, by="director"))
    text = "其中两件没有送达回证，请核实以后再定"
    unit, person = hall.cast.unit("civil").pk, hall.cast.person("liaison2").pk
    with pytest.raises(Refused, match="请选择公示的单位或者个人"):
        hall.do(publicity.object_to, "liaison", commendation_id=row.pk, unit_id=unit, text=text)
    one = hall.do(publicity.object_to, "liaison", commendation_id=row.pk, unit_id=unit, person_id=person, text=text)
    with pytest.raises(Refused, match="另一位同志"):
        hall.answered(one, who="director")
    hall.answered(one, accepted=False, who="convenor")
    row = hall.settled(row)
    assert "先进个人的决定" in row.document.title and "先进单位" not in row.document.title
    assert "|吴芳|民政办|" in row.document.body and "|单位|考核得分|" not in row.document.body
    row = hall.issued(hall.submitted(row))
    assert row.state == "issued" and "决定对下列个人予以表彰" in row.document.body


def test_beside_units_and_gone_from_the_unit_before_the_end(hall):
    row = named(hall, hall.chosen())
    row = hall.published(row)
    row = hall.settled(row)
    assert "先进单位和先进个人" in row.document.title
    assert row.document.body.index("|单位|考核得分|") < row.document.body.index("|姓名|单位|")
    Post.objects.filter(person=hall.cast.person("liaison2")).update(ends_on=row.published_on)
    with pytest.raises(Refused, match="现在不符合条件"):
        hall.submitted(row)


def test_choosing_units_anew_leaves_the_named_people(hall):
    row = hall.chosen(named(hall))
    assert Nominee.objects.get(person__isnull=False).is_chosen
    assert row.nominees.filter(is_chosen=True, person__isnull=True).count() == 2


def test_the_pages(hall, stand_at):
    row = hall.started()
    stand_at(hall.bench.day, 12)
    clerk = hall.cast.client("clerk")
    address = reverse("assessment:commendation_act", kwargs={"pk": row.pk, "act": "name"})
    shown = clerk.get(address).content.decode()
    assert "吴芳" in shown and "高明" not in shown
    given = {"revision": hall.fresh(row).revision, "person": hall.cast.person("liaison2").pk}
    assert "主要事迹" in clerk.post(address, given).content.decode()
    assert clerk.post(address, given | {"reason": DEEDS}).status_code == 302
    page = clerk.get(reverse("assessment:commendation", args=[row.pk])).content.decode()
    one = Nominee.objects.get(person__isnull=False)
    assert DEEDS in page and "林晓提名" in page and f"/unname/{one.pk}/" in page
    row = hall.published(hall.fresh(row))
    unit = hall.cast.client("liaison")
    page = unit.get(reverse("assessment:commendation", args=[row.pk])).content.decode()
    assert DEEDS in page and "林晓提名" not in page
    form = unit.get(reverse("assessment:commendation_act", kwargs={"pk": row.pk, "act": "object"})).content.decode()
    assert f'value="{one.unit_id}-{one.person_id}"' in form and "吴芳（民政办）" in form
    assert REASON not in page
