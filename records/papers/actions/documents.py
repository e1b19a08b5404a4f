"""Documents: drafted, saved in versions, approved as read, numbered and frozen at issue.

Building blocks of other apps' actions: those ask for leave (`ensure`), run the transaction and write the journal. What is
kept here whoever calls: a stale text never overwrites a newer one, the drafter does not approve, an issued paper stays
as it is (a trigger in the database says so too).
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction

from records.matters.actions.events import add_event
from records.matters.kinds import KINDS, pass_gate
from records.matters.models.matters import Matter
from records.matters.queries.closed import words_kept_from
from records.matters.queries.scope import is_visible
from records.papers import store
from records.papers.actions.attachments import erased
from records.papers.models.documents import Document, DocumentVersion
from records.papers.rules.closed import REFUSAL, mentions
from records.papers.rules.prose import check_filled
from township.actors import Actor, NotAllowed, OutOfScope
from township.journal.actions import write_entry
from township.refusals import Refused

STATE = Document.State


def text_hash(body: str) -> str:
    """sha256 (hex) of a text; what an approval binds to."""
    return hashlib.sha256(body.encode()).hexdigest()


def draft_document(
    *,
    matter: Matter,
    kind: str,
    title: str,
    body: str,
    facts: Mapping = MappingProxyType({}),
    addressee: str = "",
    by: Actor,
    at: datetime,
    is_for_petitioner: bool = False,
    supersedes: Document | None = None,
) -> Document:
    """A new draft, version 1. facts: what the layout needs, as JSON; addressee: as it prints; supersedes: the paper it replaces when issued."""
    with transaction.atomic():
        document = Document.objects.create(
            township_id=matter.township_id,
            matter=matter,
            kind=kind,
            title=title,
            body=body,
            facts=_json(dict(facts)),
            addressee=addressee,
            drafted_by_id=by.person_id,
            drafted_at=at,
            is_for_petitioner=is_for_petitioner,
            supersedes=supersedes,
        )
        _keep_version(document, by, at)
    return document


def save_text(*, document: Document, body: str, version: int, by: Actor, at: datetime) -> Document:
    """Save a changed text as the next version. version: the one the page showed; Refused when it is no longer current.

    Nothing is lost on refusal: the typed text stays in the form, the newer one in the table. The same text makes no version.
    """
    with transaction.atomic():
        row = _locked(document)
        if row.state != STATE.DRAFT:
            raise Refused(f"《{row.title}》{row.get_state_display()}，不能再改。需要修改时请先退回。", field="body")
        if row.version != version:
            raise Refused("这份文书刚刚由别人改过，您的文字没有存入。请复制您的文字，刷新页面后再改。", field="body")
        if row.body != body:
            row.body = body
            row.version += 1
            row.save(update_fields=["body", "version"])
            _keep_version(row, by, at)
    return row


def submit_document(*, document: Document, by: Actor, at: datetime) -> Document:
    """Hand a draft in for approval. Refused when it is empty or not a draft."""
    with transaction.atomic():
        row = _in_state(document, STATE.DRAFT, "送审")
        if not row.body.strip():
            raise Refused(f"《{row.title}》还没有正文，请拟好后再送审。", field="body")
        return _move(row, STATE.SUBMITTED)


def approve_document(*, document: Document, version: int, text_sha256: str, by: Actor, at: datetime) -> Document:
    """Approve the very text that was read: version and hash as the page showed them.

    Refused when the text changed since, or when `by` drafted it or saved this version (maker ≠ checker).
    """
    with transaction.atomic():
        row = _in_state(document, STATE.SUBMITTED, "批准")
        check_read_text(row, version, text_sha256)
        current = row.versions.get(version=row.version)
        if by.person_id is None or by.person_id in (row.drafted_by_id, current.saved_by_id):
            raise Refused("拟稿人不能批准自己的文书，请由另一位有权限的同志审批。")
        row.approved_by_id, row.approved_at = by.person_id, at
        return _move(row, STATE.APPROVED, "approved_by", "approved_at")


def return_document(*, document: Document, by: Actor, at: datetime) -> Document:
    """Give a submitted or approved document back for redrafting; the approval falls away."""
    with transaction.atomic():
        row = _locked(document)
        if row.state not in (STATE.SUBMITTED, STATE.APPROVED):
            raise _wrong_state(row, "退回")
        row.approved_by, row.approved_at = None, None
        return _move(row, STATE.DRAFT, "approved_by", "approved_at")


def issue_document(
    *,
    document: Document,
    number: str,
    issued_on: date,
    pdf: bytes,
    by: Actor,
    at: datetime,
    facts: dict | None = None,
) -> Document:
    """Number and freeze: the bytes go to the store, their sha256 into the row; `facts` replace those of the draft.

    number: may be empty for papers without one (slip, delivery receipt). Refused when it waits for approval or is issued, and
    while its text has places left to fill in (【……】).
    """
    with transaction.atomic():
        row = _locked(document)
        if row.state not in (STATE.DRAFT, STATE.APPROVED):
            raise _wrong_state(row, "印发")
        check_filled(row.body)
        row.number, row.issued_on, row.issued_at, row.issued_by_id = number, issued_on, at, by.person_id
        row.blob, row.size = store.put(pdf), len(pdf)
        changed = ["number", "issued_on", "issued_at", "issued_by", "blob", "size"]
        if facts is not None:
            row.facts = _json(facts)
            changed.append("facts")
        return _move(row, STATE.ISSUED, *changed)


def void_document(*, document: Document, by: Actor, at: datetime, reason: str) -> Document:
    """Take a document out of force. The row, its number and its bytes stay; the reason goes into the timeline."""
    if not reason.strip():
        raise Refused("请写明作废的理由。", field="reason")
    with transaction.atomic():
        row = _locked(document)
        if row.state == STATE.VOID:
            raise _wrong_state(row, "作废")
        name = f"《{row.title}》{row.number}"
        add_event(matter=row.matter, by=by, at=at, move="void_document", text=f"作废{name}", note=reason, document=row)
        return _move(row, STATE.VOID)


def read_document(*, document: Document, by: Actor, at: datetime, printed: bool = False) -> bytes:
    """The issued bytes for a reader who may see the matter, else OutOfScope; each reading is a line in the journal.

    printed: asked for in order to print. Refused while it is not issued: a draft is shown by the app it belongs to.
    """
    matter = document.matter
    if not is_visible(by, matter.pk, KINDS[matter.kind].view):
        raise OutOfScope("没有找到这份文书。")
    if document.erased_on:
        erased()
    if not document.blob:
        raise Refused("这份文书还没有印发，请在事项页面查看草稿。")
    pass_gate(document, by, at)
    closed = words_kept_from(by)
    if closed and mentions(f"{document.body}{document.facts}", closed):
        raise NotAllowed(REFUSAL, "条例第二十八条、第三十条")
    data = store.get(document.blob)
    write_entry(
        by=by,
        at=at,
        action="document.print" if printed else "document.read",
        subject_kind=matter.kind,
        subject_id=matter.pk,
        subject_label=matter.number,
        detail={"document": document.pk, "number": document.number},
    )
    return data


def check_read_text(document: Document, version: int | None, text_sha256: str) -> None:
    """Refused unless version and hash are those of the document's present text."""
    if version != document.version or text_sha256 != text_hash(document.body):
        raise Refused("这份文书在您阅看之后又有改动。请刷新页面，重新阅看后再审批。")


def facts_of(document: Document) -> dict:
    """What the layout needs, as it was given at drafting (or frozen at issue)."""
    return json.loads(document.facts) if document.facts else {}


def _json(facts: dict) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str)


def _keep_version(document: Document, by: Actor, at: datetime) -> None:
    DocumentVersion.objects.create(
        document=document,
        version=document.version,
        body=document.body,
        text_sha256=text_hash(document.body),
        saved_by_id=by.person_id,
        saved_at=at,
    )


def _locked(document: Document) -> Document:
    return Document.objects.select_for_update().get(pk=document.pk)


def _in_state(document: Document, state: str, verb: str) -> Document:
    row = _locked(document)
    if row.state != state:
        raise _wrong_state(row, verb)
    return row


def _wrong_state(row: Document, verb: str) -> Refused:
    return Refused(f"《{row.title}》现在是“{row.get_state_display()}”，不能{verb}。请刷新页面查看最新状态。")


def _move(row: Document, state: str, *changed: str) -> Document:
    row.state = state
    row.save(update_fields=["state", *changed])
    return row
