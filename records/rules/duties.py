"""Recurring duties (制度应办): which periods a clause has, when each is due, when to remind, and what a duty's state is.

Pure: dates in, dates out, Asia/Shanghai. Source of each duty: the clause of the township's rule profile. How a due date
moves off a day off is the clause's own choice (民法典 203 would roll it forward).
"""

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from records.rules.states import Move, StateTable
from township.rules.calendar import WorkCalendar
from township.rules.choices import Choice
from township.rules.dates import full_date_with_weekday
from township.rules.refusals import Refused

ONE_DAY = timedelta(days=1)
OPEN, DONE, EXCUSED = "open", "done", "excused"
STATE_LABELS = {OPEN: "应办", DONE: "已办", EXCUSED: "免办"}
STATE_CHOICES = list(STATE_LABELS.items())
DUTIES = StateTable(
    Move("fulfil", "登记完成", frozenset({OPEN, EXCUSED}), DONE, reason="已经登记过完成情况。"),
    Move("excuse", "免办", frozenset({OPEN}), EXCUSED, reason="已办的不用再免。"),
    labels=STATE_LABELS,
)


class Cadence(Choice):
    """How often a clause asks for it. The stored value, and the word on the screen."""

    DAILY = "daily", "每日"
    WEEKLY = "weekly", "每周"
    HALF_MONTHLY = "half_monthly", "每半月"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half_yearly", "每半年"
    YEARLY = "yearly", "每年"


class Owed(Choice):
    """Who owes it: every unit of certain kinds, every leader, or the office of the joint meeting."""

    UNITS = "units", "各单位"
    LEADERS = "leaders", "班子成员"
    OFFICE = "office", "联席办"


class Shift(Choice):
    """Where a due date goes that falls on a day off."""

    NONE = "none", "不顺移"
    BACK = "back", "提前到上一个工作日"
    FORWARD = "forward", "顺延到下一个工作日"


@dataclass(frozen=True)
class Period:
    """One period of a cadence, both days included. key sorts and stays for ever: 2026-11-16, 2026-W47, 2026-11b, 2026-11,
    2026-Q4, 2026-H2, 2026."""

    key: str
    first: date
    last: date
    label: str


def period_of(cadence: str, day: date) -> Period:
    """The one period of `cadence` that holds `day`. Weeks run Monday to Sunday and are named by their ISO number."""
    year, month = day.year, day.month
    match Cadence(cadence):
        case Cadence.DAILY:
            return Period(day.isoformat(), day, day, full_date_with_weekday(day))
        case Cadence.WEEKLY:
            iso = day.isocalendar()
            monday = day - timedelta(days=day.weekday())
            return Period(f"{iso.year}-W{iso.week:02d}", monday, monday + 6 * ONE_DAY, f"{iso.year}年第{iso.week}周")
        case Cadence.HALF_MONTHLY if day.day <= 15:
            return Period(
                f"{year}-{month:02d}a", date(year, month, 1), date(year, month, 15), f"{year}年{month}月上半月"
            )
        case Cadence.HALF_MONTHLY:
            return Period(f"{year}-{month:02d}b", date(year, month, 16), _end(year, month), f"{year}年{month}月下半月")
        case Cadence.MONTHLY:
            return Period(f"{year}-{month:02d}", date(year, month, 1), _end(year, month), f"{year}年{month}月")
        case Cadence.QUARTERLY:
            n = (month - 1) // 3
            label = f"{year}年第{'一二三四'[n]}季度"
            return Period(f"{year}-Q{n + 1}", date(year, 3 * n + 1, 1), _end(year, 3 * n + 3), label)
        case Cadence.HALF_YEARLY:
            n = (month - 1) // 6
            label = f"{year}年{'上下'[n]}半年"
            return Period(f"{year}-H{n + 1}", date(year, 6 * n + 1, 1), _end(year, 6 * n + 6), label)
        case Cadence.YEARLY:
            return Period(str(year), date(year, 1, 1), date(year, 12, 31), f"{year}年")


def periods_between(cadence: str, first: date, last: date) -> Iterator[Period]:
    """Every period that holds a day from `first` to `last`, in order, each once."""
    while first <= last:
        period = period_of(cadence, first)
        yield period
        first = period.last + ONE_DAY


def due_date(cadence: str, due: Mapping, period: Period, calendar: WorkCalendar) -> date:
    """The last day of the duty of one period, before or after which it is in time or late.

    due: {"at": "start"|"end", "offset": natural days from that end (may be negative), "day": day of the month the period
    ends in (31 = its last), "weekday": 1–7 of the week, "shift": none|back|forward}; "day" and "weekday" go before "at".
    A shift never moves it out of the period at its beginning.
    """
    check_due(cadence, due)
    if due.get("weekday"):
        monday = period.last - timedelta(days=period.last.weekday())
        day = monday + timedelta(days=due["weekday"] - 1)
    elif due.get("day"):
        day = period.last.replace(day=min(due["day"], monthrange(period.last.year, period.last.month)[1]))
    else:
        day = period.first if due.get("at") == "start" else period.last
    day += timedelta(days=due.get("offset", 0))
    return _shifted(day, due.get("shift", Shift.NONE), period, calendar)


def check_due(cadence: str, due: Mapping) -> None:
    """Refused for a due rule that does not fit the cadence."""
    unknown = set(due) - {"at", "offset", "day", "weekday", "shift"}
    if unknown:
        raise Refused(f"到期规则里有不认识的内容：{'、'.join(sorted(unknown))}。", field="due")
    if due.get("day") and cadence in (Cadence.DAILY, Cadence.WEEKLY, Cadence.HALF_MONTHLY):
        raise Refused("按日、按周、按半月的制度不能指定每月几日到期。", field="due")
    if due.get("weekday") and cadence != Cadence.WEEKLY:
        raise Refused("只有按周的制度能指定星期几到期。", field="due")
    _between(due.get("day", 1), 1, 31, "到期日填 1 到 31。")
    _between(due.get("weekday", 1), 1, 7, "星期填 1 到 7。")
    _between(due.get("offset", 0), -366, 366, "提前或推后的天数不超过 366 天。")
    if due.get("at", "end") not in ("start", "end"):
        raise Refused("到期从期初还是期末算起，要选一个。", field="due")
    if due.get("shift", Shift.NONE) not in {choice.value for choice in Shift}:
        raise Refused("遇到休息日怎么办，要选一个。", field="due")


@dataclass(frozen=True)
class ReminderPlan:
    """When to remind. before, after: working days before and after the due date; on: on the day itself; escalate_after:
    working days after it the director and the convenors are told, 0 = never."""

    before: tuple[int, ...] = (3, 1)
    on: bool = True
    after: tuple[int, ...] = (1, 3, 7)
    escalate_after: int = 3

    @classmethod
    def of(cls, remind: Mapping, escalate_after: int) -> "ReminderPlan":
        """From the JSON of a clause; what it does not name is not reminded."""
        return cls(
            tuple(remind.get("before", ())),
            bool(remind.get("on", False)),
            tuple(remind.get("after", ())),
            escalate_after,
        )


@dataclass(frozen=True)
class Reminder:
    """One point of the plan. key: "before3", "on", "after1", "escalate"; on: a working day, Asia/Shanghai."""

    key: str
    on: date
    is_escalation: bool = False


def reminders(plan: ReminderPlan, opened_on: date, due_on: date, calendar: WorkCalendar) -> list[Reminder]:
    """The points of one duty in order. None lies on a day off: "before" and "on" move back, "after" counts working days.

    Points that would lie before the opening fall away, and two that meet on one day are one (the later of the plan).
    """
    eve = _last_working_day(due_on, calendar)
    found = {_working_days_back(eve, n, calendar): f"before{n}" for n in sorted(plan.before, reverse=True)}
    if plan.on:
        found[eve] = "on"
    found = {day: key for day, key in found.items() if day >= opened_on}
    found |= {calendar.add_working(due_on, n): f"after{n}" for n in sorted(plan.after)}
    points = [Reminder(key, day) for day, key in found.items()]
    if plan.escalate_after:
        points.append(Reminder("escalate", calendar.add_working(due_on, plan.escalate_after), True))
    return sorted(points, key=lambda point: (point.on, point.is_escalation))


def due_now(points: list[Reminder], today: date) -> list[Reminder]:
    """What of the points is to be sent today: of those passed the latest, and the escalation.

    Ask on working days only. The caller keeps which keys were sent; the same key is never sent twice, and after downtime
    the missed points before the latest are not made up for.
    """
    past = [point for point in points if point.on <= today]
    latest = [point for point in past if not point.is_escalation][-1:]
    return latest + [point for point in past if point.is_escalation]


def standing(state: str, done_on: date | None, due_on: date, today: date) -> str:
    """The word of the compliance ledger: done, late (done after the due date), excused, missing (due date passed), open."""
    if state == EXCUSED:
        return "excused"
    if state == DONE:
        return "late" if done_on and done_on > due_on else "done"
    return "missing" if due_on < today else "open"


STANDINGS = {"done": "按期", "late": "迟办", "missing": "未办", "open": "未到期", "excused": "免办"}


def check_evidence(text: str, has_matter: bool) -> str:
    """What was done, as the ledger shows it. Refused when there is neither a linked matter nor a sentence."""
    text = text.strip()
    if not has_matter and len(text) < 4:
        raise Refused("请写明做了什么、材料在哪里（至少四个字）。", field="text")
    if len(text) > 300:
        raise Refused("完成情况不超过 300 字。", field="text")
    return text


def _end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _between(n: int, least: int, most: int, sentence: str) -> None:
    if not isinstance(n, int) or not least <= n <= most:
        raise Refused(sentence, field="due")


def _shifted(day: date, shift: str, period: Period, calendar: WorkCalendar) -> date:
    if shift == Shift.FORWARD:
        return calendar.roll_forward(day)
    if shift == Shift.BACK:
        back = _last_working_day(day, calendar)
        return back if back >= period.first or day < period.first else calendar.roll_forward(day)
    return day


def _last_working_day(day: date, calendar: WorkCalendar) -> date:
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day


def _working_days_back(day: date, n: int, calendar: WorkCalendar) -> date:
    while n:
        day -= ONE_DAY
        n -= calendar.is_working_day(day)
    return day


def covers(keys: Collection[str]) -> str:
    """Words for several missed periods in one notice: 3 期（2026年10月上半月、…）. keys: labels, oldest first."""
    shown = "、".join(list(keys)[-3:])
    return f"{len(keys)} 期（{shown}）" if len(keys) > 1 else shown
