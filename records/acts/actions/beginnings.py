"""Handled things that the system begins in many townships at once: what `start` and `finish` (records.acts.actions.turns) write
for one, with as many statements as for one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model

from records.acts.actions.turns import TEXT, TITLE, Turn
from records.matters.actions.access import let_assist
from records.matters.actions.events import event_of
from records.matters.actions.indexing import index_new
from records.matters.kinds import KINDS
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.work.actions.reconcile import reconcile_new
from township.actors import Actor
from township.directory.models.units import Unit
from township.journal.actions import Line, write_entries
from township.words import check_names_nobody


@dataclass(frozen=True)
class Beginning:
    """One of them. row: not stored yet and without its matter; number, title: of the matter; text: of the first line of the
    timeline; units: they assist; detail: codes and numbers for the journal."""

    row: Model
    number: str
    title: str
    text: str
    by: Actor
    units: Sequence[Unit] = ()
    detail: dict = field(default_factory=dict)


def begin(
    kind: str, move: str, beginnings: Sequence[Beginning], *, at: datetime, parts: Callable[[], object] | None = None
) -> list[Turn]:
    """Write new things of one kind, each with matter, first line of the timeline, searchable words, work owed and journal entry.

    move: name of the act; parts: called when the rows are written and before the work that is owed is derived from them, writes
    what hangs on them. Building block: whoever calls it has asked for leave, numbered the things and is in a transaction.
    Refused for a telephone or ID number in a title.
    """
    if not beginnings:
        return []
    matters = Matter.objects.bulk_create(_matter(kind, one, at) for one in beginnings)
    turns = []
    for one, matter in zip(beginnings, matters, strict=True):
        one.row.matter = matter
        one.row.revision += 1
        turns.append(Turn(one.row, one.by, at))
        KINDS[kind].settle(turns[-1])
    rows = [one.row for one in beginnings]
    type(rows[0]).objects.bulk_create(rows)
    if parts:
        parts()
    let_assist((one.row.matter, one.units) for one in beginnings)
    Event.objects.bulk_create(
        event_of(matter=one.row.matter, by=one.by, at=at, move=move, text=one.text[:TEXT]) for one in beginnings
    )
    index_new(rows)
    reconcile_new(rows, at=at)
    write_entries([_line(kind, move, one) for one in beginnings], at=at)
    return turns


def _matter(kind: str, one: Beginning, at: datetime) -> Matter:
    check_names_nobody("标题", one.title, field="title")
    return Matter(
        township_id=one.by.township_id, kind=kind, number=one.number, title=one.title[:TITLE], opened_on=at.date()
    )


def _line(kind: str, move: str, one: Beginning) -> Line:
    matter = one.row.matter
    return Line(
        by=one.by,
        action=f"{kind}.{move}",
        subject_kind=kind,
        subject_id=matter.pk,
        subject_label=matter.number,
        detail=one.detail,
    )
