"""Reminders of duties: one notice a person and sweep, however many duties are due; escalation; candidates for supervision.

Never on a day off. Which points of a duty were reminded stands in its own row, written in the transaction of the notice.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from records.duties.actions.candidates import propose_supervision
from records.duties.models.duties import Duty
from records.duties.openers import link_of
from records.duties.queries.people import Desk, desk
from records.duties.rules.duties import OPEN, Reminder, ReminderPlan, covers, due_now, reminders
from records.notices.models.notices import Notice
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.calendar.rules.days import WorkCalendar
from township.dates import full_date


@dataclass
class Pile:
    """What one sweep has to tell: person id -> duties, and what goes up to the director and the convenors. looked:
    (points reminded so far, when to look again) -> duties of which that is to be noted."""

    owed: dict[int, list[Duty]] = field(default_factory=lambda: defaultdict(list))
    late: list[Duty] = field(default_factory=list)
    looked: dict[tuple, list[int]] = field(default_factory=lambda: defaultdict(list))


def remind_township(*, township_id: int, at: datetime, by: Actor) -> int:
    """Send what is due today in one township; returns how many notices. Nothing on a day off."""
    calendar = work_calendar(township_id)
    if not calendar.is_working_day(at.date()):
        return 0
    with transaction.atomic():
        rows = Duty.objects.select_for_update(of=("self",)).select_related("unit", "person")
        rows = rows.filter(township_id=township_id, state=OPEN, next_reminder_on__lte=at.date())
        duties = list(rows.order_by("due_on", "pk"))
        if not duties:
            return 0
        people, pile = desk(township_id, at.date()), Pile()
        for duty, points in _points(duties, calendar):
            _sort(duty, points, at.date(), people, pile)
        for (reminded, looks_again), ids in pile.looked.items():
            Duty.objects.filter(pk__in=ids).update(reminded=list(reminded), next_reminder_on=looks_again)
        notices = [_owed_notice(person, rows, at) for person, rows in pile.owed.items()]
        if pile.late:
            notices += [_late_notice(person, pile.late, at) for person in people.heads]
            _raise_candidates(pile.late, by, at)
        Notice.objects.bulk_create(notices, batch_size=500, ignore_conflicts=True)
        return len(notices)


def _sort(duty: Duty, points: list[Reminder], today: date, people: Desk, pile: Pile) -> None:
    """Put the duty on the piles of those who are to hear of it, and note what was told and when it comes up next."""
    past = [point.key for point in points if point.on <= today]
    fresh = [point for point in due_now(points, today) if point.key not in duty.reminded]
    if any(not point.is_escalation for point in fresh):
        for person in people.of(duty):
            pile.owed[person].append(duty)
    if any(point.is_escalation for point in fresh):
        pile.late.append(duty)
    looked = (tuple(sorted({*duty.reminded, *past})), min((one.on for one in points if one.on > today), default=None))
    pile.looked[looked].append(duty.pk)


def _points(duties: list[Duty], calendar: WorkCalendar) -> Iterator[tuple[Duty, list[Reminder]]]:
    """Each duty with the points of its plan; duties of one round share them."""
    known: dict[tuple, list[Reminder]] = {}
    for duty in duties:
        opened_on = min(timezone.localtime(duty.opened_at).date(), duty.due_on)
        plan = ReminderPlan.of(duty.remind, duty.escalate_after)
        key = (plan, opened_on, duty.due_on)
        if key not in known:
            known[key] = reminders(*key, calendar)
        yield duty, known[key]


def _owed_notice(person: int, duties: list[Duty], at: datetime) -> Notice:
    """One notice for everything this person is to be reminded of today."""
    clauses = {duty.clause for duty in duties}
    first = duties[0]
    if len(clauses) == 1:
        labels = list(dict.fromkeys(duty.period_label for duty in duties))
        text = f"{first.label}：{covers(labels)}，{_by(first, at.date())}，请办理"
    else:
        words = "、".join(dict.fromkeys(duty.label for duty in duties))
        text = f"{len(duties)} 项制度应办（{words}），最早一项{_by(first, at.date())}，请办理"
    url = link_of(first) if len(duties) == 1 else ""
    return _notice(person, first, text, url or reverse("records:duties"), f"duties:{at:%Y-%m-%d}:{first.pk}", at)


def _late_notice(person: int, duties: list[Duty], at: datetime) -> Notice:
    """For the director and the convenors: what is overdue in spite of the reminders."""
    debtors = "、".join(dict.fromkeys(duty.debtor for duty in duties[:3]))
    more = "等" if len({duty.debtor for duty in duties}) > 3 else ""
    text = f"{len(duties)} 项制度逾期未办（{debtors}{more}），已列入督办建议"
    first = duties[0]
    return _notice(person, first, text, reverse("records:candidates"), f"duties:late:{at:%Y-%m-%d}:{first.pk}", at)


def _notice(person: int, duty: Duty, text: str, url: str, key: str, at: datetime) -> Notice:
    return Notice(
        township_id=duty.township_id, recipient_id=person, kind="duty", text=text[:200], url=url, key=key, at=at
    )


def _raise_candidates(duties: list[Duty], by: Actor, at: datetime) -> None:
    for duty in duties:
        propose_supervision(
            matter=None, unit=duty.unit, ground="missing_duty", key=f"duty:{duty.pk}", by=by, at=at,
            text=f"{duty.debtor}：{duty.label}（{duty.period_label}）应于{full_date(duty.due_on)}办理，逾期未办",
        )  # fmt: skip


def _by(duty: Duty, today: date) -> str:
    """How it stands with the due date."""
    if duty.due_on < today:
        return f"应于{full_date(duty.due_on)}前办理，已逾期"
    return "今天到期" if duty.due_on == today else f"{full_date(duty.due_on)}到期"
