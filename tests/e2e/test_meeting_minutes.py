"""Minutes in a real browser: what is typed is kept, a second writer is warned, the phone approves in two taps."""

import pytest

from tests.e2e.conftest import PHONE
from tests.meetings.hall import Hall

pytestmark = [pytest.mark.e2e]


@pytest.fixture
def hall(live_cast, quick_print):
    return Hall(live_cast)


def test_two_writers_and_a_convenor_on_the_phone(desk, hall):
    hall.begun()
    item = hall.item()
    first = desk.login("clerk")
    first.goto(f"/minutes/{hall.minutes.pk}/write/{item.pk}/")
    first.get_by_label("会议认为").fill("会议认为，要倒排工期。")
    first.get_by_label("会议议定").focus()
    first.get_by_text("已自动保存").wait_for()

    second = desk.login("clerk2")
    second.goto(f"/minutes/{hall.minutes.pk}/write/{item.pk}/")
    second.get_by_text("林晓正在写这一项").wait_for()
    second.get_by_label("会议认为").fill("会议认为，要逐户销号。")
    second.get_by_role("button", name="保存", exact=True).click()
    second.get_by_text("已保存。").wait_for()

    first.get_by_role("button", name="保存", exact=True).click()
    first.get_by_role("heading", name="现在的文字").wait_for()
    assert first.get_by_label("会议认为").input_value() == "会议认为，要倒排工期。"
    first.get_by_label("会议认为").fill("会议认为，要倒排工期、逐户销号。")
    first.get_by_label("会议议定").focus()
    first.get_by_text("已自动保存").wait_for()
    first.get_by_role("button", name="保存", exact=True).click()
    first.get_by_text("已保存。").wait_for()

    row = first.locator(".task-row").first
    row.get_by_label("议定事项").fill("完成首批登记")
    row.get_by_label("责任单位").select_option(label="村镇建设办")
    row.get_by_label("完成时限").fill("2030-01-31")
    row.get_by_label("落实标准").fill("发放证书")
    first.get_by_role("button", name="保存", exact=True).click()
    first.get_by_text("已保存。").wait_for()
    first.get_by_role("link", name="返回", exact=True).click()
    first.get_by_role("button", name="送召集人审定").click()
    first.get_by_text("已送审。").wait_for()

    phone = desk.login("convenor", viewport=PHONE)
    row = phone.locator(".desk-row", has_text="审定会议纪要")
    row.get_by_role("link", name="审定").click()
    phone.get_by_text("会议认为，要倒排工期、逐户销号。").wait_for()
    phone.get_by_role("button", name="同意", exact=True).click()
    phone.get_by_text("已批准，可以编号印发。").wait_for()

    first.goto(f"/minutes/{hall.minutes.pk}/")
    first.get_by_role("link", name="印发", exact=True).click()
    first.get_by_role("button", name="编号印发").click()
    first.get_by_text("已编号印发").first.wait_for()
    assert hall.again().state == "issued"
