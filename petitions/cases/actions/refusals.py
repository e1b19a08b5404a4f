"""Not accepting a case: proposed by a clerk, decided by the director, said in a paper with its article (条例 19, 20, 31, 36)."""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.approving import decided_turn
from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.intake import end_assignments
from petitions.cases.actions.issuing import draft_paper, issue_draft, paper_name
from petitions.cases.models.cases import Case
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.paper_facts_json import facts_from_json
from petitions.cases.rules.papers import PaperFacts
from petitions.cases.rules.refusals import GROUNDS, Ground, ground_of
from petitions.permissions import APPROVE_REFUSAL, PROPOSE_REFUSAL
from records.acts.actions.turns import Turn, finish, take, tell
from records.papers.actions.approvals import check_nothing_pending, propose
from records.papers.actions.documents import approve_document, return_document, submit_document, void_document
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor
from township.directory.queries.recipients import people_with
from township.words import check_words


def propose_refusal(
    *,
    case_id: int,
    revision: int,
    ground: str,
    reason: str,
    where_to_go: str = "",
    body: str | None = None,
    by: Actor,
    at: datetime,
) -> Approval:
    """Propose not to accept the case. ground: key of petitions.cases.rules.refusals.GROUNDS, "final" = 不再受理 (36¶3).

    reason: the facts behind the ground, empty = its standard words; where_to_go: the organ the petitioner may turn to;
    body: the clerk's text of the notice. The approval binds to that text.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=PROPOSE_REFUSAL, by=by, at=at)
        move = turn.move("propose_refusal")
        chosen = _chosen(turn, ground, where_to_go)
        turn.move(chosen.move)
        check_nothing_pending(turn.matter, "refusal")
        why = check_words("理由", reason, field="reason", least=2, most=300) if reason.strip() else chosen.reason
        facts = _facts(turn, chosen, why, where_to_go)
        document = _submitted(turn, chosen, facts, body)
        approval = propose(
            matter=turn.matter,
            kind="refusal",
            capability=APPROVE_REFUSAL,
            summary=f"{'不再受理' if chosen.is_final else '不予受理'}（条例{chosen.article}）",
            by=by,
            at=at,
            detail={"ground": chosen.key},
            document=document,
        )
        finish(turn, move, text=f"拟{approval.summary}", note=why, document=document, detail={"ground": chosen.key})
        tell(
            turn,
            people_with(APPROVE_REFUSAL, by.township_id, turn.today),
            kind="approval",
            text=f"请审批：{approval.summary}",
            key=str(approval.pk),
        )
        return approval


def decide_refusal(
    *,
    approval_id: int,
    approved: bool,
    remark: str = "",
    version: int | None = None,
    text_sha256: str = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Issue the notice and close the case, or give the proposal back.

    version, text_sha256: of the text that was read; left out, the text as it was proposed, which nobody can change while
    it waits. Refused for who proposed or drafted it.
    """
    with transaction.atomic():
        turn, approval = decided_turn(
            approval_id,
            "refusal",
            approved=approved,
            remark=remark,
            version=version,
            text_sha256=text_sha256,
            by=by,
            at=at,
        )
        document = approval.document
        if approved:
            _refuse(turn, approval, document)
        else:
            return_document(document=document, by=by, at=at)
            finish(turn, "return_refusal", text="不予受理的建议退回", note=remark, detail={"approval": approval.pk})
        words = "已批准印发" if approved else "已退回，意见见事项页"
        tell(turn, [approval.proposed_by_id], kind="decided", text=f"{approval.summary}{words}", key=str(approval.pk))
        return turn.row


def _chosen(turn: Turn, ground: str, where_to_go: str) -> Ground:
    case = turn.row
    return ground_of(
        ground,
        where_to_go=where_to_go,
        is_final_matter=bool(case.repeat_of and _was_closed_for_good(case.repeat_of)),
        has_lawsuit_visit=case.channel in ("visit", "reception"),
    )


def _was_closed_for_good(earlier: Case) -> bool:
    """Whether a final review closed the matter, on the earlier case or further back in the chain of repeats."""
    seen: set[int] = set()
    while earlier and earlier.pk not in seen:
        if earlier.is_final:
            return True
        seen.add(earlier.pk)
        earlier = earlier.repeat_of
    return False


def _facts(turn: Turn, ground: Ground, why: str, where_to_go: str) -> PaperFacts:
    final_on = _final_review_on(turn.row) if ground.is_final else None
    review = {"review_organ": turn.row.township.final_review_organ} if ground.is_final else {}
    return paper_facts(
        turn.row,
        clerk_name=turn.by.name,
        reason=why,
        articles=[ground.article],
        target_unit=where_to_go.strip(),
        final_review_on=final_on,
        **review,
    )


def _final_review_on(case: Case) -> date | None:
    earlier = case.repeat_of
    row = earlier.outside_reviews.filter(kind="final_review").order_by("-pk").first() if earlier else None
    return row.decided_on if row else None


def _submitted(turn: Turn, ground: Ground, facts: PaperFacts, body: str | None) -> Document:
    """The notice, drafted and handed in; a left-over draft of the other kind is voided."""
    other = {"refusal": "refusal_final", "refusal_final": "refusal"}[ground.paper]
    for draft in Document.objects.filter(matter=turn.matter, kind=other, state=Document.State.DRAFT):
        void_document(document=draft, by=turn.by, at=turn.at, reason="改用其他依据")
    document = draft_paper(turn, ground.paper, facts=facts, body=body, for_petitioner=True)
    return submit_document(document=document, by=turn.by, at=turn.at)


def _refuse(turn: Turn, approval: Approval, document: Document) -> None:
    ground = GROUNDS[approval.detail["ground"]]
    move = turn.move(ground.move)
    approve_document(
        document=document, version=document.version, text_sha256=approval.text_sha256, by=turn.by, at=turn.at
    )
    issued = issue_draft(turn, document, facts=facts_from_json(document.facts))
    turn.row.outcome_on = turn.today
    end_assignments(turn, turn.today)
    run_clocks(turn, ground.move, on=turn.today, evidence=paper_name(issued))
    finish(
        turn,
        move,
        text=f"{move.label}（{ground.label}）",
        document=issued,
        public_text=f"{move.label}",
        article=f"条例{ground.article}",
        detail={"ground": ground.key, "approval": approval.pk},
    )
