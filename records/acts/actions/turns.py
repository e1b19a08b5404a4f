"""The shape every act on a handled thing has: lock and re-read, ask for leave, let the state table decide, write, tell, journal.

```python
with transaction.atomic():
    turn = take(OfficePaper, paper_id, revision=revision, capability=ISSUE_PAPER, by=by, at=at)
    move = turn.move("issue")                      # Refused with a sentence when the state does not allow it
    ...                                            # rows, clocks, papers
    finish(turn, move, text="印发清信通〔2026〕3号")   # row, timeline, words to find it by, work owed, journal
    tell(turn, people, kind="issued", text="已印发，请签收", key=number)
```
What differs from one handled thing to another stands beside it, not here: its state table and what is read with it on the
model (`TABLE`, `READ_WITH`, `READ_ANEW`, `scope_matter`), who may not hear of it and what is copied at the end in its
`Kind` (records.matters.kinds).

Rows are locked in one order everywhere: what a thing belongs to before the thing (session before topic before minutes
before resolution, round before dispute, case before its proposal), its matter, approval, document, number series, head of
the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from records.acts.rules.states import Move, StateTable
from records.matters.actions.events import add_event
from records.matters.actions.indexing import index_thing
from records.matters.kinds import KINDS, Kind
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.scope import ensure
from records.notices.actions.notices import notify
from records.papers.models.documents import Document
from records.work.actions.reconcile import reconcile
from township.actors import Actor, OutOfScope
from township.directory.models.units import Unit
from township.journal.actions import write_entry
from township.permissions import Capability
from township.refusals import Refused
from township.sight import the_only
from township.words import check_names_nobody

STALE = "这里刚刚由别人改动过，您的操作没有执行。请刷新页面，看过最新情况后再办。"
STALE_OWN = "您刚刚在这里（或者在另一个页面）办理过，这一次没有重复执行。请刷新页面，看最新情况。"
NOT_FOUND = "没有找到，或者它不在您能查看的范围内。"
TITLE, TEXT, ARTICLE = 120, 500, 60  # characters the columns hold


@dataclass
class Turn:
    """A handled thing in the hands of an action: its row is locked, leave is given."""

    row: Model
    by: Actor
    at: datetime
    right: Capability | None = None  # by which it is acted

    @property
    def matter(self) -> Matter:
        """The matter that scope, notices, approvals and the journal speak of; for minutes that of their session."""
        return scope_matter(self.row)

    @property
    def kind(self) -> Kind:
        """What was declared about things of this kind."""
        return KINDS[self.row.matter.kind]

    @property
    def today(self) -> date:
        """The Shanghai date of the action."""
        return self.at.date()

    def move(self, name: str) -> Move:
        """The move as the state table lists it for the present state; Refused when it is not open."""
        return table_of(self.row).move(name, self.row.state)


def table_of(row: Model) -> StateTable:
    """The state table of this row: one for its model, or by a property of the row (a case by its legal class)."""
    return row.TABLE


def scope_matter(row: Model) -> Matter:
    """The matter by which sight of the row is judged."""
    return getattr(row, "scope_matter", row.matter)


def take(model: type[Model], pk: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> Turn:
    """Lock the row and ask for leave; call it first inside the action's transaction.

    revision: what the page showed; None where nothing on the page depends on it. Raises OutOfScope (404), NotAllowed
    (403), Refused for a stale page.
    """
    turn = Turn(locked(model, pk, by), by, at, capability)
    ensure(by, capability, turn.matter)
    if not turn.kind.is_open_to(by, turn.row):
        raise OutOfScope(NOT_FOUND)
    if revision is not None and revision != turn.row.revision:
        raise Refused(STALE_OWN if _was_own(turn) else STALE)
    return turn


def _was_own(turn: Turn) -> bool:
    """Whether the last thing that happened here was done by who acts now: then nobody else was in between."""
    matter = getattr(turn.row, "matter", None)
    last = matter.events.order_by("-pk").values_list("by_id", flat=True).first() if matter else None
    return turn.by.person_id is not None and last == turn.by.person_id


def locked(model: type[Model], pk: int, by: Actor) -> Model:
    """The row with its matter, both locked, and what it is read with; OutOfScope when it is not of the actor's township."""
    related = getattr(model, "READ_WITH", ())
    rows = model.objects.select_for_update(of=("self", "matter")).select_related("matter", *related)
    row = the_only(rows.filter(pk=pk, township_id=by.township_id))
    if row is None:
        raise OutOfScope(NOT_FOUND)
    # A row read beside a locked one may be older than the lock: PostgreSQL reads only the locked tables again.
    for name in getattr(model, "READ_ANEW", ()):
        setattr(row, name, _read_anew(row, name))
    return row


def start(*, kind: str, number: str, title: str, by: Actor, at: datetime, secrecy: str = Secrecy.ORDINARY) -> Matter:
    """The row of the spine that a new handled thing hangs on. title: cut to what lists may print.

    Refused for a telephone or ID number in the title. ValueError for a restricted matter of a kind that has none: its lists
    would not keep it from anybody."""
    if secrecy == Secrecy.RESTRICTED and not KINDS[kind].may_be_restricted:
        raise ValueError(f"{kind}: not declared as a kind with restricted matters")
    check_names_nobody("标题", title, field="title")
    return Matter.objects.create(
        township_id=by.township_id, kind=kind, number=number, title=title[:TITLE], opened_on=at.date(), secrecy=secrecy
    )


def finish(
    turn: Turn,
    move: Move | str,
    *,
    text: str,
    on: date | None = None,
    note: str = "",
    unit: Unit | None = None,
    document: Document | None = None,
    public_text: str = "",
    article: str = "",
    reason: str = "",
    detail: dict | None = None,
) -> Model:
    """Write the row, its line in the timeline and the journal entry; call it last.

    move: from the state table (changes the state), or the name of an act that leaves the state alone; text: for everybody
    who sees the matter, so without words about people; on: day it happened, by default today (Asia/Shanghai); note: may
    hold words of the matter; public_text: what the petitioner's look-up shows; reason: goes into the journal, only where
    somebody asks to see what is closed; detail: codes and numbers for the journal.
    """
    row, name = turn.row, move if isinstance(move, str) else move.name
    before = row.state
    if isinstance(move, Move):
        row.state, article = move.target, article or move.article
    row.revision += 1
    turn.kind.settle(turn)
    row.save()
    is_moved = _close_or_open(turn, on or turn.today)
    # A thing that hides in a sealed file of its own (minutes that are not issued) has its timeline there.
    add_event(
        matter=row.matter,
        by=turn.by,
        at=turn.at,
        move=name,
        text=text[:TEXT],
        on=on,
        note=note,
        article=article[:ARTICLE],
        unit=unit,
        document=document,
        public_text=public_text,
        signed=turn.by.signature(turn.right),
    )
    states = {"from": before, "to": row.state} if before != row.state else {}
    index_thing(row)
    reconcile(row, by=turn.by, at=turn.at)
    if is_moved:
        _reconcile_what_waits(turn)
    journal(turn, name, reason=reason, detail=states | (detail or {}))
    return row


def journal(turn: Turn, act: str, *, reason: str = "", detail: dict | None = None, is_success: bool = True) -> None:
    """One line about this matter: codes and numbers, no words. act: "read" of minutes is written "minutes.read"; an act
    on something else in the matter comes with its own word ("document.preview")."""
    matter = turn.matter
    write_entry(
        by=turn.by,
        at=turn.at,
        action=act if "." in act else f"{turn.row.matter.kind}.{act}",
        subject_kind=matter.kind,
        subject_id=matter.pk,
        subject_label=matter.number,
        reason=reason,
        detail=detail,
        is_success=is_success,
    )


def tell(
    turn: Turn,
    people: Iterable[int | None],
    *,
    kind: str,
    text: str,
    key: str,
    url: str = "",
    about: Model | None = None,
) -> int:
    """A line in the inboxes of those who may see the matter, except of who acts; returns how many are new.

    text: number, step and date only, no names, no words of the matter; kind: of the step, the word shown comes from
    records.notices.words; key: the same key is sent once to a person; about: a part of the row with a matter of its own
    (an item of an agenda): who is shut out of it hears nothing.
    """
    others = sorted({person for person in people if person and person != turn.by.person_id})
    matter, what = turn.matter, turn.row.matter.kind
    told_of = turn.row if about is None else about
    return notify(
        matter=matter,
        recipients=KINDS[told_of.matter.kind].open_to(others, told_of, turn.today),
        kind=f"{what}.{kind}",
        text=f"{matter.number} {text}",
        url=url,
        key=f"{what}:{turn.row.matter.pk}:{kind}:{key}",
        at=turn.at,
    )


def _close_or_open(turn: Turn, on: date) -> bool:
    """A thing that is out of everybody's hands closes its matter, and opens it again when it comes back; whether it did."""
    table, matter = table_of(turn.row), turn.row.matter
    if not table.closed:
        return False
    is_closed = turn.row.state in table.closed
    if is_closed == (matter.closed_on is not None):
        return False
    matter.closed_on = max(on, matter.opened_on) if is_closed else None
    matter.save(update_fields=["closed_on"])
    return True


def _reconcile_what_waits(turn: Turn) -> None:
    """What waited for the end of this thing is owed from now on, or no more."""
    for kind in KINDS.values():
        if kind.waits_for:
            for row in kind.waits_for(turn.row.matter.pk):
                reconcile(row, by=turn.by, at=turn.at)


def _read_anew(row: Model, name: str) -> Model | None:
    key = getattr(row, f"{name}_id")
    return None if key is None else row._meta.get_field(name).related_model.objects.get(pk=key)
