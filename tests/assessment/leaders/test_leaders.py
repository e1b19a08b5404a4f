"""The leader's record: from duties and receptions that stand elsewhere; seen by the heads and by oneself."""

import io
from datetime import date

import openpyxl
import pytest
from pypdf import PdfReader

from assessment.leaders.actions import comment
from assessment.leaders.models import LeaderComment
from assessment.leaders.queries import leader_record, leaders
from meetings.receptions.models.liaison_points import LiaisonPoint, PointVisit
from meetings.receptions.models.receptions import Reception, Visitor
from records.duties.models.duties import Duty
from records.matters.models.matters import Matter
from tests.cast import TODAY
from tests.supervision.accountability.conftest import Room, adopt
from tests.supervision.orders.conftest import Room as Orders
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry


def owe(cast, key: str, due_on: date, done_on: date | None) -> None:
    Duty.objects.create(
        township=cast.township,
        clause=f"reception_week_{due_on:%m%d}",
        label="每周接访",
        period=f"{due_on:%m%d}",
        period_label="一周",
        first=due_on,
        last=due_on,
        due_on=due_on,
        person=cast.person(key),
        opened_at=cast.at(),
        state="done" if done_on else "open",
        done_on=done_on,
    )


def receive(cast, key: str, held_on: date, **visit) -> None:
    matter = Matter.objects.create(
        township=cast.township, kind="reception", number=f"接{held_on:%m%d}", title="接访", opened_on=held_on
    )
    row = Reception.objects.create(
        matter=matter,
        township=cast.township,
        leader=cast.person(key),
        form="fixed",
        held_on=held_on,
        place="接待室",
        headcount=3,
        recorded_by=cast.person("clerk"),
    )
    Visitor.objects.create(reception=row, seq=1, name="张三丰", headcount=3, **visit)


def test_the_record_adds_up_what_stands_elsewhere(cast, stand_at):
    stand_at(TODAY)
    owe(cast, "leader", date(2026, 8, 7), date(2026, 8, 6))
    owe(cast, "leader", date(2026, 8, 14), date(2026, 8, 20))
    owe(cast, "leader", date(2026, 8, 21), None)
    owe(cast, "leader", date(2026, 12, 25), None)  # not due yet
    owe(cast, "convenor", date(2026, 8, 7), date(2026, 8, 7))
    promise = {"promise": "月底前答复", "promise_due_on": date(2026, 8, 31)}
    receive(cast, "leader", date(2026, 8, 6), outcome="answered", promise_kept_on=date(2026, 8, 30), **promise)
    receive(cast, "leader", date(2026, 8, 13), outcome="answered", promise_kept_on=date(2026, 9, 2), **promise)
    director = cast.actor("director")
    lines = {line.person.name: line for line in leaders(director, 2026, TODAY)}
    line = lines["陈立"]
    assert (line.duties.n, line.duties.d, lines["李建"].duties.value) == (1, 3, "100.0%")
    held = line.receptions
    assert (held.receptions, held.visits, held.people, held.answered, held.promises, held.kept) == (2, 2, 6, 2, 2, 1)
    record = leader_record(director, cast.person("leader").pk, 2026, TODAY)
    assert [word for _, word in record.late] == ["未办", "迟办"] and record.units == ("村镇建设办",)
    assert {rate.label for rate in record.rates} >= {"及时受理率", "交办按期办结率"}
    assert [line.person.name for line in leaders(cast.actor("leader"), 2026, TODAY)] == ["陈立"]


def test_who_sees_which_record(cast, stand_at):
    stand_at(TODAY)
    own, other = cast.person("leader").pk, cast.person("convenor").pk
    leader, director = cast.client("leader"), cast.client("director")
    page = leader.get("/assessment/leaders/").content.decode()
    assert "陈立" in page and "李建" not in page
    assert leader.get(f"/assessment/leaders/{own}/").status_code == 200
    assert leader.get(f"/assessment/leaders/{other}/").status_code == 404
    assert leader.get("/assessment/leaders/sheet/").status_code == 403
    assert cast.client("clerk").get("/assessment/leaders/").status_code == 403
    assert not JournalEntry.objects.filter(action="leader.read").exists()
    assert "不作评价" in director.get(f"/assessment/leaders/{own}/?year=2026").content.decode()
    assert director.get("/assessment/leaders/sheet/").content.startswith(b"PK")
    written = JournalEntry.objects.filter(action__startswith="leader.").values_list("action", flat=True)
    assert sorted(written) == ["leader.export", "leader.read"]


def test_a_leader_adds_to_the_own_record_and_nobody_else_does(cast, stand_at):
    stand_at(TODAY)
    own, other = cast.person("leader").pk, cast.person("convenor").pk
    leader, director = cast.client("leader"), cast.client("director")
    url = f"/assessment/leaders/{own}/?year=2026"
    assert "写入档案" in leader.get(url).content.decode() and "写入档案" not in director.get(url).content.decode()
    assert "请填写本人说明" in leader.post(url, {"text": " "}).content.decode()
    assert "不写个人电话" in leader.post(url, {"text": "请打13812341234问"}).content.decode()
    assert director.post(url, {"text": "代他写一句"}).status_code == 403
    assert leader.post(f"/assessment/leaders/{other}/?year=2026", {"text": "说别人"}).status_code == 404
    for words in ("九月因防汛调班。", "补充：已由B角接待。"):
        assert leader.post(url, {"text": words}).status_code == 302
    assert [one.text for one in LeaderComment.objects.all()] == ["九月因防汛调班。", "补充：已由B角接待。"]
    page = director.get(url).content.decode()
    assert page.index("九月因防汛") < page.index("补充：已由")
    assert "九月因防汛" not in director.get(f"/assessment/leaders/{own}/?year=2025").content.decode()
    book = openpyxl.load_workbook(io.BytesIO(director.get("/assessment/leaders/sheet/?year=2026").content))
    assert any("补充：已由B角接待。" in str(row[-1]) for row in book.active.iter_rows(values_only=True))
    with pytest.raises(NotAllowed):
        comment(year=2026, text="经办人的说明", by=cast.actor("clerk"), at=cast.at())
    with pytest.raises(OutOfScope):
        comment(year=2019, text="那年还没有任职", by=cast.actor("leader"), at=cast.at())


def test_the_printed_record_holds_figures_and_remarks(cast, stand_at):
    stand_at(TODAY)
    owe(cast, "leader", date(2026, 8, 14), date(2026, 8, 20))
    comment(year=2026, text="当日参加防汛", by=cast.actor("leader"), at=cast.at())
    own = cast.person("leader").pk
    for who in ("leader", "convenor"):
        answer = cast.client(who).get(f"/assessment/leaders/{own}/pdf/?year=2026")
        said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        said = "".join(said.split())
        assert (
            "陈立" in said
            and "当日参加防汛" in said
            and "每周接访" in said
            and "迟办" in said
            and "0.0%（0/1）" in said
        )
    assert cast.client("leader").get(f"/assessment/leaders/{cast.person('convenor').pk}/pdf/").status_code == 404
    assert JournalEntry.objects.filter(action="leader.print").count() == 2


def test_liaison_points_and_accountability_stand_in_the_record(cast, stand_at, quick_print):
    stand_at(TODAY)
    leader = cast.person("leader")
    point = LiaisonPoint.objects.create(
        township=cast.township,
        person=leader,
        unit=cast.unit("village"),
        since=date(2026, 1, 1),
        assigned_by=cast.person("director"),
    )
    for day in (date(2025, 12, 30), date(2026, 3, 3), date(2026, 8, 8)):
        PointVisit.objects.create(
            point=point, on=day, text="督导", recorded_by=cast.person("clerk"), recorded_at=cast.at()
        )
    record = leader_record(cast.actor("director"), leader.pk, 2026, TODAY)
    assert [(one.unit, one.visits, one.latest) for one in record.points] == [("河湾社区", 2, date(2026, 8, 8))]
    assert leader_record(cast.actor("director"), leader.pk, 2025, TODAY).points == () and record.measures == ()
    page = cast.client("director").get(f"/assessment/leaders/{leader.pk}/?year=2026").content.decode()
    assert "河湾社区 2 次" in page


def test_a_measure_is_named_only_to_who_may_know_of_it(cast, stand_at, quick_print):
    adopt(cast)
    room = Room(cast, Orders(cast))
    given = {"person_id": cast.person("leader").pk, "form": "criticism"}
    measure = room.served(room.decided(room.submitted(room.silent(**given))))
    stand_at(room.day, 12)
    for who, seen in (("convenor", 1), ("auditor", 0)):
        actor = cast.actor(who, on=room.day)
        assert len(leader_record(actor, measure.person_id, 2026, room.day).measures) == seen, who
