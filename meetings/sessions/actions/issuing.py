"""Issuing the minutes: number, frozen page, receipts, resolutions that come to life, the decision on each linked matter's
timeline; and reading them, where every reader gets the items he may see (C3, C5)."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import ISSUE_MINUTES, RECEIVE_MINUTES
from meetings.sessions.actions.bound import minutes_issued
from meetings.sessions.actions.fulfilment import fulfil_by_session
from meetings.sessions.actions.topics import inherit_denials
from meetings.sessions.models.minutes import Minutes, MinutesItem, PlannedResolution, Receipt
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.sessions import Attendance
from meetings.sessions.models.topics import DISCUSSES
from meetings.sessions.papers import MinutesPaper, minutes_html
from meetings.sessions.queries.major import is_blocked as is_blocked_by_decision
from meetings.sessions.queries.minutes import facts_of, items_of, paper_facts, text_of
from meetings.sessions.queries.number_marks import number_pattern
from meetings.sessions.queries.scope import sees_whole
from meetings.sessions.queries.topics import linked_targets
from meetings.sessions.rules.minutes import ISSUED, NUMBER, SERIES
from meetings.sessions.rules.resolutions import OPEN, WAITING
from meetings.sessions.rules.terms import CARRY_OUT
from meetings.sessions.rules.terms import ISSUE_MINUTES as ISSUE_TERM
from meetings.sessions.rules.terms import RECEIVE_MINUTES as RECEIPT_TERM
from meetings.sessions.rules.topics import spine_title
from records.acts.actions.turns import Turn, finish, journal, take, tell
from records.clocks.actions import start_clock, stop_clocks
from records.matters.actions.access import hold
from records.matters.actions.events import add_event
from records.matters.actions.indexing import index_thing
from records.matters.models.access import Holding
from records.matters.models.matters import Matter, Reference
from records.papers import store
from records.papers.actions.documents import issue_document
from records.papers.actions.numbers import next_number
from records.papers.pdf import render_pdf
from records.papers.rules.numbers import NumberParts, format_number
from records.work.actions.reconcile import reconcile
from township.actors import Actor, NotAllowed, OutOfScope
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import liaisons_of
from township.directory.queries.units import district_offices
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_words


def issue_minutes(*, minutes_id: int, revision: int, by: Actor, at: datetime) -> Minutes:
    """Number, freeze and send out. The number's year and the date of issue are the day of the action."""
    with transaction.atomic():
        turn = take(Minutes, minutes_id, revision=revision, capability=ISSUE_MINUTES, by=by, at=at)
        move, minutes = turn.move("issue"), turn.row
        if not sees_whole(by, minutes):
            raise Refused("纪要里有您应当回避的议题，请由另一位同志印发。", "信访工作条例第二十八条第三款")
        units, copies = _addressees(minutes)
        facts = paper_facts(minutes, units=[unit.label for unit in units], copies=[unit.name for unit in copies])
        n = next_number(township_id=by.township_id, series=SERIES, year=turn.today.year)
        pattern = number_pattern(by.township_id, "minutes", turn.today, NUMBER)
        parts = NumberParts(n, turn.today, mark=turn.matter.township.mark)
        minutes.number, minutes.issued_on = format_number(pattern, parts), turn.today
        html = minutes_html(MinutesPaper(**facts), minutes.document.body, number=minutes.number, issued_on=turn.today)
        pdf = render_pdf(html, title=f"会议纪要{minutes.number}")
        minutes.document = issue_document(
            document=minutes.document, number=minutes.number, issued_on=turn.today, pdf=pdf, by=by, at=at, facts=facts
        )
        finish(turn, move, text=f"印发会议纪要{minutes.number}", detail={"number": minutes.number})
        _send_out(turn, units, copies)
        reconcile(minutes, by=by, at=at)
        for item in items_of(minutes):
            _carry_out(turn, item)
        _close_session(turn)
        minutes_issued(turn)
        return minutes


def receive_minutes(*, receipt_id: int, note: str = "", by: Actor, at: datetime) -> Receipt:
    """签收 by the unit itself; for a copy to the district office the clerk notes how and when it was handed over."""
    with transaction.atomic():
        known = Receipt.objects.filter(pk=receipt_id, minutes__township_id=by.township_id).first()
        if known is None:
            raise OutOfScope("没有找到这份签收。")
        turn = take(Minutes, known.minutes_id, revision=None, capability=RECEIVE_MINUTES, by=by, at=at)
        row = Receipt.objects.select_for_update(of=("self",)).select_related("unit").get(pk=receipt_id)
        is_office = by.reach(RECEIVE_MINUTES) == Reach.TOWNSHIP
        if not is_office and row.unit_id not in by.unit_ids:
            raise NotAllowed("只能签收发给本单位的纪要。")
        if row.received_at:
            raise Refused("已经签收，不用再签。")
        needs_note = is_office and row.unit_id not in by.unit_ids
        row.note = check_words("送达方式", note, field="note", least=2 if needs_note else 0, most=60)
        row.received_at, row.received_by_id = at, by.person_id
        row.save()
        stop_clocks(matter=turn.matter, codes=[RECEIPT_TERM.code], on=turn.today, evidence="签收纪要", unit=row.unit)
        add_event(
            matter=turn.matter, by=by, at=at, move="receive_minutes", text=f"{row.unit.label}签收纪要", unit=row.unit
        )
        reconcile(turn.row, by=by, at=at)
        journal(turn, "minutes.receive", detail={"receipt": row.pk, "unit": row.unit_id})
        return row


def remind_receipts(*, minutes_id: int, by: Actor, at: datetime) -> int:
    """Remind the units that have not receipted the minutes, once a day; returns how many people are told."""
    with transaction.atomic():
        turn = take(Minutes, minutes_id, revision=None, capability=ISSUE_MINUTES, by=by, at=at)
        if turn.row.state != ISSUED:
            raise Refused("纪要印发以后才能催签。")
        rows = turn.row.receipts.filter(part=Receipt.Part.ISSUE, received_at__isnull=True)
        people = liaisons_of(rows.values_list("unit_id", flat=True), turn.today)
        told = tell(turn, people, kind="remind", text="会议纪要待签收", key=f"{turn.today:%Y%m%d}")
        journal(turn, "minutes.remind", detail={"told": told})
        return told


def read_minutes(*, minutes: Minutes, by: Actor, at: datetime) -> bytes:
    """The PDF of issued minutes; the caller has found them by `get_minutes`. Each reading is a line in the journal.

    Whoever may see every item gets the frozen original, anybody else a reading copy of the items he may see.
    """
    if minutes.state != ISSUED:
        raise Refused("纪要还没有印发。")
    is_whole = sees_whole(by, minutes)
    if is_whole:
        data = store.get(minutes.document.blob)
    else:
        html = minutes_html(
            MinutesPaper(**facts_of(minutes)),
            text_of(minutes, items_of(minutes, by)),
            number=minutes.number,
            issued_on=minutes.issued_on,
            is_reading_copy=True,
        )
        data = render_pdf(html, title=f"会议纪要{minutes.number}")
    with transaction.atomic():
        journal(Turn(minutes, by, at), "minutes.read", detail={"number": minutes.number, "whole": is_whole})
    return data


def _addressees(minutes: Minutes) -> tuple[list[Unit], list[Unit]]:
    """Units the minutes go to: those asked and those that got a task. Copies: the district office."""
    asked = Attendance.objects.filter(session=minutes.session, unit__isnull=False).values("unit_id")
    tasked = PlannedResolution.objects.filter(item__minutes=minutes).values("unit_id")
    rows = Unit.objects.filter(township_id=minutes.township_id).exclude(kind=UnitKind.OUTSIDE)
    units = list((rows.filter(pk__in=asked) | rows.filter(pk__in=tasked)).distinct().order_by("order", "pk"))
    return [unit for unit in units if not unit.is_office], district_offices(minutes.township_id)


def _send_out(turn: Turn, units: list[Unit], copies: list[Unit]) -> None:
    minutes = turn.row
    rows = [Receipt(minutes=minutes, unit=unit, part=Receipt.Part.ISSUE) for unit in units]
    rows += [Receipt(minutes=minutes, unit=unit, part=Receipt.Part.COPY) for unit in copies]
    Receipt.objects.bulk_create(rows)
    held = set(Holding.objects.filter(matter=turn.matter, ended_on__isnull=True).values_list("unit_id", flat=True))
    for unit in units:
        if unit.pk not in held:
            hold(matter=turn.matter, unit=unit, part=Holding.Part.ASSIST, at=turn.at)
        start_clock(
            matter=turn.matter, term=RECEIPT_TERM, start_on=turn.today, evidence=f"会议纪要{minutes.number}", unit=unit
        )
    tell(
        turn,
        liaisons_of([unit.pk for unit in units], turn.today),
        kind="issued",
        text=f"会议纪要{minutes.number}已印发，请签收",
        key=minutes.number,
    )


def _carry_out(turn: Turn, item: MinutesItem) -> None:
    """The tasks of one item become resolutions; each matter the item is about gets a line in its own timeline."""
    minutes = turn.row
    linked = linked_targets(item.topic_id) if item.topic_id else []
    for task in item.tasks.all():
        _resolution(turn, item, task, linked)
    words = "\n".join(line for line in (item.decided, *(task.text for task in item.tasks.all())) if line)
    for matter in linked:
        add_event(
            matter=matter,
            by=turn.by,
            at=turn.at,
            move="meeting_decision",
            text=f"{minutes.session.get_kind_display()}研究（会议纪要{minutes.number}，{minutes.session.matter.number}）",
            note=words if len(linked) == 1 else "",  # words about two matters stand in the timeline of neither
        )


def _resolution(turn: Turn, item: MinutesItem, task: PlannedResolution, linked: list[Matter]) -> Resolution:
    minutes = turn.row
    seq = Resolution.objects.filter(session=minutes.session).count() + 1
    number = f"{minutes.number}第{seq}项"
    is_blocked = is_blocked_by_decision(item.topic_id)
    matter = Matter.objects.create(
        township_id=minutes.township_id,
        kind="resolution",
        number=number,
        title=spine_title(task.text, is_linked=bool(linked), word="议定事项"),
        opened_on=turn.today,
    )
    for other in linked:
        Reference.objects.create(source=matter, target=other, relation=DISCUSSES)
        inherit_denials(other, matter, turn.at)
    Reference.objects.create(source=matter, target=minutes.session.matter, relation="decided_by")
    hold(matter=matter, unit=task.unit, part=Holding.Part.LEAD, at=turn.at)
    resolution = Resolution.objects.create(
        matter=matter,
        township_id=minutes.township_id,
        session=minutes.session,
        topic=item.topic,
        planned=task,
        number=number,
        text=task.text,
        unit=task.unit,
        person_name=task.person_name,
        done_when=task.done_when,
        decided_on=turn.today,
        due_on=max(task.due_on, turn.today),
        state=WAITING if is_blocked else OPEN,
        waits_since=turn.today if is_blocked else None,
    )
    if not is_blocked:
        start_clock(
            matter=matter,
            term=CARRY_OUT,
            start_on=turn.today,
            evidence=f"会议纪要{minutes.number}",
            unit=task.unit,
            due_on=resolution.due_on,
        )
    index_thing(resolution)
    reconcile(resolution, by=turn.by, at=turn.at)
    given = Turn(resolution, turn.by, turn.at)
    add_event(
        matter=matter, by=turn.by, at=turn.at, move="decided", text=f"会议纪要{minutes.number}议定", unit=task.unit
    )
    words = "新的议定事项，属三重一大，等党委、政府决定后办理" if is_blocked else "新的议定事项，请签收"
    tell(given, liaisons_of([task.unit_id], turn.today), kind="resolution", text=words, key="1")
    return resolution


def _close_session(turn: Turn) -> None:
    minutes, session = turn.row, Turn(turn.row.session, turn.by, turn.at)
    stop_clocks(matter=turn.matter, codes=[ISSUE_TERM.code], on=turn.today, evidence=f"会议纪要{minutes.number}")
    finish(session, session.move("close"), text=f"印发会议纪要{minutes.number}")
    fulfil_by_session(session.row, by=turn.by, at=turn.at, text=f"会议纪要{minutes.number}")
