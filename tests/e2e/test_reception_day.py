"""A leader's reception day on the phone: his turn with B on 今日, signing in, two visitors, a case and an answer."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from meetings.receptions.actions import publishing as roster_publishing
from meetings.receptions.actions import rosters
from meetings.receptions.models.receptions import Reception, Visitor
from meetings.receptions.models.rosters import DutySlot, Roster
from petitions.cases.models.cases import Case
from records.papers.actions.documents import text_hash
from tests.cast import SHANGHAI
from tests.e2e.conftest import PHONE

pytestmark = [pytest.mark.e2e]


@pytest.fixture
def today(live_cast, monkeypatch, quick_print) -> date:
    """A roster published for this week; every slot of today belongs to the leader."""
    now = datetime.now(SHANGHAI)
    monday = now.date() - timedelta(days=now.weekday())
    clerk, director = live_cast.actor("clerk", on=now.date()), live_cast.actor("director", on=now.date())
    monkeypatch.setattr("meetings.receptions.queries.rosters.duty_days", lambda *of: (now.date(),))
    roster = rosters.arrange_week(monday=monday, by=clerk, at=now)
    roster_publishing.submit_roster(roster_id=roster.pk, revision=2, by=clerk, at=now)
    paper = Roster.objects.get().document
    read = {"version": paper.version, "text_sha256": text_hash(paper.body)}
    roster_publishing.FLOW.decide(roster.pk, approved=True, by=director, at=now, **read)
    assert DutySlot.objects.filter(day=now.date(), a=live_cast.person("leader")).exists()
    return now.date()


def test_a_leader_receives_two_visitors_on_the_phone(desk, live_cast, today):
    call_command("load_categories", verbosity=0)
    page = desk.login("leader", viewport=PHONE)
    page.get_by_role("heading", name="我的接访值班").wait_for()
    page.get_by_text("B角").first.wait_for()
    page.get_by_role("button", name="到岗", exact=True).click()
    page.get_by_text("已登记到岗。").wait_for()
    page.get_by_role("link", name="记录接访").first.click()
    page.get_by_role("button", name="开始记录").click()

    for name, words in (("孙桂香", "反映门前排水沟长期堵塞，请求疏通。"), ("李福才", "咨询低保申请材料。")):
        page.get_by_role("link", name="登记来访", exact=True).click()
        page.get_by_label("姓名").fill(name)
        page.get_by_label("反映情况").fill(words)
        page.get_by_role("button", name="登记来访").last.click()
        page.get_by_text("已登记来访，请写明结果。").wait_for()
    page.get_by_text("还有 2 批来访没有结果").wait_for()

    page.get_by_role("link", name="当场答复", exact=True).nth(1).click()
    page.get_by_label("答复内容").fill("已当面告知材料清单，由民政窗口办理。")
    page.get_by_role("button", name="记录当场答复").last.click()
    page.get_by_text("已记录当场答复。").wait_for()

    page.get_by_role("link", name="登记为信访事项").click()
    assert page.locator("[name=words]").input_value() == "反映门前排水沟长期堵塞，请求疏通。"
    assert page.locator("[name=p-0-name]").input_value() == "孙桂香"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "fits the phone"
    page.get_by_label("住址").first.fill("清河镇河湾社区1组")
    page.get_by_label("逐项诉求").fill("疏通门前排水沟")
    page.get_by_label("求决").check()
    page.get_by_label("初次", exact=True).check()
    page.locator("[name=place]").select_option(label="河湾社区")
    page.get_by_label("只登记").check()
    page.get_by_role("button", name="提交登记", exact=True).click()
    page.wait_for_url("**/registered/")

    row = Reception.objects.get()
    page.goto(f"/receptions/{row.pk}/")
    page.get_by_role("button", name="接访办结").click()
    page.get_by_text("接访已办结。").wait_for()
    assert sorted(Visitor.objects.values_list("outcome", flat=True)) == ["answered", "case"]
    assert Visitor.objects.get(outcome="case").case_id == Case.objects.get().pk
