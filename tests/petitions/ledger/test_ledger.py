"""The ledger: the address line says what is listed; totals, sheet, print and counters are of exactly that list."""

import io
from datetime import timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from petitions.cases.actions.refusals import propose_refusal
from petitions.cases.models.cases import Case
from petitions.cases.rules.entries import PetitionerData, TargetData
from petitions.ledger.queries.ledger import horizon, ledger, totals
from petitions.ledger.rules.ledger import LedgerFilters
from records.ledgers.queries import Reader
from records.matters.models.access import Holding
from records.matters.models.matters import Matter
from records.papers.models.approvals import Approval
from tests.cast import TODAY
from tests.exclusions import recuse
from township.journal.models import JournalEntry

LEDGER = "/cases/"


@pytest.fixture(autouse=True)
def _stand_on_today(stand_at, quick_print):
    stand_at(TODAY)


@pytest.fixture
def office(stage):
    """Five cases that differ in what the filters ask for."""
    someone = PetitionerData(
        name="李秀英", phone="13900001111", id_type="111", id_number="11010519491231002X", address="河湾社区"
    )
    made = {
        "ditch": stage.register(
            title="排水沟堵塞", words="机耕道排水沟堵了", visitors=7, place_unit_id=stage.cast.unit("grid").pk
        ),
        "letter": stage.register(title="低保复核", words="低保为什么取消", channel="letter", petitioners=(someone,)),
        "old": stage.register(
            title="安置房办证", raised_on=TODAY - timedelta(days=20), received_on=TODAY - timedelta(days=20)
        ),
        "assigned": stage.register(title="砂石场扬尘", is_repeat=True),
    }
    stage.assign()
    made["done"] = stage.register(title="当场答复的事")
    stage.to("concluded")
    return SimpleNamespace(stage=stage, cast=stage.cast, **made)


def numbers(client, query: str = "") -> set[str]:
    """Titles listed at this address; one with typed words is answered with one without."""
    page = client.get(LEDGER + query, follow=True)
    assert page.status_code == 200
    return {row.title for row in page.context["rows"]}


ALL = {"排水沟堵塞", "低保复核", "安置房办证", "砂石场扬尘", "当场答复的事"}


LISTED = [
    ("", ALL),
    ("?stage=undecided", {"排水沟堵塞", "低保复核", "安置房办证", "砂石场扬尘"}),
    ("?stage=closed", {"当场答复的事"}),
    ("?states=assigned&states=concluded", {"砂石场扬尘", "当场答复的事"}),
    ("?stage=undecided&states=concluded", set()),
    ("?channel=letter", {"低保复核"}),
    ("?group=1", {"排水沟堵塞"}),
    ("?repeat=repeat", {"砂石场扬尘"}),
    ("?light=late", {"安置房办证"}),
    ("?due_within=16", {"排水沟堵塞", "低保复核", "安置房办证", "砂石场扬尘"}),
    ("?due_within=0", {"安置房办证"}),
    (f"?due_from={TODAY}&due_to={TODAY + timedelta(days=15)}", {"排水沟堵塞", "低保复核", "砂石场扬尘"}),
    (f"?received_to={TODAY - timedelta(days=1)}", {"安置房办证"}),
    ("?text=低保", {"低保复核"}),
    ("?text=沟", {"排水沟堵塞"}),
    ("?text=排水沟 机耕道", {"排水沟堵塞"}),
    ("?number=2", {"低保复核"}),
    ("?number=清信[2026]3号", {"安置房办证"}),
    ("?case_class=suggestion", set()),
    ("?waiting=execution", set()),
]


def test_the_address_line_says_what_is_listed(office):
    clerk = office.cast.client("clerk")
    assert [(query, numbers(clerk, query)) for query, _ in LISTED] == LISTED


def test_unit_and_place_stand_for_what_lies_below_them(office):
    clerk = office.cast.client("clerk")
    assert numbers(clerk, f"?place={office.cast.unit('village').pk}") == {"排水沟堵塞"}
    assert numbers(clerk, f"?unit={office.cast.unit('building').pk}") == {"砂石场扬尘", "当场答复的事"}


def test_totals_are_those_of_the_filter(office):
    clerk = office.cast.client("clerk")
    totals = clerk.get(LEDGER).context["totals"]
    assert (totals.cases, totals.people) == (5, 11)
    page = clerk.get(f"{LEDGER}?group=1")
    assert (page.context["totals"].cases, page.context["totals"].people) == (1, 7)
    assert '<span class="num">1</span> 件，<span class="num">7</span> 人次' in page.content.decode()


def test_totals_of_everything_leave_out_what_each_reader_is_kept_from(office):
    """The whole township is counted without looking at the single cases; what one sees in the list decides."""
    stage, cast = office.stage, office.cast
    stage.register(
        title="检举", purpose="accusation", visitors=3, targets=(TargetData(unit_id=cast.unit("building").pk),)
    )
    recuse(
        person=cast.person("director"), matter=office.ditch.matter, reason="亲属", by=cast.actor("clerk"), at=cast.at()
    )
    found = {}
    for who in ("clerk", "clerk2", "director", "convenor", "liaison", "auditor", "east_clerk"):
        reader = Reader(cast.actor(who), TODAY, LedgerFilters(sort="due"))
        rows = ledger(reader.actor, reader.wanted, horizon(reader.actor.township_id, TODAY))
        counted = totals(rows, reader)
        found[who] = (counted.cases, counted.people)
        assert found[who] == (len(rows), sum(row.visitors for row in rows)), who
    assert found["clerk2"] == (5, 11) and found["director"] == (4, 4) and found["clerk"] == (6, 14)


@pytest.mark.parametrize(
    "who", ["李秀英", "139 0000 1111", "11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_a_person_is_found_exactly_and_stands_in_no_address(office, who):
    clerk = office.cast.client("clerk")
    answer = clerk.post("/cases/person/", {"who": who})
    assert "李秀英" not in answer.url and "13900001111" not in answer.url and "1101" not in answer.url
    assert numbers(clerk, "?" + answer.url.split("?")[1]) == {"低保复核"}
    page = clerk.get(answer.url).content.decode()
    assert "已填（不在地址中显示）" in page and "李秀英" not in page and "李*" in page
    looks = JournalEntry.objects.filter(action="search.identity")
    assert [line.detail["found"] for line in looks] == ([] if who == "李秀英" else [1])


def test_what_cannot_be_read_is_told_and_left_out(office):
    page = office.cast.client("clerk").get(f"{LEDGER}?channel=pigeon&received_from=gestern&stage=closed")
    assert {row.title for row in page.context["rows"]} == {"当场答复的事"}
    text = page.content.decode()
    assert "没有这个形式，请重新选择。" in text and "日期请写成 2026-03-05 的样子。" in text


def test_chosen_columns_and_one_click_to_drop_a_condition(office):
    page = office.cast.client("clerk").get(f"{LEDGER}?channel=letter&cols=number&cols=category&cols=handler")
    assert [column.key for column in page.context["columns"]] == ["number", "category", "handler"]
    assert page.context["words"] == [("形式", "来信", "?cols=number&cols=category&cols=handler")]


def test_the_sheet_is_exactly_the_view_masked_and_journaled(office):
    clerk = office.cast.client("clerk")
    answer = clerk.get(f"{LEDGER}export.xlsx?channel=letter&cols=number&cols=title&cols=petitioner&cols=received")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["序号", "编号", "标题", "信访人", "收到日期"]
    assert [row[:4] for row in rows[1:]] == [[1, office.letter.number, "低保复核", "李*"]]
    entry = JournalEntry.objects.get(action="case.export")
    assert entry.detail == {
        "filters": {"形式": "来信"},
        "columns": ["number", "title", "petitioner", "received"],
        "rows": 1,
        "number": "清信导出〔2026〕1号",
    }


def test_the_print_view_has_all_rows_and_a_line_in_the_journal(office):
    page = office.cast.client("clerk").get(f"{LEDGER}print/?text=低保", follow=True).content.decode()
    assert 'class="landscape"' in page and "低保复核" in page and "排水沟堵塞" not in page
    entry = JournalEntry.objects.get(action="case.print")
    assert entry.detail["filters"] == {"事由": "…"}


def test_a_liaison_lists_only_what_his_unit_holds_with_its_own_limit(office):
    liaison = office.cast.client("liaison")
    page = liaison.get(LEDGER)
    assert {row.title for row in page.context["rows"]} == {"砂石场扬尘", "当场答复的事"}
    assert "task_due" in {column.key for column in page.context["columns"]}
    assert numbers(liaison, "?task=sent") == {"砂石场扬尘"}
    assert numbers(office.cast.client("liaison2")) == set()
    assert numbers(office.cast.client("east_clerk")) == set()


def test_a_leader_lists_his_portfolio(office):
    assert numbers(office.cast.client("leader")) == {"砂石场扬尘", "当场答复的事"}


def test_what_waits_for_my_decision(office):
    office.stage.case = office.ditch
    office.stage.do(_refusal, "clerk")
    assert Approval.objects.filter(state="pending").count() == 1
    assert numbers(office.cast.client("director"), "?waiting=my_approval") == {"排水沟堵塞"}
    assert numbers(office.cast.client("clerk"), "?waiting=my_approval") == set()
    assert numbers(office.cast.client("clerk"), "?waiting=approval") == {"排水沟堵塞"}


def _refusal(**who):
    return propose_refusal(**who, ground="not_competent", reason="", where_to_go="清川县自然资源局")


def test_archiving_many_says_how_many_were_not_and_why(office):
    clerk = office.cast.client("clerk")
    done, open_one = office.stage.case, Case.objects.get(title="排水沟堵塞")
    answer = clerk.post(
        "/cases/archive/",
        {"row": [f"{done.pk}:{done.revision}", f"{open_one.pk}:{open_one.revision}"], "query": "stage=closed"},
        follow=True,
    )
    assert answer.redirect_chain[0][0] == "/cases/?stage=closed"
    text = answer.content.decode()
    assert "1 件已归档，1 件未归档，原因：当前是“已登记”状态，不能“归档”" in text
    assert Case.objects.get(pk=done.pk).state == "archived"


def test_back_leads_to_the_same_filter_and_page(office):
    clerk = office.cast.client("clerk")
    clerk.get(f"{LEDGER}?channel=letter&page=1")
    page = clerk.get(f"{LEDGER}{office.letter.pk}/").content.decode()
    assert '<a href="/cases/?channel=letter&amp;page=1">信访事项（有筛选）</a>' in page


def test_thirty_rows_a_page_and_a_page_that_does_not_exist_is_the_first(stage):
    stage.register()
    copy_case(stage.case, 34)
    clerk = stage.cast.client("clerk")
    assert len(clerk.get(LEDGER).context["rows"]) == 30
    assert len(clerk.get(f"{LEDGER}?page=2").context["rows"]) == 5
    assert clerk.get(f"{LEDGER}?page=99").context["page"].number == 1


@pytest.mark.parametrize("who", ["clerk", "liaison", "director", "leader"])
def test_the_number_of_queries_does_not_grow_with_the_rows(stage, who):
    """Frame and ledger together; what changes once in a while (categories, calendar) is kept for a minute."""
    stage.register()
    stage.assign()
    client = stage.cast.client(who)
    client.get(LEDGER)
    needed = []
    for rows in (1, 30):
        copy_case(stage.case, rows - Case.objects.count())
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(LEDGER).context["rows"]) == rows
        needed.append(len(queries))
    assert needed[0] == needed[1] <= 12


def copy_case(case: Case, times: int) -> None:
    """More cases like this one, with its unit and its petitioner."""
    for at in range(times):
        number = f"清信〔2026〕{1000 + at}号"
        matter = Matter.objects.get(pk=case.pk)
        petitioner, holdings = case.petitioners.first(), list(matter.holdings.all())
        matter.pk, matter.number = None, number
        matter.save()
        twin = Case.objects.get(pk=case.pk)
        twin.matter, twin.pk, twin.number, twin.submission_key = matter, matter.pk, number, ""
        twin.save(force_insert=True)
        petitioner.pk, petitioner.case = None, twin
        petitioner.save()
        Holding.objects.bulk_create(Holding(matter=matter, unit=row.unit, part=row.part) for row in holdings)


def test_an_empty_ledger_speaks_to_who_reads_it(cast):
    """Who sees the whole township is not told that nothing was handed to them."""
    for who, words in (
        ("clerk", "登记第一件"),
        ("director", "还没有登记过信访事项"),
        ("liaison", "目前没有交给您的信访事项"),
    ):
        page = cast.client(who).get("/cases/").content.decode()
        assert words in page, who
        assert ("目前没有交给您" in page) is (who == "liaison")
