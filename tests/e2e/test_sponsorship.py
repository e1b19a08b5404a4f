"""A sponsored case in the browser: named by the clerk, planned by the leader on a phone, agreed to and carried out by the unit with a photo
of the receipt, and ended as soon as the case itself is."""

from datetime import datetime, timedelta

import pytest

from petitions.cases.models.cases import Case
from petitions.sponsorship.models import Sponsorship
from tests.cast import SHANGHAI
from tests.e2e.conftest import PHONE
from tests.petitions.stage import Stage

pytestmark = [pytest.mark.e2e]


@pytest.fixture
def stage(live_cast, quick_print) -> Stage:
    """A case in the hands of a unit."""
    stage = Stage(live_cast, day=datetime.now(SHANGHAI).date())
    stage.register()
    stage.assign()
    stage.receive()
    stage.accept("liaison")
    return stage


def pressed(page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()
    page.get_by_text(said).first.wait_for()


def follow(page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def test_one_case_one_leader_followed_to_the_end(desk, live_cast, stage):
    clerk, leader, unit = (
        desk.login("clerk"),
        desk.login("leader", viewport=PHONE),
        desk.login("liaison", viewport=PHONE),
    )
    clerk.goto(f"/cases/{stage.case.pk}/")
    follow(clerk, "指定包案领导")
    clerk.locator("select[name=person_id]").select_option(str(live_cast.person("leader").pk))
    pressed(clerk, "指定包案领导", "包案")
    row = Sponsorship.objects.get()

    leader.goto("/")
    assert leader.get_by_text("制定包案方案").first.is_visible()
    follow(leader, "定方案")
    leader.get_by_label("化解目标和措施").fill("分清合理诉求和政策边界，合理的限期办证，不合理的当面讲清依据。")
    leader.get_by_label("包案期限").fill((stage.day + timedelta(days=40)).isoformat())
    pressed(leader, "保存", "方案已定")
    leader.goto(f"/sponsorships/{row.pk}/")
    follow(leader, "加步骤")
    leader.get_by_label("做什么").fill("召开协调会，明确首批办证时间")
    leader.locator("select[name=unit]").select_option(label="村镇建设办")
    leader.get_by_label("责任人").fill("何静")
    leader.get_by_label("完成时限").fill((stage.day + timedelta(days=15)).isoformat())
    assert leader.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "fits the phone"
    pressed(leader, "加步骤", "已加步骤")
    pressed(leader, "送单位会商", "已送单位会商")

    unit.goto("/")
    pressed(unit, "同意", "已同意")
    unit.goto(f"/sponsorships/{row.pk}/")
    follow(unit, "完成")
    unit.get_by_label("完成凭据").fill("协调会纪要〔2026〕8号")
    unit.locator("input[type=file][name=files]").first.set_input_files(
        {"name": "签到表.txt", "mimeType": "text/plain", "buffer": "协调会签到".encode()}
    )
    unit.get_by_role("button", name="完成", exact=True).last.click()
    unit.wait_for_url(f"**/sponsorships/{row.pk}/")
    unit.get_by_role("link", name="签到表.txt").wait_for()

    leader.goto("/")
    leader.get_by_text("推进包案").first.wait_for()
    for way in (stage.draft, stage.submit, stage.approve, stage.deliver, stage.execute, stage.conclude):
        way()
    assert Case.objects.get(pk=stage.case.pk).state == "concluded"
    leader.goto("/")
    leader.get_by_text("办结包案").first.wait_for()
    assert not leader.get_by_text("推进包案").count()
    follow(leader, "办结包案")
    leader.get_by_label("说明").fill("五包已由包案领导当面完成，记录在纸质卷宗第三页。")
    pressed(leader, "办结包案", "包案已办结")
    row.refresh_from_db()
    assert row.state == "concluded"
