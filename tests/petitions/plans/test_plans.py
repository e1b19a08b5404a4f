"""Plans for sensitive periods: matters with steps, two persons, units that report, the end by itself, who sees what."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from petitions.plans.actions import issuing
from petitions.plans.actions import plans as acts
from petitions.plans.models import Plan
from petitions.plans.queries import all_items, answering_unit, pickable, plan_paper, plan_text, start_of
from petitions.plans.rules import ItemFacts, summary
from records.duties.actions.rounds import open_periods
from records.duties.models.duties import Duty
from records.duties.on_duty import OnDuty
from records.duties.openers import link_of
from records.papers.actions.documents import read_document
from records.work.actions.verify import differences
from records.work.queries.desk import desk_of
from tests.cast import TODAY
from tests.exclusions import recuse
from tests.petitions.cases.pages.browser import form_fields
from tests.petitions.office.desk import text
from tests.records.duties.duty_stage import clause
from township.actors import NotAllowed
from township.refusals import Refused

HOLIDAY = {"name": "国庆假期", "source": "县信访联席办通知", "first": date(2026, 10, 1), "last": date(2026, 10, 8)}


def made(desk, **changes) -> Plan:
    return desk.do(acts.make_plan, "clerk", data=acts.PlanData(**(HOLIDAY | changes)))


def on(desk, row, action, who="clerk", **values):
    row.refresh_from_db()
    return desk.do(action, who, plan_id=row.pk, revision=row.revision, **values)


def act(row, name, *part):
    number = {"part": part[0]} if part else {}
    return reverse("petitions:plan_act", kwargs={"pk": row.pk, "act": name} | number)


def submit(desk, row):
    row.refresh_from_db()
    return desk.do(issuing.FLOW.submit, "clerk", row_id=row.pk, revision=row.revision)


def waiting(desk, who):
    """What this person owes on plans, in words."""
    rows = desk_of(desk.cast.actor(who, on=desk.day)).filter(matter__kind="plan")
    return list(rows.values_list("what", flat=True))


def step(desk, case, **changes) -> acts.Step:
    given = {
        "matter_id": case.pk,
        "next_step": "召开协调会明确办证时间",
        "leader_id": desk.cast.person("leader").pk,
        "due_on": date(2026, 9, 30),
    }
    return acts.Step(**(given | changes))


def before_the_holiday(cast) -> Duty:
    """The duty to settle open matters before the National Day, opened as the engine opens it."""
    clause(cast, "plan_national_day", date(2026, 1, 1))
    open_periods(township_id=cast.township.pk, at=cast.at())
    return Duty.objects.get(clause="plan_national_day")


def test_the_duty_leads_to_a_plan_with_its_days(desk):
    owed = before_the_holiday(desk.cast)
    assert owed.due_on == date(2026, 9, 20)  # a Sunday of work before the holiday
    fields = form_fields(text(desk.cast.client("clerk").get(link_of(owed))))
    assert (fields["name"], fields["first"], fields["last"]) == ("2026年国庆节", "2026-10-01", "2026-10-07")
    assert start_of(desk.cast.township.pk, "plan_national_day", "2031")["first"] == date(2031, 10, 1)
    assert start_of(desk.cast.township.pk, "dispatch_month", "2026") == {} == start_of(1, "plan_new_year", "x")


def test_the_summary_counts_what_was_settled_in_the_period():
    rows = [
        ItemFacts("1", date(2026, 9, 29), date(2026, 9, 30)),
        ItemFacts("2", date(2026, 10, 5), date(2026, 9, 30)),
        ItemFacts("3", None, date(2026, 9, 30)),
    ]
    expected = "列入3件，时期结束前办结2件（其中按预案时限1件），未办结1件，转入日常办理。"
    assert summary(rows, date(2026, 10, 8)) == expected


def test_from_the_period_to_its_end(desk, stage, quick_print, stand_at):
    owed = before_the_holiday(desk.cast)
    first, second = stage.register(), None
    stage.to("handling")
    second = stage.register()
    stage.assign(unit="civil")
    accusation = stage.register(purpose="accusation", title="", words="反映某干部", claims=())
    row = made(desk, daily_hour=17)
    offered = set(pickable(desk.cast.actor("clerk"), row).values_list("pk", flat=True))
    assert {first.pk, second.pk} <= offered and accusation.pk not in offered
    with pytest.raises(Refused, match="至少一件"):
        submit(desk, row)
    with pytest.raises(Refused, match="不能晚于"):
        on(desk, row, acts.pick, steps=[step(desk, first, due_on=date(2026, 11, 1))])
    on(desk, row, acts.pick, steps=[step(desk, first), step(desk, second)])
    submit(desk, row)
    stand_at(TODAY, 15)
    director, page = desk.cast.client("director"), reverse("petitions:plan", args=[row.pk])
    assert desk.cast.client("liaison").get(page).status_code == 404
    assert (waiting(desk, "clerk"), waiting(desk, "director")) == ([], ["审批预案"])
    shown = text(director.get(act(row, "decide")))
    assert "每日17时前" in shown and "张三丰" not in shown and "每日17时前" in text(director.get(page))
    director.post(act(row, "decide"), form_fields(shown))
    row.refresh_from_db()
    assert (row.state, row.document.number) == ("approved", "清信预案〔2026〕1号")
    assert any("预案已批准" in line for line in desk.inbox("liaison"))
    owed.refresh_from_db()
    assert (owed.state, owed.done_on, owed.evidence_id) == ("done", TODAY, row.pk)
    liaison = desk.cast.client("liaison")
    own = text(liaison.get(page))
    assert first.number in own and second.number not in own  # a unit sees its own matters of the plan
    assert liaison.get(reverse("petitions:plan_pdf", args=[row.pk])).status_code == 200
    with pytest.raises(NotAllowed):
        read_document(document=row.document, by=desk.cast.actor("liaison"), at=desk.at())
    item = row.items.get(target_id=first.pk)
    assert waiting(desk, "liaison") == waiting(desk, "liaison2") == ["办理预案事项"]
    other = row.items.get(target_id=second.pk)
    assert liaison.post(act(row, "report_step", other.pk), {"text": "不是我们的事项"}).status_code == 404
    liaison.post(act(row, "report_step", item.pk), {"text": "协调会已开，定于9月28日答复"})
    assert waiting(desk, "liaison") == [] and not list(differences(row.township_id))
    item.refresh_from_db()
    assert item.progress == "协调会已开，定于9月28日答复"
    acts.close_ended(desk.cast.at(date(2026, 10, 8)))
    row.refresh_from_db()
    assert row.state == "approved"
    for _ in range(2):
        acts.close_ended(desk.cast.at(date(2026, 10, 9)))
    row.refresh_from_db()
    assert (row.state, row.outcome) == (
        "closed",
        "列入2件，时期结束前办结0件（其中按预案时限0件），未办结2件，转入日常办理。",
    )
    assert row.matter.closed_on == date(2026, 10, 9) and waiting(desk, "liaison2") == []


def test_the_village_reports_on_a_matter_of_its_grid(desk):
    """A grid reports disputes and nothing else: a line on its desk would lead nowhere."""
    unit = desk.cast.unit
    assert answering_unit(unit("grid")) == unit("village") and answering_unit(unit("civil")) == unit("civil")
    assert answering_unit(None) is None


def test_who_is_shut_out_of_a_matter_neither_sees_nor_approves_it(desk, stage, quick_print):
    first, second = stage.register(), stage.register()
    row = made(desk)
    on(desk, row, acts.pick, steps=[step(desk, first), step(desk, second)])
    submit(desk, row)
    recuse(
        matter=first.matter,
        person=desk.cast.person("director"),
        reason="与信访人有亲属关系",
        by=desk.cast.actor("clerk"),
        at=desk.at(),
    )
    page = text(desk.cast.client("director").get(reverse("petitions:plan", args=[row.pk])))
    assert first.number not in page and "另有 1 件您应当回避" in page
    given = {"row_id": row.pk, "approved": True, "version": 1, "text_sha256": "x"}
    with pytest.raises(Refused, match="应当回避"):
        desk.do(issuing.FLOW.decide, "director", **given)
    director = desk.cast.client("director")
    for answer in (director.get(act(row, "decide")), director.post(act(row, "decide"), {})):
        assert answer.status_code == 403 and first.number not in text(answer)


def test_pages_by_person_and_their_queries(desk, stage, stand_at, quick_print):
    case = stage.register()
    stand_at(TODAY, 12)
    clerk = desk.cast.client("clerk")
    url = reverse("petitions:plans")
    assert "还没有敏感时期预案" in text(clerk.get(url))
    given = {"name": "国庆假期", "source": "县里通知", "first": "2026-10-08", "last": "2026-10-01", "daily_hour": "24"}
    refused = text(clerk.post(reverse("petitions:plan_new"), given))
    assert "结束日期不能早于开始日期" in refused and "县里通知" in refused
    clerk.post(reverse("petitions:plan_new"), given | {"last": "2026-10-12", "daily_hour": "17"})
    row = Plan.objects.get()
    page = reverse("petitions:plan", args=[row.pk])
    sent = {
        "revision": row.revision,
        "matters": [case.pk],
        "next_step": "开协调会明确时间",
        "due_on": "2026-09-30",
    }
    assert "请选择牵头领导" in text(clerk.post(act(row, "pick"), sent))
    clerk.post(act(row, "pick"), sent | {"leader": desk.cast.person("leader").pk})
    assert row.items.count() == 1
    clerk.get(url)
    with CaptureQueriesContext(connection) as one:
        clerk.get(url)
    for number in range(5):
        made(desk, first=TODAY + timedelta(days=number + 1), last=TODAY + timedelta(days=number + 9))
    with CaptureQueriesContext(connection) as many:
        clerk.get(url)
    assert len(one) == len(many)
    audited = text(desk.cast.client("auditor").get(url))
    assert "国庆假期" in audited and page not in audited
    assert desk.cast.client("auditor").get(page).status_code == 403
    assert desk.cast.client("leader").post(reverse("petitions:plan_new"), given).status_code == 403


def test_the_paper_names_titles_its_roster_and_the_units_without_a_liaison(desk, monkeypatch, stage):
    """What who carries it out must know without opening anything: what it is about, who is on duty, whom nobody can call."""
    turn = OnDuty(HOLIDAY["first"], "陈立（副镇长）", "李建（镇党委副书记）", "09:00—17:00", "一楼接待室")
    asked = []
    monkeypatch.setattr("records.duties.on_duty._rosters", [lambda *span: asked.append(span) or [turn]])
    case, row = stage.register(), made(desk)
    on(desk, row, acts.pick, steps=[step(desk, case)])
    row.refresh_from_db()
    body, paper = plan_text(row, all_items(row)), plan_paper(row, row.first)
    assert f"（一）{case.matter.number}“{case.matter.title}”" in body
    roster, people = paper.tables
    assert roster.rows == (("10月1日（周四）", turn.a, turn.b, turn.hours, turn.place),)
    assert set(asked) == {(desk.cast.township.pk, row.first, row.last)}
    named = {unit: person for unit, person, _ in people.rows}
    assert named["村镇建设办"] == "何静" and named["农业服务中心"] == "未指定联络员" and "联席办" not in named
    shown = text(desk.cast.client("clerk").get(reverse("petitions:plan", args=[row.pk])))
    assert "未指定联络员" in shown and "陈立（副镇长）" in shown
