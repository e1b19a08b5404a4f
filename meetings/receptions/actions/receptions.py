"""Receptions recorded: begun from a turn or by hand, a case taken along, closed (D4, D5); who came: visitors.py."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.permissions import RECORD_RECEPTION
from meetings.receptions.actions.slots import ensure_for
from meetings.receptions.models.receptions import Reception
from meetings.receptions.models.rosters import DutySlot, Roster
from meetings.receptions.queries.receptions import TAKES_ALONG, WEEK_CLAUSE
from meetings.receptions.queries.rosters import leaders_on
from meetings.receptions.rules import receptions as rules
from records.acts.actions.turns import Turn, finish, locked, take
from records.duties.actions.duties import fulfil
from records.matters.actions.access import add_handler
from records.matters.actions.events import add_event
from records.matters.models.access import Handler
from records.matters.models.matters import Matter, Reference, Secrecy
from records.matters.queries.scope import matters_visible_to
from records.papers.actions.numbers import issue_number
from records.work.actions.reconcile import reconcile
from township.actors import Actor
from township.dates import check_not_future, full_date
from township.directory.models.units import Unit
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


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
