"""Other cases of the kinds that field files show: heads, asides, errors, spellings of days, units and telephones."""

import io
from datetime import date

import openpyxl
import pytest

from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from petitions.screening.models.disputes import Dispute
from records.imports.actions.checking import check_rows
from records.imports.actions.imports import match_columns, start_import
from records.imports.forms import MatchForm
from records.imports.kinds import KINDS
from records.imports.models import ImportBatch
from records.imports.rules.rows import spellings
from tests.petitions.ledger.ledgers import workbook
from tests.records.imports.test_field_kinds import bring_in, let_in, words
from township.directory.rules.documents import was_shortened
from township.refusals import Refused
from township.workbooks.reading import check_workbook

HEAD = (
    "序号",
    "信访人",
    "身份证号",
    "联系电话",
    "信访日期",
    "信访形式",
    "反映的主要问题",
    "责任单位",
    "办理情况",
    "办结时间",
)


def line(number=1, **values) -> tuple:
    """A row of such a ledger, or with the values given by heading."""
    row = dict(
        zip(
            HEAD,
            (
                number,
                f"人{'甲乙丙丁戊'[number % 5]}",
                "",
                "13900001111",
                "2024-03-05",
                "来访",
                f"反映第{number}件事情。",
                "村镇建设办",
                "已办。",
                "2024-03-20",
            ),
            strict=True,
        )
    )
    return tuple((row | values)[heading] for heading in HEAD)


def blank(*cells) -> tuple:
    return (*cells, *[None] * (len(HEAD) - len(cells)))


ASIDES = {
    "a group heading alone under 序号": (blank("二季度"), "跳过分组标题、说明文字 1 行。"),
    "numbers of the columns under the head": (tuple(range(1, 11)), "跳过重复的表头 1 行。"),
    "an example": (line(1, 序号="例"), "跳过示例 1 行。"),
    "signatures in cells of their own": (
        blank("填表人", "张三", None, "审核人", "李四"),
        "跳过填表人、审核人、备注等表尾 1 行。",
    ),
    "a seal": (blank("（单位盖章）"), "跳过填表人、审核人、备注等表尾 1 行。"),
    "the number of the page": (blank("第1页，共2页"), "跳过填表人、审核人、备注等表尾 1 行。"),
    "a total in the second column": (blank(None, "合　计", None, None, None, None, "3件"), "跳过合计、小计 1 行。"),
}


@pytest.mark.parametrize("kind", ASIDES)
def test_what_is_no_matter_is_left_out_and_said(cast, kind):
    aside, sentence = ASIDES[kind]
    batch = bring_in(cast, workbook(HEAD, [aside, line(1), line(2)]))
    assert (batch.done, batch.bad) == (2, 0) and sentence in batch.notices


@pytest.mark.parametrize("error", ["#名称?", "#N/A", "#DIV/0!", "Err:502", "#值！"])
def test_errors_of_every_program_are_faults_and_nobodys_name(cast, error):
    batch = bring_in(cast, workbook(HEAD, [line(1, 信访人=error), line(2)]))
    assert (batch.done, batch.bad) == (1, 1) and "错误值" in words(batch)


def test_a_head_in_two_rows_that_nobody_merged(cast):
    upper = (
        "序号",
        "信访人基本情况",
        None,
        None,
        "信访日期",
        "信访形式",
        "反映的主要问题",
        "责任单位",
        "办理情况",
        None,
    )
    lower = (None, "姓名", "身份证号", "联系电话", None, None, None, None, "办理结果", "办结时间")
    batch = bring_in(cast, workbook(upper, [lower, line(1)]))
    assert (batch.done, batch.bad) == (1, 0) and "表头在第 2 行。" in batch.notices
    assert Case.objects.get().concluded_on == date(2024, 3, 20)


DAYS = (
    "2024–3–5",
    "2024,3,5",
    "2024。3。5",
    "2024年三月五日",
    "二〇二四年3月5日",
    "'2024-3-5",
    "2024-03-05+08:00",
    "2024．3．5",
)


@pytest.mark.parametrize("day", DAYS)
def test_days_as_they_are_typed(cast, day):
    assert bring_in(cast, workbook(HEAD, [line(1, 信访日期=day)])).done == 1
    assert Case.objects.get().raised_on == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("手机:13800001111", "13800001111", "取第一个号码"),
        ("电话0477-8591234 微信同号", "04778591234", "取第一个号码"),
        ("13800001111/13900002222", "13800001111", "取第一个号码"),
        ("138 0000 1111（儿子）", "13800001111", "取第一个号码"),
        ("1.38E+10", "", "缩短了"),
        ("无", "", ""),
        ("+852 5123 4567", "+85251234567", ""),
        ("8591234", "8591234", "不像完整的"),
    ],
)
def test_telephones_as_they_are_typed(cast, typed, kept, said):
    batch = bring_in(cast, workbook(HEAD, [line(1, 联系电话=typed)]))
    assert Petitioner.objects.get().phone == kept and said in words(batch)


def test_days_without_a_year_are_read_in_the_year_the_title_tells_and_the_person_is_asked(cast):
    """The year is proposed from the title above the head, shown before the check, and what it says stands beside each row."""
    title = workbook(
        ("清河镇2024年信访台账",), [HEAD, line(1, 信访日期="3月5日", 办结时间="3.20"), line(2, 信访日期="4月1日")]
    )
    batch = start_import(
        kind="cases", name="台账.xlsx", data=title, by=cast.actor("clerk"), at=cast.at(), in_background=False
    )
    assert batch.state == "matching" and MatchForm(batch=batch, kind=KINDS["cases"]).year_fields()[0].initial == 2024
    given = {"mapping": batch.mapping, "by": cast.actor("clerk"), "at": cast.at(), "in_background": False}
    match_columns(batch_id=batch.pk, years={"Sheet": 2023}, **given)  # the person knows better
    check_rows(batch.pk, cast.at())
    batch = let_in(cast, ImportBatch.objects.get(pk=batch.pk))
    assert (batch.done, batch.bad) == (2, 0) and "没有写年份，按 2023 年读" in words(batch)
    assert {case.raised_on for case in Case.objects.all()} == {date(2023, 3, 5), date(2023, 4, 1)}
    assert Case.objects.get(raised_on=date(2023, 3, 5)).concluded_on == date(2023, 3, 20)


def test_a_day_without_a_year_that_nothing_tells_stays_out_with_what_to_do(cast):
    batch = bring_in(cast, workbook(HEAD, [line(1, 信访日期="3月5日"), line(2)]))
    assert (batch.done, batch.bad) == (1, 1) and "没有写年份" in words(batch) and "在表头上面写明" in words(batch)


def test_a_day_that_a_spreadsheet_took_for_a_number_is_not_guessed(cast):
    batch = bring_in(cast, workbook(("2024年台账",), [HEAD, line(1, 信访日期=3.1), line(2)]))
    assert (batch.done, batch.bad) == (1, 1) and "3 月 1 日" in words(batch)


def test_one_cell_with_what_may_be_two_people_stops_its_row_and_no_other(cast):
    batch = bring_in(cast, workbook(HEAD, [line(1, 信访人="王五 李四"), line(2, 信访人="赵六（女）等5人")]))
    assert (batch.done, batch.bad) == (1, 1) and "请用顿号分开" in words(batch)
    assert [person.name for person in Petitioner.objects.all()] == ["赵六"] and Case.objects.get().visitors == 5


def test_an_open_matter_without_a_title_gets_one_from_the_sentence_that_asks_and_is_asked_about(cast):
    head = tuple(heading for heading in HEAD if heading not in ("办理情况", "办结时间"))
    asks = "我是河湾社区三组的。去年冬天以来一直没有人管。请求镇政府尽快修好三组渠道的缺口。"
    bring_in(cast, workbook(head, [line(1, 反映的主要问题=asks)[: len(head)]]))
    case = Case.objects.get()
    assert case.title == "尽快修好三组渠道的缺口" and not case.is_title_settled


def test_a_head_in_three_rows(cast):
    data = workbook(
        ("序号", "信访人情况", None, None, "信访日期", "信访形式", "信访情况", "责任单位", "办理", None), []
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    sheet.append((None, "基本情况", None, None, None, None, "问题", None, "结果", None))
    sheet.append((None, "姓名", "身份证号", "联系电话", None, None, "反映的主要问题", None, "办理情况", "办结时间"))
    sheet.append(line(1))
    for area in ("A1:A3", "B1:D1", "B2:D2", "E1:E3", "F1:F3", "H1:H3", "I1:J1", "I2:J2"):
        sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    batch = bring_in(cast, out.getvalue())
    assert (batch.done, batch.bad) == (1, 0) and "表头在第 3 行。" in batch.notices
    assert Case.objects.get().concluded_on == date(2024, 3, 20)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("姓名\t日期\n王五\t3月5日".encode("gbk"), "文本或 CSV"),
        ("姓名\t日期".encode("utf-16"), "文本或 CSV"),
        ("<html><table><tr><td>姓名".encode("utf-16"), "网页（HTML）"),
        (b"\x09\x08\x10\x00" + b"\0" * 90, "2003 以前的旧格式"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c\0", "压缩包"),
    ],
)
def test_what_is_no_workbook_is_told_apart(data, sentence):
    with pytest.raises(Refused, match=sentence):
        check_workbook(data)


@pytest.mark.parametrize("number", ["150602198801011234.0", "1.50602E+17", "1.50602198801011e17"])
def test_the_text_of_a_number_is_no_document(number):
    assert was_shortened(number, is_number=False)


@pytest.mark.parametrize("name", ["匿名", "无", "不详", "—", "未留姓名"])
def test_what_stands_for_no_name_is_nobody(cast, name):
    bring_in(cast, workbook(HEAD, [line(1, 信访人=name, 联系电话="")]))
    assert Case.objects.get().petitioners.count() == 0


@pytest.mark.parametrize(
    ("cell", "unit", "said"),
    [
        ("村镇建设办", "村镇建设办", ""),
        ("清河镇村镇建设办", "村镇建设办", ""),
        ("清河镇/村镇建设办", "村镇建设办", ""),
        ("村镇建设办、民政办", "村镇建设办", "取第一个"),
        ("河湾社区居委会", "河湾社区", "按“河湾社区”导入"),
        ("没有的办", None, "没有这个单位"),
    ],
)
def test_units_as_ledgers_call_them(cast, cell, unit, said):
    batch = bring_in(cast, workbook(HEAD, [line(1, 责任单位=cell)]))
    case = Case.objects.get()
    assert (case.unit.label if case.unit else None) == unit and said in words(batch)


def test_a_village_is_found_under_the_names_of_its_bodies():
    assert "河湾村" in spellings("清河镇河湾村村民委员会") and "河湾社区" in spellings("河湾居委会")
    assert "村镇建设办" in spellings("村镇建设办公室") and spellings("") == []


DISPUTES = ("序号", "所属村居", "纠纷简要情况", "当事人", "排查时间", "化解时限", "化解情况")


def test_a_published_ledger_without_names_of_disputes_takes_the_first_sentence_without_the_parties(cast):
    row = (
        1,
        "河湾社区居委会",
        "张三与李四因宅基地边界发生争执。双方各不相让。",
        "张三（男，45岁）、李四",
        "2026.9.1",
        "2026.12.1",
        "正在调解",
    )
    batch = bring_in(cast, workbook(DISPUTES, [row]), kind="disputes")
    assert (batch.done, batch.bad) == (1, 0)
    dispute = Dispute.objects.get()
    assert (dispute.title, dispute.cause, dispute.unit.name) == ("张*与李*因宅基地边界发生争执", "other", "河湾社区")


def test_a_name_of_a_dispute_that_is_too_long_is_cut_and_kept_whole_in_the_situation(cast):
    row = (1, "河湾社区", "渠道", "王某", "2026.9.1", "2026.12.1", "")
    batch = bring_in(cast, workbook((*DISPUTES, "纠纷名称"), [(*row, "二组道路通行纠纷" * 12)]), kind="disputes")
    dispute = Dispute.objects.get()
    assert len(dispute.title) == 60 and "二组道路通行纠纷" * 12 in dispute.situation and "只留开头" in words(batch)


def test_a_fault_of_a_column_the_file_lacks_is_named_in_words(cast):
    batch = bring_in(cast, workbook(("信访人", "登记时间", "概况"), [("赵桂兰", "2024-03-05", "路灯不亮")]))
    columns = {problem["column"] for row in batch.rows.all() for problem in row.problems}
    assert batch.done == 1 and "内容" in columns and all(not column.isascii() for column in columns)
