"""The daily digest: one for each person and working day, made once at the hour the person chose.

What comes on days off waits for the next working day. A day's digest that was missed is made later on the same day.
"""

from datetime import datetime, timedelta

from django.db import transaction

from records.notices.actions.deliveries import queue_digest, queue_group
from records.notices.models.channels import NoticeChoice
from records.notices.models.deliveries import Delivery
from records.notices.models.digests import Digest
from records.notices.queries.channels import email_is_on, webhook_of
from records.notices.queries.messages import digest_before, unread_lines
from township.calendar.queries.days import work_calendar
from township.directory.models.townships import Township
from township.directory.queries.actors import actors_of
from township.profiles.queries.settings import setting

KEPT_FOR = timedelta(days=400)


def collect_digests(at: datetime) -> int:
    """Make the digests that are due by `at` and not made; returns how many. Run twice = once, run late = caught up."""
    made = 0
    for township in Township.objects.filter(is_active=True).order_by("pk"):
        if work_calendar(township.pk).is_working_day(at.date()):
            made += _collect(township, at)
    return made


def drop_old_deliveries(at: datetime) -> int:
    """Digests and deliveries of more than 400 days ago; returns how many rows went."""
    old = (at - KEPT_FOR).date()
    return Delivery.objects.filter(day__lt=old).delete()[0] + Digest.objects.filter(day__lt=old).delete()[0]


def _collect(township: Township, at: datetime) -> int:
    robot = webhook_of(township.pk)
    if robot and robot.is_on and at.hour >= setting(township.pk, "digest_hour"):
        queue_group(township.pk, at)
    if not email_is_on():
        return 0
    done = Digest.objects.filter(township=township, day=at.date()).values("person_id")
    wanting = NoticeChoice.objects.filter(
        township=township, has_email=True, has_digest=True, digest_hour__lte=at.hour, person__is_active=True
    )
    return sum(_make(pk, township.pk, at) for pk in wanting.exclude(pk__in=done).values_list("pk", flat=True))


def _make(person_id: int, township_id: int, at: datetime) -> int:
    """The row and its delivery together, or neither: killed in between, the next tick makes both."""
    before = digest_before(person_id, at.date())
    readers = actors_of([person_id], township_id, at.date())
    lines = unread_lines(readers[0], before.made_at if before else None) if readers else []
    row = Digest(
        township_id=township_id,
        person_id=person_id,
        day=at.date(),
        count=len(lines),
        made_at=at,
        fresh=sum(line.is_new for line in lines),
    )
    with transaction.atomic():
        Digest.objects.bulk_create([row], ignore_conflicts=True)
        made = Digest.objects.get(person_id=person_id, day=at.date())
        if made.count:
            queue_digest(made, at)
    return 1
