"""The duties of the demonstration: every period since the rule profile took effect is opened, before the apps play theirs."""

from datetime import date, datetime, time

from django.utils.timezone import get_current_timezone

from records.duties.actions.rounds import open_periods
from township.directory.models.townships import Township


def load(township: Township, today: date) -> None:
    """Open the periods of every township of the demonstration; an office of its own would have done so day by day."""
    at = datetime.combine(today, time(6), tzinfo=get_current_timezone())
    for one in Township.objects.order_by("pk"):
        open_periods(township_id=one.pk, at=at)
