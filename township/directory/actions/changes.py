"""Member change reports (变更备案, A2): reported by the unit, put on record by the office, seen by a convenor."""

from datetime import date, datetime, timedelta

from django.db import transaction

from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.directory.actions.posts import close_post
from township.directory.models.changes import MemberChange
from township.directory.models.people import Person, Post, Role
from township.directory.models.units import Unit
from township.directory.queries.scope import locked, of_township
from township.directory.rules.identity import normalise_name
from township.directory.rules.posts import check_seat
from township.directory.rules.telephones import office_phone
from township.journal.actions import write_entry
from township.permissions import RECORD_CHANGE, REPORT_CHANGE, SEE_CHANGE
from township.refusals import Refused

FARTHEST = timedelta(days=366)  # a change is reported within a year before or after it takes effect


@transaction.atomic
def report_change(
    *,
    by: Actor,
    at: datetime,
    unit_id: int,
    kind: str,
    new_name: str,
    effective_on: date,
    old_person_id: int | None = None,
    new_title: str = "",
    new_phone: str = "",
    reason: str = "",
) -> MemberChange:
    """The unit reports that its member or liaison changes from `effective_on` on."""
    ensure_may(by, REPORT_CHANGE)
    if unit_id not in by.unit_ids:
        raise OutOfScope()
    unit = of_township(Unit.objects, by, unit_id)
    if abs(effective_on - at.date()) > FARTHEST:
        raise Refused("变更日期离今天超过一年，请核对年份。", field="effective_on")
    old = of_township(Person.objects, by, old_person_id) if old_person_id else None
    new_name = normalise_name(new_name)
    if MemberChange.objects.filter(unit=unit, kind=kind, new_name=new_name, state=MemberChange.State.REPORTED).exists():
        raise Refused("同样的变更已经报过，正等待备案。", field="new_name")
    change = MemberChange.objects.create(
        township_id=by.township_id,
        unit=unit,
        kind=kind,
        old_person=old,
        new_name=new_name,
        new_title=new_title,
        new_phone=office_phone(new_phone, field="new_phone"),
        effective_on=effective_on,
        reason=reason,
        reported_by_id=by.person_id,
        reported_at=at,
    )
    _journal(by, at, "change.report", change)
    return change


@transaction.atomic
def record_change(*, change_id: int, by: Actor, at: datetime, remark: str = "") -> MemberChange:
    """Put a report on record. For a liaison: the new person gets the post (reported by one, recorded by another),
    and the old one's ends the day before."""
    change = _open_change(change_id, by)
    if change.kind == MemberChange.Kind.LIAISON:
        change.new_post = _liaison_post(change, by, at)
    change.state = MemberChange.State.RECORDED
    _decided(change, by, at, remark)
    _journal(by, at, "change.record", change)
    return change


@transaction.atomic
def return_change(*, change_id: int, by: Actor, at: datetime, remark: str) -> MemberChange:
    """Send a report back with what is wrong; the unit reports again."""
    change = _open_change(change_id, by)
    if not remark.strip():
        raise Refused("退回要写明原因，单位才知道怎么改。", field="remark")
    change.state = MemberChange.State.RETURNED
    _decided(change, by, at, remark)
    _journal(by, at, "change.return", change)
    return change


@transaction.atomic
def see_change(*, change_id: int, by: Actor, at: datetime) -> MemberChange:
    """A convenor notes that they have seen a change on record; the first to tick it stays named."""
    ensure_may(by, SEE_CHANGE)
    change = locked(MemberChange.objects, by, change_id)
    if change.state != MemberChange.State.RECORDED:
        raise Refused("这项变更还没有备案，备案后再阅知。")
    if change.seen_at:
        return change
    change.seen_by_id = by.person_id
    change.seen_at = at
    change.save(update_fields=["seen_by", "seen_at"])
    _journal(by, at, "change.see", change)
    return change


def _open_change(change_id: int, by: Actor) -> MemberChange:
    ensure_may(by, RECORD_CHANGE)
    change = locked(MemberChange.objects.select_related("unit"), by, change_id)
    if change.state != MemberChange.State.REPORTED:
        raise Refused(f"这项变更{change.get_state_display()}，不能再办理。")
    if change.reported_by_id == by.person_id:
        raise NotAllowed("报告人不能给自己备案，请由另一位同志办理。")
    return change


def _decided(change: MemberChange, by: Actor, at: datetime, remark: str) -> None:
    change.recorded_by_id = by.person_id
    change.recorded_at = at
    change.remark = remark
    change.save(update_fields=["state", "recorded_by", "recorded_at", "remark", "new_post"])


def _liaison_post(change: MemberChange, by: Actor, at: datetime) -> Post:
    person = _new_person(change)
    if person.pk == by.person_id:
        raise NotAllowed("本人的任职不能由本人备案，请由另一位同志办理。")
    check_seat(Role.LIAISON, change.unit.kind, change.unit.is_office)
    held = Post.objects.filter(unit=change.unit, role=Role.LIAISON, stands_in_for__isnull=True)
    for post in held.select_for_update(of=("self",)).exclude(ends_on__lt=change.effective_on):
        if post.person_id == person.pk:
            raise Refused(f"{person.name} 已是这个单位的联络员，请退回核对。")
        if change.old_person_id in (None, post.person_id):
            _end_before(post, change.effective_on)
    return Post.objects.create(
        township_id=change.township_id,
        person=person,
        unit=change.unit,
        role=Role.LIAISON,
        basis="变更备案",
        starts_on=change.effective_on,
        proposed_by_id=change.reported_by_id,
        confirmed_by_id=by.person_id,
        confirmed_at=at,
    )


def _end_before(post: Post, effective_on: date) -> None:
    if post.starts_on >= effective_on:
        raise Refused("原联络员的任职晚于变更日期，请退回核对变更日期。")
    close_post(post, effective_on - timedelta(days=1))


def _new_person(change: MemberChange) -> Person:
    """The person of that name and title on the township's list, else a new one. A namesake with another title is
    somebody else."""
    known = Person.objects.filter(township_id=change.township_id, name=change.new_name, is_active=True)
    for person in known:
        if change.new_title in ("", person.title):
            return person
    return Person.objects.create(
        township_id=change.township_id, name=change.new_name, title=change.new_title, phone=change.new_phone
    )


def _journal(by: Actor, at: datetime, action: str, change: MemberChange) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="change",
        subject_id=change.pk,
        subject_label=change.unit.label,
        detail={"kind": change.kind},
    )
