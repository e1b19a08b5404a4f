"""People of the office and the units: add, correct, leave, return."""

from datetime import datetime

from django.db import transaction

from township.actors import Actor, ensure_may
from township.directory.actions.accounts import accounts_off
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post
from township.directory.queries.scope import locked
from township.directory.rules.identity import normalise_name
from township.directory.rules.telephones import office_phone
from township.journal.actions import write_entry
from township.permissions import PROPOSE_PEOPLE
from township.refusals import Refused


@transaction.atomic
def add_person(*, by: Actor, at: datetime, name: str, title: str = "", phone: str = "") -> Person:
    """Put a person on the list. Namesakes are allowed; their titles tell them apart."""
    ensure_may(by, PROPOSE_PEOPLE)
    name = normalise_name(name)
    if Person.objects.filter(township_id=by.township_id, name=name, title=title, is_active=True).exists():
        raise Refused("已有同名同职务的人员。如果是同一人，不必重复添加；如果不是，请写清职务。", field="name")
    person = Person.objects.create(township_id=by.township_id, name=name, title=title, phone=office_phone(phone))
    _journal(by, at, "person.add", person)
    return person


@transaction.atomic
def edit_person(*, person_id: int, by: Actor, at: datetime, name: str, title: str = "", phone: str = "") -> Person:
    """Correct name, title or telephone."""
    ensure_may(by, PROPOSE_PEOPLE)
    person = locked(Person.objects, by, person_id)
    new = {"name": normalise_name(name), "title": title, "phone": office_phone(phone)}
    changed = [field for field, value in new.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, new[field])
    person.save(update_fields=changed)
    _journal(by, at, "person.edit", person, {"fields": changed})
    return person


@transaction.atomic
def leave_person(*, person_id: int, by: Actor, at: datetime) -> Person:
    """Somebody left: their accounts are switched off. Posts must have been ended before by whoever decides on them."""
    ensure_may(by, PROPOSE_PEOPLE)
    person = locked(Person.objects, by, person_id)
    open_posts = Post.objects.filter(person=person).exclude(ends_on__lt=at.date())
    if open_posts.exists():
        raise Refused("这个人还有在任或待确认的岗位，请先由办公室主任或召集人办理离任。")
    person.is_active = False
    person.save(update_fields=["is_active"])
    Account.objects.filter(person=person).update(is_active=False)
    accounts_off(person.pk, at)
    _journal(by, at, "person.leave", person)
    return person


@transaction.atomic
def return_person(*, person_id: int, by: Actor, at: datetime) -> Person:
    """Somebody is back; their accounts stay off until they are switched on one by one."""
    ensure_may(by, PROPOSE_PEOPLE)
    person = locked(Person.objects, by, person_id)
    person.is_active = True
    person.save(update_fields=["is_active"])
    _journal(by, at, "person.return", person)
    return person


def _journal(by: Actor, at: datetime, action: str, person: Person, detail: dict | None = None) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="person",
        subject_id=person.pk,
        subject_label=person.name,
        detail=detail,
    )
