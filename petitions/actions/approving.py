"""Deciding a proposal about a case: the case is locked before the proposal, as in every other action."""

from datetime import datetime

from petitions.actions.moves import Turn, locked_case
from records.actions.approvals import decide
from records.models import Approval
from township.actors import Actor, OutOfScope


def decided_turn(
    approval_id: int,
    kind: str,
    *,
    approved: bool,
    remark: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
    text_sha256: str = "",
) -> tuple[Turn, Approval]:
    """The decided proposal with its case in hand. Without version and hash the text counts as it was proposed.

    Raises OutOfScope (also for a proposal of another kind), NotAllowed, Refused (own proposal, changed text, decided).
    """
    found = Approval.objects.filter(pk=approval_id, kind=kind, township_id=by.township_id).first()
    if found is None:
        raise OutOfScope("没有找到这项申请。")
    turn = Turn(locked_case(found.matter_id, by), by, at)
    approval = decide(
        approval_id=approval_id,
        approved=approved,
        remark=remark,
        by=by,
        at=at,
        version=found.document_version if version is None else version,
        text_sha256=text_sha256 or found.text_sha256,
    )
    return turn, approval
