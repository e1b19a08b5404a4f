"""The unit tree and the people on it, through the actions."""

import pytest

from township.actors import NotAllowed, OutOfScope
from township.directory.actions.people import add_person, edit_person, leave_person, return_person
from township.directory.actions.units import add_unit, edit_unit, switch_unit_off, switch_unit_on
from township.directory.models.accounts import Account
from township.directory.models.units import Unit
from township.journal.models import JournalEntry
from township.refusals import Refused


def last_line(cast) -> JournalEntry:
    return JournalEntry.objects.filter(township=cast.township).order_by("-seq").first()


def test_a_new_grid_stands_under_its_village_and_is_in_the_journal(cast):
    by, at = cast.actor("sysadmin"), cast.at()
    village = cast.unit("village")
    grid = add_unit(by=by, at=at, kind="grid", name="河湾二网格", parent_id=village.pk, households=86)
    assert grid.path == f"{village.path}{grid.pk}/"
    assert grid.ancestor_ids == (cast.unit("root").pk, village.pk, grid.pk)
    line = last_line(cast)
    assert (line.action, line.subject_label, line.actor_name) == ("unit.add", "河湾二网格", "孙浩")


def test_names_are_once_in_a_township_and_other_townships_do_not_count(cast):
    by, at = cast.actor("sysadmin"), cast.at()
    with pytest.raises(Refused) as refused:
        add_unit(by=by, at=at, kind="member", name="民政办", parent_id=cast.unit("root").pk)
    assert refused.value.field == "name"
    made = add_unit(by=by, at=at, kind="member", name="东岭联席办", parent_id=cast.unit("root").pk)
    assert made.township == cast.township


def test_units_of_another_township_do_not_exist(cast):
    by, at = cast.actor("sysadmin"), cast.at()
    with pytest.raises(OutOfScope):
        add_unit(by=by, at=at, kind="member", name="甲", parent_id=cast.unit("east_root").pk)
    with pytest.raises(OutOfScope):
        edit_unit(unit_id=cast.unit("east_office").pk, by=by, at=at, name="甲")


@pytest.mark.parametrize("key", ["clerk", "director", "convenor", "liaison", "auditor"])
def test_only_the_system_administrator_keeps_the_tree(cast, key):
    with pytest.raises(NotAllowed):
        add_unit(by=cast.actor(key), at=cast.at(), kind="member", name="甲", parent_id=cast.unit("root").pk)


def test_editing_notes_only_what_changed(cast):
    edit_unit(
        unit_id=cast.unit("civil").pk,
        by=cast.actor("sysadmin"),
        at=cast.at(),
        name="民政办",
        phone="0830-5520001",
        order=3,
    )
    assert last_line(cast).detail == {"fields": ["phone"]}


def test_a_unit_with_people_or_units_in_it_is_not_switched_off(cast):
    by, at = cast.actor("sysadmin"), cast.at()
    for key, words in [("village", "下面还有启用的单位"), ("civil", "还有人在任"), ("office", "联席办公室不能停用")]:
        with pytest.raises(Refused, match=words):
            switch_unit_off(unit_id=cast.unit(key).pk, by=by, at=at)
    farm = switch_unit_off(unit_id=cast.unit("farm").pk, by=by, at=at)
    assert farm.is_active is False
    assert switch_unit_on(unit_id=farm.pk, by=by, at=at).is_active is True


def test_people_are_added_corrected_and_leave_with_their_accounts(cast):
    by, at = cast.actor("sysadmin"), cast.at()
    person = add_person(by=by, at=at, name=" 赵 云 ", title="农技员")
    assert person.name == "赵云"
    with pytest.raises(Refused, match="已有同名同职务"):
        add_person(by=by, at=at, name="赵云", title="农技员")
    assert add_person(by=by, at=at, name="赵云", title="司法所长").pk != person.pk
    edit_person(person_id=person.pk, by=by, at=at, name="赵云", title="农业服务中心副主任")
    account = Account.objects.create(username="zhaoyun", person=person, township=cast.township)
    leave_person(person_id=person.pk, by=by, at=at)
    account.refresh_from_db()
    assert account.is_active is False
    return_person(person_id=person.pk, by=by, at=at)
    account.refresh_from_db()
    assert account.is_active is False


def test_somebody_in_a_post_does_not_just_disappear(cast):
    with pytest.raises(Refused, match="还有在任或待确认的岗位"):
        leave_person(person_id=cast.person("clerk").pk, by=cast.actor("sysadmin"), at=cast.at())


def test_nothing_is_written_when_an_action_is_refused(cast):
    before = JournalEntry.objects.count(), Unit.objects.count()
    with pytest.raises(Refused):
        add_unit(by=cast.actor("sysadmin"), at=cast.at(), kind="grid", name="乙", parent_id=cast.unit("root").pk)
    assert (JournalEntry.objects.count(), Unit.objects.count()) == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0830-5520001", "0830-5520001"),
        ("（0830）5520001转12", "0830-5520001转12"),
        ("010 62990000", "010-62990000"),
        ("", ""),
        ("+86 138-1234-1234", "13812341234"),
        ("+852 5123 4567", "+85251234567"),
    ],
)
def test_telephones_of_units_and_people_go_by_the_one_rule(cast, typed, kept):
    by, at = cast.actor("sysadmin"), cast.at()
    assert (
        add_unit(by=by, at=at, kind="member", name="水利站", parent_id=cast.unit("root").pk, phone=typed).phone == kept
    )
    assert add_person(by=by, at=at, name="田水", title="站长", phone=typed).phone == kept


@pytest.mark.parametrize("typed", ["5520001", "138123412", "见通讯录", "13812341234、13900001111"])
def test_what_is_no_telephone_is_refused_beside_its_field(cast, typed):
    by, at = cast.actor("sysadmin"), cast.at()
    for act in (
        lambda: add_person(by=by, at=at, name="田水", title="站长", phone=typed),
        lambda: edit_person(by=by, at=at, person_id=cast.person("leader").pk, name="张慧", phone=typed),
        lambda: add_unit(by=by, at=at, kind="member", name="水利站", parent_id=cast.unit("root").pk, phone=typed),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.field == "phone" and "电话" in refusal.value.message
