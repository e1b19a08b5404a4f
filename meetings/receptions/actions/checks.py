"""What is to be settled about a roster, kept with it: at the end of every move, and once a day for what only time brings."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from meetings.receptions.models.roster_changes import Swap
from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.queries.rosters import monday_of, problems, slots_of, week_facts
from meetings.receptions.rules.roster_doors import gaps_in
from meetings.receptions.rules.roster_states import DRAFT, SWAP_OPEN, WITHDRAWN
from records.acts.actions.turns import Turn, finish, locked
from records.work.actions.reconcile import reconcile
from township.actors import Actor, system_actor

LOOK_BACK = timedelta(days=35)
MISSED = Q(signed_in_at__isnull=True, is_missed=False)


def settle_gaps(turn: Turn) -> None:
    """Called by the turn before the roster is saved."""
    roster = turn.row
    roster.gaps, roster.gaps_from = 0, None
    if roster.published_on is not None:
        found = problems(roster, week_facts(roster.township_id, roster.monday), slots_of(roster), turn.today)
        roster.gaps, roster.gaps_from = gaps_in(((one.kind, one.day) for one in found), roster.monday)


def check_roster(roster_id: int, by: Actor, at: datetime) -> None:
    """What changed without a move on the roster (a day passed, an emergency period, a post that ended) comes to the desk."""
    with transaction.atomic():
        turn = Turn(locked(Roster, roster_id, by), by, at)
        roster = turn.row
        if roster.state == DRAFT and roster.monday + timedelta(days=6) < turn.today:
            finish(turn, turn.move("lapse"), text="当周已过，没有送审")
            return
        settle_gaps(turn)
        roster.checked_on = turn.today
        roster.save(update_fields=["gaps", "gaps_from", "checked_on"])
        if roster.published_on is not None:
            roster.slots.filter(MISSED, day__lt=turn.today).update(is_missed=True)
        over = Swap.objects.filter(slot__roster=roster, slot__day__lt=turn.today, state__in=SWAP_OPEN)
        over.update(state=WITHDRAWN)
        reconcile(roster, by=by, at=at)


def check_rosters(at: datetime) -> int:
    """This week and the next of every township, and what of the weeks before is still open. Returns how many were looked at."""
    today = at.date()
    monday = monday_of(today)
    missed = DutySlot.objects.filter(MISSED, day__lt=today, day__gte=today - LOOK_BACK).values("roster")
    swaps = Swap.objects.filter(slot__day__lt=today, state__in=SWAP_OPEN).values("slot__roster")
    ahead = Q(monday__in=(monday, monday + timedelta(days=7)), published_on__isnull=False) & ~Q(checked_on=today)
    over = Q(monday__lt=monday)
    behind = over & (Q(gaps__gt=0) | Q(state=DRAFT)) | Q(published_on__isnull=False, pk__in=missed) | Q(pk__in=swaps)
    rows = Roster.objects.filter(ahead | Q(monday__lte=monday) & behind, township__is_active=True).order_by("pk")
    found = list(rows.values_list("pk", "township_id"))
    for roster_id, township_id in found:
        check_roster(roster_id, system_actor(township_id, "定时任务·值班核对", today), at)
    return len(found)
