"""Liaison points: given to a leader, visited, given back (D6)."""

from datetime import date, datetime

from django.db import transaction

from meetings.permissions import ASSIGN_POINT, VISIT_POINT
from meetings.receptions.actions.slots import ensure_for
from meetings.receptions.models.liaison_points import LiaisonPoint, PointVisit
from meetings.receptions.queries.liaison_points import unvisited
from meetings.receptions.queries.rosters import leaders_on
from records.duties.actions.duties import fulfil
from township.actors import Actor, ensure_may
from township.dates import check_not_future
from township.directory.models.units import Unit
from township.journal.actions import write_entry
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words


def assign_point(*, person_id: int, unit_id: int, since: date, by: Actor, at: datetime) -> LiaisonPoint:
    """A leader answers for a village or unit from a day on."""
    with transaction.atomic():
        ensure_may(by, ASSIGN_POINT)
        person = leaders_on(by.township_id, at.date()).filter(pk=person_id).first()
        if person is None:
            raise Refused("请选择现任班子成员。", field="person")
        unit = Unit.objects.filter(pk=unit_id, township_id=by.township_id, is_active=True).first()
        if unit is None:
            raise Refused("没有这个单位，请重新选择。", field="unit")
        if LiaisonPoint.objects.filter(person=person, unit=unit, until__isnull=True).exists():
            raise Refused(f"{unit.label}已经是{person.name}的联系点。", field="unit")
        point = LiaisonPoint.objects.create(
            township_id=by.township_id, person=person, unit=unit, since=since, assigned_by_id=by.person_id
        )
        _journal(point, "assign", by, at)
        return point


def end_point(*, point_id: int, by: Actor, at: datetime) -> LiaisonPoint:
    """From tomorrow on it is no liaison point of this leader any more; its visits stay."""
    with transaction.atomic():
        ensure_may(by, ASSIGN_POINT)
        point = _locked(point_id, by)
        if point.until:
            raise Refused("这个联系点已经终止。")
        point.until = max(at.date(), point.since)
        point.save()
        _journal(point, "end", by, at)
        return point


def visit_point(*, point_id: int, on: date, text: str, by: Actor, at: datetime) -> PointVisit:
    """A visit; when every point of the leader has one in the quarter, their duty of the quarter is done."""
    with transaction.atomic():
        ensure_may(by, VISIT_POINT)
        point = _locked(point_id, by)
        ensure_for(by, VISIT_POINT, point.person_id, "联系点走访")
        check_not_future("走访日期", on, today=at.date(), field="on")
        if on < point.since or (point.until and on > point.until):
            raise Refused("走访日期不在联系期间内。", field="on")
        visit = PointVisit.objects.create(
            point=point,
            on=on,
            text=check_words("督导情况", text, field="text", least=4, most=1000),
            recorded_by_id=by.person_id,
            recorded_at=at,
        )
        _journal(point, "visit", by, at)
        if not unvisited(point.person_id, on).exists():
            fulfil(
                clause="liaison_point_quarter",
                township_id=by.township_id,
                on=on,
                by=by,
                at=at,
                person_id=point.person_id,
                text="本季度联系点已全部走访",
            )
        return visit


def _locked(point_id: int, by: Actor) -> LiaisonPoint:
    rows = LiaisonPoint.objects.select_for_update(of=("self",)).select_related("unit")
    return row_in_sight(rows, "没有找到这个联系点。", pk=point_id, township_id=by.township_id)


def _journal(point: LiaisonPoint, act: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=f"liaison_point.{act}",
        subject_kind="liaison_point",
        subject_id=point.pk,
        subject_label=point.unit.label,
        detail={"person": point.person_id},
    )
