"""Townships: opened by the platform administrator with the first people; its own data kept by the office."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from township.actors import Actor, NotAllowed, ensure_may
from township.directory.actions.accounts import NewPassword, new_account
from township.directory.models.people import Person, Post, Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.rules.identity import half_width, normalise_name
from township.directory.rules.telephones import office_phone
from township.journal.actions import write_entry
from township.permissions import EDIT_SETTINGS
from township.refusals import Refused

OWN_FIELDS = (
    "name",
    "mark",
    "office_name",
    "office_phone",
    "office_address",
    "reception_hours",
    "reception_place",
    "review_organ",
    "final_review_organ",
)


@dataclass(frozen=True)
class FirstPerson:
    """One of the two people a township starts with: name, office title, account name."""

    name: str
    title: str
    username: str


@dataclass(frozen=True)
class Opened:
    """The new township and the one-time passwords of its first two accounts."""

    township: Township
    sysadmin: NewPassword
    director: NewPassword


def _ensure_platform(by: Actor) -> None:
    if not by.is_platform_admin:
        raise NotAllowed("只有平台管理员可以开设乡镇。")


@transaction.atomic
def open_township(
    *,
    by: Actor,
    at: datetime,
    code: str,
    short_name: str,
    data: dict,
    sysadmin: FirstPerson,
    director: FirstPerson,
    starts_on: date,
) -> Opened:
    """Open a township: its root and office units, its first system administrator and director, and their logins.

    data: the fields of OWN_FIELDS. From here on the two set everything up themselves in the browser.
    """
    _ensure_platform(by)
    code = _check_code(code)
    if normalise_name(sysadmin.name) == normalise_name(director.name):
        raise Refused("系统管理员与办公室主任不能是同一人：一个提出任职，一个确认。", field="director_name")
    data = _own(data)
    township = Township.objects.create(code=code, short_name=short_name, **data)
    root = _first_unit(township, None, UnitKind.TOWNSHIP, short_name)
    office = _first_unit(township, root, UnitKind.MEMBER, "联席办", is_office=True)
    opened = Opened(
        township,
        _first_person(township, sysadmin, Role.SYSADMIN, root, starts_on, at, "sysadmin_username"),
        _first_person(township, director, Role.DIRECTOR, office, starts_on, at, "director_username"),
    )
    write_entry(
        by=by,
        at=at,
        action="township.open",
        subject_kind="township",
        subject_id=township.pk,
        subject_label=short_name,
        township_id=township.pk,
    )
    return opened


def _own(data: dict) -> dict:
    """The fields of OWN_FIELDS, the telephone as papers print it. Refused beside it for what is no telephone."""
    own = {key: data[key] for key in OWN_FIELDS}
    return own | {"office_phone": office_phone(own["office_phone"], field="office_phone")}


def _check_code(text: str) -> str:
    code = half_width(text).strip()
    if not (code.isascii() and code.isdigit() and len(code) in (9, 12)):
        raise Refused("区划代码是 9 位或 12 位数字，见统计用区划代码表。", field="code")
    if Township.objects.filter(code=code).exists():
        raise Refused("这个区划代码的乡镇已经开设。", field="code")
    return code


def _first_unit(township: Township, parent: Unit | None, kind: str, name: str, is_office: bool = False) -> Unit:
    unit = Unit.objects.create(township=township, parent=parent, kind=kind, name=name, is_office=is_office)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def _first_person(
    township: Township, first: FirstPerson, role: str, unit: Unit, starts_on: date, at: datetime, field: str
) -> NewPassword:
    person = Person.objects.create(township=township, name=normalise_name(first.name), title=first.title)
    Post.objects.create(
        township=township,
        person=person,
        unit=unit,
        role=role,
        starts_on=starts_on,
        basis="开设乡镇",
        confirmed_at=at,
    )
    try:
        return new_account(username=first.username, at=at, person=person, township=township)
    except Refused as refused:
        raise refused.at(field) from None


@transaction.atomic
def switch_township(*, township_id: int, on: bool, by: Actor, at: datetime) -> Township:
    """Close a township to all its accounts, or open it again. Nothing is deleted."""
    _ensure_platform(by)
    township = Township.objects.select_for_update().get(pk=township_id)
    township.is_active = on
    township.save(update_fields=["is_active"])
    write_entry(
        by=by,
        at=at,
        action="township.switch_on" if on else "township.switch_off",
        subject_kind="township",
        subject_id=township.pk,
        subject_label=township.short_name,
        township_id=township.pk,
    )
    return township


@transaction.atomic
def edit_township(*, by: Actor, at: datetime, data: dict) -> Township:
    """Change the township's own data (names and addresses that documents print); documents issued before stay."""
    ensure_may(by, EDIT_SETTINGS)
    township = Township.objects.select_for_update().get(pk=by.township_id)
    data = _own(data)
    changed = [field for field in OWN_FIELDS if getattr(township, field) != data[field]]
    for field in changed:
        setattr(township, field, data[field])
    township.save(update_fields=changed)
    write_entry(
        by=by,
        at=at,
        action="township.edit",
        subject_kind="township",
        subject_id=township.pk,
        subject_label=township.short_name,
        detail={"fields": changed},
    )
    return township
