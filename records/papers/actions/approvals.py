"""Approvals: one person proposes, another decides, bound to the text that was read (授权表：经办≠审批)."""

from datetime import datetime

from django.db import transaction

from records.matters.actions.stand_ins import escalate
from records.matters.models.matters import Matter
from records.matters.queries.scope import ensure
from records.papers.actions.documents import check_read_text, text_hash
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.queries.approvals import pending_approval
from records.work.queries.holders import contested
from township.actors import Actor, OutOfScope
from township.permissions import CAPABILITIES, Capability
from township.refusals import Refused
from township.saving import once
from township.signing import signed_by

STATE = Approval.State


def propose(
    *,
    matter: Matter,
    kind: str,
    capability: Capability | str,
    summary: str,
    by: Actor,
    at: datetime,
    detail: dict | None = None,
    document: Document | None = None,
) -> Approval:
    """Ask for a decision. Building block: the calling action has asked for leave and writes the journal.

    kind: what is to be decided ("extension"), one open at a time for each matter; capability: the right that decides it;
    summary: one line without personal data; detail: codes the deciding action needs; document: the text to be read.
    Where nobody can decide it (everybody with the right is shut out, or is the proposer), the next in order stands in.
    """
    code = capability if isinstance(capability, str) else capability.code
    if by.person_id is None:
        raise Refused("审批须由本人提出。")
    approval = Approval(
        township_id=matter.township_id,
        matter=matter,
        document=document,
        kind=kind,
        capability=CAPABILITIES[code].code,
        summary=summary[:200],
        detail=detail or {},
        proposed_by_id=by.person_id,
        proposed_at=at,
    )
    if document is not None:
        approval.document_version, approval.text_sha256 = document.version, text_hash(document.body)
    with once(Refused("同样的申请已经提出，正在等待审批，不用重复提出。")):
        approval.save(force_insert=True)
    if by.reach_by_post(CAPABILITIES[code]) or contested([matter.pk]):
        escalate(matter, by, at)
    return approval


def decide(
    *,
    approval_id: int,
    approved: bool,
    remark: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
    text_sha256: str = "",
) -> Approval:
    """Approve or return. version, text_sha256: of the text the decider read, needed to approve what has a document.

    Raises OutOfScope, NotAllowed; Refused when it is decided already, when `by` proposed it, when the text changed since
    it was read or since it was proposed, or when something is returned without a word.
    """
    with transaction.atomic():
        approval = _locked(approval_id)
        ensure(by, CAPABILITIES[approval.capability], approval.matter)
        if approval.state != STATE.PENDING:
            raise Refused(f"这项申请已由{_decider(approval)}办理（{approval.get_state_display()}），请刷新页面。")
        if by.person_id is None or by.person_id == approval.proposed_by_id:
            raise Refused("提出人不能审批自己的申请，请由另一位有权限的同志审批。")
        if not approved and not remark.strip():
            raise Refused("退回要写明意见，便于提出人修改。", field="remark")
        if approved and approval.document_id:
            _check_text(approval, version, text_sha256)
        approval.state = STATE.APPROVED if approved else STATE.RETURNED
        approval.decided_by_id, approval.decided_at, approval.remark = by.person_id, at, remark.strip()
        approval.save(update_fields=["state", "decided_by", "decided_at", "remark"])
    return approval


def withdraw(*, approval_id: int, by: Actor, at: datetime) -> Approval:
    """Take one's own proposal back while nobody has decided it."""
    with transaction.atomic():
        approval = _locked(approval_id)
        if by.person_id is None or approval.proposed_by_id != by.person_id:
            raise OutOfScope("没有找到这项申请。")
        if approval.state != STATE.PENDING:
            raise Refused(f"这项申请已办理（{approval.get_state_display()}），不能撤回。")
        approval.state, approval.decided_by_id, approval.decided_at = STATE.WITHDRAWN, by.person_id, at
        approval.save(update_fields=["state", "decided_by", "decided_at"])
    return approval


def pending(matter: Matter, kind: str) -> Approval:
    """The undecided proposal of this kind; Refused when there is none any more."""
    approval = pending_approval(matter.pk, kind)
    if approval is None:
        raise Refused("现在没有等待审批的文稿，请刷新页面。")
    return approval


def check_nothing_pending(matter: Matter, *kinds: str) -> None:
    """Refused while a proposal of one of these kinds waits for its decision: two answers must not cross."""
    waiting = Approval.objects.filter(matter=matter, kind__in=kinds, state=STATE.PENDING).first()
    if waiting:
        raise Refused(f"“{waiting.summary}”正在等待审批，请等审批结束（或由提出人撤回）后再办。")


def _locked(approval_id: int) -> Approval:
    try:
        approval = Approval.objects.select_for_update().get(pk=approval_id)
    except Approval.DoesNotExist as error:
        raise OutOfScope("没有找到这项申请。") from error
    return approval


def _decider(approval: Approval) -> str:
    return signed_by(approval, "decided", blank="提出人")


def _check_text(approval: Approval, version: int | None, text_sha256: str) -> None:
    document = Document.objects.select_for_update().get(pk=approval.document_id)
    check_read_text(document, version, text_sha256)
    check_read_text(document, approval.document_version, approval.text_sha256)
