"""A petitioner with a slip and a cheap telephone, without any script: look up, fetch the answer, evaluate, print."""

import pytest
from django.utils import timezone

from tests.e2e.conftest import PHONE
from tests.petitions.stage import Stage

pytestmark = pytest.mark.e2e


def test_look_up_evaluate_and_leave_on_a_telephone_without_script(desk, live_cast, quick_print):
    stage = Stage(live_cast)
    stage.day = live_cast.today = timezone.localdate()  # browser and server live in real time here
    stage.register()
    stage.to("delivered")

    page = desk.visitor(PHONE, java_script_enabled=False)
    page.goto(f"/lookup/?n={stage.case.number}")
    page.get_by_label("查询码").fill(stage.code.lower())
    page.get_by_role("button", name="查询").click()
    assert page.url.endswith("/lookup/result/")
    assert page.get_by_text("已答复", exact=True).is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="处理意见书").click()
    assert download.value.suggested_filename.endswith("号.pdf")

    page.get_by_role("group", name="责任单位：村镇建设办").get_by_label("满意", exact=True).check()
    page.get_by_role("button", name="提交评价").click()
    assert page.get_by_text("评价已经提交，谢谢。").is_visible()
    assert page.get_by_role("group", name="责任单位：村镇建设办").count() == 0

    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]
    page.get_by_role("button", name="退出查询").click()
    page.goto("/lookup/result/")
    assert page.url.endswith("/lookup/")
