"""Who is told: the people behind a right, a role or a unit, on a day."""

from datetime import timedelta

from township.directory.models.people import Post
from township.directory.queries.recipients import (
    grid_members_of,
    holders_of,
    in_charge_of,
    leaders,
    liaison_names,
    liaisons_of,
    people_in,
    people_with,
    people_with_whole,
)
from township.directory.queries.units import district_offices, invitable_units, member_units
from township.permissions import CLERK, DIRECTOR, VIEW_DIRECTORY, Capability, Reach


def ids(cast, *keys):
    return sorted(cast.person(key).pk for key in keys)


def test_a_right_is_held_by_its_roles_and_reaches_the_township_for_some_of_them(cast, monkeypatch):
    monkeypatch.setattr("township.permissions.CAPABILITIES", {})
    right = Capability("test.right", "测试", {DIRECTOR: Reach.TOWNSHIP, "liaison": Reach.OWN})
    township, today = cast.township.pk, cast.today
    assert people_with(right, township, today) == ids(cast, "director", "liaison", "liaison2")
    assert people_with_whole(right, township, today) == ids(cast, "director")
    assert people_with(VIEW_DIRECTORY, cast.east.pk, today) == ids(cast, "east_clerk")


def test_posts_that_ended_count_no_more(cast):
    assert liaisons_of([cast.unit("building").pk], cast.today) == ids(cast, "liaison")
    Post.objects.filter(person=cast.person("liaison")).update(ends_on=cast.today)
    assert liaisons_of([cast.unit("building").pk], cast.today) == ids(cast, "liaison")
    assert liaisons_of([cast.unit("building").pk], cast.today + timedelta(days=1)) == []


def test_a_unit_is_reached_through_its_liaison_its_grid_member_and_the_leader_in_charge(cast):
    building, civil, grid = (cast.unit(key).pk for key in ("building", "civil", "grid"))
    Post.objects.get(person=cast.person("leader")).portfolio_units.set([building])
    assert liaisons_of([building, civil], cast.today) == ids(cast, "liaison", "liaison2")
    assert liaison_names([building, grid], cast.today) == {building: "何静"}
    assert grid_members_of([grid], cast.today) == ids(cast, "grid")
    assert in_charge_of([building, civil], cast.today) == {building: ids(cast, "leader")}


def test_the_first_liaison_in_order_is_named(cast):
    Post.objects.filter(person=cast.person("liaison2")).update(unit=cast.unit("building"), order=9)
    assert liaison_names([cast.unit("building").pk], cast.today) == {cast.unit("building").pk: "何静"}


def test_the_leadership_are_convenors_and_leaders_at_work(cast):
    township, today = cast.township.pk, cast.today
    assert [person.name for person in leaders(township, today)] == ["王强", "李建", "陈立"]
    assert people_in([CLERK], township, today) == ids(cast, "clerk", "clerk2")
    cast.person("leader").is_active = False
    cast.person("leader").save()
    assert [person.name for person in leaders(township, today)] == ["王强", "李建"]
    assert [person.name for person in holders_of([DIRECTOR], township, today)] == ["高明"]


def test_member_units_attend_and_organs_outside_may_be_invited(cast):
    members = {unit.name for unit in member_units(cast.township.pk)}
    invitable = {unit.name for unit in invitable_units(cast.township.pk)}
    assert members == {"联席办", "村镇建设办", "民政办", "农业服务中心", "河湾社区"}
    assert invitable - members == {"清川县纪委", "清川县信访联席办", "清川县自然资源局"}
    assert [unit.name for unit in district_offices(cast.township.pk)] == ["清川县信访联席办"]
