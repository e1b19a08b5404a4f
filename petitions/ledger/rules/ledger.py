"""The ledger's filters and rows as data: one object makes the list, its totals, the link in a counter and the sheet.

Everything that narrows the ledger stands in the address line, except what somebody typed: it may be a person's. A name,
a telephone or a document number is not even kept as typed, but as its keyed hash.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from urllib.parse import urlencode

from petitions.cases.rules import cases as states
from petitions.cases.rules.cases import CLOSED_STATES, OPEN_STATES, UNDECIDED
from records.ledgers.rules.words import is_blank

TYPED = ("who", "number", "text")
HASH_KINDS = MappingProxyType({"name": "姓名", "phone": "电话", "id": "证件号码"})

STAGES: Mapping[str, tuple[str, frozenset[str]]] = MappingProxyType(
    {
        "open": ("未办结", OPEN_STATES),
        "undecided": ("待受理", UNDECIDED),
        "in_hand": ("办理中", frozenset({states.ACCEPTED, states.HANDLING, states.REPLY_SUBMITTED})),
        "to_deliver": ("待送达", frozenset({states.REPLY_APPROVED})),
        "answered": ("已答复未办结", frozenset({states.DELIVERED, states.EXECUTING})),
        "closed": ("已结束", CLOSED_STATES),
    }
)
LIGHTS = MappingProxyType({"late": "已超期", "soon": "快到期"})
REPEATS = MappingProxyType({"first": "初次", "repeat": "重复"})
TASKS = MappingProxyType({"sent": "待签收", "received": "办理中", "objected": "异议待定", "reported": "已报结果"})
WAITING = MappingProxyType(
    {
        "my_approval": "等我审批",
        "approval": "审批中",
        "objection": "异议待核实",
        "returned": "答复退回重拟",
        "execution": "支持的诉求待落实",
    }
)
LACKS = MappingProxyType({"unit": "责任单位未定", "category": "内容分类未定", "place": "问题属地未定"})
SORTS = MappingProxyType({"new": "最新登记", "due": "按期限", "received": "按收到日期"})


@dataclass(frozen=True, kw_only=True)
class LedgerFilters:
    """What narrows the ledger; empty = everything the reader may see.

    stage: key of STAGES; states: keys of the state table; unit, place, category: ids (a place or category stands for
    all below it); ordinary: no accusations; due_from, due_to: next due date, both ends included; due_within: next due date at most that many
    natural days ahead, late ones included; light: late | soon; task: the state of the reader's own unit's task;
    waiting: key of WAITING; lacks: key of LACKS, what nobody has decided yet; who: "name-<hash>", "phone-<hash>" or "id-<hash>"; text: words; sort: key of SORTS.
    """

    stage: str = ""
    states: tuple[str, ...] = ()
    channel: str = ""
    case_class: str = ""
    category: int | None = None
    unit: int | None = None
    place: int | None = None
    received_from: date | None = None
    received_to: date | None = None
    registered_from: date | None = None
    registered_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    due_within: int | None = None
    light: str = ""
    repeat: str = ""
    lacks: str = ""
    group: bool = False
    ordinary: bool = False
    mine: bool = False
    task: str = ""
    waiting: str = ""
    who: str = ""
    number: str = ""
    text: str = ""
    sort: str = field(default="new")

    def pairs(self) -> list[tuple[str, str]]:
        """What goes into the address line, in the order of the fields; defaults and typed words are left out."""
        found: list[tuple[str, str]] = []
        for name, value in vars(self).items():
            if is_blank(value) or name in TYPED or (name == "sort" and value == "new"):
                continue
            for part in value if isinstance(value, tuple) else (value,):
                found.append((name, "1" if part is True else str(part)))
        return found

    def address(self, path: str = "") -> str:
        """The query string, with its question mark, after `path`."""
        query = urlencode(self.pairs())
        return f"{path}?{query}" if query else path

    @property
    def state_set(self) -> frozenset[str]:
        """The states asked for by stage and by name together; empty = any."""
        named = frozenset(self.states)
        if not self.stage:
            return named
        staged = STAGES[self.stage][1]
        return staged & named if named else staged

    def last_due(self, today: date) -> date | None:
        """The latest next due date asked for by due_to or due_within, whichever is earlier."""
        ends = [self.due_to] if self.due_to else []
        if self.due_within is not None:
            ends.append(today + timedelta(days=self.due_within))
        return min(ends) if ends else None


@dataclass(frozen=True)
class LedgerRow:
    """One line of the ledger, masked, as every list, print and sheet shows it. light: "late", "soon", "ok" or ""."""

    id: int
    number: str
    title: str
    state: str
    state_label: str
    channel: str
    class_label: str
    category: str
    unit: str
    place: str
    petitioner: str
    visitors: int
    involved: int | None
    is_group: bool
    is_repeat: bool
    is_simple: bool
    handler: str
    raised_on: date
    received_on: date
    registered_on: date
    accepted_on: date | None
    concluded_on: date | None
    conclusion: str
    due_on: date | None
    due_label: str
    light: str = ""
    light_words: str = ""
    task: str = ""
    task_due_on: date | None = None
    restricted: bool = False
    revision: int = 1
    holder_id: int | None = None
    holder_kind: str = ""
    is_accusation: bool = False

    @property
    def pk(self) -> int:
        return self.id

    @property
    def repeat_label(self) -> str:
        return "重复" if self.is_repeat else "初次"

    @property
    def tags(self) -> tuple[str, ...]:
        """Short words under the title, as in "来访 · 7人 · 重复"."""
        people = (f"{self.visitors}人",) if self.visitors > 1 else ()
        simple = ("简易",) if self.is_simple else ()
        group = ("集体访",) if self.is_group else ()
        return (self.channel, *people, *group, self.repeat_label, *simple)
