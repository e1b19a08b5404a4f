"""Urgent information in the browser: a grid member's first report from the phone, judged within the hour, reported on (续报), sent upward in
writing, and closed with its last report."""

import pytest

from petitions.urgent.models import UrgentReport
from tests.e2e.conftest import PHONE
from tests.e2e.test_accountability import approved, pressed

pytestmark = [pytest.mark.e2e]


def reported(page) -> UrgentReport:
    """首报: one page, times filled in beforehand."""
    page.goto("/urgent/new/")
    page.get_by_label("发生了什么").fill("十余名村民到村委会反映工程款没有结清，情绪激动。")
    page.get_by_label("主要诉求").fill("要求结清修路工程款。")
    page.get_by_label("地点").fill("柳林村村委会")
    page.get_by_label("大约多少人").fill("12")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "fits the phone"
    pressed(page, "立即报联席办", "已报联席办")
    return UrgentReport.objects.get()


def written(page, address: str, act: str, name: str, words: str) -> None:
    page.goto(address)
    page.get_by_role("link", name=act, exact=True).first.click()
    page.get_by_label("内容").fill(words)
    pressed(page, name, "已记入")


def test_first_report_further_report_and_the_last(desk, live_cast, quick_print):
    grid, clerk = desk.login("grid", viewport=PHONE), desk.login("clerk")
    row = reported(grid)
    address = f"/urgent/{row.pk}/"
    written(grid, address, "续报", "记入", "施工方负责人已到场，正在接谈。")

    clerk.goto("/")
    clerk.get_by_text("研判紧急信息").first.wait_for()
    clerk.goto(address)
    clerk.get_by_text("施工方负责人已到场").first.wait_for()
    clerk.get_by_role("link", name="研判", exact=True).first.click()
    clerk.get_by_label("紧急", exact=True).check()
    clerk.get_by_label("研判意见和要求").fill("人数较多，请村镇建设办到场核查并会同接谈。")
    clerk.locator("label", has_text="村镇建设办").locator("input").first.check()
    pressed(clerk, "研判并通报", "已研判")
    clerk.get_by_text("后研判").first.wait_for()
    assert clerk.get_by_text("还没有核查结果").first.is_visible(), "says why it cannot be closed"

    pressed(clerk, "拟写专报", "专报已拟稿")
    text = clerk.locator("textarea[name=body]")
    assert "柳林村村委会" in text.input_value() and "约12人" in text.input_value()
    text.fill(text.input_value().replace("【写明责任单位、措施和时限】", "由村镇建设办三日内核清工程款。"))
    pressed(clerk, "保存并送审", "已送审")
    approved(desk.login("director"), address)
    row.refresh_from_db()

    unit = desk.login("liaison", viewport=PHONE)
    unit.goto("/")
    unit.get_by_text("核查处置紧急信息").first.wait_for()
    written(unit, address, "核查结果", "记入", "欠款属实，施工方承诺三日内付清，人员已经散去。")
    written(grid, address, "续报", "记入", "工程款已经付清，村民没有其他诉求。")

    clerk.goto(address)
    clerk.get_by_role("link", name="办结", exact=True).first.click()
    clerk.get_by_label("办结情况").fill("工程款付清，诉求解决。")
    pressed(clerk, "办结", "已办结")
    grid.goto(address)
    for words in ("情绪激动", "正在接谈", "人员已经散去", "工程款已经付清"):
        grid.get_by_text(words).first.wait_for()
    assert not grid.get_by_role("link", name="续报", exact=True).count(), "nothing is added to what is closed"
