"""Settings: every default obeys its own bounds, every typed value is read or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.profiles.rules.settings import BY_KEY, DEFAULTS, REGISTRY, parse, with_defaults
from township.refusals import Refused
from township.sources import SourceMark


def test_keys_are_unique_and_fit_their_column():
    assert len(BY_KEY) == len(REGISTRY)
    assert max(len(key) for key in BY_KEY) <= 60


@pytest.mark.parametrize("setting", REGISTRY, ids=lambda s: s.key)
def test_a_default_obeys_its_own_bounds_and_names_its_source(setting):
    assert parse(setting.key, str(setting.default)) == setting.default
    assert setting.source


def test_what_is_not_law_does_not_pass_for_law():
    assert BY_KEY["simple_accept_wd"].mark == SourceMark.UNCONFIRMED
    assert BY_KEY["evaluation_window_days"].mark == SourceMark.UNCONFIRMED
    assert BY_KEY["assignment_default_days"].mark == SourceMark.OFFICE_RULE
    assert BY_KEY["representatives_max"].mark == SourceMark.FOUND


def test_full_width_digits_are_read():
    assert parse("simple_accept_wd", " ５ ") == 5


def test_nobody_may_admit_six_representatives():
    with pytest.raises(Refused) as refusal:
        parse("representatives_max", "6")
    assert refusal.value.message == "“代表人数上限”要在 1 到 5 人之间。"
    assert (refusal.value.field, refusal.value.article) == ("representatives_max", "条例第二十条：代表人数不得超过5人")


@pytest.mark.parametrize("typed", ["", "三", "3.5", "-1", "1e3", "³"])
def test_no_number_is_refused_with_the_unit(typed):
    with pytest.raises(Refused, match="要填整数（单位：工作日）"):
        parse("simple_accept_wd", typed)


def test_what_is_counted_in_nothing_is_said_without_a_unit():
    with pytest.raises(Refused) as refusal:
        parse("second_factor", "三")
    assert refusal.value.message.endswith("要填整数。")
    with pytest.raises(Refused, match="0 到 2 之间"):
        parse("second_factor", "3")
    assert [BY_KEY[key].in_words(value) for key, value in (("second_factor", 1), ("idle_timeout_minutes", 30))] == [
        "1",
        "30 分钟",
    ]


@given(st.sampled_from(REGISTRY), st.text(max_size=12))
def test_any_text_is_read_within_bounds_or_refused(setting, text):
    try:
        value = parse(setting.key, text)
    except Refused as refusal:
        assert refusal.field == setting.key
    else:
        assert setting.minimum <= value <= setting.maximum


def test_stored_values_replace_defaults_and_stale_keys_are_ignored():
    values = with_defaults({"simple_close_wd": "12", "gone": "1"})
    assert values == {**DEFAULTS, "simple_close_wd": 12}
