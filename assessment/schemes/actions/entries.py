"""Points that people give: marks by hand, awards, vetoes, adjustments."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from assessment.permissions import (
    APPROVE_RUN,
    SCORE,
)
from assessment.schemes.models.runs import Entry, Run
from assessment.schemes.queries.runs import (
    FALLEN,
)
from assessment.schemes.queries.schemes import content_of
from assessment.schemes.rules.schemes import BONUS, HAND, VETO
from records.acts.actions.turns import Turn, finish, take
from records.matters.actions.events import add_event
from records.matters.models.matters import Matter
from records.matters.queries.scope import matters_visible_to
from supervision.accountability.queries.measures import standing
from township.actors import Actor, NotAllowed
from township.directory.models.units import Unit
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


@dataclass(frozen=True)
class Mark:
    """Points for one leaf, and on what evidence."""

    item: str
    points: Decimal
    ground: str


def mark(*, run_id: int, unit_id: int, marks: tuple[Mark, ...], by: Actor, at: datetime) -> Run:
    """One scorer's points for a unit, 0 to the weight of the leaf; scored again they replace the scorer's own.

    Refused for somebody of the unit."""
    with transaction.atomic():
        turn, unit = _scoring(run_id, unit_id, by, at)
        move, content = turn.move("mark"), content_of(turn.row.scheme)
        for one in marks:
            item = content.item(one.item)
            if item.kind != HAND or not 0 <= one.points <= item.weight:
                raise Refused(f"“{item.label}”评 0 到 {item.weight.normalize():f} 分。", field=f"points_{item.key}")
            others = turn.row.entries.filter(unit=unit, item=item.key, kind=Entry.Kind.MARK).exclude(by_id=by.person_id)
            if others.count() >= item.scorers:
                raise Refused(f"“{item.label}”已经由{item.scorers}人评过分。", field=f"points_{item.key}")
            ground = check_words("评分依据", one.ground, field=f"ground_{item.key}", least=4, most=300)
            Entry.objects.update_or_create(
                run=turn.row,
                unit=unit,
                kind=Entry.Kind.MARK,
                item=item.key,
                by_id=by.person_id,
                defaults={"points": one.points, "ground": ground, "on": turn.today},
            )
        if not marks:
            raise Refused("请至少给一项评分。")
        finish(turn, move, text=f"{unit.label}评分", unit=unit, detail={"items": [one.item for one in marks]})
        return turn.row


def award(
    *,
    run_id: int,
    unit_id: int,
    item: str,
    points: Decimal | None,
    ground: str,
    number: str = "",
    by: Actor,
    at: datetime,
) -> Entry:
    """A bonus with its ground, or a veto. number: of the paper or decision; a veto needs one that stands in this system."""
    with transaction.atomic():
        turn, unit = _scoring(run_id, unit_id, by, at)
        move, leaf = turn.move("award"), content_of(turn.row.scheme).item(item)
        if leaf.kind not in (BONUS, VETO):
            raise Refused("请选择加分项或者否决项。", field="item")
        about = _matter(by, number)
        if leaf.kind == VETO:
            _check_decided(about, unit, leaf.source, turn.today)
        if leaf.kind == BONUS and (points is None or not 0 < points <= leaf.cap):
            raise Refused(f"加分填大于 0、不超过 {leaf.cap.normalize():f} 的分数。", leaf.source, "points")
        kind = Entry.Kind.BONUS if leaf.kind == BONUS else Entry.Kind.VETO
        entry = Entry.objects.create(
            run=turn.row,
            unit=unit,
            kind=kind,
            item=item,
            points=points if leaf.kind == BONUS else 0,
            ground=check_words("依据", ground, field="ground", least=4, most=300),
            about=about,
            by_id=by.person_id,
            on=turn.today,
        )
        finish(turn, move, text=f"{unit.label}{leaf.label}", unit=unit, detail={"item": item})
        return entry


def drop_fallen(turn: Turn) -> None:
    """Before the result is frozen: a veto whose measure was lifted, revoked or ran out counts no more, and the run says so."""
    for entry in turn.row.entries.filter(FALLEN).select_related("unit", "about"):
        text = f"{entry.unit.label}的否决依据（{entry.about.number}）已经不再生效，不计入"
        add_event(matter=turn.matter, by=turn.by, at=turn.at, move="award", text=text, unit=entry.unit)
        entry.delete()


DECISIONS = ("resolution", "measure", "order")


VETO_NEEDS = "否决只能依据已经作出的问责决定或者会议决定，请填它的编号。"


def _check_decided(about: Matter | None, unit: Unit, source: str, today: date) -> None:
    """A veto rests on an accountability decision about this unit that stands today, or on a resolution; an order decides nothing."""
    if about is None or about.kind == "order":
        raise Refused(VETO_NEEDS, source, "number")
    if about.kind == "measure":
        row = standing(about.township_id, today).filter(pk=about.pk).first()
        if row is None:
            raise Refused("这项问责还没有生效，或者已经解除、期满、撤销，不能作为否决的依据。", source, "number")
        if row.unit_id != unit.pk:
            raise Refused(f"这项问责是对{row.unit.label}作出的，不是{unit.label}。", source, "number")


def _matter(by: Actor, number: str) -> Matter | None:
    if not number.strip():
        return None
    found = matters_visible_to(by).filter(number=number.strip(), kind__in=DECISIONS).first()
    if found is None:
        raise Refused("没有找到这个编号的问责决定、议定事项或者督办单。", field="number")
    return found


def adjust(*, run_id: int, unit_id: int, points: Decimal, ground: str, by: Actor, at: datetime) -> Entry:
    """The group adjusts a unit's total, up or down, with a reason that is printed."""
    with transaction.atomic():
        turn = take(Run, run_id, revision=None, capability=APPROVE_RUN, by=by, at=at)
        move, unit = turn.move("adjust"), unit_in(turn.row, unit_id)
        if not points:
            raise Refused("请填调整的分数，减分填负数。", field="points")
        entry = Entry.objects.create(
            run=turn.row,
            unit=unit,
            kind=Entry.Kind.ADJUST,
            points=points,
            ground=check_words("集体研究的情况和理由", ground, field="ground", least=8, most=300),
            by_id=by.person_id,
            on=turn.today,
        )
        finish(turn, move, text=f"集体调整{unit.label}得分", note=entry.ground, unit=unit)
        return entry


def unit_in(run: Run, unit_id: int) -> Unit:
    row = row_in_sight(run.units.select_related("unit"), "没有找到这个单位。", unit_id=unit_id)
    return row.unit


def _scoring(run_id: int, unit_id: int, by: Actor, at: datetime) -> tuple[Turn, Unit]:
    turn = take(Run, run_id, revision=None, capability=SCORE, by=by, at=at)
    unit = unit_in(turn.row, unit_id)
    if unit.pk in by.unit_ids:
        raise NotAllowed("本单位的人不能给本单位评分。")
    return turn, unit
