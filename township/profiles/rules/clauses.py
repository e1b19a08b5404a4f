"""A clause as values: its words on the screen, what differs between two of them, and the due dates that follow."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, timedelta

from township.calendar.rules.days import WorkCalendar
from township.dates import WEEKDAYS, short_date
from township.profiles.rules.periods import Cadence, Owed, Period, Shift, due_date, periods_between
from township.profiles.rules.profiles import UNIT_KINDS, check_remind
from township.refusals import Refused

ADD, EDIT, END, SAME = "add", "edit", "end", "same"
CHANGE_WORDS = {ADD: "增加", EDIT: "修改", END: "停止", SAME: "不变"}
FAR = timedelta(days=366 * 3)


@dataclass(frozen=True)
class ClauseValues:
    """The columns of a clause that may differ between two versions. See township.models.RuleClause for their meaning."""

    key: str
    institution: str
    label: str
    citation: str
    text: str
    cadence: str
    owed_by: str
    unit_kinds: list[str] = field(default_factory=list)
    due: dict = field(default_factory=dict)
    remind: dict = field(default_factory=dict)
    escalate_after: int = 0
    is_office_rule: bool = False
    office_reason: str = ""

    @classmethod
    def of_entry(cls, entry: Mapping) -> "ClauseValues":
        """From an entry of a parsed profile."""
        known = {name.name for name in fields(cls)}
        return cls(citation=entry["cite"], **{key: value for key, value in entry.items() if key in known})

    @classmethod
    def of_row(cls, row) -> "ClauseValues":
        """From a row of the clause table."""
        return cls(**{name.name: getattr(row, name.name) for name in fields(cls)})

    def columns(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class ClauseDifference:
    """One clause compared: kind add, edit, end or same; now and then: None where it is not there; lines: (label, from, to)."""

    kind: str
    key: str
    now: ClauseValues | None
    then: ClauseValues | None
    lines: tuple[tuple[str, str, str], ...] = ()

    @property
    def word(self) -> str:
        return CHANGE_WORDS[self.kind]


def differences(now: Mapping[str, ClauseValues], then: Mapping[str, ClauseValues]) -> list[ClauseDifference]:
    """Every clause of either side: those of `then` in their order, after them what would be given up."""
    found = [compare(now.get(key), values) for key, values in then.items()]
    return found + [compare(values, None) for key, values in now.items() if key not in then]


def compare(now: ClauseValues | None, then: ClauseValues | None) -> ClauseDifference:
    """What happens to one clause; only what a person can see counts."""
    key = (then or now).key
    if now is None or then is None:
        return ClauseDifference(ADD if now is None else END, key, now, then)
    before, after = facts(now), facts(then)
    lines = tuple((label, before[label], after[label]) for label in after if before[label] != after[label])
    return ClauseDifference(EDIT if now != then else SAME, key, now, then, lines)


def facts(values: ClauseValues) -> dict[str, str]:
    """The clause in words, label by label, as the pages and the comparison show it."""
    return {
        "应办事项": values.label,
        "依据": values.citation,
        "周期": cadence_words(values.cadence),
        "由谁办": owed_words(values),
        "到期": due_words(values.cadence, values.due),
        "提醒": remind_words(values.remind, values.escalate_after),
    }


def cadence_words(cadence: str) -> str:
    return Cadence(cadence).label


def owed_words(values: ClauseValues) -> str:
    """As in 各单位（成员单位、村（社区））."""
    word = Owed(values.owed_by).label
    kinds = "、".join(UNIT_KINDS[kind] for kind in values.unit_kinds if kind in UNIT_KINDS)
    return f"{word}：{kinds}" if values.owed_by == Owed.UNITS and kinds else word


def due_words(cadence: str, due: Mapping) -> str:
    """As in 每月25日，遇休息日提前到上一个工作日."""
    day = _due_day(Cadence(cadence), due)
    shift = Shift(due.get("shift", Shift.NONE))
    return day if shift == Shift.NONE else f"{day}，遇休息日{shift.label}"


def _due_day(cadence: Cadence, due: Mapping) -> str:
    if due.get("weekday"):
        return _moved(f"每周{WEEKDAYS[due['weekday'] - 1]}", due)
    if due.get("day"):
        return _moved(f"每月{due['day']}日" if cadence == Cadence.MONTHLY else f"期末当月{due['day']}日", due)
    starts, offset = due.get("at") == "start", due.get("offset", 0)
    if cadence == Cadence.DAILY and not offset:
        return "当日"
    if cadence == Cadence.YEARLY and offset:
        day = (date(2026, 1, 1) if starts else date(2026, 12, 31)) + timedelta(days=offset)
        year = {2025: "上年", 2026: "当年", 2027: "次年"}.get(day.year, f"{day.year - 2026}年后")
        return f"{year}{short_date(day)}"
    if not starts and 0 < offset <= 28 and cadence in _NEXT:
        return f"{_NEXT[cadence]}{offset}日"
    return _moved(_STARTS.get(cadence, "期初") if starts else _ENDS.get(cadence, "期末"), due)


_NEXT = {Cadence.MONTHLY: "次月", Cadence.QUARTERLY: "次季度首月", Cadence.HALF_YEARLY: "次半年首月"}
_STARTS = {
    Cadence.WEEKLY: "周一",
    Cadence.HALF_MONTHLY: "1日、16日",
    Cadence.MONTHLY: "当月1日",
    Cadence.QUARTERLY: "季度首日",
    Cadence.HALF_YEARLY: "半年首日",
    Cadence.YEARLY: "当年1月1日",
}
_ENDS = {
    Cadence.WEEKLY: "周日",
    Cadence.HALF_MONTHLY: "15日、月末",
    Cadence.MONTHLY: "月末",
    Cadence.QUARTERLY: "季末",
    Cadence.HALF_YEARLY: "半年末",
    Cadence.YEARLY: "年末",
}


def _moved(day: str, due: Mapping) -> str:
    offset = due.get("offset", 0)
    return f"{day}{'后' if offset > 0 else '前'}{abs(offset)}日" if offset else day


def remind_words(remind: Mapping, escalate_after: int) -> str:
    """As in 提前3、1个工作日，当天，逾期1、3个工作日；逾期3个工作日上报."""
    parts = []
    if remind.get("before"):
        parts.append(f"提前{'、'.join(str(day) for day in remind['before'])}个工作日")
    if remind.get("on"):
        parts.append("到期当天")
    if remind.get("after"):
        parts.append(f"逾期{'、'.join(str(day) for day in remind['after'])}个工作日")
    words = "，".join(parts) or "不提醒"
    return f"{words}；逾期{escalate_after}个工作日报主任和召集人" if escalate_after else f"{words}；不上报"


@dataclass(frozen=True)
class NextDue:
    """A period and its due date."""

    period: Period
    due_on: date


def next_dues(
    values: ClauseValues, start: date, calendar: WorkCalendar, n: int = 3, *, is_new: bool = False
) -> list[NextDue]:
    """The first n periods that begin on `start` or later, with their due dates: what the engine will open.

    is_new: the clause was not owed before, so that the period running on `start` counts too when it is due in time.
    """
    found: list[NextDue] = []
    for period in periods_between(values.cadence, start, start + FAR):
        due_on = due_date(values.cadence, values.due, period, calendar)
        if (due_on if is_new else period.first) < start:
            continue
        found.append(NextDue(period, due_on))
        if len(found) == n:
            break
    return found


def next_due_after(values: ClauseValues, valid_from: date, day: date, calendar: WorkCalendar) -> date | None:
    """The first due date after a day, of the periods the version owns; None when there is none within three years."""
    start = max(valid_from, day) - timedelta(days=366 * 2)
    for period in periods_between(values.cadence, start, day + FAR):
        due_on = due_date(values.cadence, values.due, period, calendar)
        if due_on > day and due_on >= valid_from:
            return due_on
    return None


def check_clause(values: ClauseValues) -> None:
    """Refused for values no duty can follow; the due rule itself is checked where it is typed."""
    if values.owed_by == Owed.UNITS and not values.unit_kinds:
        raise Refused("请选由哪类单位办，至少一类。", field="unit_kinds")
    if not 2 <= len(values.label) <= 80:
        raise Refused("应办事项的名称写 2 到 80 字。", field="label")
    check_remind(values.remind, values.escalate_after)


def check_start(valid_from: date, today: date, *, running_from: date | None, first: bool = False) -> None:
    """Refused for a day a change may not begin on: it counts from a later day, and after what is already decided.

    running_from: first day of the version that would be replaced; first: the township had no profile before, so that it
    may begin today.
    """
    if valid_from < today or valid_from == today and not first:
        raise Refused("实行日期要在今天以后：已经开始的周期按原来的办法算。", field="valid_from")
    if valid_from - today > timedelta(days=366):
        raise Refused("实行日期离今天超过一年，请核对年份。", field="valid_from")
    if running_from and valid_from <= running_from:
        raise Refused(
            f"这一条已定 {running_from:%Y-%m-%d} 起实行新的办法，新的实行日期要在那天以后。", field="valid_from"
        )
