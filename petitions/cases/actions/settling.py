"""What the end of every turn of a case copies into its row."""

from petitions.cases.models.cases import Case
from records.acts.actions.turns import Turn
from records.matters.actions.access import add_handler
from records.matters.models.access import Handler
from township.directory.models.people import Person, Role
from township.refusals import Refused


def settle_case(turn: Turn) -> None:
    """The moment of the last change, the nearest limit as its ledger sorts by it, and who first took the case in hand.

    Refused for a case that was destroyed: what came into it afterwards would never go.
    """
    case: Case = turn.row
    ensure_not_erased(case)
    case.updated_at = turn.at
    case.next_due_on, case.next_due_label = turn.matter.next_due_on, turn.matter.next_due_label
    _keep_first_handler(turn)


def ensure_not_erased(case: Case) -> None:
    """Refused when its time is over and it was destroyed."""
    if case.erased_on:
        raise Refused("这件事项保存期满，已经销毁，不能再办理。有新的情况，请另行登记。", "个人信息保护法第四十七条")


def _keep_first_handler(turn: Turn) -> None:
    """首办人: the first clerk who takes a case in hand that a leader or a grid member wrote down."""
    if turn.row.first_handler_id is None and Role.CLERK in turn.by.roles and turn.by.person_id:
        person = Person.objects.get(pk=turn.by.person_id)
        add_handler(matter=turn.matter, person=person, part=Handler.Part.FIRST_HANDLER, at=turn.at)
        turn.row.first_handler = person
