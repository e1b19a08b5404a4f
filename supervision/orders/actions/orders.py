"""An order from finding to issue: taken up by the office, approved by a convenor, numbered and sent (F3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.db.models import Model

from records.acts.actions.turns import Turn, finish, locked, start, take
from records.duties.actions.candidates import release, take_up
from records.duties.models.candidates import Candidate
from records.matters.actions.access import hold, keep_as_closed
from records.matters.actions.events import add_event
from records.matters.models.access import Holding
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.access import implicated_places, place_of
from records.matters.rules import check_holder
from records.papers.actions.documents import draft_document
from records.papers.actions.flows import Moves
from records.papers.actions.letters import LetterFlow
from records.papers.actions.numbers import issue_number
from records.papers.actions.recipients import Distribution, address
from records.papers.models.approvals import Approval
from records.papers.rules.numbers import declare_series
from records.work.rules import Owed
from supervision.orders.models.orders import Order, OrderGround, OrderPoint
from supervision.orders.queries.orders import has_report, is_failed, next_of
from supervision.orders.rules.orders import (
    ARTICLES,
    DROPPED,
    KINDS,
    LEADER,
    NEW_KINDS,
    RECEIPT,
    RUNNING,
    SECOND,
    Letter,
    check_days,
    letter_text,
    order_owed,
    split_points,
)
from supervision.permissions import (
    APPROVE_ORDER,
    ISSUE_ORDER,
    RECEIVE_ORDER,
    VIEW_ORDER,
    WRITE_ORDER,
)
from township.actors import Actor, ensure_may
from township.calendar.queries.days import work_calendar
from township.directory.models.units import Unit
from township.directory.queries.units import member_units
from township.refusals import Refused
from township.words import check_words


@dataclass(frozen=True)
class OrderData:
    """What the office writes. points: one a line; days: working days from issue; assisting: units beside the one in charge;
    must_report: whether a 办结报告 is wanted with the reply."""

    article: str
    unit_id: int
    facts: str
    points: str
    done_when: str
    contact: str
    days: int
    assisting: tuple[Unit, ...] = field(default=())
    must_report: bool = False


declare_series("order_draft", "督拟", own=True)
declare_series("order", "督")


class OrderFlow(LetterFlow):
    kind, label, model = "order", "督办单", Order
    view, write, approve, issue, receive = VIEW_ORDER, WRITE_ORDER, APPROVE_ORDER, ISSUE_ORDER, RECEIVE_ORDER
    receipt = RECEIPT
    series, kept, names_matter = "order", ("number", "issued_on"), True
    moves = Moves(give_back="return_paper")

    def name(self, row: Order) -> str:
        return f"{KINDS[row.kind]}单"

    def check(self, turn: Turn) -> None:
        if turn.row.earlier_id:
            _running(turn.row.earlier_id, turn.by)

    def number(self, turn: Turn) -> str:
        turn.row.due_on = work_calendar(turn.row.township_id).add_working(turn.today, turn.row.days)
        return super().number(turn)

    def keep(self, turn: Turn, *, data: OrderData) -> None:
        _keep(turn.row, data)
        address(turn.row.document, _to(turn.row, data))

    def composed(self, turn: Turn, *, data: OrderData) -> str:
        """The text follows from the fields, so that points and letter cannot differ."""
        return letter_text(_letter(data, turn.row.earlier))

    def approved(self, turn: Turn, approval: Approval) -> None:
        turn.row.approved_by_id, turn.row.approved_on = turn.by.person_id, turn.today

    def returned(self, turn: Turn, approval: Approval | None) -> None:
        turn.row.approved_by, turn.row.approved_on = None, None

    def issued(self, turn: Turn) -> None:
        row, matter = turn.row, turn.matter
        matter.title = f"{KINDS[row.kind]}单"
        matter.save(update_fields=["title"])
        hold(matter=matter, unit=row.unit, part=Holding.Part.LEAD, at=turn.at)
        if row.earlier_id:
            earlier = Turn(_running(row.earlier_id, turn.by), turn.by, turn.at)
            finish(earlier, earlier.move("replace"), text=f"转二次督办{row.number}")
        for source in _sources(_grounds(row)):
            text = f"印发{KINDS[row.kind]}单{row.number}"
            add_event(matter=source, by=turn.by, at=turn.at, move="supervise", text=text, unit=row.unit)

    def work(self, row: Order) -> Iterator[Owed]:
        """The steps of the paper, then of the order itself."""
        if row.state == DROPPED:
            return iter(())
        owes = row.must_report and not has_report(row)
        own = order_owed(row.state, row.unit_id, row.due_on, row.replied_by_id, owes_report=owes)
        return chain(super().work(row), own)


FLOW = OrderFlow()


def draft_order(*, kind: str, candidate_ids: Iterable[int] = (), data: OrderData, by: Actor, at: datetime) -> Order:
    """Findings become the draft of one order. Only a leader's instruction (批示) needs none.

    Refused for a finding that is decided already, one of another unit, and a unit implicated in what the order rests on.
    """
    with transaction.atomic():
        ensure_may(by, WRITE_ORDER)
        if kind not in dict(NEW_KINDS):
            raise Refused("请选择督办类别。", field="kind")
        found = take_up(candidate_ids=candidate_ids, by=by, at=at)
        if not found and kind != LEADER:
            raise Refused("请选择督办所依据的事项；只有领导批示督办可以不选。", ARTICLES["40_2"], "candidates")
        if any(row.unit_id not in (None, data.unit_id) for row in found):
            raise Refused("所选事项的责任单位与督办单位不一致，请分别立项。", field="unit")
        return _make(kind, found, data, None, by, at)


def order_again(*, order_id: int, revision: int, data: OrderData, by: Actor, at: datetime) -> Order:
    """A second order to the same unit after one that is late or was given back; it rests on the same findings."""
    with transaction.atomic():
        turn = take(Order, order_id, revision=revision, capability=WRITE_ORDER, by=by, at=at)
        row = turn.row
        if not is_failed(row, turn.today):
            raise Refused("逾期未回复或者退回续办的督办单才能二次督办。", "本办规定")
        if next_of(row):
            raise Refused("已经有一份二次督办单接着这份督办单。")
        if data.unit_id != row.unit_id:
            raise Refused("二次督办仍发给原责任单位。", field="unit")
        made = _make(SECOND, _grounds(row), data, row, by, at)
        finish(turn, "again", text="提出二次督办", detail={"order": made.pk})
        return made


def drop_order(*, order_id: int, revision: int, by: Actor, at: datetime) -> Order:
    """Give a draft up: the findings of a first order wait again; a second order leaves the first as it was."""
    with transaction.atomic():
        turn = take(Order, order_id, revision=revision, capability=WRITE_ORDER, by=by, at=at)
        move, row = turn.move("drop"), turn.row
        if row.earlier_id is None:
            release(candidate_ids=row.grounds.values_list("candidate_id", flat=True), by=by, at=at)
        finish(turn, move, text="撤销督办立项")
        return row


def _make(kind: str, found: list[Candidate], data: OrderData, earlier: Order | None, by: Actor, at: datetime) -> Order:
    sources = [*_sources(found), *([earlier.matter] if earlier else [])]
    is_restricted = any(source.secrecy == Secrecy.RESTRICTED for source in sources)
    number = issue_number("order_draft", township_id=by.township_id, on=at.date())
    secrecy = Secrecy.RESTRICTED if is_restricted else Secrecy.ORDINARY
    matter = start(kind="order", number=number, title=f"{KINDS[kind]}单（拟稿）", by=by, at=at, secrecy=secrecy)
    keep_as_closed(matter=matter, sources=sources, by=by, at=at)
    row = Order(matter=matter, township_id=by.township_id, earlier=earlier, kind=kind, revision=0)
    points = _fill(row, data)
    row.document = draft_document(
        matter=matter,
        kind="order",
        title=f"关于{row.unit.label}有关事项的{KINDS[kind]}函",
        body=letter_text(_letter(data, earlier)),
        by=by,
        at=at,
    )
    row.save(force_insert=True)
    _write_points(row, points)
    address(row.document, _to(row, data))
    OrderGround.objects.bulk_create([OrderGround(order=row, candidate=one) for one in found])
    finish(Turn(row, by, at), "draft", text=f"提出{KINDS[kind]}", detail={"kind": kind, "grounds": len(found)})
    return row


def _keep(row: Order, data: OrderData) -> None:
    if row.earlier_id and data.unit_id != row.unit_id:
        raise Refused("二次督办仍发给原责任单位。", field="unit")
    if any(one.unit_id not in (None, data.unit_id) for one in _grounds(row)):
        raise Refused("督办所依据的事项属于另一个单位，请分别立项。", field="unit")
    points = _fill(row, data)
    row.document.title = f"关于{row.unit.label}有关事项的{KINDS[row.kind]}函"
    row.document.save(update_fields=["title"])
    row.points.all().delete()
    _write_points(row, points)


def _fill(row: Order, data: OrderData) -> list[str]:
    """Put the checked fields into the row; returns its points."""
    row.unit = _unit(row, data.unit_id, "unit")
    for unit in data.assisting:
        _unit(row, unit.pk, "assisting")
        if unit.pk == row.unit_id:
            raise Refused("责任单位不用再列为协办单位。", field="assisting")
    if data.article not in ARTICLES:
        raise Refused("请选择督办依据。", field="article")
    check_days(data.days)
    row.article, row.days, row.must_report = data.article, data.days, data.must_report
    row.facts = check_words("督办事由", data.facts, field="facts", least=8, most=1000)
    row.done_when = check_words("办结标准", data.done_when, field="done_when", least=4, most=300)
    row.contact = check_words("联系人", data.contact, field="contact", least=2, most=60)
    return split_points(data.points)


def _unit(row: Order, unit_id: int, name: str) -> Unit:
    unit = member_units(row.township_id).filter(pk=unit_id or 0).first()
    if unit is None:
        raise Refused("请选择成员单位或者村（社区）。", field=name)
    try:
        check_holder(place_of(unit), implicated_places(row.matter))
    except Refused as refusal:
        raise Refused(str(refusal), refusal.article, name) from None
    return unit


def _write_points(row: Order, points: list[str]) -> None:
    OrderPoint.objects.bulk_create([OrderPoint(order=row, seq=n, text=text) for n, text in enumerate(points, 1)])


def _letter(data: OrderData, earlier: Order | None) -> Letter:
    """Of checked fields: a demand that cannot be read as points is refused here too."""
    if data.article not in ARTICLES:
        raise Refused("请选择督办依据。", field="article")
    points = split_points(data.points)
    before = f"{KINDS[earlier.kind]}单{earlier.number}" if earlier else ""
    facts, done_when = data.facts.strip(), data.done_when.strip()
    return Letter(
        facts, ARTICLES[data.article], points, done_when, data.days, data.contact.strip(), before, data.must_report
    )


def _to(row: Order, data: OrderData) -> Distribution:
    return Distribution((row.unit,), data.assisting)


def _grounds(row: Order) -> list[Candidate]:
    return [ground.candidate for ground in row.grounds.select_related("candidate__matter")]


def _sources(found: Iterable[Candidate]) -> list[Matter]:
    """The matters the findings are about, each once."""
    return list({one.matter_id: one.matter for one in found if one.matter_id}.values())


def _running(order_id: int, by: Actor) -> Model:
    """The first order, locked; Refused when it has been settled meanwhile."""
    row = locked(Order, order_id, by)
    if row.state not in RUNNING:
        raise Refused("原督办单已经销号，不需要二次督办，请撤销立项。")
    return row
