"""One box: a number, a person exactly, or words of the matter; never what the searcher may not see."""

import pytest

from petitions.cases.rules.entries import PetitionerData, TargetData
from records.finding.queries.find import find as look_for
from records.finding.rules.excerpts import excerpt
from township.directory.rules.documents import mask_id
from township.directory.rules.telephones import mask_phone

LI = PetitionerData(
    name="李秀英", phone="13711112222", id_type="111", id_number="110101194912310024", address="河湾社区"
)


@pytest.fixture
def found(cast, stage):
    """found(text, who) -> (numbers found exactly, what for, numbers found by words)."""

    def find(text, who="clerk", page=1):
        result = look_for(cast.actor(who), text, page=page, today=cast.today)
        return [one.number for one in result.exact], result.exact_label, [one.number for one in result.by_words]

    return find


def test_a_number_is_found_as_printed_as_typed_and_by_its_running_number(stage, found):
    number = stage.register().number
    for typed in (number, "清信[2026]1号", "清信2026年1", "1"):
        assert found(typed)[:2] == ([number], "编号"), typed
    assert found("清信〔2026〕2号")[0] == []


def test_the_upper_systems_number_is_found(stage, found):
    number = stage.register(channel="online", upper_number="M52010020260922-7").number
    assert found("M52010020260922-7")[0] == [number]


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("李秀英", "姓名"),
        ("李 秀 英", "姓名"),
        ("137-1111-2222", "电话"),
        ("１３７１１１１２２２２", "电话"),
        ("110101194912310024", "证件号码"),
    ],
)
def test_a_person_is_found_exactly_in_any_spelling(stage, found, typed, label):
    stage.register()
    number = stage.register(petitioners=(LI,)).number
    assert found(typed)[:2] == ([number], label)


ABROAD = [
    ("foreigner", "KAZ110090123105", "kaz 110090123105"),
    ("home", "H1234567801", "H12345678"),  # another issue of the same card
    ("taiwan", "0123456789(B)", "0123456789（B）"),
    ("passport", "512345678", "512345678"),
]


@pytest.mark.parametrize(("kind", "number", "typed"), ABROAD)
def test_people_from_elsewhere_are_found_by_their_papers_and_shown_masked(stage, found, kind, number, typed):
    person = PetitionerData(name="阿依", phone="+852 5123 4567", id_type=kind, id_number=number, address="河湾社区")
    case = stage.register(petitioners=(person,)).number
    assert found(typed)[:2] == ([case], "证件号码")
    assert found("00852 51234567")[:2] == ([case], "电话")
    (row,) = stage.case.petitioners.all()
    assert (row.phone, mask_phone(row.phone)) == ("+85251234567", "+852****67")
    assert mask_id(row.id_number) == f"{row.id_number[0]}****{row.id_number[-1]}"


def test_part_of_a_name_or_of_a_telephone_finds_nobody(stage, found):
    stage.register(petitioners=(LI,))
    assert found("秀英")[0] == []
    assert found("1371111222")[0] == []


def test_words_are_found_from_two_characters_up(stage, found):
    number = stage.register().number
    for typed in ("测绘", "不动产证", "办证 测绘费"):
        assert found(typed)[2] == [number], typed
    assert found("拆迁")[2] == []
    assert found("测绘 拆迁")[2] == []


def test_one_character_is_asked_to_be_two(stage, cast):
    stage.register()
    assert look_for(cast.actor("clerk"), "证", page=1, today=cast.today).is_too_short


def test_an_excerpt_shows_why_it_was_found():
    pieces = excerpt("前文很长。" * 10 + "多收了测绘费两百元。", "测绘费")
    assert [piece.text for piece in pieces if piece.is_hit] == ["测绘费"]
    assert pieces[0].text.startswith("…")
    assert "".join(piece.text for piece in pieces).endswith("多收了测绘费两百元。")
    assert excerpt("没有", "测绘费") == ()


def test_the_liaison_finds_only_what_the_unit_has(stage, found):
    number = stage.register().number
    assert found("测绘", "liaison") == ([], "编号", [])
    stage.assign()
    assert found("测绘", "liaison")[2] == [number]
    assert found("测绘", "liaison2")[2] == []
    assert found(number, "liaison2")[0] == []


def test_the_neighbour_township_finds_nothing(stage, found):
    number = stage.register(petitioners=(LI,)).number
    for typed in ("测绘", number, "李秀英", LI.phone):
        assert found(typed, "east_clerk")[::2] == ([], [])


def test_an_accusation_is_found_by_nobody_but_its_list_and_never_by_its_words(stage, found):
    stage.register(purpose="accusation", title="", claims=(), words="村主任私分征地补偿款", petitioners=(LI,))
    number = stage.case.number
    for who in ("clerk2", "director", "convenor", "liaison", "leader", "grid"):
        for typed in ("征地补偿", number, "李秀英", LI.phone, LI.id_number):
            assert found(typed, who)[::2] == ([], []), (who, typed)
    assert found("李秀英", "clerk")[0] == [number]
    assert found("征地补偿", "clerk")[2] == []


def test_who_was_complained_of_finds_nothing(stage, found, cast):
    stage.register(targets=(TargetData(person_id=cast.person("director").pk),))
    assert found("测绘", "director")[2] == []
    assert found("测绘", "clerk")[2] == [stage.case.number]


def test_thirty_lines_a_page_newest_first(stage, cast):
    for _ in range(32):
        stage.register()
    first = look_for(cast.actor("clerk"), "测绘", page=1, today=cast.today)
    second = look_for(cast.actor("clerk"), "测绘", page=2, today=cast.today)
    assert (len(first.by_words), first.has_more, len(second.by_words), second.has_more) == (30, True, 2, False)
    assert first.by_words[0].number == "清信〔2026〕32号"


def test_the_statements_do_not_grow_with_the_cases(stage, cast, django_assert_max_num_queries):
    stage.register()
    actor = cast.actor("clerk")
    look_for(actor, "测绘", page=1, today=cast.today)
    with django_assert_max_num_queries(6):
        look_for(actor, "测绘", page=1, today=cast.today)
    for _ in range(5):
        stage.register()
    with django_assert_max_num_queries(6):
        look_for(actor, "测绘", page=1, today=cast.today)
