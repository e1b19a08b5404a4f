"""Registry of matter kinds: each app tells, in its apps.py, how its matters are named, linked and read.

A lower page links upward only through this table; nobody branches on a kind.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Expression, Model, QuerySet

from records.acts.rules.states import StateTable
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.actors import Actor
from township.permissions import Capability

if TYPE_CHECKING:
    from records.acts.actions.turns import Turn
    from records.work.models import WorkItem
    from records.work.rules import Owed
    from records.work.rules.reminders import ReminderPlan

Gate = Callable[[Attachment | Document, Actor, datetime], None]


@dataclass(frozen=True)
class Kind:
    """key: Matter.kind; label: Chinese word; url_name: page of one matter, takes the matter's id; view: who may read.

    gate: asked before bytes of a file or an issued paper go out, whichever address they were asked for at; raises
    NotAllowed where sight of the matter is not enough (sealed content, papers with identity data).
    identity_papers: kinds of its papers that print identity data in full: opening one is a look at identities (asked for the second
    factor again, noted by the gate with records.matters.actions.reveal).
    hears, hearers: where a matter in sight may still be closed to somebody by what it is linked to (an item of an agenda):
    whether the actor may act on the row, and which of these persons may be told of it on a day.
    settles: what the end of every turn copies into the row before it is saved.
    model: the table of the things themselves, with its state table as TABLE (several as TABLES); work: what is owed on one of them (records.work.rules), for every state in
    which somebody must act; hub: of the navigation, that of the area's first tab unless it says another;
    plans: of reminders by act, where the default plan does not fit (records.work.rules.reminders); late_ground: why what is overdue in spite of reminders becomes a candidate
    for supervision (records.duties.rules.candidates); may_be_restricted: whether there are restricted ones (accusations); finds: matters that are exactly what was typed
    into the search box (a person, a number of another system), None when it is nothing of that kind; words: what of a thing is searchable beside number and title,
    no identity data; names: a column with the masked name of whom the thing comes from, for a line of the search; people: real names of those whom these
    things (matter ids) come from, asked only so that texts which many read do not name them;
    arranges: where somebody in sight of the row may not change who else comes near it (the one it is about): whether this actor may;
    rests_on: which things of this kind rest on these matters otherwise than by a reference, so that who is shut out of one
    is shut out of them (records.matters.queries.links);
    opens: where the page opens to fewer than the thing is in sight of (drafts are the office's): the things that open to this
    actor, None = all in sight;
    waits_for: things of this kind of which something else is owed when that matter (its number) closes or opens again;
    answers: which of these things put to this actor, in person or as a unit, what has to be answered: what they rest on does not
    close them to the actor, and their pages and papers name none of it;
    about: the other way: the matters that these things (matter ids) rest on so;
    pages: act → address at which an item is dealt with, for kinds without pages of acts (records.acts.views.acts).
    """

    key: str
    label: str
    url_name: str
    view: Capability
    gate: Gate | None = None
    identity_papers: frozenset[str] = frozenset()
    hears: Callable[[Actor, Model], bool] | None = None
    hearers: Callable[[list[int], Model, date], list[int]] | None = None
    settles: "Callable[[Turn], None] | None" = None
    model: type[Model] | None = None
    work: "Callable[[Model], Iterable[Owed]] | None" = None
    hub: str = ""
    plans: "Mapping[str, ReminderPlan]" = field(default_factory=dict)
    late_ground: str = "overdue_work"
    may_be_restricted: bool = False
    finds: "Callable[[Actor, str, date], Exact | None] | None" = None
    words: "Callable[[Model], str] | None" = None
    names: "Callable[[], Expression] | None" = None
    people: "Callable[[list[int]], Iterable[str]] | None" = None
    arranges: Callable[[Actor, Model], bool] | None = None
    rests_on: Callable[[Collection[int]], Iterable[int]] | None = None
    opens: Callable[[Actor], QuerySet | None] | None = None
    waits_for: Callable[[int], Iterable[Model]] | None = None
    about: Callable[[Collection[int]], Iterable[int]] | None = None
    answers: Callable[[Actor, Collection[int]], Iterable[int]] | None = None
    pages: "Mapping[str, Callable[[WorkItem], str]]" = field(default_factory=dict)

    @property
    def tables(self) -> tuple[StateTable, ...]:
        """Every state table a thing of this kind may follow."""
        table = getattr(self.model, "TABLE", None)
        return getattr(self.model, "TABLES", (table,) if isinstance(table, StateTable) else ())

    def is_open_to(self, actor: Actor, row: Model) -> bool:
        """Whether nothing that the row is linked to shuts the actor out."""
        return self.hears is None or self.hears(actor, row)

    def open_to(self, people: list[int], row: Model, on: date) -> list[int]:
        """Those of the persons who may be told of the row on that day."""
        return people if self.hearers is None else self.hearers(people, row, on)

    def settle(self, turn: "Turn") -> None:
        """Called by the turn before the row is saved."""
        if self.settles:
            self.settles(turn)


@dataclass(frozen=True)
class Exact:
    """What a finder took the typed text for: label ("电话", "证件号码", "姓名", "编号"), the primary keys (a queryset), and
    whether this is a reading by identity, which is written down."""

    label: str
    rows: QuerySet
    is_identity: bool = False


KINDS: dict[str, Kind] = {}
# act → address at which an item of this act is dealt with, whatever the kind of its matter.
PAGES_OF_ALL: "dict[str, Callable[[WorkItem], str]]" = {}


def register(kind: Kind) -> None:
    """Enter a kind; called once for each from AppConfig.ready()."""
    KINDS[kind.key] = kind


def may_be_restricted(model: type[Model]) -> bool:
    """Whether rows of this table (primary key = matter id) may belong to restricted matters; yes for a table nobody entered."""
    kinds = [kind for kind in KINDS.values() if kind.model is model]
    return not kinds or any(kind.may_be_restricted for kind in kinds)


def pass_gate(row: Attachment | Document, by: Actor, at: datetime) -> None:
    """Leave to hand the bytes of `row` to `by`, who sees its matter; raises what the gate of its kind raises."""
    gate = KINDS[row.matter.kind].gate
    if gate:
        gate(row, by, at)


def shows_identity(document_id: int) -> bool:
    """Whether this paper prints identity data in full; False where there is none of that number."""
    row = Document.objects.filter(pk=document_id).values_list("matter__kind", "kind").first()
    return row is not None and row[1] in KINDS[row[0]].identity_papers
