"""The shape of every act on the office's own files (analysis, urgent information, plan): lock and re-read, ask for leave,
let the state table decide, write, tell, journal. The acts on cases have theirs in petitions.cases.actions.moves.

Rows are locked in one order: the file, its matter, approval, document, number series, head of the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from petitions.analysis.models import Analysis
from petitions.plans.models import Plan
from petitions.urgent.models import UrgentReport
from records.acts.rules import Move
from records.matters.actions.events import add_event
from records.matters.models.matters import Matter
from records.matters.queries.scope import ensure
from records.notices.actions.notices import notify
from township.actors import Actor, OutOfScope
from township.directory.models.units import Unit
from township.journal.actions import write_entry
from township.permissions import Capability
from township.refusals import Refused

NOT_FOUND = "没有找到这份材料。"
STALE = "这里刚刚由别人改动过，您的操作没有执行。请刷新页面，看过最新情况后再办。"


@dataclass
class OfficeTurn:
    """A file in the hands of an action: its row is locked, leave is given."""

    row: Analysis | Plan | UrgentReport
    by: Actor
    at: datetime

    @property
    def matter(self) -> Matter:
        return self.row.matter

    @property
    def today(self) -> date:
        """The Shanghai date of the action."""
        return self.at.date()

    def move(self, name: str) -> Move:
        """The move as listed for the present state; Refused when it is not open."""
        return self.row.TABLE.move(name, self.row.state)


def take(model, pk: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> OfficeTurn:
    """Lock the row and ask for leave; call it first inside the transaction. revision: what the page showed, None where
    nothing on the page depends on it. Raises OutOfScope, NotAllowed, Refused for a stale page."""
    rows = model.objects.select_for_update(of=("self", "matter")).select_related("matter", "township")
    row = rows.filter(pk=pk, township_id=by.township_id).first()
    if row is None:
        raise OutOfScope(NOT_FOUND)
    turn = OfficeTurn(row, by, at)
    ensure(by, capability, turn.matter)
    if revision is not None and revision != row.revision:
        raise Refused(STALE)
    return turn


def open_file(*, kind: str, number: str, title: str, by: Actor, at: datetime) -> Matter:
    """The spine's row of a new file."""
    return Matter.objects.create(
        township_id=by.township_id, kind=kind, number=number, title=title[:120], opened_on=at.date()
    )


def finish(
    turn: OfficeTurn, move: Move | str, *, text: str, unit: Unit | None = None, closes: bool = False,
    detail: dict | None = None,
) -> None:  # fmt: skip
    """Write the row, its line in the timeline and the journal entry; call it last. text: without words about people."""
    row, name = turn.row, move if isinstance(move, str) else move.name
    before = row.state
    if isinstance(move, Move):
        row.state = move.target
    row.revision += 1
    row.save()
    if closes and turn.matter.closed_on is None:
        turn.matter.closed_on = max(turn.today, turn.matter.opened_on)
        turn.matter.save(update_fields=["closed_on"])
    article = move.article[:60] if isinstance(move, Move) else ""
    add_event(matter=turn.matter, by=turn.by, at=turn.at, move=name, text=text[:500], unit=unit, article=article)
    states = {"from": before, "to": row.state} if before != row.state else {}
    journal(turn, f"{turn.matter.kind}.{name}", detail=states | (detail or {}))


def journal(turn: OfficeTurn, action: str, *, detail: dict | None = None) -> None:
    """One line about this file: codes and numbers, no words."""
    write_entry(
        by=turn.by, at=turn.at, action=action, subject_kind=turn.matter.kind, subject_id=turn.matter.pk,
        subject_label=turn.matter.number, detail=detail,
    )  # fmt: skip


def tell(turn: OfficeTurn, people: Iterable[int | None], *, kind: str, text: str, key: str) -> int:
    """A line in the inboxes of those who may see the file, except of who acts: number and step only."""
    others = {person for person in people if person and person != turn.by.person_id}
    return notify(
        matter=turn.matter, recipients=others, kind=kind if kind == "approval" else f"{turn.matter.kind}.{kind}", text=f"{turn.matter.number} {text}",
        key=f"{turn.matter.kind}:{turn.matter.pk}:{kind}:{key}", at=turn.at,
    )  # fmt: skip
