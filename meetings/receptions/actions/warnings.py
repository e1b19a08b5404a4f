"""Twice a day: who keeps the roster hears of gaps and of changes without effect before the week starts, once for each."""

import hashlib
from datetime import datetime, timedelta

from meetings.permissions import PLAN_ROSTER
from meetings.receptions.models.rosters import Roster
from meetings.receptions.queries.rosters import monday_of, problems, slots_of, week_facts
from records.notices.actions.notices import notify
from township.directory.queries.recipients import people_with


def warn_of_gaps(at: datetime) -> None:
    """This week and the next of every township; the same set of problems is said once."""
    monday = monday_of(at.date())
    rows = Roster.objects.filter(monday__in=(monday, monday + timedelta(days=7)), township__is_active=True)
    for roster in rows.select_related("matter", "township"):
        found = problems(roster, week_facts(roster.township_id, roster.monday), slots_of(roster), at.date())
        if not found:
            continue
        words = "；".join(problem.text for problem in found)
        mark = hashlib.sha256(words.encode()).hexdigest()[:12]
        notify(
            matter=roster.matter,
            recipients=people_with(PLAN_ROSTER, roster.township_id, at.date()),
            kind="roster_gap",
            text=f"{roster.week.label}接访值班有 {len(found)} 处要处理：{found[0].text}"[:200],
            key=f"roster:{roster.pk}:gap:{mark}",
            at=at,
        )
