"""The people of the tests: one township with its office, units and outside organs, and a neighbour it must never see.

`cast.actor("clerk", on=day)` is who acts, `cast.client("clerk")` a logged-in browser, `cast.at(day, hour=10)` a moment.
"""

import pickle
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client

from township.actors import Actor
from township.calendar.models import WorkCalendarDay, WorkCalendarYear
from township.calendar.rules.holiday_csv import parse_holiday_csv
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post, Role
from township.directory.models.townships import Township
from township.directory.models.units import OutsideKind, Unit, UnitKind
from township.directory.queries.actors import actor_for

SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 9, 22)  # a Tuesday before two holidays, so that working and natural days part
PASSWORD = "Qinghe-2026-test"
HOLIDAYS = Path(__file__).resolve().parents[1] / "data" / "holidays"

# key: (name, kind, outside kind, parent)
UNITS = {
    "root": ("清河镇", UnitKind.TOWNSHIP, "", None),
    "office": ("联席办", UnitKind.MEMBER, "", "root"),
    "building": ("村镇建设办", UnitKind.MEMBER, "", "root"),
    "civil": ("民政办", UnitKind.MEMBER, "", "root"),
    "farm": ("农业服务中心", UnitKind.MEMBER, "", "root"),
    "village": ("河湾社区", UnitKind.VILLAGE, "", "root"),
    "grid": ("河湾一网格", UnitKind.GRID, "", "village"),
    "discipline": ("清川县纪委", UnitKind.OUTSIDE, OutsideKind.DISCIPLINE, None),
    "district": ("清川县信访联席办", UnitKind.OUTSIDE, OutsideKind.DISTRICT_OFFICE, None),
    "land_bureau": ("清川县自然资源局", UnitKind.OUTSIDE, OutsideKind.OTHER, None),
}
# key: (name, title, role, unit)
PEOPLE = {
    "chief": ("王强", "镇党委书记", Role.CHIEF_CONVENOR, "root"),
    "convenor": ("李建", "镇党委副书记", Role.CONVENOR, "root"),
    "director": ("高明", "联席办主任", Role.DIRECTOR, "office"),
    "clerk": ("林晓", "经办人", Role.CLERK, "office"),
    "clerk2": ("周敏", "经办人", Role.CLERK, "office"),
    "liaison": ("何静", "村镇建设办联络员", Role.LIAISON, "building"),
    "liaison2": ("吴芳", "民政办联络员", Role.LIAISON, "civil"),
    "leader": ("陈立", "副镇长", Role.LEADER, "root"),
    "grid": ("马丽", "网格员", Role.GRID_MEMBER, "grid"),
    "auditor": ("郑洁", "审计员", Role.AUDITOR, "root"),
    "sysadmin": ("孙浩", "系统管理员", Role.SYSADMIN, "root"),
}
EAST_UNITS = {
    "east_root": ("东岭镇", UnitKind.TOWNSHIP, "", None),
    "east_office": ("东岭联席办", UnitKind.MEMBER, "", "east_root"),
}
EAST_PEOPLE = {"east_clerk": ("冯涛", "经办人", Role.CLERK, "east_office")}


@dataclass
class Cast:
    """township: 清河镇; east: 东岭镇; units, people and accounts by their keys above."""

    township: Township
    east: Township
    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    today: date = TODAY

    def unit(self, key: str) -> Unit:
        return self.units[key]

    def person(self, key: str) -> Person:
        return self.people[key]

    def account(self, key: str) -> Account:
        return self.accounts[key]

    def actor(self, key: str, on: date | None = None) -> Actor:
        """The actor behind an account on a day; default: the cast's today."""
        account = self.accounts[key]
        account.person.refresh_from_db(fields=["lent_rights"])
        return actor_for(account, on=on or self.today, ip="127.0.0.1")

    def client(self, key: str) -> Client:
        """A browser in which this account is logged in."""
        client = Client()
        client.force_login(self.accounts[key])
        return client

    def at(self, day: date | None = None, hour: int = 10, minute: int = 0) -> datetime:
        return moment(day or self.today, hour, minute)


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day in Shanghai."""
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)


@cache
def _password_hash() -> str:
    return make_password(PASSWORD)


def load_holidays() -> None:
    """The official days of every year under data/holidays, as the yearly import leaves them."""
    for path in sorted(HOLIDAYS.glob("*.csv")):
        table = parse_holiday_csv(path.read_text(encoding="utf-8"))
        WorkCalendarYear.objects.create(
            year=table.year, source=table.source, imported_at=moment(date(table.year, 1, 1)), imported_by="测试"
        )
        WorkCalendarDay.objects.bulk_create(
            WorkCalendarDay(date=row.date, kind=row.kind.value, name=row.name, source=row.source) for row in table.rows
        )


def _make_township(code: str, short_name: str, mark: str) -> Township:
    return Township.objects.create(
        code=code,
        name=f"{short_name}人民政府",
        short_name=short_name,
        mark=mark,
        office_name=f"{short_name}信访工作联席会议办公室",
        office_phone="0830-5521234",
        office_address=f"清川县{short_name}新街1号",
        reception_hours="工作日 9:00—17:00",
        reception_place=f"{short_name}群众来访接待室",
        review_organ="清川县人民政府",
        final_review_organ="江州市人民政府",
    )


def _add_units(cast: Cast, township: Township, rows: dict) -> None:
    for order, (key, (name, kind, outside_kind, parent)) in enumerate(rows.items()):
        above = cast.units.get(parent)
        unit = Unit.objects.create(
            township=township,
            parent=above,
            kind=kind,
            outside_kind=outside_kind,
            name=name,
            is_office=key.endswith("office"),
            order=order,
        )
        unit.path = f"{above.path if above else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])
        cast.units[key] = unit


def _add_people(cast: Cast, township: Township, rows: dict) -> None:
    for order, (key, (name, title, role, unit)) in enumerate(rows.items()):
        person = Person.objects.create(township=township, name=name, title=title)
        add_post(cast, person, role, unit, order=order)
        cast.people[key] = person
        cast.accounts[key] = Account.objects.create(
            username=key,
            person=person,
            township=township,
            password=_password_hash(),
            password_changed_at=moment(date(2026, 1, 1)),
        )


def add_post(cast: Cast, person: Person, role: str, unit: str, *, portfolio_units=(), **values) -> Post:
    """A confirmed post from 2025 on, or with the values given."""
    post = Post.objects.create(
        **{
            "township_id": person.township_id,
            "person": person,
            "role": role,
            "unit": cast.units[unit],
            "starts_on": date(2025, 1, 1),
            "confirmed_at": moment(date(2025, 1, 1)),
            **values,
        }
    )
    post.portfolio_units.set([cast.units[key] for key in portfolio_units])
    return post


MODELS = (WorkCalendarYear, WorkCalendarDay, Township, Unit, Person, Post, Post.portfolio_units.through, Account)
TABLES = tuple(model._meta.db_table for model in MODELS)


@dataclass(frozen=True)
class Kept:
    """The cast as it was made: a statement for each table with its values, and the people themselves."""

    statements: list[tuple[str, list]]
    cast: bytes


_KEPT: Kept | None = None


def make_cast() -> Cast:
    """Everybody, in the database of the test: made once in a process, put back row by row for every later test."""
    global _KEPT
    if _KEPT is None:
        before = {table: {row[0] for row in _rows(table)[1]} for table in TABLES}
        cast = _make_cast()
        _KEPT = Kept([_statement(table, before[table]) for table in TABLES], pickle.dumps(cast))
    else:
        with connection.cursor() as cursor:
            for statement, values in _KEPT.statements:
                cursor.execute(statement, values)
    return pickle.loads(_KEPT.cast)


def _rows(table: str) -> tuple[list[str], list[tuple]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
        return [column[0] for column in cursor.description], cursor.fetchall()


def _statement(table: str, known: set) -> tuple[str, list]:
    """What puts the rows of a table back that were not known before. Keys are kept: the sequences are past them."""
    columns, rows = _rows(table)
    fresh = [row for row in rows if row[0] not in known]
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    places = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(fresh))
    return f"INSERT INTO {table} ({names}) VALUES {places}", [value for row in fresh for value in row]


def _make_cast() -> Cast:
    load_holidays()
    cast = Cast(_make_township("511001001", "清河镇", "清信"), _make_township("511001002", "东岭镇", "东信"))
    _add_units(cast, cast.township, UNITS)
    _add_units(cast, cast.east, EAST_UNITS)
    _add_people(cast, cast.township, PEOPLE)
    _add_people(cast, cast.east, EAST_PEOPLE)
    leader_post = Post.objects.get(person=cast.people["leader"])
    leader_post.portfolio = "城乡建设"
    leader_post.save(update_fields=["portfolio"])
    leader_post.portfolio_units.set([cast.units["building"]])
    return cast
