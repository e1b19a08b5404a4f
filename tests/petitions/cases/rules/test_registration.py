"""A registration is told everything that is wrong with it, beside the field."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petitions.cases.rules.channels import CHANNELS, PURPOSES
from petitions.cases.rules.registration import Limits, PetitionerEntry, Registration, faults
from township.directory.rules import telephones

TODAY = date(2026, 11, 21)
ZHANG = PetitionerEntry(name="张三", id_type="111", id_number="11010519491231002X", phone="13812341234")
VISIT = Registration(
    channel="visit",
    purpose="demand",
    raised_on=TODAY,
    received_on=TODAY,
    registered_on=TODAY,
    words="请求明确3号楼办证时间。",
    petitioners=(ZHANG,),
    visitors=1,
)


def found(entry, **limits):
    return faults(entry, today=TODAY, limits=Limits(**limits))


def changed(**fields):
    return found(replace(VISIT, **fields))


def people(role, number, start=0):
    return tuple(PetitionerEntry(name=f"李{'一二三四五六七八'[start + n]}", role=role) for n in range(number))


def test_a_plain_visit_may_be_saved():
    assert found(VISIT) == []


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("raised_on", "信访日期不能晚于今天（2026年11月21日）。"),
        ("received_on", "收到日期不能晚于今天（2026年11月21日）。"),
        ("registered_on", "登记日期不能晚于今天（2026年11月21日）。"),
    ],
)
def test_no_date_lies_in_the_future(field, sentence):
    assert (field, sentence) in changed(**{field: date(2026, 11, 22)})


def test_raised_received_registered_come_in_this_order():
    assert changed(raised_on=date(2026, 11, 20), received_on=date(2026, 11, 19)) == [
        ("received_on", "收到日期不能早于信访日期（2026年11月20日）。")
    ]
    assert changed(raised_on=date(2026, 11, 1), received_on=date(2026, 11, 9), registered_on=date(2026, 11, 8)) == [
        ("registered_on", "登记日期不能早于收到日期（2026年11月9日）。")
    ]


def test_a_missing_date_is_asked_for():
    assert changed(received_on=None) == [("received_on", "请填写收到日期。")]


def test_words_place_purpose_and_class_are_asked_for():
    assert changed(words=" 　\n", has_place=False, purpose="") == [
        ("purpose", "请选择信访目的。"),
        ("words", "请记下信访人的陈述：请求、事实和理由（条例第十九条）。"),
        ("place", "请填写问题属地：选择村（社区），或者写明地点。"),
    ]
    assert changed(purpose="other") == [
        ("case_class", "信访目的是“其他”时，请选择事项类别：建议意见、检举控告或申诉求决。")
    ]


def test_an_unknown_channel_is_asked_for_first():
    assert changed(channel="pigeon", words="") == [("channel", "请选择信访形式。")]


def test_somebody_must_be_named_unless_anonymous():
    assert changed(petitioners=()) == [("petitioners", "请填写信访人姓名（名称）；没有留姓名的，请勾选“匿名”。")]
    assert changed(petitioners=(PetitionerEntry(name=" "),)) == [
        ("petitioners-0-name", "请填写姓名（名称）；多出的一行请删除。")
    ]
    assert changed(petitioners=(), is_anonymous=True) == []
    assert changed(is_anonymous=True) == [("is_anonymous", "匿名件不填姓名；信访人留了姓名的，请取消“匿名”。")]


def test_a_wrong_check_digit_and_a_short_phone_stand_beside_their_fields():
    wrong = replace(ZHANG, id_number="110105194912310021", phone="1381234")
    assert changed(petitioners=(wrong,)) == [
        ("petitioners-0-id_number", "身份证号最后一位与前 17 位对不上，请对照证件逐位核对。"),
        ("petitioners-0-phone", telephones.WRONG),
    ]


def test_full_width_digits_are_no_fault():
    wide = replace(ZHANG, id_number="１１０１０５１９４９１２３１００２Ｘ", phone="１３８１２３４１２３４")
    assert changed(petitioners=(wide,)) == []


def test_a_document_number_needs_its_kind_and_a_passport_is_not_measured_as_an_id_card():
    assert changed(petitioners=(replace(ZHANG, id_type=""),)) == [
        ("petitioners-0-id_type", "填了证件号码，请选择证件类型。")
    ]
    assert changed(petitioners=(replace(ZHANG, id_type="passport", id_number="E12345678"),)) == []


def test_five_representatives_pass_and_six_do_not():
    assert changed(petitioners=people("representative", 5), visitors=7) == []
    assert changed(petitioners=people("representative", 6), visitors=7) == [
        ("petitioners", "代表不得超过5人，现在是6人；其余的人请登记为联名人（条例第二十条）。")
    ]
    assert found(replace(VISIT, petitioners=people("representative", 4), visitors=7), representatives_max=3) == [
        ("petitioners", "代表不得超过3人，现在是4人；其余的人请登记为联名人（条例第二十条）。")
    ]


def test_fewer_visitors_than_representatives_cannot_be():
    assert changed(petitioners=people("representative", 3), visitors=2) == [
        ("visitors", "来访人数不能少于代表人数（3人）。")
    ]


def test_co_signers_of_a_letter_count_but_an_agent_does_not():
    signers = (*people("petitioner", 1), *people("co_signer", 2, 1), *people("agent", 1, 3))
    letter = replace(VISIT, channel="letter", petitioners=signers, visitors=3)
    assert found(letter) == []
    assert found(replace(letter, visitors=2)) == [("visitors", "信访人数不能少于登记的人数（3人，代理人不计）。")]


def test_an_agent_alone_is_not_enough():
    assert changed(petitioners=people("agent", 1)) == [("petitioners", "代理人之外还要填写被代理的信访人。")]


def test_head_counts_stay_in_their_bounds():
    assert changed(visitors=0) == [("visitors", "人数应在 1 到 9999 之间。")]
    assert changed(visitors=None) == [("visitors", "来访请填写来访人数。")]
    assert changed(visitors=7, involved=6) == [("involved", "涉及人数不能少于信访人数（7人）；不清楚的可以不填。")]


def test_the_group_flag_follows_the_head_count():
    assert changed(visitors=7, is_group=True) == changed(visitors=4, is_group=False) == []
    assert changed(visitors=5, is_group=False) == [("is_group", "来访5人，5人及以上是集体访，请勾选“集体访”。")]
    assert changed(visitors=4, is_group=True) == [("is_group", "来访4人，不足5人是个访，请取消“集体访”。")]
    assert found(replace(VISIT, channel="letter", visitors=9, is_group=True)) == [
        ("is_group", "只有来访、接访才有集体访，请取消“集体访”；多人署名的请登记联名人。")
    ]


def test_the_same_person_twice_is_noticed_but_namesakes_may_be_told_apart():
    assert changed(petitioners=(ZHANG, replace(ZHANG, name="张叁"))) == [
        ("petitioners-1-id_number", "与第1人的证件号码相同，请核对。")
    ]
    twice = people("petitioner", 1) * 2
    assert changed(petitioners=twice, visitors=2) == [
        ("petitioners-1-name", "与第1人重复；确是同名的两个人，请填写电话、住址或证件号码加以区分。")
    ]
    assert changed(petitioners=(twice[0], replace(twice[1], address="河湾村二组")), visitors=2) == []


def test_what_came_from_above_names_its_source_and_an_assignment_its_limit():
    assert changed(channel="transferred") == [
        ("source_organ", "上级转送请填写来源机关。"),
        ("source_number", "上级转送请填写来文文号。"),
    ]
    source = {"channel": "assigned", "source_organ": "清川县信访局", "source_number": "川信交〔2026〕9号"}
    assert changed(**source) == [("source_due_on", "上级交办请填写交办期限。")]
    assert changed(**source, source_due_on=date(2026, 12, 10)) == []
    assert changed(**source, source_due_on=date(2026, 11, 1)) == [
        ("source_due_on", "交办期限不能早于收到日期；已经过期的，请先与交办机关确认期限。")
    ]


def test_a_caller_has_a_number_unless_nobody_knows_who_called():
    assert changed(channel="call") == [("caller_number", "来电请填写来电号码。")]
    assert changed(channel="call", is_anonymous=True, petitioners=()) == []
    assert changed(channel="call", caller_number="12") == [("caller_number", telephones.WRONG)]


def test_a_reception_names_leader_and_day():
    assert changed(channel="reception") == [("leader", "接访请选择接访领导。"), ("session_on", "接访请填写接访日期。")]
    assert changed(channel="reception", leader="陈副镇长", session_on=date(2026, 11, 22))[0] == (
        "session_on",
        "接访日期不能晚于今天（2026年11月21日）。",
    )


def test_a_letter_was_written_before_it_was_posted_and_posted_before_it_came():
    letter = {"channel": "letter", "raised_on": date(2026, 11, 10)}
    assert changed(**letter, letter_on=date(2026, 11, 10), postmark_on=date(2026, 11, 12)) == []
    assert changed(**letter, letter_on=date(2026, 11, 13), postmark_on=date(2026, 11, 12)) == [
        ("postmark_on", "邮戳日期不能早于落款日期，请对照信封核对。")
    ]
    assert changed(**letter, received_on=date(2026, 11, 11), postmark_on=date(2026, 11, 12)) == [
        ("postmark_on", "邮戳日期不能晚于收到日期（2026年11月11日）。")
    ]


typed = st.text(max_size=20)
entries = st.builds(
    Registration,
    channel=st.sampled_from([*CHANNELS, "?"]),
    purpose=st.sampled_from([*PURPOSES, ""]),
    case_class=st.sampled_from(["", "claim", "nonsense"]),
    raised_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    received_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    registered_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    words=typed,
    petitioners=st.lists(
        st.builds(
            PetitionerEntry,
            name=typed,
            role=st.sampled_from(["petitioner", "representative", "co_signer", "agent"]),
            id_type=st.sampled_from(["", "111", "passport"]),
            id_number=typed,
            phone=typed,
        ),
        max_size=8,
    ).map(tuple),
    visitors=st.none() | st.integers(-1, 10**6),
    involved=st.none() | st.integers(0, 100),
    is_group=st.none() | st.booleans(),
    is_anonymous=st.booleans(),
    caller_number=typed,
    source_due_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)


@given(entries)
def test_anything_typed_is_answered_with_sentences_and_what_passes_is_in_order(entry):
    answers = faults(entry, today=TODAY)
    assert all(field and sentence.endswith("。") for field, sentence in answers)
    if not answers:
        assert entry.raised_on <= entry.received_on <= entry.registered_on <= TODAY
        assert sum(person.role == "representative" for person in entry.petitioners) <= 5


@given(entries)
def test_no_sentence_repeats_what_identifies_a_person(entry):
    private = [text for person in entry.petitioners for text in (person.name, person.id_number, person.phone)]
    sentences = "".join(sentence for _, sentence in faults(entry, today=TODAY))
    assert [text for text in private if len(text) > 8 and text in sentences] == []
