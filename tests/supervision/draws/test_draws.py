"""The actions: list first, then the seed, once; who may not; what follows; two at once."""

import io
import subprocess

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from records.duties.models.candidates import Candidate
from records.duties.models.duties import DoneEarly, Duty
from records.papers.models.documents import Document
from records.work.actions.verify import differences as work_differences
from records.work.models import OPEN, WorkItem
from supervision.draws.actions import draws, plans
from supervision.draws.models.draws import Draw, DrawPick
from supervision.draws.queries.draws import get_draw, record_of
from supervision.draws.rules.records import hash_of
from tests.supervision.draws.conftest import SEED
from township.actors import NotAllowed, OutOfScope, system_actor
from township.journal.models import JournalEntry
from township.profiles.actions.profiles import adopt_profile
from township.refusals import Refused

pytestmark = pytest.mark.django_db


def owed(row: Draw) -> list[str]:
    kinds = WorkItem.objects.filter(OPEN, matter_id=row.pk).values_list("kind", flat=True)
    return sorted(kind.rpartition(".")[2] for kind in kinds)


def test_from_plan_to_circulated_result(room, cast):
    row = room.draft()
    assert row.state == "draft" and owed(row) == ["edit"]
    assert "1-1 河湾社区" in row.population and "2-1 村镇建设办" in row.population and "联席办\n" not in row.population
    assert row.population_sha256 == hash_of(row.population) and row.population_sha256 in row.document.body
    with pytest.raises(OutOfScope):
        get_draw(cast.actor("liaison"), row.pk)
    row = room.published(row)
    assert row.state == "published" and row.number == "清信抽〔2026〕1号" and owed(row) == ["seed"]
    assert get_draw(cast.actor("liaison"), row.pk).pk == row.pk
    row = room.drawn(row)
    picks = list(row.picks.select_related("entry__group"))
    assert len(picks) == 3 and [pick.entry.group.seq for pick in picks] == [1, 2, 2]
    assert owed(row) == ["record"] * 3 and row.seed == SEED.replace(" ", "")
    assert row.sheet.state == Document.State.ISSUED and row.sheet.blob
    row = room.done(room.checked(row))
    assert row.state == "done" and row.matter.closed_on and owed(row) == []
    poor = row.picks.select_related("entry__unit").get(rating="poor")
    candidate = Candidate.objects.get(matter=row.matter)
    assert candidate.ground == "spot_check" and candidate.unit == poor.entry.unit
    acts = list(
        JournalEntry.objects.filter(subject_id=row.pk, action__startswith="draw.").values_list("action", flat=True)
    )
    for act in ("draw.draft", "draw.submit", "draw.publish", "draw.seed", "draw.record", "draw.conclude"):
        assert act in acts
    assert list(work_differences(cast.township.pk)) == []


def test_the_record_is_repeated_by_the_command_and_a_line_by_sha256sum(room, tmp_path):
    row = room.drawn()
    path, out = tmp_path / "record.json", io.StringIO()
    path.write_text(record_of(row), encoding="utf-8")
    call_command("check_draw", str(path), stdout=out)
    assert "核对一致：3 个单位" in out.getvalue()
    for pick in row.picks.select_related("entry"):
        said = subprocess.run(["sha256sum"], input=pick.text.encode(), capture_output=True, check=True).stdout.decode()
        assert said.split()[0] == pick.digest and pick.digest in out.getvalue()
        size = pick.entry.group.units.exclude(place__isnull=True).count()
        assert int(pick.digest, 16) % size + 1 == pick.entry.place
    path.write_text(record_of(row).replace(row.seed, "27182818284590452353"), encoding="utf-8")
    with pytest.raises(CommandError, match="核对不一致"):
        call_command("check_draw", str(path), stdout=out)
    for name, words in (("none.json", None), ("other.json", "{}"), ("raw.json", b"\xff\xfe")):
        other = tmp_path / name
        if words is not None:
            other.write_bytes(words if isinstance(words, bytes) else words.encode())
        with pytest.raises(CommandError, match="抽查页面"):
            call_command("check_draw", str(other), stdout=out)


def test_a_unit_is_left_out_with_a_reason_and_only_before_publication(room):
    row = room.draft()
    entry = row.groups.get(seq=2).units.get(label="民政办")
    with pytest.raises(Refused) as refused:
        room.on(plans.exclude, row, entry_id=entry.pk, reason=" ")
    assert refused.value.field == "reason"
    room.on(plans.exclude, row, entry_id=entry.pk, reason="本季度已专项检查")
    row = room.fresh(row)
    assert "不列入：民政办（本季度已专项检查）" in row.population and "民政办，本季度已专项检查" in row.document.body
    assert row.population_sha256 == hash_of(row.population)
    left_out = row.groups.get(seq=2).units.get(label="民政办")
    room.on(plans.FLOW.save, row, body="", version=row.document.version, data=room.data())
    assert "不列入：民政办" in room.fresh(row).population, "saving keeps who was left out"
    left_out = row.groups.get(seq=2).units.get(label="民政办")
    room.on(plans.include, row, entry_id=left_out.pk)
    assert "不列入" not in room.fresh(row).population
    row = room.published(row)
    entry = row.groups.get(seq=2).units.get(label="民政办")
    for action, more in ((plans.exclude, {"reason": "名单公布以后才想到"}), (plans.include, {})):
        with pytest.raises(Refused, match="名单公布以后"):
            room.on(action, row, entry_id=entry.pk, **more)


def test_leaving_out_too_many_is_refused(room):
    row = room.draft(wanted=(1, 3))
    entry = row.groups.get(seq=2).units.first()
    with pytest.raises(Refused, match="抽不出 3 个"):
        room.on(plans.exclude, row, entry_id=entry.pk, reason="本季度已专项检查")
    assert "不列入" not in room.fresh(row).population


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wanted": (2, 1)}, "wanted_1"),
        ({"wanted": (0, 0)}, "wanted_1"),
        ({"wanted": (1, 9)}, "wanted_2"),
        ({"topic": "查"}, "topic"),
        ({"topic": "查13812345678"}, "topic"),
        ({"checks": "看"}, "checks"),
    ],
)
def test_a_plan_that_cannot_be(room, changes, field):
    with pytest.raises(Refused) as refused:
        room.draft(**changes)
    assert refused.value.field == field and not Draw.objects.exists()


def test_once_a_quarter_and_no_quarter_to_come(room):
    room.draft()
    with pytest.raises(Refused, match="已经有一次抽查"):
        room.draft()
    room.draft("2026-Q2")
    with pytest.raises(Refused, match="本季度或者上一季度"):
        room.draft("2026-Q4")


def test_units_that_changed_after_the_draft_are_noticed(room, cast):
    row = room.draft()
    unit = cast.unit("farm")
    unit.is_active = False
    unit.save()
    with pytest.raises(Refused, match="有变动"):
        room.on(plans.FLOW.submit, row)
    given = {"body": "", "version": room.fresh(row).document.version, "data": room.data()}
    room.on(plans.FLOW.submit, row, **given)
    assert "农业服务中心" not in room.fresh(row).population


def test_who_proposes_does_not_approve_and_units_do_not_draw(room, cast):
    row = room.submitted()
    with pytest.raises(NotAllowed):
        room.decide(row, "clerk2")
    row = room.decide(row)
    for who in ("convenor", "liaison"):
        with pytest.raises(NotAllowed):
            room.on(draws.seed, row, who, hour=15, data=room.seed_data())
    with pytest.raises(OutOfScope):
        room.on(draws.seed, row, "east_clerk", hour=15, data=room.seed_data())


@pytest.mark.parametrize("witness", ["林晓", "李建", "何静", "周敏"])
def test_the_witness_is_somebody_else(room, witness):
    """The drafter, the approver, a liaison of a listed unit, who enters it."""
    row = room.published()
    with pytest.raises(Refused) as refused:
        room.on(draws.seed, row, "clerk2", hour=15, data=room.seed_data(witness=witness))
    assert refused.value.field == "witness" and not DrawPick.objects.exists()


def test_a_seed_is_thrown_once_and_not_before_publication(room):
    row = room.submitted()
    with pytest.raises(Refused, match="公布以后才能抽取"):
        room.on(draws.seed, row, hour=15, data=room.seed_data())
    row = room.drawn(room.decide(row))
    before = list(row.picks.values_list("digest", flat=True))
    with pytest.raises(Refused):
        room.on(draws.seed, row, hour=16, data=room.seed_data(seed="2" * 19 + "1"))
    assert list(room.fresh(row).picks.values_list("digest", flat=True)) == before


def test_the_database_knows_no_seed_before_publication_and_no_second_first_draw(room, cast):
    row = room.published()
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=row.pk).update(seed="1", witness="某", drawn_at=row.published_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.filter(pk=row.pk).update(reason="没有前一次")


def test_a_second_draw_has_a_reason_and_shows_both(room):
    row = room.drawn()
    with pytest.raises(Refused) as refused:
        room.on(plans.draw_again, row, reason="再来")
    assert refused.value.field == "reason"
    again = room.on(plans.draw_again, row, reason="名单里一个单位的名称有误，更正后重新抽取。")
    assert f"重新抽取：{row.number}，名单里一个单位" in again.population and "名单里一个单位" in again.document.body
    with pytest.raises(Refused, match="已经有一次"):
        room.on(plans.draw_again, row, reason="还想再抽一次，理由写得很长。")
    again = room.published(again)
    row = room.fresh(row)
    assert row.state == "replaced" and owed(row) == [] and row.picks.count() == 3, "the first stays to be seen"
    again = room.drawn(again, seed="27182818284590452353")
    assert again.earlier_id == row.pk and again.picks.count() == 3
    with pytest.raises(Refused):
        room.on(plans.draw_again, row, reason="已经重新抽取过的不能再来。")


def test_results_are_complete_before_they_are_circulated(room):
    row = room.checked(ratings=("good",))
    with pytest.raises(Refused, match="还没有登记检查结果"):
        room.on(draws.conclude, row, summary="抽查三个单位，多数登记齐全。")
    pick = row.picks.filter(rating="").first()
    given = {"draw_id": row.pk, "pick_id": pick.pk, "rating": "good", "found": "看了登记簿和案卷。"}
    for day in (room.day.replace(day=1), room.day.replace(day=30)):
        with pytest.raises(Refused) as refused:
            room.do(draws.record, "clerk", 16, checked_on=day, **given)
        assert refused.value.field == "checked_on"
    with pytest.raises(Refused):
        room.do(draws.record, "clerk", 16, checked_on=room.day, **given | {"rating": "best"})
    with pytest.raises(OutOfScope):
        room.do(draws.record, "clerk", 16, checked_on=room.day, **given | {"pick_id": 0})


def test_the_duty_of_the_quarter_is_done_with_the_draw_as_evidence(room, cast):
    at = cast.at(room.day.replace(month=1, day=5))
    by = system_actor(cast.township.pk, "测试", at.date())
    adopt_profile(key="xincheng", township_id=cast.township.pk, valid_from=at.date(), by=by, at=at)
    row = room.done()
    kept = DoneEarly.objects.filter(clause="spot_check_quarter", period="2026-Q3", evidence=row.matter)
    closed = Duty.objects.filter(clause="spot_check_quarter", period="2026-Q3", evidence=row.matter, state="done")
    assert (kept.count(), closed.count()) == (1, 0)
