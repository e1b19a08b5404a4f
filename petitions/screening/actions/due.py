"""Limits of disputes: said once to who owes it when they come near, and once more, also to the office, when they are past."""

from datetime import date, datetime

from petitions.ledger.queries.ledger import horizon
from petitions.permissions import TAKE_UP_DISPUTE
from petitions.screening.models.disputes import Dispute
from petitions.screening.queries.people import holders_people
from petitions.screening.rules.disputes import SETTLE, TAKE_UP
from records.clocks.models import Clock
from records.notices.actions.notices import notify
from township.dates import full_date
from township.directory.models.townships import Township
from township.directory.queries.recipients import liaisons_of, people_with_whole

BATCH = 500


def remind_of_disputes(at: datetime) -> None:
    """Run twice = once (one key for each clock, day and sort), run late = caught up. Registered as daily work."""
    for township in Township.objects.filter(is_active=True):
        _remind(township.pk, at)


def _remind(township_id: int, at: datetime) -> None:
    today = at.date()
    rows = Clock.objects.filter(
        township_id=township_id,
        stopped_on__isnull=True,
        code__in=(SETTLE.code, TAKE_UP.code),
        matter__kind="dispute",
        due_on__lte=horizon(township_id, today).yellow_until,
    )
    rows = rows.select_related("matter__dispute__holder__parent", "unit").order_by("pk")
    for clock in rows.iterator(chunk_size=BATCH):
        is_late = clock.due_on < today
        sort = "late" if is_late else "due"
        notify(
            matter=clock.matter,
            recipients=_who_owes(clock, clock.matter.dispute, is_late, today),
            kind=sort,
            at=at,
            text=f"{clock.matter.number} “{clock.label}”{_when(clock.due_on, today)}",
            key=f"dispute:{clock.matter_id}:{sort}:{clock.pk}:{clock.due_on.isoformat()}",
        )


def _who_owes(clock: Clock, dispute: Dispute, is_late: bool, today: date) -> list[int]:
    office = people_with_whole(TAKE_UP_DISPUTE, clock.township_id, today)
    if clock.code == TAKE_UP.code:
        return (liaisons_of([clock.unit_id], today) if clock.unit_id else []) or office
    return holders_people(dispute, today) + (office if is_late else [])


def _when(due_on: date, today: date) -> str:
    if due_on < today:
        return f"已超期（{full_date(due_on)}到期）"
    return "今天到期" if due_on == today else f"{full_date(due_on)}到期"
