"""What 今日 says about receptions: my turns with the one behind me, what I promised; gaps and rosters for the office."""

from datetime import date, timedelta

from meetings.permissions import PUBLISH_ROSTER, RECORD_RECEPTION
from meetings.receptions.models.roster_changes import Swap
from meetings.receptions.models.rosters import Roster
from meetings.receptions.queries.liaison_points import unvisited
from meetings.receptions.queries.receptions import ReceptionFilter, ledger, open_promises, unfinished
from meetings.receptions.queries.rosters import (
    duty_days,
    monday_of,
    problems,
    rosters_to_publish,
    slots_of,
    turns_of,
    week_facts,
    week_key,
)
from meetings.receptions.rules.roster_states import DRAFT, SWAP_OPEN
from township.actors import Actor
from township.profiles.queries.settings import setting

AHEAD = timedelta(days=20)
SHOWN = 6


def mine(actor: Actor, today: date) -> dict:
    """A leader's own: today's turn, the next ones, swaps that wait for him, promises, liaison points."""
    turns = list(turns_of(actor.person_id, actor.township_id, today, today + AHEAD)[:SHOWN])
    asked = Swap.objects.filter(taker_id=actor.person_id, state="asked").select_related("slot", "back", "giver")
    return {
        "now": [slot for slot in turns if slot.day == today],
        "turns": [slot for slot in turns if slot.day > today],
        "me": actor.person_id,
        "asked": list(asked),
        "promises": list(open_promises(actor, actor.person_id)[:SHOWN]),
        "unfinished": list(unfinished(actor).filter(leader_id=actor.person_id).select_related("matter")[:SHOWN]),
        "points": list(unvisited(actor.person_id, today)[:SHOWN]),
        "today": today,
    }


def office(actor: Actor, today: date) -> dict:
    """The clerk's and the director's: both weeks with what is open, rosters to decide, swaps and receptions to finish."""
    monday = monday_of(today)
    weeks = [_week(actor.township_id, day, today) for day in (monday, monday + timedelta(days=7))]
    lead = setting(actor.township_id, "roster_publish_lead_days")
    swaps = Swap.objects.filter(township_id=actor.township_id, state__in=SWAP_OPEN)
    return {
        "weeks": weeks,
        "publish_by": monday + timedelta(days=7 - lead),
        "to_publish": list(rosters_to_publish(actor)),
        "may_publish": actor.may(PUBLISH_ROSTER),
        "swaps": swaps.count(),
        "unfinished": unfinished(actor).count() if actor.may(RECORD_RECEPTION) else 0,
        "late_promises": ledger(actor, ReceptionFilter(state="late")).order_by().values("pk").count(),
    }


def _week(township_id: int, monday: date, today: date) -> dict:
    """One week in a line: its state and what is wrong with it."""
    roster = Roster.objects.filter(township_id=township_id, monday=monday).select_related("matter").first()
    if roster is None:
        owed = bool(duty_days(township_id, monday))
        return {"monday": monday, "key": week_key(monday), "roster": None, "problems": [], "is_owed": owed}
    found = problems(roster, week_facts(township_id, monday), slots_of(roster), today)
    return {
        "monday": monday,
        "key": week_key(monday),
        "roster": roster,
        "problems": found,
        "is_owed": True,
        "waits": roster.state == DRAFT,
    }
