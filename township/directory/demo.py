"""The invented townships of data/demo with their units, people, posts and demonstration accounts.

Written straight into the tables: opening a township by the pages takes two persons and a day. Only for a deployment that
has no township yet. Every account has the same printed password; README and load_demo say so.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from township.actors import system_actor
from township.dates import moment_on
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post, Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.journal.actions import write_entry
from township.profiles.models.settings import SettingValue

FOLDER = Path(settings.BASE_DIR) / "data" / "demo"
PASSWORD = "Yanshi-2026"
PLATFORM = "platform"
LOADER = "系统·载入演示数据"


@dataclass
class Settled:
    """A township of the demonstration with its units by key and its accounts by user name."""

    township: Township
    units: dict[str, Unit] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)


def load_townships(at: datetime) -> list[Settled]:
    """Write every township of townships.toml; posts begin with last year. Call it inside a transaction."""
    plan = tomllib.loads((FOLDER / "townships.toml").read_text(encoding="utf-8"))["township"]
    hashed = make_password(PASSWORD)
    Account.objects.create(username=PLATFORM, is_platform_admin=True, password=hashed, password_changed_at=at)
    return [_settle(dict(one), hashed, at) for one in plan]


def demo_accounts() -> list[Account]:
    """The accounts that still have the demonstration's password set by the loader, in the order of the offices."""
    plan = tomllib.loads((FOLDER / "townships.toml").read_text(encoding="utf-8"))["township"]
    names = [person["username"] for one in plan for person in one["people"]]
    found = {
        row.username: row for row in Account.objects.filter(username__in=names).select_related("person", "township")
    }
    return [found[name] for name in names if name in found]


def _settle(one: dict, hashed: str, at: datetime) -> Settled:
    units, people = one.pop("units"), one.pop("people")
    township = Township.objects.create(**one)
    done = Settled(township)
    root = {"key": "root", "name": township.short_name, "kind": UnitKind.TOWNSHIP, "under": None}
    for order, row in enumerate([root, *units]):
        done.units[row["key"]] = _unit(done, dict(row), order)
    began_on = date(at.year - 1, 1, 1)
    for order, row in enumerate(people):
        _person(done, row, order, hashed, began_on, at)
    # The accounts of the demonstration log in as README says.
    SettingValue.objects.create(
        township=township,
        key="second_factor",
        value="0",
        changed_by=Person.objects.filter(township=township).first(),
        changed_at=at,
    )
    write_entry(
        by=system_actor(township.pk, LOADER, at.date()),
        at=at,
        action="demo.load",
        subject_kind="township",
        subject_id=township.pk,
        subject_label=township.short_name,
        detail={"units": len(units), "people": len(people)},
    )
    return done


def _unit(done: Settled, row: dict, order: int) -> Unit:
    """Outside organs stand beside the tree; everything else below the township unless it says under what."""
    del row["key"]
    under = row.pop("under", None if row["kind"] == UnitKind.OUTSIDE else "root")
    parent = done.units.get(under)
    unit = Unit.objects.create(township=done.township, parent=parent, order=order, **row)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    return unit


def _person(done: Settled, row: dict, order: int, hashed: str, began_on: date, at: datetime) -> None:
    person = Person.objects.create(township=done.township, name=row["name"], title=row["title"])
    confirmed_at = moment_on(began_on, time(9))
    post = Post.objects.create(
        township=done.township,
        person=person,
        unit=done.units[row["unit"]],
        role=Role(row["role"]),
        order=order,
        portfolio=row.get("portfolio", ""),
        basis="演示数据",
        starts_on=began_on,
        confirmed_at=confirmed_at,
    )
    post.portfolio_units.set([done.units[key] for key in row.get("portfolio_units", ())])
    done.accounts[row["username"]] = Account.objects.create(
        username=row["username"], person=person, township=done.township, password=hashed, password_changed_at=at
    )
