"""Search words: pairs of Han, whole Latin words and numbers."""

from hypothesis import given
from hypothesis import strategies as st

from township.search import bigrams, terms, words

han = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=20)


def test_chinese_is_cut_into_overlapping_pairs():
    assert bigrams("校车安全隐患") == ["校车", "车安", "安全", "全隐", "隐患"]


def test_punctuation_parts_runs_and_a_lone_character_gives_no_pair():
    assert bigrams("水，电费、路") == ["电费"]


def test_latin_and_numbers_are_whole_words_in_lower_case():
    assert bigrams("清信〔2026〕121号 A12栋Ｂ座") == ["清信", "2026", "121", "a12", "b"]


def test_rare_characters_count_as_one_sign_each():
    assert bigrams("𬱖𠅤堃") == ["𬱖𠅤", "𠅤堃"]
    assert bigrams("葛󠄀洲坝") == ["葛洲", "洲坝"]


def test_a_query_asks_each_word_once():
    assert terms("低保 低保 补贴") == ("低保", "补贴")
    assert words("低保 低保　Ａ12") == ("低保", "a12")
    assert (terms("水"), words("水")) == ((), ("水",))


@given(han, han, han)
def test_whatever_stands_in_a_text_is_found_in_it(before, sought, after):
    assert set(terms(sought)) <= set(bigrams(before + sought + after))


@given(st.text(max_size=60))
def test_any_text_is_cut_without_error_and_pairs_have_two_signs(text):
    assert all(word.isascii() or len(word) == 2 for word in bigrams(text))
