"""The three proposals: drafted by the office, approved by a convenor, sent, answered in writing (条例第四十条)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from django.db import transaction

from records.acts.actions.turns import Turn, finish, start, take, tell
from records.matters.actions.access import grant_access, hold, keep_as_closed
from records.matters.models.access import Holding
from records.matters.models.matters import Secrecy
from records.matters.queries.access import implicated_places, is_shut_out, place_of
from records.matters.rules import check_holder
from records.papers.actions.attachments import Upload, attach_all, few
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.actions.recipients import Distribution, address
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from supervision.orders.models.advice import Advice
from supervision.orders.queries.orders import orders_visible_to
from supervision.orders.rules import advice as rules
from supervision.orders.rules.orders import RECEIPT
from supervision.permissions import (
    ANSWER_ADVICE,
    APPROVE_ADVICE,
    ISSUE_ADVICE,
    RECEIVE_ADVICE,
    VIEW_ADVICE,
    WRITE_ADVICE,
)
from township.actors import Actor, NotAllowed, ensure_may
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import people_in, people_with
from township.directory.queries.units import ATTENDING, units_of
from township.refusals import Refused
from township.words import check_words

KNOWING = (Role.DIRECTOR, Role.CONVENOR, Role.CHIEF_CONVENOR)


@dataclass(frozen=True)
class AdviceData:
    """What is proposed to whom. order_id: a supervision order it follows from, None = none."""

    kind: str
    unit_id: int
    facts: str
    advice: str
    contact: str
    order_id: int | None = None


declare_series("advice_draft", "建拟", own=True)
declare_series("advice", "建")


class AdviceFlow(LetterFlow):
    kind, label, model = "advice", "建议函", Advice
    view, write, approve, issue, receive = VIEW_ADVICE, WRITE_ADVICE, APPROVE_ADVICE, ISSUE_ADVICE, RECEIVE_ADVICE
    receipt = RECEIPT
    series, kept, names_matter = "advice", ("number", "issued_on"), True
    moves = Moves(give_back="return_paper")

    def name(self, row: Advice) -> str:
        return f"{rules.KINDS[row.kind]}建议函"

    def number(self, turn: Turn) -> str:
        turn.row.due_on = turn.today + timedelta(days=rules.ANSWER_DAYS)
        return super().number(turn)

    def keep(self, turn: Turn, *, data: AdviceData) -> None:
        _address(turn.row)

    def composed(self, turn: Turn, *, data: AdviceData) -> str:
        """The text follows from the fields, so that they cannot differ."""
        _fill(turn.row, data, turn.by)
        turn.row.document.title = _title(turn.row)
        turn.row.document.save(update_fields=["title"])
        return _body(turn.row)

    def issued(self, turn: Turn) -> None:
        row, matter = turn.row, turn.matter
        if not is_outside(row):
            hold(matter=matter, unit=row.unit, part=Holding.Part.LEAD, at=turn.at)

    def work(self, row: Advice) -> Iterator[Owed]:
        if row.state == rules.DROPPED:
            return iter(())
        owed = rules.advice_owed(row.state, row.unit_id, row.due_on, is_outside=is_outside(row))
        return chain(super().work(row), owed)


FLOW = AdviceFlow()


def is_outside(row: Advice) -> bool:
    """Whether the organ has no account here."""
    return row.unit.kind == UnitKind.OUTSIDE


def draft_advice(*, data: AdviceData, by: Actor, at: datetime) -> Advice:
    """A new proposal. 追究责任 is restricted to the office's heads and its writer, and goes to an organ outside only: within the
    township accountability has its own procedure. Refused for a unit that the order's matter complains of."""
    with transaction.atomic():
        ensure_may(by, WRITE_ADVICE)
        order = _order(data, by)
        is_closed = data.kind == rules.LIABILITY or (order and order.matter.secrecy == Secrecy.RESTRICTED)
        secrecy = Secrecy.RESTRICTED if is_closed else Secrecy.ORDINARY
        number = issue_number("advice_draft", township_id=by.township_id, on=at.date())
        matter = start(kind="advice", number=number, title="三项建议", by=by, at=at, secrecy=secrecy)
        keep_as_closed(matter=matter, sources=[order.matter] if order else [], by=by, at=at)
        row = Advice(matter=matter, township_id=by.township_id, revision=0)
        _fill(row, data, by)
        if is_closed and not (order and order.matter.secrecy == Secrecy.RESTRICTED):
            _let_in(row, by, at)
        row.document = draft_document(matter=matter, kind="advice", title=_title(row), body=_body(row), by=by, at=at)
        row.save(force_insert=True)
        _address(row)
        return finish(Turn(row, by, at), "draft", text="拟写建议", detail={"kind": row.kind})


def drop_advice(*, advice_id: int, revision: int, by: Actor, at: datetime) -> Advice:
    """Give a draft up."""
    with transaction.atomic():
        turn = take(Advice, advice_id, revision=revision, capability=WRITE_ADVICE, by=by, at=at)
        return finish(turn, turn.move("drop"), text="撤销建议")


def answer(
    *,
    advice_id: int,
    revision: int,
    result: str,
    words: str,
    number: str = "",
    files: Iterable[Upload] = (),
    by: Actor,
    at: datetime,
) -> Advice:
    """The unit answers what it adopted; where it did not, why."""
    with transaction.atomic():
        turn = take(Advice, advice_id, revision=revision, capability=ANSWER_ADVICE, by=by, at=at)
        if turn.row.unit_id not in by.unit_ids:
            raise NotAllowed("由收到建议的单位答复。")
        return _answered(turn, result, words, number, turn.today, list(files))


def note_answer(
    *,
    advice_id: int,
    revision: int,
    result: str,
    words: str,
    answered_on: date,
    number: str = "",
    files: Iterable[Upload] = (),
    by: Actor,
    at: datetime,
) -> Advice:
    """The office writes down what an organ answered on paper."""
    with transaction.atomic():
        turn = take(Advice, advice_id, revision=revision, capability=ISSUE_ADVICE, by=by, at=at)
        return _answered(turn, result, words, number, answered_on, list(files))


def _answered(turn: Turn, result: str, words: str, number: str, on: date, files: list[Upload]) -> Advice:
    move, row = turn.move("answer"), turn.row
    rules.check_answer(result, on, row.issued_on, turn.today)
    given = few(files)
    least = 2 if result == "adopted" else 8
    row.answer = check_words("答复内容", words, field="words", least=least, most=2000)
    row.result, row.answered_on, row.answered_by_id = result, on, turn.by.person_id
    row.answer_number = check_words("答复文号", number, field="number", least=0, most=60)
    attach_all(matter=turn.matter, uploads=given, purpose="reply", by=turn.by, at=turn.at)
    finish(turn, move, text="已答复采纳情况", unit=row.unit, detail={"result": result})
    tell(turn, people_with(WRITE_ADVICE, row.township_id, turn.today), kind="answered", text="已答复", key="answered")
    return row


def _fill(row: Advice, data: AdviceData, by: Actor) -> None:
    if data.kind not in rules.KINDS:
        raise Refused("请选择建议类别。", field="kind")
    if row.kind and (row.kind == rules.LIABILITY) != (data.kind == rules.LIABILITY):
        raise Refused("追究责任的建议另外拟写，不能和其他类别互改。", field="kind")
    row.kind, row.order = data.kind, _order(data, by)
    row.unit = _unit(row, data.unit_id)
    row.facts = check_words("有关情况", data.facts, field="facts", least=8, most=2000)
    row.advice = check_words("建议", data.advice, field="advice", least=8, most=2000)
    row.contact = check_words("联系人", data.contact, field="contact", least=2, most=60)


def _order(data: AdviceData, by: Actor):
    if not data.order_id:
        return None
    order = orders_visible_to(by).exclude(number="").select_related("matter").filter(pk=data.order_id).first()
    if order is None:
        raise Refused("没有找到这份督办单，请重新选择。", field="order")
    return order


def _unit(row: Advice, unit_id: int) -> Unit:
    unit = units_of(row.township_id, *ATTENDING, UnitKind.OUTSIDE).filter(pk=unit_id or 0).first()
    if unit is None:
        raise Refused("请选择发往的机关或者单位。", field="unit")
    if row.kind == rules.LIABILITY and unit.kind != UnitKind.OUTSIDE:
        raise Refused("追究责任的建议发往有权机关；对本级单位和人员的，请在“问责”里办理。", rules.SOURCE, "unit")
    try:
        check_holder(place_of(unit), implicated_places(row.matter))
    except Refused as refusal:
        raise Refused(str(refusal), refusal.article, "unit") from None
    return unit


def _let_in(row: Advice, by: Actor, at: datetime) -> None:
    people = {by.person_id, *people_in(KNOWING, row.township_id, at.date())}
    rows = {person.pk: person for person in Person.objects.filter(pk__in=people, is_active=True)}
    for pk in sorted(rows, key=lambda pk: pk != by.person_id):
        if not is_shut_out(row.matter, rows[pk], at.date()):
            grant_access(matter=row.matter, person=rows[pk], by=by, at=at)


def _title(row: Advice) -> str:
    return f"关于{rules.KINDS[row.kind]}的建议函"


def _body(row: Advice) -> str:
    earlier = row.order.number if row.order else ""
    return rules.letter_text(rules.Letter(row.kind, row.facts, row.advice, row.contact, earlier))


def _address(row: Advice) -> None:
    address(row.document, Distribution((row.unit,)))
