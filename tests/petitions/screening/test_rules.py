"""Rules of screening without a database: every move from every state, levels, limits, rows of a sheet."""

from datetime import date

import pytest

from petitions.cases.rules.responsible import FirstResponsible, responsible_post
from petitions.screening.rules import disputes as rules
from petitions.screening.rules import rounds as screenings
from petitions.screening.rules.columns import COLUMNS, missing_columns, read_row
from petitions.screening.rules.entries import DisputeData, check_data
from township.refusals import Refused
from township.workbooks.rules.columns import propose

TODAY = date(2026, 9, 22)
OPEN_MOVES = {
    rules.HANDLING: {"report_progress", "mediate", "escalate", "assign", "propose_strike", "to_case"},
    rules.ESCALATED: {"take_up", "send_back"},
    rules.CHECKING: {"strike_off", "return_strike"},
    rules.STRUCK: {"reopen"},
    rules.AS_CASE: set(),
}


@pytest.mark.parametrize("state", list(rules.STATE_LABELS))
@pytest.mark.parametrize("move", rules.DISPUTES.names)
def test_each_move_is_open_where_the_table_says_and_refused_with_a_sentence_elsewhere(state, move):
    if move in OPEN_MOVES[state]:
        assert rules.DISPUTES.target(move, state) in rules.STATE_LABELS
    else:
        with pytest.raises(Refused, match=rules.STATE_LABELS[state]):
            rules.DISPUTES.move(move, state)


def test_rounds_go_one_way():
    assert screenings.ROUNDS.target("close", "open") == "closed"
    assert screenings.ROUNDS.target("issue", "closed") == "issued"
    with pytest.raises(Refused):
        screenings.ROUNDS.move("close", "issued")


def test_levels_lead_up_to_the_township_and_each_names_its_post():
    assert [rules.upper_level(level) for level in ("grid", "village")] == ["village", "township"]
    with pytest.raises(Refused, match="联席会议议题"):
        rules.upper_level("township")
    assert responsible_post("village", "河湾社区") == "河湾社区书记"
    assert FirstResponsible("河湾社区书记", "").words == "河湾社区书记（未登记任职）"


@pytest.mark.parametrize(
    ("due", "returned", "late"),
    [
        (date(2026, 9, 30), date(2026, 9, 30), False),
        (date(2026, 9, 30), date(2026, 10, 1), True),
        (date(2026, 9, 25), date(2026, 9, 1), False),
    ],
)
def test_the_due_day_is_still_in_time(due, returned, late):
    assert screenings.is_late(returned, due) is late


def test_entries_are_checked_for_every_door():
    sound = DisputeData(" 三组宅基地  边界纠纷 ", "三组", "land", 2)
    checked = check_data(sound, TODAY)
    assert (checked.title, checked.found_on, checked.due_on) == ("三组宅基地 边界纠纷", TODAY, date(2026, 10, 7))
    for change, field in (
        ({"people": 0}, "people"),
        ({"cause": "x"}, "cause"),
        ({"place": " "}, "place"),
        ({"found_on": date(2026, 9, 23)}, "found_on"),
        ({"due_on": date(2026, 9, 21)}, "due_on"),
        ({"due_on": date(2027, 9, 21)}, "due_on"),
        ({"title": "身份证511099199001011234"}, "title"),
    ):
        with pytest.raises(Refused) as refused:
            check_data(DisputeData(**(vars(sound) | change)), TODAY)
        assert refused.value.field == field


def test_a_row_says_all_its_faults_at_once_and_a_sheet_needs_its_headings():
    cells = {
        "纠纷名称": "路灯",
        "单位或网格": "某村",
        "地点": "",
        "原因": "吵架",
        "涉及人数": "两个",
        "发现日期": "昨天",
    }
    row, faults = read(cells)
    assert row is None
    assert {fault.column for fault in faults if fault.blocking} == set(cells) - {"原因", "地点"}
    assert ("原因", False) in {(fault.column, fault.blocking) for fault in faults}  # kept as it is, under 其他
    row, faults = read(
        {"纠纷名称": "路灯维护纠纷", "单位或网格": "河湾社区", "地点": "二组", "原因": "其他", "涉及人数": "５人"}
    )
    assert not faults and (row.data.people, row.data.unit_id, row.cause_label) == (5, 1, "其他")
    assert missing_columns({"title", "unit"}) == [] == missing_columns({"situation", "unit"})
    assert missing_columns({"place"}) == ["单位或网格", "纠纷名称或者基本情况"]


def read(cells: dict) -> tuple:
    mapping = propose(list(cells), COLUMNS)
    given = {key: cells[heading] for heading, key in mapping.items()}
    return read_row(given, {key: heading for heading, key in mapping.items()}, {"河湾社区": 1}, today=TODAY)


def test_the_draft_of_the_circular_tells_numbers_and_no_matter():
    figures = screenings.RoundFigures(
        3, 1, 1, 1, ("民政办",), 2, 1, 14, {"网格": 1, "乡镇": 1, "村（社区）": 0}, {"劳资": 1}
    )
    text = screenings.circular_text(
        "2026年9月下半月矛盾纠纷排查", "联席办", figures, [("河湾社区", 2, 1), ("农业办", 0, 0)]
    )
    assert "未报：民政办。" in text and "网格1件，乡镇1件" in text and "河湾社区新排查2件、结转1件" in text
    assert "农业办" not in text and "未报单位要立即补报" in text


@pytest.mark.parametrize(
    ("perform_by", "reason", "passes"),
    [
        (None, "", True),
        (date(2026, 9, 21), "", True),
        (date(2026, 9, 22), "", True),
        (date(2026, 9, 23), "", False),
        (date(2026, 9, 23), "已履行", False),
        (date(2026, 9, 23), "已提前履行", True),
    ],
)
def test_no_strike_off_while_the_agreement_may_still_be_performed(perform_by, reason, passes):
    if passes:
        rules.check_performed(perform_by, date(2026, 9, 22), reason)
    else:
        with pytest.raises(Refused, match="还没有到"):
            rules.check_performed(perform_by, date(2026, 9, 22), reason)
