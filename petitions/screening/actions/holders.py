"""In whose hands a dispute is: words kept with it, who may act on it, and handing it on (E3, E4)."""

from petitions.screening.models.disputes import DisputeNote
from records.acts.actions.turns import Turn
from records.matters.actions.access import end_holding, hold
from records.matters.models.access import Holding
from township.actors import NotAllowed
from township.directory.models.units import Unit, UnitKind


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
