"""What the ground floor contributes to 今日: posts to confirm, changes to record or to see, what is still to set up."""

from datetime import date, timedelta
from urllib.parse import urlencode

from township.actors import Actor
from township.directory.models.changes import MemberChange
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.actors import posts_in_effect
from township.directory.queries.changes import changes_visible_to, waiting_for_record, waiting_to_be_seen
from township.directory.queries.people import has_convenor, people_without_account, posts_waiting, posts_waiting_for
from township.frame import homes
from township.journal.queries import FAILED_LOGINS, JournalFilter, filtered, journal_visible_to
from township.permissions import (
    AUDITOR,
    CHIEF_CONVENOR,
    CLERK,
    CONVENOR,
    DIRECTOR,
    GRID_MEMBER,
    LIAISON,
    SYSADMIN,
)

WEEK = timedelta(days=6)  # today and the six days before


def register() -> None:
    """Called once from AppConfig.ready()."""
    homes.register(
        (CHIEF_CONVENOR, CONVENOR, DIRECTOR), 80, "township/directory/homes/posts.html", posts_to_confirm, aside=True
    )
    homes.register((CLERK, DIRECTOR), 81, "township/directory/homes/changes.html", changes_to_record, aside=True)
    homes.register(
        (CHIEF_CONVENOR, CONVENOR), 82, "township/directory/homes/changes_seen.html", changes_to_see, aside=True
    )
    homes.register(LIAISON, 83, "township/directory/homes/changes_returned.html", changes_returned, aside=True)
    homes.register(SYSADMIN, 84, "township/directory/homes/setup.html", still_to_set_up)
    homes.register(AUDITOR, 85, "township/journal/home.html", journal_today)


def posts_to_confirm(actor: Actor, today: date) -> dict:
    return {"posts": list(posts_waiting_for(actor)[:6])}


def changes_to_record(actor: Actor, today: date) -> dict:
    return {"changes": list(waiting_for_record(actor.township_id).select_related("unit")[:6])}


def changes_to_see(actor: Actor, today: date) -> dict:
    return {"changes": list(waiting_to_be_seen(actor.township_id).select_related("unit")[:6])}


def changes_returned(actor: Actor, today: date) -> dict:
    """Returned reports of the last days that the unit has not reported again under the same name."""
    visible = changes_visible_to(actor)
    again = visible.exclude(state=MemberChange.State.RETURNED).values("new_name")
    return {"changes": list(visible.filter(state=MemberChange.State.RETURNED).exclude(new_name__in=again)[:3])}


def still_to_set_up(actor: Actor, today: date) -> dict:
    """The list an office works through to set itself up; what is done disappears."""
    township_id = actor.township_id
    held = posts_in_effect(today, township_id=township_id)
    lacking = Unit.objects.filter(township_id=township_id, is_active=True)
    served = held.values("unit_id")
    return {
        "without_liaison": list(
            lacking.filter(kind=UnitKind.MEMBER, is_office=False).exclude(pk__in=served.filter(role=LIAISON))
        ),
        "without_grid_member": list(lacking.filter(kind=UnitKind.GRID).exclude(pk__in=served.filter(role=GRID_MEMBER))),
        "has_villages": lacking.filter(kind=UnitKind.VILLAGE).exists(),
        "has_district_office": lacking.filter(kind=UnitKind.OUTSIDE).exclude(outside_kind="").exists(),
        "without_account": list(people_without_account(township_id, today)),
        "waiting": posts_waiting(township_id).count(),
        "has_convenor": has_convenor(township_id, today),
    }


def journal_today(actor: Actor, today: date) -> dict:
    """Figures of the last seven days for the auditor: reads of identity data, refused attempts, failed log-ins."""
    since = today - WEEK
    seen = journal_visible_to(actor)
    counters = [
        ("identity.reveal", "近七天查看身份"),
        ("scope.denied", "近七天访问范围外"),
        (FAILED_LOGINS, "近七天登录失败或锁定"),
    ]
    return {
        "counters": [
            {
                "count": filtered(seen, JournalFilter(action=action, first=since)).count(),
                "query": urlencode({"action": action, "first": since.isoformat()}),
                "label": label,
            }
            for action, label in counters
        ]
    }
