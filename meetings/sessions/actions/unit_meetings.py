"""A unit records its monthly meeting on petition work (C10); the record is the evidence of the duty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.permissions import RECORD_UNIT_MEETING
from meetings.sessions.models.unit_meetings import UnitMeeting
from meetings.sessions.queries.unit_meetings import CLAUSE
from meetings.sessions.rules.unit_meetings import check_day
from records.duties.actions.duties import fulfil
from records.matters.actions.access import hold
from records.matters.actions.events import add_event
from records.matters.models.access import Holding
from records.matters.models.matters import Matter
from records.matters.queries.scope import ensure
from records.papers.actions.attachments import Upload, attach
from records.papers.actions.numbers import issue_number
from records.papers.rules.numbers import declare_series
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.dates import full_month, short_date
from township.directory.models.units import Unit
from township.journal.actions import write_entry
from township.refusals import Refused
from township.saving import once
from township.sight import row_in_sight
from township.words import check_words

declare_series("unit_meeting", "例", own=True)
PURPOSE = "unit_meeting"


@dataclass(frozen=True)
class UnitMeetingData:
    """What the form gives. present: how many people came."""

    held_on: date
    chair_name: str
    present: int
    summed_up: str
    analysis: str
    plan: str


def record_unit_meeting(
    *, unit_id: int, data: UnitMeetingData, uploads: Iterable[Upload] = (), by: Actor, at: datetime
) -> UnitMeeting:
    """Record the meeting of one of one's own units; once for each month. It closes the duty of that month."""
    with transaction.atomic():
        ensure_may(by, RECORD_UNIT_MEETING)
        unit = Unit.objects.filter(pk=unit_id, township_id=by.township_id, is_active=True).first()
        if unit is None or unit.pk not in by.unit_ids:
            raise OutOfScope("没有找到这个单位。")
        month = check_day(data.held_on, at.date())
        if UnitMeeting.objects.filter(unit=unit, month=month).exists():
            raise Refused(f"{full_month(month)}的例会已经登记，可以打开修改。", field="held_on")
        matter = Matter.objects.create(
            township_id=by.township_id,
            kind="unit_meeting",
            number=issue_number("unit_meeting", township_id=by.township_id, on=at.date()),
            title=f"{unit.label}{full_month(month)}信访工作例会"[:120],
            holder_unit=unit,
            opened_on=at.date(),
            closed_on=at.date(),
        )
        hold(matter=matter, unit=unit, part=Holding.Part.LEAD, at=at)
        row = UnitMeeting(
            matter=matter,
            township_id=by.township_id,
            unit=unit,
            month=month,
            recorded_by_id=by.person_id,
            recorded_on=at.date(),
            **_checked(data),
        )
        with once(Refused("这个月的例会刚刚由同事登记过，请刷新页面。", field="held_on")):
            row.save(force_insert=True)
        _keep(row, uploads, "record", "登记例会", by, at)
        fulfil(
            clause=CLAUSE,
            township_id=by.township_id,
            on=at.date(),
            by=by,
            at=at,
            evidence=matter,
            unit_id=unit.pk,
            text=f"{short_date(data.held_on)}召开，{data.present}人到会",
            period=f"{month:%Y-%m}",
        )
        return row


def edit_unit_meeting(
    *, meeting_id: int, revision: int, data: UnitMeetingData, uploads: Iterable[Upload] = (), by: Actor, at: datetime
) -> UnitMeeting:
    """Correct the record within its month's row; the month itself stays."""
    with transaction.atomic():
        rows = UnitMeeting.objects.select_for_update(of=("self",)).select_related("matter", "unit")
        row = row_in_sight(rows, "没有找到这次例会。", pk=meeting_id, township_id=by.township_id)
        ensure(by, RECORD_UNIT_MEETING, row.matter)
        if row.unit_id not in by.unit_ids:
            raise NotAllowed("例会由召开的单位修改。")
        if row.revision != revision:
            raise Refused("这次例会刚刚由同事改过，请刷新页面后再改。")
        if check_day(data.held_on, at.date()) != row.month:
            raise Refused("召开日期要在原来的月份里；登记错月份的，请在那个月另行登记。", field="held_on")
        if data.held_on > row.recorded_on:
            raise Refused("召开日期不能晚于登记日期。", field="held_on")
        for name, value in _checked(data).items():
            setattr(row, name, value)
        row.revision += 1
        row.save()
        _keep(row, uploads, "edit", "修改例会记录", by, at)
        return row


def _checked(data: UnitMeetingData) -> dict:
    if not 1 <= data.present <= 999:
        raise Refused("到会人数填 1 到 999。", field="present")
    return {
        "held_on": data.held_on,
        "chair_name": check_words("主持人", data.chair_name, field="chair_name", least=2, most=40),
        "present": data.present,
        "summed_up": check_words("上月工作小结", data.summed_up, field="summed_up", least=4, most=2000),
        "analysis": check_words("形势分析", data.analysis, field="analysis", least=4, most=2000),
        "plan": check_words("下月打算", data.plan, field="plan", least=4, most=2000),
    }


def _keep(row: UnitMeeting, uploads: Iterable[Upload], act: str, text: str, by: Actor, at: datetime) -> None:
    for upload in uploads:
        attach(matter=row.matter, upload=upload, purpose=PURPOSE, by=by, at=at)
    add_event(matter=row.matter, by=by, at=at, move=act, text=text, unit=row.unit)
    write_entry(
        by=by,
        at=at,
        action=f"unit_meeting.{act}",
        subject_kind="unit_meeting",
        subject_id=row.pk,
        subject_label=row.matter.number,
        detail={"unit": row.unit_id, "month": f"{row.month:%Y-%m}"},
    )
