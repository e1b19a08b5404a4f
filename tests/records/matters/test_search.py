"""Chinese words from two characters up, the same on both databases."""

import pytest
from django.db import connection, transaction

from records.matters import search
from records.matters.models.matters import Matter
from records.matters.models.search import SearchText
from records.matters.search import drop_matter, index_matter, index_matters, matching, searchable

TEXTS = {
    "1号": "河湾社区 3 号楼办证进度：安置房 Covid-19 期间停办，请求明确时间",
    "2号": "校车安全隐患，校车超员；联系 Ａ１２３ 号车",
    "3号": "安全的校园，隐瞒患者情况",
    "4号": "请求发放低保，100%_属实 O'Brien \\ 单引号",
    "5号": "㛃姓与𠅤姓两户相邻纠纷，堃喆小区",
    "6号": "清信〔2026〕1号，县联席办（2025）031号来文",
}


@pytest.fixture
def filled(make_matter):
    for number, text in TEXTS.items():
        index_matter(matter=make_matter(number), body=text)


def hits(query: str) -> str:
    return "".join(
        sorted(
            row.number[0]
            for row in matching(Matter.objects.all(), query, township_id=Matter.objects.first().township_id)
        )
    )


FOUND = [
    ("校车", "2"),
    ("安全", "23"),
    ("安全隐患", "2"),  # pairs of it stand in 3 as well, but not together
    ("隐患", "2"),
    ("校", "23"),
    ("楼", "1"),
    ("校车 安全", "2"),
    ("安全 校园", "3"),
    ("covid", "1"),
    ("COVID-19", "1"),
    ("ovi", "1"),
    ("ａ１２３", "2"),
    ("3 号楼", "1"),
    ("号楼办证", "1"),
    ("3", "126"),
    ("100%_", "4"),
    ("%", "4"),
    ("_", "4"),
    ("o'brien", "4"),
    ("\\", "4"),
    ("㛃姓", "5"),
    ("𠅤姓", "5"),
    ("堃喆", "5"),
    ("𠅤", "5"),
    ("没有这词", ""),
    ("[2026]1号", "6"),
    ("清信（2026）001号", "6"),
    ("清信【2026】 1号", "6"),
    ("联席办〔2025〕31号", "6"),
    ("", "123456"),
    ("  　", "123456"),
    ('" OR 1=1 --', ""),
    ("校车 AND 安全", ""),
    ("校车*", ""),
    ("'&|!():*<->", ""),
]


def test_what_is_found(filled):
    assert [(query, hits(query)) for query, _ in FOUND] == FOUND


def test_a_changed_text_is_found_by_its_new_words_only(filled):
    row = Matter.objects.get(number="2号")
    index_matter(matter=row, body="路灯不亮")
    index_matter(matter=row, body="路灯不亮")
    assert (hits("校车"), hits("路灯"), SearchText.objects.count()) == ("", "2", len(TEXTS))
    drop_matter(row)
    drop_matter(row)
    assert (hits("路灯"), SearchText.objects.count()) == ("", len(TEXTS) - 1)
    index_matter(matter=row, body="校车安全")
    assert hits("校车") == "2"


def test_an_import_indexes_many_at_once(make_matter, cast):
    rows = [
        SearchText(matter=make_matter(f"{n}号"), township=cast.township, body=searchable(f"第{n}件 路灯不亮"))
        for n in range(1, 10)
    ]
    index_matters(rows)
    assert hits("路灯") == "123456789"
    assert hits("第7件") == "7"


def test_it_narrows_the_rows_it_is_given(filled, make_matter, cast):
    foreign = make_matter("7号", township=cast.east)
    index_matter(matter=foreign, body="校车")
    assert set(matching(Matter.objects.filter(township=cast.east), "校车", township_id=cast.east.pk)) == {foreign}
    rows = Matter.objects.filter(township=cast.township).order_by("-id")
    assert [row.number for row in matching(rows, "安全", township_id=cast.township.pk)] == ["3号", "2号"]


def test_a_very_long_text_is_indexed_as_far_as_it_goes(make_matter):
    matter = make_matter("1号")
    index_matter(matter=matter, body="甲乙" * 20_000 + "丙丁")
    assert len(SearchText.objects.get().body) == search.MAX_CHARACTERS
    assert (hits("甲乙"), hits("丙丁")) == ("1", "")


def test_a_failed_action_leaves_the_index_as_it_was(filled, make_matter):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        index_matter(matter=Matter.objects.get(number="2号"), body="路灯不亮")
        raise ZeroDivisionError
    assert (hits("校车"), hits("路灯")) == ("2", "")


def test_the_table_of_pairs_is_asked_and_sound(filled):
    if connection.vendor != "sqlite":
        pytest.skip("FTS5 belongs to SQLite; the index of PostgreSQL is tested below")
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {search.FTS}({search.FTS}) VALUES ('integrity-check')")
        cursor.execute(f"SELECT rowid FROM {search.FTS} WHERE {search.FTS} MATCH %s", [search._token("校车")])
        assert [row[0] for row in cursor.fetchall()] == [Matter.objects.get(number="2号").pk]
    assert search.FTS in str(matching(Matter.objects.all(), "校车", township_id=1).query)


@pytest.mark.postgres
def test_two_characters_go_through_the_index(filled, django_assert_num_queries):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = SearchText.objects.filter(search._holds_pairs(["校车"], 1)).explain()
    assert "records_searchtext_bigrams" in plan
    with django_assert_num_queries(1):
        list(matching(Matter.objects.all(), "安全隐患", township_id=1))
