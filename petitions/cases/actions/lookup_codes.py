"""A look-up code that is lost: asked for by one, allowed by another, told to its holder; a code the staff has seen rates nothing.

The evaluation is the petitioner's (满意度评价): whoever reads their code at the counter could grade in their name. The slip is
printed unseen; who shows the code on the screen, or has a new one made, gives the right to evaluate with it away. What the
petitioner then says on the telephone is entered as such (petitions.lookup.actions.evaluations.record_follow_up).
"""

from datetime import datetime

from django.db import transaction

from petitions.cases.actions.codes import code_matches, hash_code, make_code
from petitions.cases.models.cases import Case
from petitions.cases.queries.codes import agreed_renewal
from petitions.permissions import APPROVE_NEW_CODE, NEW_LOOKUP_CODE, VIEW_CASE
from records.acts.actions.turns import finish, take, tell
from records.papers.actions.approvals import decide, pending, propose
from records.papers.models.approvals import Approval
from township.actors import Actor
from township.directory.queries.recipients import people_with
from township.refusals import Refused
from township.words import check_words

KIND = "new_code"


def propose_new_code(*, case_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Approval:
    """Ask that the petitioner gets a new code. reason: how their identity was checked, without their data."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=NEW_LOOKUP_CODE, by=by, at=at)
        why = check_words("补发的理由", reason, field="reason", least=4, most=200)
        approval = propose(
            matter=turn.matter, kind=KIND, capability=APPROVE_NEW_CODE, summary="补发查询码", by=by, at=at
        )
        finish(turn, "propose_new_code", text="申请补发查询码", note=why, detail={"approval": approval.pk})
        deciders = people_with(APPROVE_NEW_CODE, by.township_id, turn.today)
        tell(turn, deciders, kind="approval", text="请审批补发查询码", key=str(approval.pk))
        return approval


def confirm_new_code(*, case_id: int, approved: bool, remark: str = "", by: Actor, at: datetime) -> Case:
    """The second person's word: who asked may have one code made within a day. Refused for the proposer."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=APPROVE_NEW_CODE, by=by, at=at)
        waiting = pending(turn.matter, KIND)
        approval = decide(approval_id=waiting.pk, approved=approved, remark=remark, by=by, at=at)
        done = "同意补发查询码" if approved else "不同意补发查询码"
        finish(turn, "confirm_new_code", text=done, detail={"approval": approval.pk, "agreed": approved})
        after = "补发查询码已同意，请在一日内补发" if approved else "补发查询码未同意"
        tell(turn, [approval.proposed_by_id], kind="decided", text=after, key=str(approval.pk))
        return turn.row


def new_lookup_code(*, case_id: int, revision: int, by: Actor, at: datetime) -> str:
    """The new code, once, for who asked and was allowed; the old one is void from now on, and the holder is told on the
    look-up page with the date. Nobody evaluates with it."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=NEW_LOOKUP_CODE, by=by, at=at)
        approval = agreed_renewal(turn.row, by, at)
        if approval is None:
            raise Refused("补发查询码须由另一位同志同意：请先申请；同意以后一日内由申请人补发，一次有效。", "本办规定")
        approval.detail |= {"used": True}
        approval.save(update_fields=["detail"])
        code, row = make_code(), turn.row
        row.lookup_hash, row.may_rate_by_code, row.code_renewed_on = hash_code(code), False, turn.today
        finish(
            turn,
            "new_code",
            text="补发查询码，原查询码作废",
            public_text="补发了查询码，原查询码作废",
            detail={"approval": approval.pk},
        )
        return code


def show_code(*, case_id: int, code: str, by: Actor, at: datetime) -> Case:
    """The staff reads the code on the screen (to say it on the telephone): from now on it opens the look-up, no evaluation."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=VIEW_CASE, by=by, at=at)
        if not code_matches(turn.row.lookup_hash, code):
            raise Refused("查询码已经换过，请补发新的查询码。")
        turn.row.may_rate_by_code = False
        finish(turn, "show_code", text="显示查询码，该码不再用于评价")
        return turn.row
