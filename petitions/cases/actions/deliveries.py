"""Delivering papers: the day of delivery starts the petitioner's own 30 days (条例第三十五条)."""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.back_entries import NO_PROOF, Proof, admit, ask_to_confirm
from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.issuing import paper_name
from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import Delivery
from petitions.cases.rules.deliveries import MANNERS, DeliveryEntry, check_delivery
from petitions.cases.rules.terms import ASK_REVIEW
from petitions.permissions import DELIVER_CASE
from records.acts.actions.turns import Turn, finish, take, tell
from records.clocks.models import Clock
from records.papers.actions.attachments import Upload, attach
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.actors import Actor
from township.dates import full_date
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.saving import once
from township.sight import row_in_sight

REPLIES = ("reply", "suggestion_reply")


def deliver(
    *,
    case_id: int,
    revision: int,
    document_id: int,
    manner: str,
    place: str = "",
    delivered_on: date | None,
    receiver: str = "",
    refusal_reason: str = "",
    witnesses: str = "",
    evidence_upload: Upload | None = None,
    proof: Proof = NO_PROOF,
    by: Actor,
    at: datetime,
) -> Delivery:
    """Record the delivery of one issued paper. The reply's delivery answers the case; other papers leave its state alone.

    manner: key of petitions.cases.rules.deliveries.MANNERS; delivered_on: the day of the signature or on the postal receipt.
    A day before today needs its receipt (evidence_upload, or proof) and a second person (补录).
    Refused beside the field that lacks what the manner needs, and for a paper that was delivered before.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=DELIVER_CASE, by=by, at=at)
        document = _deliverable(turn, document_id)
        is_reply = document.kind in REPLIES
        # A reply of an earlier round may be delivered late or again on paper without answering the case once more.
        move = turn.move("deliver") if is_reply else "deliver_paper"
        entry = DeliveryEntry(
            manner=manner,
            delivered_on=delivered_on,
            place=place,
            receiver=receiver,
            refusal_reason=refusal_reason,
            witnesses=witnesses,
            has_evidence=evidence_upload is not None,
        )
        check_delivery(entry, issued_on=document.issued_on, today=turn.today)
        evidence = _attach(turn, evidence_upload)
        late = admit(turn, delivered_on, proof, file_kept=evidence.pk if evidence else None)
        row = _write(turn, document, entry, evidence)
        stopped = _start_rights(turn, document, delivered_on) if is_reply else []
        ask_to_confirm(turn, late, f"{paper_name(document)}送达", stopped)
        text = f"{paper_name(document)}送达（{MANNERS[manner]}）"
        finish(
            turn,
            move,
            text=text,
            on=delivered_on,
            document=document,
            detail={"document": document.pk, "manner": manner},
            public_text=_public_text(turn, document, is_reply, is_late=late is not None),
        )
        if is_reply:
            tell(turn, liaisons_of(_units(turn), turn.today), kind="delivered", text="答复已送达", key=str(document.pk))
        return row


def _deliverable(turn: Turn, document_id: int) -> Document:
    document = row_in_sight(Document.objects, "没有找到这份文书。", pk=document_id, matter=turn.matter)
    if document.state != Document.State.ISSUED:
        raise Refused(f"《{document.title}》还没有印发，不能送达。", "条例第三十二条", "document")
    if not document.is_for_petitioner:
        raise Refused("这是给承办单位的函件，不向信访人送达。", field="document")
    if document.kind in REPLIES and Document.objects.filter(supersedes=document).exists():
        raise Refused("这份答复已有新的答复代替，请送达新的一份。", field="document")
    return document


def _attach(turn: Turn, upload: Upload | None) -> Attachment | None:
    if upload is None:
        return None
    try:
        return attach(matter=turn.matter, upload=upload, purpose="delivery", by=turn.by, at=turn.at)
    except Refused as refused:
        raise refused.at("evidence_upload") from refused


def _write(turn: Turn, document: Document, entry: DeliveryEntry, evidence: Attachment | None) -> Delivery:
    with once(Refused("这份文书已经登记过送达。", field="document")):
        return Delivery.objects.create(
            case=turn.row,
            document=document,
            manner=entry.manner,
            place=entry.place.strip()[:120],
            delivered_on=entry.delivered_on,
            receiver=entry.receiver.strip(),
            refusal_reason=entry.refusal_reason.strip()[:200],
            witnesses=entry.witnesses.strip()[:80],
            evidence=evidence,
            recorded_by_id=turn.by.person_id,
            recorded_at=turn.at,
        )


def _start_rights(turn: Turn, document: Document, delivered_on: date) -> list[Clock]:
    turn.row.delivered_on = delivered_on
    evidence = f"{paper_name(document)}送达回证"
    return run_clocks(turn, "deliver", on=delivered_on, evidence=evidence, recorded_on=turn.today)


def _public_text(turn: Turn, document: Document, is_reply: bool, *, is_late: bool) -> str:
    if not is_reply:
        return f"{paper_name(document)}已送达"
    if is_late:
        return "答复已送达，不服的可以请求复查（送达日期核对后显示到哪一天）"
    window = (
        Clock.objects.filter(matter=turn.matter, code=ASK_REVIEW.code, stopped_on__isnull=True)
        .order_by("-round")
        .first()
    )
    last = f"，不服的可在{full_date(window.rolled_due_on)}前请求复查" if window else ""
    return f"答复已送达{last}"


def _units(turn: Turn) -> list[int]:
    return [turn.row.unit_id] if turn.row.unit_id else []
