"""Incoming documents: registered, opinion of the office, decision, handled by a unit, closed (A7)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.documents.models.incoming import IncomingPaper
from meetings.documents.rules.incoming import ANSWER, URGENCY, check_due
from meetings.permissions import CLOSE_INCOMING, DECIDE_INCOMING, HANDLE_INCOMING, OPINE_INCOMING, REGISTER_INCOMING
from records.acts.actions.turns import Turn, finish, start, take, tell
from records.clocks.actions.clocks import start_clock, stop_clocks
from records.matters.actions.access import hold
from records.matters.models.access import Holding
from records.papers.actions.attachments import Upload, attach_all
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series, is_same_number
from township.actors import Actor, NotAllowed, ensure_may
from township.dates import check_not_future
from township.directory.queries.recipients import liaisons_of, people_with
from township.directory.queries.units import member_units
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_title, check_words

declare_series("incoming", "收", own=True)


@dataclass(frozen=True)
class IncomingData:
    """What is written on the register. due_on: the sender's time limit, None = none; is_other: another paper, although one with
    its number is registered already."""

    sender: str
    title: str
    received_on: date
    their_number: str = ""
    urgency: str = "plain"
    demand: str = ""
    due_on: date | None = None
    is_other: bool = False


def register_incoming(*, data: IncomingData, files: list[Upload] = (), by: Actor, at: datetime) -> IncomingPaper:
    """Register a document; its number is given at once, a time limit starts its clock."""
    with transaction.atomic():
        ensure_may(by, REGISTER_INCOMING)
        check_not_future("收文日期", data.received_on, today=at.date(), field="received_on")
        check_due(data.received_on, data.due_on)
        _check_number(data, by)
        if data.urgency not in URGENCY:
            raise Refused("请选择紧急程度。", field="urgency")
        title = check_title("标题", data.title, least=4, most=100)
        number = issue_number("incoming", township_id=by.township_id, on=at.date())
        matter = start(kind="incoming", number=number, title=title, by=by, at=at)
        row = IncomingPaper(
            matter=matter,
            township_id=by.township_id,
            number=number,
            title=title,
            received_on=data.received_on,
            sender=check_words("来文单位", data.sender, field="sender", least=2, most=60),
            their_number=check_words("来文字号", data.their_number, field="their_number", least=0, most=60),
            urgency=data.urgency,
            due_on=data.due_on,
            revision=0,
            demand=check_words("办理要求", data.demand, field="demand", least=0, most=1000),
        )
        turn = Turn(row, by, at)
        finish(turn, "register", text=f"登记收文（{data.sender.strip()[:40]}）", detail={"urgency": data.urgency})
        if data.due_on:
            start_clock(
                matter=matter,
                term=ANSWER,
                start_on=data.received_on,
                evidence=f"来文{row.their_number}"[:60],
                due_on=data.due_on,
            )
        _attach(turn, files)
        return row


def _check_number(data: IncomingData, by: Actor) -> None:
    """Refused beside the sender's number when it is registered already, until somebody says it is another paper."""
    if data.is_other:
        return
    rows = IncomingPaper.objects.filter(township_id=by.township_id).exclude(their_number="").order_by("pk")
    known = next(
        (
            own
            for own, theirs in rows.values_list("number", "their_number")
            if is_same_number(data.their_number, [theirs])
        ),
        "",
    )
    if known:
        raise Refused(f"此文已登记：{known}。确实是另一份的，请勾选“仍然登记”再保存。", field="their_number")


def add_files(*, incoming_id: int, files: list[Upload], by: Actor, at: datetime) -> IncomingPaper:
    """Scans that come later than the registration, e.g. of an annex; whatever state the document is in."""
    with transaction.atomic():
        turn = take(IncomingPaper, incoming_id, revision=None, capability=REGISTER_INCOMING, by=by, at=at)
        if not files:
            raise Refused("请选择要补传的扫描件。", field="attachments")
        _attach(turn, files)
        finish(turn, "add_files", text=f"补传扫描件 {len(files)} 个", detail={"files": len(files)})
        return turn.row


def opine(*, incoming_id: int, revision: int, opinion: str, by: Actor, at: datetime) -> IncomingPaper:
    """拟办意见 of the office; with it the document goes to the director or a convenor."""
    with transaction.atomic():
        turn = take(IncomingPaper, incoming_id, revision=revision, capability=OPINE_INCOMING, by=by, at=at)
        move, row = turn.move("opine"), turn.row
        row.opinion = check_words("拟办意见", opinion, field="opinion", least=4, most=500)
        row.opinion_by_id, row.opinion_on = by.person_id, turn.today
        finish(turn, move, text="提出拟办意见，报领导批示")
        tell(
            turn,
            people_with(DECIDE_INCOMING, by.township_id, turn.today),
            kind="approval",
            text="收文待批示",
            key=str(row.revision),
        )
        return row


def decide(
    *, incoming_id: int, revision: int, act: str, order: str, unit_id: int | None = None, by: Actor, at: datetime
) -> IncomingPaper:
    """批示: act "assign" to a unit, "file_away" (read and filed), or "send_back" to the office. Not by who wrote the opinion."""
    with transaction.atomic():
        turn = take(IncomingPaper, incoming_id, revision=revision, capability=DECIDE_INCOMING, by=by, at=at)
        move, row = turn.move(act), turn.row
        if by.person_id == row.opinion_by_id:
            raise Refused("提出拟办意见的人不能批示，请由另一位领导批示。")
        words = check_words("批示意见", order, field="order", least=2, most=500)
        if act == "send_back":
            writer = row.opinion_by_id
            row.opinion_by, row.opinion_on = None, None
            finish(turn, move, text="退回重提拟办意见", note=words)
            tell(turn, [writer], kind="decided", text="拟办意见退回，请重提", key=str(row.revision))
            return row
        row.order, row.ordered_by_id, row.ordered_on = words, by.person_id, turn.today
        if act == "assign":
            _assign(turn, unit_id)
        else:
            stop_clocks(matter=turn.matter, codes=[ANSWER.code], on=turn.today, evidence="批示存阅")
        text = f"批示交{row.unit.label}办理" if act == "assign" else "批示存阅"
        finish(turn, move, text=text, unit=row.unit, detail={"unit": row.unit_id})
        if act == "assign":
            tell(turn, liaisons_of([row.unit_id], turn.today), kind="assigned", text="收文交本单位办理", key="1")
        tell(turn, [row.opinion_by_id], kind="decided", text=text, key=str(row.revision))
        return row


def handle(
    *, incoming_id: int, revision: int, result: str, files: list[Upload] = (), by: Actor, at: datetime
) -> IncomingPaper:
    """The unit (or the office for itself) reports what was done; the clock stops on this day."""
    with transaction.atomic():
        turn = take(IncomingPaper, incoming_id, revision=revision, capability=HANDLE_INCOMING, by=by, at=at)
        move, row = turn.move("handle"), turn.row
        if by.reach(HANDLE_INCOMING) == Reach.OWN and row.unit_id not in by.unit_ids:
            raise NotAllowed("只能报告本单位承办的来文。")
        row.result = check_words("办理结果", result, field="result", least=4, most=1000)
        row.handled_by_id, row.handled_on = by.person_id, turn.today
        stop_clocks(matter=turn.matter, codes=[ANSWER.code], on=turn.today, evidence="报告办理结果")
        finish(turn, move, text="报告办理结果", unit=row.unit)
        _attach(turn, files)
        tell(
            turn,
            people_with(CLOSE_INCOMING, by.township_id, turn.today),
            kind="reported",
            text="收文办理结果待核结",
            key=str(row.revision),
        )
        return row


def close(*, incoming_id: int, revision: int, agreed: bool, remark: str = "", by: Actor, at: datetime) -> IncomingPaper:
    """The office closes the document, or gives it back to the unit with a word. Not by who reported."""
    with transaction.atomic():
        turn = take(IncomingPaper, incoming_id, revision=revision, capability=CLOSE_INCOMING, by=by, at=at)
        move, row = turn.move("close" if agreed else "return_work"), turn.row
        if by.person_id == row.handled_by_id:
            raise Refused("报告办理结果的人不能自己核结，请由另一位同志核结。")
        words = check_words("退回理由", remark, field="remark", least=0 if agreed else 4, most=300)
        if agreed:
            row.closed_by_id = by.person_id
        else:
            row.handled_by, row.handled_on = None, None
            if row.due_on:
                start_clock(
                    matter=turn.matter, term=ANSWER, start_on=row.received_on, evidence="退回续办", due_on=row.due_on
                )
        finish(turn, move, text="核结" if agreed else "退回续办", note=words)
        tell(
            turn,
            liaisons_of([row.unit_id], turn.today),
            kind="decided",
            text="已核结" if agreed else "退回续办",
            key=str(row.revision),
        )
        return row


def _assign(turn: Turn, unit_id: int | None) -> None:
    row = turn.row
    row.unit = member_units(row.township_id).filter(pk=unit_id or 0).first()
    if row.unit is None:
        raise Refused("请选择承办单位。", field="unit")
    hold(matter=turn.matter, unit=row.unit, part=Holding.Part.LEAD, at=turn.at)


def _attach(turn: Turn, files: list[Upload]) -> None:
    attach_all(matter=turn.matter, uploads=files, purpose="progress", by=turn.by, at=turn.at, field="attachments")
