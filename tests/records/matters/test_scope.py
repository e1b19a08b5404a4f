"""Need-to-know: five reasons, first hit wins, and deny beats every role."""

import pytest

from petitions.permissions import VIEW_CASE
from records.matters.models.access import Access, Implication, Recusal
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.scope import ensure, is_visible, matters_visible_to, visible_to
from tests.cast import add_post
from township.actors import NotAllowed, OutOfScope, system_actor
from township.directory.models.people import Role
from township.journal.actions import write_entry
from township.journal.queries import journal_visible_to
from township.permissions import CAPABILITIES, LIAISON, OWN, Capability

OFFICE = {"chief", "convenor", "director", "clerk", "clerk2"}


def seen_by(cast, matter) -> set[str]:
    """Everybody who sees the matter; the three ways of asking must give the same answer."""
    answer = {key for key in cast.people if is_visible(cast.actor(key), matter.pk, VIEW_CASE)}
    rows = Matter.objects.filter(pk=matter.pk)
    assert answer == {key for key in cast.people if visible_to(cast.actor(key), rows, VIEW_CASE).exists()}
    assert answer == {key for key in cast.people if matters_visible_to(cast.actor(key)).filter(pk=matter.pk).exists()}
    return answer


def implicate(matter, cast, **who):
    return Implication.objects.create(matter=matter, added_at=cast.at(), **who)


def test_the_office_sees_its_township_and_nobody_elses(matter, cast):
    assert seen_by(cast, matter) == OFFICE
    assert not is_visible(cast.actor("east_clerk"), matter.pk, VIEW_CASE)


def test_a_holding_unit_its_leader_and_a_handler_see_their_own(make_matter, cast, give):
    held, handled, other = make_matter("1号"), make_matter("2号"), make_matter("3号")
    give(held, "building")
    give(handled, person="grid")
    assert seen_by(cast, held) == OFFICE | {"liaison", "leader"}
    assert seen_by(cast, handled) == OFFICE | {"grid"}
    assert seen_by(cast, other) == OFFICE
    held.holdings.update(ended_on=cast.today)
    assert seen_by(cast, held) == OFFICE


def test_first_an_implicated_person_whatever_his_role(matter, cast):
    implicate(matter, cast, person=cast.person("convenor"))
    assert seen_by(cast, matter) == OFFICE - {"convenor"}


def test_second_an_implicated_unit_with_its_leader_and_everybody_below(make_matter, cast, give):
    matter = make_matter()
    give(matter, person="liaison", part="receiver")
    give(matter, person="leader", part="sponsor")
    give(matter, person="grid")
    row = implicate(matter, cast, unit=cast.unit("building"))
    assert seen_by(cast, matter) == OFFICE | {"grid"}
    row.lifted_by, row.lift_proposed_by, row.lifted_at = cast.person("director"), cast.person("clerk"), cast.at()
    row.save()
    assert seen_by(cast, matter) == OFFICE | {"grid", "liaison", "leader"}
    implicate(matter, cast, unit=cast.unit("village"))
    assert seen_by(cast, matter) == OFFICE | {"liaison", "leader"}


def test_second_also_the_liaison_of_the_unit_above(matter, cast, give):
    person = cast.person("liaison2")
    add_post(cast, person, Role.LIAISON, "village")
    give(matter, person="liaison2")
    assert "liaison2" in seen_by(cast, matter)
    implicate(matter, cast, unit=cast.unit("grid"))
    assert "liaison2" not in seen_by(cast, matter)


def test_the_office_itself_can_be_implicated(matter, cast):
    implicate(matter, cast, unit=cast.unit("office"))
    assert seen_by(cast, matter) == {"chief", "convenor"}


def test_third_recusal(matter, cast, give):
    give(matter, "building")
    for key in ("clerk", "liaison"):
        Recusal.objects.create(matter=matter, person=cast.person(key), reason="亲属", added_at=cast.at())
    assert seen_by(cast, matter) == (OFFICE | {"leader"}) - {"clerk"}


def test_fourth_a_restricted_matter_is_for_its_list_alone(accusation, cast, give):
    assert seen_by(cast, accusation) == {"clerk", "convenor"}
    give(accusation, person="leader")
    assert seen_by(cast, accusation) == {"clerk", "convenor"}  # a part in it does not open it
    Access.objects.create(matter=accusation, person=cast.person("leader"), granted_at=cast.at())
    assert seen_by(cast, accusation) == {"clerk", "convenor", "leader"}


def test_the_list_opens_nothing_to_who_has_no_right_or_is_implicated(accusation, cast):
    for key in ("auditor", "liaison"):
        Access.objects.create(matter=accusation, person=cast.person(key), granted_at=cast.at())
    implicate(accusation, cast, person=cast.person("convenor"))
    assert seen_by(cast, accusation) == {"clerk"}


def test_a_second_account_of_the_same_person_is_shut_out_as_well(matter, cast):
    implicate(matter, cast, person=cast.person("clerk"))
    account = cast.account("clerk")
    account.pk, account.username = None, "second"
    account.save()
    assert cast.actor("clerk").person_id == account.person_id
    assert "clerk" not in seen_by(cast, matter)


def test_posts_count_by_their_days(matter, cast):
    post = cast.person("clerk").posts.get()
    post.ends_on = cast.today
    post.save()
    assert is_visible(cast.actor("clerk"), matter.pk, VIEW_CASE)
    tomorrow = cast.today.replace(day=cast.today.day + 1)
    assert not is_visible(cast.actor("clerk", on=tomorrow), matter.pk, VIEW_CASE)


def test_system_work_sees_its_township_only(matter, accusation, make_matter, cast):
    foreign = make_matter("东信〔2026〕1号", township=cast.east)
    system = system_actor(cast.township.pk, "定时任务", cast.today)
    assert set(matters_visible_to(system)) == {matter, accusation}
    assert not is_visible(system, foreign.pk, VIEW_CASE)


def test_leave_to_act_tells_404_from_403(matter, cast, give):
    own_only = Capability("test.own_only", "只办自己的", {LIAISON: OWN, "clerk": OWN})
    try:
        give(matter, "building")
        ensure(cast.actor("liaison"), own_only, matter)
        with pytest.raises(OutOfScope):
            ensure(cast.actor("liaison2"), own_only, matter)
        with pytest.raises(NotAllowed, match="只有承办"):
            ensure(cast.actor("clerk"), own_only, matter)
        with pytest.raises(NotAllowed, match="您的岗位不能办理"):
            ensure(cast.actor("director"), own_only, matter)
    finally:
        CAPABILITIES.pop(own_only.code)


def test_one_question_however_many_matters(make_matter, cast, django_assert_num_queries):
    for n in range(30):
        make_matter(f"{n}号", secrecy=Secrecy.RESTRICTED if n % 3 else Secrecy.ORDINARY)
    actor = cast.actor("clerk")
    with django_assert_num_queries(2):  # what shuts him out, then the matters
        assert len(list(matters_visible_to(actor))) == 10
    with django_assert_num_queries(1):
        assert matters_visible_to(actor).count() == 10


def test_a_grid_member_of_a_village_sees_his_reports_and_not_what_the_village_handles(make_matter, cast, give):
    cast.person("grid").posts.all().delete()
    add_post(cast, cast.person("grid"), Role.GRID_MEMBER, "village")
    held, reported = make_matter("1号"), make_matter("2号")
    give(held, "village")
    give(reported, person="grid")
    assert seen_by(cast, held) == OFFICE
    assert seen_by(cast, reported) == OFFICE | {"grid"}
    add_post(cast, cast.person("grid"), Role.LIAISON, "village")
    assert seen_by(cast, held) == OFFICE | {"grid"}


def read(cast, matter, action="case.accept", who="clerk"):
    write_entry(
        by=cast.actor(who),
        at=cast.at(),
        action=action,
        subject_kind="case",
        subject_id=matter.pk,
        subject_label=matter.number,
    )


def lines_of(cast, who, matter) -> int:
    return journal_visible_to(cast.actor(who)).filter(subject_id=matter.pk, subject_kind="case").count()


def test_the_journal_hides_a_matter_from_whom_it_complains_of(make_matter, accusation, cast):
    plain, about_her, about_her_unit = make_matter("1号"), make_matter("2号"), make_matter("3号")
    for matter in (plain, about_her, about_her_unit, accusation):
        read(cast, matter)
    write_entry(by=cast.actor("clerk"), at=cast.at(), action="login.ok")
    implicate(about_her, cast, person=cast.person("auditor"))
    implicate(about_her_unit, cast, unit=cast.unit("root"))
    assert [lines_of(cast, "auditor", m) for m in (plain, about_her, about_her_unit, accusation)] == [1, 0, 0, 1]
    assert journal_visible_to(cast.actor("auditor")).filter(action="login.ok").exists()
    page = cast.client("auditor").get("/journal/").content.decode()
    assert plain.number in page
    assert about_her.number not in page


def test_the_director_reads_no_reveals_of_an_accusation_he_is_not_named_for(make_matter, accusation, cast):
    plain = make_matter("1号")
    for matter in (plain, accusation):
        read(cast, matter, "identity.reveal")
    assert [lines_of(cast, "director", m) for m in (plain, accusation)] == [1, 0]
    Access.objects.create(matter=accusation, person=cast.person("director"), granted_at=cast.at())
    assert lines_of(cast, "director", accusation) == 1
