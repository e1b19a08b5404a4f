"""Proposals at registration: each with a reason that can be checked by reading it."""

import csv
from pathlib import Path

import pytest

from petitions.cases.rules.proposals import (
    CategoryName,
    UnitHistory,
    propose_categories,
    propose_purpose,
    propose_units,
)
from petitions.cases.rules.title_proposals import propose_claims, propose_title

TABLE = Path(__file__).resolve().parents[4] / "data" / "categories" / "new.csv"


@pytest.fixture(scope="module")
def names():
    rows = list(csv.DictReader(TABLE.open(encoding="utf-8")))
    by_code = {row["code"]: row for row in rows}

    def path(row):
        above = by_code.get(row["parent_code"])
        return (*path(above), row["name"]) if above else (row["name"],)

    return [CategoryName(at, path(row)) for at, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("words", "label", "reason"),
    [
        ("自来水经常停水", "城乡建设 / 城市建设和市政管理 / 自来水供应", "陈述中有“自来水”，与分类名称相同；“停水”“自来水”通常归“城市建设和市政管理”"),
        ("为什么取消农村低保", "民政与应急 / 社会救助 / 农村低保", "陈述中有“农村低保”，与分类名称相同；“低保”通常归“社会救助”"),
        ("排水沟堵塞，一下雨就淹田", "农村农业 / 水利水电", "“排水沟”通常归“水利水电”"),
    ],
)  # fmt: skip
def test_the_best_category_comes_first_with_its_reason(names, words, label, reason):
    best = propose_categories(words, names)[0]
    assert (best.label, best.reason) == (label, reason)


def test_nothing_is_proposed_for_words_that_say_nothing(names):
    assert propose_categories("您好", names) == ()
    assert propose_purpose(" ") is None
    assert propose_title("您好。") == ""


def test_a_title_is_the_first_sentence_without_the_greeting():
    assert (
        propose_title("尊敬的领导：您好！三组排水沟堵了半年，一下雨就淹田。请疏通。")
        == "三组排水沟堵了半年，一下雨就淹田"
    )
    long = "我们河湾安置小区三号楼在二〇二三年就已经交付使用到现在两年多了还没有办证"
    assert len(propose_title(long)) == 30 and propose_title(long).endswith("…")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("举报村干部截留补助", "accusation"),
        ("建议增设路灯", "suggestion"),
        ("不服处罚决定", "appeal"),
        ("请求疏通", "demand"),
    ],
)
def test_the_purpose_follows_its_words(words, key):
    assert propose_purpose(words).key == key


def test_units_are_proposed_by_what_they_handled_and_never_the_one_complained_of():
    path = ("城乡建设", "村镇建设", "新农村建设")
    units = [UnitHistory(1, "村镇建设办", 9), UnitHistory(2, "民政办", 3), UnitHistory(3, "农业服务中心")]
    first, second = propose_units(path, units)
    assert (first.key, first.reason) == (1, "近一年同类事项 12 件，其中 9 件由它承办")
    assert second.key == 2
    assert [unit.key for unit in propose_units(path, units, frozenset({1}))] == [2]
    by_name = propose_units(path, [UnitHistory(1, "村镇建设办")])[0]
    assert by_name.reason == "单位名称与分类都有“村镇建设”"


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("我多次拨打举报电话没人管，请求制止工地夜里施工", "demand"),  # what was done before is no accusation
        ("举报门口饭店油烟扰民", "demand"),  # nobody in office is spoken of
        ("向您举报柳林村支部书记虚报人数", "accusation"),
        ("老板拖欠工资，希望能早日要回血汗钱", "demand"),  # a wish is no suggestion
        ("物业收钱不服务，请求督促整改", "demand"),
        ("我们申诉无门，请求疏通水渠", "demand"),
    ],
)
def test_a_word_counts_only_where_it_means_the_purpose(words, key):
    assert propose_purpose(words).key == key


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("张县长，您好！我是柳林村二组村民。门口水渠塌了半年，浇不上地。请彻查此事。", "门口水渠塌了半年，浇不上地"),
        (
            "本人今年62岁，家住河湾社区。去年3月交的水费到现在没有开票。希望领导给我们一个说法。",
            "去年3月交的水费到现在没有开票",
        ),
        ("位于镇东头。我们小区夜里施工吵得睡不着觉。请求责令工地夜间停工。", "责令工地夜间停工"),
        ("我叫王五。", "我叫王五"),
    ],
)
def test_a_title_names_the_matter_and_not_who_speaks_nor_a_wish_that_fits_any(words, title):
    assert propose_title(words) == title


def test_every_request_is_a_claim_even_one_that_says_little():
    assert propose_claims("请求修好水渠。希望领导给我们一个说法。") == ("修好水渠", "给我们一个说法")
