"""Due dates from outside an action: copied when the calendar moved them, and said once when they come near or pass."""

from datetime import date, datetime

from django.db.models import F, OuterRef, Subquery

from petitions.cases.models.cases import Case
from petitions.ledger.queries.ledger import horizon
from records.clocks.models import Clock
from records.matters.models.matters import Matter
from records.notices.actions.notices import notify, settle_sweep
from township.dates import full_date
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.queries.recipients import liaisons_of, people_in

BATCH = 500


def copy_due_dates(matter_ids: list[int]) -> None:
    """Repeat Matter.next_due_on in the cases among these matters (records.clocks.listeners)."""
    matter = Matter.objects.filter(pk=OuterRef("pk"))
    Case.objects.filter(pk__in=matter_ids).update(
        next_due_on=Subquery(matter.values("next_due_on")[:1]),
        next_due_label=Subquery(matter.values("next_due_label")[:1]),
    )


def remind_of_due_dates(at: datetime) -> int:
    """Tell who owes it, once when a limit turns yellow and once when it is past; returns how many notices are new.

    Run twice = once, run late = caught up. Many at once, as after an import, make one line in the inbox (records.notices.actions.notices.settle_sweep).
    """
    return sum(_remind(township, at) for township in Township.objects.filter(is_active=True))


def _remind(township: Township, at: datetime) -> int:
    told, today = 0, at.date()
    sweep = f"limits:{at:%Y%m%d%H}"
    near = horizon(township.pk, today).yellow_until
    rows = Clock.objects.filter(
        township=township, stopped_on__isnull=True, owed_by_petitioner=False, due_on__lte=near, matter__kind="case"
    )
    rows = rows.select_related("matter").annotate(first_handler=F("matter__case__first_handler_id")).order_by("pk")
    for clock in rows.iterator(chunk_size=BATCH):
        is_late = clock.due_on < today
        told += notify(
            matter=clock.matter,
            recipients=_who_owes(clock, is_late, today),
            kind="late" if is_late else "due",
            text=f"{clock.matter.number} “{clock.label}”{_when(clock, today)}",
            key=f"case:{clock.matter_id}:{'late' if is_late else 'due'}:{clock.pk}:{clock.due_on.isoformat()}",
            sweep=sweep,
            at=at,
        )
    settle_sweep(sweep=sweep, township_id=township.pk)
    return told


def _when(clock: Clock, today: date) -> str:
    if clock.due_on < today:
        return f"已超期（{full_date(clock.due_on)}到期）"
    return "今天到期" if clock.due_on == today else f"{full_date(clock.due_on)}到期"


def _who_owes(clock: Clock, is_late: bool, today: date) -> list[int]:
    """The unit's liaisons for its own limit, else the first handler (or every clerk); the director when it is late."""
    if clock.unit_id:
        people = liaisons_of([clock.unit_id], today)
    elif clock.first_handler:
        people = [clock.first_handler]
    else:
        people = people_in([Role.CLERK], clock.township_id, today)
    return [*people, *people_in([Role.DIRECTOR], clock.township_id, today)] if is_late else people
