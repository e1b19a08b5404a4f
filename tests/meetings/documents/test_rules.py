"""Rules of documents, groups, letters and work points: no database."""

from datetime import date

import pytest

from meetings.documents.rules import circulars, groups, incoming, letters, papers, plans
from records.figures.rules import Figure, FigureSection, FigureTable
from records.papers.rules import tables
from township.refusals import Refused


@pytest.mark.parametrize(
    ("table", "state", "moves"),
    [
        (papers.PAPERS, "draft", {"save", "submit", "drop", "lapse"}),
        (papers.PAPERS, "submitted", {"take_back", "return_paper", "approve"}),
        (papers.PAPERS, "approved", {"take_back", "issue"}),
        (papers.PAPERS, "issued", set()),
        (papers.PAPERS, "dropped", set()),
        (papers.PAPERS, "lapsed", {"revive"}),
        (incoming.INCOMING, "registered", {"opine"}),
        (incoming.INCOMING, "opined", {"assign", "file_away", "send_back"}),
        (incoming.INCOMING, "assigned", {"handle"}),
        (incoming.INCOMING, "handled", {"return_work", "close"}),
        (incoming.INCOMING, "closed", set()),
        (groups.GROUPS, "proposed", {"agree", "decline", "withdraw", "change_members", "link"}),
        (groups.GROUPS, "live", {"change_members", "link", "report", "disband"}),
        (groups.GROUPS, "disbanded", set()),
        (letters.LETTERS, "draft", {"save", "submit"}),
        (letters.LETTERS, "submitted", {"take_back", "return_letters", "approve"}),
        (letters.LETTERS, "signing", {"sign", "finish"}),
        (letters.LETTERS, "done", set()),
        (plans.PLANS, "draft", {"edit", "submit"}),
        (plans.PLANS, "submitted", {"reopen", "issue"}),
        (plans.PLANS, "issued", {"report"}),
    ],
)
def test_moves_of_every_state(table, state, moves):
    assert {move.name for move in table.moves_from(state)} == moves
    for name in set(table.names) - moves:
        with pytest.raises(Refused):
            table.move(name, state)


def test_tables_stay_in_the_text_and_come_back_even():
    body = "现将情况通报如下：\n|单位|受理|\n|民政办|3|9|\n\n请各单位整改。"
    text, table, end = tables.blocks(body)
    assert (text.text, end.text.strip()) == ("现将情况通报如下：", "请各单位整改。")
    assert table.rows == (("单位", "受理", ""), ("民政办", "3", "9"))
    assert tables.table_lines(("a|b",), [("c",)]) == ["|a／b|", "|c|"]


def test_a_circular_is_written_from_figures_and_leaves_the_judgement_to_a_person():
    section = FigureSection(
        "cases",
        "信访形势",
        figures=(Figure("受理", "12件", previous="10件"),),
        tables=(FigureTable("各单位受理情况", ("单位", "件数"), (("民政办", "3"),)),),
    )
    text = circulars.circular_text([section], date(2026, 9, 14), date(2026, 9, 20))
    assert text.splitlines()[0] == "现将2026年9月14日至9月20日全镇信访工作情况通报如下（数据截至2026年9月20日）："
    assert "受理12件（上期10件）。" in text
    assert "|民政办|3|" in text
    with pytest.raises(Refused, match="没填的空"):
        papers.check_ready(papers.KINDS["circular_week"], text, True)
    assert "没有可以引用的数据" in circulars.circular_text([], date(2026, 9, 14), date(2026, 9, 20))


def test_what_may_not_be_handed_in():
    kinds = papers.KINDS
    with pytest.raises(Refused, match="主送"):
        papers.check_ready(kinds["notice"], "正文。", False)
    with pytest.raises(Refused, match="个人电话"):
        papers.check_ready(kinds["circular"], "联系13800138000。", True)
    papers.check_ready(kinds["notice"], "联系人电话13800138000。", True)
    papers.check_ready(kinds["bulletin"], "正文。", False)
    with pytest.raises(Refused, match="一个主送"):
        papers.check_upward(kinds["request"], 2)
    papers.check_upward(kinds["report"], 2)
    assert papers.spine_title(kinds["circular"], "关于某村的通报", is_issued=False) == "通报（拟稿）"


def test_dates_and_texts_of_letters_groups_and_points():
    text = letters.filled("{甲方}与{单位}，{乡镇}{年度}{别的}", year=2026, unit="民政办", township="清河镇")
    assert text == "清河镇信访工作联席会议与民政办，清河镇2026{别的}"
    letters.check_text(letters.STANDARD_TEXT)
    with pytest.raises(Refused, match="{别的} 打印时不会替换"):
        letters.check_text("{单位}和{别的}")
    with pytest.raises(Refused):
        letters.check_text("没有单位的文本")
    with pytest.raises(Refused):
        letters.check_signed_on(date(2026, 9, 1), approved_on=date(2026, 9, 2), today=date(2026, 9, 3))
    with pytest.raises(Refused):
        letters.check_signed_on(date(2026, 9, 4), approved_on=date(2026, 9, 2), today=date(2026, 9, 3))
    assert groups.next_report("half_month", date(2026, 9, 1)) == date(2026, 9, 16)
    body = plans.plan_text("总要求", [plans.PointText("健全制度。", "民政办", date(2026, 6, 30), "制度印发")])
    assert body == "总要求\n一、健全制度\n责任单位：民政办；完成时限：2026年6月30日前；完成标准：制度印发。"
    with pytest.raises(Refused):
        plans.check_year(date(2027, 1, 1), 2026)
    with pytest.raises(Refused):
        plans.check_points(0)
    with pytest.raises(Refused):
        plans.check_percent(40, 50)
    with pytest.raises(Refused):
        incoming.check_due(date(2026, 9, 2), date(2026, 9, 1))
