"""Who came to a reception, and what became of each: a case, an answer on the spot, a recorded reason, a promise (D4, B13)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from meetings.receptions.actions.receptions import take_reception
from meetings.receptions.models.receptions import Visitor, VisitorCorrection
from meetings.receptions.queries.receptions import NOT_FOUND
from meetings.receptions.rules import receptions as rules
from records.acts.actions.turns import Turn, finish
from records.acts.rules.states import Move
from records.matters.models.matters import Matter, Reference, Secrecy
from township.actors import Actor
from township.dates import check_not_past, full_date
from township.directory.rules.identity import mask_name, normalise_name
from township.directory.rules.telephones import check_phone
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

MOST_VISITORS = 60


@dataclass(frozen=True)
class VisitorData:
    """A visit as typed; the name may be missing, the number of people not."""

    words: str
    name: str = ""
    phone: str = ""
    headcount: int = 1


def add_visitor(*, reception_id: int, revision: int, data: VisitorData, by: Actor, at: datetime) -> Visitor:
    """One more visit: one concern, one or several people."""
    with transaction.atomic():
        turn = take_reception(reception_id, revision, by, at)
        turn.move("note")
        values = _visitor_values(data)
        seq = turn.row.visitors.count() + 1
        if seq > MOST_VISITORS:
            raise Refused(f"一次接访最多登记 {MOST_VISITORS} 批来访，请另记一次接访。")
        visitor = Visitor.objects.create(reception=turn.row, seq=seq, **values)
        turn.row.headcount = turn.row.visitors.aggregate(n=Sum("headcount"))["n"]
        finish(turn, "add_visitor", text=f"登记第 {seq} 批来访，{data.headcount} 人", detail={"visitor": visitor.pk})
        return visitor


def answer_visitor(
    *,
    reception_id: int,
    visitor_id: int,
    revision: int,
    answer: str,
    promise: str = "",
    promise_due_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Visitor:
    """Answered on the spot; what was promised is kept with its day."""
    with transaction.atomic():
        turn, visitor, move = _visit("answer", reception_id, visitor_id, revision, by, at)
        visitor.result = check_words("答复内容", answer, field="answer", least=4, most=1000)
        _promise(visitor, promise, promise_due_on, turn)
        _decide(turn, visitor, move)
        return visitor


def record_visitor(
    *, reception_id: int, visitor_id: int, revision: int, reason: str, by: Actor, at: datetime
) -> Visitor:
    """Neither a case nor an answer: the reason is written down (shown the way to court, in hand already, …)."""
    with transaction.atomic():
        turn, visitor, move = _visit("record", reception_id, visitor_id, revision, by, at)
        visitor.result = check_words("原因", reason, field="reason", least=4, most=1000)
        _decide(turn, visitor, move)
        return visitor


def link_case(*, matter_id: int, visitor_id: int, case: Matter, by: Actor, at: datetime) -> Visitor:
    """The visit became this case (records.matters.origins): called in the transaction in which the case is registered.

    From then on words and name are kept with the case: of a restricted one nothing stays here.
    """
    turn = take_reception(matter_id, None, by, at)
    visitor = _locked_visitor(turn, visitor_id)
    move = rules.VISITORS.move("to_case", visitor.outcome)
    visitor.case = case
    if case.secrecy == Secrecy.RESTRICTED:
        visitor.name, visitor.masked_name, visitor.phone, visitor.words = "", "", "", ""
    else:
        Reference.objects.get_or_create(source=turn.row.matter, target=case, relation="received")
    _decide(turn, visitor, move)
    return visitor


def keep_promise(*, reception_id: int, visitor_id: int, result: str, by: Actor, at: datetime) -> Visitor:
    """What was promised at the reception has been done."""
    with transaction.atomic():
        turn = take_reception(reception_id, None, by, at)
        visitor = _locked_visitor(turn, visitor_id)
        if visitor.promise_due_on is None or visitor.promise_kept_on:
            raise Refused("没有待兑现的承诺。")
        words = check_words("兑现情况", result, field="result", least=4, most=500)
        visitor.result = f"{visitor.result}\n兑现（{full_date(turn.today)}）：{words}"
        visitor.promise_kept_on = turn.today
        visitor.save()
        finish(turn, "keep_promise", text=f"第 {visitor.seq} 批来访的承诺已兑现", detail={"visitor": visitor.pk})
        return visitor


def correct_visitor(
    *,
    reception_id: int,
    visitor_id: int,
    revision: int,
    data: VisitorData,
    result: str = "",
    reason: str,
    by: Actor,
    at: datetime,
) -> Visitor:
    """Write a visit as it should have been written, also after the reception was closed; what stood there is kept.

    result: of a visit that has one. Refused without a reason of four characters, without a change, and for a visit that became a
    case (its words are corrected there).
    """
    with transaction.atomic():
        turn = take_reception(reception_id, revision, by, at)
        visitor = _locked_visitor(turn, visitor_id)
        rules.check_correctable(visitor.outcome)
        why = check_words("更正理由", reason, field="reason", least=4, most=200)
        values = _visitor_values(data)
        if visitor.outcome != rules.PENDING:
            values["result"] = check_words("答复或原因", result, field="result", least=4, most=1000)
        changed = [name for name in rules.CORRECTED if name in values and values[name] != getattr(visitor, name)]
        if not changed:
            raise Refused("没有改动。", field="words")
        before = "\n".join(f"{rules.CORRECTED[name]}：{getattr(visitor, name) or '（空）'}" for name in changed)
        what = "、".join(rules.CORRECTED[name] for name in changed)
        VisitorCorrection.objects.create(
            visitor=visitor, what=what, before=before, reason=why, by_id=by.person_id, at=at
        )
        for name, value in values.items():
            setattr(visitor, name, value)
        visitor.save()
        turn.row.headcount = turn.row.visitors.aggregate(n=Sum("headcount"))["n"]
        finish(
            turn,
            "correct",
            text=f"更正第 {visitor.seq} 批来访的{what}",
            detail={"visitor": visitor.pk, "what": changed},
        )
        return visitor


def _visitor_values(data: VisitorData) -> dict:
    """The visit as it is kept. Refused for a headcount, a telephone or words that cannot be."""
    if not 1 <= data.headcount <= 999:
        raise Refused("人数填 1 到 999。", field="headcount")
    name = normalise_name(check_words("姓名", data.name, field="name", least=0, most=60))
    return {
        "name": name,
        "masked_name": mask_name(name)[:20],
        "headcount": data.headcount,
        "phone": check_phone(data.phone) if data.phone.strip() else "",
        "words": check_words("反映情况", data.words, field="words", least=4, most=500),
    }


def _locked_visitor(turn: Turn, visitor_id: int) -> Visitor:
    return row_in_sight(turn.row.visitors.select_for_update(of=("self",)), NOT_FOUND, pk=visitor_id)


def _visit(
    name: str, reception_id: int, visitor_id: int, revision: int, by: Actor, at: datetime
) -> tuple[Turn, Visitor, Move]:
    turn = take_reception(reception_id, revision, by, at)
    visitor = _locked_visitor(turn, visitor_id)
    turn.move("note")
    return turn, visitor, rules.VISITORS.move(name, visitor.outcome)


def _decide(turn: Turn, visitor: Visitor, move: Move) -> None:
    visitor.outcome, visitor.decided_by_id, visitor.decided_at = move.target, turn.by.person_id, turn.at
    visitor.save()
    finish(
        turn,
        move.name,
        text=f"第 {visitor.seq} 批来访：{move.label}",
        detail={"visitor": visitor.pk, "case": visitor.case_id},
    )


def _promise(visitor: Visitor, promise: str, due_on: date | None, turn: Turn) -> None:
    if not promise.strip() and due_on is None:
        return
    visitor.promise = check_words("承诺事项", promise, field="promise", least=4, most=300)
    if due_on is None:
        raise Refused("请填写承诺的期限。", field="promise_due_on")
    visitor.promise_due_on = check_not_past("承诺期限", due_on, today=turn.today, field="promise_due_on")
