"""Three ledgers as bad as three clerks could make them, each mixing the faults that the field files show one at a time."""

import io
from datetime import date

import openpyxl
from openpyxl.styles import Alignment

from petitions.cases.models.cases import Case
from petitions.cases.models.petitioners import Petitioner
from tests.records.imports.test_field_kinds import bring_in, words


def packed(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_title_two_merged_heads_every_spelling_of_a_day_totals_and_a_hidden_double(cast):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["清河镇2024年度信访事项登记台账"])
    sheet.merge_cells("A1:I1")
    sheet.append(["填报单位：清河镇信访办", None, None, None, None, "填报时间：2024年12月20日"])
    sheet.append(["序号", "信访人情况", None, "信访时间", "信访形式", "反映的主要问题", "承办单位", "办理情况", None])
    sheet.append([None, "姓名", "联系电话", None, None, None, None, "处理结果", "办结时间"])
    for cells in ("A3:A4", "B3:C3", "D3:D4", "E3:E4", "F3:F4", "G3:G4", "H3:I3"):
        sheet.merge_cells(cells)
    sheet["A1"].alignment = Alignment(horizontal="center")
    rows = [
        (
            1,
            "张三",
            13900001111.0,
            "2024.3.5",
            "来访",
            "三组路灯坏了两个月，请求维修。",
            "村镇建设办",
            "已修好。",
            "2024.3.20",
        ),
        (
            2,
            "李　四",
            "１３９００００２２２２",
            "2024年３月６日",
            "来信",
            "水渠漏水，请求修复。",
            "农业服务中心",
            "已修复。",
            45371,
        ),
        (3, "王五", None, 45358, "来 访", "低保没有批，请求复核。", "民政办", "正在办理", None),
        (3, "王五", None, 45358, "来 访", "低保没有批，请求复核。", "民政办", "正在办理", None),
        (
            4,
            "赵六等5人",
            "13900004444/13900005555",
            "3月8日",
            "集体访",
            "采石场扬尘，请求治理。",
            "应急办",
            "已治理。",
            "4月2日",
        ),
    ]
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[8].hidden = True  # the double, filtered away
    sheet.append(["合计", None, None, None, None, "4件", None, None, None])
    sheet.append(["填表人：林晓", None, None, None, "审核人：高明"])
    batch = bring_in(cast, packed(book))
    assert (batch.done, batch.bad) == (4, 1) and "与第 7 行完全相同，只导入一次" in words(batch)
    days = list(Case.objects.order_by("raised_on").values_list("raised_on", flat=True))
    assert days == [date(2024, 3, 5), date(2024, 3, 6), date(2024, 3, 7), date(2024, 3, 8)]
    phones = {person.name: person.phone for person in Petitioner.objects.all()}
    assert phones == {"张三": "13900001111", "李四": "13900002222", "王五": "", "赵六": "13900004444"}
    assert Case.objects.get(raised_on=date(2024, 3, 6)).concluded_on == date(2024, 3, 20)
    assert Case.objects.get(raised_on=date(2024, 3, 8)).visitors == 5
    assert "合计" in "".join(batch.notices)


def test_formulas_full_width_numbers_merged_units_and_a_second_sheet_of_notes(cast):
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "填写说明"
    notes.append(["１、日期写到日；２、电话写手机号。"])
    sheet = book.create_sheet("2024台账")
    sheet.append(
        ["编号", "来访人", "身份证号码", "手机号", "来访日期", "诉求", "责任单位", "答复意见", "答复日期", "件数"]
    )
    sheet.append(
        [
            "２０２４－００１",
            "钱七",
            110101199003074477,
            "139 0000 6666",
            "2024/3/5",
            "请求修桥。",
            "村镇建设办",
            "已列入计划。",
            "2024/3/25",
            1,
        ]
    )
    sheet.append(
        [
            "２０２４－００２",
            "孙八",
            "110101199003074477",
            "+86 13900007777",
            "2024-03-06 09:30",
            "请求通水。",
            None,
            "已通水。",
            "20240326",
            1,
        ]
    )
    sheet.merge_cells("G2:G3")
    sheet.append(["", "", "", "", "", "", "", "", "", "=SUM(J2:J3)"])
    sheet.append(["总计", "", "", "", "", "", "", "", "", "=SUM(J2:J3)"])
    batch = bring_in(cast, packed(book))
    assert batch.bad == 1 and "Excel 把这个号码缩短了" in words(batch), [row.problems for row in batch.rows.all()]
    assert batch.done == 1
    case = Case.objects.get()
    assert (case.raised_on, case.concluded_on, case.unit) == (
        date(2024, 3, 6),
        date(2024, 3, 26),
        cast.unit("building"),
    )
    assert Petitioner.objects.get().phone in ("13900007777", "+8613900007777")


def test_a_ledger_by_months_with_heads_repeated_blank_lines_and_the_year_in_the_name_of_the_sheet(cast):
    book = openpyxl.Workbook()
    book.remove(book.active)
    head = ["序号", "姓名", "电话", "信访日期", "信访形式", "主要诉求", "责任单位", "办理结果", "办结日期"]
    for month in (1, 2):
        sheet = book.create_sheet(f"2024年{month}月")
        sheet.append(head)
        sheet.append(
            [
                1,
                f"周{'九十'[month - 1]}",
                "13900008888",
                f"{month}月5日",
                "来电",
                f"请求清运垃圾{month}。",
                "村镇建设办",
                "已清运。",
                f"{month}.9",
            ]
        )
        sheet.append([None] * 9)
        sheet.append(head)
        sheet.append([2, "匿名", "无", f"2024-{month:02d}-31", "来电", f"请求修路{month}。", "村镇建设办", "", ""])
        sheet.append(["小计", None, None, None, None, "2件"])
    batch = bring_in(cast, packed(book))
    assert batch.done == 3 and batch.bad == 1, words(batch)  # there is no 31st of February
    assert {case.raised_on for case in Case.objects.all()} == {date(2024, 1, 5), date(2024, 1, 31), date(2024, 2, 5)}
    assert "从 2 张表读取" in "".join(batch.notices)
