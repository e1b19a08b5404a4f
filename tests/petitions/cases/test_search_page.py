"""The page behind the search box of the frame."""

import re

import pytest

from petitions.cases.rules.entries import PetitionerData
from tests.petitions.cases.test_finding import LI
from township.journal.models import JournalEntry

ACCUSER = PetitionerData(name="钱守义", phone="13722223333", address="河湾社区")


@pytest.fixture(autouse=True)
def _now(stand_at, cast):
    stand_at(cast.today)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def ask(cast, q, who="clerk", **more):
    client = cast.client(who)
    reply = client.post("/search/", {"q": q})
    return client.get("/search/", more) if reply.status_code == 302 else reply


def test_the_line_shows_number_title_masked_name_and_why_it_was_found(stage, cast):
    stage.register(petitioners=(LI,))
    page = ask(cast, "测绘费")
    shown = text(page)
    for needed in (stage.case.number, stage.case.title, "李*", "已登记"):
        assert needed in shown, needed
    assert "<mark>测绘费</mark>" in page.content.decode()
    for hidden in (LI.name, LI.phone, LI.id_number):
        assert hidden not in shown, hidden


def test_a_search_by_telephone_or_document_number_is_written_down_without_the_number(stage, cast):
    stage.register(petitioners=(LI,))
    assert stage.case.number in text(ask(cast, LI.phone))
    assert stage.case.number in text(ask(cast, LI.id_number))
    ask(cast, "李秀英")
    lines = JournalEntry.objects.filter(action="search.identity").order_by("seq")
    assert [line.detail for line in lines] == [{"kind": "电话", "found": 1}, {"kind": "证件号码", "found": 1}]


@pytest.mark.parametrize(
    ("q", "sentence"), [("", "请在上面的搜索框里输入"), ("证", "请至少输入两个字。"), ("拆迁款", "没有找到。")]
)
def test_nothing_found_says_what_to_do(stage, cast, q, sentence):
    stage.register()
    assert sentence in text(ask(cast, q))


def test_a_planted_word_of_an_accusation_is_on_nobodys_page(stage, cast):
    stage.register(purpose="accusation", title="", claims=(), words="紫金葫芦案情", petitioners=(ACCUSER,))
    for who in ("clerk", "clerk2", "director", "convenor", "chief", "liaison", "leader", "grid"):
        page = text(ask(cast, "紫金葫芦", who))
        assert stage.case.number not in page, who
        assert "没有找到。" in page, who


@pytest.mark.parametrize("who", ["auditor", "sysadmin"])
def test_who_may_open_nothing_finds_nothing(stage, cast, who):
    stage.register(petitioners=(LI,))
    for typed in ("测绘", stage.case.number, LI.phone, "李秀英"):
        assert "没有找到。" in text(ask(cast, typed, who)), typed


@pytest.mark.parametrize(
    "q", ["'; DROP TABLE x; --", "%", "____", '"AND"', "〔〕", "<script>alert(1)</script>", "测" * 200]
)
def test_odd_input_is_only_text(stage, cast, q):
    stage.register()
    page = ask(cast, q)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_the_page_takes_at_most_ten_statements(stage, cast, django_assert_max_num_queries):
    for _ in range(3):
        stage.register(petitioners=(LI,))
    client = cast.client("clerk")
    for q in ("测绘", "李秀英", "清信〔2026〕1号"):
        client.post("/search/", {"q": q})
        client.get("/search/")
        with django_assert_max_num_queries(10):
            assert "清信〔2026〕1号" in client.get("/search/").content.decode()


def test_pages_of_word_hits(stage, cast):
    for _ in range(31):
        stage.register()
    first, second = text(ask(cast, "测绘")), text(ask(cast, "测绘", page=2))
    assert "下一页" in first
    assert "第 2 页" in second
    assert "清信〔2026〕1号" in second
    assert ask(cast, "测绘", page="x").status_code == 200


def test_what_was_typed_stands_in_no_address_cookie_or_readable_session(stage, cast):
    stage.register(petitioners=(LI,))
    client = cast.client("clerk")
    for ask_for in (client.post, client.get):
        reply = ask_for("/search/", {"q": LI.phone})
        assert (reply.status_code, reply["Location"]) == (302, "/search/")
    page = client.get("/search/")
    assert stage.case.number in text(page)
    assert f'value="{LI.phone}"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert LI.phone not in str({name: morsel.value for name, morsel in client.cookies.items()})
    assert LI.phone not in str(dict(client.session))
    assert LI.phone not in re.sub(r'value="[^"]*"|<h1>.*?</h1>', "", page.content.decode(), flags=re.DOTALL)


def test_the_search_is_forgotten_with_the_session_and_is_nobody_elses(stage, cast):
    stage.register(petitioners=(LI,))
    ask(cast, LI.phone)
    assert "请在上面的搜索框里输入" in text(cast.client("clerk2").get("/search/"))


def test_a_nought_sign_is_passed_over(stage, cast):
    stage.register()
    assert "测绘费" in text(ask(cast, "测绘\0费"))
