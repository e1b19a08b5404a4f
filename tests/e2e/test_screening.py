"""Screening in a real browser: a grid member reports on the phone, the liaison returns nil, the village strikes off."""

import pytest
from django.utils import timezone

from tests.e2e.conftest import PHONE
from tests.petitions.screening.field import Field, settle_villager

pytestmark = [pytest.mark.e2e]


@pytest.fixture
def field(live_cast):
    settle_villager(live_cast)
    return Field(live_cast, day=timezone.localdate())


def test_report_on_the_phone_nil_return_and_strike_off_by_a_second_person(desk, field):
    field.open_round("building", "village")
    phone = desk.login("grid", viewport=PHONE)
    phone.goto("/disputes/new/")
    phone.get_by_label("什么纠纷").fill("三组宅基地边界纠纷")
    phone.get_by_label("具体地点").fill("三组村道东侧")
    phone.get_by_label("原因").select_option(label="土地、宅基地")
    phone.get_by_label("涉及人数").fill("2")
    phone.get_by_role("button", name="提交").click()
    phone.get_by_text("已登记：纠").wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_role("link", name="申请销号").click()
    phone.get_by_label("怎样化解的").select_option(label="双方自行和解")
    phone.get_by_label("销号依据").fill("双方到场指界，重新立桩，签字确认。")
    phone.get_by_role("button", name="申请销号").click()
    phone.get_by_text("已申请销号，等另一位同志核查。").wait_for()

    liaison = desk.login("liaison")
    liaison.get_by_role("button", name="零报告").click()
    liaison.get_by_text("已作零报告").wait_for()
    assert field.own("building").state == "nil"

    villager = desk.login("villager")
    villager.get_by_role("link", name="核查销号").click()
    villager.get_by_label("核查情况").fill("电话回访双方，均无异议")
    villager.get_by_role("button", name="核查属实，销号").click()
    villager.get_by_text("已销号。").wait_for()
