"""One declaration gives the page, the folded card, the print, the workbook and the journal line."""

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.matters.models.matters import Matter
from tests.records.ledgers.reading import rows_of_workbook
from township.journal.models import JournalEntry

pytestmark = pytest.mark.urls("tests.records.ledgers.shelf")
BOXES, CHESTS = "/boxes/", "/chests/"


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def titles(client, query: str = "") -> list[str]:
    return [row.title for row in client.get(BOXES + query).context["rows"]]


def workbook(client, address: str) -> list[list]:
    return rows_of_workbook(client.get(address))


def cells(page: str) -> list[str]:
    return re.findall(r"<td.*?</td>", page, re.DOTALL)


def test_a_row_on_the_page(cupboard):
    box = cupboard.put(title="征地补偿的材料一盒")
    page = text(cupboard.cast.client("clerk").get(BOXES))
    url = f'<a href="/boxes/{box.pk}/">'
    assert cells(page) == [
        '<td class="due tight" data-label="期限"><span class="light ok">还有 5 天</span><small class="sub num"> 9月27日</small></td>',
        f'<td class="tight" data-label="编号">{url}盒〔2026〕1号</a></td>',
        f'<td data-label="标题">{url}征地补偿的材料一盒</a> <span class="tag">厚</span><br><span class="sub">清点</span></td>',
        '<td data-label="单位">村镇建设办</td>',
        '<td class="num right tight" data-label="页数">9</td>',
        '<td class="num tight" data-label="立卷日期">2026年9月21日</td>',
        '<td class="num tight" data-label="立卷时间">2026年9月21日 09:30</td>',
        '<td data-label="可见"><b>box林晓</b>可交</td>',
    ]
    assert '<table class="ledger folds">' in page and '<thead class="sticky">' in page
    assert '共 <span class="num">1</span> 盒' in page


def test_what_is_not_there_is_blank_and_what_is_typed_is_no_markup(cupboard):
    cupboard.put(title="<script>alert(1)</script>", due_in=None, next_due_label="<i>")
    Matter.objects.update(holder_unit=None)
    for address in (BOXES, f"{BOXES}print/"):
        page = text(cupboard.cast.client("clerk").get(address))
        assert "<script>alert" not in page and "<i>" not in page and "&lt;i&gt;" in page
    found = cells(text(cupboard.cast.client("clerk").get(BOXES)))
    assert found[0] == '<td class="due tight" data-label="期限"></td>'
    assert found[3] == '<td data-label="单位">—</td>'


def test_columns_depend_on_the_reader_everywhere(cupboard):
    cupboard.put()
    page = cupboard.cast.client("liaison").get(BOXES)
    assert "立卷日期" not in text(page) and "<h1>本单位的档案盒</h1>" in text(page)
    assert "立卷日期" not in text(cupboard.cast.client("liaison").get(f"{BOXES}print/"))
    assert "立卷日期" in workbook(cupboard.cast.client("clerk"), f"{BOXES}sheet/")[0]
    assert cupboard.cast.client("liaison").get(f"{BOXES}sheet/").status_code == 403
    assert "导出 Excel" not in text(page) and "登记档案盒" not in text(page)
    clerk = text(cupboard.cast.client("clerk").get(BOXES))
    assert "导出 Excel" in clerk and 'data-key="n">登记档案盒</a>' in clerk


def test_who_sees_nothing_reads_what_to_do(cupboard):
    clerk = cupboard.cast.client("clerk")
    page = text(clerk.get(BOXES))
    assert "柜子里还没有档案盒。" in page and '<a class="btn btn-outline-primary" href="/boxes/new/">' in page
    assert "没有交给您的档案盒。" in text(cupboard.cast.client("liaison").get(BOXES))
    cupboard.put()
    page = text(clerk.get(f"{BOXES}?late=1"))
    assert "没有符合这些条件的档案盒。" in page and "看全部" in page
    assert cupboard.cast.client("auditor").get(BOXES).status_code == 403


def test_the_workbook_holds_numbers_days_moments_and_text(cupboard):
    cupboard.put(due_in=5, title="=1+1")
    head, row = workbook(cupboard.cast.client("clerk"), f"{BOXES}sheet/")
    assert head == ["序号", "期限", "编号", "标题", "下一步", "责任单位", "页数", "立卷日期", "立卷时间"]
    opened, moment = date(2026, 9, 21), datetime(2026, 9, 21, 9, 30)  # noqa: DTZ001 - cells of a sheet have no zone
    assert row == [1, date(2026, 9, 27), "盒〔2026〕1号", "'=1+1", "清点", "村镇建设办", 4, opened, moment]
    answer = cupboard.cast.client("clerk").get(f"{BOXES}sheet/")
    assert "%E6%A1%A3%E6%A1%88%E7%9B%92%E7%99%BB%E8%AE%B0-20260922.xlsx" in answer["Content-Disposition"]


def test_the_print_has_every_row_its_number_and_the_filter_in_words(cupboard):
    cupboard.put(32)
    page = text(cupboard.cast.client("clerk").get(f"{BOXES}print/?due_to=2026-09-30"))
    assert page.count("<tr>") == 33 and 'class="landscape"' in page and "<h1>档案盒登记</h1>" in page
    assert "清河镇" in page and '<span class="num">32</span> 盒　期限 到：2026年9月30日' in page
    assert '<th scope="col">下一步</th>' in page and "可见" not in page and 'class="light' not in page
    assert "<thead><tr>" in page and 'href="/boxes/"' in page


def test_too_many_rows_for_paper_are_refused_with_a_way_out(cupboard):
    cupboard.put(41)
    answer = cupboard.cast.client("clerk").get(f"{BOXES}print/")
    assert answer.status_code == 409
    assert "这个筛选有 41 盒，一次最多打印 40 盒；请缩小筛选，或者导出 Excel。" in answer.content.decode()
    assert not JournalEntry.objects.filter(action="box.print").exists()


def test_the_journal_keeps_who_what_how_many_and_the_filter_in_words(cupboard):
    cupboard.put(3)
    clerk, unit = cupboard.cast.client("clerk"), cupboard.cast.unit("building")
    clerk.get(f"{BOXES}sheet/?unit={unit.pk}&due_from=2026-09-01&due_to=2026-09-30&kinds=paper&kinds=photo&sort=due")
    line = JournalEntry.objects.get(action="box.export")
    assert (line.actor_name, line.subject_kind, line.subject_label) == ("林晓", "ledger", "档案盒登记")
    assert line.detail["filters"] == {
        "单位": "村镇建设办",
        "种类": "文书、照片",
        "期限 从": "2026年9月1日",
        "期限 到": "2026年9月30日",
    }
    assert line.detail["rows"] == 3 and line.detail["columns"][:3] == ["due", "number", "title"]
    clerk.get(f"{BOXES}print/?late=1")
    line = JournalEntry.objects.get(action="box.print")
    assert line.detail["filters"] == {"只看超期": "是"} and line.detail["rows"] == 0


def test_thirty_rows_a_page_and_a_page_that_is_not_there_is_the_first(cupboard):
    cupboard.put(31)
    clerk = cupboard.cast.client("clerk")
    assert (len(titles(clerk)), len(titles(clerk, "?page=2"))) == (30, 1)
    assert '<a class="page-link" rel="next" href="?late=&amp;page=2">' not in text(clerk.get(f"{BOXES}?late="))
    for page in ("0", "3", "-1", "9" * 30, "9" * 5000, "٣", "x", "\0", str(2**64)):
        assert clerk.get(BOXES, {"page": page}).context["page"].number == 1


def test_back_leads_to_the_same_view_and_page(cupboard):
    cupboard.put(31, due_in=-1)
    clerk = cupboard.cast.client("clerk")
    clerk.get(f"{BOXES}?late=1&page=2&nobody=张三")
    page = text(clerk.get(f"{BOXES}print/"))
    assert '<a href="/boxes/?late=1&amp;page=2">档案盒登记（有筛选，第 2 页）</a>' in page
    clerk.get(BOXES)
    assert '<a href="/boxes/">档案盒登记</a>' in text(clerk.get(f"{BOXES}print/"))


def test_each_condition_is_taken_away_by_one_click(cupboard):
    page = cupboard.cast.client("clerk").get(f"{BOXES}?late=1&kinds=paper&kinds=photo&sort=due&page=7")
    assert page.context["words"] == [
        ("种类", "文书、照片", "?late=1&sort=due"),
        ("只看超期", "", "?kinds=paper&kinds=photo&sort=due"),
    ]


def test_what_cannot_be_read_is_told_beside_its_field_and_left_out(cupboard):
    cupboard.put(2)
    clerk = cupboard.cast.client("clerk")
    page = clerk.get(f"{BOXES}?due_from=gestern&kinds=pigeon&unit=x")
    assert "日期请写成 2026-03-05 的样子。" in text(page) and '<details class="more" open>' in text(page)
    assert len(page.context["rows"]) == 2 and page.context["words"] == []
    sent = clerk.post(BOXES, {"due_from": "gestern", "late": "on"})
    assert sent.status_code == 200 and 'value="gestern"' in text(sent) and sent.context["rows"] == []


@pytest.mark.parametrize("ledger", [BOXES, CHESTS])
def test_one_count_and_one_statement_for_the_rows_however_many_there_are(cupboard, ledger):
    clerk, costs = cupboard.cast.client("clerk"), []
    for more in (1, 29):
        cupboard.put(more)
        clerk.get(ledger)
        with CaptureQueriesContext(connection) as seen:
            assert len(clerk.get(ledger).context["rows"]) == cupboard.count
        costs.append(len(seen))
        of_boxes = [query["sql"] for query in seen if "records_matter" in query["sql"] and "'box'" in query["sql"]]
        assert len(of_boxes) == 2
    assert costs[0] == costs[1]


def test_lines_totals_and_chosen_columns(cupboard):
    cupboard.put(2, due_in=-1)
    clerk = cupboard.cast.client("clerk")
    page = clerk.get(CHESTS)
    assert '<span class="num">2</span> 盒　超期 <span class="num">2</span> 盒' in text(page)
    assert [column.key for column in page.context["columns"]] == ["number", "words"]
    page = clerk.get(f"{CHESTS}?cols=pk&cols=words&cols=nothing")
    assert [column.key for column in page.context["columns"]] == ["words", "pk"]
    assert 'name="cols" value="pk"\n      checked' in text(page)
    assert workbook(clerk, f"{CHESTS}export.xlsx?cols=pk")[0] == ["序号", "序"]
    assert "cols=pk&amp;cols=words" in text(page)
    sent = clerk.post(CHESTS, {"cols": ["words", "pk"], "late": "on"})
    assert sent.url == "/chests/?late=1&cols=words&cols=pk"
    assert JournalEntry.objects.get(action="chest.export").detail["columns"] == ["pk"]


def test_a_bulk_act_answers_how_many_were_not_done_and_why(cupboard):
    first, second = cupboard.put(), cupboard.put()
    clerk = cupboard.cast.client("clerk")
    page = text(clerk.get(f"{CHESTS}?sort=due"))
    assert f'value="{first.pk}:3" form="bulk"' in page and "把勾选的封存" in page
    sent = {"row": [f"{first.pk}:3", f"{second.pk}:1", "x:y", "9" * 40 + ":3"], "query": "sort=due&late=x"}
    answer = clerk.post(f"{CHESTS}seal/", sent, follow=True)
    assert answer.redirect_chain[0][0] == "/chests/?late=1&sort=due"
    assert "1 个已封存，1 个未封存，原因：刚刚由别人改动过，请刷新。" in text(answer)
    assert list(Matter.objects.order_by("pk").values_list("next_due_label", flat=True)) == ["已封存", "清点"]
    assert "请先勾选要封存的柜子。" in text(clerk.post(f"{CHESTS}seal/", follow=True))
    assert "把勾选的封存" not in text(clerk.get(f"{CHESTS}?late=1"))
    assert cupboard.cast.client("director").post(f"{CHESTS}seal/").status_code == 403


def test_another_township_and_other_units_are_out_of_sight(cupboard):
    cupboard.put(unit="civil")
    assert titles(cupboard.cast.client("liaison")) == []
    assert titles(cupboard.cast.client("liaison2")) == ["第1盒"]
    assert titles(cupboard.cast.client("east_clerk")) == []


HOSTILE = (
    ("text", "\0"), ("due_from", "9999-12-31"), ("due_to", "0001-01-01"), ("due_from", "9" * 5000), ("unit", "9" * 400),
    ("unit", str(2**63)), ("shelf", str(2**63 - 1)), ("shelf", str(2**64)), ("shelf", "9" * 5000), ("kinds", "\0"),
    ("cols", "\0"), ("late", "\0"), ("sort", "9" * 5000), ("unit", "-1"), ("text", "kept-0123456789abcdef"),
)  # fmt: skip


@pytest.mark.parametrize("address", [BOXES, f"{BOXES}print/", f"{BOXES}sheet/", CHESTS])
def test_hostile_values_get_a_page(cupboard, address):
    cupboard.put()
    clerk = cupboard.cast.client("clerk")
    for name, value in HOSTILE:
        assert clerk.get(address, {name: value}, follow=True).status_code == 200, (name, value)
        if address in (BOXES, CHESTS):
            assert clerk.post(address, {name: value}, follow=True).status_code == 200, (name, value)


def test_days_ahead_have_their_light(cupboard):
    cupboard.put(due_in=-3)
    cupboard.put(due_in=0)
    page = text(cupboard.cast.client("clerk").get(BOXES))
    assert '<span class="light late">超期 3 天</span>' in page
    assert '<span class="light soon">今天到期</span>' in page
