"""The monthly dispatch in a real browser: arranged, reported from a phone, compiled, shown on the wall by keyboard, held."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from meetings.dispatch.actions import dispatches as actions
from meetings.dispatch.models.dispatches import Dispatch, DispatchPack
from meetings.dispatch.rules.packs import pack_text
from tests.e2e.conftest import DESKTOP, PHONE
from tests.meetings.dispatch.packs import pack

pytestmark = [pytest.mark.e2e]
SCREENS = (DESKTOP, {"width": 1920, "height": 1080})
OVERFLOW = (
    "() => [document.documentElement.scrollHeight > innerHeight + 1, document.documentElement.scrollWidth > innerWidth]"
)


def test_a_month_from_the_call_to_the_wall(desk, live_cast):
    now = localtime()
    row = actions.open_this_month(by=live_cast.actor("clerk", on=now.date()), at=now)
    clerk = desk.login("clerk")
    clerk.goto(f"/dispatches/{row.pk}/")
    clerk.get_by_role("link", name="定时间和主持人").click()
    clerk.get_by_label("调度日期").fill(f"{now.date() + timedelta(days=1)}")
    clerk.get_by_label("开始时间").fill("09:30")
    clerk.get_by_label("主会场").fill("二楼视频会议室")
    clerk.get_by_label("主持人").select_option(index=1)
    clerk.get_by_label("会议号和说明").fill("会议号 561 203 774")
    clerk.get_by_role("button", name="保存").click()
    clerk.get_by_role("link", name="通知单位报告").click()
    clerk.get_by_role("button", name="发出通知").click()
    clerk.get_by_text("已通知各单位报告").wait_for()

    phone = desk.login("liaison", viewport=PHONE)
    phone.get_by_role("link", name="写报告").first.click()
    phone.get_by_label("本月情况").fill("本月受理7件，办结5件。")
    phone.get_by_label("未办结事项及原因").fill("2件未办结，资料在审核。")
    phone.get_by_label("下步措施").fill("倒排工期，逐户回访。")
    phone.get_by_role("button", name="报送").click()
    phone.get_by_text("已报送。").wait_for()

    clerk.reload()
    clerk.get_by_role("button", name="汇编调度材料").click()
    clerk.get_by_text("调度材料已汇编").wait_for()
    clerk.goto(f"/dispatches/{row.pk}/screen/")
    clerk.keyboard.press("ArrowRight")
    clerk.wait_for_url("**/screen/?s=2")
    clerk.keyboard.press("PageUp")
    clerk.wait_for_url("**/screen/?s=1")
    clerk.keyboard.press("Escape")
    clerk.wait_for_url(f"**/dispatches/{row.pk}/")
    assert Dispatch.objects.get(pk=row.pk).state == "compiled"
    for month in (pack(), pack(12, 20, 3, 15), pack(30, 40, 5, 40)):
        DispatchPack.objects.filter(dispatch=row).update(content=pack_text(month))
        every_slide_fits(clerk, row.pk)
    clerk.set_viewport_size(PHONE)
    clerk.goto(f"/dispatches/{row.pk}/pack/")
    assert clerk.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "its widest tables fit a phone"


def every_slide_fits(page, number: int):
    """At most fifteen slides, and none is larger than the screen."""
    for screen in SCREENS:
        page.set_viewport_size(screen)
        page.goto(f"/dispatches/{number}/screen/")
        slides = int(page.locator(".wall-steps b").inner_text().split("/")[1])
        assert slides <= 15
        for at in range(1, slides + 1):
            page.goto(f"/dispatches/{number}/screen/?s={at}")
            assert page.evaluate(OVERFLOW) == [False, False], (screen, at)
