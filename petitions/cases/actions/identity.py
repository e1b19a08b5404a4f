"""Identity data in clear, papers and files: asked for with a reason or handed out with a line in the journal."""

from datetime import datetime

from django.db import transaction

from petitions.cases.actions.accusations import OPEN_FOR, ensure_open
from petitions.cases.actions.codes import code_matches
from petitions.cases.actions.issuing import draft_paper, issue_draft, render_paper
from petitions.cases.models.cases import Case
from petitions.cases.queries.paper_facts import paper_facts, registration_facts
from petitions.cases.queries.seals import is_opened_for
from petitions.cases.rules.paper_facts_json import facts_to_json
from petitions.cases.rules.papers import Delivery
from petitions.lookup.rules.codes import printed
from petitions.permissions import EDIT_CASE, REVEAL_IDENTITY, VIEW_CASE
from records.acts.actions.turns import Turn, journal, take
from records.matters.actions.reveal import note_reveal
from records.papers import store
from records.papers.actions.attachments import erased, read_attachment
from records.papers.models.attachments import Attachment
from records.papers.models.documents import Document
from township.actors import Actor, NotAllowed, OutOfScope
from township.refusals import Refused
from township.sight import row_in_sight
from township.signing import signed_by

IDENTITY_PAPERS = frozenset({"registration"})  # papers of a case that print identity data in full
FORM_CLOSED = "登记表载有信访人身份信息，您的岗位不能查看。"
SHOWN = ("name", "id_type", "id_number", "phone", "address", "domicile")


def reveal_identity(*, case_id: int, petitioner_id: int, reason: str, by: Actor, at: datetime) -> dict[str, str]:
    """One petitioner's values in clear, with a reason of at least four characters that the journal keeps.

    Of an accusation only inside an opening that two persons agreed on.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=REVEAL_IDENTITY, by=by, at=at)
        _ensure_identity_open(turn)
        row = row_in_sight(turn.row.petitioners, "没有找到这位信访人。", pk=petitioner_id)
        values = {name: getattr(row, name) for name in SHOWN if getattr(row, name)}
        if turn.row.caller_number:
            values["caller_number"] = turn.row.caller_number
        note_reveal(matter=turn.matter, whose=row.pk, fields=sorted(values), reason=reason, by=by, at=at)
        return values


def reveal_everybody(*, case_id: int, reason: str, by: Actor, at: datetime) -> dict[int, dict[str, str]]:
    """The same for all petitioners of a case: id → values in clear, with a line in the journal for each of them."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=REVEAL_IDENTITY, by=by, at=at)
        _ensure_identity_open(turn)
        found = {}
        for row in turn.row.petitioners.order_by("seq"):
            found[row.pk] = {name: getattr(row, name) for name in SHOWN if getattr(row, name)}
            note_reveal(matter=turn.matter, whose=row.pk, fields=sorted(found[row.pk]), reason=reason, by=by, at=at)
        return found


def _ensure_identity_open(turn: Turn) -> None:
    if turn.row.is_accusation and not is_opened_for(turn.row, turn.by, turn.at, OPEN_FOR):
        raise NotAllowed("检举控告人的身份须由知悉名单上的两人办理查看：一人申请，一位召集人批准。", "条例第三十条")


def print_slip(*, case_id: int, code: str, lookup_url: str, by: Actor, at: datetime) -> bytes:
    """The look-up slip as PDF. The code lies nowhere readable: whoever prints brings it, and it must be the valid one."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=VIEW_CASE, by=by, at=at)
        if not code_matches(turn.row.lookup_hash, code):
            raise Refused("查询码已经换过，请补发新的查询码后再打印凭条。")
        facts = paper_facts(turn.row, with_names=False, lookup_code=printed(code), lookup_url=lookup_url)
        pdf = render_paper("slip", facts, township_id=turn.row.township_id, issued_on=turn.today)
        journal(turn, "case.print_slip")
        return pdf


def print_registration(*, case_id: int, by: Actor, at: datetime) -> bytes:
    """The registration form (登记表) with identity data, for the petitioner's check and signature, frozen as a document.

    Printed again unchanged it is the same paper; after a correction a new one takes its place. An accusation's form is
    not kept; before routing it is printed by who wrote the matter down, for anybody else and later only inside an opening.
    Each printing is a look at the identity of everybody on it.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=EDIT_CASE, by=by, at=at)
        if turn.row.erased_on:
            erased()
        if not by.may(REVEAL_IDENTITY):
            raise NotAllowed(FORM_CLOSED)
        facts = registration_facts(turn.row, clerk_name=by.signature())
        if turn.row.is_accusation:
            if turn.row.sealed_at or turn.row.registered_by_id != by.person_id:
                _ensure_identity_open(turn)
            pdf = render_paper("registration", facts, township_id=turn.row.township_id, issued_on=turn.today)
        else:
            pdf = store.get(_registration_paper(turn, facts).blob)
        _note_form(turn.row, "打印登记表供信访人核对签字", by, at)
        journal(turn, "case.print_registration")
        return pdf


def _note_form(case: Case, reason: str, by: Actor, at: datetime) -> None:
    """The form shows everybody on it in full: a look for each of them, counted like any other."""
    for row in case.petitioners.order_by("seq"):
        fields = sorted(name for name in SHOWN if getattr(row, name))
        note_reveal(matter=case.matter, whose=row.pk, fields=fields, reason=reason, by=by, at=at)


def _registration_paper(turn: Turn, facts) -> Document:
    rows = Document.objects.filter(matter=turn.matter, kind="registration", state=Document.State.ISSUED)
    last = rows.order_by("-pk").first()
    if last and _is_same(last.facts, facts):
        return last
    document = draft_paper(turn, "registration", facts=facts, body=None, is_for_petitioner=False, supersedes=last)
    return issue_draft(turn, document, facts=facts)


def _is_same(stored: str, facts) -> bool:
    return stored == facts_to_json(facts)


def print_receipt(*, case_id: int, document_id: int, by: Actor, at: datetime) -> bytes:
    """The delivery receipt (送达回证) of one issued paper: to be signed by hand, or filled from the recorded delivery."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=VIEW_CASE, by=by, at=at)
        document = readable_document(turn.row, document_id, by, at)
        row = document.deliveries.first()
        facts = paper_facts(turn.row, clerk_name=by.signature(), delivery=_delivery(document, row))
        pdf = render_paper("delivery_receipt", facts, township_id=turn.row.township_id, issued_on=turn.today)
        journal(turn, "document.print_receipt", detail={"document": document.pk})
        return pdf


def _delivery(document: Document, row) -> Delivery:
    if row is None:
        return Delivery(document=document.title, document_number=document.number)
    return Delivery(
        document=document.title,
        document_number=document.number,
        manner=row.get_manner_display(),
        place=row.place,
        on=row.delivered_on,
        receiver=row.receiver,
        refusal=row.refusal_reason,
        witnesses=row.witnesses,
        deliverer=signed_by(row, "recorded"),
    )


def read_document(*, case_id: int, document_id: int, by: Actor, at: datetime) -> tuple[Document, bytes]:
    """An issued paper's bytes for who may see the case; each reading is a line in the journal."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=VIEW_CASE, by=by, at=at)
        document = readable_document(turn.row, document_id, by, at)
        journal(turn, "document.read", detail={"document": document.pk, "kind": document.kind})
        return document, store.get(document.blob)


def readable_document(case: Case, document_id: int, by: Actor, at: datetime) -> Document:
    """OutOfScope for a paper of another case or not issued; NotAllowed for the form with identity data without that right."""
    document = Document.objects.filter(pk=document_id, matter_id=case.pk).exclude(blob="").first()
    if document is None:
        raise OutOfScope("没有找到这份文书。")
    check_file(document, by, at)
    return document


def check_file(row: Attachment | Document, by: Actor, at: datetime) -> None:
    """The gate of the kind "case" (records.matters.kinds), whichever address a file or paper is asked for at.

    NotAllowed for the files of a sealed accusation, and for the registration form without the right to identity data; opening
    it is a look at the identity of everybody on it.
    """
    if isinstance(row, Document):
        if row.kind in IDENTITY_PAPERS:
            if not by.may(REVEAL_IDENTITY):
                raise NotAllowed(FORM_CLOSED)
            _note_form(Case.objects.get(pk=row.matter_id), "阅看登记表", by, at)
        return
    case = Case.objects.filter(pk=row.matter_id).first()
    if case:
        ensure_open(case, by, at)


def read_case_attachment(*, case_id: int, attachment_id: int, by: Actor, at: datetime):
    """(attachment, bytes) of a case's file; a sealed accusation's files stay closed like its words."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=VIEW_CASE, by=by, at=at)
        ensure_open(turn.row, by, at)
        attachment = row_in_sight(turn.matter.attachments, "没有找到这个附件。", pk=attachment_id)
        return attachment, read_attachment(attachment=attachment, by=by, at=at)
