"""An Excel ledger in the browser: uploaded, its columns matched, its faults shown row by row, mended, let in, and read in the ledger."""

import io

import openpyxl
import pytest

from petitions.cases.models.cases import Case
from records.imports.models import ImportBatch
from records.jobs.models.jobs import Job
from records.tasks import run_job
from tests.petitions.ledger.ledgers import OWN, own, workbook

pytestmark = [pytest.mark.e2e]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = tuple({"信访日期": "哪天来的", "标题": "事由摘要"}.get(word, word) for word in OWN)
ROWS = [
    own(),
    own(
        原编号="2024-018",
        信访人="孙玉梅",
        电话="13900002222",
        标题="反映水渠漏水",
        内容="东渠漏水淹了菜地。",
        信访日期="去年",
    ),
]


def uploaded(page, name: str, data: bytes) -> None:
    page.goto("/imports/cases/")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": XLSX, "buffer": data})
    page.get_by_role("button", name="上传并检查").click()


def choose(page, heading: str, ours: str) -> None:
    """Say what a column of the file is."""
    page.locator("tr", has_text=heading).locator("select").select_option(label=ours)


def worked() -> None:
    """What the worker does meanwhile."""
    while job := Job.objects.filter(state=Job.State.WAITING).first():
        run_job(job.pk)


def mended(page, batch: ImportBatch) -> bytes:
    """The workbook of the faulty rows as the office gives it back, with the day put right."""
    with page.expect_download() as given:
        page.get_by_role("link", name="下载有误的行").first.click()
    book = openpyxl.load_workbook(io.BytesIO(given.value.path().read_bytes()))
    sheet = book.active
    headings = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 2 and "看不出是哪一天" in sheet.cell(2, headings.index("问题") + 1).value
    sheet.cell(2, headings.index("哪天来的") + 1, "2024-03-11")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_ledger_comes_in_and_its_faulty_row_after_it(desk, live_cast):
    clerk = desk.login("clerk")
    uploaded(clerk, "2024年台账.xlsx", workbook(HEADINGS, ROWS))
    clerk.get_by_text("核对每一列是什么").first.wait_for()
    choose(clerk, "哪天来的", "信访日期")
    choose(clerk, "事由摘要", "标题")
    clerk.get_by_role("button", name="列都对，开始检查").click()
    worked()
    clerk.get_by_text("有 1 行可以导入").wait_for()
    clerk.get_by_text("看不出是哪一天，请写成 2024-03-05 的样子").wait_for()
    assert not Case.objects.exists(), "nothing comes in before somebody says so"
    clerk.get_by_role("button", name="导入 1 行").click()
    worked()
    clerk.get_by_text("导入完毕：新增 1 件").wait_for()

    uploaded(clerk, "改好.xlsx", mended(clerk, ImportBatch.objects.get()))
    worked()  # what the columns are is remembered: it is checked at once
    clerk.get_by_role("button", name="导入 1 行").click()
    worked()
    clerk.get_by_text("导入完毕：新增 1 件").wait_for()
    clerk.get_by_role("link", name="去看台账").click()
    for title in ("反映路灯不亮", "反映水渠漏水"):
        clerk.get_by_text(title).first.wait_for()
    clerk.get_by_text("反映水渠漏水").first.click()
    clerk.get_by_text("2024-018").first.wait_for()

    uploaded(clerk, "又一次.xlsx", workbook(HEADINGS, ROWS[:1]))
    worked()
    clerk.get_by_text("没有可以导入的行").wait_for()
    clerk.get_by_role("button", name="放弃").click()
    clerk.get_by_text("已放弃，没有导入任何内容").first.wait_for()
    assert Case.objects.count() == 2
