"""In whose hands a dispute is: words kept with it, who may act on it, and handing it on (E3, E4)."""

from petitions.screening.models.disputes import Dispute, DisputeNote
from records.acts.actions.turns import Turn
from records.matters.actions.access import end_holding, hold
from records.matters.models.access import Holding
from township.actors import Actor, NotAllowed
from township.directory.models.units import Unit, UnitKind


def note(turn: Turn, move: str, text: str) -> None:
    """Words about the dispute: encrypted, shown on its page only."""
    DisputeNote.objects.create(dispute=turn.row, at=turn.at, move=move, text=text, by_id=turn.by.person_id)


def is_in_hand(dispute: Dispute, by: Actor) -> bool:
    """Whether the dispute lies with one of the actor's units, or with a grid of the actor's village."""
    holder = dispute.holder
    own = by.unit_ids - by.reporting_unit_ids
    return holder.pk in by.unit_ids or (holder.kind == UnitKind.GRID and holder.parent_id in own)


def check_in_hand(turn: Turn) -> None:
    """NotAllowed unless the dispute is in the actor's hands."""
    if not is_in_hand(turn.row, turn.by):
        raise NotAllowed(f"现在由{turn.row.holder.label}负责化解，其他单位可以报告进展。")


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
