"""The shape of an act (meetings.actions.turns) for documents, groups, letters and work points."""

from collections.abc import Iterable
from datetime import datetime

from meetings.actions.turns import TABLES, Turn, finish, journal, tell
from meetings.actions.turns import take as take_row
from meetings.models import IncomingPaper, LetterRound, OfficePaper, WorkingGroup, WorkPlan
from meetings.queries.groups import may_be_told
from meetings.rules.groups import GROUPS
from meetings.rules.incoming import INCOMING
from meetings.rules.letters import LETTERS
from meetings.rules.papers import PAPERS
from meetings.rules.plans import PLANS
from records.actions.access import hold
from records.models import Approval, Document, Holding, Matter
from records.pdf import MissingGlyphs, PdfUnavailable, render_pdf
from township.actors import Actor
from township.models import Unit
from township.permissions import Capability
from township.rules.refusals import Refused

__all__ = ["Turn", "finish", "journal", "let_see", "pending", "printed", "start", "take", "tell", "tell_group"]

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
    """As meetings.actions.turns.take, with the document of the row, if it has one, read anew."""
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


def printed(html: str, title: str) -> bytes:
    """The PDF; Refused with a sentence when a character or a library is missing."""
    try:
        return render_pdf(html, title=title)
    except (MissingGlyphs, PdfUnavailable) as error:
        raise Refused(str(error)) from error
