"""Not accepting a case: proposed by a clerk, decided by the director, said in a paper with its article (条例 19, 20, 31, 36)."""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.intake import end_assignments
from petitions.cases.actions.issuing import draft_paper, paper_name
from petitions.cases.actions.texts import CaseText, Outcome
from petitions.cases.actions.wording import Wording, settle_wording
from petitions.cases.models.cases import Case
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.papers import PaperFacts
from petitions.cases.rules.refusals import GROUNDS, Ground, ground_of
from petitions.permissions import APPROVE_REFUSAL, PROPOSE_REFUSAL
from records.acts.actions.turns import Turn, table_of
from records.acts.rules.states import Move
from records.papers.actions.approvals import check_nothing_pending, pending
from records.papers.actions.documents import void_document
from records.papers.actions.flows import Moves
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor
from township.words import check_words


class RefusalFlow(CaseText):
    """The notice of not accepting; its ground, kept with the proposal, says which decision it is."""

    kind, label = "refusal", "不予受理"
    papers = ("refusal", "refusal_final")
    write, approve = PROPOSE_REFUSAL, APPROVE_REFUSAL
    moves = Moves(save="", submit="propose_refusal", take_back="", give_back="", approve="")
    gives_back = "return_refusal"

    def outcome(self, turn: Turn, approval: Approval, issued: Document) -> Outcome:
        ground = GROUNDS[approval.detail["ground"]]
        turn.row.outcome_on = turn.today
        end_assignments(turn, turn.today)
        run_clocks(turn, ground.move, on=turn.today, evidence=paper_name(issued))
        label = table_of(turn.row).move(ground.move, turn.row.state).label
        return Outcome(f"{label}（{ground.label}）", label, f"条例{ground.article}", {"ground": ground.key})

    def _move(self, turn: Turn, step: str) -> Move | str:
        if step != "approve":
            return super()._move(turn, step)
        return turn.move(GROUNDS[pending(turn.matter, self.kind).detail["ground"]].move)


REFUSAL = RefusalFlow()


def propose_refusal(
    *,
    case_id: int,
    revision: int,
    ground: str,
    reason: str,
    where_to_go: str = "",
    body: str | None = None,
    wording: Wording | None = None,
    by: Actor,
    at: datetime,
) -> Approval:
    """Propose not to accept the case. ground: key of petitions.cases.rules.refusals.GROUNDS, "final" = 不再受理 (36¶3).

    reason: the facts behind the ground, empty = its standard words; where_to_go: the organ the petitioner may turn to;
    body: the clerk's text of the notice. The approval binds to that text.
    """
    with transaction.atomic():
        turn = REFUSAL.take(case_id, revision=revision, capability=PROPOSE_REFUSAL, by=by, at=at)
        turn.move("propose_refusal")
        chosen = _chosen(turn, ground, where_to_go)
        turn.move(chosen.move)
        check_nothing_pending(turn.matter, "refusal")
        settle_wording(turn, wording)
        why = check_words("理由", reason, field="reason", least=2, most=300) if reason.strip() else chosen.reason
        _draft(turn, chosen, _facts(turn, chosen, why, where_to_go), body)
        summary = f"{'不再受理' if chosen.is_final else '不予受理'}（条例{chosen.article}）"
        return REFUSAL.hand_in(turn, summary=summary, detail={"ground": chosen.key}, note=why)


def _chosen(turn: Turn, ground: str, where_to_go: str) -> Ground:
    case = turn.row
    return ground_of(
        ground,
        where_to_go=where_to_go,
        is_final_matter=bool(case.repeat_of and _was_closed_for_good(case.repeat_of)),
        has_lawsuit_visit=case.channel in ("visit", "reception"),
        is_direct=case.received_via == "direct",
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
        clerk_name=turn.by.signature(turn.right),
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


def _draft(turn: Turn, ground: Ground, facts: PaperFacts, body: str | None) -> None:
    """The notice; a left-over draft of the other kind is voided."""
    other = {"refusal": "refusal_final", "refusal_final": "refusal"}[ground.paper]
    for draft in Document.objects.filter(matter=turn.matter, kind=other, state=Document.State.DRAFT):
        void_document(document=draft, by=turn.by, at=turn.at, reason="改用其他依据")
    draft_paper(turn, ground.paper, facts=facts, body=body, is_for_petitioner=True)
