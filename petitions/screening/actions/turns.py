"""The shape every act on a round or a dispute has: lock and re-read, ask for leave, let the state table decide, write,
tell, journal.

Rows are locked in one order everywhere: round, return, dispute, matter, document, number series, head of the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from petitions.screening.models.disputes import Dispute, DisputeNote
from petitions.screening.models.rounds import Round
from petitions.screening.rules.disputes import DISPUTES
from petitions.screening.rules.rounds import ROUNDS
from records.acts.rules import Move
from records.matters.actions.access import end_holding, hold
from records.matters.actions.events import add_event
from records.matters.models.access import Holding
from records.matters.models.matters import Matter
from records.matters.queries.scope import ensure
from records.notices.actions.notices import notify
from township.actors import Actor, NotAllowed, OutOfScope
from township.directory.models.units import Unit, UnitKind
from township.journal.actions import write_entry
from township.permissions import Capability
from township.refusals import Refused

STALE = "这里刚刚由别人改动过，您的操作没有执行。请刷新页面，看过最新情况后再办。"
TABLES = {Round: ROUNDS, Dispute: DISPUTES}
KINDS = {Round: "screening", Dispute: "dispute"}


@dataclass
class Turn:
    """A round or a dispute in the hands of an action: its row is locked, leave is given."""

    row: Round | Dispute
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
        """The move as the state table lists it for the present state; Refused when it is not open."""
        return TABLES[type(self.row)].move(name, self.row.state)


def take(model: type[Model], pk: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> Turn:
    """Lock the row and ask for leave; call it first inside the action's transaction.

    revision: what the page showed; None where nothing on the page depends on it. Raises OutOfScope (404), NotAllowed
    (403), Refused for a stale page.
    """
    related = ["matter", "township"] + (["unit", "grid", "holder__parent"] if model is Dispute else [])
    rows = model.objects.select_for_update(of=("self", "matter")).select_related(*related)
    row = rows.filter(pk=pk, township_id=by.township_id).first()
    if row is None:
        raise OutOfScope()
    ensure(by, capability, row.matter)
    if revision is not None and revision != row.revision:
        raise Refused(STALE)
    return Turn(row, by, at)


def finish(
    turn: Turn,
    move: Move | str,
    *,
    text: str,
    unit: Unit | None = None,
    closes: bool = False,
    detail: dict | None = None,
) -> None:
    """Write the row, its line in the timeline and the journal entry; call it last.

    move: from the state table (changes the state), or the name of an act that leaves it alone; text: for everybody who
    sees the matter, without words about people; closes: the matter is out of everybody's hands.
    """
    row, name = turn.row, move if isinstance(move, str) else move.name
    before = row.state
    if isinstance(move, Move):
        row.state = move.target
    row.revision += 1
    row.save()
    if closes and turn.matter.closed_on is None:
        turn.matter.closed_on = max(turn.today, turn.matter.opened_on)
        turn.matter.save(update_fields=["closed_on"])
    article = move.article if isinstance(move, Move) else ""
    add_event(
        matter=row.matter, by=turn.by, at=turn.at, move=name, text=text[:500], unit=unit, article=article[:60]
    )  # fmt: skip
    states = {"from": before, "to": row.state} if before != row.state else {}
    journal(turn, name, detail=states | (detail or {}))


def journal(turn: Turn, act: str, *, detail: dict | None = None) -> None:
    """One line about this matter: codes and numbers, no words."""
    kind = KINDS[type(turn.row)]
    write_entry(
        by=turn.by, at=turn.at, action=f"{kind}.{act}", subject_kind=kind, subject_id=turn.matter.pk,
        subject_label=turn.matter.number, detail=detail,
    )  # fmt: skip


def tell(turn: Turn, people: Iterable[int], *, kind: str, text: str, key: str, url: str = "") -> int:
    """A line in the inboxes of those who may see the matter, except of who acts: number, step and date only."""
    others = sorted({person for person in people if person and person != turn.by.person_id})
    return notify(
        matter=turn.matter, recipients=others, kind=kind, text=f"{turn.matter.number} {text}", url=url,
        key=f"{turn.matter.kind}:{turn.matter.pk}:{kind}:{key}", at=turn.at,
    )  # fmt: skip


def note(turn: Turn, move: str, text: str) -> None:
    """Words about the dispute: encrypted, shown on its page only."""
    DisputeNote.objects.create(dispute=turn.row, at=turn.at, move=move, text=text, by_id=turn.by.person_id)


def check_in_hand(turn: Turn) -> None:
    """NotAllowed unless the dispute lies with one of the actor's units, or with a grid of his village."""
    holder = turn.row.holder
    if holder.pk in turn.by.unit_ids:
        return
    own = turn.by.unit_ids - turn.by.reporting_unit_ids
    if holder.kind == UnitKind.GRID and holder.parent_id in own:
        return
    raise NotAllowed(f"现在由{holder.label}负责化解，其他单位可以报告进展。")


def give_to(turn: Turn, unit: Unit) -> None:
    """The unit becomes the one that settles it. Who found it keeps sight; anybody in between loses it."""
    dispute, before = turn.row, turn.row.holder
    if unit.pk != before.pk and Holding.objects.filter(matter=turn.matter, unit=before, ended_on__isnull=True).exists():
        if before.pk in (dispute.unit_id, dispute.grid_id):
            hold(matter=turn.matter, unit=before, part=Holding.Part.ASSIST, at=turn.at)
        else:
            end_holding(matter=turn.matter, unit=before, on=turn.today)
    hold(matter=turn.matter, unit=unit, part=Holding.Part.LEAD, at=turn.at)
    dispute.holder = unit
