"""Carrying out what was promised, concluding, opening again, filing away (条例第三十二至三十六条)."""

from datetime import date, datetime

from django.db import transaction

from petitions.cases.actions.back_entries import NO_PROOF, Proof, admit, ask_to_confirm
from petitions.cases.actions.clocks import run_clocks
from petitions.cases.actions.issuing import paper_name
from petitions.cases.models.assignments import Assignment
from petitions.cases.models.cases import Case
from petitions.cases.models.deliveries import OutsideReview
from petitions.cases.queries.deliveries import undelivered_papers
from petitions.cases.queries.reopening import reopen_facts
from petitions.cases.rules.closing import check_checker, check_executed, check_reopen
from petitions.cases.rules.order import check_day
from petitions.cases.rules.replies import REPLY_PAPER
from petitions.permissions import ARCHIVE_CASE, CONCLUDE_CASE, EXECUTE_CASE, REOPEN_CASE
from records.acts.actions.turns import Turn, finish, take, tell
from records.papers.actions.approvals import check_nothing_pending
from records.papers.models.documents import Document
from township.actors import Actor
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def record_execution(
    *, case_id: int, revision: int | None, claim_id: int, text: str, on: date, by: Actor, at: datetime
) -> Case:
    """Write down how a supported claim was carried out (条例第三十二条); the first such line starts the stage 落实中."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=EXECUTE_CASE, by=by, at=at)
        if turn.row.state == "delivered":
            start = turn.move("start_execution")
            turn.row.state = start.target
        move = turn.move("record_execution")
        claim = row_in_sight(turn.row.claims, "没有找到这项诉求。", pk=claim_id)
        if claim.conclusion != "support":
            raise Refused("只有予以支持的诉求需要落实。", "条例第三十二条", "claim")
        if claim.executed_on:
            raise Refused(f"第{claim.seq}项诉求已登记落实，不用重复登记。", field="claim")
        words = check_words("落实情况", text, field="text", least=4, most=2000)
        check_day("落实日期", on, today=turn.today, after=turn.row.received_on, after_label="收到日期")
        claim.execution, claim.executed_on = words, on
        claim.save(update_fields=["execution", "executed_on"])
        return finish(
            turn,
            move,
            text=f"第{claim.seq}项诉求已落实",
            on=on,
            note=words,
            detail={"claim": claim.seq},
            public_text=f"第{claim.seq}项诉求已落实",
        )


def conclude(
    *, case_id: int, revision: int, on: date, note: str = "", proof: Proof = NO_PROOF, by: Actor, at: datetime
) -> Case:
    """办结, by somebody who did not draft the reply, after delivery, every supported claim carried out."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=CONCLUDE_CASE, by=by, at=at)
        move = turn.move("conclude")
        case = turn.row
        check_executed([(c.seq, c.conclusion, c.executed_on is not None) for c in case.claims.all()])
        check_checker(drafters_of(case), by.person_id)
        check_delivered(turn)
        check_day("办结日期", on, today=turn.today, after=case.delivered_on, after_label="送达日期")
        late = admit(turn, on, proof)
        case.concluded_on = on
        _tasks_done(case)
        evidence = late.evidence if late else "办结"
        stopped = run_clocks(turn, "conclude", on=on, evidence=evidence, recorded_on=turn.today)
        ask_to_confirm(turn, late, "办结", stopped)
        finish(turn, move, text="办结", on=on, note=note.strip(), public_text="已办结")
        tell(turn, liaisons_of(_units(case), turn.today), kind="concluded", text="已办结", key=str(case.revision))
        return case


def check_delivered(turn: Turn) -> None:
    """Refused while a paper for the petitioner is issued and its delivery not noted: who was not told was not answered."""
    left = undelivered_papers(turn.row)
    if left:
        names = "、".join(paper_name(row) for row in left)
        raise Refused(f"{names}还没有登记送达，请先登记送达。", "条例第二十三条、第三十二条、第三十四条")


def _tasks_done(case: Case) -> None:
    """With the case the units' tasks are done: none of them still reads 办理中."""
    live = case.assignments.filter(ended_on__isnull=True, state__in=(Assignment.State.SENT, Assignment.State.RECEIVED))
    live.update(state=Assignment.State.REPORTED)


def drafters_of(case: Case) -> set[int]:
    """Person ids of who drafted or last changed the reply that stands."""
    kind = REPLY_PAPER.get(case.case_class, "")
    document = (
        Document.objects.filter(matter_id=case.pk, kind=kind, state=Document.State.ISSUED).order_by("-pk").first()
    )
    if document is None:
        return set()
    last = document.versions.order_by("-version").first()
    return {person for person in (document.drafted_by_id, last.saved_by_id if last else None) if person}


def reopen(*, case_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Case:
    """Take a closed claim up again after a review that annulled or changed the reply, or after 不满意; new clocks run."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=REOPEN_CASE, by=by, at=at)
        move = turn.move("reopen")
        why = check_words("重新办理的理由", reason, field="reason", least=4, most=500)
        facts = reopen_facts(turn.row)
        check_reopen(facts)
        _back_in_hand(turn)
        run_clocks(turn, "reopen", on=turn.today, evidence="重新办理决定")
        ground = "上级机关撤销或变更了答复" if facts.was_annulled else "信访人评价不满意"
        finish(
            turn,
            move,
            text=f"重新办理：{ground}",
            note=why,
            article=facts.article,
            public_text="重新办理",
            detail={"annulled": facts.was_annulled},
        )
        people = [turn.row.first_handler_id, *liaisons_of(_units(turn.row), turn.today)]
        tell(turn, [p for p in people if p], kind="reopened", text="重新办理", key=str(turn.row.revision))
        return turn.row


def _back_in_hand(turn: Turn) -> None:
    """The case as it was while handled: the old reply stays on file, its dates give way to the new round's."""
    case = turn.row
    case.outcome_on = case.delivered_on = case.concluded_on = case.archived_on = None
    case.conclusion, case.track = "", "ordinary"
    if case.case_class == "claim" and case.accepted_on is None:  # it was answered on the spot
        case.path31, case.accepted_on = 6, turn.today
    case.assignments.filter(ended_on__isnull=True, state=Assignment.State.REPORTED).update(
        state=Assignment.State.RECEIVED
    )


def archive(*, case_id: int, revision: int, by: Actor, at: datetime) -> Case:
    """归档: only what is closed."""
    with transaction.atomic():
        turn = take(Case, case_id, revision=revision, capability=ARCHIVE_CASE, by=by, at=at)
        move = turn.move("archive")
        if OutsideReview.objects.filter(case=turn.row, decided_on__isnull=True).exists():
            raise Refused("复查或复核还没有结果，请在登记结果后归档。", "条例第三十五条、第三十六条")
        check_nothing_pending(turn.matter, "entry")
        check_delivered(turn)
        turn.row.archived_on = turn.today
        return finish(turn, move, text="归档", public_text="" if turn.row.is_accusation else "已归档")


def _units(case: Case) -> list[int]:
    return [case.unit_id] if case.unit_id else []
