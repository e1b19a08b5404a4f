"""The shape every act of this app has: lock and re-read, ask for leave, let the state table decide, write, tell, journal.

Rows are locked in one order everywhere: session, dispatch or hearing, work report, topics, minutes, resolution, their
matters, approval, document, number series, head of the journal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.models.hearings import Hearing, WorkReport
from meetings.dispatch.rules.dispatches import DISPATCHES
from meetings.dispatch.rules.hearings import HEARINGS, REPORTS
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.referrals import Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.scope import hears, may_hear
from meetings.sessions.rules.minutes import MINUTES
from meetings.sessions.rules.referrals import REFERRALS
from meetings.sessions.rules.resolutions import RESOLUTIONS
from meetings.sessions.rules.sessions import SESSIONS
from meetings.sessions.rules.topics import TOPICS
from records.acts.rules import Move
from records.matters.actions.events import add_event
from records.matters.models.matters import Matter
from records.matters.queries.scope import ensure
from records.notices.actions.notices import notify
from township.actors import Actor, OutOfScope
from township.directory.models.units import Unit
from township.journal.actions import write_entry
from township.permissions import Capability
from township.refusals import Refused

STALE = "这里刚刚由别人改动过，您的操作没有执行。请刷新页面，看过最新情况后再办。"
TABLES = {
    Session: SESSIONS, Topic: TOPICS, Minutes: MINUTES, Resolution: RESOLUTIONS, Dispatch: DISPATCHES, Hearing: HEARINGS,
    WorkReport: REPORTS, Referral: REFERRALS,
}  # fmt: skip


@dataclass
class Turn:
    """A session, topic, set of minutes, resolution or referral in the hands of an action: its row is locked, leave is given."""

    row: Session | Topic | Minutes | Resolution | Referral | Dispatch | Hearing | WorkReport
    by: Actor
    at: datetime

    @property
    def matter(self) -> Matter:
        """The matter that scope, timeline, notices and approvals speak of: for minutes that of their session."""
        return self.row.session.matter if isinstance(self.row, Minutes) else self.row.matter

    @property
    def today(self) -> date:
        """The Shanghai date of the action."""
        return self.at.date()

    def move(self, name: str) -> Move:
        """The move as the state table lists it for the present state; Refused when it is not open."""
        return TABLES[type(self.row)].move(name, self.row.state)


def take(model: type[Model], pk: int, *, revision: int | None, capability: Capability, by: Actor, at: datetime) -> Turn:
    """Lock the row and ask for leave; call it first inside the action's transaction.

    revision: what the page showed; None where nothing on the page depends on it. Raises OutOfScope (404), NotAllowed
    (403), Refused for a stale page.
    """
    turn = Turn(locked(model, pk, by), by, at)
    ensure(by, capability, turn.matter)
    if not hears(by, topic_of(turn.row)):
        raise OutOfScope()
    if revision is not None and revision != turn.row.revision:
        raise Refused(STALE)
    return turn


def locked(model: type[Model], pk: int, by: Actor):
    """The row with its matter, both locked; OutOfScope when it is not of the actor's township."""
    related = ["matter", "session__matter"] if model is Minutes else ["matter"]
    rows = model.objects.select_for_update(of=("self", "matter")).select_related(*related)
    row = rows.filter(pk=pk, township_id=by.township_id).first()
    if row is None:
        raise OutOfScope()
    return row


def topic_of(row) -> int | None:
    """The topic whose linked matters decide who is shut out of the row."""
    if isinstance(row, Topic):
        return row.pk
    return row.topic_id if isinstance(row, (Resolution, Referral)) else None


def finish(
    turn: Turn,
    move: Move | str,
    *,
    text: str,
    note: str = "",
    unit: Unit | None = None,
    on: date | None = None,
    closes: bool = False,
    detail: dict | None = None,
) -> None:
    """Write the row, its line in the timeline and the journal entry; call it last.

    move: from the state table (changes the state), or the name of an act that leaves it alone; text: for everybody who
    sees the matter, so without words of an item; closes: the matter is out of the office's hands.
    """
    row, name = turn.row, move if isinstance(move, str) else move.name
    before = row.state
    if isinstance(move, Move):
        row.state = move.target
    row.revision += 1
    row.save()
    if closes and turn.matter.closed_on is None:
        turn.matter.closed_on = max(turn.today, turn.matter.opened_on)
        turn.matter.save(update_fields=["closed_on"])
    article = move.article if isinstance(move, Move) else ""
    # What happens to unissued minutes goes into their sealed file: not everybody who sees the session may know of it.
    add_event(
        matter=row.matter, by=turn.by, at=turn.at, move=name, text=text[:500], note=note, unit=unit, on=on,
        article=article[:60],
    )  # fmt: skip
    states = {"from": before, "to": row.state} if before != row.state else {}
    journal(turn, f"{_kind(row)}.{name}", detail=states | (detail or {}))


def journal(turn: Turn, action: str, *, detail: dict | None = None) -> None:
    """One line about this matter: codes and numbers, no words."""
    write_entry(
        by=turn.by, at=turn.at, action=action, subject_kind=turn.matter.kind, subject_id=turn.matter.pk,
        subject_label=turn.matter.number, detail=detail,
    )  # fmt: skip


def tell(turn: Turn, people: Iterable[int], *, kind: str, text: str, key: str, topic_id: int | None = None) -> int:
    """A line in the inboxes of those who may see the matter, except of who acts: number, step and date only.

    topic_id: the topic the step is about; who is shut out of it hears nothing.
    """
    others = sorted({person for person in people if person and person != turn.by.person_id})
    topic_id = topic_id or topic_of(turn.row)
    heard = may_hear(others, topic_id, turn.matter.township_id, turn.today)
    return notify(
        matter=turn.matter, recipients=heard, kind=kind, text=f"{turn.matter.number} {text}",
        key=f"{turn.matter.kind}:{turn.matter.pk}:{kind}:{key}", at=turn.at,
    )  # fmt: skip


def _kind(row) -> str:
    return type(row)._meta.model_name
