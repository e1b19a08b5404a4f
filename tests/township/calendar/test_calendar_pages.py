"""The year's page, the import in two steps by file and by pasted rows, local days."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.cast import TODAY
from tests.township.calendar.test_calendar_import import NOTICE, year_2027
from township.calendar.models import WorkCalendarDay, WorkCalendarYear
from township.calendar.rules.statutory import statutory_days
from township.directory.models.accounts import Account


def test_the_year_shows_days_off_make_up_days_and_its_source(cast, stand_at):
    stand_at(TODAY)
    page = cast.client("liaison").get("/calendar/").content.decode()
    assert "2026 年工作日历" in page
    assert "依据 国办发明电〔2025〕7号" in page
    assert '<td class="work">10<small>班</small></td>' in page
    assert '<td class="off">1<small>国庆节</small></td>' in page
    assert '<td class=" today">22</td>' in page
    assert '全年 <span class="num">248</span> 个工作日' in page
    assert "导入放假安排" not in page


def test_a_year_without_a_table_is_marked_provisional(cast):
    page = cast.client("clerk").get("/calendar/2027/").content.decode()
    assert "暂定" in page
    assert "放假安排尚未导入" in page
    assert 'href="/calendar/import/"' in page


def test_pasted_rows_are_checked_shown_and_only_then_imported(cast):
    client = cast.client("clerk")
    bad = year_2027().replace("2027-01-01,off", "2027-01-01,休")
    page = client.post("/calendar/import/", {"text": bad}).content.decode()
    assert "第 2 行：类型只能是 off（放假）或 work（补班）" in page
    assert "2027-01-01,休" in page
    page = client.post("/calendar/import/", {"text": year_2027()}).content.decode()
    assert "2027 年，13 天，请与通知核对" in page
    assert not WorkCalendarYear.objects.filter(year=2027).exists()
    reply = client.post("/calendar/import/", {"text": year_2027(), "confirmed": "yes"}, follow=True)
    assert reply.redirect_chain[-1][0] == "/calendar/2027/"
    assert "已导入 2027 年放假安排 13 天" in reply.content.decode()
    second = client.post("/calendar/import/", {"text": year_2027(), "confirmed": "yes"})
    assert second.status_code == 403
    assert "供各乡镇共用" in second.content.decode()


def xlsx(rows) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_rows():
    return [["日期", "类型", "名称", "文号"]] + [
        [day, "放假", name, NOTICE] for day, name in sorted(statutory_days(2027).items())
    ]


@pytest.mark.parametrize(
    "data",
    [xlsx(sheet_rows()), year_2027().encode("utf-8-sig"), year_2027().encode("gb18030")],
    ids=["xlsx", "utf-8", "gbk"],
)
def test_a_file_is_told_apart_by_its_content(cast, data):
    page = cast.client("clerk").post("/calendar/import/", {"file": SimpleUploadedFile("任意名", data)})
    assert "2027 年，13 天，请与通知核对" in page.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "旧格式"),
        (b"PK\x03\x04" + b"\0" * 64, "打不开"),
        (b"\xff\xfe\x00\x00\xff", "读不出文字"),
        (b"x" * (1024 * 1024 + 1), "超过 1 MB"),
        (b"", "所提交的是空文件"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_field(cast, data, words):
    page = cast.client("clerk").post("/calendar/import/", {"file": SimpleUploadedFile("放假.xlsx", data)})
    assert words in page.content.decode()


def test_neither_file_nor_text(cast):
    assert "请选择文件，或粘贴放假安排" in cast.client("clerk").post("/calendar/import/", {}).content.decode()


def test_local_days_are_added_and_removed_with_a_question(cast):
    client = cast.client("clerk")
    form = {"day": "2026-08-06", "kind": "off", "name": "火把节", "source": "清川府办〔2026〕12号"}
    assert client.post("/calendar/local/new/", form)["Location"] == "/calendar/2026/"
    row = WorkCalendarDay.objects.get(township=cast.township)
    assert "火把节" in client.get("/calendar/2026/").content.decode()
    assert "火把节" not in cast.client("east_clerk").get("/calendar/2026/").content.decode()
    path = f"/calendar/local/{row.pk}/remove/"
    assert "确定删除 2026-08-06" in client.get(path).content.decode()
    assert cast.client("east_clerk").post(path).status_code == 404
    client.post(path)
    assert not WorkCalendarDay.objects.filter(township=cast.township).exists()


def test_the_platform_administrator_replaces_a_year_for_everybody(cast, client):
    client.force_login(Account.objects.create(username="platform", is_platform_admin=True))
    client.post("/platform/calendar/", {"text": year_2027(), "confirmed": "yes"})
    again = year_2027(source="更正")
    reply = client.post("/platform/calendar/", {"text": again, "confirmed": "yes"})
    assert reply["Location"] == "/platform/"
    assert WorkCalendarYear.objects.get(year=2027).source == "更正"
