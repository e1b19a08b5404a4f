"""A case that is closed to a reader after accountability began on it: the office and whoever decides are out of it altogether; the unit or
person asked stays to be heard and reads nothing of the case."""

import pytest
from django.urls import reverse

from records.matters.queries.denies import denies_now
from records.matters.queries.scope import is_visible
from records.notices.models.notices import Notice
from supervision.accountability.actions import causes, measures
from supervision.accountability.queries.resting import OTHER_CASE
from supervision.permissions import VIEW_CAUSE, VIEW_MEASURE
from tests.exclusions import implicate, recuse
from tests.supervision.browser import act, page, text
from township.refusals import Refused

pytestmark = pytest.mark.django_db
EVERYWHERE = ("/", "/inbox/", "/duties/", "/supervision/causes/", "/supervision/measures/", "/supervision/orders/")


@pytest.fixture
def matter(room, stage):
    stage.register()
    return stage.case.matter


def named_by_the_case(room, matter) -> None:
    """A later letter complains of the unit itself."""
    room.do(implicate, "clerk", matter=matter, unit=room.cast.unit("building"), reason="补充反映该单位")


def of_the_case(matter) -> tuple[str, ...]:
    return matter.number, matter.title


def reads_nothing(reader, matter, *addresses: str) -> None:
    for address in (*EVERYWHERE, *addresses):
        answer = reader.get(address)
        assert answer.status_code in (200, 403), address
        assert not any(word in text(answer) for word in of_the_case(matter)), address
    for word, other in (of_the_case(matter), reversed(of_the_case(matter))):
        assert other not in text(reader.get("/search/", {"q": word})), (
            "the box repeats what was typed and finds nothing"
        )
    narrowed = text(reader.get("/supervision/causes/", {"text": matter.number}))
    assert "查拟" not in narrowed, "the register is not narrowed by what its reader may not know"


def test_the_asked_unit_is_heard_and_reads_nothing_of_the_case(room, browse, matter):
    row = room.asked(matter)
    side = row.sides.get(side="handling")
    liaison = browse("liaison")
    assert matter.number in text(liaison.get(page(row))), "an open case is named to the unit that handled it"
    named_by_the_case(room, matter)
    actor = room.cast.actor("liaison", on=room.day)
    assert matter.pk in denies_now(actor).shut and is_visible(actor, row.pk, VIEW_CAUSE)
    shown = text(liaison.get(page(row)))
    assert OTHER_CASE in shown and "受理以后六十日内没有出具处理意见" in shown
    assert act(row, "tell", part=side.pk) in shown and "没有要您办理的" not in shown
    assert not any(one.text in shown for one in side.evidence.all())
    reads_nothing(liaison, matter, page(row), act(row, "tell", part=side.pk))
    register = text(liaison.get("/supervision/causes/"))
    assert "另案" in register and "引发单位" not in register, "what only the office reads is no empty column"
    room.do(causes.tell_side, "liaison", cause_id=row.pk, side_id=side.pk, words="等待测绘，没有及时报告。")
    assert "等待测绘" in text(browse("clerk").get(page(row)))
    assert matter.number not in "".join(Notice.objects.filter(kind__startswith="cause").values_list("text", flat=True))


def test_who_is_shut_out_of_the_case_decides_nothing_about_its_causes(room, browse, matter):
    row = room.cause_heard(matter)
    for who in ("clerk2", "convenor"):
        assert browse(who).get(page(row)).status_code == 200
        room.do(recuse, "clerk", matter=matter, person=room.cast.person(who), reason="近亲属")
        assert browse(who).get(page(row)).status_code == 404, who
        reads_nothing(browse(who), matter)
    assert browse("clerk").get(page(row)).status_code == 200


def test_a_unit_that_the_case_complains_of_is_not_asked_any_more(room, matter):
    row = room.cause(matter)
    named_by_the_case(room, matter)
    with pytest.raises(Refused):
        room.on(causes.ask, row)


def test_the_subject_of_a_measure_is_heard_and_reads_nothing_of_the_case(room, browse, stage, matter):
    found = room.orders.candidate(matter=matter)
    found.text = f"{matter.number} 超过办理期限"
    found.save()
    row = room.notified(room.propose(f"candidate:{found.pk}", person_id=None, form="criticism"))
    liaison = browse("liaison")
    assert matter.number in text(liaison.get(page(row)))
    notice = row.matter.documents.get(kind="measure_notice")
    named_by_the_case(room, matter)
    shown = text(liaison.get(page(row)))
    assert OTHER_CASE in shown and row.facts in shown
    paper = reverse("records:document", args=[notice.pk])
    assert paper not in shown and liaison.get(paper).status_code == 403
    reads_nothing(liaison, matter, page(row), act(row, "state"))
    row = room.submitted(room.heard(row))
    assert matter.number not in row.document.body and OTHER_CASE in row.document.body, "a served paper names it neither"
    row = room.served(room.decide(row))
    assert "决定" in text(liaison.get(page(row))) and row.demand in text(liaison.get(page(row)))
    decision = reverse("records:document", args=[row.document_id])
    assert liaison.get(decision).status_code == 200
    reads_nothing(liaison, matter, page(row))
    assert is_visible(room.cast.actor("liaison", on=room.day), row.pk, VIEW_MEASURE)


def test_a_subject_shut_out_before_being_told_is_not_told_here(room, matter):
    row = room.propose(f"candidate:{room.orders.candidate(matter=matter).pk}")
    named_by_the_case(room, matter)
    with pytest.raises(Refused, match="报有权机关办理"):
        room.on(measures.notify, row)
    actor = room.cast.actor("liaison", on=room.day)
    assert row.pk in denies_now(actor).shut


def test_an_order_between_the_case_and_the_measure_is_named_neither(room, browse, matter):
    found = room.orders.candidate(matter=matter)
    order = room.orders.returned(room.orders.replied(room.orders.issued(room.orders.draft(found))))
    row = room.notified(room.propose(f"order:{order.pk}"))
    named_by_the_case(room, matter)
    shown = text(browse("liaison").get(page(row)))
    assert OTHER_CASE in shown and order.number not in shown
