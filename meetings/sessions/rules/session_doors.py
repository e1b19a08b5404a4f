"""Which acts on a session its page and its desk row offer to whom (C1, C2, C8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from meetings.sessions.rules.sessions import AGENDA_OPEN, CANCELLED, CONVENED, HELD, PLANNED, SESSIONS
from records.acts.rules.doors import Door, Doors

PLAN = "meeting.plan"


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """has_come: its day is here; is_noted: somebody is noted as present; has_minutes, are_bound: minutes are begun, their text
    stands still; needs_minutes: of its kind; is_late: it is entered after it was held; parts: act → numbers of seats, topics or files."""

    state: str
    may: frozenset[str]
    has_come: bool = False
    is_noted: bool = False
    has_minutes: bool = False
    are_bound: bool = False
    needs_minutes: bool = True
    is_late: bool = False
    parts: Mapping[str, frozenset[int]] = field(default_factory=dict)


def _has_open_agenda(facts: SessionFacts) -> bool:
    return facts.state in AGENDA_OPEN


def _takes_attendance(facts: SessionFacts) -> bool:
    return facts.state in (CONVENED, HELD) or (facts.state == PLANNED and facts.is_late)


def _hold_waits(facts: SessionFacts) -> str:
    if not facts.has_come:
        return "会议当天填好签到表以后登记"
    return "" if facts.is_noted else "先填写签到表"


DOORS = Doors(
    SESSIONS,
    Door("convene", PLAN, label="发出会议通知", shown=lambda facts: not facts.is_late),
    Door("plan_again", PLAN),
    Door("note_attendance", PLAN, "-", label="填写签到表", is_quiet=lambda facts: facts.is_noted,
         shown=lambda f: _takes_attendance(f) and f.has_come and not f.are_bound),
    Door("hold", PLAN, waits=_hold_waits),
    Door("enter_held", PLAN, waits=_hold_waits, shown=lambda facts: facts.is_late),
    Door("begin_minutes", "minutes.write", "-", label="拟写纪要",
         shown=lambda facts: facts.state == HELD and not facts.has_minutes),
    Door("close", PLAN, label="不印发纪要，登记结果办结",
         shown=lambda facts: not facts.needs_minutes and not facts.has_minutes),
    Door("invite", PLAN, "-", label="增加参会单位和人员", shown=_has_open_agenda, is_quiet=True),
    Door("schedule", PLAN, "-", label="列入议题", shown=_has_open_agenda, is_quiet=True),
    Door("add_material", PLAN, "-", label="增加材料", shown=lambda f: f.state != CANCELLED, is_quiet=True),
    Door("edit", PLAN, is_quiet=True),
    Door("postpone", PLAN, is_quiet=True, shown=lambda facts: not facts.is_late),
    Door("cancel", PLAN, label="取消会议", is_quiet=True),
    Door("answer_notice", "meeting.answer_notice", "-", label="签收或请假"),
    Door("uninvite", PLAN, "-", label="去掉"),
    Door("move_up", PLAN, "-", label="上移"),
    Door("move_down", PLAN, "-", label="下移"),
    Door("unschedule", PLAN, "-", label="移出"),
    Door("withdraw_material", PLAN, "-", label="撤下"),
)  # fmt: skip
