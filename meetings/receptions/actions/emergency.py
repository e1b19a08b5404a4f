"""特护期: switched on and off with its dates; while it runs a leader receives every day, days off included (D3)."""

from datetime import date, datetime

from django.db import transaction

from meetings.permissions import KEEP_EMERGENCY
from meetings.receptions.actions.checks import check_roster
from meetings.receptions.models.roster_changes import EmergencyPeriod
from meetings.receptions.models.rosters import Roster
from meetings.receptions.queries.rosters import monday_of
from meetings.receptions.rules.roster_states import MOST_EMERGENCY, check_span
from records.duties.actions.looks import look_again
from records.matters.actions.events import add_event
from township.actors import Actor, OutOfScope, ensure_may
from township.dates import check_not_past, date_range
from township.journal.actions import write_entry
from township.refusals import Refused
from township.words import check_words


def open_emergency(*, name: str, first: date, last: date, basis: str = "", by: Actor, at: datetime) -> EmergencyPeriod:
    """Switch it on; rosters that exist already then show the days that lack a leader."""
    with transaction.atomic():
        ensure_may(by, KEEP_EMERGENCY)
        name = check_words("名称", name, field="name", least=2, most=40)
        check_span(first, last, most=MOST_EMERGENCY, label="特护期")
        check_not_past("结束日期", last, today=at.date(), field="last")
        rows = EmergencyPeriod.objects.filter(township_id=by.township_id, is_cancelled=False)
        if rows.filter(first__lte=last, last__gte=first).exists():
            raise Refused("这几天已在另一个特护期内，请先结束那个特护期，或者改日期。", field="first")
        period = EmergencyPeriod.objects.create(
            township_id=by.township_id,
            name=name,
            basis=basis.strip()[:100],
            first=first,
            last=last,
            opened_by_id=by.person_id,
            opened_at=at,
        )
        look_again(by.township_id)
        _journal(period, "roster.emergency_on", by, at)
        _say(period, f"启动特护期（{date_range(first, last)}），期间每天都要有领导接访", by, at)
        return period


def end_emergency(*, period_id: int, by: Actor, at: datetime) -> EmergencyPeriod:
    """Switch it off today; one that has not begun is called off altogether."""
    with transaction.atomic():
        ensure_may(by, KEEP_EMERGENCY)
        rows = EmergencyPeriod.objects.select_for_update().filter(pk=period_id, township_id=by.township_id)
        period = rows.first()
        if period is None:
            raise OutOfScope("没有找到这个特护期。")
        if period.ended_at or period.last < at.date():
            raise Refused("这个特护期已经结束。")
        period.ended_by_id, period.ended_at = by.person_id, at
        if period.first > at.date():
            period.is_cancelled = True
        else:
            period.last = at.date()
        period.save()
        _journal(period, "roster.emergency_off", by, at)
        _say(period, "特护期结束，以后的休息日不再安排接访", by, at)
        return period


def _say(period: EmergencyPeriod, words: str, by: Actor, at: datetime) -> None:
    """A line on the rosters of those weeks; the days that now lack a leader stand on the desk of who keeps them."""
    rosters = Roster.objects.filter(
        township_id=period.township_id, monday__gte=monday_of(max(period.first, at.date())), monday__lte=period.last
    )
    for roster in rosters.select_related("matter").order_by("pk"):
        add_event(matter=roster.matter, by=by, at=at, move="emergency", text=words)
        check_roster(roster.pk, by, at)


def _journal(period: EmergencyPeriod, action: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="emergency",
        subject_id=period.pk,
        subject_label=period.name,
        detail={"first": period.first.isoformat(), "last": period.last.isoformat()},
    )
