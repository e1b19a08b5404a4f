"""The shipped category tables: whole, unambiguous, and every old row has a new place."""

import csv
from datetime import date
from pathlib import Path

import pytest

CATEGORIES = Path(__file__).resolve().parents[4] / "data" / "categories"
FIRST_OLD = (
    "农村农业、国土资源、城乡建设、劳动和社会保障、卫生计生、教育文体、民政、政法、经济管理、交通运输、商贸旅游、"
    "科技与信息产业、环境保护、党务政务、组织人事、纪检监察、其他"
)
FIRST_NEW = (
    "农村农业、市场监管、自然资源、城乡建设、生态环境、劳动和社会保障、交通运输、卫生健康、房产物业、经济管理、文体旅游、"
    "党务政务、组织人事、科技与信息产业、军队事务、民政与应急、教育、政法、纪检监察、其他"
)


def rows(name):
    with (CATEGORIES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "first"), [("old.csv", FIRST_OLD), ("new.csv", FIRST_NEW)])
def test_the_first_levels_are_those_of_the_edition(name, first):
    assert [row["name"] for row in rows(name) if row["level"] == "1"] == first.split("、")


@pytest.mark.parametrize("name", ["old.csv", "new.csv"])
def test_every_row_hangs_on_its_parent_and_codes_are_unique(name):
    table = {row["code"]: row for row in rows(name)}
    assert len(table) == len(rows(name))
    for code, row in table.items():
        assert len(code) == 1 + 2 * int(row["level"])
        assert row["parent_code"] == ("" if row["level"] == "1" else code[:-2])
        assert row["level"] == "1" or row["parent_code"] in table
    names = [(row["parent_code"], row["name"]) for row in table.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", ["old.csv", "new.csv"])
def test_every_first_level_has_an_other_down_to_the_third(name):
    table = {row["code"]: row["name"] for row in rows(name)}
    for code in [code for code in table if len(code) == 3]:
        assert (table[code + "99"], table[code + "9999"]) == ("其他", "其他")


@pytest.mark.parametrize("name", ["old.csv", "new.csv"])
def test_ninety_nine_is_other_and_nothing_else(name):
    assert all((row["name"] == "其他") == row["code"].endswith("99") for row in rows(name))


def test_the_old_table_holds_the_517_published_rows_and_two_added_ones():
    third = [row for row in rows("old.csv") if row["level"] == "3"]
    assert len(third) == 519


def test_the_editions_follow_each_other_without_a_gap():
    [(old_from, old_to)] = {(row["valid_from"], row["valid_to"]) for row in rows("old.csv")}
    [(new_from, new_to)] = {(row["valid_from"], row["valid_to"]) for row in rows("new.csv")}
    assert (date.fromisoformat(new_from) - date.fromisoformat(old_to)).days == 1
    assert (old_from < old_to, new_to) == (True, "")


def test_every_old_third_level_has_its_place_in_the_new_table():
    mapping = {row["old_code"]: row["new_code"] for row in rows("old-to-new.csv")}
    assert set(mapping) == {row["code"] for row in rows("old.csv") if row["level"] == "3"}
    assert set(mapping.values()) <= {row["code"] for row in rows("new.csv") if row["level"] == "3"}
