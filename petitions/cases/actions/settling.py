"""What the end of every turn of a case copies into its row."""

from petitions.cases.models.cases import Case
from records.acts.actions.turns import Turn
from records.matters.actions.access import add_handler
from records.matters.models.access import Handler
from township.directory.models.people import Person, Role


def settle_case(turn: Turn) -> None:
    """The moment of the last change, the nearest limit as its ledger sorts by it, and who first took the case in hand."""
    case: Case = turn.row
    case.updated_at = turn.at
    case.next_due_on, case.next_due_label = turn.matter.next_due_on, turn.matter.next_due_label
    _keep_first_handler(turn)


def _keep_first_handler(turn: Turn) -> None:
    """首办人: the first clerk who takes a case in hand that a leader or a grid member wrote down."""
    if turn.row.first_handler_id is None and Role.CLERK in turn.by.roles and turn.by.person_id:
        person = Person.objects.get(pk=turn.by.person_id)
        add_handler(matter=turn.matter, person=person, part=Handler.Part.FIRST_HANDLER, at=turn.at)
        turn.row.first_handler = person
