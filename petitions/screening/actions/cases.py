"""A dispute that is not settled where it arose becomes a case: what the registration page starts with, and the link back."""

from datetime import datetime

from django.db import transaction

from petitions.permissions import REGISTER_CASE
from petitions.screening.models.disputes import Dispute
from petitions.screening.queries.disputes import FROM_DISPUTE, get_dispute
from petitions.screening.rules.disputes import DISPUTES, SETTLE
from records.acts.actions.turns import finish, take
from records.clocks.actions.clocks import stop_clocks
from records.matters.models.matters import Matter, Reference
from records.matters.origins import Origin
from township.actors import Actor


def prefill(actor: Actor, matter_id: int, ref: str) -> dict:
    """Initial values of the registration form. The parties stay where they are: the petitioner gives their own name."""
    dispute = get_dispute(actor, matter_id)
    DISPUTES.move("to_case", dispute.state)
    return {
        "words": dispute.situation or dispute.title,
        "title": dispute.title,
        "purpose": "demand",
        "place": dispute.grid_id or (dispute.unit_id if dispute.unit.kind == "village" else None),
        "place_text": dispute.place,
        "involved": dispute.people,
    }


def linked(*, matter_id: int, ref: str, case: Matter, by: Actor, at: datetime) -> None:
    """The dispute is closed as 转信访事项 and refers to the case. Refused unless it is in hand."""
    with transaction.atomic():
        turn = take(Dispute, matter_id, revision=None, capability=REGISTER_CASE, by=by, at=at)
        move, row = turn.move("to_case"), turn.row
        Reference.objects.create(source=case, target=turn.matter, relation=FROM_DISPUTE, note="矛盾纠纷转信访事项")
        row.closed_on = turn.today
        stop_clocks(matter=turn.matter, codes=[SETTLE.code], on=turn.today, evidence=f"转信访事项{case.number}")
        finish(turn, move, text=f"转信访事项{case.number}", detail={"case": case.pk})


ORIGIN = Origin(prefill=prefill, linked=linked)
