"""Columns, conditions and page numbers without a page."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest

from records.ledgers.rules.columns import (
    FILE,
    ON_PAPER_AND_FILE,
    PAGE,
    PAPER,
    Column,
    Lamp,
    chosen,
    file_kind,
    file_value,
    seen_by,
    standing_on,
    value_of,
)
from records.ledgers.rules.pages import page_number
from records.ledgers.rules.words import Condition, for_journal, range_end

ROW = SimpleNamespace(number="1号", unit=SimpleNamespace(name="民政办"), nobody=None, get_state_display=lambda: "已办")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "1号"),
        ("unit.name", "民政办"),
        ("nobody.name", None),
        ("get_state_display", "已办"),
        (lambda row, reader: f"{reader}看{row.number}", "某人看1号"),
    ],
)
def test_a_column_says_what_its_path_or_function_says(value, said):
    assert value_of(Column("number", "编号", value), ROW, "某人") == said


def test_a_path_that_is_not_there_is_a_fault_and_no_blank():
    with pytest.raises(AttributeError):
        value_of(Column("nmuber", "编号"), ROW, None)


@dataclass
class Row:
    value: object


@pytest.mark.parametrize(
    ("kind", "value", "type_", "cell"),
    [
        ("light", Lamp("late", "超期 3 天", date(2026, 9, 1)), "date", date(2026, 9, 1)),
        ("light", None, "date", None),
        ("number", 0, "number", 0),
        ("text", True, "text", "是"),
        ("text", ("甲", "乙"), "text", "甲、乙"),
        ("state", "已办", "text", "已办"),
    ],
)
def test_a_cell_of_the_file_has_its_type(kind, value, type_, cell):
    column = Column("value", "值", kind=kind)
    assert (file_kind(column), file_value(column, Row(value), None)) == (type_, cell)


A = Column("a", "甲", is_chosen=False)
B = Column("b", "乙", on=ON_PAPER_AND_FILE)
C = Column("c", "丙", shown_to=lambda actor: actor == "office")


def test_columns_by_reader_place_and_choice():
    assert seen_by((A, B, C), "office") == (A, B, C)
    assert seen_by((A, B, C), "unit") == (A, B)
    assert [standing_on((A, B, C), place) for place in (PAGE, PAPER, FILE)] == [(A, C), (A, B, C), (A, B, C)]
    assert chosen((A, B, C), ("c", "x", "a")) == (A, C)
    assert chosen((A, B, C), ("x",), ("b",)) == (B,)
    assert chosen((A, B, C), ()) == (B, C)


def test_the_journal_gets_words_but_none_that_was_typed():
    conditions = [
        Condition("kind", "文种", "通知"),
        Condition("text", "标题", "张三", is_typed=True),
        Condition("late", "超期"),
    ]
    assert for_journal(conditions) == {"文种": "通知", "标题": "…", "超期": "是"}
    assert [str(one) for one in conditions] == ["文种：通知", "标题：张三", "超期"]


def test_the_end_of_a_range_is_named_after_its_start():
    assert range_end("到", "收到日期 从") == "收到日期 到"
    assert range_end("到", "单位") == "到"
    assert range_end("单位", "收到日期 从") == "单位"


@pytest.mark.parametrize(
    ("typed", "rows", "number"),
    [
        ("", 99, 1),
        ("2", 31, 2),
        ("2", 30, 1),
        ("0", 99, 1),
        ("-1", 99, 1),
        ("٢", 99, 1),
        ("9" * 5000, 99, 1),
        ("1", 0, 1),
    ],
)
def test_a_page_that_is_not_there_is_the_first(typed, rows, number):
    assert page_number(typed, rows) == number
