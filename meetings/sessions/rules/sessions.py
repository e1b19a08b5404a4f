"""Sessions of the joint meeting: kinds, who may chair, notice ahead, and the moves from planning to closing.

Sources: 联席会议制度 of the five townships (W5 W9 W10, H7 H8, X二、X五(一)). Where they set no figure the office's own
rule stands and says so.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from records.acts.rules.states import Move, StateTable
from township.permissions import CHIEF_CONVENOR, CONVENOR, DIRECTOR, LEADER
from township.refusals import Refused

PLANNED = "planned"
CONVENED = "convened"
HELD = "held"
CLOSED = "closed"
CANCELLED = "cancelled"
POSTPONED = "postponed"

STATE_LABELS = {
    PLANNED: "筹备中",
    CONVENED: "已通知",
    HELD: "已召开",
    CLOSED: "已办结",
    CANCELLED: "已取消",
    POSTPONED: "已延期",
}
STATE_CHOICES = list(STATE_LABELS.items())
AHEAD = frozenset({PLANNED, CONVENED, POSTPONED})
AGENDA_OPEN = frozenset({PLANNED, CONVENED})
AFTER = frozenset({HELD, CLOSED})
LATE_ENTRY = timedelta(days=90)  # natural days after which a session that was held is a matter for the archive


@dataclass(frozen=True)
class SessionKind:
    """chairs: roles that may chair; quorum: whether more than half of the members must be there; notice_days: natural
    days between notice and meeting that the office aims at (0 = none); needs_minutes: closes only with issued minutes;
    items: (title, what was heard) of each fixed item of the minutes, for a session that needs no topics; own_page: planned from a page of its
    own (dispatch, hearing) and not from the list of sessions."""

    key: str
    label: str
    chairs: frozenset[str]
    quorum: bool
    notice_days: int
    needs_minutes: bool
    source: str
    items: tuple[tuple[str, str], ...] = ()
    own_page: bool = False


_CONVENORS = frozenset({CHIEF_CONVENOR, CONVENOR})
_OFFICE = _CONVENORS | {DIRECTOR}
CHAIR_WORDS = {LEADER: "班子成员", DIRECTOR: "办公室主任"}  # who may chair below the convenors
_KINDS = (
    SessionKind("plenary", "全体会议", _CONVENORS, True, 3, True, "联席会议制度：全体会议由召集人主持"),
    SessionKind("work", "工作会议", _OFFICE, False, 3, True, "联席会议制度：工作会议由召集人或其委托的人员主持"),
    SessionKind("topical", "专题会议", _OFFICE, False, 3, True, "联席会议制度：专题会议研究成员单位提请的议题"),
    SessionKind("ad_hoc", "临时会议", _CONVENORS, False, 0, True, "联席会议制度：临时会议由总召集人、召集人召集"),
    SessionKind("office_hours", "集中办公", _OFFICE, False, 0, False, "联席会议制度：定期集中办公"),
    SessionKind(
        "dispatch", "视频调度", _OFFICE, False, 0, True, "联席会议制度：每月定期视频调度",
        (
            ("通报信访形势和办理情况", "会议通报了信访形势和事项办理情况。"), ("听取单位汇报", "会议听取了各单位的情况汇报。"),
            ("下步工作", "会议研究了下步工作。"),
        ), True,
    ),
    SessionKind(
        "hearing", "党政联席会听取信访工作汇报", _CONVENORS, False, 0, True, "党政联席会议每季度至少听取1次信访工作汇报",
        (("听取信访工作汇报", "会议听取了信访工作情况汇报。"),), True,
    ),
)  # fmt: skip
KINDS = {kind.key: kind for kind in _KINDS}
PLANNED_FROM_LIST = [(kind.key, kind.label) for kind in _KINDS if not kind.own_page]
KIND_CHOICES = [(kind.key, kind.label) for kind in _KINDS]
# Clauses of the rule profile that a finished session of the kind proves
FULFILS = {"plenary": "plenary_period", "office_hours": "office_hours_period"}


def _move(name, label, source, target, article="", reason=""):
    return Move(name, label, frozenset(source), target, article, reason)


SESSIONS = StateTable(
    _move("edit", "修改", {PLANNED}, PLANNED),
    _move("edit", "修改", {CONVENED}, CONVENED),
    _move("convene", "发出通知", {PLANNED}, CONVENED, reason="延期的会议要先重新定时间。"),
    _move("hold", "登记召开", {CONVENED}, HELD, reason="没有发出通知的会议不能登记召开。"),
    _move("enter_held", "补记召开", {PLANNED}, HELD, reason="通知已经发出的会议，填好签到表后登记召开。"),
    _move("postpone", "延期", {PLANNED, CONVENED}, POSTPONED, reason="已经召开的会议不能延期。"),
    _move("plan_again", "重新定时间", {POSTPONED}, PLANNED),
    _move("cancel", "取消", AHEAD, CANCELLED, reason="已经召开的会议不能取消。"),
    _move("close", "办结", {HELD}, CLOSED, reason="会议召开以后才能办结。"),
    labels=STATE_LABELS,
    closed={CLOSED, CANCELLED},
)


def kinds_by(entries: Iterable[Mapping], called_for: Collection[str] = ()) -> dict[str, SessionKind]:
    """The kinds by key, as the township's rule profile has them (H2).

    entries: its meetings, each with kind, label, chaired_by (roles), cite and perhaps notice_days; called_for: kinds that
    one of its clauses asks for. A profile that names none leaves every kind as it is; one that names some leaves the
    others out, but for those called for and those with a page of their own (dispatch, hearing). A convenor may chair whatever somebody below them may.
    """
    named = {entry["kind"]: entry for entry in entries}
    if not named:
        return dict(KINDS)
    kept = {key: kind for key, kind in KINDS.items() if key in named or key in called_for or kind.own_page}
    return {key: _as_named(kind, named[key]) if key in named else kind for key, kind in kept.items()}


def _as_named(kind: SessionKind, entry: Mapping) -> SessionKind:
    return replace(
        kind,
        label=entry["label"],
        source=entry["cite"],
        chairs=_CONVENORS | set(entry.get("chaired_by", ())),
        notice_days=entry.get("notice_days", kind.notice_days),
    )


def planned_from_list(kinds: Mapping[str, SessionKind]) -> list[tuple[str, str]]:
    """The choices of the form that plans a session, the empty one first."""
    return [("", "（请选择）")] + [(kind.key, kind.label) for kind in kinds.values() if not kind.own_page]


def check_kind(kind: str, kinds: Mapping[str, SessionKind]) -> SessionKind:
    """The kind as the township has it; Refused when its rules do not know it."""
    if kind not in kinds:
        raise Refused("本乡镇的制度方案里没有这个会议种类，请重新选择。", field="kind")
    return kinds[kind]


def check_chair(rule: SessionKind, name: str, roles: Collection[str]) -> None:
    """Refused when none of the roles the person holds on the day of the session may chair this kind."""
    if not rule.chairs & set(roles):
        below = [word for role, word in CHAIR_WORDS.items() if role in rule.chairs]
        who = "或".join(["召集人", *below]) if below else "总召集人或召集人"
        raise Refused(f"{rule.label}由{who}主持，{name}在会议当日没有这样的任职。", rule.source, "chair")


def check_day(day: date, today: date, late_reason: str) -> None:
    """Refused for a day that lies behind, unless it is said why the session is entered only now; 90 natural days at most."""
    if day >= today:
        if late_reason:
            raise Refused("会议日期还没有过，不用写补记理由。", field="late_reason")
        return
    if today - day > LATE_ENTRY:
        raise Refused(f"补记的会议不能早于 {LATE_ENTRY.days} 天以前。", field="day")
    if len(late_reason) < 4:
        raise Refused(
            "会议日期已过。已经开过的会，请在“补记理由”里写明为什么现在才登记，至少写 4 个字。", field="late_reason"
        )


def check_close(kind: str) -> None:
    """Refused when this kind of session closes only by issuing its minutes."""
    rule = KINDS[kind]
    if rule.needs_minutes:
        raise Refused(f"{rule.label}要印发会议纪要，纪要印发后自动办结。", rule.source)


def notice_shortfall(rule: SessionKind, notified_on: date, starts_on: date) -> int:
    """How many natural days the notice is later than the office aims at; 0 when it is in time or none is required."""
    wanted = rule.notice_days
    return max(0, wanted - (starts_on - notified_on).days) if wanted else 0
