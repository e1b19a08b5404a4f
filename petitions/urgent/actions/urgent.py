"""Acts on urgent information: reported, judged, passed on, told upward by telephone, verified, closed (B11).

Every act writes one line of a log that is never changed. Notices carry the number and the step, nothing of the words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from petitions.permissions import JUDGE_URGENT, REPORT_URGENT, WORK_URGENT
from petitions.urgent.actions.log import log_entry, pass_to_units, tell_convenors
from petitions.urgent.models import UrgentReport
from petitions.urgent.rules import (
    ARTICLE,
    LEVELS,
    MATTER_SERIES,
    NO_HIDING,
    REPORTED,
    UPWARD,
    check_close,
    check_phone_up,
    check_times,
)
from records.acts.actions.turns import Turn, finish, journal, start, take, tell
from records.jobs.actions.jobs import enqueue
from records.jobs.actions.jobs import finish as finish_job
from records.jobs.models.jobs import Job
from records.matters.actions.access import add_handler, hold
from records.matters.models.access import Handler, Holding
from records.papers.actions.numbers import issue_number
from records.papers.models.documents import Document
from township.actors import Actor, NotAllowed, ensure_may, system_actor
from township.crypto import keyed_hash
from township.dates import full_time
from township.directory.models.people import Person
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.recipients import people_in
from township.directory.rules.posts import CONVENORS, OFFICE_ROLES
from township.permissions import Reach
from township.profiles.queries.settings import setting
from township.refusals import Refused
from township.words import check_words

ALARM_JOB = "urgent_alarm"
ROBOT = "定时任务·紧急信息"


@dataclass(frozen=True, kw_only=True)
class ReportData:
    """One page of a report. told_by, told_at: of a report that came by telephone and is written down by the office."""

    happened_at: datetime
    place: str
    headcount: int
    demand: str
    story: str
    done: str = ""
    told_by: str = ""
    told_at: datetime | None = None
    unit_id: int | None = None
    submission_key: str = ""


def report_urgent(*, data: ReportData, by: Actor, at: datetime) -> UrgentReport:
    """Open the report; its times stand from now on. The office and, by the clock, its director are told at once.

    A page that was sent twice makes one report. Refused for times in the future or out of order.
    """
    reach = ensure_may(by, REPORT_URGENT)
    if by.person_id is None:
        raise NotAllowed("紧急信息由本人报告。")
    is_phone = data.told_at is not None
    if is_phone and reach != Reach.TOWNSHIP:
        raise Refused("电话接报由联席办登记；您直接填报即可。", ARTICLE, "told_on")
    if is_phone and not data.told_by.strip():
        raise Refused("请填写是哪个单位、谁打来的电话。", NO_HIDING, "told_by")
    reported_at = data.told_at or at
    check_times(data.happened_at, reported_at, at)
    key = keyed_hash(f"{by.account_id}:{data.submission_key}", purpose="urgent") if data.submission_key else ""
    with transaction.atomic():
        township = Township.objects.select_for_update().get(pk=by.township_id)
        known = UrgentReport.objects.filter(township=township, submission_key=key).first() if key else None
        if known:
            return known
        unit = _reporting_unit(data.unit_id, by, is_phone)
        matter = start(kind="urgent", number=_number(township, at), title=f"{unit.label}报告的紧急信息", by=by, at=at)
        row = UrgentReport.objects.create(
            matter=matter,
            township=township,
            submission_key=key,
            via="phone" if is_phone else "screen",
            happened_at=data.happened_at,
            place=data.place.strip(),
            headcount=data.headcount,
            demand=data.demand.strip(),
            story=data.story.strip(),
            done=data.done.strip(),
            unit=unit,
            reported_by_id=by.person_id,
            told_by=data.told_by.strip()[:60] if is_phone else "",
            reported_at=reported_at,
            entered_at=at,
        )
        add_handler(matter=matter, person=Person.objects.get(pk=by.person_id), part=Handler.Part.REPORTER, at=at)
        if not unit.is_office and unit.kind != UnitKind.TOWNSHIP:
            hold(matter=matter, unit=unit, part=Holding.Part.ASSIST, at=at)
        turn = Turn(row, by, at)
        log_entry(turn, "report", _first_words(row), unit=unit)
        finish(turn, "report", text="报告紧急信息", unit=unit)
        tell(
            turn,
            people_in(OFFICE_ROLES, by.township_id, turn.today),
            kind="urgent",
            text="紧急信息，请立即研判",
            key="new",
        )
        limit = timedelta(minutes=int(setting(by.township_id, "urgent_judge_minutes")))
        enqueue(
            kind=ALARM_JOB,
            subject=f"urgent:{matter.pk}",
            payload={"urgent": matter.pk},
            township_id=by.township_id,
            at=at,
            run_after=max(at, reported_at + limit),
        )
        return row


def judge(
    *, urgent_id: int, revision: int, level: str, opinion: str, unit_ids: Iterable[int] = (), by: Actor, at: datetime
) -> UrgentReport:
    """Say how grave it is, in words, and pass it on to the units concerned; 重大 and 紧急 reach the convenors at once."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=JUDGE_URGENT, by=by, at=at)
        move, row = turn.move("judge"), turn.row
        _check_level(level)
        words = check_words("研判意见", opinion, field="opinion", least=4, most=4000)
        row.level, row.judged_at, row.judged_by_id = level, at, by.person_id
        log_entry(turn, "judge", words, level=level)
        pass_to_units(turn, unit_ids, words)
        finish(turn, move, text=f"研判为{LEVELS[level]}", detail={"level": level})
        tell_convenors(turn)
        tell(turn, [row.reported_by_id], kind="judged", text=f"已研判为{LEVELS[level]}", key="judge")
        return row


def change_level(*, urgent_id: int, revision: int, level: str, opinion: str, by: Actor, at: datetime) -> UrgentReport:
    """Another level, because the situation or the knowledge of it changed; the first judgement stays in the log."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=JUDGE_URGENT, by=by, at=at)
        move, row = turn.move("change_level"), turn.row
        _check_level(level)
        if level == row.level:
            raise Refused("级别没有变化。", field="level")
        words = check_words("理由", opinion, field="opinion", least=4, most=4000)
        row.level = level
        log_entry(turn, "judge", words, level=level)
        finish(turn, move, text=f"级别改为{LEVELS[level]}", detail={"level": level})
        tell_convenors(turn)
        return row


def pass_on(
    *, urgent_id: int, revision: int, unit_ids: Iterable[int], text: str, by: Actor, at: datetime
) -> UrgentReport:
    """Tell further units, with what they are to do."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=JUDGE_URGENT, by=by, at=at)
        move = turn.move("pass_on")
        if not pass_to_units(turn, unit_ids, check_words("要求", text, field="text", least=4, most=4000)):
            raise Refused("请勾选要通报的单位。", field="units")
        finish(turn, move, text="通报有关单位")
        return turn.row


def add_entry(
    *, urgent_id: int, kind: str, text: str, by: Actor, at: datetime, revision: int | None = None
) -> UrgentReport:
    """A further line: kind add (续报), verify (核查结果) or follow_up (处置进展). The office and the convenors hear of it."""
    if kind not in ("add", "verify", "follow_up"):
        raise Refused("没有这种记录，请刷新页面。")
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=WORK_URGENT, by=by, at=at)
        move, row = turn.move(kind), turn.row
        unit = Unit.objects.filter(pk__in=by.unit_ids).order_by("pk").first()
        entry = log_entry(turn, kind, check_words(move.label, text, field="text", least=4, most=4000), unit=unit)
        finish(turn, move, text=move.label, unit=unit)
        people = people_in(OFFICE_ROLES, by.township_id, turn.today)
        if row.level in UPWARD:
            people = [*people, *people_in(CONVENORS, by.township_id, turn.today)]
        tell(turn, people, kind=kind, text=f"有新的{move.label}", key=str(entry.pk))
        return row


def phone_up(
    *, urgent_id: int, revision: int, organ: str, person: str, text: str, by: Actor, at: datetime
) -> UrgentReport:
    """Record that it was told upward by telephone before the written report. organ, person: who took the call."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=JUDGE_URGENT, by=by, at=at)
        move = turn.move("phone_up")
        check_phone_up(turn.row.level)
        told = check_words("报告给", organ, field="organ", least=2, most=60)
        answered = check_words("接话人", person, field="person", least=2, most=40)
        words = check_words("报告内容", text, field="text", least=4, most=4000)
        log_entry(turn, "phone_up", words, to_whom=f"{told}，{answered}接")
        finish(turn, move, text=f"电话报告{organ.strip()}"[:100])
        return turn.row


def close_urgent(*, urgent_id: int, revision: int, text: str, by: Actor, at: datetime) -> UrgentReport:
    """Close it when it was verified and, if grave, reported in writing."""
    with transaction.atomic():
        turn = take(UrgentReport, urgent_id, revision=revision, capability=JUDGE_URGENT, by=by, at=at)
        move, row = turn.move("close"), turn.row
        done = set(row.entries.values_list("kind", flat=True))
        has_bulletin = bool(row.document_id) and row.document.state == Document.State.ISSUED
        check_close(row.level, done, has_bulletin)
        log_entry(turn, "close", check_words("办结情况", text, field="text", least=4, most=4000))
        row.closed_at = at
        finish(turn, move, text="紧急信息办结")
        tell(turn, [row.reported_by_id], kind="closed", text="已办结", key="close")
        return row


def run_alarm(job: Job, at: datetime) -> None:
    """The job that was written with the report: nobody judged it in time, so director and convenors are told, once."""
    with transaction.atomic():
        row = (
            UrgentReport.objects.select_for_update().select_related("matter", "township").get(pk=job.payload["urgent"])
        )
        if row.state == REPORTED and row.alarmed_at is None:
            turn = Turn(row, system_actor(row.township_id, ROBOT, at.date()), at)
            minutes = int((at - row.reported_at).total_seconds() // 60)
            people = people_in((*OFFICE_ROLES, *CONVENORS), row.township_id, turn.today)
            tell(turn, people, kind="alarm", text=f"接报 {minutes} 分钟还没有研判", key="alarm")
            row.alarmed_at = at
            log_entry(turn, "alarm", f"接报 {minutes} 分钟未研判，已提醒主任和召集人（本办规定）。")
            row.save(update_fields=["alarmed_at"])
            journal(turn, "urgent.alarm")
        finish_job(job=job, at=at)


def _reporting_unit(unit_id: int | None, by: Actor, is_phone: bool) -> Unit:
    units = Unit.objects.filter(township_id=by.township_id, is_active=True).exclude(kind=UnitKind.OUTSIDE)
    if is_phone:
        found = units.filter(pk=unit_id).first() if unit_id else None
        if found is None:
            raise Refused("请选择来电单位。", field="unit")
        return found
    found = units.filter(pk__in=by.unit_ids).order_by("pk").first()
    if found is None:
        raise NotAllowed("您没有任职单位，不能报告。")
    return found


def _number(township: Township, at: datetime) -> str:
    return issue_number(MATTER_SERIES, township_id=township.pk, on=at.date(), mark=township.mark)


def _check_level(level: str) -> None:
    if level not in LEVELS:
        raise Refused("请选择级别：重大、紧急或者一般。", ARTICLE, "level")


def _first_words(row: UrgentReport) -> str:
    lines = [
        f"发生时间：{full_time(row.happened_at)}",
        f"地点：{row.place}",
        f"大约人数：{row.headcount}",
        f"主要诉求：{row.demand}",
        f"情况经过：{row.story}",
    ]
    if row.done:
        lines.append(f"已采取的措施：{row.done}")
    if row.told_by:
        lines.append(f"电话接报：{row.told_by}，{full_time(row.reported_at)}")
    return "\n".join(lines)
