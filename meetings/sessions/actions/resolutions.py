"""Carrying out resolutions: the unit receives, reports, asks for more time, finishes; the office verifies or returns (C5)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from meetings.permissions import DECIDE_EXTENSION, VERIFY_RESOLUTION, WORK_RESOLUTION
from meetings.sessions.models.resolutions import Progress, Resolution
from meetings.sessions.rules.resolutions import EXTENSION, check_extension, check_percent
from meetings.sessions.rules.terms import CARRY_OUT
from records.acts.actions.turns import Turn, finish, take, tell
from records.clocks.actions.clocks import extend_clock, stop_clocks
from records.clocks.models import Clock
from records.papers.actions.approvals import decide, propose
from records.papers.actions.attachments import Upload, attach
from records.papers.models.approvals import Approval
from records.papers.queries.approvals import pending_approval
from township.actors import Actor
from township.dates import check_not_future, full_date
from township.directory.queries.recipients import liaisons_of, people_with
from township.refusals import Refused
from township.words import check_words


def receive(*, resolution_id: int, revision: int, by: Actor, at: datetime) -> Resolution:
    """签收 by the responsible unit."""
    with transaction.atomic():
        turn = take(Resolution, resolution_id, revision=revision, capability=WORK_RESOLUTION, by=by, at=at)
        move = turn.move("receive")
        turn.row.received_on = turn.today
        finish(turn, move, text=f"{turn.row.unit.label}签收", unit=turn.row.unit)
        return turn.row


def report_progress(
    *,
    resolution_id: int,
    revision: int,
    percent: int,
    text: str,
    uploads: Iterable[Upload] = (),
    by: Actor,
    at: datetime,
) -> Resolution:
    """How far it is: percent (0 to 100, never backwards), words, files."""
    with transaction.atomic():
        turn = take(Resolution, resolution_id, revision=revision, capability=WORK_RESOLUTION, by=by, at=at)
        move = turn.move("report_progress")
        turn.row.percent = check_percent(percent, turn.row.percent)
        _note(turn, move.name, check_words("进展情况", text, field="text", least=4))
        _attach(turn, uploads)
        finish(turn, move, text=f"报告进展 {percent}%", unit=turn.row.unit, detail={"percent": percent})
        return turn.row


def ask_extension(*, resolution_id: int, revision: int, days: int, reason: str, by: Actor, at: datetime) -> Approval:
    """Ask for more time: natural days counted on from the due date, once, before it is over."""
    with transaction.atomic():
        turn = take(Resolution, resolution_id, revision=revision, capability=WORK_RESOLUTION, by=by, at=at)
        move, row = turn.move("ask_extension"), turn.row
        wanted = check_extension(days, row.extension_days)
        if turn.today > row.due_on:
            raise Refused(f"已过完成时限（{full_date(row.due_on)}），到期以前才能申请延期。", field="days")
        why = check_words("延期理由", reason, field="reason", least=4, most=300)
        approval = propose(
            matter=turn.matter,
            kind=EXTENSION,
            capability=DECIDE_EXTENSION,
            summary=f"议定事项延期 {wanted} 天",
            by=by,
            at=at,
            detail={"days": wanted},
        )
        _note(turn, move.name, f"申请延期 {wanted} 天：{why}")
        finish(turn, move, text=f"申请延期 {wanted} 天", unit=row.unit, detail={"days": wanted})
        tell(
            turn,
            people_with(DECIDE_EXTENSION, by.township_id, turn.today),
            kind="approval",
            text="申请延期，请决定",
            key=str(approval.pk),
        )
        return approval


def decide_extension(*, resolution_id: int, approved: bool, remark: str = "", by: Actor, at: datetime) -> Resolution:
    """Give the time asked for, or not (with a word)."""
    with transaction.atomic():
        turn = take(Resolution, resolution_id, revision=None, capability=DECIDE_EXTENSION, by=by, at=at)
        row, approval = turn.row, pending_approval(turn.matter.pk, EXTENSION)
        if approval is None:
            raise Refused("没有等待决定的延期申请，请刷新页面。")
        decide(approval_id=approval.pk, approved=approved, remark=remark, by=by, at=at)
        days = int(approval.detail["days"])
        words = f"同意延期 {days} 天" if approved else "不同意延期"
        move = turn.move("extend") if approved else "decline_extension"
        if approved:
            row.extension_days, row.due_on = days, row.due_on + timedelta(days=days)
            extend_clock(clock=_clock(turn), days=days, by_person_id=by.person_id)
        _note(turn, "extend", f"{words}。{remark}".strip("。") + "。")
        finish(turn, move, text=f"{words}，完成时限{full_date(row.due_on)}", detail={"approval": approval.pk})
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="decided", text=words, key=str(approval.pk))
        return row


def report_done(
    *,
    resolution_id: int,
    revision: int,
    text: str,
    on: date,
    uploads: Iterable[Upload] = (),
    by: Actor,
    at: datetime,
) -> Resolution:
    """The unit says it is carried out, since the day `on`; the office is asked to verify."""
    with transaction.atomic():
        turn = take(Resolution, resolution_id, revision=revision, capability=WORK_RESOLUTION, by=by, at=at)
        move, row = turn.move("report_done"), turn.row
        if pending_approval(turn.matter.pk, EXTENSION):
            raise Refused("延期申请正在等待决定，请等决定以后再报告落实。")
        words = check_words("落实情况", text, field="text", least=4)
        check_not_future("落实日期", on, today=turn.today, field="on")
        if on < row.decided_on:
            raise Refused(f"落实日期不能早于纪要印发日期（{full_date(row.decided_on)}）。", field="on")
        row.percent, row.reported_on, row.reported_by_id = 100, turn.today, by.person_id
        _note(turn, move.name, f"{full_date(on)}落实：{words}")
        _attach(turn, uploads)
        finish(turn, move, text="报告已落实", unit=row.unit)
        tell(
            turn,
            people_with(VERIFY_RESOLUTION, by.township_id, turn.today),
            kind="reported",
            text="报告已落实，请核实",
            key=str(row.revision),
        )
        return row


def verify(*, resolution_id: int, revision: int, text: str, by: Actor, at: datetime) -> Resolution:
    """The office verified it; the clock stops on the day the unit reported. Not by who reported."""
    with transaction.atomic():
        turn = take(Resolution, resolution_id, revision=revision, capability=VERIFY_RESOLUTION, by=by, at=at)
        move, row = turn.move("verify"), turn.row
        if by.person_id == row.reported_by_id:
            raise Refused("报告落实的人不能自己核实，请由另一位同志核实。")
        _note(turn, move.name, check_words("核实情况", text, field="text", least=4))
        row.verified_on, row.verified_by_id = turn.today, by.person_id
        stop_clocks(matter=turn.matter, codes=[CARRY_OUT.code], on=row.reported_on, evidence="报告落实，经核实")
        finish(turn, move, text="核实销号")
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="verified", text="已核实销号", key=str(row.revision))
        return row


def send_back(*, resolution_id: int, revision: int, text: str, by: Actor, at: datetime) -> Resolution:
    """Not carried out as decided: back to the unit, the time limit runs on."""
    with transaction.atomic():
        turn = take(Resolution, resolution_id, revision=revision, capability=VERIFY_RESOLUTION, by=by, at=at)
        move, row = turn.move("send_back"), turn.row
        _note(turn, move.name, check_words("退回理由", text, field="text", least=4))
        row.percent, row.reported_on, row.reported_by = min(row.percent, 99), None, None
        finish(turn, move, text="退回续办")
        tell(
            turn,
            liaisons_of([row.unit_id], turn.today),
            kind="sent_back",
            text="退回续办，理由见事项页",
            key=str(row.revision),
        )
        return row


def _clock(turn: Turn) -> Clock:
    clock = Clock.objects.get(matter=turn.matter, code=CARRY_OUT.code, stopped_on__isnull=True)
    clock.matter = turn.matter
    return clock


def _attach(turn: Turn, uploads: Iterable[Upload]) -> None:
    for upload in uploads:
        attach(matter=turn.matter, upload=upload, purpose="progress", by=turn.by, at=turn.at)


def _note(turn: Turn, move: str, text: str) -> None:
    Progress.objects.create(
        resolution=turn.row, at=turn.at, move=move, percent=turn.row.percent, text=text[:500], by_id=turn.by.person_id
    )
