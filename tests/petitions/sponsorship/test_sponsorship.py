"""A sponsored case from the naming of the leader to its end: plan, units that agree or object, steps, five duties, who sees what."""

import io
import random
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from petitions.cases.actions import cases as doors
from petitions.cases.models.cases import Case
from petitions.sponsorship import queries
from petitions.sponsorship.actions import endings, plans, steps
from petitions.sponsorship.models import Sponsorship
from petitions.sponsorship.rules import DUTIES
from records.matters.models.access import Handler
from records.work.actions.verify import differences
from records.work.queries.desk import desk_of
from tests.cast import TODAY
from tests.exclusions import implicate, recuse
from tests.petitions.cases.pages.browser import form_fields
from tests.petitions.office.desk import text
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused

AIM = "合理诉求限期解决，不合理的当面讲清依据。"
LAST = TODAY + timedelta(days=30)
LISTS = ("sponsor_problems", "sponsor_duties", "sponsor_tasks")


def sponsored(stage, who: str = "leader") -> Sponsorship:
    stage.register()
    stage.assign()
    stage.do(doors.name_sponsor, "clerk", person_id=stage.cast.person(who).pk)
    return Sponsorship.objects.get(case=stage.case)


def on(desk, row, action, who="leader", **values):
    row.refresh_from_db()
    if action not in (steps.agree, steps.object_to, steps.report, steps.finish_step, endings.tick):
        values["revision"] = row.revision
    desk.do(action, who, sponsorship_id=row.pk, **values)
    row.refresh_from_db()
    return row


def add(desk, row, unit="building", days=10, words="召开协调会明确办证时间"):
    data = plans.StepData(
        text=words, unit_id=desk.cast.unit(unit).pk, person_name="何静", due_on=desk.day + timedelta(days=days)
    )
    on(desk, row, plans.add_step, data=data)
    return row.steps.order_by("-pk").first()


def planned(desk, stage) -> Sponsorship:
    row = sponsored(stage)
    on(desk, row, plans.set_plan, aim=AIM, due_on=LAST)
    add(desk, row)
    add(desk, row, "civil", 20, "核对困难情况，落实帮扶")
    return row


def underway(desk, stage) -> Sponsorship:
    row = planned(desk, stage)
    on(desk, row, plans.send)
    for step, who in zip(row.steps.all(), ("liaison", "liaison2"), strict=True):
        on(desk, row, steps.agree, who, step_id=step.pk)
    assert row.state == "underway"
    return row


def waiting(desk, who):
    rows = desk_of(desk.cast.actor(who, on=desk.day)).filter(matter__kind="sponsorship")
    return sorted(rows.values_list("what", "due_on"))


def tick_all(desk, row):
    for duty in DUTIES:
        on(desk, row, endings.tick, duty=duty, on=desk.day, text="到现场接谈，核对材料", event_id=None)


def act(row, name, *part):
    number = {"part": part[0]} if part else {}
    return reverse("petitions:sponsorship_act", kwargs={"pk": row.pk, "act": name} | number)


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
    assert row.state == "underway" and waiting(desk, "leader") == [("办结包案", LAST)]
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


def test_long_pending_cases_go_to_the_first_in_command_first(desk, stage, stand_at):
    stand_at(TODAY, 9)
    stage.register()
    clerk = desk.cast.client("clerk")
    address = reverse("petitions:case_act", kwargs={"pk": stage.case.pk, "act": "name_sponsor"})
    problems = reverse("petitions:sponsor_problems")
    assert form_fields(text(clerk.get(address)))["person_id"] == "" and "信访积案" not in text(clerk.get(problems))
    Case.objects.filter(pk=stage.case.pk).update(is_backlog=True)
    shown = text(clerk.get(address))
    assert form_fields(shown)["person_id"] == str(desk.cast.person("chief").pk) and "先正职后副职" in shown
    assert "还有 1 件信访积案" in text(clerk.get(problems))
    stage.do(doors.name_sponsor, "clerk", person_id=desk.cast.person("chief").pk)
    assert "还有 1 件信访积案" not in text(clerk.get(problems))


def test_pages_by_person(desk, stage, stand_at):
    stand_at(TODAY, 12)
    row = underway(desk, stage)
    page = reverse("petitions:sponsorship", args=[row.pk])
    first = row.steps.first()
    for who in ("clerk", "director", "chief", "leader", "liaison", "liaison2"):
        shown = text(desk.cast.client(who).get(page))
        assert "召开协调会明确办证时间" in shown and "roadmap" in shown and "张三丰" not in shown, who
    for who in ("auditor", "sysadmin", "grid"):
        assert desk.cast.client(who).get(page).status_code == 403, who
    liaison = desk.cast.client("liaison")
    assert act(row, "finish", first.pk) in text(liaison.get(page))
    assert act(row, "finish", first.pk) not in text(desk.cast.client("leader").get(page))
    asked = form_fields(text(liaison.get(act(row, "finish", first.pk))))
    liaison.post(act(row, "finish", first.pk), asked | {"on": TODAY.isoformat(), "evidence": "协调会纪要8号"})
    assert '<li class="done">' in text(liaison.get(page)) and "协调会纪要8号" in text(liaison.get(page))
    case = text(desk.cast.client("clerk").get(reverse("petitions:case", args=[row.case_id])))
    assert "领导包案" in case and page in case and "下一步：民政办" in case
    leader = desk.cast.client("leader")
    for name, part in (("tick", 3), ("conclude", None), ("revise", None), ("set_team", None)):
        answer = leader.get(act(row, name, *([part] if part else [])))
        assert answer.status_code == 200, name
    leader.post(act(row, "tick", 3), {"on": TODAY.isoformat(), "text": "测绘费已经退还到户", "event": ""})
    assert row.duties.get().duty == 3


@pytest.mark.parametrize("name", LISTS)
def test_each_list_asks_as_little_at_thirty_rows_as_at_one(desk, stage, stand_at, name):
    stand_at(TODAY, 12)
    underway(desk, stage)
    url, client = reverse(f"petitions:{name}"), desk.cast.client("clerk")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        assert "召开协调会" in text(client.get(url)) or name != "sponsor_tasks"
    for _ in range(29):
        planned(desk, stage)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one) <= 16
    assert client.get(reverse(f"petitions:{name}_print")).status_code == 200


def test_the_page_asks_as_little_with_many_steps(desk, stage, stand_at):
    stand_at(TODAY, 12)
    row = planned(desk, stage)
    url, client = reverse("petitions:sponsorship", args=[row.pk]), desk.cast.client("clerk")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(15):
        add(desk, row)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many)


def test_the_three_lists_as_workbooks_are_in_the_journal(desk, stage, stand_at):
    stand_at(TODAY, 12)
    row = underway(desk, stage)
    client, sheets = desk.cast.client("clerk"), {}
    for name in LISTS:
        answer = client.get(reverse(f"petitions:{name}_sheet"))
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        sheets[name] = [[cell for cell in line if cell is not None] for line in book.active.iter_rows(values_only=True)]
    cells = {name: [cell for line in lines for cell in line] for name, lines in sheets.items()}
    assert {"诉求内容", "分类处理", "具体工作措施", AIM, "包案领导", "处理时限"} <= set(cells["sponsor_problems"])
    assert any("明确3号楼办证时间" in str(cell) for cell in cells["sponsor_problems"])
    assert {"村镇建设办、民政办", "何静", row.sponsor.name} <= set(cells["sponsor_duties"])
    assert {"召开协调会明确办证时间", "核对困难情况，落实帮扶"} <= set(cells["sponsor_tasks"])
    assert "张三丰" not in str(cells)
    exported = set(JournalEntry.objects.filter(action__endswith=".export").values_list("action", flat=True))
    assert exported == {f"{name}.export" for name in LISTS}
    assert desk.cast.client("liaison").get(reverse("petitions:sponsor_tasks_sheet")).status_code == 403


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
