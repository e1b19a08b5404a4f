"""From the issued result to the publicity of a commendation, an objection from a telephone, and its answer by the convenor."""

from datetime import datetime, timedelta

import pytest

from assessment.commendation.models import Commendation
from tests.assessment.schemes.bench import Bench
from tests.cast import SHANGHAI
from tests.e2e.conftest import PHONE

pytestmark = [pytest.mark.e2e]


@pytest.fixture
def result(live_cast, quick_print):
    """The first half-year of the member units, assessed and issued some days ago."""
    return Bench(live_cast, datetime.now(SHANGHAI).date() - timedelta(days=20)).issued()


def pressed(page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()
    page.get_by_text(said).first.wait_for()


def test_a_commendation_is_proposed_put_up_and_contested(desk, live_cast, result):
    clerk = desk.login("clerk")
    clerk.goto("/assessment/commendations/")
    clerk.get_by_role("link", name="开始表彰").first.click()
    clerk.get_by_label("依据的考核结果").select_option(index=1)
    pressed(clerk, "计算候选单位", "候选单位已算出")
    clerk.get_by_role("link", name="提名", exact=True).click()
    clerk.get_by_label("的主要事迹").first.fill("上半年交办事项全部按期办结，排查报表零漏报")
    pressed(clerk, "保存提名", "提名已保存")
    clerk.get_by_role("link", name="公示", exact=True).click()
    pressed(clerk, "公示", "已公示")
    row = Commendation.objects.get()
    liaison = desk.login("liaison", PHONE)
    liaison.goto(f"/assessment/commendations/{row.pk}/")
    liaison.get_by_role("link", name="提出异议").click()
    liaison.get_by_label("对哪个单位").select_option(index=0)
    liaison.get_by_label("异议内容").fill("九月交办的排水沟事项没有完工，请核实")
    pressed(liaison, "提出异议", "异议已提出")
    convenor = desk.login("convenor")
    convenor.get_by_role("link", name="处理异议").first.click()
    convenor.get_by_text("排水沟事项没有完工").wait_for()
    convenor.get_by_label("处理意见").fill("现场核实，确未完工")
    pressed(convenor, "采纳，取消提名", "提名取消")
    liaison.goto(f"/assessment/commendations/{row.pk}/")
    liaison.get_by_text("提名已取消（采纳异议）").wait_for()
