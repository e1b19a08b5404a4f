"""Taking a case back: withdrawn, settled, entered twice or by mistake; proposed by one person, decided by another.

The number stays, the words stay, the papers are voided. A voided case never ran a clock and counts in no figure; one that
is ended stops its clocks on the day of the decision.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.intake import end_assignments
from petitions.cases.actions.parts import repeated_case
from petitions.cases.models.cases import Case
from petitions.cases.rules.endings import ENDING, ENDINGS, Ending, ending_of
from petitions.permissions import APPROVE_ENDING, PROPOSE_ENDING
from records.acts.actions.turns import Turn, finish, take, tell
from records.clocks.actions.clocks import drop_clock
from records.clocks.models import Clock
from records.matters.actions.access import end_holding
from records.matters.models.matters import Reference
from records.papers.actions.approvals import check_nothing_pending, decide, pending, propose
from records.papers.actions.attachments import Upload, attach
from records.papers.actions.documents import void_document
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor
from township.directory.models.units import Unit
from township.directory.queries.recipients import people_with
from township.refusals import Refused
from township.words import check_words

OTHERS = (
    "refusal",
    "extension",
    "reply",
    "route",
    "unseal",
    "entry",
    "correction",
)  # proposals that have to be decided first


def propose_ending(
    *,
    case_id: int,
    revision: int,
    ground: str,
    reason: str,
    same_as: int | None = None,
    evidence: Sequence[Upload] = (),
    by: Actor,
    at: datetime,
) -> Approval:
    """Ask to void or to end a case. ground: key of petitions.cases.rules.endings.ENDINGS; same_as: the case that a double
    entry is merged into; evidence: the signed withdrawal or settlement. Refused once a reply is on its way (end)."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=PROPOSE_ENDING, by=by, at=at)
        move = turn.move("propose_ending")
        ending = ending_of(ground, same_as=same_as, has_evidence=bool(evidence))
        turn.move(ending.move)
        check_nothing_pending(turn.matter, *OTHERS)
        why = check_words("理由", reason, field="reason", least=4, most=300)
        other = _other(turn, same_as) if ending.asks_for == "same_as" else None
        kept = [_attached(turn, file) for file in evidence]
        approval = propose(
            matter=turn.matter,
            kind=ENDING,
            capability=APPROVE_ENDING,
            summary=f"{ending.label}{f'（{other.number}）' if other else ''}",
            by=by,
            at=at,
            detail={"ground": ending.key, "same_as": other.pk if other else None, "evidence": kept},
        )
        note = "" if turn.row.is_accusation else why
        finish(
            turn, move, text=f"申请：{approval.summary}", note=note, detail={"approval": approval.pk, "ground": ground}
        )
        deciders = people_with(APPROVE_ENDING, by.township_id, turn.today)
        tell(turn, deciders, kind="approval", text="请审批作废或终止的申请", key=str(approval.pk))
        return approval


def _other(turn: Turn, same_as: int | None) -> Case:
    other = repeated_case(turn.by, same_as)
    if other.pk == turn.row.pk:
        raise Refused("不能并入本件自己。", field="same_as")
    if other.state == "voided":
        raise Refused(f"{other.number}已经作废，请填写还在办理或已经办结的一件。", field="same_as")
    if other.is_accusation != turn.row.is_accusation:
        raise Refused("检举控告不与其他事项合并。", "条例第三十条", "same_as")
    return other


def _attached(turn: Turn, file: Upload) -> int:
    try:
        return attach(matter=turn.matter, upload=file, purpose="proof", by=turn.by, at=turn.at).pk
    except Refused as refused:
        raise refused.at("evidence") from refused


def decide_ending(*, case_id: int, approved: bool, remark: str = "", by: Actor, at: datetime) -> Case:
    """Void or end the case, or give the proposal back with a word. Refused for who proposed it."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=None, capability=APPROVE_ENDING, by=by, at=at)
        approval = pending(turn.matter, ENDING)
        ending = ENDINGS[approval.detail["ground"]]
        move = turn.move(ending.move) if approved else "return_ending"
        approval = decide(approval_id=approval.pk, approved=approved, remark=remark, by=by, at=at)
        if approved:
            _take_back(turn, ending, approval)
        text = f"{move.label}：{approval.summary}" if approved else f"退回申请：{approval.summary}"
        finish(
            turn,
            move,
            text=text,
            note=remark.strip(),
            public_text=ending.public if approved else "",
            detail={"approval": approval.pk, "ground": ending.key, "agreed": approved},
        )
        told = "作废或终止的申请已审批" if approved else "作废或终止的申请已退回"
        tell(turn, [approval.proposed_by_id], kind="decided", text=told, key=str(approval.pk))
        return turn.row


def _take_back(turn: Turn, ending: Ending, approval: Approval) -> None:
    case, same_as = turn.row, approval.detail["same_as"]
    case.outcome_on, case.ended_as = turn.today, ending.key
    for holding in case.matter.holdings.filter(ended_on__isnull=True):
        end_holding(matter=turn.matter, unit=Unit.objects.get(pk=holding.unit_id), on=turn.today)
    end_assignments(turn, turn.today)
    void_papers(turn, ending.label)
    if ending.move == "void":
        for clock in Clock.objects.filter(matter=turn.matter).order_by("pk"):
            clock.matter = turn.matter
            drop_clock(clock=clock)
    else:
        run_clocks(turn, "end", on=turn.today, evidence=ending.label)
    if same_as:
        target = Case.objects.select_related("matter").get(pk=same_as)
        Reference.objects.get_or_create(source=turn.matter, target=target.matter, relation="merged_into")


def void_papers(turn: Turn, reason: str, *kinds: str) -> list[Document]:
    """Void what is drafted or issued (of these kinds only); numbers and bytes stay. Returns what was issued."""
    rows = Document.objects.filter(matter=turn.matter).exclude(state=Document.State.VOID).order_by("pk")
    voided = []
    for row in rows.filter(kind__in=kinds) if kinds else rows:
        was_issued = row.state == Document.State.ISSUED
        void_document(document=row, by=turn.by, at=turn.at, reason=reason)
        if was_issued:
            voided.append(row)
    return voided
