"""Receptions recorded: who came, and what became of each — a case, an answer on the spot, a recorded reason (D4, D5, B13)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from meetings.permissions import RECORD_RECEPTION
from meetings.receptions.actions.slots import ensure_for
from meetings.receptions.models.receptions import Reception, Visitor, VisitorCorrection
from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.queries.receptions import NOT_FOUND, TAKES_ALONG, WEEK_CLAUSE
from meetings.receptions.queries.rosters import leaders_on
from meetings.receptions.rules import receptions as rules
from records.acts.actions.turns import Turn, finish, locked, take
from records.acts.rules.states import Move
from records.duties.actions.duties import fulfil
from records.matters.actions.access import add_handler
from records.matters.actions.events import add_event
from records.matters.models.access import Handler
from records.matters.models.matters import Matter, Reference, Secrecy
from records.matters.queries.scope import matters_visible_to
from records.papers.actions.numbers import issue_number
from records.work.actions.reconcile import reconcile
from township.actors import Actor
from township.dates import check_not_future, check_not_past, full_date
from township.directory.models.units import Unit
from township.directory.rules.identity import mask_name, normalise_name
from township.directory.rules.telephones import check_phone
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

MOST_VISITORS = 60


@dataclass(frozen=True)
class ReceptionData:
    """A reception as typed. case_number: of the matter taken along; slot_id: the turn it belongs to."""

    leader_id: int
    form: str
    held_on: date
    place: str
    unit_id: int | None = None
    is_joint: bool = False
    case_number: str = ""
    slot_id: int | None = None


@dataclass(frozen=True)
class VisitorData:
    """A visit as typed; the name may be missing, the number of people not."""

    words: str
    name: str = ""
    phone: str = ""
    headcount: int = 1


def open_reception(*, data: ReceptionData, by: Actor, at: datetime) -> Reception:
    """Begin the record. It proves the leader's reception of that week."""
    with transaction.atomic():
        ensure_for(by, RECORD_RECEPTION, data.leader_id, "接访记录")
        check_not_future("接访日期", data.held_on, today=at.date(), field="held_on")
        leader = leaders_on(by.township_id, data.held_on).filter(pk=data.leader_id).first()
        if leader is None:
            raise Refused("请选择当天在任的班子成员。", field="leader")
        unit = Unit.objects.filter(pk=data.unit_id, township_id=by.township_id).first() if data.unit_id else None
        rules.check_form(data.form, has_case=bool(data.case_number.strip()), has_village=unit is not None)
        along = _along(data.case_number, by)
        slot = _slot(data, by)
        roster = locked(Roster, slot.roster_id, by) if slot else None
        place = check_words("地点", data.place, field="place", most=120)
        number = issue_number(rules.SERIES, township_id=by.township_id, on=at.date())
        matter = Matter.objects.create(
            township_id=by.township_id,
            kind="reception",
            number=number,
            title=f"{full_date(data.held_on)}{leader.name}{rules.FORM_LABELS[data.form]}",
            opened_on=data.held_on,
        )
        row = Reception.objects.create(
            matter=matter,
            township_id=by.township_id,
            leader=leader,
            slot=slot,
            form=data.form,
            held_on=data.held_on,
            place=place,
            unit=unit,
            is_joint=data.is_joint,
            recorded_by_id=by.person_id,
        )
        add_handler(matter=matter, person=leader, part=Handler.Part.RECEIVER, at=at)
        if along:
            Reference.objects.create(source=matter, target=along, relation=TAKES_ALONG)
            add_event(matter=along, by=by, at=at, move="taken_along", text=f"领导带案下访（{matter.number}）")
        turn = Turn(row, by, at)
        finish(turn, "open", text=f"记录接访：{rules.FORM_LABELS[data.form]}")
        if roster:
            reconcile(roster, by=by, at=at)
        given = {"township_id": by.township_id, "on": data.held_on, "by": by, "at": at, "evidence": matter}
        fulfil(clause=WEEK_CLAUSE, person_id=leader.pk, text=f"接访记录{matter.number}", **given)
        fulfil(clause="reception_emergency_day", text=f"接访记录{matter.number}", **given)
        return row


def open_for_slot(*, roster_id: int, slot_id: int, by: Actor, at: datetime, **typed) -> Reception:
    """The record of a turn; typed: the other fields of ReceptionData by name."""
    slot = _slot_on(roster_id, slot_id, by)
    given = {"leader_id": slot.a_id, "held_on": slot.day, "slot_id": slot.pk, "form": slot.form, "place": slot.place}
    return open_reception(data=ReceptionData(**given | typed), by=by, at=at)


def no_visit(*, roster_id: int, slot_id: int, by: Actor, at: datetime) -> Reception:
    """A turn to which nobody came: recorded and closed at once."""
    with transaction.atomic():
        if _slot_on(roster_id, slot_id, by).receptions.exists():
            raise Refused("这一班已经有接访记录。")
        row = open_for_slot(roster_id=roster_id, slot_id=slot_id, by=by, at=at, form=rules.FIXED)
        return close_reception(reception_id=row.pk, revision=row.revision, by=by, at=at)


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


def tell_case(*, reception_id: int, revision: int, text: str, by: Actor, at: datetime) -> Reception:
    """带案下访: what became of the case that was taken along. It stands in the case's timeline as well."""
    with transaction.atomic():
        turn = take_reception(reception_id, revision, by, at)
        turn.move("note")
        along = Matter.objects.filter(
            references_in__source=turn.row.matter, references_in__relation=TAKES_ALONG
        ).first()
        if along is None:
            raise Refused("这次接访没有带事项。")
        turn.row.case_told = check_words("所带事项的情况", text, field="text", least=6, most=1000)
        finish(turn, "tell_case", text="写明所带事项的情况")
        words = turn.row.case_told
        add_event(matter=along, by=by, at=at, move="told", text=f"带案下访情况（{turn.matter.number}）", note=words)
        return turn.row


def close_reception(*, reception_id: int, revision: int, by: Actor, at: datetime) -> Reception:
    """Every visit has its outcome; a reception to which nobody came is closed as it is."""
    with transaction.atomic():
        turn = take_reception(reception_id, revision, by, at)
        move = turn.move("close")
        if turn.row.form in rules.NEEDS_CASE and not turn.row.case_told:
            raise Refused("请先写明所带事项怎样了，再办结。", rules.SOURCE)
        rules.check_closable(turn.row.visitors.values_list("outcome", flat=True))
        n = turn.row.visitors.count()
        finish(turn, move, text=f"接访办结：来访 {n} 批 {turn.row.headcount} 人次" if n else "接访办结：没有群众来访")
        return turn.row


def take_reception(reception_id: int, revision: int | None, by: Actor, at: datetime) -> Turn:
    """The reception in hand, or a refusal."""
    return take(Reception, reception_id, revision=revision, capability=RECORD_RECEPTION, by=by, at=at)


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


def _along(number: str, by: Actor) -> Matter | None:
    if not number.strip():
        return None
    rows = matters_visible_to(by).filter(number=number.strip(), kind="case", secrecy=Secrecy.ORDINARY)
    found = rows.first()
    if found is None:
        raise Refused("没有找到这个编号的事项，请按事项页面上的编号填写。", field="case_number")
    return found


def _slot(data: ReceptionData, by: Actor) -> DutySlot | None:
    rows = DutySlot.objects.filter(roster__township_id=by.township_id, a_id=data.leader_id, day=data.held_on)
    return (rows.filter(pk=data.slot_id) if data.slot_id else rows).order_by("seq").first()


def _slot_on(roster_id: int, slot_id: int, by: Actor) -> DutySlot:
    row = row_in_sight(
        DutySlot.objects, "没有找到这个班次。", pk=slot_id, roster_id=roster_id, roster__township_id=by.township_id
    )
    if row.a_id is None or row.signed_in_at is None:
        raise Refused("登记到岗以后再记录接访。")
    return row
