"""What may stand where in the unit tree."""

import pytest

from township.directory.rules.accounts import check_username
from township.directory.rules.units import check_details, check_place
from township.refusals import Refused


@pytest.mark.parametrize(
    ("kind", "parent"), [("member", "township"), ("village", "township"), ("grid", "village"), ("outside", None)]
)
def test_units_under_their_own_level(kind, parent):
    check_place(kind, parent)


@pytest.mark.parametrize(
    ("kind", "parent", "field"),
    [
        ("grid", "township", "parent"),
        ("grid", None, "parent"),
        ("village", "village", "parent"),
        ("outside", "township", "parent"),
        ("township", None, "kind"),
    ],
)
def test_units_in_a_wrong_place(kind, parent, field):
    with pytest.raises(Refused) as refused:
        check_place(kind, parent)
    assert refused.value.field == field


def test_details_belong_to_their_kind():
    check_details("grid", "", 86)
    check_details("outside", "discipline", None)
    for kind, outside_kind, households, field in [
        ("outside", "", None, "outside_kind"),
        ("member", "discipline", None, "outside_kind"),
        ("village", "", 300, "households"),
    ]:
        with pytest.raises(Refused) as refused:
            check_details(kind, outside_kind, households)
        assert refused.value.field == field


@pytest.mark.parametrize(("typed", "name"), [("LinXiao", "linxiao"), (" ｌｉｎ.2 ", "lin.2"), ("a-b_c", "a-b_c")])
def test_account_names_are_small_letters_whatever_was_typed(typed, name):
    assert check_username(typed) == name


@pytest.mark.parametrize("typed", ["林晓", "ab", ".abc", "a b c", "x" * 41, ""])
def test_account_names_with_other_signs_are_refused(typed):
    with pytest.raises(Refused) as refused:
        check_username(typed)
    assert refused.value.field == "username"
