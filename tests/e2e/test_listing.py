"""A listing in the browser: the unit is heard on its phone, a convenor decides, the plan is filed, the check is met, it is taken off."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from records.papers.actions.documents import text_hash
from records.work.actions.verify import mend
from supervision.listing.actions import rounds
from supervision.listing.models.listings import Listing
from supervision.listing.models.rounds import ListingRound, RoundResult, RoundUnit
from tests.cast import SHANGHAI, moment
from tests.e2e.conftest import PHONE
from township.profiles.rules.periods import Cadence, period_of

pytestmark = [pytest.mark.e2e]


@pytest.fixture
def evaluated(live_cast, quick_print) -> ListingRound:
    """The last half-year, evaluated today: one unit fell short."""
    today = datetime.now(SHANGHAI).date()
    last = period_of(Cadence.HALF_YEARLY, period_of(Cadence.HALF_YEARLY, today).first - timedelta(days=1))
    before = last.first - timedelta(days=10)
    data = rounds.RoundData((("petitions.conclusion", Decimal(90)),))

    def do(action, who, on, **values):
        return action(by=live_cast.actor(who, on=on), at=moment(on, 9), **values)

    row = do(rounds.draft_round, "clerk", before, data=data)
    do(rounds.FLOW.submit, "clerk", before, row_id=row.pk, revision=row.revision)
    row.document.refresh_from_db()
    read = {"version": row.document.version, "text_sha256": text_hash(row.document.body)}
    do(rounds.FLOW.decide, "convenor", before, row_id=row.pk, approved=True, **read)
    row.refresh_from_db()
    do(rounds.evaluate, "clerk", today, round_id=row.pk, revision=row.revision)
    unit = RoundUnit.objects.get(round=row, unit=live_cast.unit("building"))
    RoundResult.objects.filter(unit=unit).update(n=6, d=10, value="60.0%", is_failed=True)
    RoundUnit.objects.filter(pk=unit.pk).update(failed=1)
    mend(live_cast.township.pk, moment(today, 9))
    return row


def pressed(page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()
    page.get_by_text(said).first.wait_for()


def test_listed_and_taken_off(desk, live_cast, evaluated):
    clerk, convenor, unit = desk.login("clerk"), desk.login("convenor"), desk.login("liaison", viewport=PHONE)
    clerk.goto(f"/supervision/evaluations/{evaluated.pk}/")
    clerk.get_by_role("link", name="提出挂牌", exact=True).first.click()
    clerk.get_by_label("情况").fill("督办以后按期办结率没有改进。")
    pressed(clerk, "提出挂牌", "挂牌提议已保存")
    row = Listing.objects.get()
    address = f"/supervision/listings/{row.pk}/"
    clerk.goto(f"{address}ask/")
    pressed(clerk, "听取单位意见", "已听取单位意见")
    unit.goto(address)
    unit.get_by_role("link", name="说明情况", exact=True).first.click()
    unit.get_by_label("说明").fill("等待测绘结果，没有及时申请延期。")
    assert unit.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "fits the phone"
    pressed(unit, "说明情况", "说明已提交")
    clerk.goto(address)
    pressed(clerk, "结束听取意见", "听取意见已结束")
    clerk.goto(f"{address}edit/")
    clerk.get_by_label("对说明的意见").fill("没有申请延期，不影响评价结果。")
    clerk.get_by_label("整改要求").fill("一个月内消化全部逾期事项。")
    clerk.locator("select[name=sponsor]").select_option(index=1)
    pressed(clerk, "保存并送审", "已送审")
    convenor.goto(f"{address}decide/")
    assert convenor.get_by_text("等待测绘结果，没有及时申请延期").first.is_visible()
    pressed(convenor, "同意", "已批准挂牌")
    unit.goto(f"{address}plan/")
    unit.get_by_label("整改措施").fill("逐件核对在办事项，每周调度一次。")
    unit.get_by_label("整改责任人").fill("何主任")
    until = datetime.now(SHANGHAI).date() + timedelta(days=60)
    unit.get_by_label("整改期限").fill(until.isoformat())
    pressed(unit, "报整改方案", "整改方案已报")
    clerk.goto(f"{address}check/")
    clerk.get_by_label("检查情况").fill("挂牌以来到期的都按期办结。")
    clerk.get_by_label("已经达到原标准").check()
    pressed(clerk, "登记月度检查", "检查已登记")
    convenor.goto(f"{address}delist/")
    pressed(convenor, "摘牌", "已摘牌")
    other = desk.login("liaison2")
    other.goto(address)
    assert other.get_by_text("已摘牌").first.is_visible() and not other.get_by_text("等待测绘").count()
