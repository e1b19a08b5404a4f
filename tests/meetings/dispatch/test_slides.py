"""The wall: never more than fifteen slides, everything on them, long tables continued with their head."""

import pytest

from meetings.dispatch.rules.slides import CUT, HEIGHT, MOST, SIZES, WIDTH, Show, _head, _row, show
from tests.meetings.dispatch.packs import pack


def blocks(shown: Show):
    return [block for slide in shown.slides for column in slide.columns for block in column]


def rows(shown: Show, layout: str) -> list:
    return [row for block in blocks(shown) if block.layout == layout for row in block.rows]


def smallest(shown: Show) -> int:
    return max(slide.size for slide in shown.slides)


def fill(column, slide) -> float:
    """How much of the room of a column is taken, 1 = all of it."""
    width = WIDTH / SIZES[slide.size - 1]
    air = slide.air
    used = sum(_head(one, width, air) + sum(_row(one, row, width, air) for row in one.rows) for one in column)
    return used / (HEIGHT / SIZES[slide.size - 1])


@pytest.mark.parametrize(
    "month",
    [pack(), pack(12, 20, 3, 15), pack(30, 40, 5, 40), pack(60, 60, 10, 60)],
    ids=["small", "usual", "large", "huge"],
)
def test_fifteen_slides_hold_a_month_and_no_column_is_too_full(month):
    shown = show(month)
    assert len(shown.slides) <= MOST and shown.slides[0].is_cover
    for slide in shown.slides[1:]:
        height, width = HEIGHT / SIZES[slide.size - 1], WIDTH / SIZES[slide.size - 1]
        assert 1 <= len(slide.columns) <= 2
        for column in slide.columns:
            air = slide.air
            used = sum(_head(one, width, air) + sum(_row(one, row, width, air) for row in one.rows) for one in column)
            assert used <= height
    assert len(rows(shown, "plain")) == 4 * len(month.sections[0].tables[0].rows)
    assert len(rows(shown, "figures")) == 20
    assert len(rows(shown, "unfinished")) == len(month.unfinished)
    assert {block.title.split(". ")[-1] for block in blocks(shown)} >= {report.unit for report in month.reports}


def test_a_small_month_has_large_type_and_a_large_one_loses_no_row():
    assert smallest(show(pack())) < smallest(show(pack(12, 20, 3, 15)))
    assert CUT not in str(show(pack(12, 20, 3, 15)).slides)


def test_no_slide_stands_half_empty_and_a_short_part_has_larger_type():
    shown = show(pack(12, 20, 3, 15))
    for slide in shown.slides[1:]:
        fills = [fill(column, slide) for column in slide.columns]
        assert len(fills) == 2 and min(fills) > max(fills) / 2, (slide.title, fills)
    assert shown.slides[-1].size < smallest(shown)


def test_a_long_table_goes_on_under_its_head_and_says_so():
    shown = show(pack(rows=60))
    parts = [block for block in blocks(shown) if block.title == "第0部分：按单位"]
    assert len(parts) > 1 and not parts[0].is_continued and all(part.is_continued for part in parts[1:])
    assert {part.columns for part in parts} == {("单位", "受理", "办结", "按期率")}
    assert [part.note for part in parts] == [""] * (len(parts) - 1) + ["不计分。"]
    assert [row[0] for part in parts for row in part.rows] == [f"第{n}村" for n in range(60)]


def test_words_too_many_for_the_wall_are_cut_and_say_where_the_rest_stands():
    assert CUT in str(show(pack(60, 60, 20, 60)).slides)


def test_the_cover_leads_to_each_part():
    assert [title for _, title in show(pack()).contents] == [
        "信访形势和办理情况",
        "单位汇报",
        "议定事项未落实、下步工作",
    ]
