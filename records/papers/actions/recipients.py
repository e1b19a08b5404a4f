"""The distribution list of a paper, sending it out, and its receipts. Building blocks of the flow (records.papers.actions.flows)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from records.clocks.actions.clocks import start_clock, stop_clocks
from records.clocks.rules.terms import Term
from records.matters.actions.access import admit_liaisons, let_see
from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from records.papers.models.recipients import Recipient
from township.actors import Actor, NotAllowed
from township.directory.models.units import Unit, UnitKind
from township.permissions import Capability, Reach
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

LAYOUT = "GB/T 9704-2012 7.4.2"
_BETWEEN = re.compile(r"[、，,；;\n]")


@dataclass(frozen=True)
class Distribution:
    """To whom a paper goes. units, copies: of the unit tree; other_units, other_copies: organs by name, 、 between them."""

    units: Sequence[Unit] = ()
    copies: Sequence[Unit] = ()
    other_units: str = ""
    other_copies: str = ""


def address(document: Document, to: Distribution) -> None:
    """Write the distribution list anew. Refused when somebody is named twice."""
    rows = [
        *_rows(document, Recipient.Part.MAIN, to.units, to.other_units),
        *_rows(document, Recipient.Part.COPY, to.copies, to.other_copies),
    ]
    seen: set[str] = set()
    for row in rows:
        if row.name in seen:
            raise Refused(f"“{row.name}”写了两次；已在主送里的不用再抄送。", LAYOUT, "copies")
        seen.add(row.name)
    document.recipients.all().delete()
    Recipient.objects.bulk_create(rows)


def send_out(
    *, matter: Matter, document: Document, term: Term | None, evidence: str, by: Actor, at: datetime
) -> list[Unit]:
    """The issued paper goes to everybody on its list; units inside see it (their liaisons
    are put on the list of a restricted matter) and owe a receipt. Returns those units."""
    rows = list(document.recipients.select_related("unit"))
    document.recipients.update(sent_on=at.date())
    inside = [row.unit for row in rows if row.unit_id and row.unit.kind != UnitKind.OUTSIDE]
    let_see(matter=matter, units=inside, at=at)
    admit_liaisons(matter=matter, units=inside, by=by, at=at)
    for unit in inside if term else ():
        start_clock(matter=matter, term=term, start_on=at.date(), evidence=evidence, unit=unit)
    return inside


def receipt(
    *,
    matter: Matter,
    document: Document,
    recipient_id: int,
    capability: Capability,
    note: str,
    term: Term | None,
    by: Actor,
    at: datetime,
) -> Recipient:
    """签收 by the unit itself; for whoever has no account the office notes how it was handed over."""
    rows = document.recipients.select_for_update(of=("self",)).select_related("unit")
    row = row_in_sight(rows, "没有找到这份签收。", pk=recipient_id, sent_on__isnull=False)
    is_own = row.unit_id is not None and row.unit_id in by.unit_ids
    if not is_own and by.reach(capability) != Reach.TOWNSHIP:
        raise NotAllowed("只能签收发给本单位的文件。")
    if row.received_at:
        raise Refused("已经签收，不用再签。")
    row.note = check_words("送达方式", note, field="note", least=0 if is_own else 2, most=60)
    row.received_at, row.received_by_id = at, by.person_id
    row.save()
    if term and row.unit_id:
        stop_clocks(matter=matter, codes=[term.code], on=at.date(), evidence="签收文件", unit=row.unit)
    return row


def names(rows: Iterable[Recipient], part: str) -> list[str]:
    """The names of one part as the paper prints them."""
    return [row.name for row in rows if row.part == part]


def unreceipted(document: Document) -> list[Recipient]:
    """Units that were sent the paper and have not receipted it."""
    rows = document.recipients.filter(sent_on__isnull=False, received_at__isnull=True, unit__isnull=False)
    return list(rows.select_related("unit"))


def split_names(text: str) -> list[str]:
    """The organs of a typed list."""
    return [name.strip() for name in _BETWEEN.split(text) if name.strip()]


def _rows(document: Document, part: str, units: Sequence[Unit], others: str) -> list[Recipient]:
    known = [Recipient(document=document, unit=unit, name=unit.name[:60], part=part) for unit in units]
    named = [Recipient(document=document, name=name[:60], part=part) for name in split_names(others)]
    rows = known + named
    for order, row in enumerate(rows):
        row.order = order
    return rows
