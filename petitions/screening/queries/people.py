"""Who is told about a dispute, and who is first responsible for it by its level (A4, X五(三))."""

from collections.abc import Iterator, Sequence
from datetime import date

from petitions.cases.queries import responsible
from petitions.cases.rules.responsible import FirstResponsible
from petitions.screening.models.disputes import Dispute
from petitions.screening.rules.disputes import (
    CHECKING,
    ESCALATED,
    TAKE_UP,
    DisputeWork,
    dispute_owed,
)
from records.clocks.models import Clock
from records.work.rules import Owed
from township.directory.models.units import UnitKind
from township.directory.queries.recipients import grid_members_of, liaisons_of


def holders_people(dispute: Dispute, on: date) -> list[int]:
    """Who settles it: grid members and the village's liaison for a grid, else the liaison of the unit."""
    if dispute.holder.kind == UnitKind.GRID:
        return grid_members_of([dispute.holder_id], on) + liaisons_of([dispute.holder.parent_id], on)
    return liaisons_of([dispute.holder_id], on)


def dispute_work(dispute: Dispute) -> Iterator[Owed]:
    """What is owed on a dispute (at most two queries)."""
    holder = dispute.holder
    village = holder.parent_id if holder.kind == UnitKind.GRID else None
    clocks = Clock.objects.filter(matter_id=dispute.pk, code=TAKE_UP.code, stopped_on__isnull=True)
    is_checking = dispute.state == CHECKING and village is not None
    liaisons = liaisons_of([village], dispute.proposed_on) if is_checking else []
    work = DisputeWork(
        state=dispute.state,
        due_on=dispute.due_on,
        holder=None if holder.is_office else holder.pk,
        village=village,
        take_up_by=clocks.values_list("due_on", flat=True).first() if dispute.state == ESCALATED else None,
        proposed_by=dispute.proposed_by_id,
        village_checks=any(person != dispute.proposed_by_id for person in liaisons),
    )
    return dispute_owed(work)


def first_responsible(disputes: Sequence[Dispute], on: date) -> dict[int, FirstResponsible]:
    """Dispute id → who is first responsible on that day, by its level and holder (petitions.cases.queries.responsible)."""
    return {row.pk: responsible_for(row, on) for row in disputes}


def responsible_for(row: Dispute, on: date) -> FirstResponsible:
    """Of one dispute; what the office keeps to itself is for the leader in charge of the office, or of where it was found."""
    if row.holder.is_office:
        return responsible.township_responsible(on, row.township_id, about=row.unit_id)
    return responsible.first_responsible(row.level, row.holder_id, row.holder.label, on, row.township_id)
