"""The reply: drafted claim by claim, approved as read, numbered at issue (条例第二十九、三十二条)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.issuing import draft_paper, paper_name
from petitions.cases.actions.texts import CaseText, Outcome
from petitions.cases.models.cases import Case, Claim
from petitions.cases.queries.assignments import lead_assignment
from petitions.cases.queries.paper_facts import copies_of, paper_facts
from petitions.cases.rules.papers import Finding, PaperFacts
from petitions.cases.rules.replies import PRINTED, REPLY_PAPER, ClaimFinding, check_complete, check_conclusion
from petitions.permissions import APPROVE_REPLY, DRAFT_REPLY
from records.acts.actions.turns import STALE, Turn
from records.matters.models.access import Handler
from records.papers.actions.flows import Moves, TextChanged
from records.papers.actions.steps import WRITTEN
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor, NotAllowed
from township.refusals import Refused
from township.saving import save_columns
from township.words import check_words

LEADER_PARTS = (Handler.Part.SPONSOR, Handler.Part.RECEIVER)


class ReplyFlow(CaseText):
    """The reply of a case: findings claim by claim, one conclusion, the text made from them or written by hand."""

    kind, label = "reply", "答复"
    papers = tuple(sorted(REPLY_PAPER.values()))
    write, approve = DRAFT_REPLY, APPROVE_REPLY
    moves = Moves(
        save="draft_reply",
        submit="submit_reply",
        take_back="return_reply",
        give_back="return_reply",
        approve="approve_reply",
    )

    def check_by_hand(self, turn: Turn) -> None:
        check_drafter(turn)

    def check(self, turn: Turn) -> None:
        check_drafter(turn)
        if current_draft(turn.row) is None:
            raise Refused("还没有拟好答复，请先“拟写答复”。", "条例第三十二条")
        check_complete(turn.row.case_class, turn.row.conclusion, findings_of(turn.row))

    def concerned(self, turn: Turn, approval: Approval) -> list[int | None]:
        return [approval.proposed_by_id, turn.row.first_handler_id]

    def facts(self, turn: Turn, document: Document) -> PaperFacts:
        return replace(super().facts(turn, document), approver=turn.by.signature(self.approve))

    def outcome(self, turn: Turn, approval: Approval, issued: Document) -> Outcome:
        """The units' limits stop on the day the approved draft was handed in."""
        turn.row.outcome_on = turn.today
        handed_in_on = approval.proposed_at.astimezone(turn.at.tzinfo).date()
        run_clocks(turn, "approve_reply", on=handed_in_on, evidence=f"送审 {paper_name(issued)}")
        return Outcome(f"批准并印发{paper_name(issued)}", "已作出答复，待送达", detail={"version": issued.version})

    def _write(
        self,
        turn: Turn,
        *,
        revision: int | None,
        body: str | None,
        version: int | None,
        conclusion: str,
        findings: Sequence[Mapping] = (),
    ) -> None:
        """Save findings, conclusion and text. version: of the draft the page showed, None for the first one."""
        self.check_by_hand(turn)
        check_conclusion(turn.row.case_class, conclusion)
        draft = current_draft(turn.row)
        if draft is not None and draft.version != version:
            raise TextChanged(draft, WRITTEN)
        if (draft is None and version) or revision not in (None, turn.row.revision):
            raise Refused(STALE)
        claims = _save_findings(turn.row, findings)
        turn.row.conclusion = conclusion
        kind, earlier = REPLY_PAPER[turn.row.case_class], _earlier(turn.row)
        facts = reply_facts(turn.row, claims, turn.by.name)
        draft_paper(turn, kind, facts=facts, body=body, is_for_petitioner=True, supersedes=earlier)


REPLY = ReplyFlow()


def draft_reply(
    *, case_id: int, conclusion: str, version: int | None = None, body: str | None = None, **more
) -> Document:
    """Save the draft of the reply; may be incomplete until it is handed in.

    conclusion: key of petitions.cases.rules.replies.CONCLUSIONS; more: revision, by, at and findings, {claim_id, finding,
    opinion, basis, conclusion} for each claim; body: the text, None or blank = the standard text from the findings; version:
    of the draft the page showed, None for the first. TextChanged for a stale version, NotAllowed for an assisting unit.
    """
    return current_draft(REPLY.save(case_id, conclusion=conclusion, version=version, body=body, **more))


def submit_reply(*, case_id: int, revision: int, by: Actor, at: datetime) -> Approval:
    """Hand the draft in as it was saved. Refused while a claim lacks facts, opinion, basis or conclusion."""
    return REPLY.submit(case_id, revision=revision, by=by, at=at)


def check_drafter(turn: Turn) -> None:
    """The lead unit drafts, or a leader who sponsors or received the matter; without a lead unit whoever has it in hand."""
    lead = lead_assignment(turn.row)
    if lead is None or lead.unit_id in turn.by.unit_ids | turn.by.portfolio_unit_ids:
        return
    if not Handler.objects.filter(matter=turn.matter, person_id=turn.by.person_id, part__in=LEADER_PARTS).exists():
        raise NotAllowed(f"答复由主办单位{lead.unit.name}拟写；协办单位请“登记进展”报送办理结果。")


def current_draft(case: Case) -> Document | None:
    """The reply that is being written."""
    rows = Document.objects.filter(
        matter_id=case.pk, kind=REPLY_PAPER.get(case.case_class, ""), state=Document.State.DRAFT
    )
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
    save_columns(claims.values(), ["finding", "opinion", "basis", "conclusion"])
    return list(claims.values())


def reply_facts(case: Case, claims: Iterable[Claim], clerk_name: str, *, with_names: bool = True) -> PaperFacts:
    """What the reply prints: the findings written so far and the conclusion."""
    rows = [
        Finding(claim=claim.text, facts_and_reasons=claim.finding, opinion=claim.opinion, basis=claim.basis)
        for claim in claims
        if claim.finding or claim.opinion or claim.basis
    ]
    return paper_facts(
        case,
        clerk_name=clerk_name,
        with_names=with_names,
        findings=rows,
        conclusion_label=PRINTED.get(case.conclusion, ""),
        remedy=case.case_class == "claim" and case.path31 == 6,
        copies=copies_of(case),
    )


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
