"""Joint receptions (联合接访, B13): units called to a reception, who came when, and what each unit said."""

from datetime import datetime

from django.db import transaction

from meetings.receptions.actions.receptions import finish, take_reception
from meetings.receptions.models.receptions import CalledUnit
from meetings.receptions.queries.receptions import NOT_FOUND
from meetings.receptions.rules.receptions import RECEPTIONS
from records.matters.actions.access import hold
from records.matters.models.access import Holding
from records.notices.actions.notices import notify
from township.actors import Actor
from township.directory.models.units import Unit
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def call_unit(
    *, reception_id: int, revision: int, unit_id: int, called_at: datetime, by: Actor, at: datetime
) -> CalledUnit:
    """Call a unit to the reception (联合接访); its liaison sees the reception from now on."""
    with transaction.atomic():
        turn = take_reception(reception_id, revision, by, at)
        RECEPTIONS.move("note", turn.row.state)
        unit = Unit.objects.filter(pk=unit_id, township_id=by.township_id, is_active=True).first()
        if unit is None:
            raise Refused("没有这个单位，请重新选择。", field="unit")
        if called_at > at:
            raise Refused("通知时间不能晚于现在。", field="called_at")
        if turn.row.called_units.filter(unit=unit).exists():
            raise Refused("这个单位已经通知过。", field="unit")
        hold(matter=turn.row.matter, unit=unit, part=Holding.Part.ASSIST, at=at)
        row = CalledUnit.objects.create(reception=turn.row, unit=unit, called_at=called_at)
        turn.row.is_joint = True
        finish(turn, "call_unit", text=f"通知{unit.label}到场联合接访", detail={"unit": unit.pk})
        notify(
            matter=turn.row.matter,
            recipients=liaisons_of([unit.pk], turn.today),
            kind="joint",
            at=at,
            text=f"{turn.row.matter.number} 联合接访，请到{turn.row.place}",
            key=f"joint:{row.pk}",
        )
        return row


def note_unit(
    *,
    reception_id: int,
    called_id: int,
    revision: int,
    came_at: datetime | None,
    who: str = "",
    absence: str = "",
    result: str = "",
    by: Actor,
    at: datetime,
) -> CalledUnit:
    """Who came when and what the unit said; or why nobody came."""
    with transaction.atomic():
        turn = take_reception(reception_id, revision, by, at)
        row = row_in_sight(turn.row.called_units.select_related("unit"), NOT_FOUND, pk=called_id)
        RECEPTIONS.move("note", turn.row.state)
        if came_at is None:
            row.absence = check_words("未到原因", absence, field="absence", least=2, most=100)
            row.who = ""
        else:
            if came_at > at or came_at < row.called_at:
                raise Refused("到场时间应在通知以后，不能晚于现在。", field="came_at")
            row.who, row.absence = check_words("到场人员", who, field="who", most=60), ""
        row.came_at = came_at
        row.result = check_words("处理意见", result, field="result", least=0, most=1000)
        row.save()
        words = "到场" if came_at else "未到场"
        finish(turn, "note_unit", text=f"{row.unit.label}{words}", detail={"unit": row.unit_id, "came": bool(came_at)})
        return row
