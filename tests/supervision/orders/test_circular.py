"""The monthly 督办通报: a draft from the figures of the orders, by unit, as they stood at the end of the month."""

from datetime import date, timedelta

import pytest

from meetings.documents.actions import circulars
from meetings.documents.models.papers import OfficePaper
from petitions.cases.rules.entries import TargetData
from records.figures.sources import FigurePeriod, sections
from supervision.orders.actions import orders
from supervision.orders.queries.circulars import unit_lines
from township.actors import system_actor
from township.profiles.rules.periods import Cadence, period_of

pytestmark = pytest.mark.django_db
SEPTEMBER = FigurePeriod(date(2026, 9, 1), date(2026, 9, 30))


def lines(room, period=SEPTEMBER) -> dict:
    by = system_actor(room.cast.township.pk, "测试", room.day)
    return {line.label: line for line in unit_lines(by, period)}


def test_what_each_unit_was_ordered_answered_and_owes(room):
    row = room.returned()
    line = lines(room)["村镇建设办"]
    assert (line.issued, line.done, line.returned, line.open, line.late, line.colour) == (1, 0, 1, 1, 0, "yellow")
    room.day = row.due_on + timedelta(days=1)
    october = FigurePeriod(date(2026, 10, 1), date(2026, 10, 31))
    line = lines(room, october)["村镇建设办"]
    assert (line.issued, line.returned, line.open, line.late, line.colour) == (0, 0, 1, 1, "red")
    line = lines(room)["村镇建设办"]
    assert (line.open, line.late, line.colour) == (1, 0, "yellow"), "the past stays as it was, by the day"


def test_a_second_order_takes_the_place_of_the_first(room):
    first = room.returned()
    given = {"order_id": first.pk, "revision": first.revision, "data": room.data()}
    row = room.do(orders.order_again, "clerk", **given)
    room.issued(row)
    line = lines(room)["村镇建设办"]
    assert (line.issued, line.open, line.second, line.colour) == (2, 1, 1, "red")


def test_a_restricted_order_stands_in_no_report(room, stage):
    stage.register(
        channel="letter",
        purpose="accusation",
        words="检举内容",
        title="检举事项",
        claims=(),
        place_text="河湾社区",
        targets=(TargetData(unit_id=room.cast.unit("building").pk),),
        named_ids=(room.cast.person("convenor").pk,),
    )
    found = room.candidate("civil", matter=stage.case.matter)
    row = room.issued(room.draft(found, unit_id=room.cast.unit("civil").pk))
    assert row.matter.secrecy == "restricted" and lines(room) == {}


def test_the_draft_speaks_of_supervision_alone_and_follows_the_figures(room):
    township = room.cast.township.pk
    room.returned()
    period = period_of(Cadence.MONTHLY, room.day)
    for _ in range(2):
        circulars.open_circular("orders_month", township, period, room.cast.at(room.day))
    paper = OfficePaper.objects.select_related("document").get()
    body = paper.document.body
    assert paper.title == "2026年9月信访督办通报" and paper.kind == "orders_month"
    assert "全镇督查督办情况通报如下" in body and "印发督办单1件" in body and "黄榜单位：村镇建设办。" in body
    assert "|村镇建设办|1|0|1|1|0|0|黄榜|" in body and "信访形势" not in body and "【写明对各单位的要求" in body
    day = period.last + timedelta(days=1)
    circulars.tend_drafts(circulars.townships_to_look_at(room.cast.at(day)), room.cast.at(day))
    paper.document.refresh_from_db()
    assert "数据截至" in paper.document.body and paper.document.versions.count() == 2


def test_a_month_without_orders_says_so(room):
    period = period_of(Cadence.MONTHLY, room.day)
    circulars.open_circular("orders_month", room.cast.township.pk, period, room.cast.at(room.day))
    body = OfficePaper.objects.get().document.body
    assert "本期没有印发督办单，截至2026年9月22日也没有未销号的督办单。" in body


def test_other_reports_hold_the_section_as_well(room):
    room.issued()
    by = system_actor(room.cast.township.pk, "测试", room.day)
    found = [one for one in sections(by, SEPTEMBER) if one.key == "supervision"]
    assert len(found) == 1 and found[0].figures[0].value == "1件"
