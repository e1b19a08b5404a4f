"""Documents and telephones of people from elsewhere: known by their form, checked, masked and found in a text."""

from datetime import date

import pytest

from township.directory.rules import documents, telephones
from township.directory.rules.documents import (
    FOREIGN_RESIDENCE,
    HOME_PERMIT,
    PASSPORT,
    RESIDENCE,
    RESIDENT_ID,
    TAIWAN_PERMIT,
)
from township.refusals import Refused
from township.words import has_personal_number, says_who, without_numbers

TODAY = date(2026, 11, 21)
NEW_CARD = "91184019800505001" + documents.check_sign("91184019800505001")
HONG_KONG = "81000019800505001" + documents.check_sign("81000019800505001")


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (FOREIGN_RESIDENCE, "kaz 1100 901231 05", "KAZ110090123105"),  # check digit after ICAO 9303: 265 mod 10
        (FOREIGN_RESIDENCE, NEW_CARD, NEW_CARD),
        (RESIDENCE, HONG_KONG, HONG_KONG),
        (HOME_PERMIT, "h12345678", "H12345678"),
        (HOME_PERMIT, "M1234567801", "M1234567801"),
        (TAIWAN_PERMIT, "01234567", "01234567"),
        (TAIWAN_PERMIT, "0123456789（B）", "0123456789B"),
        (PASSPORT, "ea1234567", "EA1234567"),
        (PASSPORT, "512345678", "512345678"),
        (RESIDENT_ID, "11010519491231002x", "11010519491231002X"),
    ],
)
def test_each_kind_is_kept_in_one_spelling(kind, typed, kept):
    assert documents.check_document(kind, typed, today=TODAY) == kept
    assert kind in documents.documents_of(typed, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (FOREIGN_RESIDENCE, "KAZ110090123104", "永久居留身份证号码最后一位与前 14 位对不上，请对照证件逐位核对。"),
        (FOREIGN_RESIDENCE, "KAZ110090133105", "永久居留身份证号码里的出生日期（第 8 至 13 位）不存在，请对照证件核对。"),
        (FOREIGN_RESIDENCE, NEW_CARD[:-1] + "A", "永久居留身份证号码：2023 年起的新证是 18 位，以 9 开头；旧证是 3 个字母加 12 位数字。请对照证件核对。"),
        (FOREIGN_RESIDENCE, "999840198005050016", "永久居留身份证号码第 2、3 位不是省级代码，请对照证件核对。"),
        (RESIDENCE, "11010519491231002X", "港澳台居民居住证号码是 18 位，以 810000、820000 或 830000 开头，请对照证件核对。"),
        (HOME_PERMIT, "X12345678", "港澳居民来往内地通行证号码是 H 或 M 加 8 位数字（旧证再加 2 位换证次数），请对照证件核对。"),
        (TAIWAN_PERMIT, "1234567", "台湾居民来往大陆通行证号码是 8 位数字（旧证 10 位，可带括号里的一位），请对照证件核对。"),
        (PASSPORT, "ABCDEFG", "护照号码是 6 至 12 位字母和数字，至少 4 位数字，请对照证件核对。"),
        (RESIDENT_ID, NEW_CARD, "身份证号开头两位不是省级代码，请对照证件核对。"),
    ],
)  # fmt: skip
def test_a_wrong_number_is_told_by_its_kind(kind, typed, sentence):
    with pytest.raises(Refused, match="核对") as refusal:
        documents.check_document(kind, typed, today=TODAY)
    assert (refusal.value.message, refusal.value.field) == (sentence, "id_number")


@pytest.mark.parametrize("place", range(17))
def test_one_wrong_digit_of_the_new_card_is_noticed(place):
    changed = NEW_CARD[:place] + str((int(NEW_CARD[place]) + 1) % 10) + NEW_CARD[place + 1 :]
    assert FOREIGN_RESIDENCE not in documents.documents_of(changed, today=TODAY)


def test_a_number_without_a_kind_is_of_the_kind_whose_form_it_has():
    found = {
        number: documents.document_kind(number)
        for number in (NEW_CARD, HONG_KONG, "H12345678", "E12345678", "01234567", "x")
    }
    assert list(found.values()) == [FOREIGN_RESIDENCE, RESIDENCE, HOME_PERMIT, PASSPORT, "", ""]


def test_the_times_of_issue_do_not_make_another_person():
    assert documents.document_key("H1234567802") == documents.document_key("h12345678")


def test_what_may_as_well_be_a_running_number_is_no_document_by_its_form():
    assert documents.is_document("H12345678", today=TODAY) and documents.is_document("KAZ110090123105", today=TODAY)
    assert not documents.is_document("20260105", today=TODAY)
    assert not documents.is_document("13812341234", today=TODAY)


@pytest.mark.parametrize(
    ("typed", "kept", "masked"),
    [
        ("+852 5123 4567", "+85251234567", "+852****67"),
        ("00853-6612-3456", "+85366123456", "+853****56"),
        ("+886 912 345 678", "+886912345678", "+886****78"),
        ("+1 (415) 555-2671", "+14155552671", "+1****71"),
        ("＋４４ 20 7946 0958", "+442079460958", "+44****58"),
        ("0086 138 1234 1234", "13812341234", "138****1234"),
    ],
)
def test_numbers_of_other_countries_keep_their_code(typed, kept, masked):
    assert telephones.check_phone(typed) == kept
    assert telephones.mask_phone(kept) == masked


@pytest.mark.parametrize("typed", ["+86 1381234", "+89 1234 5678", "+852 12", "85251234567890123", "+0 123 456 789"])
def test_what_no_country_has_is_refused_with_an_example(typed):
    with pytest.raises(Refused, match=r"如 \+852 5123 4567"):
        telephones.check_phone(typed)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"持证人{NEW_CARD}反映路灯", "持证人****反映路灯"),
        ("永居证KAZ110090123105的村民", "永居证****的村民"),
        ("回乡证号：H12345678", "回乡证号：****"),
        ("护照号码 512345678 的人", "护照号码 ****的人"),
        ("台胞证01234567", "台胞证****"),
        ("来电+852 5123 4567反映", "来电****反映"),
        ("联系0044 20 7946 0958", "联系****"),
    ],
)
def test_such_numbers_are_known_in_a_text(text, masked):
    assert says_who(text) and has_personal_number(text)
    assert without_numbers(text).replace(" 的人", "的人") == masked


@pytest.mark.parametrize(
    "text",
    [
        "合同HT20260115号",
        "居住证20260115到期",
        "金额1380000元+852元",
        "车牌蒙K12345",
        "依据GB18030-2022",
        "护照办理3个月",
        "清信〔2026〕12号",
    ],
)
def test_other_numbers_are_nobodys(text):
    assert not says_who(text)
