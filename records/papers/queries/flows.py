"""How the text of a flow stands for one reader: who made it, who owes a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from records.clocks.models import Clock
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document, DocumentVersion
from records.papers.models.recipients import Recipient
from township.actors import Actor
from township.directory.models.units import UnitKind


def pending_of(document: Document, kind: str) -> Approval | None:
    """The proposal that waits for its decision."""
    rows = Approval.objects.filter(document=document, kind=kind, state=Approval.State.PENDING)
    return rows.select_related("proposed_by").first()


@dataclass(frozen=True)
class PaperRows:
    """What lies beside a text, for a page that reads all it shows at once: proposals of its kind, the latest first; the
    distribution list; who saved the present version."""

    approvals: list[Approval]
    recipients: list[Recipient]
    versions: list[DocumentVersion]

    @staticmethod
    def parts(document: Document, kind: str) -> dict[str, QuerySet]:
        """What `township.together` is to read."""
        approvals = Approval.objects.filter(document=document, kind=kind).select_related("decided_by", "proposed_by")
        saved = DocumentVersion.objects.filter(document=document, version=document.version)
        return {
            "approvals": approvals.order_by("-pk"),
            "recipients": document.recipients.select_related("unit", "received_by"),
            "versions": saved.only("saved_by_id"),
        }

    @classmethod
    def of(cls, found: Mapping[str, list]) -> "PaperRows":
        """The rows that were read."""
        return cls(found["approvals"], found["recipients"], found["versions"])

    @property
    def pending(self) -> Approval | None:
        waiting = (row for row in reversed(self.approvals) if row.state == Approval.State.PENDING)
        return next(waiting, None)


def last_return(document: Document, kind: str, rows: PaperRows | None = None) -> Approval | None:
    """The latest return with its remark, while the text is a draft again: what the drafter works by."""
    if document.state != Document.State.DRAFT:
        return None
    if rows is not None:
        latest = next((row for row in rows.approvals if row.state != Approval.State.WITHDRAWN), None)
    else:
        found = Approval.objects.filter(document=document, kind=kind).exclude(state=Approval.State.WITHDRAWN)
        latest = found.select_related("decided_by").order_by("-pk").first()
    return latest if latest and latest.state == Approval.State.RETURNED else None


def makers(document: Document, approval: Approval | None, rows: PaperRows | None = None) -> frozenset[int]:
    """Who may not approve it: the drafter, who saved this version, who handed it in."""
    versions = rows.versions if rows else DocumentVersion.objects.filter(document=document, version=document.version)
    saved_by = (version.saved_by_id for version in versions)
    people = {document.drafted_by_id, *saved_by, approval.proposed_by_id if approval else None}
    return frozenset(person for person in people if person)


def recipients_of(document: Document) -> list[Recipient]:
    """The distribution list with its receipts, main addressees first."""
    return list(document.recipients.select_related("unit", "received_by"))


def receivable(rows: list[Recipient], actor: Actor, *, by_office: bool) -> frozenset[int]:
    """Recipients whose receipt this actor may note now: the own units', or everybody's."""
    open_rows = (row for row in rows if row.sent_on is not None and row.received_at is None)
    return frozenset(row.pk for row in open_rows if by_office or (row.unit_id and row.unit_id in actor.unit_ids))


def text_read(document: Document, version: int | None, text_sha256: str) -> str | None:
    """The text a reader had before them, when it is no longer the present one."""
    if version is None or version == document.version:
        return None
    old = document.versions.filter(version=version, text_sha256=text_sha256).first()
    return old.body if old else None


def receipts_owed(document: Document, code: str, matter_id: int) -> tuple[tuple[int, int, date | None], ...]:
    """(recipient, unit, due on) of units inside that owe a receipt. code: of the clock that runs for each of them on this
    matter (that of the paper's sight: minutes lie in a file of their own)."""
    rows = document.recipients.filter(sent_on__isnull=False, received_at__isnull=True, unit__isnull=False)
    rows = list(rows.exclude(unit__kind=UnitKind.OUTSIDE).values_list("pk", "unit_id"))
    if not rows:
        return ()
    clocks = Clock.objects.filter(matter_id=matter_id, code=code, stopped_on__isnull=True)
    due = dict(clocks.values_list("unit_id", "due_on"))
    return tuple((recipient, unit, due.get(unit)) for recipient, unit in rows)
