"""Accountability measures (问责): states, limits, who owes what, which steps are open to whom (F5, F6).

A measure starts from recorded failures in handling and never from the fact that somebody petitioned (条例第四十二条至第四十六条; 第十八条、
第三十九条). The subject is heard before anything is decided; proposer, decider and subject are three. There are three tables: a
talk is held and signed, a criticism takes effect when it is served, a proposal to another organ ends with that organ's answer
and never has an effect of this office.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from records.acts.rules.doors import Door, Doors
from records.acts.rules.states import Move, StateTable
from records.papers.rules.flows import PaperFacts, paper_doors
from records.work.rules import Owed
from records.work.rules.reminders import QUIET
from township.refusals import Refused

DRAFT, HEARING, HEARD = "draft", "hearing", "heard"
SUBMITTED, APPROVED = "submitted", "approved"
CALLED, TALKED, IN_EFFECT, REVIEW = "called", "talked", "in_effect", "review"
SENT, ANSWERED = "sent", "answered"
LIFTED, EXPIRED, REVOKED, WITHDRAWN, DECLINED = "lifted", "expired", "revoked", "withdrawn", "declined"
STATE_LABELS = {
    DRAFT: "拟提",
    HEARING: "听取陈述",
    HEARD: "拟写决定",
    SUBMITTED: "待决定",
    APPROVED: "待送达",
    CALLED: "待约谈",
    TALKED: "待签字",
    IN_EFFECT: "生效",
    REVIEW: "复核中",
    SENT: "待答复",
    ANSWERED: "已答复",
    LIFTED: "已解除",
    EXPIRED: "已期满",
    REVOKED: "已撤销",
    WITHDRAWN: "已撤回",
    DECLINED: "不予问责",
}
STATE_CHOICES = list(STATE_LABELS.items())
CLOSED = frozenset({ANSWERED, LIFTED, EXPIRED, REVOKED, WITHDRAWN, DECLINED})
FALLEN = frozenset({WITHDRAWN, DECLINED, REVOKED})  # as if it had never been proposed: its failures may be used again
UNSERVED = frozenset({DRAFT, HEARING, HEARD, SUBMITTED, APPROVED, WITHDRAWN, DECLINED})
STANDING = frozenset({IN_EFFECT, REVIEW})

SOURCE = "联席会议制度（问责）"
OFFICE_RULE = "本办规定"
LEAST_HEARING, USUAL_HEARING, MOST_HEARING = 3, 5, 15  # working days in which the subject may state
MOST_EXTENSION = 15  # working days from the old limit
OBJECTION_DAYS = 10  # working days from service
ANSWER_DAYS = 30  # natural days in which another organ is asked to answer
RECEIPT_DAYS = 2  # working days
NOTE_DAYS = 3  # natural days after the limit in which the office records what was said or not said
MONTHS = (0, 3, 6, 12)
MONTH_CHOICES = [(0, "不设期限，由召集人解除"), (3, "3个月"), (6, "6个月"), (12, "12个月")]
SERVED_BY = {"self": "本人签收", "handed": "直接送达，收件人不签收", "mail": "机要或邮寄送达"}
SERVED_CHOICES = [choice for choice in SERVED_BY.items() if choice[0] != "self"]
ANSWERS = {"adopted": "采纳", "partly": "部分采纳", "not": "未采纳"}
ANSWER_CHOICES = list(ANSWERS.items())


def _move(name, label, source, target, reason=""):
    return Move(name, label, frozenset(source), target, SOURCE, reason)


SERVED_REASON = "已经送达的不能撤回，只能由召集人解除，或者经复核撤销。"
_HEARD_FIRST = "听取陈述申辩以后才能作出决定。"


def _common(served: str) -> tuple[Move, ...]:
    """What every form has in common. served: the state the form is in once it is served."""
    return (
        _move("change", "修改提议", {DRAFT}, DRAFT, "告知书送达以后不能再改事实和依据；有误的先撤回。"),
        _move("notify", "送达告知书", {DRAFT}, HEARING),
        _move("extend", "延长陈述期限", {HEARING}, HEARING),
        _move("state", "陈述申辩", {HEARING}, HEARD, "陈述申辩在告知书写明的期限内提出。"),
        _move("silence", "记录未陈述", {HEARING}, HEARD),
        _move("save", "保存", {HEARD}, HEARD, _HEARD_FIRST),
        _move("submit", "送审", {HEARD}, SUBMITTED, _HEARD_FIRST),
        _move("take_back", "撤回修改", {SUBMITTED, APPROVED}, HEARD, "送达的决定不能改动。"),
        _move("return_paper", "退回修改", {SUBMITTED}, HEARD),
        _move("approve", "决定", {SUBMITTED}, APPROVED, _HEARD_FIRST),
        _move("decline", "不予问责", {SUBMITTED}, DECLINED),
        _move("issue", "送达", {APPROVED}, served, "决定以后才能送达。"),
        _move("withdraw", "撤回提议", {DRAFT, HEARING, HEARD}, WITHDRAWN, SERVED_REASON),
    )


_EFFECT = (
    _move("object", "申请复核", {IN_EFFECT}, REVIEW, "对生效的决定才能申请复核。"),
    _move("uphold", "维持", {REVIEW}, IN_EFFECT),
    _move("revoke", "撤销", {REVIEW}, REVOKED),
    _move("lift", "解除", {IN_EFFECT}, LIFTED, "复核期间先作出复核决定。"),
    _move("expire", "期满", {IN_EFFECT}, EXPIRED),
)


def _table(*moves: Move) -> StateTable:
    return StateTable(*moves, labels=STATE_LABELS, closed=CLOSED)


TALK_TABLE = _table(
    *_common(CALLED),
    _move("talk", "登记约谈记录", {CALLED, TALKED}, TALKED),
    _move("sign", "登记签字记录", {TALKED}, IN_EFFECT),
    *_EFFECT,
)
CRITICISM_TABLE = _table(*_common(IN_EFFECT), *_EFFECT)
ORGAN_TABLE = _table(*_common(SENT), _move("answer", "登记答复", {SENT}, ANSWERED))
TABLES = (TALK_TABLE, CRITICISM_TABLE, ORGAN_TABLE)


def table_for(*, is_organ: bool, is_talk: bool) -> StateTable:
    """The table that a form follows."""
    if is_organ:
        return ORGAN_TABLE
    return TALK_TABLE if is_talk else CRITICISM_TABLE


def check_hearing_days(days: int) -> None:
    """How long the subject has to state, in working days from the day after the notice."""
    if not LEAST_HEARING <= days <= MOST_HEARING:
        raise Refused(f"陈述期限为 {LEAST_HEARING} 到 {MOST_HEARING} 个工作日。", OFFICE_RULE, "days")


def check_extension(due_on: date, until: date, latest: date, was_extended: bool) -> None:
    """Once, to a later day, at most `latest`."""
    if was_extended:
        raise Refused("陈述期限已经延长一次，不能再延。", OFFICE_RULE)
    if until <= due_on:
        raise Refused("新的期限要晚于原期限。", OFFICE_RULE, "until")
    if until > latest:
        raise Refused(f"最多再延 {MOST_EXTENSION} 个工作日。", OFFICE_RULE, "until")


def check_in_time(due_on: date, today: date) -> None:
    """A statement comes within its limit; the last day counts."""
    if today > due_on:
        raise Refused("陈述期限已过。确有理由的，请联系联席办，记录未陈述以前可以延长一次。", OFFICE_RULE)


def check_silence(due_on: date, today: date) -> None:
    """Silence is recorded when the limit is over, not before."""
    if today <= due_on:
        raise Refused("陈述期限还没有过，不能记录为未陈述。", OFFICE_RULE)


def check_talk_day(day: date | None, today: date) -> None:
    """A talk lies ahead when it is decided."""
    if day is None:
        raise Refused("请填写约谈日期。", field="talk_on")
    if day < today:
        raise Refused("约谈日期已经过去，请重新填写。", field="talk_on")


def check_people(*, decider: int, proposer: int, subject: int | None, first_decider: int | None = None) -> None:
    """Proposer, decider, subject and reviewer are different people."""
    if decider == subject:
        raise Refused("不能对本人的问责作决定，请由其他有权限的同志决定。", SOURCE)
    if decider == proposer:
        raise Refused("提出人不能决定自己提出的问责，请由其他有权限的同志决定。", SOURCE)
    if first_decider is not None and decider == first_decider:
        raise Refused("原决定人不能复核自己的决定，请由其他有权限的同志复核。", SOURCE)


def last_day(first: date, months: int) -> date | None:
    """The last day of an effect of so many months from the day it begins; None without a limit."""
    if not months:
        return None
    year, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + year, month + 1
    end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return date(year, month, min(first.day, end.day)) - timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class MeasureFacts(PaperFacts):
    """is_subject: the one it is about (or speaks for the unit); is_over: the limit for the statement is past; was_extended: once;
    is_unreceived: served and not receipted; may_object: the days for an objection run and there was none; bars_review: why
    this reader does not review, "" = nothing."""

    is_subject: bool = False
    is_over: bool = False
    was_extended: bool = False
    is_unreceived: bool = False
    may_object: bool = False
    bars_review: str = ""


_WAIT = "陈述期限还没有过"
_FLOW = paper_doors(write="measure.propose", issue="measure.serve")
DOORS = Doors(
    TABLES,
    Door("state", "measure.state", shown=lambda f: f.is_subject and not f.is_over),
    Door("object", "measure.state", shown=lambda f: f.is_subject and f.may_object, is_quiet=True),
    Door("receive", "measure.state", "-", label="签收", shown=lambda f: f.is_subject and f.is_unreceived),
    Door("note_receipt", "measure.serve", "-", label="登记送达", is_quiet=True,
         shown=lambda f: f.is_unreceived and not f.is_subject),
    Door("notify", "measure.propose", shown=lambda f: not f.is_subject),
    Door("change", "measure.propose", is_quiet=True, shown=lambda f: not f.is_subject),
    Door("silence", "measure.propose", shown=lambda f: not f.is_subject, waits=lambda f: "" if f.is_over else _WAIT),
    Door("note_statement", "measure.propose", "state", label="代录书面陈述", is_quiet=True,
         shown=lambda f: not f.is_subject and not f.is_over),
    Door("extend", "measure.propose", is_quiet=True, shown=lambda f: not f.is_subject and not f.was_extended),
    *(door for door in _FLOW if door.name not in ("distribute", "submit")),
    Door("submit", "measure.propose", shown=lambda f: f.text == "draft" and not f.is_subject),
    Door("decline", move="decline", is_quiet=True, shown=lambda f: f.decides and f.text == "submitted",
         waits=lambda f: f.bars),
    Door("talk", "measure.serve", shown=lambda f: not f.is_subject),
    Door("sign", "measure.serve", shown=lambda f: not f.is_subject),
    Door("answer", "measure.serve", shown=lambda f: not f.is_subject),
    Door("uphold", "measure.review", waits=lambda f: f.bars_review),
    Door("revoke", "measure.review", is_quiet=True, waits=lambda f: f.bars_review),
    Door("lift", "measure.lift", is_quiet=True, shown=lambda f: not f.is_subject, waits=lambda f: f.bars),
    Door("withdraw", "measure.propose", is_quiet=True, shown=lambda f: not f.is_subject),
    inside=("return_paper", "expire"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MeasureWork:
    """What decides who owes the next step. subject: {"person": n} or {"unit": n}; the rest: columns of the row."""

    state: str
    subject: dict
    proposer: int
    decider: int | None = None
    statement_due_on: date | None = None
    talk_on: date | None = None
    answer_due_on: date | None = None
    receipt_due_on: date | None = None
    is_unreceived: bool = False


def measure_owed(work: MeasureWork) -> Iterator[Owed]:
    """Beside the steps of the text: the notice, the statement, the talk, the answer, the review, the receipt."""
    serve = {"right": "measure.serve", "clause": SOURCE}
    if work.state == DRAFT:
        yield Owed("notify", "送达陈述告知书", person=work.proposer, clause=SOURCE, why="先听取陈述，再作决定")
    elif work.state == HEARING:
        why = "逾期不陈述的如实记录，不影响其他权利"
        yield Owed(
            "state", "陈述申辩", due_on=work.statement_due_on, clause=OFFICE_RULE, why=why, plan=QUIET, **work.subject
        )
        noted_by = work.statement_due_on + timedelta(days=NOTE_DAYS)
        yield Owed("silence", "记录陈述情况", person=work.proposer, due_on=noted_by, why="期限过后没有陈述的")
    elif work.state == CALLED:
        yield Owed("talk", "登记约谈记录", due_on=work.talk_on, why="约谈后登记", **serve)
    elif work.state == TALKED:
        yield Owed("sign", "登记签字记录", why="打印、签字、扫描", **serve)
    elif work.state == SENT:
        yield Owed("answer", "登记有权机关答复", due_on=work.answer_due_on, **serve)
    elif work.state == REVIEW:
        yield Owed("uphold", "复核问责决定", right="measure.review", except_person=work.decider, clause=SOURCE)
    if work.is_unreceived:
        yield Owed("receive", "签收", due_on=work.receipt_due_on, clause=OFFICE_RULE, plan=QUIET, **work.subject)
