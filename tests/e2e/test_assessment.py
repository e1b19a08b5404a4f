"""An assessment in the browser: the scheme of the year drafted and confirmed by two, a run computed and put up, each unit on its own page,
an objection answered with its reason, and the unit reading that answer."""

from datetime import datetime, timedelta

import pytest

from assessment.schemes.models.runs import Run
from assessment.schemes.models.schemes import Scheme
from tests.assessment.schemes.bench import Bench
from tests.cast import SHANGHAI
from tests.e2e.conftest import PHONE
from tests.e2e.test_accountability import overdue, pressed  # noqa: F401 - a fixture

pytestmark = [pytest.mark.e2e]


def confirmed(clerk, director) -> Scheme:
    """The township's own scheme as a draft, then confirmed by somebody else than who drafted it."""
    clerk.goto("/assessment/schemes/new/")
    clerk.get_by_label("考核对象").select_option(label="成员单位")
    pressed(clerk, "存为文稿", "按制度方案的范本存为文稿")
    row = Scheme.objects.get()
    address = f"/assessment/schemes/{row.pk}/"
    clerk.goto(f"{address}submit/")
    pressed(clerk, "送确认", "已送确认")
    director.goto(address)
    director.get_by_role("link", name="确认", exact=False).first.click()
    director.get_by_label("依据的决定").fill("联席会议2026年第3次会议")
    pressed(director, "确认施行", "已确认施行")
    return row


def put_up(clerk, bench: Bench) -> Run:
    """Computed over the year so far, scored by two, published to the units."""
    clerk.goto("/assessment/runs/new/")
    clerk.get_by_label("考核办法").select_option(index=0)
    clerk.get_by_label("考核阶段").select_option(label="年终")
    clerk.get_by_label("起始日期").fill(f"{bench.day.year}-01-01")
    clerk.get_by_label("截止日期").fill(bench.day.isoformat())
    pressed(clerk, "核算", "数据已核算")
    row = Run.objects.get()
    bench.score(row)
    Run.objects.filter(pk=row.pk).update(report_by=bench.day - timedelta(days=1))  # nobody is waited for
    clerk.goto(f"/assessment/runs/{row.pk}/publish/")
    pressed(clerk, "公布核对", "已公布")
    return row


@pytest.mark.usefixtures("overdue")
def test_from_the_scheme_to_an_objection_answered(desk, live_cast):
    today = datetime.now(SHANGHAI).date()
    clerk, director, unit = desk.login("clerk"), desk.login("director"), desk.login("liaison", viewport=PHONE)
    confirmed(clerk, director)
    row = put_up(clerk, Bench(live_cast, today))
    own, other = live_cast.unit("building").pk, live_cast.unit("farm").pk

    unit.goto("/")
    unit.goto(f"/assessment/runs/{row.pk}/")
    unit.get_by_role("link", name="村镇建设办").first.click()
    assert unit.url.endswith(f"/units/{own}/")
    assert unit.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "fits the phone"
    assert unit.goto(f"/assessment/runs/{row.pk}/units/{other}/").status == 404, "another's points are not shown"
    unit.goto(f"/assessment/runs/{row.pk}/units/{own}/tasks/")
    unit.get_by_role("link", name="提出异议").first.click()
    unit.get_by_label("异议理由").fill("上半年的两件事项已经按期办结。")
    pressed(unit, "提出异议", "异议已提出")

    director.goto("/")
    director.get_by_text("处理").first.wait_for()
    director.goto(f"/assessment/runs/{row.pk}/answer/{row.objections.get().pk}/")
    director.get_by_text("上半年的两件事项已经按期办结").first.wait_for()
    director.get_by_label("处理意见").fill("两件都超过期限，数据无误。")
    pressed(director, "不采纳", "不采纳")
    unit.goto(f"/assessment/runs/{row.pk}/units/{own}/")
    unit.get_by_text("两件都超过期限，数据无误").first.wait_for()
    clerk.goto(f"/assessment/runs/{row.pk}/")
    clerk.get_by_text("核对期限").first.wait_for()
