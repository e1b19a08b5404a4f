"""The pages of the import: upload, what was found, let it in; the jobs run in place here."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from petitions.cases.models.cases import Case
from records.imports.models import ImportBatch
from records.jobs.models.jobs import Job
from records.tasks import run_job
from tests.petitions.ledger.ledgers import OWN, messages, own, workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def at_work(stand_at, cast):
    """upload(data) as the clerk, with the jobs done that it writes."""
    stand_at(cast.today)
    client = cast.client("clerk")

    def post(path, data=None):
        answer = client.post(path, data or {}, follow=True)
        while job := Job.objects.filter(state=Job.State.WAITING).first():
            run_job(job.pk)
        return answer

    client.post_and_work = post
    client.upload = lambda data, name="台账.xlsx": post("/imports/", {"file": SimpleUploadedFile(name, data, XLSX)})

    def match(**chosen):
        """Say yes to the columns as proposed, or with those chosen by heading."""
        batch = ImportBatch.objects.latest("pk")
        keys = batch.mapping | chosen
        return post(f"/imports/{batch.pk}/", {f"column-{n}": keys[word] for n, word in enumerate(batch.headings)})

    client.match = match
    return client


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_upload_check_and_import_by_the_pages(at_work):
    page = at_work.upload(messages())
    batch = ImportBatch.objects.get()
    assert page.redirect_chain == [(f"/imports/{batch.pk}/", 302)]
    assert "河湾社区三组路灯坏了两个月" in text(page)  # the first rows stand beside each column
    at_work.match()
    page = at_work.get(f"/imports/{batch.pk}/")
    assert "有 3 行可以导入。" in text(page)
    assert "答复时间：有答复意见，没有答复日期，按未答复导入" in text(page)
    assert Case.objects.count() == 0
    page = at_work.post_and_work(f"/imports/{batch.pk}/confirm/")
    assert Case.objects.count() == 3
    page = at_work.get(f"/imports/{batch.pk}/")
    assert "导入完毕：新增 3 件" in text(page)
    assert list(Job.objects.order_by("pk").values_list("kind", "state")) == [
        ("import.check", "done"),
        ("import.commit", "done"),
    ]


def test_bad_rows_are_listed_by_row_and_cell_and_go_home_as_a_workbook(at_work):
    at_work.upload(workbook(OWN, [own(), own(原编号="018", 信访日期="去年", 证件号码="110101199001011230")]))
    batch = ImportBatch.objects.get()
    shown = text(at_work.get(f"/imports/{batch.pk}/"))
    assert "信访日期：看不出是哪一天，请写成 2024-03-05 的样子；证件号码：身份证号最后一位与前 17 位对不上" in shown
    answer = at_work.get(f"/imports/{batch.pk}/failed.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:3] == ("原行号", "问题", "原编号")
    assert rows[1][0] == "第 3 行"
    assert rows[1][2] == "018"
    assert len(rows) == 2


def test_the_workbook_of_bad_rows_can_be_mended_and_uploaded_again(at_work):
    at_work.upload(workbook(OWN, [own(信访形式="飞鸽")]))
    book = openpyxl.load_workbook(
        io.BytesIO(at_work.get(f"/imports/{ImportBatch.objects.get().pk}/failed.xlsx").content)
    )
    sheet = book.active
    heading = [cell.value for cell in sheet[1]]
    sheet.cell(row=2, column=heading.index("信访形式") + 1, value="来信")
    out = io.BytesIO()
    book.save(out)
    at_work.upload(out.getvalue(), "改好.xlsx")
    batch = ImportBatch.objects.order_by("pk").last()
    assert (batch.good, batch.bad) == (1, 0)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 something", "这不是 Excel 工作簿"),
        (workbook(["甲", "乙"], [["1", "2"]]), "没有找到表头"),
        (workbook(OWN, []), "表里只有表头"),
    ],
)
def test_a_file_that_is_no_ledger_gets_a_sentence_beside_the_field(at_work, data, sentence):
    assert sentence in text(at_work.upload(data))
    assert not ImportBatch.objects.exists()


def test_no_file_and_a_file_too_big_get_a_sentence(at_work, settings):
    assert "请选择要导入的工作簿。" in text(at_work.post_and_work("/imports/"))
    settings.ATTACHMENT_MAX_BYTES = 1000
    assert "请分成几个文件导入" in text(at_work.upload(messages()))


def test_giving_up_imports_nothing_and_cannot_be_taken_back(at_work):
    at_work.upload(messages())
    at_work.match()
    batch = ImportBatch.objects.get()
    assert "已放弃，没有导入任何内容。" in text(at_work.post_and_work(f"/imports/{batch.pk}/discard/"))
    assert "这批已放弃，不能再次导入。" in text(at_work.post_and_work(f"/imports/{batch.pk}/confirm/"))
    assert Case.objects.count() == 0


def broken_pipe(*args, **given):
    raise BrokenPipeError


def test_what_stopped_with_an_error_says_so_and_goes_on_when_asked(at_work, monkeypatch):
    at_work.upload(messages())
    at_work.match()
    batch = ImportBatch.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr("petitions.ledger.actions.imports.write_cases", broken_pipe)
        broken.setattr("records.jobs.actions.jobs.MAX_ATTEMPTS", 1)
        at_work.post_and_work(f"/imports/{batch.pk}/confirm/")
    shown = text(at_work.get(f"/imports/{batch.pk}/"))
    assert "出错，已停下" in shown
    assert "接着做" in shown
    at_work.post_and_work(f"/imports/{batch.pk}/retry/")
    assert Case.objects.count() == 3


def test_the_page_tells_how_far_it_is_and_renews_itself_without_a_script(at_work, cast):
    at_work.upload(messages())
    at_work.match()
    batch = ImportBatch.objects.get()
    batch.state, batch.done = "committing", 1
    batch.save()
    page = at_work.get(f"/imports/{batch.pk}/")
    assert '<meta http-equiv="refresh" content="3">' in page.content.decode()
    assert "1 / 3 行" in text(page)


def test_the_template_has_every_heading_and_is_read_by_the_import(at_work):
    answer = at_work.get("/imports/cases/template.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    heading = [cell.value for cell in sheet[1]]
    assert heading[:3] == ["原编号", "信访人", "电话"]
    sheet.append(
        [
            {"信访日期": "2024-03-05", "标题": "路灯", "内容": "坏了", "信访形式": "来访"}.get(word, "")
            for word in heading
        ]
    )
    out = io.BytesIO()
    sheet.parent.save(out)
    at_work.upload(out.getvalue())
    assert ImportBatch.objects.get().good == 1


def test_batches_of_others_do_not_exist_and_liaisons_have_no_page(at_work, cast):
    at_work.upload(messages())
    at_work.match()
    batch = ImportBatch.objects.get()
    assert cast.client("east_clerk").get(f"/imports/{batch.pk}/").status_code == 404
    assert cast.client("east_clerk").get(f"/imports/{batch.pk}/failed.xlsx").status_code == 404
    assert cast.client("liaison").get("/imports/cases/").status_code == 403
    assert "导入矛盾纠纷台账" in text(cast.client("liaison").get("/imports/"))


def test_pages_take_few_statements(at_work, django_assert_max_num_queries):
    at_work.upload(workbook(OWN, [own(原编号=f"{n}", 责任单位="某局") for n in range(40)]))
    with django_assert_max_num_queries(14):
        at_work.get(f"/imports/{ImportBatch.objects.get().pk}/")
