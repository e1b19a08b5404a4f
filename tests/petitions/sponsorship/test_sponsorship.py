"""A sponsored case from the naming of the leader to its end: plan, units that agree or object, steps, five duties, who sees what."""

import random
from datetime import timedelta

import pytest
from django.urls import reverse

from petitions.cases.models.cases import Case
from petitions.sponsorship import queries
from petitions.sponsorship.actions import endings, plans, steps
from petitions.sponsorship.models import Sponsorship
from records.matters.models.access import Handler
from records.work.actions.verify import differences
from tests.cast import TODAY
from tests.exclusions import implicate, recuse
from tests.petitions import doors
from tests.petitions.office.desk import text
from tests.petitions.sponsorship.play import AIM, LAST, LISTS, add, on, planned, sponsored, tick_all, underway, waiting
from township.actors import NotAllowed, OutOfScope
from township.refusals import Refused


def test_naming_the_leader_opens_the_plan_and_another_leader_takes_it_over(desk, stage):
    row = sponsored(stage)
    assert (row.state, row.matter.number, row.sponsor) == ("drafting", "清信包〔2026〕1号", desk.cast.person("leader"))
    assert waiting(desk, "leader") == [("制定包案方案", TODAY + timedelta(days=10))]
    stage.do(doors.name_sponsor, "director", person_id=desk.cast.person("chief").pk)
    row.refresh_from_db()
    assert Sponsorship.objects.count() == 1 and row.sponsor == desk.cast.person("chief")
    assert waiting(desk, "leader") == [] and len(waiting(desk, "chief")) == 1
    assert [person.name for person in queries.team_of(row)] == [desk.cast.person("chief").name]
    assert not list(differences(row.township_id))
    with pytest.raises(OutOfScope):  # the former leader has no part in it any more
        on(desk, row, plans.set_plan, aim=AIM, due_on=LAST)


def test_from_the_plan_to_the_end(desk, stage, quick_print):
    row = sponsored(stage)
    with pytest.raises(Refused, match="定方案"):
        on(desk, row, plans.send)
    on(desk, row, plans.set_plan, aim=AIM, due_on=LAST)
    assert waiting(desk, "leader") == [("制定包案方案", TODAY + timedelta(days=10))]
    with pytest.raises(Refused, match="不能晚于包案期限"):
        add(desk, row, days=40)
    first, second = add(desk, row), add(desk, row, "civil", 20, "核对困难情况，落实帮扶")
    on(desk, row, plans.set_team, people=[desk.cast.person("clerk"), desk.cast.person("liaison")])
    on(desk, row, plans.send)
    assert waiting(desk, "liaison") == waiting(desk, "liaison2") == [("会商包案步骤", TODAY + timedelta(days=5))]
    assert any("包案步骤请会商" in line for line in desk.inbox("liaison2"))
    with pytest.raises(NotAllowed, match="本单位"):
        on(desk, row, steps.agree, "liaison2", step_id=first.pk)
    on(desk, row, steps.agree, "liaison", step_id=first.pk)
    on(desk, row, steps.object_to, "liaison2", step_id=second.pk, text="困难核对要二十五天，建议延后五天")
    assert row.state == "drafting" and any("提出意见" in line for line in desk.inbox("leader"))
    on(desk, row, plans.drop_step, step_id=second.pk)
    third = add(desk, row, "civil", 25, "核对困难情况，落实帮扶")
    on(desk, row, plans.send)
    assert (waiting(desk, "liaison"), len(waiting(desk, "liaison2"))) == ([], 1)  # who agreed is not asked again
    on(desk, row, steps.agree, "liaison2", step_id=third.pk)
    assert row.state == "underway" and waiting(desk, "leader") == [("推进包案", LAST)]
    assert waiting(desk, "liaison") == [("办理包案步骤", first.due_on)]
    on(desk, row, steps.report, "liaison", step_id=first.pk, text="协调会定在下周三")
    for step, who in ((first, "liaison"), (third, "liaison2")):
        on(desk, row, steps.finish_step, who, step_id=step.pk, on=desk.day, evidence="协调会纪要〔2026〕8号")
    assert waiting(desk, "liaison") == waiting(desk, "liaison2") == []
    with pytest.raises(Refused, match="一抓到底"):
        on(desk, row, endings.conclude, reason="")
    stage.receive()
    stage.accept()
    for way in (stage.draft, stage.submit, stage.approve, stage.deliver, stage.execute, stage.conclude):
        way()
    assert waiting(desk, "leader") == [("办结包案", TODAY + timedelta(days=10))]  # the end of the case moved it forward
    assert not list(differences(row.township_id))
    with pytest.raises(Refused, match="包掌握情况、"):
        on(desk, row, endings.conclude, reason="")
    tick_all(desk, row)
    on(desk, row, endings.conclude, reason="")
    row.matter.refresh_from_db()
    assert (row.state, row.matter.closed_on, waiting(desk, "leader")) == ("concluded", TODAY, [])
    assert not list(differences(row.township_id))
    seen = desk.journal("sponsorship")
    wanted = [
        "open",
        "set_plan",
        "add_step",
        "set_team",
        "send",
        "agree",
        "object",
        "settle",
        "finish",
        "tick",
        "conclude",
    ]
    assert {f"sponsorship.{name}" for name in wanted} <= set(seen)


def test_the_office_agrees_to_its_own_steps_by_sending_them(desk, stage):
    office = desk.cast.unit("office")
    row = sponsored(stage)
    on(desk, row, plans.set_plan, aim=AIM, due_on=LAST)
    data = plans.StepData(text="当面讲清政策依据", unit_id=office.pk, person_name="林晓", due_on=LAST)
    on(desk, row, plans.add_step, data=data)
    on(desk, row, plans.send)
    assert row.state == "underway" and waiting(desk, "clerk") == [("办理包案步骤", LAST)]


def test_who_the_case_keeps_out_is_kept_out_of_the_plan(desk, stage):
    row = planned(desk, stage)
    clerk = desk.cast.actor("clerk")
    recuse(matter=row.case.matter, person=desk.cast.person("director"), reason="亲属", by=clerk, at=desk.at())
    implicate(matter=row.case.matter, unit=desk.cast.unit("farm"), reason="被反映", by=clerk, at=desk.at())
    director, page = desk.cast.client("director"), reverse("petitions:sponsorship", args=[row.pk])
    assert director.get(page).status_code == 404
    for name in LISTS:
        assert row.matter.number not in text(director.get(reverse(f"petitions:{name}")))
    with pytest.raises(Refused, match="被反映"):
        add(desk, row, "farm")
    with pytest.raises(Refused, match="回避"):
        on(desk, row, plans.set_team, people=[desk.cast.person("director")])


def test_an_accusation_has_no_sponsor_and_leaves_every_sight(desk, stage):
    stage.register(purpose="accusation", title="", words="反映某干部", claims=())
    with pytest.raises(Refused, match="检举控告"):
        stage.do(doors.name_sponsor, "clerk", person_id=desk.cast.person("leader").pk)
    row = sponsored(stage)
    Case.objects.filter(pk=row.case_id).update(case_class="accusation", words="")
    assert not queries.sponsorships_visible_to(desk.cast.actor("clerk")).exists()
    with pytest.raises(OutOfScope):
        on(desk, row, plans.set_plan, aim=AIM, due_on=LAST)


def test_a_plan_is_revised_for_a_reason_and_what_is_done_stays(desk, stage):
    row = underway(desk, stage)
    first, second = row.steps.all()
    on(desk, row, steps.finish_step, "liaison", step_id=first.pk, on=desk.day, evidence="协调会纪要〔2026〕8号")
    on(desk, row, plans.revise, reason="资金到位晚于预期，改后面的步骤")
    assert (row.state, row.ending) == ("drafting", "资金到位晚于预期，改后面的步骤")
    with pytest.raises(Refused, match="已经不在"):
        on(desk, row, plans.drop_step, step_id=first.pk)
    on(desk, row, plans.drop_step, step_id=second.pk)
    third = add(desk, row, "civil", 25, "资金到位后落实帮扶")
    on(desk, row, plans.send)
    on(desk, row, steps.agree, "liaison2", step_id=third.pk)
    assert (row.state, row.ending) == ("underway", "") and waiting(desk, "liaison") == []


def test_lifting_ends_it_and_the_case_may_be_sponsored_again(desk, stage):
    row = planned(desk, stage)
    with pytest.raises(NotAllowed):
        on(desk, row, endings.lift, reason="转由上级机关办理")
    on(desk, row, endings.lift, "director", reason="转由上级机关办理")
    assert (row.state, waiting(desk, "leader")) == ("lifted", [])
    assert not Handler.objects.filter(matter=row.case.matter, part="sponsor").exists()
    stage.do(doors.name_sponsor, "clerk", person_id=desk.cast.person("leader").pk)
    assert list(Sponsorship.objects.order_by("pk").values_list("state", flat=True)) == ["lifted", "drafting"]


def test_a_duty_is_shown_by_an_event_of_the_case_in_sight(desk, stage):
    row = underway(desk, stage)
    event = queries.events_of_case(desk.cast.actor("leader"), row)[0]
    given = {"duty": 1, "on": desk.day, "text": "到现场接谈，核对材料"}
    with pytest.raises(Refused, match="没有找到这条记录"):
        on(desk, row, endings.tick, event_id=10**6, **given)
    on(desk, row, endings.tick, event_id=event.pk, **given)
    on(desk, row, endings.tick, event_id=event.pk, **given | {"text": "更正：接谈两次，核对材料"})
    assert [one.text for one in row.duties.all()] == ["更正：接谈两次，核对材料"]
    assert event.text in text(desk.cast.client("leader").get(reverse("petitions:sponsorship", args=[row.pk])))


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_in_whatever_order_the_desk_is_right(desk, stage, quick_print, seed):
    """A walk: any act by anybody, refused or not; what is owed is always what the thing itself says."""
    chance, row = random.Random(seed), planned(desk, stage)
    day = desk.day
    tries = (
        lambda: on(desk, row, plans.send),
        lambda: on(desk, row, plans.set_plan, aim=AIM, due_on=LAST),
        lambda: add(desk, row, chance.choice(("building", "civil", "office")), chance.randint(0, 40)),
        lambda: on(desk, row, plans.drop_step, step_id=chance.choice(ids() or [0])),
        lambda: on(desk, row, steps.agree, chance.choice(whos), step_id=chance.choice(ids() or [0])),
        lambda: on(desk, row, steps.agree, chance.choice(whos), step_id=chance.choice(ids() or [0])),
        lambda: on(
            desk,
            row,
            steps.object_to,
            chance.choice(whos),
            step_id=chance.choice(ids() or [0]),
            text="时间太紧，做不到",
        ),
        lambda: on(
            desk,
            row,
            steps.finish_step,
            chance.choice(whos),
            step_id=chance.choice(ids() or [0]),
            on=day,
            evidence="纪要8号",
        ),
        lambda: on(desk, row, plans.revise, reason="情况有变化，调整方案"),
        lambda: on(desk, row, endings.conclude, reason="其余由法院判决解决"),
        lambda: stage.do(
            doors.name_sponsor, "clerk", person_id=desk.cast.person(chance.choice(("leader", "chief"))).pk
        ),
    )
    whos = ("liaison", "liaison2", "clerk")

    def ids():
        return list(row.steps.values_list("pk", flat=True))

    done = 0
    for _ in range(40):
        try:
            chance.choice(tries)()
            done += 1
        except (Refused, NotAllowed, OutOfScope):
            pass
        assert not list(differences(row.township_id))
    assert done > 5
