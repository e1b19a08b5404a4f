"""A supervision order in the browser: from a leader's instruction to the letter served, the report handed in by the unit, and settled."""

import pytest

from supervision.orders.models.orders import Order
from tests.e2e.conftest import PHONE
from tests.e2e.test_accountability import approved, order_from, pressed

pytestmark = [pytest.mark.e2e]
FINAL = {
    "number": "村镇建办〔2026〕6号",
    "signed_by": "何主任",
    "petitioner": "三组村民一人，当面来访。",
    "claims": "要求疏通三组排水沟。",
    "findings": "现场查看，淤塞约四十米，已经组织清理。",
    "opinion": "清理完毕，书面答复已经送达。",
    "handler": "何静",
    "phone": "0830-5521300",
}


def drafted(clerk) -> Order:
    """An instruction is raised, taken up from the list of findings, written as an order and handed in."""
    clerk.goto("/supervision/orders/raise/")
    clerk.get_by_label("领导批示").check()
    clerk.locator("select[name=unit]").select_option(label="村镇建设办")
    clerk.get_by_label("情况").fill("李镇长批示：三组排水沟长期淤塞，限期清理。")
    pressed(clerk, "提出", "已列入督办建议")
    clerk.get_by_role("link", name="立项", exact=False).first.click()
    assert clerk.locator("select[name=unit] option:checked").inner_text() == "村镇建设办"
    assert clerk.locator("input[name=candidates]:checked").count() == 1
    order_from(clerk, "清理三组排水沟，书面答复来访群众")
    clerk.get_by_label("要求报送办结报告").check()
    pressed(clerk, "存为文稿", "督办单已存为文稿")
    pressed(clerk, "送审", "已送审")
    return Order.objects.get()


def answered(unit, row: Order, address: str) -> None:
    """The unit signs on its phone, and may reply only when the report of its head is there."""
    unit.goto("/")
    unit.get_by_text("督办单").first.wait_for()
    unit.goto(address)
    unit.get_by_role("link", name="签收", exact=True).first.click()
    pressed(unit, "签收", "已签收")
    assert unit.get_by_text("请先填报办结报告再回复").first.is_visible()
    for point in row.points.all():
        unit.goto(f"{address}progress/{point.pk}/")
        unit.get_by_label("进展").fill("已经清理，照片附后。")
        unit.get_by_label("这一条已经办完").check()
        pressed(unit, "报告进展", "进展已报告")
    unit.get_by_role("link", name="填报办结报告", exact=True).first.click()
    assert row.number in unit.get_by_label("交办情况").input_value()
    for name, words in FINAL.items():
        unit.locator(f"main [name={name}]").fill(words)
    assert unit.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "fits the phone"
    pressed(unit, "保存", "办结报告已保存")
    unit.get_by_role("link", name="回复办理结果", exact=True).first.click()
    unit.get_by_label("办理结果").fill("四十米沟段清理完毕，答复已经送达。")
    pressed(unit, "回复办理结果", "已回复")


def test_from_an_instruction_to_the_order_struck_off(desk, live_cast, quick_print):
    clerk, convenor, unit = desk.login("clerk"), desk.login("convenor"), desk.login("liaison", viewport=PHONE)
    row = drafted(clerk)
    address = f"/supervision/orders/{row.pk}/"
    assert unit.goto(address).status == 404, "what is not issued is nobody's but the office's"
    approved(convenor, address)
    clerk.goto(f"{address}issue/")
    pressed(clerk, "编号印发", "已编号印发")
    row.refresh_from_db()
    answered(unit, row, address)

    clerk.goto("/")
    clerk.get_by_text("核实督办回复").first.wait_for()
    clerk.goto(address)
    clerk.get_by_text("现场查看，淤塞约四十米").first.wait_for()
    clerk.get_by_role("link", name="核实销号", exact=True).first.click()
    clerk.get_by_label("核实方式").select_option(label="实地查看")
    clerk.get_by_label("核实意见").fill("现场核对，沟段通水。")
    pressed(clerk, "核实销号", "已核实销号")
    unit.goto(address)
    unit.get_by_text("已销号").first.wait_for()
    assert not unit.get_by_role("link", name="回复办理结果").count()
    clerk.goto("/supervision/orders/?state=done")
    clerk.locator("tr", has_text=row.number).get_by_text("已销号").wait_for()
