"""Which posts go together, where they sit, and who decides on them."""

from datetime import date

import pytest

from township.directory.models.people import Role
from township.directory.models.units import UnitKind
from township.directory.rules import posts, units
from township.directory.rules.posts import HeldPost, check_against, check_dates, check_decider, check_seat, confirmers
from township.permissions import ALL_ROLES
from township.refusals import Refused

JAN, JUN, DEC = date(2026, 1, 1), date(2026, 6, 30), date(2026, 12, 31)


def held(person=1, role="clerk", unit=1, starts_on=JAN, ends_on=None, **more) -> HeldPost:
    return HeldPost(person, role, unit, starts_on, ends_on, **more)


def test_words_of_the_rules_are_the_words_of_the_models():
    assert dict(Role.choices) == posts.LABELS
    assert dict(UnitKind.choices) == units.LABELS
    assert set(posts.UNIT_KINDS) == set(ALL_ROLES)


@pytest.mark.parametrize(
    ("role", "kind", "is_office", "fits"),
    [
        ("director", "member", True, True),
        ("director", "member", False, False),
        ("clerk", "township", True, False),
        ("liaison", "member", False, True),
        ("liaison", "village", False, True),
        ("liaison", "grid", False, False),
        ("grid_member", "grid", False, True),
        ("leader", "township", False, True),
        ("leader", "outside", False, False),
    ],
)
def test_a_post_sits_on_a_unit_of_its_kind(role, kind, is_office, fits):
    if fits:
        check_seat(role, kind, is_office)
    else:
        with pytest.raises(Refused) as refused:
            check_seat(role, kind, is_office)
        assert refused.value.field == "unit"


def test_a_deputy_has_an_end_and_nobody_ends_before_he_starts():
    check_dates(JAN, None, deputy=False)
    check_dates(JAN, JAN, deputy=True)
    with pytest.raises(Refused, match="代行要写明到哪一天为止"):
        check_dates(JAN, None, deputy=True)
    with pytest.raises(Refused, match="离任日期不能早于任职日期"):
        check_dates(JUN, JAN, deputy=False)


def test_the_same_post_twice_is_refused_only_where_the_periods_meet():
    with pytest.raises(Refused, match="不必重复提出"):
        check_against(held(starts_on=JUN), [held(ends_on=JUN)])
    check_against(held(starts_on=date(2026, 7, 1)), [held(ends_on=JUN)])
    check_against(held(unit=2), [held()])


@pytest.mark.parametrize(
    ("role", "other"),
    [("sysadmin", "director"), ("convenor", "sysadmin"), ("auditor", "clerk"), ("director", "auditor")],
)
def test_whoever_grants_does_not_confirm_and_whoever_checks_does_not_handle(role, other):
    with pytest.raises(Refused, match="不能由同一人担任"):
        check_against(held(role=role), [held(role=other, unit=2)])
    check_against(held(role=role), [held(person=2, role=other, unit=2)])


def test_one_director_at_a_time_but_a_deputy_may_stand_beside_him():
    with pytest.raises(Refused, match="同一时间只能有一位办公室主任"):
        check_against(held(person=2, role="director"), [held(role="director")])
    check_against(held(person=2, role="director", ends_on=JUN, deputy=True), [held(role="director")])
    check_against(held(person=2, role="director", starts_on=DEC), [held(role="director", ends_on=JUN)])
    check_against(held(person=2, role="convenor"), [held(role="convenor")])


def test_the_directors_own_post_is_confirmed_by_convenors_alone():
    assert confirmers("director") == {"chief_convenor", "convenor"}
    assert confirmers("clerk") == {"chief_convenor", "convenor", "director"}
    with pytest.raises(Refused, match="由召集人确认"):
        check_decider("director", {"director"}, decider_id=1, holder_id=2, proposer_id=3)


def test_nobody_confirms_his_own_post_or_his_own_proposal():
    with pytest.raises(Refused, match="本人的任职不能由本人办理"):
        check_decider("clerk", {"director"}, decider_id=1, holder_id=1, proposer_id=3)
    with pytest.raises(Refused, match="提出人与确认人不能是同一人"):
        check_decider("clerk", {"director"}, decider_id=1, holder_id=2, proposer_id=1)
    check_decider("clerk", {"director"}, decider_id=1, holder_id=2, proposer_id=3)
