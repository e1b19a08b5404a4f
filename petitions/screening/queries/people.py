"""Who is told about a dispute, and who is first responsible for it by its level (A4, X五(三))."""

from collections.abc import Iterator, Sequence
from datetime import date

from petitions.screening.models.disputes import Dispute
from petitions.screening.rules.disputes import (
    CHECKING,
    ESCALATED,
    GRID,
    TAKE_UP,
    TOWNSHIP,
    VILLAGE,
    DisputeWork,
    FirstResponsible,
    dispute_owed,
    responsible_post,
)
from records.clocks.models import Clock
from records.work.rules import Owed
from township.directory.models.people import Role
from township.directory.models.units import UnitKind
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.recipients import grid_members_of, liaisons_of
from township.directory.rules.posts import LEADERSHIP

SECRETARY = "书记"


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
    """Dispute id → who is first responsible on that day. At most three queries, however many disputes.

    Township: the leader in whose portfolio the holder stands. Village: who holds a post there as its secretary, by the
    title on file. Grid: its grid member.
    """
    holders = {row.holder_id for row in disputes}
    grids = _names(on, unit_id__in=[row.holder_id for row in disputes if row.level == GRID], role=Role.GRID_MEMBER)
    villages = _names(
        on, unit_id__in=[row.holder_id for row in disputes if row.level == VILLAGE], person__title__contains=SECRETARY
    )
    leaders: dict[int, str] = {}
    if any(row.level == TOWNSHIP for row in disputes):
        posts = posts_in_effect(on, role__in=LEADERSHIP, portfolio_units__in=holders).order_by("order", "pk")
        for unit_id, name in posts.values_list("portfolio_units", "person__name"):
            leaders.setdefault(unit_id, name)
    known = {GRID: grids, VILLAGE: villages, TOWNSHIP: leaders}
    return {
        row.pk: FirstResponsible(responsible_post(row.level, row.holder.label), known[row.level].get(row.holder_id, ""))
        for row in disputes
    }


def _names(on: date, **filters) -> dict[int, str]:
    found: dict[int, str] = {}
    if not filters["unit_id__in"]:
        return found
    for unit_id, name in posts_in_effect(on, **filters).order_by("order", "pk").values_list("unit_id", "person__name"):
        found.setdefault(unit_id, name)
    return found
