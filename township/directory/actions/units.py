"""The unit tree: add, correct, switch off and on again (A3)."""

from datetime import datetime

from django.db import transaction

from township.actors import Actor, ensure_may
from township.directory.listeners import unit_off
from township.directory.models.units import Unit
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.scope import locked, of_township
from township.directory.rules.telephones import office_phone
from township.directory.rules.units import check_details, check_place
from township.journal.actions import write_entry
from township.permissions import PROPOSE_PEOPLE
from township.refusals import Refused


@transaction.atomic
def add_unit(
    *,
    by: Actor,
    at: datetime,
    kind: str,
    name: str,
    parent_id: int | None = None,
    short_name: str = "",
    outside_kind: str = "",
    households: int | None = None,
    phone: str = "",
    order: int = 0,
) -> Unit:
    """Add a unit under `parent_id` (None for outside organs). Refused beside the field that is wrong."""
    ensure_may(by, PROPOSE_PEOPLE)
    parent = of_township(Unit.objects.filter(is_active=True), by, parent_id) if parent_id else None
    check_place(kind, parent.kind if parent else None)
    check_details(kind, outside_kind, households)
    _check_name(by.township_id, name)
    unit = Unit.objects.create(
        township_id=by.township_id,
        parent=parent,
        kind=kind,
        outside_kind=outside_kind,
        name=name,
        short_name=short_name,
        households=households,
        phone=office_phone(phone),
        order=order,
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    _journal(by, at, "unit.add", unit)
    return unit


@transaction.atomic
def edit_unit(
    *,
    unit_id: int,
    by: Actor,
    at: datetime,
    name: str,
    short_name: str = "",
    outside_kind: str = "",
    households: int | None = None,
    phone: str = "",
    order: int = 0,
) -> Unit:
    """Correct a unit's particulars; kind and place in the tree stay (history hangs on them)."""
    ensure_may(by, PROPOSE_PEOPLE)
    unit = locked(Unit.objects, by, unit_id)
    check_details(unit.kind, outside_kind, households)
    _check_name(by.township_id, name, besides=unit.pk)
    new = {
        "name": name,
        "short_name": short_name,
        "outside_kind": outside_kind,
        "households": households,
        "phone": office_phone(phone),
        "order": order,
    }
    changed = [field for field, value in new.items() if getattr(unit, field) != value]
    for field in changed:
        setattr(unit, field, new[field])
    unit.save(update_fields=changed)
    _journal(by, at, "unit.edit", unit, {"fields": changed})
    return unit


@transaction.atomic
def switch_unit_off(*, unit_id: int, by: Actor, at: datetime) -> Unit:
    """A unit that no longer exists: it stays in old matters and can no longer be chosen."""
    ensure_may(by, PROPOSE_PEOPLE)
    unit = locked(Unit.objects, by, unit_id)
    if unit.parent_id is None and unit.kind == "township":
        raise Refused("乡镇本级不能停用。")
    if unit.is_office:
        raise Refused("联席办公室不能停用。")
    if unit.children.filter(is_active=True).exists():
        raise Refused("下面还有启用的单位，请先停用它们。")
    if posts_in_effect(at.date(), unit=unit).exists():
        raise Refused("这个单位还有人在任，请先办理离任。")
    unit.is_active = False
    unit.save(update_fields=["is_active"])
    _journal(by, at, "unit.switch_off", unit)
    unit_off(unit, at)
    return unit


@transaction.atomic
def switch_unit_on(*, unit_id: int, by: Actor, at: datetime) -> Unit:
    """Take a switched-off unit into use again, below a parent that is in use."""
    ensure_may(by, PROPOSE_PEOPLE)
    unit = locked(Unit.objects, by, unit_id)
    if unit.parent is not None and not unit.parent.is_active:
        raise Refused("上级单位已停用，请先启用上级单位。")
    unit.is_active = True
    unit.save(update_fields=["is_active"])
    _journal(by, at, "unit.switch_on", unit)
    return unit


def _check_name(township_id: int, name: str, besides: int | None = None) -> None:
    if Unit.objects.filter(township_id=township_id, name=name).exclude(pk=besides).exists():
        raise Refused("已有同名单位（含已停用的），请换一个名称或启用原单位。", field="name")


def _journal(by: Actor, at: datetime, action: str, unit: Unit, detail: dict | None = None) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="unit",
        subject_id=unit.pk,
        subject_label=unit.name,
        detail=detail,
    )
