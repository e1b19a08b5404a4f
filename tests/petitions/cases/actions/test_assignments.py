"""Giving a case to units: letters, limits of their own, receipt, progress, changing who has it, objecting to it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from petitions.cases.models.assignments import Assignment, Objection
from petitions.cases.queries.cases import cases_visible_to
from petitions.cases.rules.entries import TargetData
from records.matters.models.access import Holding
from records.matters.models.matters import Matter, Reference
from tests.cast import add_post
from tests.exclusions import recuse
from tests.petitions import doors
from township.actors import NotAllowed, OutOfScope
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")
REASON = "按照职责清单，该路段由县交通运输部门管养，不属于本单位职权范围。"


def sees(stage, who):
    return cases_visible_to(stage.cast.actor(who, on=stage.day)).filter(pk=stage.case.pk).exists()


def assign_two(stage):
    stage.register()
    return stage.assign(lead_due_on=date(2026, 10, 10), assist=[(stage.cast.unit("civil").pk, date(2026, 10, 1))])


def test_one_lead_and_a_helper_each_with_its_letter_and_limit(stage):
    case = assign_two(stage)
    cast = stage.cast
    assert (case.state, case.unit, case.matter.holder_unit) == (
        "assigned",
        cast.unit("building"),
        cast.unit("building"),
    )
    lead, helper = stage.assignment("building"), stage.assignment("civil")
    assert [lead.document.number, helper.document.number] == ["清信交〔2026〕1号", "清信交〔2026〕2号"]
    assert "民政办协办" in lead.document.body
    assert "协办" not in helper.document.body
    assert stage.clock("unit_limit", "building").due_on == lead.due_on == date(2026, 10, 10)
    assert stage.clock("unit_limit", "civil").due_on == date(2026, 10, 1)
    assert stage.clock("object_5wd", "building").due_on == date(2026, 9, 30)  # five working days around 中秋
    assert stage.clock("notice_direct_15").stopped_on is None
    assert sees(stage, "liaison")
    assert sees(stage, "liaison2")
    assert sees(stage, "leader")  # the lead unit is in his portfolio
    assert stage.inbox("liaison2") == ["清信〔2026〕1号 交办你单位（协办），办理期限2026年10月1日"]


def test_without_a_date_the_townships_default_counts_but_never_past_the_sixty_days(stage):
    stage.register()
    stage.assign()
    assert stage.assignment().due_on == date(2026, 10, 22)
    stage.register()
    stage.accept()
    stage.day = date(2026, 11, 10)
    stage.assign()
    assert stage.case.state == "handling"
    assert stage.assignment().due_on == date(2026, 11, 21)
    assert stage.clock("object_5wd", "building") is None  # accepted: nothing left to object to


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"lead_due_on": date(2026, 9, 21)}, "办理期限不能早于交办日期"),
        ({"lead_due_on": date(2026, 11, 22)}, "承办单位的期限不能晚于本事项的办理期限"),
        ({"requirement": " "}, "请写明办理要求"),
        ({"on": date(2026, 9, 23)}, "交办日期不能晚于今天"),
    ],
)
def test_an_assignment_is_refused_with_a_sentence(stage, values, sentence):
    stage.register()
    stage.accept()
    with pytest.raises(Refused, match=sentence):
        stage.assign(**values)
    assert Assignment.objects.count() == 0


@pytest.mark.parametrize("unit", ["grid", "root", "land_bureau"])
def test_only_member_units_and_villages_are_assigned(stage, unit):
    stage.register()
    with pytest.raises(Refused, match="不能交办"):
        stage.assign(unit=unit)


def test_the_accused_unit_never_gets_it_by_rule_and_by_database(stage):
    building, village = stage.cast.unit("building"), stage.cast.unit("village")
    stage.register(targets=(TargetData(unit_id=building.pk), TargetData(unit_id=village.pk)))
    for unit in ("building", "village"):
        with pytest.raises(Refused, match="被反映的单位"):
            stage.assign(unit=unit)
    with pytest.raises(DatabaseError), transaction.atomic():
        Holding.objects.create(matter=stage.case.matter, unit=building, part="lead")
    stage.assign(unit="civil")
    assert not sees(stage, "liaison")
    assert not sees(stage, "leader")


def test_a_unit_whose_only_liaison_is_recused_cannot_have_it(stage):
    stage.register()
    recuse(
        matter=stage.case.matter,
        person=stage.cast.person("liaison"),
        reason="信访人近亲属",
        by=stage.cast.actor("clerk"),
        at=stage.cast.at(),
    )
    with pytest.raises(Refused, match="联络员已经回避"):
        stage.assign()
    second = Person.objects.create(township=stage.cast.township, name="许欣")
    add_post(stage.cast, second, Role.LIAISON, "building")
    stage.assign()
    assert [text for text in stage.inbox("liaison") if stage.case.number in text] == []


def test_a_unit_of_another_township_does_not_exist_here(stage):
    stage.register()
    with pytest.raises(OutOfScope):
        stage.assign(unit="east_office")


def test_receipt_is_a_click_and_moves_no_limit(stage):
    assign_two(stage)
    before = stage.clock("unit_limit", "building").due_on
    stage.day += timedelta(days=2)
    stage.receive()
    row = stage.assignment()
    assert (row.state, row.received_by, row.arrived_on) == ("received", stage.cast.person("liaison"), date(2026, 9, 22))
    assert stage.clock("unit_limit", "building").due_on == before
    with pytest.raises(Refused, match="已由何静签收"):
        stage.receive()
    with pytest.raises(NotAllowed, match="这是交给民政办的任务"):
        stage.receive("liaison", unit="civil")


def test_changing_the_lead_takes_the_task_back_and_keeps_the_helper(stage):
    assign_two(stage)
    farm = stage.cast.unit("farm").pk
    helper = stage.assignment("civil")
    stage.day += timedelta(days=1)
    stage.assign(unit="farm", lead_due_on=date(2026, 10, 20), assist=[(stage.cast.unit("civil").pk, helper.due_on)])
    assert stage.case.unit_id == stage.case.matter.holder_unit_id == farm
    assert stage.assignment("civil") == helper
    old = Assignment.objects.get(case=stage.case, unit=stage.cast.unit("building"))
    assert (old.state, old.ended_on) == ("withdrawn", stage.day)
    assert stage.clock("unit_limit", "building").stopped_on == stage.day
    assert not sees(stage, "liaison")
    with pytest.raises(Refused, match="没有变化"):
        stage.assign(unit="farm", lead_due_on=date(2026, 10, 20), assist=[(stage.cast.unit("civil").pk, helper.due_on)])
    with pytest.raises(Refused, match="只能列一次"):
        stage.assign(unit="farm", assist=[(farm, None)])


def test_a_helper_becomes_the_lead(stage):
    assign_two(stage)
    stage.assign(unit="civil", lead_due_on=date(2026, 10, 15))
    assert stage.assignment("civil").part == "lead"
    assert not sees(stage, "liaison")
    assert Holding.objects.filter(matter=stage.case.matter, ended_on__isnull=True).count() == 1


def test_what_decided_the_assignment_is_linked(stage):
    first = stage.register()
    stage.register()
    stage.assign(basis_matter_id=first.pk)
    assert Reference.objects.get(relation="assigned_by").target_id == first.pk
    foreign = Matter.objects.create(township=stage.cast.east, kind="case", number="x", title="x", opened_on=stage.day)
    stage.register()
    with pytest.raises(OutOfScope):
        stage.assign(basis_matter_id=foreign.pk)


def test_progress_and_results_of_units(stage):
    assign_two(stage)
    stage.receive()
    stage.accept()
    stage.do(doors.report_progress, "liaison", text="已到现场核实。", on=stage.day)
    helper = stage.assignment("civil").pk
    stage.do(
        doors.report_progress, "liaison2", text="困难救助已核。", on=stage.day, assignment_id=helper, is_result=True
    )
    assert stage.assignment("civil").state == "reported"
    assert stage.clock("unit_limit", "civil").stopped_on == stage.day
    assert stage.clock("unit_limit", "building").stopped_on is None
    assert stage.inbox("liaison")[-1] == "清信〔2026〕1号 民政办已报办理结果"
    assert stage.inbox("clerk")[-1] == "清信〔2026〕1号 民政办已报办理结果"
    with pytest.raises(Refused, match="办理结果由承办单位报送"):
        stage.do(doors.report_progress, "liaison", text="全部办完。", on=stage.day, is_result=True)
    with pytest.raises(NotAllowed):
        stage.do(doors.report_progress, "clerk2", text="代为登记。", on=stage.day)
    with pytest.raises(NotAllowed, match="只有主办单位的联络员"):
        stage.register()
        stage.assign(assist=[(stage.cast.unit("civil").pk, None)])
        stage.accept("liaison2")


def object_to(stage, who="liaison", unit="building", **values):
    given = {"assignment_id": stage.assignment(unit).pk, "reason": REASON, "basis": "职责清单第12项", "suggested": ""}
    return stage.do(doors.object_assignment, who, **(given | values))


def test_an_objection_in_time_waits_for_its_decision_and_clocks_run_on(stage):
    assign_two(stage)
    stage.day = date(2026, 9, 30)
    objection = object_to(stage)
    assert stage.case.state == "assigned"
    assert stage.assignment().state == "objected"
    assert {"unit_limit", "notice_direct_15"} <= stage.running()
    assert stage.clock("object_5wd", "building").stopped_on == stage.day
    assert stage.inbox("director") == stage.inbox("convenor") == ["清信〔2026〕1号 村镇建设办提出异议，请核实"]
    with pytest.raises(Refused, match="还没有核实"):
        stage.accept()
    with pytest.raises(Refused, match="正在等待核实"):
        object_to(stage)
    with pytest.raises(NotAllowed):
        stage.do(doors.decide_objection, "clerk", objection_id=objection.pk, agreed=True)


def test_agreed_the_case_is_nobodys_again(stage):
    assign_two(stage)
    objection = object_to(stage)
    stage.do(doors.decide_objection, "director", objection_id=objection.pk, agreed=True)
    case = stage.case
    assert (case.state, case.unit, case.matter.holder_unit) == ("registered", None, None)
    assert not case.assignments.filter(ended_on__isnull=True).exists()
    assert stage.running() == {"notice_direct_15"}
    assert not sees(stage, "liaison")
    assert not sees(stage, "liaison2")
    assert stage.inbox("clerk")[-1] == "清信〔2026〕1号 村镇建设办的异议已同意，请重新安排承办单位"
    with pytest.raises(Refused, match="已由高明核实"):
        stage.do(doors.decide_objection, "convenor", objection_id=objection.pk, agreed=True)


def test_a_helpers_objection_takes_only_the_helper_out(stage):
    assign_two(stage)
    objection = object_to(stage, "liaison2", "civil")
    stage.do(doors.decide_objection, "convenor", objection_id=objection.pk, agreed=True)
    assert stage.case.state == "assigned"
    assert sees(stage, "liaison")
    assert not sees(stage, "liaison2")


def test_refused_the_unit_carries_on(stage):
    assign_two(stage)
    stage.receive()
    objection = object_to(stage)
    with pytest.raises(Refused, match="不同意退回要写明理由"):
        stage.do(doors.decide_objection, "director", objection_id=objection.pk, agreed=False)
    stage.do(doors.decide_objection, "director", objection_id=objection.pk, agreed=False, remark="职责清单载明")
    assert stage.assignment().state == "received"
    assert stage.inbox("liaison")[-1] == "清信〔2026〕1号 异议未获同意，请继续办理"
    with pytest.raises(Refused, match="已经核实过"):
        object_to(stage)


def test_after_five_working_days_it_is_too_late(stage):
    assign_two(stage)
    stage.day = date(2026, 10, 1)
    with pytest.raises(Refused, match="5个工作日已过（2026年9月30日止）"):
        object_to(stage)
    assert Objection.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "sentence"), [({"reason": "不归我管"}, "请写明异议的理由"), ({"basis": ""}, "请写明职责依据")]
)
def test_an_objection_gives_detailed_reasons(stage, values, sentence):
    assign_two(stage)
    with pytest.raises(Refused, match=sentence):
        object_to(stage, **values)


def test_who_raised_it_does_not_verify_it(stage):
    """One person may hold two posts; the act is still not his."""
    add_post(stage.cast, stage.cast.person("liaison"), Role.DIRECTOR, "office")
    assign_two(stage)
    objection = object_to(stage)
    with pytest.raises(Refused, match="不能自己核实"):
        stage.do(doors.decide_objection, "liaison", objection_id=objection.pk, agreed=True)


def test_a_village_may_have_it_though_nobody_there_has_an_account(stage):
    assert not Unit.objects.get(pk=stage.cast.unit("village").pk).posts.exists()
    stage.register()
    stage.assign(unit="village")
    assert stage.case.unit == stage.cast.unit("village")
