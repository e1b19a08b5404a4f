"""Whether the duty engine has anything to open in a township: one date, forgotten when what it was worked out from changes."""

from datetime import date, datetime

from records.duties.models.duties import DutyLook
from township.actors import Actor


def look_again(township_id: int) -> None:
    """Have the next sweep look at this township: its rules have changed, or what a clause depends on."""
    DutyLook.objects.filter(township_id=township_id).delete()


def calendar_changed(*, by: Actor, at: datetime, township_id: int | None) -> int:
    """Due dates and with them the days of opening move with the working calendar; None = everywhere."""
    rows = DutyLook.objects.all() if township_id is None else DutyLook.objects.filter(township_id=township_id)
    rows.delete()
    return 0


def note_next(township_id: int, on: date) -> None:
    """Nothing is to be opened before that day."""
    DutyLook.objects.update_or_create(township_id=township_id, defaults={"next_on": on})
