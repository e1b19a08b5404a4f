"""What follows a served measure: receipt, talk and its record, answer of an organ, review, lifting, expiry (F5, F6)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from records.acts.actions.turns import Turn, finish, take, tell
from records.papers.actions.attachments import Upload, attach_all
from records.papers.actions.documents import void_document
from records.papers.models.documents import Document
from supervision.accountability.actions.decisions import is_unreceived, take_effect
from supervision.accountability.actions.measures import free_grounds, subject_turn
from supervision.accountability.actions.paperwork import issue_letter, let_in
from supervision.accountability.models.measures import Measure
from supervision.accountability.papers import record_html
from supervision.accountability.queries import measures as queries
from supervision.accountability.rules import measures as rules
from supervision.accountability.rules import texts
from supervision.permissions import LIFT_MEASURE, REVIEW_MEASURE, SERVE_MEASURE
from township.actors import Actor, NotAllowed, system_actor
from township.dates import full_date
from township.permissions import Capability
from township.refusals import Refused
from township.words import check_words


def receive(*, measure_id: int, revision: int, by: Actor, at: datetime) -> Measure:
    """The subject receipts the decision. To receipt is not to agree."""
    with transaction.atomic():
        return _received(subject_turn(measure_id, revision, by, at), "self", "")


def note_receipt(*, measure_id: int, revision: int, how: str, note: str, by: Actor, at: datetime) -> Measure:
    """The office notes how the decision reached the subject, who did not receipt it here. how: a key of rules.SERVED_BY."""
    with transaction.atomic():
        turn = _by_office(measure_id, revision, SERVE_MEASURE, by, at)
        if how not in dict(rules.SERVED_CHOICES):
            raise Refused("请选择送达方式。", field="how")
        return _received(turn, how, check_words("送达情况", note, field="note", least=4, most=300))


def hold_talk(
    *,
    measure_id: int,
    revision: int,
    held_on: date,
    present: str,
    words: str,
    said: str,
    promise: str,
    by: Actor,
    at: datetime,
) -> Measure:
    """Write the record of the talk: a paper to be printed and signed. Written anew, the earlier record is void."""
    with transaction.atomic():
        turn = _by_office(measure_id, revision, SERVE_MEASURE, by, at)
        move, row = turn.move("talk"), turn.row
        if held_on > turn.today:
            raise Refused("约谈日期还没有到，约谈后再登记。", field="held_on")
        if held_on < row.served_on:
            raise Refused("约谈日期早于通知书的送达日期。", field="held_on")
        body = texts.record_text(
            label=row.label,
            held_on=held_on,
            place=row.talk_place,
            by=row.rung.talker,
            present=check_words("在场人", present, field="present", least=2, most=100),
            words=check_words("约谈内容", words, field="words", least=8, most=3000),
            said=check_words("被约谈人陈述", said, field="said", least=2, most=2000),
            promise=check_words("整改承诺", promise, field="promise", least=2, most=1000),
        )
        row.talk_held_on = held_on
        _void_record(turn)
        html = record_html(texts.RECORD_TITLE, body, number=row.number, signers=texts.SIGNERS)
        document = issue_letter(turn, kind="measure_record", title=texts.RECORD_TITLE, body=body, html=html)
        return finish(turn, move, text=f"{full_date(held_on)}约谈，记录待签字", document=document)


def sign(
    *, measure_id: int, revision: int, note: str = "", files: Iterable[Upload] = (), by: Actor, at: datetime
) -> Measure:
    """The signed record as a scan: the measure takes effect. note: where somebody did not sign, why."""
    with transaction.atomic():
        turn = _by_office(measure_id, revision, SERVE_MEASURE, by, at)
        move, row = turn.move("sign"), turn.row
        _attach(turn, list(files), "talk_record", "请上传签字后的约谈记录扫描件。")
        row.signed_on, row.signed_note = turn.today, check_words("签字情况", note, field="note", least=0, most=300)
        take_effect(row, turn.today)
        finish(turn, move, text="签字记录已登记")
        tell(turn, queries.subject_people(row, turn.today), kind="signed", text="约谈记录已登记", key="signed")
        return row


def answer(
    *,
    measure_id: int,
    revision: int,
    result: str,
    number: str,
    words: str,
    answered_on: date,
    files: Iterable[Upload] = (),
    by: Actor,
    at: datetime,
) -> Measure:
    """Record what the organ answered. What it imposes is that organ's act and is not an effect here."""
    with transaction.atomic():
        turn = _by_office(measure_id, revision, SERVE_MEASURE, by, at)
        move, row = turn.move("answer"), turn.row
        if result not in rules.ANSWERS:
            raise Refused("请选择答复结果。", field="result")
        if not row.served_on <= answered_on <= turn.today:
            raise Refused("答复日期在送达以后、今天以前。", field="answered_on")
        row.organ_answer, row.answered_on = result, answered_on
        row.organ_number = check_words("答复文号", number, field="number", least=0, most=60)
        row.organ_words = check_words("答复内容", words, field="words", least=4, most=2000)
        attach_all(matter=turn.matter, uploads=list(files), purpose="organ_answer", by=by, at=at)
        finish(turn, move, text="有权机关已答复", detail={"answer": result})
        tell(turn, [row.proposed_by_id, row.decided_by_id], kind="answered", text="有权机关已答复", key="answered")
        return row


def object_to(
    *, measure_id: int, revision: int, words: str, files: Iterable[Upload] = (), by: Actor, at: datetime
) -> Measure:
    """The subject asks for a review, once, within its days. The measure stands until that is decided."""
    with transaction.atomic():
        turn = subject_turn(measure_id, revision, by, at)
        move, row = turn.move("object"), turn.row
        if row.objected_on:
            raise Refused("已经申请过一次复核。", rules.OFFICE_RULE)
        if turn.today > row.objection_due_on:
            raise Refused(f"复核申请的期限是{full_date(row.objection_due_on)}，已经过了。", rules.OFFICE_RULE)
        people = queries.deciders(row, turn.today, but=row.decided_by_id)
        row.objection = check_words("复核申请", words, field="words", least=8, most=3000)
        row.objected_by_id, row.objected_on = by.person_id, turn.today
        attach_all(matter=turn.matter, uploads=list(files), purpose="statement", by=by, at=at)
        let_in(turn, people)
        finish(turn, move, text="申请复核")
        tell(turn, people, kind="objected", text="请复核问责决定", key="objected")
        return row


def uphold(*, measure_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Measure:
    """Review: the decision stands. Not by whoever decided, proposed, or is the subject."""
    with transaction.atomic():
        return _reviewed(measure_id, revision, "uphold", reason, by, at)


def revoke(*, measure_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Measure:
    """Review: the decision is revoked, as if it had never been made."""
    with transaction.atomic():
        return _reviewed(measure_id, revision, "revoke", reason, by, at)


def lift(*, measure_id: int, revision: int, reason: str, by: Actor, at: datetime) -> Measure:
    """A convenor ends the effect before its day: what was demanded has been put right."""
    with transaction.atomic():
        turn = _by_office(measure_id, revision, LIFT_MEASURE, by, at)
        move, row = turn.move("lift"), turn.row
        if queries.bars(by, row):
            raise NotAllowed(queries.bars(by, row))
        row.closing, row.closed_by_id = check_words("解除理由", reason, field="reason", least=4, most=500), by.person_id
        row.effect_until = max(turn.today, row.effect_from)
        body = texts.lift_text(number=row.number, reason=row.closing)
        document = issue_letter(turn, kind="measure_lift", title=texts.LIFT_TITLE, body=body)
        finish(turn, move, text="解除问责", document=document)
        tell(turn, queries.subject_people(row, turn.today), kind="lifted", text="已解除", key="lifted")
        return row


def townships_running_out(at: datetime) -> list[int]:
    """Townships in which the days of a measure are over."""
    return list(queries.running_out(at.date()).order_by().values_list("township_id", flat=True).distinct())


def expire(township_ids: Iterable[int], at: datetime) -> int:
    """Close measures whose days are over; run twice = once. Returns how many."""
    done = 0
    for township_id in township_ids:
        by = system_actor(township_id, "定时任务·问责期满", on=at.date())
        for pk in queries.running_out(at.date()).filter(township_id=township_id).values_list("pk", flat=True):
            done += _expired(pk, by, at)
    return done


def _expired(pk: int, by: Actor, at: datetime) -> bool:
    with transaction.atomic():
        turn = take(Measure, pk, revision=None, capability=LIFT_MEASURE, by=by, at=at)
        row = turn.row
        if row.state != rules.IN_EFFECT or row.effect_until is None or row.effect_until >= turn.today:
            return False
        finish(turn, turn.move("expire"), text="问责期满", on=row.effect_until)
        tell(turn, queries.subject_people(row, turn.today), kind="expired", text="期满", key="expired")
        return True


def _by_office(measure_id: int, revision: int, right: Capability, by: Actor, at: datetime) -> Turn:
    turn = take(Measure, measure_id, revision=revision, capability=right, by=by, at=at)
    if queries.is_subject(by, turn.row):
        raise NotAllowed(queries.NOT_ONESELF)
    return turn


def _received(turn: Turn, how: str, note: str) -> Measure:
    row = turn.row
    if not is_unreceived(row):
        raise Refused("现在没有等待签收的决定。")
    row.received_on, row.received_how, row.receipt_note = turn.today, how, note
    return finish(turn, "receive", text=rules.SERVED_BY[how], detail={"how": how})


def _void_record(turn: Turn) -> None:
    earlier = Document.objects.filter(
        matter=turn.row.matter, kind="measure_record", state=Document.State.ISSUED
    ).first()
    if earlier:
        void_document(document=earlier, by=turn.by, at=turn.at, reason="重新登记约谈记录")


def _attach(turn: Turn, files: list[Upload], purpose: str, missing: str) -> None:
    if not files:
        raise Refused(missing, field="files")
    attach_all(matter=turn.matter, uploads=files, purpose=purpose, by=turn.by, at=turn.at)


def _reviewed(measure_id: int, revision: int, act: str, reason: str, by: Actor, at: datetime) -> Measure:
    turn = take(Measure, measure_id, revision=revision, capability=REVIEW_MEASURE, by=by, at=at)
    move, row = turn.move(act), turn.row
    if queries.bars(by, row):
        raise NotAllowed(queries.bars(by, row))
    rules.check_people(
        decider=by.person_id, proposer=row.proposed_by_id, subject=row.person_id, first_decider=row.decided_by_id
    )
    row.review = check_words("复核理由", reason, field="reason", least=8, most=1500)
    row.reviewed_by_id, row.reviewed_on = by.person_id, turn.today
    if act == "revoke":
        row.closing, row.closed_by_id = row.review, by.person_id
        row.effect_until = max(turn.today, row.effect_from)
        free_grounds(row)
    body = texts.review_text(number=row.number, is_upheld=act == "uphold", reason=row.review)
    document = issue_letter(turn, kind="measure_review", title=texts.REVIEW_TITLE, body=body)
    finish(turn, move, text="复核维持" if act == "uphold" else "复核撤销", document=document)
    told = [row.proposed_by_id, row.decided_by_id, *queries.subject_people(row, turn.today)]
    tell(turn, told, kind="reviewed", text="复核已办理", key="reviewed")
    return row
