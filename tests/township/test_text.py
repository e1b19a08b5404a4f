"""What is typed comes in clean: nothing unseen, one sign for one character, and what many read names nobody."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from openpyxl import load_workbook

from township.frame.entrance import cleaned
from township.refusals import Refused
from township.text import clean
from township.words import check_names_nobody, has_personal_number, says_who, without_numbers
from township.workbooks.rules.cells import cell_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("宅基地\u202e纠纷", "宅基地纠纷"),  # the line would turn round
        ("低\u200b保\ufeff待\u2060遇", "低保待遇"),
        ("占\u00ad地\u3164", "占地"),
        ("反映\x00问题\x1b", "反映问题"),
        ("第一行\r\n第二行\u2028第三行", "第一行\n第二行\n第三行"),
        ("⼈⺠⻅⻋⻓⻔⻰", "人民见车长门龙"),  # Kangxi radicals and those of the supplement, as a PDF hands them over
        ("豈\ufa0a", "豈見"),  # compatibility ideographs
        ("e\u0301", "é"),
        ("㇐㆓〸", "一二十"),  # strokes, annotation marks and numerals drawn like characters
        ("王ニ小、李ﾛ、卜ト村、ㄧ二组", "王二小、李口、卜卜村、一二组"),  # kana and bopomofo alone among characters
        ("a\u0300\u0301\u0302\u0303\u0304", "à\u0301\u0302"),
        ("清信报2026О1", "清信报2026O1"),  # a Cyrillic О
        ("Аdmin", "Admin"),
        ("Иванов", "Иванов"),  # a word of another alphabet is no disguise
        ("ОК", "ОК"),
    ],
)
def test_what_cannot_be_told_apart_is_written_as_one(typed, kept):
    assert clean(typed) == kept
    assert clean(clean(typed)) == clean(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "，。：；（）“”《》〔〕【】",
        "１３８全角，保留",
        "㊀①㎡",
        "\ue815私用区",
        "葛\U000e0100飾",
        "𠮷野家",
        "甲\t乙",
        "　缩进",
        "〇",
        "索尼カメラ和ロボット",
        "ㄅㄆㄇㄈ",
        "エコ",
    ],
)
def test_what_a_reader_would_miss_stays(typed):
    assert clean(typed) == typed


def test_every_value_of_a_form_and_an_address_is_cleaned_but_no_password():
    data = QueryDict("title=%E2%80%AEabc&q=a%00b&password=%E2%80%8Bx&new_password1=a%00")
    better = cleaned(data)
    assert (better["title"], better["q"]) == ("abc", "ab")
    assert (better["password"], better["new_password1"]) == ("\u200bx", "a\0")
    same = QueryDict("a=1")
    assert cleaned(same) is same


def test_cells_of_a_workbook_are_cleaned():
    assert cell_text("  ⼈⺠\u202e\r\n政府") == "人民\n政府"


def test_a_title_is_stored_without_what_turns_it_round(cast, stand_at):
    stand_at(cast.today)
    client = cast.client("sysadmin")
    client.post("/people/new/", {"name": "赵\u202e⺠\u200b", "title": "副镇长\x00", "phone": ""})
    assert cast.township.people.filter(name="赵民", title="副镇长").exists()


def test_too_large_a_form_is_answered_in_chinese(db, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000
    reply = Client().post("/login/", {"username": "x" * 3000})
    assert (reply.status_code, "没有存入" in reply.content.decode()) == (413, True)
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    reply = Client().post("/login/", {str(n): "x" for n in range(5)}, headers={"HX-Request": "true"})
    assert (reply.status_code, reply.content.decode()) == (
        413,
        "一次提交的项目过多。请分几次办理，例如一次少选一些行。",
    )
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 1
    files = {str(n): SimpleUploadedFile("a.txt", b"a") for n in range(3)}
    assert "最多 20 个" in Client().post("/login/", files).content.decode()


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("application/x-www-form-urlencoded; charset=gbk", b"username=\xd5\xc5"),
        ("multipart/form-data", b"abc"),
        ("multipart/form-data; boundary=" + "y" * 500, b"z"),
    ],
)
@pytest.mark.parametrize("address", ["/login/", "/cases/new/", "/nowhere/"])
def test_a_form_that_cannot_be_read_is_answered_in_chinese(cast, media_type, body, address):
    client = cast.client("clerk")
    client.raise_request_exception = False
    answer = client.generic("POST", address, body, content_type=media_type)
    assert (answer.status_code, "请返回刚才的页面重新提交" in answer.content.decode()) == (400, True)


@pytest.mark.parametrize(
    "text",
    [
        "请联系13812345678",
        "电话138 1234 5678",
        "0830-5521234",
        "身份证110101199003074514",
        "110101 19900307 451X",
        "１３８１２３４５６７８",
        "138　1234　5678",
        "138.1234.5678",
        "(138)1234-5678",
        "138－1234－5678",
        "138/1234/5678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "一三八一二三四五六七八",
        "幺三八 一二三四 五六七八",
        "13812345六七八",
        "①③⑧①②③④⑤⑥⑦⑧",
        "\U0001d7cf\U0001d7d1\U0001d7d6\U0001d7cf\U0001d7d0\U0001d7d1\U0001d7d2\U0001d7d3\U0001d7d4\U0001d7d5\U0001d7d6",
        "张一13812345678",
        "110101 1990 0307 451x",
        "110101/19900307/451Ⅹ",
        "（0830）552-1234",
        "138、1234、5678",
        "138，1234，5678",
        "138\n1234\n5678",
        "1381234\n5678",
        "138\n　　12345678",
        "1381-234-5678",
        "8613812345678",
        "l38O1234567",
        "一三八OO一三八OOO",
        "洞幺三八一二三四五六七八",
        "１３8一二三四5678",
        "张一138一二三四5678",
        "1、3、8、1、2、3、4、5、6、7、8",
        "请打他家电话，5521234",
        "电话552l234",
        "手机 8521-2345",
        "5521234是他电话",
        "QQ：123456789",
        "微信号zhangsan",
        "微信：zhang_san88",
        "WeChat: zhangsan88",
        "微信 813812345",
        "6228 4804 0256 4890 018",
        "银行卡622848-0402564890018",
        "账号 4301 0101 0012 3456",
        "护照号E1234 5678",
        "passport no. 512345678",
        "110101\n19900307\n4514",
        "11O1O1199OO3O74514",
        "110101、1990、03、07、4514",
        "残疾证11010119900307451443",
        "110101900307451",
    ],
)
def test_what_many_read_holds_no_number_of_a_person(text):
    with pytest.raises(Refused, match="汇报里不写个人电话、证件号码"):
        check_names_nobody("汇报", text, field="text")


def test_nor_the_name_of_the_petitioner():
    with pytest.raises(Refused, match="信访人的姓名"):
        check_names_nobody("议题", "关于张大山低保待遇的问题", field="title", names=["张大山"])
    assert not says_who("清信〔2026〕12号，12345热线转来，20260922，金额1380000元", ["李", "某某有限责任公司"])


@pytest.mark.parametrize(
    "text",
    [
        "二〇二六年十一月二十九日",
        "138户、1234人、5678亩",
        "共13 25 30 1200 45 6户",
        "2026.11.29 08:00",
        "编号2026-11-29-0012",
        "一、二、三、四、五、六、七、八、九、十、",
        "清信〔2026〕138号，12345热线",
        "110 119 120 12345",
        "北纬28.1234567",
        "1381234件",
        "138、1234、5678件",
        "分别补偿1500、1800、230元",
        "13,812,345,678元",
        "涉及资金13812345.67元",
        "电话回访3456户，2025-2026年",
        "电话调度20260115",
        "请拨打12345",
        "微信公众号（微信号：qinghe_fabu）",
        "QQ群管理，微信扫码办理",
        "账户余额1234567890123元",
        "社保卡（电话：12333）",
        "身份证2026-01-15到期",
        "第138、139、140条",
        "201330、201348、201352、201355号图",
        "|138|1234|5678|",
        "6228480402564890019",  # no check digit of a card
        "1、3、4、5、6、7、8、9、10、11、12月",
        "9时30分、13:30—15:30，2026年11月30日",
    ],
)
def test_numbers_that_are_nobodys_stay(text):
    assert not says_who(text) and without_numbers(text) == text


def test_a_number_is_masked_however_it_is_written():
    assert without_numbers("张一13812345678，护照号E12345678，一三八一二三四五六七八") == "张一****，护照号****，****"
    assert without_numbers("电话138　1234　5678") == "电话****"


REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real"


@pytest.mark.skipif(not REAL.exists(), reason="the published messages are not at ../shared/data/real")
@pytest.mark.parametrize("book", ["messages-with-replies.xlsx", "messages.xlsx"])
def test_what_people_really_write_holds_no_such_number(book):
    """Their publishers took the numbers of people out; landlines of offices are left, which only NUMBER finds."""
    rows = load_workbook(REAL / book, read_only=True).active.iter_rows(min_row=2, values_only=True)
    texts = [str(cell) for row in rows for cell in row if cell and not isinstance(cell, int)]
    assert len(texts) > 7000
    assert [text[:40] for text in texts if has_personal_number(text)] == []


@pytest.mark.parametrize(
    "written", ["张大山", "张 大 山", "张-大山", "张_大山", "张*大*山", "“张”大山", "张（大）山", "张/大/山", "张·大山"]
)
def test_a_name_is_known_whatever_stands_between_its_signs(written):
    assert says_who(f"关于{written}反映的问题", ["张大山"])
