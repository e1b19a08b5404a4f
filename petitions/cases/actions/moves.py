"""The shape every move of a case has: lock and re-read, ask for leave, let the state table decide, write, tell, journal.

Rows are locked in one order everywhere: case, matter, number series, head of the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from petitions.cases.models.cases import Case
from petitions.cases.rules.cases import CLOSED_STATES, table_for
from petitions.permissions import VIEW_CASE
from records.acts.rules import Move
from records.matters.actions.access import add_handler
from records.matters.actions.events import add_event
from records.matters.models.access import Handler
from records.matters.models.matters import Matter
from records.matters.queries.scope import ensure
from records.notices.actions.notices import notify
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor, OutOfScope
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit
from township.journal.actions import write_entry
from township.permissions import Capability
from township.refusals import Refused

STALE = "此事项刚刚由别人改动过，您的操作没有执行。请刷新页面，看过最新情况后再办。"


@dataclass
class Turn:
    """A case in the hands of an action: its row is locked, leave is given. `matter` is the one copy that all parts change."""

    case: Case
    by: Actor
    at: datetime

    @property
    def matter(self) -> Matter:
        return self.case.matter

    @property
    def today(self) -> date:
        """The Shanghai date of the action."""
        return self.at.date()

    def move(self, name: str) -> Move:
        """The move as the state table lists it for the present state; Refused when it is not open."""
        return table_for(self.case.case_class).move(name, self.case.state)


def take(case_id: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> Turn:
    """Lock the case and ask for leave; call it first inside the action's transaction.

    revision: what the page showed; None only where an approval or an assignment names the very state.
    Raises OutOfScope (404), NotAllowed (403), Refused for a stale page.
    """
    turn = Turn(locked_case(case_id, by), by, at)
    ensure(by, capability, turn.matter, view=VIEW_CASE)
    if revision is not None and revision != turn.case.revision:
        raise Refused(STALE)
    return turn


def locked_case(case_id: int, by: Actor) -> Case:
    """The case with its matter, both locked; OutOfScope when it is not of the actor's township."""
    rows = Case.objects.select_for_update(of=("self", "matter")).select_related("matter")
    case = rows.filter(pk=case_id, township_id=by.township_id).first()
    if case is None:
        raise OutOfScope("没有找到这个事项。")
    return case


def finish(
    turn: Turn,
    move: Move | str,
    *,
    text: str,
    on: date | None = None,
    note: str = "",
    unit: Unit | None = None,
    document: Document | None = None,
    public_text: str = "",
    article: str = "",
    reason: str = "",
    detail: dict | None = None,
) -> Case:
    """Write the case, its line in the timeline and the journal entry; call it last.

    move: from the state table (changes the state), or the name of an act that leaves the state alone; note: may hold
    words of an ordinary case; reason: goes into the journal, only where somebody asks to see what is closed.
    """
    case, name = turn.case, move if isinstance(move, str) else move.name
    before = case.state
    if isinstance(move, Move):
        case.state, article = move.target, article or move.article
    _keep_first_handler(turn)
    case.revision += 1
    case.updated_at = turn.at
    _copy_due(case)
    case.save()
    _write_closed(turn, on or turn.today)
    add_event(
        matter=turn.matter, by=turn.by, at=turn.at, move=name, text=text, on=on, note=note, article=article,
        unit=unit, document=document, public_text=public_text,
    )  # fmt: skip
    states = {"from": before, "to": case.state} if before != case.state else {}
    journal(turn, f"case.{name}", reason=reason, detail=states | (detail or {}))
    return case


def journal(turn: Turn, action: str, *, reason: str = "", detail: dict | None = None) -> None:
    """One line about this case: codes and numbers, no words of the petition."""
    write_entry(
        by=turn.by, at=turn.at, action=action, subject_kind=turn.matter.kind, subject_id=turn.matter.pk,
        subject_label=turn.matter.number, reason=reason, detail=detail,
    )  # fmt: skip


def tell(turn: Turn, people: Iterable[int], *, kind: str, text: str, key: str) -> int:
    """A line in the inboxes of those who may see the case, except of who acts: number and step only, no title, no names."""
    others = [person for person in people if person != turn.by.person_id]
    return notify(
        matter=turn.matter, recipients=others, kind=kind, text=f"{turn.case.number} {text}",
        key=f"case:{turn.case.pk}:{kind}:{key}", at=turn.at,
    )  # fmt: skip


def check_nothing_pending(turn: Turn, *kinds: str) -> None:
    """Refused while a proposal of one of these kinds waits for its decision: two answers must not cross."""
    pending = Approval.objects.filter(matter=turn.matter, kind__in=kinds, state=Approval.State.PENDING).first()
    if pending:
        raise Refused(f"“{pending.summary}”正在等待审批，请等审批结束（或由提出人撤回）后再办。")


def _copy_due(case: Case) -> None:
    case.next_due_on, case.next_due_label = case.matter.next_due_on, case.matter.next_due_label


def _write_closed(turn: Turn, on: date) -> None:
    """A case that is out of the office's hands closes its matter, and opens it again when it comes back."""
    is_closed = turn.case.state in CLOSED_STATES
    if is_closed and turn.matter.closed_on is None:
        turn.matter.closed_on = max(on, turn.matter.opened_on)
    elif not is_closed:
        turn.matter.closed_on = None
    turn.matter.save(update_fields=["closed_on"])


def _keep_first_handler(turn: Turn) -> None:
    """首办人: the first clerk who takes a case in hand that a leader or a grid member wrote down."""
    if turn.case.first_handler_id is None and Role.CLERK in turn.by.roles and turn.by.person_id:
        person = Person.objects.get(pk=turn.by.person_id)
        add_handler(matter=turn.matter, person=person, part=Handler.Part.FIRST_HANDLER, at=turn.at)
        turn.case.first_handler = person
