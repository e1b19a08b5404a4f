"""From the rows of a case page to the facts that decide which steps its reader sees."""

from dataclasses import dataclass

from petitions.cases.models.assignments import Assignment, Objection, SenderObjection
from petitions.cases.models.cases import Case, Claim
from petitions.cases.models.deliveries import Evaluation, OutsideReview
from petitions.cases.queries.codes import may_renew
from petitions.cases.queries.identities import Addressees
from petitions.cases.rules.replies import REPLY_PAPER
from petitions.cases.rules.steps import StepFacts
from petitions.cases.rules.terms import CONCLUDE, EVALUATE, FINAL_REVIEW, OBJECT
from records.clocks.models import Clock
from records.matters.models.access import Handler
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor
from township.permissions import CAPABILITIES, Reach

LEADER_PARTS = (Handler.Part.SPONSOR, Handler.Part.RECEIVER)
TASK = Assignment.State


@dataclass(frozen=True, kw_only=True)
class StepRows:
    """The rows the page has read anyway."""

    addressees: Addressees
    claims: tuple[Claim, ...]
    handlers: tuple[Handler, ...]
    tasks: tuple[Assignment, ...]
    objections: tuple[Objection, ...]
    approvals: tuple[Approval, ...]
    documents: tuple[Document, ...]
    undelivered: tuple[str, ...]
    clocks: tuple[Clock, ...]
    reviews: tuple[OutsideReview, ...]
    evaluations: tuple[Evaluation, ...]
    sender_objections: tuple[SenderObjection, ...] = ()


def step_facts(actor: Actor, case: Case, rows: StepRows) -> StepFacts:
    """Pure reckoning over rows; no query."""
    units = actor.unit_ids | actor.portfolio_unit_ids
    standing = [task for task in rows.tasks if task.ended_on is None]
    lead = next((task for task in standing if task.part == Assignment.Part.LEAD), None)
    own = [task for task in standing if task.unit_id in units]
    parts = {row.part for row in rows.handlers if row.person_id == actor.person_id}
    pending = [row for row in rows.approvals if row.state == Approval.State.PENDING]
    return StepFacts(
        case_class=case.case_class,
        state=case.state,
        may=capabilities_on(actor, bool(own or parts)),
        my_tasks=frozenset(task.state for task in own if task.unit_id in actor.unit_ids),
        is_given=bool(standing),
        has_lead=lead is not None,
        is_lead=bool(lead and lead.unit_id in units) or any(part in LEADER_PARTS for part in parts),
        may_object=any(_may_object(task, rows.clocks, actor) for task in own),
        pending=frozenset(row.kind for row in pending),
        my_pending=frozenset(row.kind for row in pending if row.proposed_by_id == actor.person_id),
        has_objection=bool(rows.objections),
        raised_objection=any(row.raised_by_id == actor.person_id for row in rows.objections),
        is_simple=case.track == "simple",
        is_extendable=_is_extendable(rows.clocks, actor),
        is_reachable=rows.addressees.is_reachable,
        draft=_draft(case, rows),
        is_drafter=_is_drafter(actor, case, rows.documents),
        unexecuted=tuple(c.seq for c in rows.claims if c.conclusion == "support" and c.executed_on is None),
        undelivered=rows.undelivered,
        unsigned_units=tuple(task.unit.label for task in standing if task.state == TASK.SENT),
        unreported_units=tuple(
            task.unit.label for task in standing if task.part == Assignment.Part.ASSIST and task.state != TASK.REPORTED
        ),
        is_reviewable=_is_reviewable(case),
        open_review=next((row.kind for row in rows.reviews if row.decided_on is None), ""),
        is_review_paused=_is_paused(rows.clocks),
        may_reopen=_may_reopen(case, rows),
        is_sealed=case.sealed_at is not None,
        may_renew_code=may_renew(rows.approvals, actor),
        may_follow_up=_may_follow_up(case, rows, actor),
        may_object_to_sender=_may_object_to_sender(case, rows, actor),
        awaits_sender=case.state == "registered" and any(row.answered_on is None for row in rows.sender_objections),
    )


def _may_follow_up(case: Case, rows: StepRows, actor: Actor) -> bool:
    """While the evaluation is open and something is not graded; not by who answered the petitioner."""
    running = [clock for clock in rows.clocks if clock.code == EVALUATE.code and clock.stopped_on is None]
    is_open = any(actor.on <= clock.rolled_due_on for clock in running)
    return is_open and not case.is_accusation and not _is_drafter(actor, case, rows.documents)


def capabilities_on(actor: Actor, is_own: bool) -> frozenset[str]:
    """Codes of the case capabilities this actor has on a case; is_own: it is in their hands or their unit's."""
    return frozenset(
        code
        for code, capability in CAPABILITIES.items()
        if code.startswith("case.") and (reach := actor.reach(capability)) and (reach == Reach.TOWNSHIP or is_own)
    )


def _may_object(task: Assignment, clocks: tuple[Clock, ...], actor: Actor) -> bool:
    running = (c for c in clocks if c.code == OBJECT.code and c.unit_id == task.unit_id and c.stopped_on is None)
    return task.state in (TASK.SENT, TASK.RECEIVED) and any(actor.on <= clock.due_on for clock in running)


def _may_object_to_sender(case: Case, rows: StepRows, actor: Actor) -> bool:
    own = (c for c in rows.clocks if c.code == OBJECT.code and c.unit_id is None and c.stopped_on is None)
    return (
        case.received_via != "direct" and not rows.sender_objections and any(actor.on <= clock.due_on for clock in own)
    )


def _is_extendable(clocks: tuple[Clock, ...], actor: Actor) -> bool:
    running = [clock for clock in clocks if clock.code == CONCLUDE.code and clock.stopped_on is None]
    return any(clock.extension_days == 0 and actor.on <= clock.due_on for clock in running)


def _draft(case: Case, rows: StepRows) -> str:
    kind = REPLY_PAPER.get(case.case_class)
    if not any(row.kind == kind and row.state == Document.State.DRAFT for row in rows.documents):
        return ""
    if case.case_class == "suggestion":
        return "ready"
    parts = [(claim.finding, claim.opinion, claim.basis, claim.conclusion) for claim in rows.claims]
    return "ready" if all(all(row) for row in parts) else "incomplete"


def _is_drafter(actor: Actor, case: Case, documents: tuple[Document, ...]) -> bool:
    kind = REPLY_PAPER.get(case.case_class)
    issued = [row for row in documents if row.kind == kind and row.state == Document.State.ISSUED]
    return bool(issued) and issued[-1].drafted_by_id == actor.person_id


def _is_reviewable(case: Case) -> bool:
    return case.case_class == "claim" and case.path31 == 6 and case.delivered_on is not None and not case.is_final


def _is_paused(clocks: tuple[Clock, ...]) -> bool:
    running = [clock for clock in clocks if clock.code == FINAL_REVIEW.code and clock.stopped_on is None]
    return any(pause.to_on is None for clock in running for pause in clock.pauses.all())


def _may_reopen(case: Case, rows: StepRows) -> bool:
    """A first look; the action also asks whether the ground came up after the last reopening."""
    has_ground = any(row.result in ("annulled", "changed") for row in rows.reviews) or any(
        row.grade == Evaluation.Grade.BAD for row in rows.evaluations
    )
    is_open = any(row.decided_on is None for row in rows.reviews)
    return has_ground and not is_open and not case.is_final and case.concluded_on is not None
