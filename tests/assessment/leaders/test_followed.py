"""What a leader follows: cases sponsored, instructions given and what came of them; on the page, on paper, in the workbook."""

import io

import openpyxl
import pytest
from django.urls import reverse

from assessment.leaders.papers import record_html
from assessment.leaders.queries import leader_record
from records.duties.models.candidates import Candidate
from records.matters.models.access import Handler
from supervision.orders.actions import handling
from supervision.orders.actions.findings import raise_finding
from tests.cast import TODAY
from tests.exclusions import recuse
from tests.petitions import doors
from tests.petitions.stage import *  # noqa: F403 - cases to sponsor
from tests.petitions.stage import Stage
from tests.supervision.orders.conftest import Room
from township.actors import NotAllowed
from township.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_print")]


def sponsored(cast, stage: Stage, who: str = "leader"):
    stage.register()
    stage.assign()
    stage.do(doors.name_sponsor, "director", person_id=cast.person(who).pk)
    return stage.case


def instructed(room: Room, **changes) -> Candidate:
    given = {
        "ground": "instruction",
        "unit_id": room.cast.unit("building").pk,
        "number": "",
        "on": room.day,
        "text": "请尽快核查办理。",
        "leader_id": room.cast.person("leader").pk,
    }
    return room.do(raise_finding, "clerk", **given | changes)


def test_a_sponsor_is_named_replaced_and_never_an_outsider(cast, stage):
    case = sponsored(cast, stage)
    with pytest.raises(Refused, match="已经是"):
        stage.do(doors.name_sponsor, "clerk", person_id=cast.person("leader").pk)
    with pytest.raises(Refused, match="班子成员"):
        stage.do(doors.name_sponsor, "clerk", person_id=cast.person("liaison").pk)
    with pytest.raises(NotAllowed):
        stage.do(doors.name_sponsor, "liaison", person_id=cast.person("leader").pk)
    recuse(
        matter=case.matter,
        person=cast.person("convenor"),
        reason="与信访人有亲属关系",
        by=cast.actor("clerk"),
        at=cast.at(),
    )
    with pytest.raises(Refused, match="回避"):
        stage.do(doors.name_sponsor, "clerk", person_id=cast.person("convenor").pk)
    stage.do(doors.name_sponsor, "clerk", person_id=cast.person("chief").pk)
    parts = Handler.objects.filter(matter=case.matter, part="sponsor")
    assert [row.person for row in parts] == [cast.person("chief")]
    assert "原包案领导陈立" in case.matter.events.order_by("-pk").first().text


def test_the_form_offers_leaders_and_not_on_an_accusation(cast, stage, stand_at):
    stand_at(TODAY)
    stage.register()
    address = reverse("petitions:case_act", kwargs={"pk": stage.case.pk, "act": "name_sponsor"})
    clerk = cast.client("clerk")
    shown = clerk.get(address).content.decode()
    assert "陈立" in shown and "何静" not in shown
    data = {"revision": stage.case.revision, "person_id": cast.person("leader").pk}
    assert clerk.post(address, data).status_code == 302
    assert "包案领导" in clerk.get(f"/cases/{stage.case.pk}/").content.decode()


def test_what_a_leader_follows_stands_in_the_record(cast, stage, stand_at):
    stand_at(TODAY, 12)
    case, room = sponsored(cast, stage), Room(cast)
    first, second, third = (
        instructed(room),
        instructed(room, unit_id=cast.unit("civil").pk),
        instructed(room, number=case.number),
    )
    row = room.replied(room.issued(room.draft(first, kind="leader")))
    room.on(handling.accept, row, way="documents", verdict="逐件核对过材料")
    room.draft(third, kind="leader")
    director = cast.actor("director")
    record = leader_record(director, cast.person("leader").pk, 2026, TODAY)
    followed = record.line.followed
    assert (followed.sponsored, followed.settled, followed.instructions, followed.answered) == (1, 0, 3, 1)
    results = {one.given.pk: one.result for one in record.instructions}
    assert results[first.pk] == f"领导批示督办{row.number}，已销号"
    assert results[second.pk] == "待处理" and "拟稿" in results[third.pk]
    assert [one.pk for one in record.sponsored] == [case.pk] and record.withheld == 0
    assert leader_record(director, cast.person("convenor").pk, 2026, TODAY).line.followed.instructions == 0
    client, own = cast.client("director"), cast.person("leader").pk
    page = client.get(f"/assessment/leaders/{own}/?year=2026").content.decode()
    assert case.number in page and row.number in page
    printed = client.get(f"/assessment/leaders/{own}/pdf/?year=2026").content
    assert printed
    book = openpyxl.load_workbook(io.BytesIO(client.get("/assessment/leaders/sheet/?year=2026").content))
    rows = list(book.active.iter_rows(values_only=True))
    heading = next(one for one in rows if one[0] == "姓名")
    line = dict(zip(heading, next(one for one in rows if one[0] == "陈立"), strict=True))
    assert [line[name] for name in ("包案", "包案办结", "批示", "批示有结果")] == [1, 0, 3, 1]


def test_what_a_reader_may_not_know_counts_and_is_said_to_be_withheld(cast, stage, stand_at):
    stand_at(TODAY, 12)
    case, room = sponsored(cast, stage), Room(cast)
    instructed(room, number=case.number)
    recuse(
        matter=case.matter,
        person=cast.person("director"),
        reason="与信访人有亲属关系",
        by=cast.actor("clerk"),
        at=cast.at(),
    )
    record = leader_record(cast.actor("director"), cast.person("leader").pk, 2026, TODAY)
    assert (record.sponsored, record.instructions, record.withheld) == ((), (), 2)
    page = cast.client("director").get(f"/assessment/leaders/{cast.person('leader').pk}/?year=2026").content.decode()
    assert case.number not in page and "另有 2 件" in page
    recuse(
        matter=case.matter,
        person=cast.person("chief"),
        reason="与信访人有亲属关系",
        by=cast.actor("clerk"),
        at=cast.at(),
    )
    with pytest.raises(Refused, match="不能对这件作批示"):
        instructed(room, number=case.number, leader_id=cast.person("chief").pk)


def test_the_paper_says_it_too(cast, stage):
    case, room = sponsored(cast, stage), Room(cast)
    given = instructed(room)
    record = leader_record(cast.actor("convenor"), cast.person("leader").pk, 2026, TODAY)
    html = record_html(record, organ="清河镇联席办", year=2026, printed_on=TODAY, printed_by="李建")
    assert "三、包案和批示" in html and "包案1件，当年办结0件；批示1件，有结果0件" in html
    assert case.number in html and given.text in html and "五、联系点和问责" not in html.split("四、")[0]
