"""The import as an office meets it: upload, match, check, decide, let in. Small invented files; ../shared adds its own."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from petitions.screening.models.disputes import Dispute
from records.clocks.models import Clock
from records.imports.actions.checking import check_rows
from records.imports.actions.committing import commit_chunk
from records.imports.actions.imports import confirm_import, decide_twins, match_columns, start_import
from records.imports.actions.waiting import failed_rows
from records.imports.models import ColumnMemory, ImportBatch
from tests.petitions.ledger.ledgers import OWN, own, workbook
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.refusals import Refused

FIELD = Path(__file__).resolve().parents[4] / "shared" / "data" / "field"
DISPUTE_HEAD = (
    "序号",
    "村（社区）",
    "纠纷类型",
    "纠纷名称",
    "纠纷当事人",
    "纠纷简要情况",
    "排查时间",
    "涉及人数",
    "责任单位",
    "化解时限",
    "化解情况",
)


def checked(cast, data, kind="cases", who="clerk", name="台账.xlsx", **chosen) -> ImportBatch:
    by, at = cast.actor(who), cast.at()
    batch = start_import(kind=kind, name=name, data=data, by=by, at=at, in_background=False)
    if batch.state == "matching":
        batch = match_columns(batch_id=batch.pk, mapping=batch.mapping | chosen, by=by, at=at, in_background=False)
    check_rows(batch.pk, at)
    batch.refresh_from_db()
    return batch


def let_in(cast, batch, who="clerk") -> ImportBatch:
    if batch.good - batch.done:
        confirm_import(batch_id=batch.pk, by=cast.actor(who), at=cast.at(), in_background=False)
        while commit_chunk(batch.pk, cast.at()):
            pass
    batch.refresh_from_db()
    return batch


def bring_in(cast, data, **given) -> ImportBatch:
    return let_in(cast, checked(cast, data, **given), given.get("who", "clerk"))


def words(batch) -> str:
    return "".join(problem["message"] for row in batch.rows.all() for problem in row.problems)


# --- Columns
def test_unknown_columns_wait_for_a_person_and_are_remembered(cast):
    head = ("工单编号", "来电人", "来电时间", "诉求标题", "诉求内容", "经办科室", "心情")
    data = workbook(head, [("G1", "赵桂兰", "2025-03-05 9:00", "路灯不亮", "三组路灯不亮。", "村镇建设办", "急")])
    by, at = cast.actor("clerk"), cast.at()
    batch = start_import(kind="cases", name="热线.xlsx", data=data, by=by, at=at, in_background=False)
    assert (batch.state, batch.mapping["诉求标题"], batch.mapping["经办科室"]) == ("matching", "title", "")
    with pytest.raises(Refused, match="都选了“标题”"):
        match_columns(batch_id=batch.pk, mapping=batch.mapping | {"心情": "title"}, by=by, at=at)
    with pytest.raises(Refused, match="没有找到：信访日期"):
        match_columns(batch_id=batch.pk, mapping=batch.mapping | {"来电时间": ""}, by=by, at=at)
    match_columns(batch_id=batch.pk, mapping=batch.mapping | {"经办科室": "unit"}, by=by, at=at, in_background=False)
    assert ColumnMemory.objects.get(heading="经办科室").key == "unit"
    check_rows(batch.pk, at)
    batch.refresh_from_db()
    let_in(cast, batch)
    case = Case.objects.get()
    assert (case.unit, case.channel) == (cast.unit("building"), "call")
    again = start_import(kind="cases", name="热线2.xlsx", data=data, by=by, at=at, in_background=False)
    assert again.state == "checking"  # nothing is left to ask


# --- History
def test_numbers_that_begin_anew_each_year_are_other_matters(cast):
    first = workbook(OWN, [own(原编号="1", 信访日期="2023-03-01", 标题="反映甲", 内容="甲。", 答复日期="2023-03-09")])
    second = workbook(OWN, [own(原编号="1", 信访人="尚全福", 信访日期="2024-02-01", 标题="反映乙", 内容="乙。")])
    assert bring_in(cast, first).done == 1
    batch = bring_in(cast, second)
    assert batch.done == 1
    assert "内容不同，按另一件导入" in words(batch)
    assert [bring_in(cast, data).known for data in (first, second)] == [1, 1]
    assert Case.objects.count() == 2


def test_with_a_day_of_acceptance_both_limits_are_judged_and_without_one_only_the_second(cast):
    head = (*OWN, "受理日期")
    rows = [(*own(原编号="1", 标题="甲路不平"), "2024-03-12"), (*own(原编号="2", 标题="乙路不平", 内容="乙路。"), "")]
    bring_in(cast, workbook(head, rows))
    told, untold = (Case.objects.get(upper_number=number) for number in "12")
    assert list(
        Clock.objects.filter(matter=told.matter).order_by("pk").values_list("code", "start_on", "stopped_on")
    ) == [
        ("notice_direct_15", date(2024, 3, 5), date(2024, 3, 12)),
        ("conclude_60", date(2024, 3, 12), date(2024, 3, 22)),
    ]
    assert list(Clock.objects.filter(matter=untold.matter).values_list("code", "start_on", "due_on", "stopped_on")) == [
        ("conclude_60", date(2024, 3, 5), date(2024, 5, 4), date(2024, 3, 22))
    ]


# --- Doubles
def test_possible_doubles_are_shown_side_by_side_and_decided(cast, stand_at):
    bring_in(cast, workbook(OWN, [own()]))
    known = Case.objects.get()
    batch = checked(
        cast,
        workbook(OWN, [own(标题="反映路灯（更正）"), own(原编号=""), own(原编号="3", 标题="别的", 内容="别的。")]),
    )
    assert (batch.good, batch.twins) == (1, 2)
    assert set(batch.rows.filter(state="twin").values_list("twin_of", flat=True)) == {known.pk}
    stand_at(cast.today)
    client = cast.client("clerk")
    page = client.get(f"/imports/{batch.pk}/?rows=twin").content.decode()
    assert known.number in page and "反映路灯（更正）" in page and "赵桂兰" not in page
    let_in(cast, batch)
    assert (batch.state, batch.done) == ("checked", 1)  # one undecided row stops no other
    first, second = batch.rows.filter(state="twin")
    client.post(f"/imports/{batch.pk}/decide/", {"seq": first.seq, "is": "same"})
    decide_twins(batch_id=batch.pk, seqs=[second.seq], is_other=True, by=cast.actor("clerk"), at=cast.at())
    batch.refresh_from_db()
    assert (batch.twins, batch.skipped) == (0, 1)
    let_in(cast, batch)
    assert (batch.state, batch.done, Case.objects.count()) == ("done", 2, 3)
    with pytest.raises(Refused, match="不能决定"):
        decide_twins(batch_id=batch.pk, seqs=None, is_other=True, by=cast.actor("clerk"), at=cast.at())


def test_two_rows_of_one_file_that_may_be_one_matter_wait_too(cast):
    batch = checked(cast, workbook(OWN, [own(原编号="1"), own(原编号="1", 内容="另一种写法。"), own(原编号="2")]))
    assert (batch.good, batch.twins, batch.rows.get(state="twin").twin_row) == (2, 1, 1)  # two numbers are two matters


def test_the_same_petition_on_another_day_is_another_matter(cast):
    batch = checked(cast, workbook(OWN, [own(原编号="1"), own(原编号="2", 信访日期="2024-03-15")]))
    assert (batch.good, batch.twins) == (2, 0)


# --- One bad row
def test_one_bad_row_stops_no_other_and_comes_back_mended_where_excel_spoilt_it(cast):
    rows = [own(), own(原编号="2", 证件号码="1.50602E+17", 标题="乙"), own(原编号="3", 信访人="#N/A", 标题="丙")]
    batch = bring_in(cast, workbook(OWN, rows))
    assert (batch.done, batch.bad) == (1, 2)
    _, back = failed_rows(batch_id=batch.pk, by=cast.actor("clerk"))
    assert [(place, cells["证件号码"], cells["信访人"]) for place, cells, _ in back] == [
        ("第 3 行", "", "赵桂兰"),
        ("第 4 行", "", ""),
    ]
    assert not Petitioner.objects.filter(name_hash="").exists()


def test_a_row_that_cannot_be_written_becomes_a_bad_one(cast, monkeypatch):
    from petitions.ledger.actions import import_rows  # noqa: PLC0415 - its function is replaced

    honest = import_rows._case

    def fails(batch, entry, *rest):
        if entry.said.value.number == "2":
            raise Refused("坏了")
        return honest(batch, entry, *rest)

    monkeypatch.setattr(import_rows, "_case", fails)
    rows = [own(原编号="1"), own(原编号="2", 标题="乙", 内容="乙"), own(原编号="3", 标题="丙", 内容="丙")]
    batch = bring_in(cast, workbook(OWN, rows))
    assert (batch.state, batch.done, batch.bad) == ("done", 2, 1)
    assert Case.objects.count() == 2


# --- Disputes
def disputes(*rows) -> bytes:
    book = openpyxl.Workbook()
    for line in (
        ["某镇矛盾纠纷台账"],
        ["填报单位：河湾社区"],
        DISPUTE_HEAD,
        *rows,
        ["合计", None, None, f"共{len(rows)}件"],
    ):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LANE = (
    1,
    "河湾社区",
    "邻里纠纷",
    "二组排水沟纠纷",
    "张某、李某",
    "排水沟争议",
    "2026.9.5",
    2,
    "司法所",
    "2026.12.20",
    "正在化解",
)


def test_a_published_ledger_of_disputes_comes_in_and_an_overdue_one_arrives_as_overdue(cast):
    late = (2, "河湾社区", "山林水利", "三组渠道用水纠纷", "王某", "用水", "2026.8.5", 4, "司法所", "2026.8.20", "")
    bad = (3, "没有的村", "邻里纠纷", "四组道路纠纷", "赵某", "道路", "2026.9.5", 2, "司法所", "2026.12.20", "")
    batch = bring_in(cast, disputes(LANE, late, bad), kind="disputes")
    assert (batch.done, batch.bad) == (2, 1)
    assert "跳过合计、小计 1 行。" in batch.notices
    first, second = Dispute.objects.order_by("pk")
    assert (first.cause, first.place, first.due_on, first.notes.get().text) == (
        "neighbour",
        "河湾社区",
        date(2026, 12, 20),
        "原台账化解情况：正在化解",
    )
    assert "原台账责任单位：司法所" in first.situation
    assert (second.cause, second.due_on, second.matter.next_due_on) == ("forest", date(2026, 8, 20), date(2026, 8, 20))
    assert second.due_on < cast.today
    again = checked(cast, disputes(LANE, late, bad), kind="disputes")
    assert (again.known, again.good) == (2, 0)


# --- People, units
def test_people_and_units_come_in_by_the_same_engine(cast):
    head = ("姓名", "职务", "手机号")
    batch = bring_in(
        cast, workbook(head, [("陈小明", "站长", 13800000001), ("", "副站长", "")]), kind="people", who="sysadmin"
    )
    assert (batch.done, batch.bad) == (1, 1)
    assert Person.objects.get(name="陈小明").phone == "13800000001"
    head = ("单位名称", "类别", "上级单位", "户数")
    rows = [("柳树村", "行政村", "", ""), ("柳树一网格", "网格", "柳树村", 80), ("空中网格", "网格", "没有的村", 5)]
    batch = bring_in(cast, workbook(head, rows), kind="units", who="sysadmin")
    assert (batch.done, batch.bad) == (2, 1)
    assert Unit.objects.get(name="柳树一网格").parent.name == "柳树村"
    assert bring_in(cast, workbook(head, rows), kind="units", who="sysadmin").known == 2


# --- The files of ../shared
RIGHT = {  # file: (kind, rows that come in, rows that do not, rows that wait)
    "01_title_row_above_header": ("cases", 1, 0, 0),
    "02_id_number_as_number": ("cases", 1, 2, 0),
    "02b_id_number_precision_lost": ("cases", 0, 1, 0),
    "03_merged_vertical": ("cases", 3, 0, 0),
    "03b_merged_unit_only": ("cases", 3, 0, 0),
    "05_error_cells": ("cases", 0, 2, 0),
    "06_total_row": ("cases", 1, 0, 0),
    "11_data_on_second_sheet": ("cases", 1, 0, 0),
    "12_one_sheet_per_month": ("cases", 3, 0, 0),
    "20_dispute_ledger_as_published": ("disputes", 1, 0, 0),
    "23_dispute_overdue_row": ("disputes", 1, 0, 0),
    "31_upper_system_export": ("cases", 1, 0, 0),
}


@pytest.mark.skipif(not FIELD.exists(), reason="the field files are not at ../shared/data/field")
@pytest.mark.parametrize("file", RIGHT)
def test_field_files_give_what_they_must(cast, stand_at, file):
    cast.today = date(2026, 11, 28)
    kind, done, bad, twins = RIGHT[file]
    batch = bring_in(cast, (FIELD / f"{file}.xlsx").read_bytes(), kind=kind)
    assert (batch.done, batch.bad, batch.twins) == (done, bad, twins), words(batch)
    assert not Case.objects.filter(title__startswith="#").exists()


@pytest.mark.skipif(not FIELD.exists(), reason="the field files are not at ../shared/data/field")
def test_two_years_of_ledgers_come_in_whole_and_twice_changes_nothing(cast):
    files = [
        (FIELD / f"{name}.xlsx").read_bytes() for name in ("07a_ledger_2023", "07b_ledger_2024_same_running_numbers")
    ]
    assert [bring_in(cast, data).done for data in files] == [2, 2]
    assert [(again.known, again.done) for again in (bring_in(cast, data) for data in files)] == [(2, 0), (2, 0)]
    assert Case.objects.count() == 4


def test_a_cell_with_an_error_is_spoken_of_once(cast):
    rows = [own(标题="#NAME?"), own(原编号="018", 答复日期="#DIV/0!"), own(原编号="019", 标题="#N/A", 内容="#REF!")]
    batch = checked(cast, workbook(OWN, rows))
    assert (batch.good, batch.bad) == (0, 3)
    for row in batch.rows.all():
        columns = [problem["column"] for problem in row.problems]
        assert len(columns) == len(set(columns)), columns
    assert "导入后请核对" not in words(batch)


DISPUTES_AS_KEPT = (
    "序号", "所属村组", "当事人姓名", "矛盾纠纷类型", "矛盾纠纷基本情况", "排查日期", "涉及人数（人）", "包保领导", "化解时限", "化解进展",
)  # fmt: skip


def test_disputes_under_headings_of_their_own_are_proposed_and_come_in(cast):
    row = (
        1,
        "河湾社区",
        "张某",
        "邻里",
        "三组围墙相邻纠纷，多次争吵。",
        "2026-09-05",
        "2人",
        "高明",
        "2026-12-20",
        "正在调解",
    )
    data = workbook(DISPUTES_AS_KEPT, [row])
    batch = start_import(
        kind="disputes", name="台账.xlsx", data=data, by=cast.actor("clerk"), at=cast.at(), in_background=False
    )
    assert batch.state == "matching", "somebody looks at what was proposed"
    assert batch.mapping == dict(
        zip(
            DISPUTES_AS_KEPT,
            ["", "unit", "parties", "cause", "situation", "found_on", "people", "leader_text", "due_on", "result_text"],
            strict=True,
        )
    )
    bring_in(cast, data, kind="disputes")
    dispute = Dispute.objects.get()
    assert dispute.people == 2 and dispute.due_on == date(2026, 12, 20) and "高明" in dispute.situation


def test_limits_as_offices_write_them_stop_no_row(cast):
    rows = [
        (1, "河湾社区", "张某", "邻里", "三组围墙纠纷。", "2026-09-05", 2, "高明", "2026年12月底前", "正在调解"),
        (2, "河湾社区", "李某", "邻里", "四组水沟纠纷。", "2026-09-06", 2, "高明", "长期", "正在调解"),
        (3, "河湾社区", "王某", "邻里", "五组道路纠纷。", "2026-09-07", 2, "高明", "32日前", "正在调解"),
    ]
    batch = bring_in(cast, workbook(DISPUTES_AS_KEPT, rows), kind="disputes")
    assert (batch.done, batch.bad) == (2, 1), "a day that is none is still said"
    by_title = {row.title: row for row in Dispute.objects.all()}
    assert by_title["三组围墙纠纷"].due_on == date(2026, 12, 31) and "按2026年12月31日导入" in words(batch)
    assert "原台账化解时限：长期" in by_title["四组水沟纠纷"].situation
