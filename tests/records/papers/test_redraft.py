"""A drafted text with a person's changes takes the new figures where nobody wrote, and nowhere else."""

import pytest

from records.papers.rules.redraft import redraft

OLD = "数据截至9月10日。\n一、信访形势\n受理3件，办结1件。\n二、办理情况\n没有超期的事项。\n三、要求\n【写明要求】"
NEW = "数据截至9月20日。\n一、信访形势\n受理5件，办结1件。\n二、办理情况\n超期2件，其中民政办2件。\n三、要求\n【写明要求】"


def test_what_nobody_rewrote_is_the_new_draft():
    found = redraft(OLD, OLD, NEW)
    assert (found.text, found.renewed, found.kept) == (NEW, 3, ())
    same = redraft(OLD, OLD, OLD)
    assert (same.text, same.renewed) == (OLD, 0)


def test_what_a_person_wrote_stays_and_the_new_words_are_told():
    typed = OLD.replace("受理3件，办结1件。", "受理3件，比上期少，办结1件。").replace(
        "【写明要求】", "逐件办结。\n按期报告。"
    )
    found = redraft(OLD, typed, NEW)
    assert "受理3件，比上期少，办结1件。" in found.text and found.text.endswith("三、要求\n逐件办结。\n按期报告。")
    assert "数据截至9月20日" in found.text and "超期2件，其中民政办2件。" in found.text
    assert (found.renewed, found.kept) == (2, ("受理5件，办结1件。",))


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (
            "数据截至9月10日。\n三、要求\n逐件办结。",
            ["数据截至9月20日。", "三、要求", "逐件办结。"],
        ),  # parts struck out stay out
        ("各单位：\n" + OLD, ["各单位：", *NEW.splitlines()]),  # a line before the first
        (OLD + "\n特此通报。", [*NEW.splitlines(), "特此通报。"]),
        ("", []),
        ("全部重写。", ["全部重写。"]),
    ],
)
def test_a_person_strikes_out_adds_and_writes_anew(typed, lines):
    assert redraft(OLD, typed, NEW).text.splitlines() == lines


def test_rows_and_parts_come_and_go():
    old = "表：\n|单位|件|\n|甲|1|\n末"
    assert redraft(old, old, "表：\n|单位|件|\n|甲|2|\n|乙|1|\n末").text == "表：\n|单位|件|\n|甲|2|\n|乙|1|\n末"
    assert redraft(old, old + "（审）", "末").text.endswith("末（审）")
    assert redraft("", "人写的", "甲\n乙").text.count("人写的") == 1
