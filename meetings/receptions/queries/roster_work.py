"""What the doors and the work items of a roster look at: slots and swaps as plain facts."""

from datetime import date, timedelta

from django.db.models import F, QuerySet

from meetings.permissions import APPROVE_SWAP, RECORD_RECEPTION, SIGN_IN, SWAP_TURNS
from meetings.receptions.models.receptions import Reception
from meetings.receptions.models.roster_changes import Swap
from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.rules.roster_doors import Reader, RosterWork, SlotState, SwapState, parts_of
from meetings.receptions.rules.roster_states import APPROVED, DRAFT, SWAP_OPEN
from records.duties.models.duties import Duty
from records.duties.openers import Acts, DutyAct
from records.papers.rules.flows import PaperWork
from township.actors import Actor
from township.frame.slips import Rows, day_of, slip
from township.permissions import Reach
from township.profiles.queries.settings import setting

RIGHTS = (SIGN_IN, SWAP_TURNS, APPROVE_SWAP, RECORD_RECEPTION)


def roster_work(row: Roster, paper: PaperWork | None) -> RosterWork:
    """The facts of who owes what on the roster."""
    swaps = swaps_on(row)
    return RosterWork(
        state=row.state,
        maker=row.proposed_by_id,
        submit_by=row.monday - timedelta(days=setting(row.township_id, "roster_publish_lead_days")),
        is_returned=bool(paper and paper.is_returned),
        was_published=row.published_on is not None,
        is_changed=row.is_changed,
        gaps=row.gaps,
        gaps_from=row.gaps_from,
        paper=paper,
        slots=slot_states(row, list(row.slots.all()), swaps),
        swaps=tuple(swap_state(swap) for swap in swaps if swap.state in SWAP_OPEN),
    )


def _week_drafts(duties: list[Duty]) -> list[QuerySet]:
    rows = Roster.objects.filter(
        township_id__in={duty.township_id for duty in duties},
        monday__in={duty.first for duty in duties},
        state=DRAFT,
    )
    return [slip("roster_of_duty", rows, **{name: F(name) for name in ("pk", "township_id", "monday")})]


def _week_read(duties: list[Duty], rows: Rows) -> dict[int, DutyAct]:
    drafts = {(row["township_id"], day_of(row["monday"])): row["pk"] for row in rows.get("roster_of_duty", ())}
    keys = {duty.pk: (duty.township_id, duty.first) for duty in duties}
    return {number: DutyAct("roster", drafts[key], "submit") for number, key in keys.items() if key in drafts}


WEEK_ACTS = Acts(_week_drafts, _week_read)  # the week's roster goes on when it is laid before the director


def roster_parts(
    actor: Actor,
    row: Roster,
    slots: list[DutySlot],
    swaps: list[Swap],
    today: date,
    recorded: set[int] | None = None,
) -> dict:
    """Act → slots or swaps it is open on for this actor. recorded: slots with a reception, where they are read."""
    reader = Reader(
        actor.person_id,
        frozenset(right.code for right in RIGHTS if actor.may(right)),
        frozenset(right.code for right in RIGHTS if actor.reach(right) == Reach.TOWNSHIP),
    )
    return parts_of(reader, slot_states(row, slots, swaps, recorded), (swap_state(swap) for swap in swaps), today)


def swaps_on(row: Roster) -> list[Swap]:
    """The swaps of the week that are asked for or done (one query)."""
    return list(swap_rows(row))


def swap_rows(row: Roster) -> QuerySet[Swap]:
    """The question for them."""
    related = ("slot", "back", "giver", "taker", "asked_by", "answered_by")
    rows = Swap.objects.filter(slot__roster_id=row.pk, state__in=[*SWAP_OPEN, APPROVED])
    return rows.select_related(*related).order_by("pk")


def recorded_rows(row: Roster) -> QuerySet[Reception]:
    """The receptions that were held in slots of the roster."""
    return Reception.objects.filter(slot__roster_id=row.pk).only("slot_id")


def slot_states(
    row: Roster, slots: list[DutySlot], swaps: list[Swap], recorded: set[int] | None = None
) -> tuple[SlotState, ...]:
    """The slots of a roster that was put up; of another nobody owes anything yet (one query, none where `recorded`)."""
    if row.published_on is None:
        return ()
    recorded = {one.slot_id for one in recorded_rows(row)} if recorded is None else recorded
    asked = {swap.slot_id for swap in swaps if swap.state in SWAP_OPEN}
    return tuple(
        SlotState(
            slot.pk,
            slot.day,
            slot.a_id,
            slot.b_id,
            is_signed=slot.signed_in_at is not None,
            is_recorded=slot.pk in recorded,
            is_missed=slot.is_missed,
            is_noted=bool(slot.absence),
            has_swap=slot.pk in asked,
        )
        for slot in slots
    )


def swap_state(swap: Swap) -> SwapState:
    return SwapState(
        swap.pk, swap.slot.day, swap.state, swap.giver_id, swap.taker_id, swap.asked_by_id, swap.answered_by_id
    )
