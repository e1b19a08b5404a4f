"""What is printed from the browser: no column of a ledger is cut off at the edge of the sheet, no button is on paper."""

import io
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from petitions.sponsorship.actions import plans
from petitions.sponsorship.models import Sponsorship
from tests.petitions import doors
from tests.petitions.sponsorship.play import AIM
from tests.petitions.stage import Stage

pytestmark = [pytest.mark.e2e]

LISTS = {
    "/cases/print/": ("信访人", "责任单位", "状态"),
    "/sponsorships/print/": ("具体工作措施", "包案领导", "责任人", "处理时限", "状态"),
    "/sponsorships/duties/print/": ("工作班子", "步骤完成", "状态"),
    "/sponsorships/tasks/print/": ("进展、凭据", "完成日期"),
    "/supervision/findings/print/": ("状态",),
}
WIDE = """() => Math.max(0, ...[...document.querySelectorAll("main table")].map(one => one.scrollWidth - one.parentElement.clientWidth))"""


def test_every_column_of_a_wide_list_is_on_the_sheet(live_cast, desk):
    stage = Stage(live_cast)
    stage.register()
    stage.assign()
    stage.do(doors.name_sponsor, "clerk", person_id=live_cast.person("leader").pk)
    row = Sponsorship.objects.get()
    leader = {"by": live_cast.actor("leader"), "at": live_cast.at()}
    plans.set_plan(sponsorship_id=row.pk, revision=row.revision, aim=AIM * 6, due_on=live_cast.today, **leader)
    page = desk.login("clerk")
    for address, headings in LISTS.items():
        page.goto(address)
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 1000, "height": 700})  # a sheet across, in points of the screen
        assert page.evaluate(WIDE) <= 1, address
        printed = page.pdf(prefer_css_page_size=True)
        sheets = (normalize("NFKC", sheet.extract_text()) for sheet in PdfReader(io.BytesIO(printed)).pages)
        text = "".join("".join(sheet.split()) for sheet in sheets)
        assert [word for word in headings if word not in text] == [], address
        assert "打印" not in text.replace("导出打印", ""), address
