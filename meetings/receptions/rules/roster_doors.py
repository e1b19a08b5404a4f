"""What may be done with a week's roster, its slots and its swaps, and who owes it: pure, from the facts of one roster (D1–D3)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from meetings.receptions.rules.roster_states import ACCEPTED, ASKED, DRAFT, PUBLISHED, ROSTERS, SOURCE, SUBMITTED, SWAPS
from meetings.receptions.rules.rosters import ARTICLE
from records.acts.rules.doors import Door, Doors
from records.papers.rules.flows import PaperFacts, PaperWork, paper_doors, paper_owed
from records.work.rules import AT_ONCE, Owed
from records.work.rules.reminders import ReminderPlan
from township.dates import short_date_with_weekday

PLAN, SIGN, SWAP, CONFIRM = "roster.plan", "roster.sign_in", "roster.swap", "roster.confirm_swap"
RECORD = "reception.record"
# The day itself is announced the day before; a day that passed is the office's to look into.
PLANS = {
    "sign_in": ReminderPlan((1,), True, (), 0),
    "record_reception": ReminderPlan((), False, (1, 3), 0),
    "accept": ReminderPlan((1,), True, (), 0),
    "note_absence": ReminderPlan((), True, (1, 3), 3),
}


@dataclass(frozen=True, kw_only=True)
class RosterFacts(PaperFacts):
    """is_over: the week has ended; was_published: put up in public before; is_changed: since it was put up; gaps: what is to
    be settled."""

    is_over: bool = False
    was_published: bool = False
    is_changed: bool = False
    gaps: int = 0


def _may_submit(facts: RosterFacts) -> bool:
    return not facts.is_over and (facts.state == DRAFT or facts.is_changed)


_PAPER = {door.name: door for door in paper_doors(write=PLAN, approve="publish")}
DOORS = Doors(
    (ROSTERS, SWAPS),
    _PAPER["decide"],
    Door("submit", PLAN, shown=_may_submit),
    Door("fill", PLAN, label="补排缺口、取消多余班次", shown=lambda facts: not facts.is_over and facts.gaps > 0),
    Door("edit", PLAN, label="逐班调整", shown=lambda facts: not facts.is_over, is_quiet=True),
    Door(
        "arrange",
        PLAN,
        label="按规则重排（保留手工调整）",
        shown=lambda facts: not facts.is_over and not facts.was_published,
        is_quiet=True,
    ),
    _PAPER["take_back"],
    Door("sign_in", SIGN, "-", label="到岗", is_quiet=True),
    Door("stand_in", SIGN, "-", label="顶岗到岗", is_quiet=True),
    Door("note_absence", SIGN, "-", label="登记缺岗", is_quiet=True),
    Door("record_reception", RECORD, "-", label="记录接访", is_quiet=True),
    Door("no_visit", RECORD, "-", label="没有群众来访", is_quiet=True),
    Door("ask_swap", SWAP, "-", label="调班", is_quiet=True),
    Door("accept", SWAP, label="答复", is_quiet=True),
    Door("withdraw", SWAP, is_quiet=True),
    Door("approve", CONFIRM, label="确认", is_quiet=True),
    Door("undo", CONFIRM, is_quiet=True),
    inside=("return_roster", "lapse", "decline", "refuse"),
)


@dataclass(frozen=True)
class SlotState:
    """A slot of a published roster. a, b: persons; is_signed; is_recorded: a reception hangs on it; is_missed: its day passed
    without a signature; is_noted: the office wrote down why; has_swap: one is being asked for."""

    key: int
    day: date
    a: int | None
    b: int | None
    is_signed: bool = False
    is_recorded: bool = False
    is_missed: bool = False
    is_noted: bool = False
    has_swap: bool = False


@dataclass(frozen=True)
class SwapState:
    """A swap. asked_by, answered_by: who did it, perhaps the office for a leader."""

    key: int
    day: date
    state: str
    giver: int
    taker: int
    asked_by: int
    answered_by: int | None = None

    @property
    def by_office(self) -> int | None:
        """Of the office who asked or answered for a leader: not the one to confirm it."""
        return next(
            (one for one in (self.answered_by, self.asked_by) if one not in (None, self.giver, self.taker)), None
        )


@dataclass(frozen=True)
class Reader:
    """me: the person; may: codes of rights at all; wide: of those that reach everybody."""

    me: int | None
    may: Collection[str] = frozenset()
    wide: Collection[str] = frozenset()

    def may_act_for(self, right: str, person: int | None) -> bool:
        """The office for everybody, a leader for themselves."""
        return right in self.wide or (right in self.may and person is not None and person == self.me)


def parts_of(
    reader: Reader, slots: Iterable[SlotState], swaps: Iterable[SwapState], today: date
) -> dict[str, frozenset[int]]:
    """Act → slots (or swaps) it is open on for this reader."""
    found: dict[str, set[int]] = {}
    for slot in slots:
        for act in _slot_acts(reader, slot, today):
            found.setdefault(act, set()).add(slot.key)
    for swap in swaps:
        for move in SWAPS.moves_from(swap.state):
            if _may_move(reader, swap, move.name):
                found.setdefault(move.name, set()).add(swap.key)
    return {act: frozenset(keys) for act, keys in found.items()}


def _slot_acts(reader: Reader, slot: SlotState, today: date) -> Iterator[str]:
    if slot.is_signed:
        if not slot.is_recorded and reader.may_act_for(RECORD, slot.a):
            yield from ("record_reception", "no_visit")
        return
    # On the day each for themselves; a day that passed is noted by the office when it has looked into it.
    is_now, is_past = slot.day == today, slot.day < today
    for act, person in (("sign_in", slot.a), ("stand_in", slot.b)):
        if person and (is_now and reader.may_act_for(SIGN, person) or is_past and SIGN in reader.wide):
            yield act
    if is_past and not slot.is_noted and SIGN in reader.wide:
        yield "note_absence"
    if slot.day >= today and slot.a and not slot.has_swap and reader.may_act_for(SWAP, slot.a):
        yield "ask_swap"


def _may_move(reader: Reader, swap: SwapState, move: str) -> bool:
    if move == "accept":
        return reader.may_act_for(SWAP, swap.taker)
    if move == "withdraw":
        return reader.may_act_for(SWAP, swap.giver)
    if move == "undo":
        return CONFIRM in reader.may
    return CONFIRM in reader.may and reader.me not in (swap.asked_by, swap.answered_by)


@dataclass(frozen=True, kw_only=True)
class RosterWork:
    """What decides who owes what on a roster. paper: of the notice before the director; maker: who put the week together;
    is_returned: the director gave it back; submit_by: until when it is to be put up; gaps, gaps_from: what is to be settled
    and from which day; slots: of a roster that was put up."""

    state: str
    maker: int
    submit_by: date
    is_returned: bool = False
    was_published: bool = False
    is_changed: bool = False
    gaps: int = 0
    gaps_from: date | None = None
    paper: PaperWork | None = None
    slots: tuple[SlotState, ...] = ()
    swaps: tuple[SwapState, ...] = field(default_factory=tuple)


def roster_owed(work: RosterWork) -> Iterator[Owed]:
    """The week before the director, then each leader their day, the office what fell through."""
    if work.state == DRAFT:
        why = "退回修改，意见见值班表页" if work.is_returned else "核对后送主任审定"
        yield Owed("submit", "编排值班表", person=work.maker, why=why, due_on=work.submit_by, clause=SOURCE)
    elif work.state == SUBMITTED and work.paper:
        yield from (replace(owed, due_on=work.submit_by) for owed in paper_owed(work.paper))
    elif work.state == PUBLISHED and work.is_changed:
        why = "公布以后班次有变动"
        yield Owed("submit", "重新公布值班表", right=PLAN, why=why, within=AT_ONCE, clause=SOURCE)
    if work.was_published and work.gaps:
        yield Owed("fill", "补排值班缺口", right=PLAN, why=f"有 {work.gaps} 处要处理", due_on=work.gaps_from)
    for slot in work.slots:
        yield from _slot_owed(slot)
    for swap in work.swaps:
        if swap.state == ASKED:
            yield Owed("accept", "答复调班", person=swap.taker, part=swap.key, why="请您接替接访值班", due_on=swap.day)
        elif swap.state == ACCEPTED:
            yield Owed(
                "approve",
                "确认调班",
                right=CONFIRM,
                except_person=swap.by_office,
                part=swap.key,
                why="双方已同意",
                due_on=swap.day,
            )


def _slot_owed(slot: SlotState) -> Iterator[Owed]:
    given, day = {"part": slot.key, "due_on": slot.day}, short_date_with_weekday(slot.day)
    if slot.a is None:
        return
    if slot.is_signed:
        if not slot.is_recorded:
            yield Owed("record_reception", "记录接访", person=slot.a, why=f"{day}已到岗，还没有接访记录", **given)
    elif slot.is_missed:
        if not slot.is_noted:
            yield Owed("note_absence", "核实到岗", right=PLAN, why=f"{day}没有登记到岗", **given)
    else:
        yield Owed("sign_in", "接访值班", person=slot.a, why=f"{day}您担任A角", clause=ARTICLE, **given)


def gaps_in(kinds: Iterable[tuple[str, date | None]], monday: date) -> tuple[int, date | None]:
    """(how many, from which day) of the problems (kind, day) that the office has to settle; a swap has its own line."""
    days = [day or monday for kind, day in kinds if kind != "swap"]
    return len(days), min(days, default=None)
