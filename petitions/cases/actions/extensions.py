"""Extending the 60 days once, by at most 30, before they are over, with approver and notice (条例第三十四条); turning ordinary."""

from datetime import datetime, timedelta

from django.db import transaction

from petitions.cases.actions.approving import decided_turn
from petitions.cases.actions.clocks import run_clocks, running_clock
from petitions.cases.actions.issuing import draft_paper, issue_draft
from petitions.cases.models.cases import Case
from petitions.cases.queries.assignments import lead_assignment
from petitions.cases.queries.paper_facts import paper_facts
from petitions.cases.rules.paper_facts_json import facts_from_json
from petitions.cases.rules.terms import CONCLUDE
from petitions.permissions import ACCEPT_CASE, APPROVE_EXTENSION, PROPOSE_EXTENSION
from records.acts.actions.turns import Turn, finish, take, tell
from records.clocks.actions import extend_clock
from records.clocks.models import Clock
from records.papers.actions.approvals import propose
from records.papers.actions.documents import approve_document, return_document, submit_document
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from township.actors import Actor, NotAllowed
from township.dates import full_date
from township.directory.queries.recipients import liaisons_of, people_with
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_words

ARTICLE = "条例第三十四条"


def propose_extension(
    *, case_id: int, revision: int, days: int, reason: str, body: str | None = None, by: Actor, at: datetime
) -> Approval:
    """Ask for up to 30 natural days more, counted on from the raw due date. body: the clerk's text of the notice.

    Refused for matters without the 60 days, after the due date, and a second time.
    """
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=PROPOSE_EXTENSION, by=by, at=at)
        move = turn.move("propose_extension")
        _check_lead(turn)
        clock = extendable(turn)
        if not 1 <= days <= CONCLUDE.max_extension:
            raise Refused(f"延长期限在 1 到 {CONCLUDE.max_extension} 日之间。", ARTICLE, "days")
        why = check_words("延期的理由", reason, field="reason", least=4, most=300)
        document = _notice(turn, clock, days, why, body)
        approval = propose(
            matter=turn.matter,
            kind="extension",
            capability=APPROVE_EXTENSION,
            summary=f"延期{days}日",
            by=by,
            at=at,
            detail={"days": days, "clock": clock.pk},
            document=document,
        )
        finish(turn, move, text=f"申请延期{days}日", note=why, document=document, detail={"days": days})
        tell(
            turn,
            people_with(APPROVE_EXTENSION, by.township_id, turn.today),
            kind="approval",
            text=f"请审批：{approval.summary}",
            key=str(approval.pk),
        )
        return approval


def _check_lead(turn: Turn) -> None:
    lead = lead_assignment(turn.row)
    if turn.by.reach(PROPOSE_EXTENSION) == Reach.OWN and (lead is None or lead.unit_id not in turn.by.unit_ids):
        raise NotAllowed("延期由主办单位申请。")


def extendable(turn: Turn) -> Clock:
    """The running 60 days that may still be extended today; Refused with the reason otherwise."""
    clock = running_clock(turn, CONCLUDE.code)
    if clock is None:
        raise Refused("只有按第三十一条第（六）项受理、适用60日期限的事项才能延期；简易办理的请先转普通程序。", ARTICLE)
    if clock.extension_days:
        raise Refused(f"已经延期{clock.extension_days}日，只能延期一次。", ARTICLE)
    if turn.today > clock.due_on:
        raise Refused(f"办理期限{full_date(clock.due_on)}已过，不能再延期，请尽快作出处理意见。", ARTICLE)
    return clock


def _notice(turn: Turn, clock: Clock, days: int, why: str, body: str | None) -> Document:
    facts = paper_facts(
        turn.row,
        clerk_name=turn.by.name,
        reason=why,
        raw_due_on=clock.due_on,
        extension_new_due_on=clock.due_on + timedelta(days=days),
    )
    document = draft_paper(turn, "extension", facts=facts, body=body, for_petitioner=True)
    return submit_document(document=document, by=turn.by, at=turn.at)


def decide_extension(
    *,
    approval_id: int,
    approved: bool,
    remark: str = "",
    version: int | None = None,
    text_sha256: str = "",
    by: Actor,
    at: datetime,
) -> Case:
    """Extend and issue the notice, or give the proposal back. Refused for the proposer and after the due date."""
    with transaction.atomic():
        turn, approval = decided_turn(
            approval_id,
            "extension",
            approved=approved,
            remark=remark,
            version=version,
            text_sha256=text_sha256,
            by=by,
            at=at,
        )
        if approved:
            _extend(turn, approval)
        else:
            return_document(document=approval.document, by=by, at=at)
            finish(turn, "return_extension", text="延期申请退回", note=remark, detail={"approval": approval.pk})
        words = "已批准" if approved else "已退回，意见见事项页"
        people = [approval.proposed_by_id, *liaisons_of(_units(turn.row), turn.today)]
        tell(turn, people, kind="decided", text=f"{approval.summary}{words}", key=str(approval.pk))
        return turn.row


def _extend(turn: Turn, approval: Approval) -> None:
    move, document, days = turn.move("extend"), approval.document, approval.detail["days"]
    clock = extendable(turn)
    approve_document(
        document=document, version=document.version, text_sha256=approval.text_sha256, by=turn.by, at=turn.at
    )
    clock.matter = turn.matter
    extended = extend_clock(clock=clock, days=days, by_person_id=turn.by.person_id)
    facts = facts_from_json(document.facts)
    issued = issue_draft(turn, document, facts=facts)
    until = full_date(extended.due_on)
    finish(
        turn,
        move,
        text=f"批准延期{days}日，至{until}",
        document=issued,
        public_text=f"办理期限延长至{until}",
        detail={"days": days, "approval": approval.pk, "document": issued.pk},
    )


def to_ordinary(*, case_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Case:
    """A simple matter that turns out not to be one: the ordinary clocks, counted from the original acceptance."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=ACCEPT_CASE, by=by, at=at)
        move = turn.move("to_ordinary")
        if turn.row.track != "simple":
            raise Refused("本件本来就是普通程序。")
        why = check_words("转普通程序的理由", reason, field="reason", least=4, most=300)
        run_clocks(turn, "to_ordinary", on=turn.today, evidence="受理决定")
        turn.row.track = "ordinary"
        return finish(turn, move, text="转普通程序，期限从受理之日起算", note=why, public_text="转普通程序办理")


def _units(case: Case) -> list[int]:
    return [case.unit_id] if case.unit_id else []
