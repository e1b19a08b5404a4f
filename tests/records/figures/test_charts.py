"""Charts: every number is in the picture, words cannot become markup, nothing in it needs a style sheet or a script."""

import sys
from xml.etree import ElementTree

import pytest

from records.figures.charts import bars, columns, stacks

MONTHS = [f"{month}月" for month in range(1, 13)]


def words(picture: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]


def widest(picture: str) -> tuple[float, float]:
    """The right edge of the picture and of the longest bar in it."""
    root = ElementTree.fromstring(picture)
    shapes = [node for node in root.iter("{http://www.w3.org/2000/svg}rect") if node.get("fill") != "none"]
    return float(root.get("viewBox").split()[2]), max(
        float(node.get("x")) + float(node.get("width")) for node in shapes
    )


def test_bars_name_twelve_and_put_the_rest_together():
    picture = bars([(f"单位{n}", 20 - n) for n in range(20)])
    said = words(picture)
    assert [f"单位{n}" for n in range(11)] == [word for word in reversed(said) if word.startswith("单位")]
    assert "其余9项" in said and "45" in said and "20" in said
    edge, bar = widest(picture)
    assert bar < edge


def test_words_are_no_markup_and_long_ones_are_cut():
    said = words(bars([("<b>&单位", 1), ("柳林村村民委员会办公室", 2)]))
    assert "<b>&单位" in said and "柳林村村民委员会办…" in said


@pytest.mark.parametrize(
    "picture",
    (
        bars([("甲", 3)]),
        columns(MONTHS, [("当月", range(12)), ("上年同月", range(1, 13))]),
        stacks(MONTHS, [("申诉求决", range(12)), ("建议意见", range(12))]),
    ),
)
def test_nothing_in_it_asks_for_style_or_script(picture):
    assert not any(word in picture for word in ("style", "<script", 'class="serie', "href", "onclick", "NaN"))
    assert ElementTree.fromstring(picture).get("role") == "img"


def test_columns_print_each_number_and_nothing_draws_nothing():
    said = words(columns(["1月", "2月"], [("当月", [5, 0]), ("上年同月", [10, 7])]))
    assert {"1月", "2月", "5", "10", "7"} <= set(said)
    assert bars([("x", 0)]) == columns(["1月"], [("当月", [0])]) == stacks(["1月"], [("a", [0])]) == ""


def test_the_library_leaves_no_importer_of_the_old_kind_behind():
    assert all(hasattr(one, "find_spec") for one in sys.meta_path)
