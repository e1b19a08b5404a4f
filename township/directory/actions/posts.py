"""Dated posts: proposed by one, confirmed by another, ended with a date (A1, A2; 授权 SYS≠DIR)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from township.actors import Actor, ensure_may
from township.directory.models.people import Person, Post, Role
from township.directory.models.units import Unit
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.scope import locked, of_township
from township.directory.rules.posts import HeldPost, check_against, check_dates, check_decider, check_seat
from township.journal.actions import write_entry
from township.permissions import CONFIRM_POST, PROPOSE_PEOPLE
from township.refusals import Refused


@transaction.atomic
def propose_post(
    *,
    by: Actor,
    at: datetime,
    person_id: int,
    unit_id: int,
    role: str,
    starts_on: date,
    ends_on: date | None = None,
    portfolio: str = "",
    portfolio_unit_ids: Iterable[int] = (),
    stands_in_for_id: int | None = None,
    basis: str = "",
    order: int = 0,
) -> Post:
    """Propose that a person holds a post; without effect until another person confirms it.

    stands_in_for_id: the post a deputy stands in for; role, unit and portfolio are then taken from it, so that they are
    shut out of what concerns the units in their charge just like whom they stand in for.
    """
    ensure_may(by, PROPOSE_PEOPLE)
    person = of_township(Person.objects.filter(is_active=True), by, person_id)
    principal = (
        of_township(Post.objects.filter(confirmed_at__isnull=False), by, stands_in_for_id)
        if (stands_in_for_id)
        else None
    )
    if principal:
        role, unit_id, portfolio = principal.role, principal.unit_id, principal.portfolio
        portfolio_unit_ids = principal.portfolio_units.values_list("pk", flat=True)
        if principal.person_id == person.pk:
            raise Refused("不能由本人代行本人的岗位，请另选一人。", field="person")
    unit = of_township(Unit.objects.filter(is_active=True), by, unit_id)
    check_seat(role, unit.kind, unit.is_office)
    check_dates(starts_on, ends_on, deputy=principal is not None)
    new = HeldPost(person.pk, role, unit.pk, starts_on, ends_on, confirmed=False, deputy=principal is not None)
    check_against(new, _others(by.township_id))
    post = Post.objects.create(
        township_id=by.township_id,
        person=person,
        unit=unit,
        role=role,
        portfolio=portfolio,
        stands_in_for=principal,
        basis=basis,
        order=order,
        starts_on=starts_on,
        ends_on=ends_on,
        proposed_by_id=by.person_id,
    )
    post.portfolio_units.set(Unit.objects.filter(township_id=by.township_id, pk__in=list(portfolio_unit_ids)))
    _journal(by, at, "post.propose", post)
    return post


@transaction.atomic
def confirm_post(*, post_id: int, by: Actor, at: datetime) -> Post:
    """Confirm a proposed post: from its first day on it gives its rights. The proposer and the holder may not."""
    ensure_may(by, CONFIRM_POST)
    post = locked(Post.objects.select_related("person", "unit"), by, post_id)
    if post.confirmed_at:
        raise Refused("这项任职已经确认，不必重复确认。")
    _check_decider(post, by)
    new = HeldPost(
        post.person_id, post.role, post.unit_id, post.starts_on, post.ends_on, deputy=post.stands_in_for_id is not None
    )
    check_against(new, _others(by.township_id, besides=post.pk))
    post.confirmed_by_id = by.person_id
    post.confirmed_at = at
    post.save(update_fields=["confirmed_by", "confirmed_at"])
    _journal(by, at, "post.confirm", post)
    return post


@transaction.atomic
def withdraw_post(*, post_id: int, by: Actor, at: datetime, reason: str = "") -> None:
    """Take back (proposer) or turn down (whoever could confirm) a post that was never confirmed."""
    post = locked(Post.objects.select_related("person", "unit"), by, post_id)
    if by.may(CONFIRM_POST):
        _check_decider(post, by)
    else:
        ensure_may(by, PROPOSE_PEOPLE)
    if post.confirmed_at:
        raise Refused("这项任职已经确认，不能撤回；如不再担任，请办理离任。")
    _journal(by, at, "post.withdraw", post, reason=reason)
    post.delete()


@transaction.atomic
def end_post(*, post_id: int, by: Actor, at: datetime, ends_on: date, reason: str = "") -> Post:
    """End a confirmed post with its last day `ends_on` (included). Deputies of it end on the same day at the latest."""
    ensure_may(by, CONFIRM_POST)
    post = locked(Post.objects.select_related("person", "unit"), by, post_id)
    if not post.confirmed_at:
        raise Refused("这项任职还没有确认，请直接撤回。")
    _check_decider(post, by, proposer_counts=False)
    check_dates(post.starts_on, ends_on, deputy=False)
    if post.ends_on is not None and post.ends_on < at.date():
        raise Refused("这项任职已经结束。", field="ends_on")
    _keep_a_successor(post, by, ends_on)
    close_post(post, ends_on)
    _journal(by, at, "post.end", post, reason=reason, ends_on=ends_on)
    return post


def close_post(post: Post, ends_on: date) -> None:
    """Set the last day of a post and of those who stand in for it; part of a larger action, writes no journal line."""
    post.ends_on = ends_on
    post.save(update_fields=["ends_on"])
    for deputy in post.deputies.filter(starts_on__lte=ends_on).exclude(ends_on__lte=ends_on):
        deputy.ends_on = ends_on
        deputy.save(update_fields=["ends_on"])


def _others(township_id: int, besides: int | None = None) -> list[HeldPost]:
    """Every post of the township, the proposed ones included, as the rules see it."""
    rows = Post.objects.filter(township_id=township_id).exclude(pk=besides)
    return [
        HeldPost(
            post.person_id,
            post.role,
            post.unit_id,
            post.starts_on,
            post.ends_on,
            post.confirmed_at is not None,
            post.stands_in_for_id is not None,
        )
        for post in rows
    ]


def _check_decider(post: Post, by: Actor, *, proposer_counts: bool = True) -> None:
    check_decider(
        post.role,
        by.roles,
        decider_id=by.person_id,
        holder_id=post.person_id,
        proposer_id=post.proposed_by_id if proposer_counts else None,
    )


def _keep_a_successor(post: Post, by: Actor, ends_on: date) -> None:
    """The township must not be left without anybody who can propose posts."""
    if post.role != Role.SYSADMIN:
        return
    stays = posts_in_effect(ends_on, township_id=by.township_id, role=Role.SYSADMIN).exclude(pk=post.pk)
    if not stays.exclude(ends_on__isnull=False).exists():
        raise Refused("这是唯一的系统管理员。请先确认接任的系统管理员，再办理离任。")


def _journal(by: Actor, at: datetime, action: str, post: Post, reason: str = "", ends_on: date | None = None) -> None:
    detail = {"role": post.role, "unit": post.unit_id, "person": post.person_id, "from": post.starts_on.isoformat()}
    if ends_on:
        detail["to"] = ends_on.isoformat()
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="post",
        subject_id=post.pk,
        subject_label=str(post),
        reason=reason,
        detail=detail,
    )
