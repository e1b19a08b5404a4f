"""Cells and rows of an old ledger: what they say, and the message for each that is wrong."""

from datetime import date, datetime

import pytest

from petitions.ledger.rules.columns import COLUMNS, missing_columns, stand_ins
from petitions.ledger.rules.import_rows import Directory
from petitions.ledger.rules.imports import read_row
from township.workbooks.rules.cells import cell_text, clean_text, read_date, read_whole
from township.workbooks.rules.columns import propose

TODAY = date(2026, 9, 22)
KNOWN = Directory(units={"村镇建设办": 7}, places={"河湾社区": 8}, categories={"城乡建设": 9})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019/4/25 9:32:09", date(2019, 4, 25)), ("2019-04-25", date(2019, 4, 25)), ("2019.4.25", date(2019, 4, 25)),
        ("2019年4月25日", date(2019, 4, 25)), ("２０１９年４月２５日", date(2019, 4, 25)), ("20190425", date(2019, 4, 25)),
        ("2019-04-25T09:32:09", date(2019, 4, 25)), ("43580.397", date(2019, 4, 25)), ("2019年4月25号", date(2019, 4, 25)),
        ("2019/2/30", None), ("去年春天", None), ("4月25日", None), ("1019-04-25", None), ("12345", None), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_any_spelling_or_not_at_all(text, day):
    assert read_date(text) == day


def test_cells_become_plain_text():
    assert cell_text(datetime(2019, 4, 25, 9, 32, 9)) == "2019-04-25 09:32:09"  # noqa: DTZ001 - cells of a sheet have no zone
    assert cell_text(datetime(2019, 4, 25)) == "2019-04-25"  # noqa: DTZ001 - cells of a sheet have no zone
    assert (cell_text(3.0), cell_text(None), cell_text(0.5)) == ("3", "", "0.5")
    assert clean_text("\n\t\t第一行\xa0 \r\n\n　第二行\x07") == "第一行\n第二行"
    assert (read_whole("３人"), read_whole("3.0"), read_whole("三人")) == (3, 3, None)


def read(**cells):
    mapping = {heading: key for heading, key in propose(list(cells), COLUMNS).items() if key}
    given = {key: cells[heading] for heading, key in mapping.items()}
    row, problems = read_row(given, {key: heading for heading, key in mapping.items()}, KNOWN, today=TODAY)
    return row, [(problem.column, problem.blocking) for problem in problems]


def test_a_message_with_its_reply_becomes_an_online_matter():
    row, problems = read(
        留言编号="101",
        留言用户="U20001",
        留言主题="路灯坏了\xa0",
        留言时间="2019/4/25 9:32:09",
        留言详情="\n\t坏了。",
        答复意见="已修好。",
        答复时间="2019/5/10 14:56:53",
    )
    assert problems == []
    assert (row.number, row.name, row.channel, row.title, row.words) == (
        "101",
        "网民U20001",
        "online",
        "路灯坏了",
        "坏了。",
    )
    assert (row.raised_on, row.received_on, row.registered_on) == (date(2019, 4, 25),) * 3
    assert (row.purpose, row.case_class, row.reply, row.replied_on) == ("other", "claim", "已修好。", date(2019, 5, 10))


def test_a_row_of_the_template_finds_unit_place_and_category_by_name():
    row, problems = read(
        信访日期="2024-03-05",
        标题="路灯",
        内容="坏了",
        信访形式="来访",
        信访目的="意见建议",
        责任单位="村镇建设办",
        问题属地="河湾社区",
        内容分类="城乡建设",
        信访人数="7人",
        处理结论="予以支持",
    )
    assert problems == []
    assert (row.unit_id, row.place_id, row.category_id, row.visitors) == (7, 8, 9, 7)
    assert (row.case_class, row.conclusion, row.channel) == ("suggestion", "support", "visit")


def test_without_a_day_of_reply_the_row_comes_in_as_open_with_a_word_about_it():
    for text in ("", "不详"):
        row, problems = read(
            留言时间="2020-01-07", 留言主题="漏水", 留言详情="漏水", 答复意见="正在核实。", 答复时间=text
        )
        assert row.replied_on is None
        assert row.reply == "正在核实。"
        assert problems == [("答复时间", False)]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"信访日期": ""}, "信访日期"), ({"信访日期": "去年"}, "信访日期"), ({"信访日期": "2027-01-01"}, "信访日期"),
        ({"收到日期": "2024-03-01"}, "收到日期"), ({"登记日期": "2024-03-01"}, "登记日期"), ({"标题": "", "内容": ""}, "标题"),
        ({"答复日期": "2024-03-01"}, "答复日期"), ({"答复日期": "2027-01-01"}, "答复日期"), ({"信访形式": "飞鸽"}, "信访形式"),
        ({"信访目的": "举报"}, "信访目的"), ({"信访目的": "闲聊"}, "信访目的"), ({"信访人数": "许多"}, "信访人数"),
        ({"证件号码": "110101199001011230"}, "证件号码"), ({"信访人": "长" * 41}, "信访人"),
    ],
)  # fmt: skip
def test_what_cannot_come_in_says_so_beside_its_cell(cells, column):
    row, problems = read(**{"信访日期": "2024-03-05", "标题": "路灯", "内容": "坏了", **cells})
    assert row is None
    assert problems == [(column, True)]


@pytest.mark.parametrize("cells", [{"责任单位": "某局"}, {"内容分类": "没有"}, {"处理结论": "好"}, {"电话": "5521234"}])
def test_what_is_merely_unknown_comes_in_with_a_word_about_it(cells):
    row, problems = read(**{"信访日期": "2024-03-05", "标题": "路灯", "内容": "坏了", **cells})
    assert row is not None
    assert problems == [(next(iter(cells)), False)]


def test_long_titles_and_missing_words_are_mended_and_told():
    row, problems = read(信访日期="2024-03-05", 标题="长" * 130, 内容="")
    assert (len(row.title), row.words.count("长")) == (120, 260)
    assert problems == [("内容", False), ("标题", False)]
    row, problems = read(信访日期="2024-03-05", 标题="", 内容="路灯坏了两个月")
    assert (row.title, problems) == ("路灯坏了两个月", [("标题", False)])


def test_a_message_never_repeats_what_was_typed_of_a_person():
    _, problems = read_row(
        {"raised_on": "2024-03-05", "title": "路灯", "id_number": "110101199001011230", "phone": "5521234"},
        {"raised_on": "信访日期", "title": "标题", "id_number": "证件号码", "phone": "电话"},
        KNOWN,
        today=TODAY,
    )
    words = "".join(problem.message for problem in problems)
    assert "1101011990" not in words
    assert "5521234" not in words


@pytest.mark.parametrize(
    ("keys", "words"),
    [(set(), ["信访日期", "标题或者内容"]), ({"title", "words"}, ["信访日期"]), ({"registered_on", "words"}, [])],
)
def test_what_a_ledger_cannot_do_without(keys, words):
    assert missing_columns(keys) == words


def test_the_day_of_registration_stands_in_for_the_day_of_the_petition_and_says_so():
    row, problems = read(
        登记时间="2025-03-05 09:12:33", 概况="反映路面破损，请求维修。", 办结时间="2025-03-28", 满意度="满意"
    )
    assert (row.raised_on, row.received_on, row.registered_on) == (date(2025, 3, 5),) * 3
    assert (row.replied_on, row.notes) == (date(2025, 3, 28), ("原台账满意度：满意",))
    assert "以登记日期（登记时间）代替" in stand_ins({"registered_on", "title"})[0]


@pytest.mark.parametrize(
    "text", ["\x01150602196501192000", "1.50602E+17", "150602196501192000", "１.５０６０２Ｅ＋１７"]
)
def test_an_id_number_a_spreadsheet_has_shortened_is_never_taken_over(text):
    row, problems = read_row(
        {"raised_on": "2024-03-05", "title": "路灯", "id_number": text},
        {"raised_on": "信访日期", "title": "标题", "id_number": "证件号码"},
        KNOWN,
        today=TODAY,
    )
    assert row is None
    assert [(p.column, p.message[:14]) for p in problems if p.blocking] == [("证件号码", "Excel 把这个号码缩短了")]


def test_error_cells_and_formulas_without_a_value_are_faults_and_merged_cells_a_word():
    row, problems = read_row(
        {"raised_on": "\x042024-03-05", "title": "路灯", "name": "\x02#N/A", "unit": "\x03"},
        {"raised_on": "信访日期", "title": "标题", "name": "信访人", "unit": "责任单位"},
        KNOWN,
        today=TODAY,
    )
    assert row is None
    assert {(p.column, p.blocking) for p in problems if p.column != "标题"} == {
        ("信访日期", False),
        ("信访人", True),
        ("责任单位", True),
        ("words", False),
    }


def test_several_names_in_one_cell_are_several_people():
    row, _ = read(信访日期="2024-03-05", 标题="欠薪", 内容="欠薪", 信访人="张三、李四，古丽米热•艾比布力等5人")
    assert (row.names, row.visitors) == (("张三", "李四", "古丽米热·艾比布力"), 5)
