"""Seats of a session: who is asked, who receipts the notice, who is excused and who comes instead, who came (C1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from meetings.permissions import ANSWER_NOTICE, PLAN_SESSION
from meetings.sessions.actions.followers import seat_answered
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.queries.sessions import is_own_seat
from meetings.sessions.rules.minutes import BOUND
from meetings.sessions.rules.sessions import AGENDA_OPEN, CONVENED, HELD, PLANNED, SESSIONS
from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.actions.access import add_handler, end_holding, hold
from records.matters.models.access import Handler, Holding
from township.actors import Actor, NotAllowed
from township.directory.models.units import UnitKind
from township.directory.queries.recipients import leaders, liaison_names, liaisons_of, people_with
from township.directory.queries.units import ATTENDING, invitable_units
from township.permissions import Reach
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

PART = Attendance.Part


@dataclass(frozen=True)
class Mark:
    """One line of the sheet: is_present None = not noted; name: who came for the unit, empty = as expected."""

    is_present: bool | None
    name: str = ""


def invite(
    *,
    session_id: int,
    part: str,
    unit_ids: Iterable[int] = (),
    person_ids: Iterable[int] = (),
    by: Actor,
    at: datetime,
) -> list[Attendance]:
    """Ask units and persons to a session; those who have a seat already keep it. After the notice they are told at once."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=None, capability=PLAN_SESSION, by=by, at=at)
        session = turn.row
        _check_open(turn, "增加参会人员")
        if part not in PART.values:
            raise Refused("没有这种参会身份，请重新选择。", field="part")
        seats = _new_seats(turn, part, set(unit_ids), set(person_ids))
        if not seats:
            raise Refused("所选的单位和人员都已经在名单上。", field="units")
        finish(turn, "invite", text=f"增加{PART(part).label}：{'、'.join(seat.label for seat in seats)}")
        if session.state == CONVENED:
            admit_to_session(turn)
            people = expected_people(turn, [seat.pk for seat in seats])
            tell(turn, people, kind="convened", text="请参加会议，并签收通知", key=f"late:{session.revision}")
        return seats


def uninvite(*, seat_id: int, by: Actor, at: datetime) -> None:
    """Take a seat away again; its unit loses sight of the session."""
    with transaction.atomic():
        turn, seat = _turn_of(seat_id, PLAN_SESSION, by, at)
        _check_open(turn, "减少参会人员")
        label, unit = seat.label, seat.unit
        if unit is not None:
            end_holding(matter=turn.matter, unit=unit, on=turn.today)
        if seat.person_id:
            Handler.objects.filter(matter=turn.matter, person_id=seat.person_id, part=Handler.Part.REPORTER).delete()
        seat.delete()
        finish(turn, "uninvite", text=f"不再请{label}参会")


def answer_notice(
    *,
    seat_id: int,
    name: str = "",
    leave_reason: str = "",
    deputy_name: str = "",
    deputy_title: str = "",
    by: Actor,
    at: datetime,
) -> Attendance:
    """Receipt of the notice: who will come, or leave with its reason and, if somebody comes instead, their name.

    By the seat's own unit or person; the office notes what was said by telephone. An earlier answer is replaced.
    """
    with transaction.atomic():
        turn, seat = _turn_of(seat_id, ANSWER_NOTICE, by, at)
        if by.reach(ANSWER_NOTICE) != Reach.TOWNSHIP and not is_own_seat(by, seat):
            raise NotAllowed("只能签收发给本单位或本人的通知。")
        if turn.row.state != CONVENED:
            raise Refused(f"会议现在是“{SESSIONS.label(turn.row.state)}”，不用签收通知。")
        reason = check_words("请假事由", leave_reason, field="leave_reason", least=0, most=100)
        deputy = check_words("代会人姓名", deputy_name, field="deputy_name", least=0, most=40)
        if deputy and not reason:
            raise Refused("由别人代会的，请写明请假事由。", field="leave_reason")
        seat.name = check_words("参会人", name, field="name", least=0, most=40) or seat.name
        seat.leave_reason, seat.leave_at = reason, at if reason else None
        seat.deputy_name = deputy
        seat.deputy_title = check_words("代会人职务", deputy_title, field="deputy_title", least=0, most=40)
        seat.receipt_at, seat.receipt_by_id = at, by.person_id
        seat.save()
        words = "签收会议通知" + ("，请假" if reason else "") + (f"，由{deputy}代会" if deputy else "")
        seat_answered(turn, seat)
        finish(turn, "answer_notice", text=f"{seat.label}{words}", unit=seat.unit, detail={"seat": seat.pk})
        if reason:
            tell(
                turn,
                people_with(PLAN_SESSION, by.township_id, turn.today),
                kind="leave",
                text=f"{seat.label}请假",
                key=f"{seat.pk}:{turn.row.revision}",
            )
        return seat


def note_attendance(
    *, session_id: int, revision: int, marks: Mapping[int, Mark], by: Actor, at: datetime
) -> list[Attendance]:
    """Fill in the sheet. marks: seat id → what was noted; seats left out stay as they are."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=revision, capability=PLAN_SESSION, by=by, at=at)
        if turn.row.state not in (CONVENED, HELD) and not (turn.row.state == PLANNED and turn.row.late_reason):
            raise Refused("发出通知以后、纪要印发以前可以登记签到。")
        if Minutes.objects.filter(session=turn.row, state__in=BOUND).exists():
            raise Refused("纪要已送会签或审定，出席名单是其中一部分，不能再改。需要更正的，请先撤回纪要。")
        if turn.row.day > turn.today:
            raise Refused("会议还没有召开，不能登记签到。")
        seats = list(turn.row.seats.filter(pk__in=marks).select_related("unit", "person"))
        if len(seats) < len(marks):
            raise Refused("名单有变动，请刷新页面后重填签到表。")
        for seat in seats:
            mark = marks[seat.pk]
            seat.is_present = mark.is_present
            _note_name(seat, check_words("参会人", mark.name, field="attendance", least=0, most=40))
            seat.save(update_fields=["is_present", "name", "deputy_name", "deputy_title"])
        present = sum(seat.is_present is True for seat in seats)
        finish(turn, "note_attendance", text=f"登记签到：到会 {present}", detail={"present": present})
        return seats


def _note_name(seat: Attendance, name: str) -> None:
    """Who came for the seat. The deputy of the answer stands on the sheet already; another name takes the deputy's place."""
    if not name or name == seat.deputy_name:
        return
    if seat.is_present:
        seat.deputy_name = seat.deputy_title = ""
    seat.name = name


def admit_to_session(turn: Turn) -> None:
    """Give every seat sight of the session: units by a holding, persons by a part in it."""
    held = set(Holding.objects.filter(matter=turn.matter, ended_on__isnull=True).values_list("unit_id", flat=True))
    for seat in turn.row.seats.select_related("unit", "person"):
        if seat.unit_id and seat.unit_id not in held and seat.unit.kind in ATTENDING:
            hold(matter=turn.matter, unit=seat.unit, part=Holding.Part.ASSIST, at=turn.at)
        elif seat.person_id:
            add_handler(matter=turn.matter, person=seat.person, part=Handler.Part.REPORTER, at=turn.at)


def expected_people(turn: Turn, seat_ids: list[int] | None = None) -> list[int]:
    """Person ids behind the seats (all, or these), and the chair."""
    rows = turn.row.seats.all() if seat_ids is None else turn.row.seats.filter(pk__in=seat_ids)
    pairs = list(rows.values_list("unit_id", "person_id"))
    people = [person for _, person in pairs if person] + ([turn.row.chair_id] if seat_ids is None else [])
    return people + liaisons_of([unit for unit, _ in pairs if unit], turn.today)


def check_seated(session: Session) -> None:
    """Refused when nobody is asked as a member."""
    if not session.seats.filter(part=PART.MEMBER).exists():
        raise Refused("还没有请任何成员单位，请先确定参会单位。", field="units")


def _new_seats(turn: Turn, part: str, unit_ids: set[int], person_ids: set[int]) -> list[Attendance]:
    session, day = turn.row, turn.row.day
    taken = set(session.seats.values_list("unit_id", "person_id"))
    units = [
        unit for unit in invitable_units(session.township_id).filter(pk__in=unit_ids) if (unit.pk, None) not in taken
    ]
    if part == PART.MEMBER and any(unit.kind == UnitKind.OUTSIDE for unit in units):
        raise Refused("外部机关只能列席。", field="units")
    people = [one for one in leaders(session.township_id, day).filter(pk__in=person_ids) if (None, one.pk) not in taken]
    names = liaison_names([unit.pk for unit in units], day)
    first = (session.seats.aggregate(last=Max("order"))["last"] or 0) + 1
    rows = [Attendance(session=session, part=part, person=one, name=one.name) for one in people]
    rows += [Attendance(session=session, part=part, unit=unit, name=names.get(unit.pk, "")) for unit in units]
    for order, row in enumerate(rows, start=first):
        row.order = order
    return Attendance.objects.bulk_create(rows)


def _turn_of(seat_id: int, capability, by: Actor, at: datetime) -> tuple[Turn, Attendance]:
    known = row_in_sight(Attendance.objects, "没有找到这个参会席位。", pk=seat_id, session__township_id=by.township_id)
    turn = take(Session, known.session_id, revision=None, capability=capability, by=by, at=at)
    seat = Attendance.objects.select_related("unit", "person").filter(pk=seat_id).first()
    if seat is None:
        raise Refused("这个席位刚刚被取消，请刷新页面。")
    return turn, seat


def _check_open(turn: Turn, verb: str) -> None:
    if turn.row.state not in AGENDA_OPEN:
        raise Refused(f"会议现在是“{SESSIONS.label(turn.row.state)}”，不能{verb}。")
