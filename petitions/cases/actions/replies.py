"""The reply: drafted claim by claim, approved as read, numbered at issue (条例第二十九、三十二条)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from petitions.cases.actions.approving import decided_turn
from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.issuing import draft_paper, issue_draft, paper_name
from petitions.cases.models.cases import Case, Claim
from petitions.cases.queries.assignments import lead_assignment
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.paper_facts_json import facts_from_json
from petitions.cases.rules.papers import Finding, PaperFacts
from petitions.cases.rules.replies import PRINTED, REPLY_PAPER, ClaimFinding, check_complete, check_conclusion
from petitions.permissions import APPROVE_REPLY, DRAFT_REPLY
from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.models.access import Handler
from records.papers.actions.approvals import propose
from records.papers.actions.documents import approve_document, return_document, submit_document
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor, NotAllowed
from township.directory.queries.recipients import people_with
from township.refusals import Refused
from township.words import check_words

STALE_DRAFT = "答复草稿刚刚由别人改过，您的文字没有存入。请复制您的文字，刷新页面后再改。"
LEADER_PARTS = (Handler.Part.SPONSOR, Handler.Part.RECEIVER)


def draft_reply(
    *,
    case_id: int,
    revision: int | None,
    conclusion: str,
    findings: Sequence[Mapping] = (),
    body: str | None = None,
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Document:
    """Save the draft of the reply; may be incomplete until it is handed in.

    conclusion: key of petitions.cases.rules.replies.CONCLUSIONS; findings: {claim_id, finding, opinion, basis, conclusion} for
    each claim; body: the text, None or blank = the standard text from the findings; version: of the draft the page
    showed, None for the first. Refused for a stale version, NotAllowed for an assisting unit.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=DRAFT_REPLY, by=by, at=at)
        move = turn.move("draft_reply")
        check_drafter(turn)
        check_conclusion(turn.row.case_class, conclusion)
        draft = current_draft(turn.row)
        if (draft.version if draft else None) != (version or None):
            raise Refused(STALE_DRAFT, field="body")
        claims = _save_findings(turn.row, findings)
        turn.row.conclusion = conclusion
        facts = _facts(turn, claims)
        kind = REPLY_PAPER[turn.row.case_class]
        document = draft_paper(turn, kind, facts=facts, body=body, for_petitioner=True, supersedes=_earlier(turn.row))
        finish(
            turn,
            move,
            text="拟写答复" if draft is None else "修改答复草稿",
            document=document,
            detail={"document": document.pk, "version": document.version},
        )
        return document


def check_drafter(turn: Turn) -> None:
    """The lead unit drafts, or a leader who sponsors or received the matter; without a lead unit whoever has it in hand."""
    lead = lead_assignment(turn.row)
    if lead is None or lead.unit_id in turn.by.unit_ids | turn.by.portfolio_unit_ids:
        return
    if not Handler.objects.filter(matter=turn.matter, person_id=turn.by.person_id, part__in=LEADER_PARTS).exists():
        raise NotAllowed(f"答复由主办单位{lead.unit.name}拟写；协办单位请“登记进展”报送办理结果。")


def current_draft(case: Case) -> Document | None:
    """The reply that is being written."""
    rows = Document.objects.filter(matter_id=case.pk, kind=REPLY_PAPER[case.case_class], state=Document.State.DRAFT)
    return rows.order_by("-pk").first()


def _earlier(case: Case) -> Document | None:
    """The issued reply that a new one replaces after a reopening."""
    rows = Document.objects.filter(matter_id=case.pk, kind=REPLY_PAPER[case.case_class], state=Document.State.ISSUED)
    return rows.order_by("-pk").first()


def _save_findings(case: Case, findings: Sequence[Mapping]) -> list[Claim]:
    claims = {claim.pk: claim for claim in case.claims.all()}
    for row in findings:
        claim = claims.get(row["claim_id"])
        if claim is None:
            raise Refused("诉求已经改动，请刷新页面后再填。", field="findings")
        field = f"claim-{claim.pk}"
        claim.finding = check_words("事实和理由", row.get("finding", ""), field=field, least=0, most=4000)
        claim.opinion = check_words("处理意见", row.get("opinion", ""), field=field, least=0, most=4000)
        claim.basis = check_words("法律法规依据", row.get("basis", ""), field=field, least=0, most=300)
        if row.get("conclusion"):
            check_conclusion("claim", row["conclusion"])
        claim.conclusion = row.get("conclusion", "")
    Claim.objects.bulk_update(claims.values(), ["finding", "opinion", "basis", "conclusion"])
    return list(claims.values())


def _facts(turn: Turn, claims: list[Claim]) -> PaperFacts:
    rows = [
        Finding(claim=claim.text, facts_and_reasons=claim.finding, opinion=claim.opinion, basis=claim.basis)
        for claim in claims
        if claim.finding or claim.opinion or claim.basis
    ]
    return paper_facts(
        turn.row,
        clerk_name=turn.by.name,
        findings=rows,
        conclusion_label=PRINTED[turn.row.conclusion],
        remedy=turn.row.case_class == "claim" and turn.row.path31 == 6,
    )


def submit_reply(*, case_id: int, revision: int, by: Actor, at: datetime) -> Approval:
    """Hand the draft in. Refused while a claim lacks facts, opinion, basis or conclusion."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=DRAFT_REPLY, by=by, at=at)
        move = turn.move("submit_reply")
        check_drafter(turn)
        document = current_draft(turn.row)
        if document is None:
            raise Refused("还没有拟好答复，请先“拟写答复”。", "条例第三十二条")
        check_complete(turn.row.case_class, turn.row.conclusion, findings_of(turn.row))
        document = submit_document(document=document, by=by, at=at)
        approval = propose(
            matter=turn.matter,
            kind="reply",
            capability=APPROVE_REPLY,
            summary="答复",
            by=by,
            at=at,
            detail={"on": turn.today.isoformat()},
            document=document,
        )
        finish(turn, move, text="答复送审", document=document, detail={"version": document.version})
        tell(
            turn,
            people_with(APPROVE_REPLY, by.township_id, turn.today),
            kind="approval",
            text="请审批答复",
            key=str(approval.pk),
        )
        return approval


def findings_of(case: Case) -> list[ClaimFinding]:
    """The claims as the rule looks at them."""
    return [
        ClaimFinding(
            claim_id=claim.pk,
            seq=claim.seq,
            finding=claim.finding,
            opinion=claim.opinion,
            basis=claim.basis,
            conclusion=claim.conclusion,
        )
        for claim in case.claims.all()
    ]


def decide_reply(
    *,
    approval_id: int,
    approved: bool,
    remark: str = "",
    version: int | None,
    text_sha256: str,
    by: Actor,
    at: datetime,
) -> Case:
    """Approve the very text that was read, number and issue it; or give it back with a remark.

    version, text_sha256: as the page showed them. Refused for who drafted, last changed or handed it in.
    """
    with transaction.atomic():
        turn, approval = decided_turn(
            approval_id,
            "reply",
            approved=approved,
            remark=remark,
            version=version or 0,
            text_sha256=text_sha256 or "-",
            by=by,
            at=at,
        )
        if approved:
            _issue(turn, approval)
        else:
            return_document(document=approval.document, by=by, at=at)
            finish(turn, turn.move("return_reply"), text="答复退回重拟", note=remark, detail={"approval": approval.pk})
        words = "已批准印发，请安排送达" if approved else "退回重拟，意见见事项页"
        people = [approval.proposed_by_id, turn.row.first_handler_id]
        tell(turn, [person for person in people if person], kind="decided", text=f"答复{words}", key=str(approval.pk))
        return turn.row


def _issue(turn: Turn, approval: Approval) -> None:
    """Numbered and frozen; the units' limits stop on the day the approved draft was handed in."""
    move, document = turn.move("approve_reply"), approval.document
    approve_document(
        document=document, version=document.version, text_sha256=approval.text_sha256, by=turn.by, at=turn.at
    )
    facts = replace(facts_from_json(document.facts), approver=turn.by.name)
    issued = issue_draft(turn, document, facts=facts)
    turn.row.outcome_on = turn.today
    handed_in_on = approval.proposed_at.astimezone(turn.at.tzinfo).date()
    run_clocks(turn, "approve_reply", on=handed_in_on, evidence=f"送审 {paper_name(issued)}")
    finish(
        turn,
        move,
        text=f"批准并印发{paper_name(issued)}",
        document=issued,
        public_text="已作出答复，待送达",
        detail={"approval": approval.pk, "document": issued.pk, "version": issued.version},
    )
