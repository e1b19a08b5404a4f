"""A run from the first figure to the frozen result: scored, published, contested, decided, approved, corrected; never moved."""

import io
import random
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from assessment.schemes.actions import entries, freezing, runs, schemes
from assessment.schemes.models.runs import Entry, Run, RunRow
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries.rows import gathered, rows_behind
from assessment.schemes.queries.runs import get_run, latest_published, results, trial
from assessment.schemes.queries.schemes import content_of
from assessment.schemes.queries.trial import year_trial
from assessment.schemes.sheets.reading import verified
from petitions.cases.models.assignments import Assignment
from records.clocks.models import Clock
from records.duties.models.duties import Duty
from records.matters.models.matters import Matter
from records.work.actions.verify import differences
from records.work.queries.desk import desk_of
from supervision.accountability.actions import effects
from tests.assessment.schemes.bench import MEETING
from tests.assessment.schemes.second import SecondScheme
from tests.exclusions import recuse
from tests.supervision.accountability.conftest import Room, adopt
from tests.supervision.orders.conftest import Room as Orders
from township.actors import NotAllowed, OutOfScope
from township.calendar.models import WorkCalendarDay
from township.directory.models.units import Unit
from township.journal.models import JournalEntry
from township.refusals import Refused


def late_task(stage, *, due: int = 10, day: date = date(2026, 3, 2), unit: str = "building"):
    """A task whose limit passed without a report."""
    stage.day = day
    stage.register()
    stage.assign(unit=unit, lead_due_on=day + timedelta(days=due))
    return stage.case


def good_task(stage, day: date = date(2026, 3, 3)):
    """A task that was reported within its limit."""
    late_task(stage, day=day)
    stage.to("reply_approved")
    return stage.case


def work_is_right(cast) -> bool:
    """What is owed for the runs and schemes; these tests move the clocks of cases by hand."""
    found = [f"{one.number} {one.key} {one.what}" for one in differences(cast.township.pk)]
    assert not [line for line in found if "考" in line]
    return True


def test_a_scheme_is_fixed_by_a_second_person_and_by_decision_once_the_year_has_begun(bench):
    row = bench.do(schemes.draft_scheme, "clerk", year=2026, group="member", key="hengyang")
    with pytest.raises(Refused, match="已有成员单位的考核办法"):
        bench.do(schemes.draft_scheme, "clerk2", year=2026, group="member")
    row = bench.on(
        schemes.edit_scheme, row, "clerk2", name="信访工作考核办法", values={"duties": {"weight": Decimal(14)}}
    )
    with pytest.raises(Refused, match="现在是 99"):
        bench.on(schemes.submit_scheme, row, "clerk")
    bench.on(
        schemes.edit_scheme, row, "director", name="信访工作考核办法", values={"duties": {"weight": Decimal("15")}}
    )
    row = bench.on(schemes.submit_scheme, row, "clerk")
    assert [one.what for one in desk_of(bench.cast.actor("convenor"))] == ["确认考核办法"]
    assert not desk_of(bench.cast.actor("director")).filter(matter=row.matter)
    with pytest.raises(Refused, match="另一位同志"):
        bench.on(schemes.fix_scheme, row, "director", decision=MEETING)
    with pytest.raises(Refused, match="考核年度已经开始"):
        bench.on(schemes.fix_scheme, row, "convenor")
    row = bench.on(schemes.fix_scheme, row, "convenor", decision=MEETING)
    assert (row.state, len(row.sha256)) == ("fixed", 64)
    with pytest.raises(Refused):
        bench.on(schemes.edit_scheme, row, "clerk", name="改名", values={})
    assert work_is_right(bench.cast)


def test_next_years_scheme_needs_no_decision_and_a_new_version_replaces_the_old(bench):
    row = bench.do(schemes.draft_scheme, "clerk", year=2027, group="village", key="xiji")
    row = bench.on(schemes.submit_scheme, row, "clerk")
    row = bench.on(schemes.fix_scheme, row, "director")
    new = bench.on(schemes.renew_scheme, row, "clerk")
    with pytest.raises(Refused, match="新版已经在拟定"):
        bench.on(schemes.renew_scheme, row, "clerk")
    bench.on(schemes.submit_scheme, new, "clerk")
    bench.on(schemes.fix_scheme, new, "director")
    assert list(Scheme.objects.order_by("version").values_list("version", "state")) == [(1, "replaced"), (2, "fixed")]
    assert work_is_right(bench.cast)


def test_from_the_figures_to_the_frozen_result_with_an_objection_that_changes_it(bench, stage):
    late, good = late_task(stage), good_task(stage)
    row = bench.run()
    with pytest.raises(Refused, match="没有评完分"):
        bench.on(runs.publish, row, "clerk")
    waiting = {one.what for one in desk_of(bench.cast.actor("clerk2"))}
    assert "评分" in waiting
    row = bench.published(row)
    before = bench.exact(row)
    with pytest.raises(Refused, match="公布以后"):
        bench.on(runs.compute, row, "clerk")
    wrong = RunRow.objects.get(run=row, figure="petitions.tasks", about=late.pk)
    assert not wrong.is_counted
    objection = bench.object(row, "tasks", row_id=wrong.pk)
    assert "处理考核异议" in {one.what for one in desk_of(bench.cast.actor("director"))}
    assert work_is_right(bench.cast)
    bench.day = row.until + timedelta(days=1)
    with pytest.raises(Refused, match="还有1件异议"):
        bench.on(runs.settle, row, "clerk")
    bench.answer(objection, effect="count")
    after = bench.exact(row)
    assert after > before
    row = bench.issued(row)
    assert (row.state, row.number) == ("issued", "清信考〔2026〕1号")
    frozen, total = row.result, bench.shown(row)["村镇建设办"]
    kept = next(one for one in frozen["units"] if one["name"] == "村镇建设办")
    assert (kept["total"], kept["exact"]) == (total, str(after))
    assert freezing.result_hash(frozen) == row.sha256
    assert "共提出异议1件，采纳1件" in row.document.body and total in row.document.body
    # whatever happens to cases, limits and schemes later: the score stays
    Clock.objects.filter(matter_id__in=(late.pk, good.pk)).update(due_on=date(2025, 1, 1))
    Assignment.objects.update(state=Assignment.State.WITHDRAWN)
    new = bench.on(schemes.renew_scheme, row.scheme, "clerk")
    bench.on(
        schemes.edit_scheme,
        new,
        "clerk",
        name="新的考核办法",
        values={"tasks": {"weight": Decimal(5)}, "acceptance": {"weight": Decimal(25)}},
    )
    tried = {line.unit.label: line for line in trial(latest_published(new), Scheme.objects.get(pk=new.pk))}
    assert tried["村镇建设办"].now == total != tried["村镇建设办"].then
    assert "交办按期办结" in {label for label, _, _ in tried["村镇建设办"].why}
    page = bench.cast.client("clerk").get(f"/assessment/schemes/{new.pk}/trial/").content.decode()
    assert "只看不存" in page and tried["村镇建设办"].then in page
    bench.fix(new)
    assert bench.shown(row)["村镇建设办"] == total
    assert freezing.frozen(bench.fresh(row)) == frozen
    assert work_is_right(bench.cast)


def test_a_draft_is_tried_on_all_of_last_year_and_nothing_is_stored(bench, stage, stand_at):
    """Before any run was published: who would move, and why; a figure that no run has gathered counts too."""
    late_task(stage, day=date(2025, 3, 2))
    for day in (3, 4, 5, 6):
        good_task(stage, day=date(2025, 3, day))
    late_task(stage, day=date(2025, 6, 2), unit="civil")
    first = bench.scheme("hantai")
    new = bench.on(schemes.renew_scheme, first, "clerk")
    changed = {"tasks": {"weight": Decimal(5)}, "acceptance": {"weight": Decimal(25)}}
    new = bench.on(schemes.edit_scheme, new, "clerk", name="新的考核办法", values=changed)
    lines = {line.unit.label: line for line in year_trial(new, bench.day)}
    assert set(lines) == {"村镇建设办", "民政办", "农业服务中心"}
    building = lines["村镇建设办"]
    assert building.now != building.then and "交办按期办结" in {label for label, _, _ in building.why}
    tasks = [
        (one.figure, one.is_counted)
        for one in gathered(
            Run(township_id=new.township_id, first=date(2025, 1, 1), last=date(2025, 12, 31), as_of=bench.day),
            [
                "petitions.tasks",
                "petitions.acceptance",
                "petitions.conclusion",
                "records.duties",
                "meetings.resolutions",
            ],
            [bench.cast.unit("building").pk],
        )
    ]
    assert ("petitions.tasks", False) in tasks and tasks.count(("petitions.tasks", True)) >= 4
    assert building.now == SecondScheme("hantai").total_of(tasks, {}, [])
    stand_at(bench.day)
    page = bench.cast.client("clerk").get(f"/assessment/schemes/{new.pk}/trial/").content.decode()
    assert "2025年全年的数据" in page and "只看不存" in page and building.then in page
    assert not Run.objects.exists() and not RunRow.objects.exists()


def random_edits(dice: random.Random, cast) -> list:
    """What happens to an office's rows afterwards: limits, answers, tasks, duties, orders, numbers, units, the day's calendar."""
    day = date(2026, 1, 1) + timedelta(days=dice.randrange(700))
    return [
        lambda: Clock.objects.update(due_on=day, rolled_due_on=day),
        lambda: Clock.objects.filter(code="unit_limit").update(stopped_on=dice.choice((None, day))),
        lambda: Assignment.objects.update(state=dice.choice(Assignment.State.values)),
        lambda: Duty.objects.update(state="open", done_on=None, due_on=day),
        lambda: Matter.objects.filter(kind="case").update(
            opened_on=date(2025, 1, 1), closed_on=dice.choice((None, day))
        ),
        lambda: Unit.objects.filter(pk=cast.unit("civil").pk).update(
            order=dice.randrange(99), name=f"改名{dice.random()}"
        ),
        lambda: WorkCalendarDay.objects.filter(date__lt=day).delete(),
        lambda: Scheme.objects.filter(state="fixed").update(name=f"改名{dice.randrange(99)}"),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_never_change_a_frozen_score(bench, stage, seed):
    """Cases, extensions, tasks, duties, units, calendar: page, trial, workbook and hash of an issued result stay to the last digit."""
    late_task(stage)
    good_task(stage)
    row = bench.issued(bench.published(bench.run(("hantai", "xiji", "xincheng")[seed])))
    frozen, digest = freezing.frozen(bench.fresh(row)), row.sha256
    shown = {one.unit.pk: (one.result.exact, one.place.rank, one.place.grade) for one in results(bench.fresh(row))}
    dice = random.Random(seed)  # noqa: S311 - edits, no secret
    done = 0
    for _ in range(20):
        edit = dice.choice(random_edits(dice, bench.cast))
        with suppress(IntegrityError), transaction.atomic():
            edit()
            done += 1
    assert done >= 5
    now = bench.fresh(row)
    assert {one.unit.pk: (one.result.exact, one.place.rank, one.place.grade) for one in results(now)} == shown
    assert (now.sha256, freezing.result_hash(now.result)) == (digest, digest)
    assert [one["total"] for one in freezing.frozen(now)["units"]] == [one["total"] for one in frozen["units"]]
    with pytest.raises(Refused):
        bench.object(now, "tasks")


def test_objections_are_decided_by_somebody_who_did_not_score_and_with_a_reason(bench, stage):
    late_task(stage)
    row = bench.run()
    bench.score(row)
    bench.on(runs.publish, row, "clerk")
    objection = bench.object(row, "settling")
    with pytest.raises(NotAllowed):
        bench.answer(objection, "clerk")
    Entry.objects.filter(kind="mark", by=bench.cast.person("clerk"), unit=bench.cast.unit("farm")).update(
        by=bench.cast.person("director")
    )
    with pytest.raises(Refused, match="没有参加评分"):
        bench.answer(objection, "director", effect="points", points=Decimal(1))
    with pytest.raises(Refused, match="处理意见"):
        bench.answer(objection, "convenor", effect="points", points=Decimal(1), reason="")
    with pytest.raises(Refused, match="没有指明是哪一条"):
        bench.answer(objection, "convenor", effect="exclude")
    before = bench.exact(row)
    bench.answer(objection, "convenor", effect="points", points=Decimal("0.5"))
    assert bench.exact(row) == before + Fraction(1, 2)
    with pytest.raises(Refused, match="已经处理"):
        bench.answer(objection, "convenor", accepted=False)
    second = bench.object(row, "tasks")
    bench.answer(second, "chief", accepted=False, reason="原始记录与核算一致")
    assert bench.exact(row) == before + Fraction(1, 2)
    with pytest.raises(OutOfScope):
        bench.object(row, "tasks", unit="civil")
    bench.day = bench.fresh(row).until + timedelta(days=2)
    with pytest.raises(Refused, match="核对期限已过"):
        bench.object(row, "tasks")


def test_many_units_object_at_once_and_nothing_is_lost(bench, stage):
    late_task(stage)
    late_task(stage, unit="civil")
    row = bench.published()
    made = [bench.object(row, "tasks"), bench.object(row, "tasks", who="liaison2", unit="civil")] * 3
    assert bench.fresh(row).objections.count() == 2 and len({one.pk for one in made}) == 2


def test_two_scorers_score_apart_and_nothing_shows_before_both_have_finished(bench, stage):
    late_task(stage)
    row = bench.run("wulingshan")
    unit = bench.cast.unit("building").pk
    content = content_of(row.scheme)
    assert content.item("settling").scorers == 2 and content.self_report
    mark = entries.Mark("settling", Decimal(4), "抽查案卷三件")
    bench.do(entries.mark, "clerk", run_id=row.pk, unit_id=unit, marks=(mark,))
    leaf = next(one for one in results(row)[0].result.leaves if one.item.key == "settling")
    assert leaf.points is None
    bench.do(entries.mark, "clerk", run_id=row.pk, unit_id=unit, marks=(replace(mark, points=Decimal(3)),))
    bench.do(entries.mark, "director", run_id=row.pk, unit_id=unit, marks=(mark,))
    with pytest.raises(Refused, match="已经由2人评过分"):
        bench.do(entries.mark, "clerk2", run_id=row.pk, unit_id=unit, marks=(mark,))
    facts = next(one for one in results(row) if one.unit.pk == unit).result
    assert next(one for one in facts.leaves if one.item.key == "settling").given == Decimal("3.5")
    with pytest.raises(Refused, match="评 0 到 5 分"):
        bench.do(entries.mark, "clerk", run_id=row.pk, unit_id=unit, marks=(replace(mark, points=Decimal(6)),))
    bench.score(row)
    with pytest.raises(Refused, match="没有报送自评"):
        bench.on(runs.publish, row, "clerk")
    bench.do(runs.report, "liaison", run_id=row.pk, unit_id=unit, text="按期办结交办事项，制度执行到位。")
    assert work_is_right(bench.cast)
    bench.day = row.report_by + timedelta(days=1)
    assert bench.on(runs.publish, row, "clerk").state == "published"


def test_a_veto_rests_on_a_recorded_decision_and_a_bonus_on_a_ground(bench, stage):
    late_task(stage)
    row = bench.run()
    unit = bench.cast.unit("building").pk
    give = {"run_id": row.pk, "unit_id": unit, "points": None}
    with pytest.raises(Refused, match="问责决定"):
        bench.do(entries.award, "clerk", item="veto", ground="受到通报批评", **give)
    with pytest.raises(Refused, match="没有找到这个编号"):
        bench.do(entries.award, "clerk", item="veto", ground="受到通报批评", number=stage.case.number, **give)
    decided = Matter.objects.create(
        township=bench.cast.township,
        kind="resolution",
        number="清信决〔2026〕1号",
        title="通报批评",
        opened_on=bench.day,
    )
    Entry.objects.create(
        run=row,
        unit_id=unit,
        kind="veto",
        item="veto",
        ground="会议决定通报批评",
        about=decided,
        by=bench.cast.person("clerk"),
        on=bench.day,
    )
    bench.do(entries.award, "clerk", item="bonus", ground="经验在全县推广", **give | {"points": Decimal(2)})
    row = bench.score(row)
    place = {one.unit.label: one.place.grade for one in results(row)}
    assert place["村镇建设办"] == "一般" and place["民政办"] == "好"
    with pytest.raises(OutOfScope):
        bench.do(entries.award, "liaison", item="bonus", ground="自己加分", **give | {"points": Decimal(2)})


def test_a_veto_stands_and_falls_with_the_measure_it_rests_on(bench, stage):
    """Not on a draft, not on another unit's, not on an order; lifted before the result is frozen it counts no more, afterwards it stays."""
    adopt(bench.cast)
    room = Room(bench.cast, Orders(bench.cast))
    form = {"form": "criticism", "person_id": None}
    draft = room.heard(**form)
    row = bench.run()
    unit, other = bench.cast.unit("building").pk, bench.cast.unit("civil").pk
    give = {"run_id": row.pk, "unit_id": unit, "item": "veto", "points": None, "ground": "受到通报批评"}
    order = room.orders.issued()
    for number, why in ((draft.matter.number, "还没有生效"), (order.number, "问责决定或者会议决定")):
        with pytest.raises(Refused, match=why):
            bench.do(entries.award, "clerk", number=number, **give)
    measure = room.served(room.decided(room.submitted(draft)))
    with pytest.raises(Refused, match="不是民政办"):
        bench.do(entries.award, "clerk", number=measure.number, **give | {"unit_id": other})
    bench.do(entries.award, "clerk", number=measure.number, **give)
    row = bench.published(row)
    grade = lambda: {one.unit.pk: one.place.grade for one in results(bench.fresh(row))}[unit]  # noqa: E731
    vetoed = grade()
    room.on(effects.lift, measure, "convenor", reason="整改到位，答复已经送达。")
    assert grade() != vetoed
    row = bench.issued(row)
    assert grade() == next(one["grade"] for one in row.result["units"] if one["unit"] == unit) != vetoed
    assert any("已经不再生效" in one.text for one in row.matter.events.all())


def test_a_correction_is_a_new_version_and_both_stay(bench, stage):
    late = late_task(stage)
    old = bench.issued()
    before = bench.shown(old)
    Clock.objects.filter(matter_id=late.pk, code="unit_limit").update(stopped_on=date(2026, 3, 5))
    with pytest.raises(Refused, match="更正理由"):
        bench.on(runs.correct_run, old, "clerk", why="")
    new = bench.on(runs.correct_run, old, "clerk", why="办理结果当日报送，登记有误")
    assert bench.fresh(old).state == "issued"
    bench.on(runs.publish, new, "clerk")
    new = bench.issued(new)
    assert (bench.fresh(old).state, new.state, new.number) == ("replaced", "issued", "清信考〔2026〕2号")
    assert bench.shown(old) == before and bench.shown(new)["村镇建设办"] != before["村镇建设办"]
    assert work_is_right(bench.cast)


def test_the_year_takes_its_share_of_the_half_year_and_keeps_it(bench, stage):
    late_task(stage)
    duty = Duty.objects.create(
        township=bench.cast.township,
        clause="assessment_stage",
        label="半年阶段性考核",
        period="2026-H1",
        period_label="上半年",
        first=date(2026, 1, 1),
        last=date(2026, 6, 30),
        due_on=date(2026, 7, 20),
        opened_at=bench.cast.at(),
    )
    half = bench.issued(bench.published(bench.run("xiji")))
    duty.refresh_from_db()
    assert (duty.state, duty.evidence_id) == ("done", half.pk)
    scheme = half.scheme
    bench.day = date(2026, 12, 31)
    row = bench.do(
        runs.start_run, "clerk", scheme_id=scheme.pk, stage="year", first=date(2026, 1, 1), last=date(2026, 12, 31)
    )
    row = bench.score(row, Decimal(2))
    with_half = bench.exact(row)
    own = replace(content_of(scheme), half_share=Decimal(0))
    alone = next(one for one in results(row, own) if one.unit.label == "村镇建设办").result.exact
    assert with_half == bench.exact(half) * 30 / 100 + alone * 70 / 100


def test_a_restricted_matter_counts_and_opens_for_nobody_who_may_not_see_it(bench, stage):
    case = late_task(stage)
    row = bench.published()
    item = content_of(row.scheme).item("tasks")
    unit = bench.cast.unit("building").pk
    director = bench.cast.actor("director")
    assert [one.about for one in rows_behind(director, row, unit, item).shown] == [case.pk]
    recuse(
        matter=case.matter,
        person=bench.cast.person("director"),
        reason="与信访人有亲属关系",
        by=bench.cast.actor("clerk"),
        at=bench.cast.at(bench.day),
    )
    behind = rows_behind(bench.cast.actor("director"), row, unit, item)
    assert (behind.shown, behind.withheld, behind.n, behind.d) == ([], 1, 0, 1)
    director = bench.cast.client("director")
    page = director.get(f"/assessment/runs/{row.pk}/units/{unit}/tasks/").content.decode()
    assert "另有 1 条计入了得分" in page and case.number not in page
    sheet = director.get(f"/assessment/runs/{row.pk}/sheet/").content
    assert case.number not in str(list(openpyxl.load_workbook(io.BytesIO(sheet))["数据"].values))


def test_the_workbook_says_what_the_page_says_and_so_does_a_second_implementation(bench, stage, tmp_path, stand_at):
    late_task(stage)
    good_task(stage)
    late_task(stage, unit="civil")
    row = bench.score(bench.run("hantai"))
    unit = bench.cast.unit("building").pk
    bench.do(
        entries.award, "clerk", run_id=row.pk, unit_id=unit, item="bonus", points=Decimal("1.5"), ground="经验推广"
    )
    bench.on(runs.publish, row, "clerk")
    bench.do(
        entries.adjust, "convenor", run_id=row.pk, unit_id=unit, points=Decimal("-0.25"), ground="经联席会议集体研究"
    )
    stand_at(bench.day)
    data = bench.cast.client("clerk").get(f"/assessment/runs/{row.pk}/sheet/").content
    assert JournalEntry.objects.filter(action="run.export", subject_id=row.pk).exists()
    shown = bench.shown(row)
    checked = verified(data)
    assert {one.unit: one.computed for one in checked} == {one.unit.name: shown[one.unit.label] for one in results(row)}
    assert all(one.agrees and one.cached for one in checked)
    file = tmp_path / "scores.xlsx"
    file.write_bytes(data)
    call_command("verify_scores", str(file))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert str(book["得分"]["G2"].value).startswith("=IF(") and "COUNTIFS" in book["核算"]["G2"].value
    second = SecondScheme("hantai")
    for line in book["得分"].iter_rows(min_row=2, values_only=True):
        name = line[0]
        rows = [
            (one[0], bool(one[5]))
            for one in book["数据"].iter_rows(min_row=2, values_only=True)
            if one[2] == name and not one[6]
        ]
        given = [one for one in book["评分"].iter_rows(min_row=2, values_only=True) if one[0] == name]
        marks = {}
        for one in given:
            if one[2] == "评分":
                marks.setdefault(one[1], []).append(Decimal(str(one[3])))
        awards = [Decimal(str(one[3])) for one in given if one[2] == "加分"]
        change = sum(Decimal(str(one[3])) for one in given if one[2] == "集体调整")
        fractions = {key: [second_number(one) for one in mine] for key, mine in marks.items()}
        assert (
            second.total_of(rows, fractions, [second_number(one) for one in awards], second_number(change)) == line[7]
        )
    # a row that somebody changed in the file is found
    book["数据"]["F2"] = 1 - book["数据"]["F2"].value
    book.save(file)
    with pytest.raises(SystemExit):
        call_command("verify_scores", str(file))


def second_number(value):
    return Fraction(str(value))


def test_the_pages_by_persona(bench, stage, stand_at, django_assert_max_num_queries):
    late_task(stage)
    stand_at(bench.day)
    clerk, liaison = bench.cast.client("clerk"), bench.cast.client("liaison")
    unit, other = bench.cast.unit("building").pk, bench.cast.unit("civil").pk
    assert "拟定考核办法" in clerk.get("/assessment/schemes/").content.decode()
    scheme = bench.scheme()
    page = clerk.get(f"/assessment/schemes/{scheme.pk}/").content.decode()
    assert "达到100%得满分" in page and "分母为零" in page
    made = clerk.post(
        "/assessment/runs/new/", {"scheme": scheme.pk, "stage": "half", "first": "2026-01-01", "last": "2026-06-30"}
    )
    row = Run.objects.get()
    assert made.status_code == 302
    assert liaison.get(f"/assessment/runs/{row.pk}/").status_code == 404  # nothing to see before publication
    assert "评分中" in clerk.get(f"/assessment/runs/{row.pk}/").content.decode()
    desk = clerk.get("/").content.decode()  # to score is owed on the run, done on each unit: the line leads to its page
    assert "项没有评分" in desk and f"/assessment/runs/{row.pk}/" in desk
    marking = f"/assessment/runs/{row.pk}/mark/{unit}/"
    assert "评分标准" in clerk.get(marking).content.decode()
    bad = clerk.post(marking, {"points_settling": "11", "ground_settling": "查阅材料"}).content.decode()
    assert "10" in bad and "查阅材料" in bad
    clerk.post(marking, {"points_settling": "8.5", "ground_settling": "查阅案卷三件"})
    assert Entry.objects.get().points == Decimal("8.5")
    bench.score(row)
    clerk.post(f"/assessment/runs/{row.pk}/publish/", {"revision": bench.fresh(row).revision})
    assert bench.fresh(row).state == "published"
    mine = liaison.get(f"/assessment/runs/{row.pk}/").content.decode()
    assert "本单位得分" in mine and "民政办" not in mine
    assert f"object/{unit}/" in mine and "adjust/" not in mine and "mark/" not in mine
    with django_assert_max_num_queries(15):
        office = clerk.get(f"/assessment/runs/{row.pk}/").content.decode()
    with django_assert_max_num_queries(15):
        assert clerk.get(f"/assessment/runs/{row.pk}/units/{unit}/").status_code == 200
    assert "mark/" not in office and "adjust/" not in office  # what is published is scored no more
    assert liaison.get(f"/assessment/runs/{row.pk}/units/{unit}/").status_code == 200
    assert liaison.get(f"/assessment/runs/{row.pk}/units/{other}/").status_code == 404
    rows = liaison.get(f"/assessment/runs/{row.pk}/units/{unit}/tasks/").content.decode()
    line = RunRow.objects.get(run=row, figure="petitions.tasks")
    assert stage.case.number in rows and f"object/{unit}/?item=tasks&amp;row={line.pk}" in rows
    asking = f"/assessment/runs/{row.pk}/object/{unit}/"
    assert "异议理由" in liaison.get(asking).content.decode()
    liaison.post(asking, {"item": "tasks", "row": line.pk, "text": "办理结果已经在期限以内报送"})
    objection = row.objections.get()
    convenor = bench.cast.client("convenor")
    answering = f"/assessment/runs/{row.pk}/answer/{objection.pk}/"
    assert "办理结果已经在期限以内报送" in convenor.get(answering).content.decode()
    convenor.post(answering, {"effect": "exclude", "reason": "经核对属实，予以剔除"})
    line.refresh_from_db()
    assert line.is_out
    assert "采纳" in liaison.get(f"/assessment/runs/{row.pk}/").content.decode()
    with pytest.raises(OutOfScope):
        get_run(bench.cast.actor("east_clerk"), row.pk)
    leader = bench.cast.client("leader").get(f"/assessment/runs/{row.pk}/").content.decode()
    assert "村镇建设办" in leader and "民政办" not in leader  # the units of the portfolio


def test_a_senseless_year_finds_the_register_and_no_fault(cast):
    browser = cast.client("director")
    for year in ("-1", "0", "99999", "x", ""):
        assert browser.post("/assessment/runs/", {"year": year}, follow=True).status_code == 200
        assert browser.get("/assessment/runs/", {"year": year}).status_code == 200
