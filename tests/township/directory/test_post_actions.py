"""Posts: proposed by one, confirmed by another, ended with a date; the day decides what they give."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import add_post
from township.actors import NotAllowed, OutOfScope
from township.directory.actions.posts import confirm_post, end_post, propose_post, withdraw_post
from township.directory.models.people import Post, Role
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.people import posts_on, posts_waiting_for
from township.journal.models import JournalEntry
from township.refusals import Refused

NOV = date(2026, 11, 1)


def propose(cast, person="clerk2", role=Role.LIAISON, unit="farm", starts_on=NOV, **more) -> Post:
    return propose_post(
        by=cast.actor("sysadmin"),
        at=cast.at(),
        person_id=cast.person(person).pk,
        unit_id=cast.unit(unit).pk,
        role=role,
        starts_on=starts_on,
        **more,
    )


def test_a_proposed_post_gives_nothing_until_another_confirms_it_and_its_day_has_come(cast):
    post = propose(cast)
    assert "liaison" not in cast.actor("clerk2", on=NOV).roles
    confirm_post(post_id=post.pk, by=cast.actor("director"), at=cast.at())
    assert "liaison" not in cast.actor("clerk2", on=NOV - timedelta(days=1)).roles
    actor = cast.actor("clerk2", on=NOV)
    assert "liaison" in actor.roles
    assert cast.unit("farm").pk in actor.unit_ids
    lines = JournalEntry.objects.filter(township=cast.township).order_by("seq")
    assert [line.action for line in lines] == ["post.propose", "post.confirm"]
    assert lines[1].detail["role"] == "liaison"


def test_the_proposer_cannot_confirm_and_the_database_says_so_again(cast):
    post = propose(cast)
    with pytest.raises(NotAllowed):
        confirm_post(post_id=post.pk, by=cast.actor("sysadmin"), at=cast.at())
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(confirmed_by=cast.person("sysadmin"), confirmed_at=cast.at())


def test_a_director_confirms_neither_himself_nor_another_director(cast):
    end_post(
        post_id=Post.objects.get(person=cast.person("director")).pk,
        by=cast.actor("convenor"),
        at=cast.at(),
        ends_on=date(2026, 10, 31),
    )
    successor = propose(cast, "clerk", Role.DIRECTOR, "office")
    assert list(posts_waiting_for(cast.actor("director"))) == []
    assert list(posts_waiting_for(cast.actor("convenor"))) == [successor]
    with pytest.raises(Refused, match="由召集人确认"):
        confirm_post(post_id=successor.pk, by=cast.actor("director"), at=cast.at())
    confirm_post(post_id=successor.pk, by=cast.actor("convenor"), at=cast.at())
    assert "director" in cast.actor("clerk", on=NOV).roles
    assert "director" not in cast.actor("director", on=NOV).roles


def test_a_second_confirmation_is_refused(cast):
    post = propose(cast)
    confirm_post(post_id=post.pk, by=cast.actor("director"), at=cast.at())
    with pytest.raises(Refused, match="已经确认"):
        confirm_post(post_id=post.pk, by=cast.actor("convenor"), at=cast.at())


def test_what_contradicts_another_post_is_refused_at_the_proposal_and_at_the_confirmation(cast):
    with pytest.raises(Refused, match="不能由同一人担任"):
        propose(cast, "sysadmin", Role.CONVENOR, "root")
    first = propose(cast, "clerk2", Role.LEADER, "root")
    add_post(cast, cast.person("clerk2"), Role.LEADER, "root", starts_on=date(2026, 10, 1))
    with pytest.raises(Refused, match="不必重复提出"):
        confirm_post(post_id=first.pk, by=cast.actor("director"), at=cast.at())


def test_a_deputy_takes_role_and_unit_from_whom_he_stands_in_for_and_ends_with_him(cast):
    principal = Post.objects.get(person=cast.person("liaison"))
    deputy = propose(cast, "clerk2", Role.CLERK, "office", stands_in_for_id=principal.pk, ends_on=date(2026, 12, 31))
    assert (deputy.role, deputy.unit) == (Role.LIAISON, cast.unit("building"))
    confirm_post(post_id=deputy.pk, by=cast.actor("director"), at=cast.at())
    end_post(post_id=principal.pk, by=cast.actor("director"), at=cast.at(), ends_on=date(2026, 11, 15))
    deputy.refresh_from_db()
    assert deputy.ends_on == date(2026, 11, 15)
    with pytest.raises(Refused, match="不能由本人代行"):
        propose(cast, "liaison2", stands_in_for_id=Post.objects.get(person=cast.person("liaison2")).pk, ends_on=NOV)


def test_the_last_day_still_counts_and_the_next_does_not(cast):
    post = Post.objects.get(person=cast.person("clerk2"))
    end_post(post_id=post.pk, by=cast.actor("director"), at=cast.at(), ends_on=date(2026, 9, 30), reason="调离")
    assert cast.actor("clerk2", on=date(2026, 9, 30)).roles == {"clerk"}
    assert cast.actor("clerk2", on=date(2026, 10, 1)).roles == frozenset()
    with pytest.raises(Refused, match="已经结束"):
        end_post(post_id=post.pk, by=cast.actor("director"), at=cast.at(date(2026, 10, 2)), ends_on=date(2026, 10, 3))


def test_the_only_system_administrator_stays_until_there_is_another(cast):
    post = Post.objects.get(person=cast.person("sysadmin"))
    with pytest.raises(Refused, match="唯一的系统管理员"):
        end_post(post_id=post.pk, by=cast.actor("director"), at=cast.at(), ends_on=date(2026, 10, 31))
    add_post(cast, cast.person("grid"), Role.SYSADMIN, "root")
    assert end_post(post_id=post.pk, by=cast.actor("director"), at=cast.at(), ends_on=NOV).ends_on == NOV


def test_a_proposal_is_taken_back_and_a_confirmed_post_is_not(cast):
    post = propose(cast)
    withdraw_post(post_id=post.pk, by=cast.actor("sysadmin"), at=cast.at(), reason="写错单位")
    assert not Post.objects.filter(pk=post.pk).exists()
    assert JournalEntry.objects.order_by("-seq").first().reason == "写错单位"
    held = Post.objects.get(person=cast.person("clerk"))
    with pytest.raises(Refused, match="不能撤回"):
        withdraw_post(post_id=held.pk, by=cast.actor("director"), at=cast.at())


def test_posts_of_another_township_do_not_exist(cast):
    foreign = Post.objects.get(person=cast.person("east_clerk"))
    with pytest.raises(OutOfScope):
        end_post(post_id=foreign.pk, by=cast.actor("director"), at=cast.at(), ends_on=NOV)
    with pytest.raises(OutOfScope):
        propose(cast, "east_clerk")


def test_who_held_which_post_on_any_past_day(cast):
    old = add_post(
        cast, cast.person("clerk2"), Role.CONVENOR, "root", starts_on=date(2024, 3, 1), ends_on=date(2024, 12, 31)
    )
    assert posts_on(cast.township.pk, date(2024, 12, 31)) == [old]
    assert posts_on(cast.township.pk, date(2025, 1, 1), "convenor") == [
        Post.objects.get(person=cast.person("convenor"))
    ]
    assert not posts_in_effect(date(2024, 2, 29), township=cast.township).exists()


def test_a_deputy_has_the_portfolio_of_whom_he_stands_in_for_and_is_shut_out_like_him(cast):
    charge = Post.objects.get(person=cast.person("leader"))
    deputy = propose(
        cast,
        "clerk2",
        ends_on=date(2026, 11, 30),
        stands_in_for_id=charge.pk,
        portfolio_unit_ids=[cast.unit("civil").pk],
    )
    confirm_post(post_id=deputy.pk, by=cast.actor("director"), at=cast.at())
    actor = cast.actor("clerk2", on=NOV)
    assert (deputy.portfolio, actor.portfolio_unit_ids) == ("城乡建设", {cast.unit("building").pk})
    unit = cast.unit("building")
    assert actor.is_shut_by(unit.pk, unit.path, unit.parent_id)
