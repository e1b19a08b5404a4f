"""Guessing at look-up codes on a large scale raises an alarm: a notice and a line on the desk of administrator and director.

Each address is slowed down by itself (petitions.lookup.rules.lookups); what is counted here comes from anywhere.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from petitions.lookup.models import LookupAlarm, LookupFailure
from petitions.lookup.rules.lookups import ATTACK, ATTACK_WINDOW
from petitions.permissions import CLOSE_LOOKUP_ALARM
from records.notices.actions.notices import notify_person
from township.actors import Actor, ensure_may, system_actor
from township.directory.models.townships import Township
from township.directory.queries.recipients import people_with
from township.journal.actions import write_entry
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

WATCH = "查询码防猜"


def raise_alarm(attempt: LookupFailure, townships: Iterable[int], at: datetime) -> None:
    """After a wrong try: note whose number it was, and raise or renew the alarm where the hour has too many.

    Guesses at numbers that nobody has count for every township: they all have the same page.
    """
    hit = sorted(set(townships))
    if hit:
        LookupFailure.objects.filter(pk=attempt.pk).update(township_id=hit[0])
    hour = LookupFailure.objects.filter(at__gt=at - ATTACK_WINDOW)
    if hour.count() < ATTACK:
        return
    own = [pk for pk in hit if hour.filter(township_id=pk).count() >= ATTACK]
    known = own or list(Township.objects.filter(is_active=True).order_by("pk").values_list("pk", flat=True))
    for pk in known:
        _raise(pk, hour.count(), at)


def _raise(township_id: int, failures: int, at: datetime) -> None:
    with transaction.atomic():
        values = {"raised_at": at, "last_at": at, "failures": failures}
        row, is_new = LookupAlarm.objects.get_or_create(township_id=township_id, closed_at=None, defaults=values)
        if not is_new:
            LookupAlarm.objects.filter(pk=row.pk).update(last_at=at, failures=failures)
            return
        notify_person(
            person_ids=people_with(CLOSE_LOOKUP_ALARM, township_id, at.date()),
            township_id=township_id,
            kind="lookup.attack",
            text=f"一小时内网上查询输错 {failures} 次，可能有人在猜查询码，请查看并处置",
            key=f"lookup:alarm:{row.pk}",
            url=f"/lookup/alarms/{row.pk}/",
            at=at,
        )
        write_entry(
            by=system_actor(township_id, WATCH, at.date()),
            at=at,
            action="lookup.alarm",
            subject_kind="lookup_alarm",
            subject_id=row.pk,
            detail={"failures": failures},
        )


def close_alarm(*, alarm_id: int, note: str, by: Actor, at: datetime) -> LookupAlarm:
    """What was done about it. note: four characters at least. A new wave raises a new alarm."""
    with transaction.atomic():
        ensure_may(by, CLOSE_LOOKUP_ALARM)
        row = row_in_sight(
            LookupAlarm.objects.select_for_update(), "没有找到这条警报。", pk=alarm_id, township_id=by.township_id
        )
        if row.closed_at:
            raise Refused("这条警报已经处置，请刷新页面。")
        row.note = check_words("处置情况", note, field="note", least=4, most=300)
        row.closed_at, row.closed_by_id = at, by.person_id
        row.save(update_fields=["note", "closed_at", "closed_by"])
        write_entry(
            by=by,
            at=at,
            action="lookup.close_alarm",
            subject_kind="lookup_alarm",
            subject_id=row.pk,
            subject_label=WATCH,
        )
    return row
