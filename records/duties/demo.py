"""The duties of the demonstration: every period since the rule profile took effect is opened, before the apps play theirs."""

from datetime import date

from records.duties.actions.rounds import open_periods
from township.directory.models.townships import Township
from township.directory.troupe import moment


def load(township: Township, today: date) -> None:
    """Open the periods of every township of the demonstration; an office of its own would have done so day by day."""
    at = moment(today, 6)
    for one in Township.objects.order_by("pk"):
        open_periods(township_id=one.pk, at=at)
