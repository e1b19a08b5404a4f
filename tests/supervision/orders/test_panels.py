"""Late, returned and second orders on the page of the unit, of the session ahead and in the case's timeline; never a restricted one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.sessions.models.sessions import Session
from petitions.cases.rules.entries import TargetData
from records.matters.models.matters import Matter
from supervision.orders.actions import handling, orders
from supervision.orders.actions.lateness import tell_late, townships_with_late
from supervision.orders.models.orders import Order
from tests.supervision.browser import page, text
from township.dates import full_date
from township.journal.models import JournalEntry

pytestmark = pytest.mark.django_db


def session_ahead(room) -> Session:
    matter = Matter.objects.create(
        township=room.cast.township, kind="session", number="会1号", title="全体会议", opened_on=room.day
    )
    starts_at = room.cast.at(room.day + timedelta(days=3), 9)
    return Session.objects.create(
        matter=matter,
        township=room.cast.township,
        kind="plenary",
        title="全体会议",
        starts_at=starts_at,
        place="会议室",
        chair=room.cast.person("convenor"),
        state="planned",
    )


def test_the_units_page_says_how_its_orders_stand(room, browse):
    building, civil = (reverse("township:unit", args=[room.cast.unit(key).pk]) for key in ("building", "civil"))
    clerk = browse("clerk")
    assert "督办单" not in text(clerk.get(building))
    row = room.issued()
    assert row.number in text(clerk.get(building)) and "逾期" not in text(clerk.get(building))
    room.returned(room.replied(row))
    room.day = row.due_on + timedelta(days=1)
    shown = text(browse("clerk").get(building))
    assert "逾期、退回1次" in shown and "1 件逾期、退回或者二次督办" in shown
    assert row.number not in text(browse("clerk").get(civil))
    for who, seen in (("liaison", True), ("liaison2", False), ("auditor", False)):
        assert (row.number in text(browse(who).get(building))) == seen, who


def test_the_session_ahead_has_what_went_wrong_one_click_from_its_agenda(room, browse):
    fine, bad = room.issued(), room.issued()
    room.returned(room.replied(bad))
    again = room.issued(room.on(orders.order_again, bad, data=room.data()))
    ahead = session_ahead(room)
    client = browse("director")
    with CaptureQueriesContext(connection) as asked:
        shown = text(client.get(reverse("meetings:session", args=[ahead.pk])))
    assert again.number in shown and "二次督办" in shown and "提请研究" in shown and fine.number not in shown
    assert len(asked) <= 12


def test_a_restricted_order_stands_on_neither_page(room, stage, browse):
    stage.register(
        channel="letter",
        purpose="accusation",
        words="检举",
        title="检举",
        claims=(),
        place_text="河湾社区",
        targets=(TargetData(unit_id=room.cast.unit("building").pk),),
        named_ids=(room.cast.person("convenor").pk,),
    )
    found, civil = room.candidate("civil", matter=stage.case.matter), room.cast.unit("civil").pk
    row = room.issued(room.draft(found, unit_id=civil))
    room.day = row.due_on + timedelta(days=1)
    ahead = session_ahead(room)
    for who in ("clerk", "convenor", "liaison2"):
        assert row.number in text(browse(who).get(reverse("supervision:orders"))), who
        for address in (reverse("meetings:session", args=[ahead.pk]), reverse("township:unit", args=[civil])):
            assert row.number not in text(browse(who).get(address)), (who, address)


def test_the_timeline_of_the_case_follows_its_order(room, stage, browse):
    stage.register()
    stage.assign()
    row = room.returned(room.replied(room.issued(room.draft(room.candidate(matter=stage.case.matter)))))
    room.on(handling.reply, row, "liaison", result="送达证明已经补齐，附后。")
    room.on(handling.accept, row, way="documents", verdict="逐件核对过材料")
    said = list(stage.case.matter.events.filter(move="supervise").order_by("pk").values_list("text", flat=True))
    assert said == [f"印发督办单{row.number}", f"督办单{row.number}的回复退回续办", f"督办单{row.number}核实销号"]
    assert "退回续办" in text(browse("clerk").get(page(row)))


def test_the_case_says_once_for_each_limit_that_no_reply_came(room, stage):
    stage.register()
    stage.assign()
    row = room.issued(room.draft(room.candidate(matter=stage.case.matter)))
    township = room.cast.township.pk

    def swept(day) -> list[str]:
        at = room.cast.at(day, 8)
        due = townships_with_late(at)
        tell_late(due, at)
        assert townships_with_late(at) == [] and tell_late([township], at) == 0  # run twice = once
        return list(stage.case.matter.events.filter(move="order_late").order_by("pk").values_list("text", flat=True))

    first = row.due_on
    assert swept(first) == []
    assert swept(first + timedelta(days=1)) == [f"督办单{row.number}{full_date(first)}到期，没有回复"]
    entry = JournalEntry.objects.get(action="order.late")
    assert (entry.subject_id, entry.subject_label) == (row.pk, row.number)
    Order.objects.filter(pk=row.pk).update(due_on=first + timedelta(days=3))  # extended, and late again
    assert len(swept(first + timedelta(days=3))) == 1
    assert len(swept(first + timedelta(days=4))) == 2
    room.day = first + timedelta(days=5)
    room.replied(row)
    assert len(swept(first + timedelta(days=9))) == 2
