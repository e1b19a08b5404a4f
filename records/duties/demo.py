"""The duties of the demonstration: every period since the rule profile took effect is opened, before the apps play theirs."""

from datetime import date

from records.duties.actions.duties import decide_excuse, propose_excuse
from records.duties.actions.rounds import open_periods
from records.duties.models.duties import Duty
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.troupe import Troupe, moment


def load(township: Township, today: date) -> None:
    """Open the periods of every township of the demonstration; an office of its own would have done so day by day."""
    at = moment(today, 6)
    for one in Township.objects.order_by("pk"):
        open_periods(township_id=one.pk, at=at)


def excuse(troupe: Troupe, duty: Duty, reason: str) -> None:
    """A duty that the office did not owe this once: asked by the clerk, decided by the director."""
    troupe.do(propose_excuse, troupe.clerk(), troupe.today, 8, duty_id=duty.pk, reason=reason)
    troupe.do(decide_excuse, troupe.person(Role.DIRECTOR), troupe.today, 8, duty_id=duty.pk, approved=True)
