"""The page of a case: what each person may do now, what is missing, and how many queries that costs."""

import pytest

from petitions.cases.queries.case_page import case_page
from petitions.cases.queries.cases import earlier_matters, get_case
from petitions.cases.rules.entries import PetitionerData
from township.actors import OutOfScope

pytestmark = pytest.mark.usefixtures("quick_print")


def page(stage, who):
    actor = stage.cast.actor(who, on=stage.day)
    return case_page(actor, get_case(actor, stage.case.pk))


def names(stage, who):
    return [step.name for step in page(stage, who).steps if not step.blocked]


def test_the_clerk_sees_what_can_be_done_with_a_new_case(stage):
    stage.register()
    assert names(stage, "clerk") == [
        "accept",
        "answer_directly",
        "assign",
        "transfer",
        "propose_refusal",
        "edit_registration",
        "propose_correction",
        "propose_ending",
        "propose_new_code",
        "name_sponsor",
    ]
    assert page(stage, "clerk").steps[0].is_main
    assert page(stage, "clerk").missing.items == ("确定办理途径（条例第三十一条）", "受理告知书（条例第二十三条）")


def test_each_stage_offers_the_next_person_the_next_step(stage):
    stage.register()
    stage.assign()
    assert names(stage, "liaison") == ["receive", "accept", "object"]
    assert page(stage, "liaison").missing.items[0] == "村镇建设办签收"
    stage.receive()
    stage.accept()
    assert names(stage, "liaison") == ["draft_reply", "report_progress", "propose_extension", "deliver"]
    stage.draft()
    assert names(stage, "liaison")[:2] == ["draft_reply", "submit_reply"]
    stage.submit()
    assert names(stage, "director")[0] == "decide_reply"
    assert page(stage, "director").missing.items == ("负责人审批", "送达回证")
    stage.approve()
    assert "deliver" in names(stage, "clerk")
    stage.deliver()
    blocked = {step.name: step.blocked for step in page(stage, "clerk").steps if step.blocked}
    assert blocked == {"conclude": "第1、2项诉求还没有落实"}
    stage.execute()
    blocked = {step.name: step.blocked for step in page(stage, "clerk").steps if step.blocked}
    assert blocked == {"conclude": "还没有登记送达：受理告知书清信受〔2026〕1号"}
    stage.hand_over()
    assert "conclude" in names(stage, "clerk")
    stage.conclude()
    assert page(stage, "clerk").missing is None


def test_who_may_not_see_the_case_gets_nothing(stage):
    stage.register()
    for who in ("liaison", "east_clerk", "auditor", "sysadmin", "leader"):
        with pytest.raises(OutOfScope):
            get_case(stage.cast.actor(who), stage.case.pk)


def test_people_are_masked(stage):
    stage.register()
    line = page(stage, "clerk").people[0]
    assert (line.name, line.phone, line.id_number) == ("张*", "138****1234", "居民身份证 110101**********77")
    assert line.address == "清川县清河镇河湾社区****"


@pytest.mark.parametrize("state", ["registered", "handling", "reply_submitted", "concluded"])
def test_the_page_costs_at_most_four_queries(stage, django_assert_max_num_queries, state):
    stage.register()
    stage.to(state)
    actor = stage.cast.actor("clerk")
    page(stage, "clerk")  # the category table is kept in the cache
    with django_assert_max_num_queries(4):
        case_page(actor, get_case(actor, stage.case.pk))


def test_earlier_matters_of_the_same_person(stage):
    first = stage.register()
    stage.register(title="另一件")
    clerk = stage.cast.actor("clerk")
    found = earlier_matters(clerk, phone="138-1234-1234")
    assert [row.number for row in found] == ["清信〔2026〕2号", "清信〔2026〕1号"]
    assert found[0].match == "电话相同"
    assert earlier_matters(clerk, id_number="１１０１０１１９９００３０７４４７７")[-1].id == first.pk
    assert earlier_matters(clerk, name="张 三丰")[0].match == "姓名相同"
    assert earlier_matters(clerk, name="李四") == []
    assert earlier_matters(stage.cast.actor("east_clerk"), phone="13812341234") == []


def test_several_petitioners_stand_in_a_table_with_one_reveal(stage):
    names = ("张三丰", "李四光", "王五一", "赵六合", "钱七巧", "孙八斗", "周九如")
    people = tuple(PetitionerData(name=name, phone=f"1381234123{at}") for at, name in enumerate(names))
    case = stage.register(petitioners=people, visitors=7)
    clerk = stage.cast.client("clerk")
    page = clerk.get(f"/cases/{case.pk}/").content.decode()
    assert page.count("<summary>显示") == 1 and "显示 7 人" in page and "李四光" not in page
    shown = clerk.post(f"/cases/{case.pk}/people/", {"reason": "电话联系核实"}).content.decode()
    assert all(name in shown for name in names)
    assert stage.journal().count("identity.reveal") == 7


def test_the_first_responsible_person_stands_on_the_page(stage):
    stage.register(place_unit_id=stage.cast.unit("village").pk)
    page = stage.cast.client("clerk").get(f"/cases/{stage.case.pk}/").content.decode()
    assert "第一责任人" in page and "河湾社区书记" in page
    stage.assign()
    page = stage.cast.client("clerk").get(f"/cases/{stage.case.pk}/").content.decode()
    assert "乡镇分管领导" in page
