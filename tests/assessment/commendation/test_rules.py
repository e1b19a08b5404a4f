"""What makes a candidate and what excludes; the words of the papers; which moves are open in which state."""

from datetime import date

import pytest

from assessment.commendation.rules import (
    CHOICES,
    EXCLUDES,
    TABLE,
    CommendWork,
    Honoured,
    PaperWords,
    Standing,
    commend_owed,
    exclusions,
    notice_text,
    paper_text,
)

OPEN = ("优秀", "良好")
ALLOWED = {
    "draft": {"choose", "name", "unname", "publish", "drop"},
    "published": {"object", "answer", "settle", "drop"},
    "settled": {"save", "submit", "drop"},
    "submitted": {"take_back", "return_paper", "approve"},
    "issued": set(),
    "dropped": set(),
}


@pytest.mark.parametrize("move", sorted(TABLE.names))
@pytest.mark.parametrize("state", sorted(ALLOWED))
def test_moves_by_state(state, move):
    assert (state in next(one for one in TABLE.moves if one.name == move).source) == (move in ALLOWED[state])
    assert {state for state, _ in CHOICES} == set(ALLOWED)


@pytest.mark.parametrize(
    ("standing", "found"),
    [
        (Standing("优秀"), ()),
        (Standing("良好"), ()),
        (Standing("合格"), ("grade",)),
        (Standing(""), ("no_grade",)),
        (Standing("优秀", vetoes=1), ("veto",)),
        (Standing("优秀", measures=(7,)), ("measure",)),
        (Standing("合格", 2, (7, 8)), ("grade", "veto", "measure")),
    ],
)
def test_what_excludes(standing, found):
    assert exclusions(standing, OPEN) == found and set(found) <= set(EXCLUDES)


def words(**changes) -> PaperWords:
    given = {
        "scheme": "成员单位信访工作考核办法",
        "run": "2026年半年成员单位信访工作考核",
        "number": "清信考〔2026〕1号",
        "first": date(2026, 9, 1),
        "until": date(2026, 9, 8),
        "objections": 0,
        "accepted": 0,
        "honoured": (Honoured("民政办", "98.50", "优秀", "交办全部按期"),),
    }
    return PaperWords(**given | changes)


def test_the_papers_say_by_what_and_hold_no_money():
    plain, heard = paper_text(words()), paper_text(words(objections=3, accepted=1))
    assert "没有收到异议" in plain and "收到异议3件，采纳1件" in heard
    assert "|民政办|98.50|优秀|交办全部按期|" in plain and "不以有没有群众信访为条件" in plain
    notice = notice_text(words(), "联系电话：0830-1")
    assert "2026年9月1日至2026年9月8日" in notice and notice.endswith("0830-1") and "保密" in notice
    assert not any(word in text for text in (plain, heard, notice) for word in ("奖金", "元", "【"))


def test_who_owes_what():
    draft = list(commend_owed(CommendWork("draft")))
    assert [(one.act, one.right) for one in draft] == [("choose", "commendation.propose")]
    assert [one.act for one in commend_owed(CommendWork("draft", chosen=1))] == ["publish"]
    until, over = date(2026, 9, 8), date(2026, 9, 9)
    waiting = list(commend_owed(CommendWork("published", 1, (4, 5), 9, until, over)))
    assert [(one.act, one.part, one.except_person, one.due_on) for one in waiting] == [
        ("answer", 4, 9, until),
        ("answer", 5, 9, until),
    ]
    assert [(one.act, one.due_on) for one in commend_owed(CommendWork("published", 1, (), 9, until, over))] == [
        ("settle", over)
    ]
    assert list(commend_owed(CommendWork("settled", 1))) == []
