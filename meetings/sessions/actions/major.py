"""Marking a topic or resolution as 三重一大, taking the mark back, and what a decision from above sets free (C6)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from meetings.permissions import APPROVE_REFERRAL, MARK_MAJOR, RECORD_DECISION, WRITE_REFERRAL
from meetings.sessions.actions.subjects import reconcile_subject
from meetings.sessions.models.referrals import MajorMark, Referral
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.major import mark_of, resolutions_of
from meetings.sessions.queries.topics import linked_targets
from meetings.sessions.rules.referrals import DECLINED, FREEING, LIVE, ORGANS, VERDICTS, check_ground
from meetings.sessions.rules.resolutions import RESOLUTIONS, WAITING, WITH_UNIT
from meetings.sessions.rules.terms import CARRY_OUT
from meetings.sessions.rules.topics import CLOSED_STATES, HEARD
from records.acts.actions.turns import Turn, finish, journal, locked, take, tell
from records.clocks.actions.clocks import start_clock, stop_clocks
from records.matters.actions.events import add_event
from records.papers.actions.attachments import Upload, attach
from records.work.actions.reconcile import reconcile
from township.actors import Actor
from township.dates import check_not_future, full_date
from township.directory.queries.recipients import liaisons_of, people_with
from township.refusals import Refused
from township.words import check_words

DECISION_FILES = "decision"


def mark_topic(*, topic_id: int, revision: int, ground: str, reason: str, by: Actor, at: datetime) -> MajorMark:
    """Mark a topic. Resolutions that came of it already run on until a second person has signed the 请示."""
    with transaction.atomic():
        turn = take(Topic, topic_id, revision=revision, capability=MARK_MAJOR, by=by, at=at)
        if turn.row.state in CLOSED_STATES - {HEARD}:
            raise Refused("不上会或已撤回的议题不用列为三重一大。")
        return _mark(turn, ground, reason, topic=turn.row)


def mark_resolution(
    *, resolution_id: int, revision: int, ground: str, reason: str, by: Actor, at: datetime
) -> MajorMark:
    """Mark one resolution whose topic is not marked. It runs on until a second person has signed the 请示."""
    with transaction.atomic():
        turn = take(Resolution, resolution_id, revision=revision, capability=MARK_MAJOR, by=by, at=at)
        if turn.row.state not in WITH_UNIT:
            raise Refused(f"议定事项现在是“{turn.row.get_state_display()}”，不能再列为三重一大。")
        return _mark(turn, ground, reason, resolution=turn.row)


def unmark(*, mark_id: int, by: Actor, at: datetime) -> None:
    """A convenor takes the mark back while nothing has been sent up; what waited goes on."""
    with transaction.atomic():
        turn, mark = _marked(mark_id, APPROVE_REFERRAL, by, at)
        if mark.referrals.filter(state__in=LIVE).exists():
            raise Refused("请示正在办理，先办理“不再请示”或等批复。")
        if mark.referrals.exclude(number="").exists():
            raise Refused("已经向党委、政府请示过的，不能取消。")
        waiting = list(resolutions_of(mark))
        mark.lifted_on, mark.lifted_by_id = turn.today, by.person_id
        mark.save(update_fields=["lifted_on", "lifted_by"])
        if mark.topic_id:
            finish(turn, "unmark_major", text="不再列为三重一大事项")
        else:
            reconcile(turn.row, by=by, at=at)
            journal(turn, "resolution.unmark_major")
        free(waiting, by, at, why="不再列为三重一大事项")


def record_decision(
    *,
    referral_id: int,
    revision: int,
    verdict: str,
    decided_in: str,
    decided_on: date,
    decision_number: str = "",
    decision: str,
    uploads: Iterable[Upload] = (),
    by: Actor,
    at: datetime,
) -> Referral:
    """What the party committee or the government decided: meeting, day, number, words, scanned paper.

    An agreement sets the resolutions free, their limits moved on by the days they waited; a refusal drops them; a deferral
    leaves them waiting for another 请示. The topic, the resolutions and the linked matters get a line in their timelines.
    """
    with transaction.atomic():
        turn = take(Referral, referral_id, revision=revision, capability=RECORD_DECISION, by=by, at=at)
        move, row = turn.move("record_decision"), turn.row
        if verdict not in VERDICTS:
            raise Refused("请选择决定结果。", field="verdict")
        check_not_future("决定日期", decided_on, today=turn.today, field="decided_on")
        if decided_on < row.issued_on:
            raise Refused(f"决定日期不能早于报送日期（{full_date(row.issued_on)}）。", field="decided_on")
        row.verdict, row.decided_on, row.recorded_by_id = verdict, decided_on, by.person_id
        row.decided_in = check_words("决定会议", decided_in, field="decided_in", least=2, most=60)
        row.decision_number = check_words("决定文号", decision_number, field="decision_number", least=0, most=60)
        row.decision = check_words("决定内容", decision, field="decision", least=4, most=2000)
        for upload in uploads:
            attach(matter=turn.matter, upload=upload, purpose=DECISION_FILES, by=by, at=at)
        words = f"{ORGANS[row.organ]}{VERDICTS[verdict]}（{row.decided_in}，{full_date(decided_on)}）"
        finish(turn, move, text=words, on=decided_on, detail={"verdict": verdict})
        _tell_subject(turn, words)
        _carry_on(turn, words)
        reconcile_subject(row, by=by, at=at)
        return row


def free(rows: Iterable[Resolution], by: Actor, at: datetime, *, why: str) -> None:
    """Let waiting resolutions go on: due day and clock move on by the natural days they waited; the units receipt anew."""
    for known in rows:
        turn = Turn(locked(Resolution, known.pk, by), by, at)
        row = turn.row
        if row.state != WAITING:
            continue
        row.due_on += turn.today - row.waits_since
        row.waits_since = None
        start_clock(
            matter=turn.matter,
            term=CARRY_OUT,
            start_on=turn.today,
            evidence=why[:120],
            unit=row.unit,
            due_on=row.due_on,
        )
        finish(
            turn,
            RESOLUTIONS.move("go_on", WAITING),
            text=f"{why}，恢复办理，完成时限{full_date(row.due_on)}",
            unit=row.unit,
        )
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="go_on", text="可以办理，请签收", key=str(row.revision))


def hold_back(rows: Iterable[Resolution], by: Actor, at: datetime) -> None:
    """Live resolutions wait: their clocks stop until the decision. Nobody stops them alone: it is done with the signature on a
    请示, which another person has drafted."""
    for known in rows:
        turn = Turn(locked(Resolution, known.pk, by), by, at)
        if turn.row.state not in WITH_UNIT:
            continue
        turn.row.waits_since = turn.today
        stop_clocks(matter=turn.matter, codes=[CARRY_OUT.code], on=turn.today, evidence="列为三重一大，等上级决定")
        finish(
            turn, RESOLUTIONS.move("wait", turn.row.state), text="列为三重一大，等党委、政府决定", unit=turn.row.unit
        )
        tell(
            turn,
            liaisons_of([turn.row.unit_id], turn.today),
            kind="wait",
            text="等党委、政府决定后再办理",
            key=str(turn.row.revision),
        )


def _mark(turn: Turn, ground: str, reason: str, *, topic: Topic | None = None, resolution=None) -> MajorMark:
    known = mark_of(
        topic_id=topic.pk if topic else resolution.topic_id, resolution_id=resolution.pk if resolution else None
    )
    if known is not None:
        raise Refused("已经列为三重一大事项。")
    mark = MajorMark.objects.create(
        topic=topic,
        resolution=resolution,
        ground=check_ground(ground),
        reason=check_words("理由", reason, field="reason", least=4, most=200),
        marked_by_id=turn.by.person_id,
        marked_on=turn.today,
    )
    text = f"列为三重一大事项（{mark.get_ground_display()}），报党委、政府决定"
    if topic is not None:
        finish(turn, "mark_major", text=text, detail={"ground": ground})
    else:
        reconcile(turn.row, by=turn.by, at=turn.at)
        journal(turn, "resolution.mark_major", detail={"ground": ground})
    tell(
        turn,
        people_with(WRITE_REFERRAL, turn.by.township_id, turn.today),
        kind="major",
        text="列为三重一大事项，请拟写请示",
        key=str(mark.pk),
    )
    return mark


def _marked(mark_id: int, capability, by: Actor, at: datetime) -> tuple[Turn, MajorMark]:
    mark = MajorMark.objects.filter(pk=mark_id).first()
    if mark is None:
        raise Refused("这个标记已经取消，请刷新页面。")
    model, pk = (Topic, mark.topic_id) if mark.topic_id else (Resolution, mark.resolution_id)
    turn = take(model, pk, revision=None, capability=capability, by=by, at=at)
    return turn, MajorMark.objects.select_for_update().get(pk=mark_id)


def _tell_subject(turn: Turn, words: str) -> None:
    """The line in the timelines of the topic and of the matters it is about, and a notice to those who asked."""
    row = turn.row
    if row.topic_id is None:
        return
    add_event(
        matter=row.topic.matter,
        by=turn.by,
        at=turn.at,
        move="decided_above",
        text=f"{words}，请示{row.number}",
        on=row.decided_on,
    )
    linked = linked_targets(row.topic_id)
    for matter in linked:
        add_event(
            matter=matter,
            by=turn.by,
            at=turn.at,
            move="decided_above",
            text=f"{words}，请示{row.number}",
            note=row.decision if len(linked) == 1 else "",
            on=row.decided_on,
        )
    tell(
        Turn(row.topic, turn.by, turn.at),
        [row.topic.proposed_by_id, row.approved_by_id],
        kind="decided_above",
        text=words,
        key=row.number,
    )


def _carry_on(turn: Turn, words: str) -> None:
    rows = list(resolutions_of(turn.row.mark))
    if turn.row.verdict in FREEING:
        free(rows, turn.by, turn.at, why=words)
    elif turn.row.verdict == DECLINED:
        for known in rows:
            _drop(Turn(locked(Resolution, known.pk, turn.by), turn.by, turn.at), words)


def _drop(turn: Turn, words: str) -> None:
    if turn.row.state != WAITING:
        return
    turn.row.waits_since = None
    finish(turn, RESOLUTIONS.move("drop", WAITING), text=f"{words}，不予实施", unit=turn.row.unit)
    tell(turn, liaisons_of([turn.row.unit_id], turn.today), kind="dropped", text="不予实施", key="1")
