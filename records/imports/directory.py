"""Tables of the ground floor: people and units, brought in with the acts their pages use."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from records.imports.kinds import Entry, ImportKind, Made, Said, Verdict
from records.imports.models import ImportBatch
from records.imports.rules.rows import Problem, RowReader
from township.actors import Actor
from township.directory.actions.people import add_person
from township.directory.actions.units import add_unit
from township.directory.models.people import Person
from township.directory.models.units import OutsideKind, Unit, UnitKind
from township.permissions import PROPOSE_PEOPLE
from township.workbooks.rules.columns import Column

PEOPLE_COLUMNS = (
    Column("name", "姓名", ("人员姓名", "干部姓名", "名字"), "李明", "必填", is_needed=True),
    Column(
        "title", "职务", ("职位", "岗位", "现任职务", "单位及职务", "职务名称"), "党委副书记", "同名的靠职务分清", 24
    ),
    Column(
        "phone", "工作电话", ("电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "办公电话"), "13800000000"
    ),
)
UNIT_COLUMNS = (
    Column(
        "name",
        "名称",
        ("单位名称", "单位", "全称", "单位全称", "村（社区）名称", "网格名称", "村（社区）"),
        "村镇建设办公室",
        "必填",
        24,
        is_needed=True,
    ),
    Column(
        "kind",
        "类别",
        ("单位类别", "类型", "单位类型", "性质"),
        "成员单位",
        "成员单位、村（社区）、网格、外部机关",
        is_needed=True,
    ),
    Column(
        "parent",
        "上级单位",
        ("所属单位", "所属村", "所属村（社区）", "上级", "隶属"),
        "河湾社区",
        "网格填所属的村（社区），其他可以空着",
        20,
    ),
    Column("short_name", "简称", ("单位简称",), "村建办"),
    Column("outside_kind", "外部机关类别", ("机关类别",), "", "、".join(OutsideKind.labels), 20),
    Column("households", "户数", ("总户数",), "120", "只在网格填写", 8),
    Column("phone", "办公电话", ("电话", "联系电话"), "0477-8591234"),
    Column("order", "排序", ("序号", "顺序"), "10", "", 8),
)
UNIT_KINDS = {label: key for key, label in UnitKind.choices} | {
    "村": "village",
    "社区": "village",
    "行政村": "village",
    "村社区": "village",
    "嘎查": "village",
    "部门": "member",
    "站所": "member",
    "内设机构": "member",
    "机关": "member",
    "上级机关": "outside",
    "外单位": "outside",
}
OUTSIDE_KINDS = {label: key for key, label in OutsideKind.choices}
PLACES = 9999


class _Directory:
    """What both share: nothing is compared beside a matter, since people and units are none."""

    def __init__(self, by: Actor, today: date):
        self.by, self.today = by, today

    def compare(self, rows: Sequence[tuple[Said, int | None]]) -> list[list[tuple[str, str, str]]]:
        return [[] for _ in rows]


class PeopleImporter(_Directory):
    """A list of people; who is here by name and title is known."""

    def read(self, cells: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Said | None, list[Problem]]:
        reader = RowReader(cells, labels, self.today)
        row = {"name": reader.name("name", 40), "title": reader.line("title", 60), "phone": reader.work_phone("phone")}
        if not row["name"] and not reader.is_blocked:
            reader.block("name", "没有填写姓名。")
        said = Said(f"{row['name']}|{row['title']}"[:60], row)
        return (None if reader.is_blocked else said), reader.problems

    def judge(self, rows: Sequence[Said]) -> list[Verdict]:
        names = {said.value["name"] for said in rows}
        here = set(Person.objects.filter(township_id=self.by.township_id, name__in=names).values_list("name", "title"))
        return [
            Verdict("known", "已有同名同职务的人员，这次不动。")
            if (said.value["name"], said.value["title"]) in here
            else Verdict()
            for said in rows
        ]

    def write(self, entries: Sequence[Entry], *, batch: ImportBatch, at: datetime) -> list[Made]:
        return [Made(label=add_person(by=self.by, at=at, **entry.said.value).name) for entry in entries]


class UnitImporter(_Directory):
    """A list of units, villages before their grids or in one table with them."""

    def read(self, cells: Mapping[str, str], labels: Mapping[str, str]) -> tuple[Said | None, list[Problem]]:
        reader = RowReader(cells, labels, self.today)
        row = {
            "name": reader.line("name", 60),
            "kind": self._word(reader, "kind", UNIT_KINDS),
            "parent": reader.line("parent", 60),
            "short_name": reader.line("short_name", 20),
            "outside_kind": self._word(reader, "outside_kind", OUTSIDE_KINDS),
            "households": reader.whole("households", 0, 99999) if reader.text("households") else None,
            "phone": reader.work_phone("phone"),
            "order": (reader.whole("order", 0, PLACES, 0) or 0),
        }
        if not row["name"] and not reader.is_blocked:
            reader.block("name", "没有填写名称。")
        if not row["kind"] and not reader.is_blocked:
            reader.block("kind", "没有填写类别，请填：成员单位、村（社区）、网格、外部机关。")
        return (None if reader.is_blocked else Said(row["name"], row)), reader.problems

    @staticmethod
    def _word(reader: RowReader, key: str, words: Mapping[str, str]) -> str:
        text = reader.line(key, 40)
        if text and text not in words:
            reader.block(key, f"不认识，请填：{'、'.join(dict.fromkeys(words))}。")
        return words.get(text, "")

    def judge(self, rows: Sequence[Said]) -> list[Verdict]:
        names = {said.value["name"] for said in rows}
        here = set(Unit.objects.filter(township_id=self.by.township_id, name__in=names).values_list("name", flat=True))
        return [
            Verdict("known", "已有同名单位（含已停用的），这次不动。") if said.value["name"] in here else Verdict()
            for said in rows
        ]

    def write(self, entries: Sequence[Entry], *, batch: ImportBatch, at: datetime) -> list[Made]:
        made = []
        for entry in entries:
            row = dict(entry.said.value)
            unit = add_unit(by=self.by, at=at, parent_id=self._parent(row.pop("parent"), row["kind"]), **row)
            made.append(Made(label=unit.name))
        return made

    def _parent(self, name: str, kind: str) -> int | None:
        """The unit of that name; without a name the township itself, for grids none (the act says what is missing)."""
        units = Unit.objects.filter(township_id=self.by.township_id, is_active=True)
        if name:
            found = units.filter(name=name).first() or units.filter(short_name=name).first()
            return found.pk if found else None
        if kind in (UnitKind.OUTSIDE, UnitKind.GRID):
            return None
        return units.get(kind=UnitKind.TOWNSHIP).pk


def _needed(columns: tuple[Column, ...]):
    return lambda keys: [column.heading for column in columns if column.is_needed and column.key not in keys]


PEOPLE = ImportKind(
    key="people",
    label="人员名单",
    capability=PROPOSE_PEOPLE,
    columns=PEOPLE_COLUMNS,
    open=PeopleImporter,
    unit="人",
    missing=_needed(PEOPLE_COLUMNS),
    order=60,
    list_url="township:people",
    intro="把通讯录、干部名册里的人一次加进来；任职和账号仍逐人提出、由第二人确认。",
    hint="可以下载模板，也可以直接上传通讯录。",
)
UNITS = ImportKind(
    key="units",
    label="单位名单",
    capability=PROPOSE_PEOPLE,
    columns=UNIT_COLUMNS,
    open=UnitImporter,
    unit="个",
    missing=_needed(UNIT_COLUMNS),
    order=61,
    list_url="township:units",
    intro="把成员单位、村（社区）、网格、外部机关一次加进来；村（社区）写在它的网格前面。",
    hint="可以下载模板，也可以直接上传单位花名册。",
)
