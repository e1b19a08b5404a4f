"""Taking one's own proposal back, of whatever kind: the case is locked before the proposal, as everywhere."""

from datetime import datetime

from django.db import transaction

from petitions.cases.models.cases import Case
from petitions.permissions import VIEW_CASE
from records.acts.actions.turns import finish, take, tell
from records.papers.actions.approvals import withdraw
from records.papers.actions.documents import return_document
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor, OutOfScope
from township.directory.queries.recipients import people_with
from township.permissions import CAPABILITIES

KINDS = ("refusal", "extension", "reply", "route", "unseal", "new_code", "ending", "correction")


def withdraw_proposal(*, case_id: int, revision: int, by: Actor, at: datetime) -> Case:
    """Take one's own pending proposal back; its text is a draft again, a reply is in hand again.

    OutOfScope when nothing of one's own is waiting.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=VIEW_CASE, by=by, at=at)
        found = own_proposal(case_id, by)
        if found is None:
            raise OutOfScope("没有找到您提出的、正在等待审批的申请。")
        approval = withdraw(approval_id=found.pk, by=by, at=at)
        if approval.document_id and approval.document.state == Document.State.SUBMITTED:
            return_document(document=approval.document, by=by, at=at)
        move = turn.move("return_reply") if approval.kind == "reply" else f"withdraw_{approval.kind}"
        finish(turn, move, text=f"撤回申请：{approval.summary}", detail={"approval": approval.pk})
        deciders = people_with(CAPABILITIES[approval.capability], by.township_id, turn.today)
        tell(turn, deciders, kind="withdrawn", text=f"申请已撤回：{approval.summary}", key=str(approval.pk))
        return turn.row


def own_proposal(case_id: int, by: Actor) -> Approval | None:
    """The latest proposal of one's own that nobody has decided yet."""
    rows = Approval.objects.filter(matter_id=case_id, kind__in=KINDS, proposed_by_id=by.person_id)
    return rows.filter(state=Approval.State.PENDING).order_by("-pk").first()
