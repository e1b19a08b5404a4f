"""Other cases of the kinds that field files show: heads, asides, errors, spellings of days, units and telephones."""

from datetime import date

import pytest

from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from petitions.screening.models.disputes import Dispute
from records.imports.rules.rows import spellings
from tests.petitions.ledger.ledgers import workbook
from tests.records.imports.test_field_kinds import bring_in, words

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
    "a group heading alone under 序号": (blank("二季度"), "跳过分组标题 1 行。"),
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
