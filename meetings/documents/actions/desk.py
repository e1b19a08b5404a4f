"""The shape of an act (meetings.sessions.actions.turns) for documents, groups, letters and work points."""

from collections.abc import Iterable
from datetime import datetime

from meetings.documents.models.groups import WorkingGroup
from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.models.letters import LetterRound
from meetings.documents.models.papers import OfficePaper
from meetings.documents.models.plans import WorkPlan
from meetings.documents.queries.groups import may_be_told
from meetings.documents.rules.groups import GROUPS
from meetings.documents.rules.incoming import INCOMING
from meetings.documents.rules.letters import LETTERS
from meetings.documents.rules.papers import PAPERS
from meetings.documents.rules.plans import PLANS
from meetings.sessions.actions.turns import TABLES, Turn, finish, journal, tell
from meetings.sessions.actions.turns import take as take_row
from records.matters.actions.access import hold
from records.matters.models.access import Holding
from records.matters.models.matters import Matter
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor
from township.directory.models.units import Unit
from township.permissions import Capability
from township.refusals import Refused

__all__ = ["Turn", "finish", "journal", "let_see", "pending", "start", "take", "tell", "tell_group"]

TABLES.update(
    {
        OfficePaper: PAPERS,
        IncomingPaper: INCOMING,
        WorkingGroup: GROUPS,
        LetterRound: LETTERS,
        WorkPlan: PLANS,
    }
)


def take(model, pk: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> Turn:
    """As meetings.sessions.actions.turns.take, with the document of the row, if it has one, read anew."""
    turn = take_row(model, pk, revision=revision, capability=capability, by=by, at=at)
    if hasattr(turn.row, "document_id"):
        turn.row.document = Document.objects.select_related("drafted_by").get(pk=turn.row.document_id)
    return turn


def start(kind: str, *, number: str, title: str, township_id: int, at: datetime) -> Matter:
    """The row of the spine that a new aggregate hangs on."""
    return Matter.objects.create(
        township_id=township_id, kind=kind, number=number, title=title[:120], opened_on=at.date()
    )


def let_see(matter: Matter, units: Iterable[Unit], at: datetime) -> None:
    """These units see the matter from now on; a unit that does already stays as it is."""
    held = set(Holding.objects.filter(matter=matter, ended_on__isnull=True).values_list("unit_id", flat=True))
    for unit in units:
        if unit.pk not in held:
            hold(matter=matter, unit=unit, part=Holding.Part.ASSIST, at=at)


def pending(matter: Matter, kind: str) -> Approval:
    """The undecided approval of this kind; Refused when there is none any more."""
    rows = Approval.objects.filter(matter=matter, kind=kind, state=Approval.State.PENDING)
    approval = rows.select_related("proposed_by").first()
    if approval is None:
        raise Refused("现在没有等待审批的文稿，请刷新页面。")
    return approval


def tell_group(turn: Turn, people: Iterable[int], *, kind: str, text: str, key: str) -> int:
    """A line in the inboxes of those who are not shut out of a matter the group is linked to."""
    return tell(turn, may_be_told([one for one in people if one], turn.row, turn.today), kind=kind, text=text, key=key)
