"""Identity data: one spelling, checks at the counter, and masks that do not leak."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from township.directory.rules import documents, identity, telephones
from township.refusals import Refused

TODAY = date(2026, 11, 21)
GOOD = "150203198005053417"
han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6)
digits = st.text(st.sampled_from("0123456789"), min_size=1, max_size=20)


def numbered(first17: str) -> str:
    return first17 + documents.check_sign(first17)


id_numbers = st.builds(
    lambda area, born, serial: numbered(f"{area}{born:%Y%m%d}{serial:03d}"),
    st.sampled_from(["110101", "150203", "500102", "653125", "710000", "830000"]),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)


def sentence_for(number: str) -> str:
    with pytest.raises(Refused) as refusal:
        documents.check_id_number(number, today=TODAY)
    assert refusal.value.field == "id_number"
    assert not any(part in refusal.value.message for part in (number, number[6:14]) if len(part) > 3)
    return refusal.value.message


def test_the_number_printed_in_the_standard_is_good():
    assert documents.check_id_number("11010519491231002X", today=TODAY) == "11010519491231002X"


def test_full_width_digits_spaces_dashes_and_a_small_x_are_read():
    assert documents.check_id_number(" １１０１０５ 1949－12-31 002ｘ ", today=TODAY) == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("150203800505341", "这是 15 位的旧身份证号，已停止使用；请按现在的证件填写 18 位号码，或者留空。"),
        ("1502031980050534", "身份证号应是 18 位，现在是 16 位，请对照证件核对。"),
        ("15020319800505A417", "身份证号前 17 位应是数字，最后一位是数字或 X，请对照证件核对。"),
        ("990203198005053417", "身份证号开头两位不是省级代码，请对照证件核对。"),
        ("150203198002303417", "身份证号里的出生日期（第 7 至 14 位）不存在，请对照证件核对。"),
        ("150203202611223417", "身份证号里的出生日期（第 7 至 14 位）晚于今天，请对照证件核对。"),
        ("150203189912313417", "身份证号里的出生日期（第 7 至 14 位）早于 1900 年，请对照证件核对。"),
        ("11010519491231002" + "1", "身份证号最后一位与前 17 位对不上，请对照证件逐位核对。"),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong(number, sentence):
    assert sentence_for(number) == sentence


@given(id_numbers)
def test_a_number_with_its_check_sign_passes_in_any_spelling(number):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in number)
    assert documents.check_id_number(wide, today=TODAY) == number


@given(id_numbers, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number, place, shift):
    changed = str((int(number[place]) + shift) % 10)
    with pytest.raises(Refused):
        documents.check_id_number(number[:place] + changed + number[place + 1 :], today=TODAY)


@given(id_numbers, st.integers(0, 15))
def test_two_neighbours_swapped_are_always_noticed(number, place):
    assume(number[place] != number[place + 1])
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    with pytest.raises(Refused):
        documents.check_id_number(swapped, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("138 1234 1234", "13812341234"),
        ("+86-13812341234", "13812341234"),
        ("８６１３８１２３４１２３４", "13812341234"),
        ("0477-8591234", "04778591234"),
        ("(010)87654321", "01087654321"),
        ("0477-8591234转801", "04778591234转801"),
        ("400-820-8820", "4008208820"),
    ],
)
def test_phone_numbers_as_people_write_them(typed, stored):
    assert telephones.check_phone(typed) == stored


def test_a_local_number_asks_for_its_area_code():
    with pytest.raises(Refused, match="固定电话请带上区号，如 0477-8591234。"):
        telephones.check_phone("8591234")


@pytest.mark.parametrize("typed", ["1381234123", "23812341234", "没有", "12345678901234", ""])
def test_no_phone_number_is_refused_beside_its_field(typed):
    with pytest.raises(Refused) as refusal:
        telephones.check_phone(typed)
    assert refusal.value.field == "phone"


def test_masks_in_their_default_form():
    assert identity.mask_name("张三") == "张*"
    assert identity.mask_name("阿依古丽·买买提") == "阿*"
    assert identity.mask_name("𬱖某") == "𬱖*"
    assert identity.mask_name("张") == "*"
    assert telephones.mask_phone("138-1234-5678") == "138****5678"
    assert telephones.mask_phone("0477-8591234转801") == "047****1234"
    assert documents.mask_id(GOOD) == "150203**********17"
    assert documents.mask_id("E12345678") == "E****8"
    assert (identity.mask_name(""), telephones.mask_phone(""), documents.mask_id(""), identity.mask_address("")) == (
        "",
    ) * 4


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("江州市清川县清河镇河湾社区安置房3号楼2单元501室", "江州市清川县清河镇河湾社区****"),
        ("清河镇河湾村三组王家大院", "清河镇河湾村****"),
        ("重庆市涪陵区武陵山乡", "重庆市涪陵区武陵山乡"),
        ("清河镇中学家属院", "清河镇****"),
        ("清河镇张三丰家对面山坡上的那个村", "清河镇****"),
        ("３号楼", "****"),
        ("老地方", "****"),
    ],
)
def test_an_address_is_shown_down_to_the_village(address, shown):
    assert identity.mask_address(address) == shown


@given(han, han)
def test_a_masked_name_never_shows_a_second_sign(first, rest):
    masked = identity.mask_name(first + rest)
    assert masked == first[0] + "*"


@given(st.text(max_size=40))
def test_masks_never_show_a_whole_value(text):
    assume(identity.normalise(text) and "*" not in identity.half_width(text))
    assert telephones.mask_phone(text) != identity.normalise(text)
    assert documents.mask_id(text) != identity.normalise(text)
    assert len([sign for sign in identity.mask_name(text) if sign != "*"]) <= 1


@given(digits)
def test_masked_numbers_hide_the_middle(number):
    for masked, shown in ((telephones.mask_phone(number), 7), (documents.mask_id(number), 8)):
        assert "****" in masked
        assert len(masked.replace("*", "")) <= min(shown, max(len(number) - 4, 0))


@given(han, digits, han)
def test_a_masked_address_shows_no_number_and_nothing_after_one(village, house, rest):
    assert not any(sign.isdigit() for sign in identity.mask_address(f"清河镇{village}村{house}{rest}"))
    assert rest not in identity.mask_address(f"清河镇河湾村{house}号{rest}村").replace("清河镇河湾村", "")


@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing(text):
    assert identity.normalise(identity.normalise(text)) == identity.normalise(text)
    assert identity.normalise_name(identity.normalise_name(text)) == identity.normalise_name(text)


def test_names_keep_rare_characters_and_lose_only_blanks():
    assert identity.normalise_name(" 张　三 ") == "张三"
    assert identity.normalise_name("John  Smith") == "John Smith"
    assert identity.normalise_name("𠅤㛃䶮") == "𠅤㛃䶮"


@pytest.mark.parametrize("dot", "·•‧∙⋅․・･᛫")
def test_a_name_has_one_spelling_for_comparing_whatever_its_dot(dot):
    assert identity.normalise_name(f"古丽米热{dot}艾比布力") == "古丽米热·艾比布力"
    assert identity.name_key(f"古丽米热{dot}艾比布力") == identity.name_key("古丽米热 艾比布力") == "古丽米热艾比布力"


def test_radicals_and_private_signs_of_old_machines_become_the_characters_they_stand_for():
    assert identity.normalise_name("⻢⼩云") == "马小云"
    assert identity.normalise_name("张\ue81e") == "张\u9fb4"
    assert identity.normalise_name("李\ue816") == "李\U00020087"
    assert (
        identity.normalise_name("王\ue86f") == "王\ue86f"
    )  # no standard gave it a character: it stays as it was typed


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("张三、李四等5人", ["张三", "李四"]), ("张三,李四；王五", ["张三", "李四", "王五"]), ("张三和李四", ["张三", "李四"]),
        ("王和平", ["王和平"]), ("张 三", ["张三"]), ("John Smith", ["John Smith"]), ("才让", ["才让"]), ("", []),
        ("欧阳和平等人", ["欧阳和平"]), ("古丽米热•艾比布力/阿不都", ["古丽米热·艾比布力", "阿不都"]),
    ],
)  # fmt: skip
def test_several_names_in_one_cell_are_told_apart(cell, names):
    assert identity.split_names(cell) == names
