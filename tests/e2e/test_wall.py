"""The big screen opens without an account, fills both sizes, looks again by itself, outlives a lost line and empties when it is revoked."""

from datetime import datetime

import pytest

from assessment.board.actions import take_figures
from tests.cast import SHANGHAI
from tests.petitions.stage import Stage

pytestmark = [pytest.mark.e2e]
MINUTE = 61_000
SMALLEST = """() => Math.min(...[...document.querySelectorAll('#wall *')]
  .filter(one => !one.childElementCount && one.textContent.trim()).map(one => parseFloat(getComputedStyle(one).fontSize)))"""
OVERFLOW = "() => [document.getElementById('wall').scrollHeight > innerHeight, document.documentElement.scrollWidth > innerWidth]"


def test_a_wall_from_opening_to_revoking(desk, live_cast, quick_print):
    now = datetime.now(SHANGHAI)
    stage = Stage(live_cast, day=now.date())
    stage.register(raised_on=now.date(), received_on=now.date())
    take_figures(live_cast.township.pk, now)
    director = desk.login("director")
    director.goto("/board/")
    director.get_by_role("link", name="大屏").last.click()
    director.get_by_label("安装地点").fill("三楼调度室")
    director.get_by_role("button", name="开通").click()
    address = director.locator(".address").inner_text()
    for size in ((1920, 1080), (3840, 2160)):
        wall = desk.visitor({"width": size[0], "height": size[1]})
        wall.clock.install(time=now)
        wall.goto(address)
        assert wall.get_by_text("本月登记").is_visible() and wall.evaluate(OVERFLOW) == [False, False]
        assert wall.evaluate(SMALLEST) >= 0.02 * size[0]
    number = wall.locator(".number b").last
    assert number.inner_text() == "1"
    stage.register(raised_on=now.date(), received_on=now.date())
    take_figures(live_cast.township.pk, now)
    wall.clock.fast_forward(MINUTE)
    wall.wait_for_function("() => document.querySelector('.number:last-child b').textContent === '2'")
    lost = wall.locator("#lost")
    wall.route("**/part/", lambda route: route.abort())
    desk.faults.clear()
    wall.clock.fast_forward(MINUTE)
    lost.get_by_text("连接中断").wait_for()
    assert number.inner_text() == "2"
    wall.unroute("**/part/")
    desk.faults.clear()  # the browser's own word for the line that was cut
    wall.clock.fast_forward(MINUTE)
    lost.wait_for(state="hidden")
    director.goto("/board/walls/")
    director.get_by_role("button", name="停用").click()
    wall.clock.fast_forward(MINUTE)
    lost.get_by_text("已经停用").wait_for()
    assert wall.locator(".number").count() == 0
