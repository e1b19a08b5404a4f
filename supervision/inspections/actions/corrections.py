"""What the office makes of findings: correction asked for, looked at, accepted or reopened."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from records.acts.actions.turns import Turn, tell
from records.duties.actions.candidates import propose_supervision
from records.papers.actions.attachments import Upload
from supervision.inspections.actions.findings import add_proof, finished, taken_finding
from supervision.inspections.models.findings import Finding
from supervision.inspections.queries import findings as queries
from supervision.inspections.rules import findings as rules
from supervision.permissions import (
    DISPOSE_FINDING,
    EXTEND_FINDING,
    VERIFY_FINDING,
)
from township.actors import Actor
from township.directory.queries.recipients import liaisons_of
from township.refusals import Refused
from township.words import check_words


def rectify(*, finding_id: int, revision: int, due_on: date, demand: str, by: Actor, at: datetime) -> Finding:
    """To be mended by a day."""
    return _demand("rectify", rules.RECTIFY, finding_id, revision, due_on, demand, by, at)


def urge(*, finding_id: int, revision: int, due_on: date, demand: str, by: Actor, at: datetime) -> Finding:
    """Something owed was not done: to be done by a day."""
    return _demand("urge", rules.URGE, finding_id, revision, due_on, demand, by, at)


def commend(*, finding_id: int, revision: int, words: str, by: Actor, at: datetime) -> Finding:
    """A practice that others may learn from."""
    with transaction.atomic():
        turn = taken_finding(finding_id, revision, DISPOSE_FINDING, by, at)
        move, row = turn.move("commend"), turn.row
        if row.nature != rules.PRACTICE:
            raise Refused("问题不能作为好的做法推广。")
        row.demand = check_words("推广意见", words, field="words", least=4, most=500)
        row.disposal, row.disposed_on = rules.COMMEND, turn.today
        finished(turn, move, text="肯定推广")
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="commended", text="已作为好的做法肯定", key="commended")
        return row


def hand_over(turn: Turn) -> None:
    """It goes to a competent organ: building block of the letter. Nobody but the office learns to whom."""
    _needs_problem(turn.row)
    move = turn.move("transfer")
    turn.row.disposal, turn.row.disposed_on = rules.TRANSFER, turn.today
    finished(turn, move, text="另行办理")


def take_in_again(turn: Turn) -> None:
    """The letter was given up before it was issued: the finding waits for its disposal again."""
    move = turn.move("retract")
    turn.row.disposal, turn.row.disposed_on = "", None
    finished(turn, move, text="重新处理")


def accept(
    *, finding_id: int, revision: int, way: str, verdict: str, look_back: int, by: Actor, at: datetime
) -> Finding:
    """Verified in a recorded way and struck off; the later look is set. look_back: days until it."""
    with transaction.atomic():
        turn = _verifying("accept", finding_id, revision, way, verdict, by, at)
        row = turn.row
        if look_back not in rules.LOOK_BACK:
            raise Refused("请选择什么时候回头看。", field="look_back")
        row.look_back_on = turn.today + timedelta(days=look_back)
        finished(turn, turn.move("accept"), text=f"{rules.WAYS[way]}，核实销号", detail={"way": way})
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="cleared", text="已核实销号", key=str(row.revision))
        return row


def give_back(*, finding_id: int, revision: int, way: str, verdict: str, by: Actor, at: datetime) -> Finding:
    """It does not do: back to the unit with what is missing. The limit stays as it was."""
    with transaction.atomic():
        turn = _verifying("give_back", finding_id, revision, way, verdict, by, at)
        row = turn.row
        row.returns += 1
        finished(turn, turn.move("give_back"), text="退回整改", note=row.verdict, detail={"way": way, "n": row.returns})
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="returned", text="整改退回", key=str(row.revision))
        return row


def confirm(
    *, finding_id: int, revision: int, words: str, files: Sequence[Upload] = (), by: Actor, at: datetime
) -> Finding:
    """The later look: it has held. Not before its day."""
    with transaction.atomic():
        turn = _looking("confirm", finding_id, revision, words, files, by, at)
        row = turn.row
        if turn.today < row.look_back_on:
            raise Refused("还没有到回头看的日期；发现反弹的，随时可以重新整改。", rules.OFFICE_RULE)
        finished(turn, turn.move("confirm"), text="回头看：没有反弹")
        tell(
            turn,
            liaisons_of([row.unit_id], turn.today),
            kind="confirmed",
            text="回头看没有反弹，已办结",
            key="confirmed",
        )
        return row


def reopen(
    *,
    finding_id: int,
    revision: int,
    words: str,
    due_on: date,
    files: Sequence[Upload] = (),
    by: Actor,
    at: datetime,
) -> Finding:
    """The later look found it again: a new limit, measures to be written anew."""
    with transaction.atomic():
        turn = _looking("reopen", finding_id, revision, words, files, by, at)
        row = turn.row
        rules.check_limit(due_on, turn.today)
        row.due_on, row.disposed_on, row.planned_on, row.extended_on = due_on, turn.today, None, None
        row.verified_by, row.verified_on, row.way, row.look_back_on = None, None, "", None
        row.reopened += 1
        finished(turn, turn.move("reopen"), text="回头看：重新整改", detail={"n": row.reopened})
        people = liaisons_of([row.unit_id], turn.today)
        tell(turn, people, kind="reopened", text="回头看发现反弹，请重新整改", key=str(row.revision))
        return row


def extend(*, finding_id: int, revision: int, until: date, reason: str, by: Actor, at: datetime) -> Finding:
    """A convenor moves the limit, once, with the reason."""
    with transaction.atomic():
        turn = taken_finding(finding_id, revision, EXTEND_FINDING, by, at)
        move, row = turn.move("extend"), turn.row
        rules.check_extension(row.due_on, until, turn.today, row.extended_on is not None)
        note = check_words("延期理由", reason, field="reason", least=4, most=300)
        row.due_on, row.extended_on = until, turn.today
        finished(turn, move, text="同意延期", note=note, detail={"until": until.isoformat()})
        tell(turn, liaisons_of([row.unit_id], turn.today), kind="extended", text="已同意延期", key="1")
        return row


def supervise(*, finding_id: int, revision: int, by: Actor, at: datetime) -> Finding:
    """The correction failed: a candidate for an order, once for each failure. Nothing is ordered here."""
    with transaction.atomic():
        turn = taken_finding(finding_id, revision, DISPOSE_FINDING, by, at)
        row, key = turn.row, queries.failure_key(turn.row)
        given = {"state": row.state, "due_on": row.due_on, "returns": row.returns, "reopened": row.reopened}
        if not rules.has_failed(**given, today=turn.today):
            raise Refused("整改超期、被退回或者回头看反弹的，才提出督办建议。", rules.SOURCE)
        if queries.is_in_supervision(row):
            raise Refused("这个问题已经在督办建议里，请到“督办建议”办理。", rules.SOURCE)
        text = f"{row.matter.number} {rules.failure_words(**given, today=turn.today)}"
        is_new = propose_supervision(
            matter=row.matter,
            ground="inspection_finding",
            text=text,
            key=f"finding:{row.pk}:{key}",
            unit=row.unit,
            by=by,
            at=at,
        )
        if not is_new:
            raise Refused("这一次的情况已经提出过督办建议。")
        row.supervised = key
        return finished(turn, "supervise", text="提出督办建议")


def _demand(
    name: str, disposal: str, finding_id: int, revision: int, due_on: date, demand: str, by: Actor, at: datetime
) -> Finding:
    with transaction.atomic():
        turn = taken_finding(finding_id, revision, DISPOSE_FINDING, by, at)
        move, row = turn.move(name), turn.row
        _needs_problem(row)
        rules.check_limit(due_on, turn.today)
        row.demand = check_words("要求", demand, field="demand", least=4, most=500)
        row.disposal, row.disposed_on, row.due_on = disposal, turn.today, due_on
        finished(turn, move, text=rules.DISPOSALS[disposal], detail={"due": due_on.isoformat()})
        people = liaisons_of([row.unit_id], turn.today)
        tell(turn, people, kind="disposed", text=f"{rules.DISPOSALS[disposal]}，请填整改措施", key="disposed")
        return row


def _needs_problem(row: Finding) -> None:
    if row.nature != rules.PROBLEM:
        raise Refused("好的做法不用整改，请选择“肯定推广”。")


def _verifying(act: str, finding_id: int, revision: int, way: str, verdict: str, by: Actor, at: datetime) -> Turn:
    turn = taken_finding(finding_id, revision, VERIFY_FINDING, by, at)
    row = turn.row
    turn.move(act)
    if row.reported_by_id == by.person_id:
        raise Refused("报告人不能核实自己的报告，请由另一位同志核实。")
    if way not in rules.WAYS:
        raise Refused("请选择核实方式。", field="way")
    row.verdict = check_words("核实意见", verdict, field="verdict", least=4, most=500)
    row.way, row.verified_by_id, row.verified_on = way, by.person_id, turn.today
    return turn


def _looking(
    act: str, finding_id: int, revision: int, words: str, files: Sequence[Upload], by: Actor, at: datetime
) -> Turn:
    turn = taken_finding(finding_id, revision, VERIFY_FINDING, by, at)
    turn.move(act)
    row = turn.row
    row.look_words = check_words("回头看的情况", words, field="words", least=8, most=1000)
    row.looked_by_id, row.looked_on = by.person_id, turn.today
    add_proof(turn, files)
    return turn
