"""Debtors that are gone: a unit that was switched off, a leader whose post ended. What was due before stays as it is; what would
have come due after is owed by nobody, in the ledger, on the page of the thing and in every figure alike.
"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from records.duties.actions.duties import release
from records.duties.models.duties import Duty
from records.duties.rules.duties import EXCUSED, OPEN
from records.work.actions.reconcile import reconcile_many
from township.actors import Actor, system_actor
from township.dates import full_date
from township.directory.models.people import Post
from township.directory.models.units import Unit
from township.directory.rules.posts import LEADERSHIP
from township.journal.actions import Line, write_entries
from township.saving import save_columns

ENDER = "定时任务·制度执行"
LOOK_BACK = timedelta(days=62)  # a server that stood still for two months finds them all the same


def end_duties_of_unit(unit: Unit, at: datetime) -> int:
    """Called in the transaction in which the unit is switched off. Returns how many duties ended."""
    rows = Duty.objects.filter(unit=unit, state=OPEN, due_on__gte=at.date())
    return _end(rows, lambda duty: at.date(), f"{unit.label}已于{full_date(at.date())}停用，不再应办", at)


def end_duties_of_leavers(at: datetime) -> int:
    """Daily: the duties of leaders who are in no post of the leadership any more on the day they are due. Run twice = once."""
    held = Post.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=OuterRef("due_on")),
        township_id=OuterRef("township_id"),
        person_id=OuterRef("person_id"),
        role__in=LEADERSHIP,
        starts_on__lte=OuterRef("due_on"),
        confirmed_at__isnull=False,
    )
    rows = Duty.objects.filter(person__isnull=False, state=OPEN, due_on__gte=at.date() - LOOK_BACK)
    gone = rows.exclude(Exists(held)).annotate(left=_last_day())
    gone = gone.filter(Q(left__lt=F("due_on")), left__lt=at.date())
    with transaction.atomic():
        return _end(gone, lambda duty: duty.left, "领导职务已经结束，不再应办", at)


def _last_day():
    ended = Post.objects.filter(
        township_id=OuterRef("township_id"), person_id=OuterRef("person_id"), role__in=LEADERSHIP, ends_on__isnull=False
    )
    return ended.filter(confirmed_at__isnull=False).order_by("-ends_on").values("ends_on")[:1]


def _end(rows: QuerySet[Duty], ended_on: Callable[[Duty], date], reason: str, at: datetime) -> int:
    by_township: dict[int, list[Duty]] = defaultdict(list)
    for duty in rows.select_for_update(of=("self",)).order_by("township_id", "pk"):
        duty.state, duty.ended_on, duty.excuse_reason = EXCUSED, ended_on(duty), reason
        by_township[duty.township_id].append(duty)
    for township_id, duties in by_township.items():
        by = system_actor(township_id, ENDER, at.date())
        save_columns(duties, ["state", "ended_on", "excuse_reason"])
        release(duties, by, at)
        reconcile_many(duties, by=by, at=at)
        write_entries([_line(duty, by) for duty in duties], at=at)
    return sum(len(duties) for duties in by_township.values())


def _line(duty: Duty, by: Actor) -> Line:
    return Line(
        by=by,
        action="duty.end",
        subject_kind="duty",
        subject_id=duty.pk,
        subject_label=f"{duty.label}（{duty.period_label}）"[:60],
        detail={"clause": duty.clause, "period": duty.period},
    )
