"""An overdue case becomes a finding, an order, a reply given back, a second order, a talk with the subject heard, and is lifted; what
the unit did counts in the result of the year, in which an accepted objection changes its score before it is published."""

import re
from datetime import datetime, timedelta

import pytest

from assessment.schemes.models.runs import Run
from records.duties.actions.candidates import propose_supervision
from supervision.accountability.models.measures import Measure
from supervision.orders.models.orders import Order
from tests.assessment.schemes.bench import Bench
from tests.cast import SHANGHAI, moment
from tests.e2e.conftest import PHONE
from tests.petitions.stage import Stage
from tests.records.papers.file_samples import picture
from township.actors import system_actor
from township.profiles.actions.profiles import adopt_profile

pytestmark = [pytest.mark.e2e]
SCAN = {"name": "signed.png", "mimeType": "image/png", "buffer": picture("PNG")}


@pytest.fixture
def overdue(live_cast, quick_print):
    """A case whose reply is overdue: the sweep of reminders has raised its finding."""
    today = datetime.now(SHANGHAI).date()
    system = system_actor(live_cast.township.pk, "时限提醒", today)
    adopt_profile(
        key="wulingshan",
        township_id=live_cast.township.pk,
        valid_from=today - timedelta(days=30),
        by=system,
        at=moment(today, 8),
    )
    stage = Stage(live_cast, day=today)
    stage.register(raised_on=today, received_on=today)
    stage.assign(unit="building")
    matter = stage.case.matter
    earlier = Stage(live_cast, day=today - timedelta(days=40))  # a task that the year's result counts as late
    earlier.register()
    earlier.assign(unit="building", lead_due_on=today - timedelta(days=20))
    text = f"{matter.number} 超过办理期限未答复"
    given = {
        "matter": matter,
        "ground": "overdue_case",
        "text": text,
        "key": "e2e:1",
        "unit": live_cast.unit("building"),
    }
    assert propose_supervision(by=system, at=moment(today, 8), **given)
    return matter


def order_from(page, points: str) -> None:
    """Fill what the letter needs and save it."""
    page.get_by_label("督办依据").select_option(index=2)
    page.get_by_label("督办事由").fill("办理期限已过，至今没有出具书面答复。")
    page.get_by_label("督办要求").fill(points)
    page.get_by_label("办结标准").fill("书面答复已经送达")
    page.get_by_label("联系人").fill("林晓 0830-5521234")


def pressed(page, name: str, said: str) -> None:
    """The button of a page, and the sentence afterwards."""
    page.get_by_role("button", name=name, exact=True).last.click()
    page.get_by_text(said).first.wait_for()


def approved(page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="审批", exact=True).first.click()
    pressed(page, "同意", "已批准")


def replied(page, address: str, row: Order) -> None:
    page.goto(address)
    for point in row.points.all():
        page.goto(f"{address}progress/{point.pk}/")
        page.get_by_label("进展").fill("已经办理，材料附后。")
        pressed(page, "报告进展", "进展已报告")
    page.goto(f"{address}reply/")
    page.get_by_label("办理结果").fill("已出具书面答复并当面送达。")
    pressed(page, "回复办理结果", "已回复")


def test_from_an_overdue_case_over_a_lifted_talk_to_the_result_of_the_year(desk, live_cast, overdue):
    clerk, convenor, unit = desk.login("clerk"), desk.login("convenor"), desk.login("liaison", viewport=PHONE)
    clerk.goto(f"/supervision/orders/new/?candidate={overdue.candidates.get().pk}")
    order_from(clerk, "五个工作日内出具书面答复并送达")
    pressed(clerk, "存为文稿", "督办单已存为文稿")
    first = Order.objects.get()
    address = f"/supervision/orders/{first.pk}/"
    pressed(clerk, "送审", "已送审")
    approved(convenor, address)
    clerk.goto(f"{address}issue/")
    pressed(clerk, "编号印发", "已编号印发")
    replied(unit, address, first)
    clerk.goto(f"{address}give_back/")
    clerk.get_by_label("核实方式").select_option(label="查阅材料")
    clerk.get_by_label("核实意见").fill("没有附送达证明。")
    pressed(clerk, "退回续办", "已退回责任单位续办")

    clerk.goto(f"{address}again/")
    pressed(clerk, "二次督办", "二次督办单已存为文稿")
    second = Order.objects.get(kind="second")
    again = f"/supervision/orders/{second.pk}/"
    pressed(clerk, "送审", "已送审")
    approved(convenor, again)
    clerk.goto(f"{again}issue/")
    pressed(clerk, "编号印发", "已编号印发")

    clerk.goto(again)
    clerk.get_by_role("link", name="提出问责", exact=True).click()
    clerk.get_by_label("责任人").select_option(index=1)
    clerk.get_by_label("问责方式").select_option(label="联席会议召集人约谈")
    assert clerk.locator("input[name=grounds]:checked").count() == 1
    clerk.get_by_label("事实").fill("督办单要求的书面答复退回以后仍未补齐送达证明。")
    clerk.get_by_label("为什么选这种方式").fill(
        "已经督办、二次督办仍未办结，通报批评不足以督促整改，由召集人当面约谈更为适当。"
    )
    clerk.get_by_label("联系人").fill("林晓 0830-5521234")
    pressed(clerk, "保存提议", "问责提议已保存")
    row = Measure.objects.get()
    talk = f"/supervision/measures/{row.pk}/"
    clerk.goto(f"{talk}notify/")
    pressed(clerk, "送达告知书", "告知书已送达")

    unit.goto(talk)
    unit.get_by_role("link", name="陈述申辩", exact=True).first.click()
    unit.get_by_label("陈述申辩").fill("送达证明已经补齐，因邮寄延误没有及时附上。")
    assert unit.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "fits the phone"
    pressed(unit, "陈述申辩", "陈述申辩已提交")

    clerk.goto(f"{talk}edit/")
    clerk.get_by_label("对陈述的意见").fill("邮寄延误属实，但没有及时说明，部分采纳。")
    clerk.get_by_label("整改要求").fill("十日内补齐送达证明并书面报告。")
    clerk.get_by_label("6个月").check()
    today = datetime.now(SHANGHAI).date()
    clerk.get_by_label("约谈日期").fill(today.isoformat())
    clerk.get_by_label("约谈时间").fill("09:30")
    clerk.get_by_label("约谈地点").fill("镇政府二楼会议室")
    pressed(clerk, "保存并送审", "已送审")
    approved(convenor, talk)
    clerk.goto(f"{talk}issue/")
    pressed(clerk, "编号送达", "已送达")
    unit.goto(talk)
    pressed(unit, "签收", "已签收")
    clerk.goto(f"{talk}talk/")
    for label, words in (
        ("在场人", "党政办 王某"),
        ("约谈内容", "指出送达证明没有及时补齐的问题。"),
        ("被约谈人陈述", "接受，马上整改。"),
        ("整改承诺", "十日内补齐。"),
    ):
        clerk.get_by_label(label).fill(words)
    pressed(clerk, "登记约谈记录", "约谈记录已生成")
    clerk.goto(f"{talk}sign/")
    clerk.locator("input[type=file]").set_input_files([SCAN])
    pressed(clerk, "登记签字记录", "问责生效")
    convenor.goto(f"{talk}lift/")
    convenor.get_by_label("理由").fill("送达证明已经补齐，整改到位。")
    pressed(convenor, "解除", "已解除")
    row.refresh_from_db()
    assert (row.state, row.received_how) == ("lifted", "self")
    assert Order.objects.get(pk=first.pk).state == "replaced"

    other = desk.login("liaison2")
    assert other.goto(talk).status == 404
    counted_in_the_year(desk, live_cast, clerk, convenor, unit)


def counted_in_the_year(desk, live_cast, clerk, convenor, unit) -> None:
    """The year is computed, scored by two, reported on, published, contested, decided, approved; the score has changed."""
    today = datetime.now(SHANGHAI).date()
    bench = Bench(live_cast, today)
    bench.scheme("wulingshan")
    clerk.goto("/assessment/runs/new/")
    clerk.get_by_label("考核办法").select_option(index=0)
    clerk.get_by_label("考核阶段").select_option(label="年终")
    clerk.get_by_label("起始日期").fill(f"{today.year}-01-01")
    clerk.get_by_label("截止日期").fill(today.isoformat())
    pressed(clerk, "核算", "数据已核算")
    row = Run.objects.get()
    address, building = f"/assessment/runs/{row.pk}/", live_cast.unit("building")
    unit.goto(f"{address}report/{building.pk}/")
    unit.get_by_label("自评").fill("交办事项按期办结，督办整改到位。")
    pressed(unit, "报送自评", "自评已报送")
    clerk.goto(f"{address}mark/{building.pk}/")
    for box in clerk.locator("input[name^=points_]").all():
        box.fill("4")
    for box in clerk.locator("textarea[name^=ground_], input[name^=ground_]").all():
        box.fill("抽查案卷三件")
    pressed(clerk, "保存评分", "评分已保存")
    bench.score(row)  # the other units, and the second scorer
    Run.objects.filter(pk=row.pk).update(report_by=today - timedelta(days=1))  # the days for the other reports are over
    clerk.goto(f"{address}publish/")
    pressed(clerk, "公布核对", "已公布")
    before = bench.exact(row)

    unit.goto("/")
    unit.goto(f"{address}units/{building.pk}/tasks/")
    unit.get_by_role("link", name="提出异议").first.click()
    unit.get_by_label("异议理由").fill("办理结果已经在期限以内报送，登记有误。")
    assert unit.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "fits the phone"
    pressed(unit, "提出异议", "异议已提出")
    director = desk.login("director")
    director.goto(f"{address}answer/{row.objections.get().pk}/")
    director.get_by_label("怎样调整").select_option(label="这一条计为合格")
    director.get_by_label("处理意见").fill("经核对原始材料，情况属实。")
    pressed(director, "采纳", "已采纳，得分已重新计算")
    assert bench.exact(row) > before
    Run.objects.filter(pk=row.pk).update(until=today - timedelta(days=1))  # the days for objections are over
    clerk.goto(address)
    pressed(clerk, "核对结束", "通报文稿已起草")
    clerk.goto(f"{address}edit/")
    text = clerk.locator("textarea[name=body]")
    text.fill(re.sub("【[^】]*】", "交办事项要按期办结。", text.input_value()))
    pressed(clerk, "保存", "已保存")
    clerk.goto(f"{address}submit/")
    pressed(clerk, "送审", "已送审")
    approved(convenor, address)
    row = bench.fresh(row)
    own = next(one for one in row.result["units"] if one["unit"] == building.pk)
    assert row.state == "issued" and own["exact"] == str(bench.exact(row)) != str(before)
    supervision = next(leaf for leaf in own["leaves"] if leaf["events"])
    assert supervision["events"]["supervision.second"] == supervision["events"]["supervision.returned"] == 1
    unit.goto(address)
    unit.get_by_text(row.number).first.wait_for()
    unit.get_by_text(own["total"]).first.wait_for()
