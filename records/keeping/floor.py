"""What of the tables of this floor goes with a thing whose time of keeping is over (records.keeping.erasing)."""

from records.clocks.models import Clock, ClockPause
from records.duties.models.candidates import Candidate
from records.duties.models.duties import DoneEarly, Duty
from records.imports.models import ImportRow
from records.keeping.erasing import GONE, Erase
from records.matters.models.access import Exclusion, Implication, Recusal, StandIn
from records.matters.models.events import Event
from records.matters.models.matters import Matter, Reference
from records.matters.models.search import SearchText
from records.notices.models.deliveries import Delivery
from records.notices.models.notices import Notice
from records.papers.models.approvals import Approval
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document, DocumentVersion
from records.papers.models.recipients import Recipient
from records.work.models import WorkItem
from township.journal.words import word

SIGNS = "a code or key of this system"
CITED = "a citation of the rule"
NUMBERS = "a number of a paper"
OFFICE = "what the office itself did"


def what_was_done(event: Event) -> str:
    """The line of the timeline without what was typed: the word of the act where one is known."""
    name = f"{event.matter.kind}.{event.move}"
    found = word(name)
    return GONE if found == name else found


def _reason(candidate: Candidate) -> str:
    """Dismissed with a reason: that there was one stays."""
    return GONE if candidate.reason else ""


OF_ATTACHMENTS = Erase(
    Attachment,
    gone=("blob",),
    instead={"name": GONE},
    stamp="erased_on",
    stays={"media_type": SIGNS, "purpose": SIGNS},
)
ERASES = (
    Erase(
        Matter,
        "pk",
        masked=("title",),
        stays={"kind": SIGNS, "number": "the register of what was destroyed", "next_due_label": "the name of a term"},
    ),
    Erase(Reference, "source", gone=("note",), stays={"relation": SIGNS}),
    Erase(Reference, "target", gone=("note",), stays={"relation": SIGNS}),
    Erase(
        Event,
        gone=("note", "public_text"),
        instead={"text": what_was_done},
        stays={"move": SIGNS, "article": CITED, "by_name": OFFICE},
    ),
    Erase(SearchText, stays={"body": "written anew from number and title by the engine"}),
    Erase(Implication, gone=("reason", "lift_reason")),
    Erase(Recusal, gone=("reason", "lift_reason")),
    Erase(Exclusion, gone=("reason", "remark"), stays={"basis": NUMBERS, "asked": "numbers of persons"}),
    Erase(StandIn, stays={"right": SIGNS, "basis": NUMBERS}),
    Erase(
        Clock,
        gone=("start_evidence", "stop_evidence", "derivation"),
        stays=dict.fromkeys(("code", "label", "article", "starts_with", "source_mark", "pause_article"), CITED),
    ),
    Erase(ClockPause, "clock__matter", gone=("reason",), stays={"article": CITED}),
    Erase(
        Document,
        gone=("body", "facts", "addressee", "blob"),
        instead={"size": 0},
        masked=("title",),
        stamp="erased_on",
        stays={"kind": SIGNS, "number": NUMBERS},
    ),
    Erase(DocumentVersion, "document__matter", gone=("body",), stays={"text_sha256": "a hash of what is gone"}),
    Erase(
        Approval,
        gone=("remark", "detail"),
        instead={"summary": GONE},
        stays={"kind": SIGNS, "capability": SIGNS, "text_sha256": "a hash of what is gone"},
    ),
    OF_ATTACHMENTS,
    Erase(Recipient, "document__matter", gone=("note",), stays={"name": "a unit or an organ"}),
    Erase(
        Notice,
        instead={"text": GONE},
        stays={"kind": SIGNS, "url": "an address of this system", "sweep": SIGNS, "key": SIGNS},
    ),
    Erase(Delivery, "notice__matter", gone=("error",), stays={"key": SIGNS}),
    Erase(
        WorkItem,
        gone=("why",),
        stays={"kind": SIGNS, "right": SIGNS, "what": "a verb", "clause": CITED, "plan": SIGNS, "reminded": SIGNS},
    ),
    Erase(Candidate, instead={"text": GONE, "reason": _reason}, stays={"key": SIGNS}),
    Erase(
        Duty,
        "evidence",
        gone=("evidence_text",),
        stays=dict.fromkeys(
            ("clause", "institution", "label", "citation", "period", "period_label", "remind", "excuse_reason"), OFFICE
        ),
    ),
    Erase(DoneEarly, "evidence", gone=("text",), stays={"clause": SIGNS, "period": SIGNS}),
    Erase(ImportRow, gone=("data", "problems"), stays={"sheet": "the name of a sheet", "key": SIGNS}),
)
