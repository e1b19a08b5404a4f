"""What follows for a dispatch or a hearing when the session it is held as goes on: held, minutes issued, called off.

Called by the actions of the session (meetings.sessions.actions.followers). Each step here is written to the dispatch or
hearing as its own line.
"""

from meetings.dispatch.models.dispatches import Dispatch
from meetings.dispatch.models.hearings import Hearing
from meetings.dispatch.queries.dispatches import bound_to
from meetings.dispatch.queries.hearings import words_of_minutes
from meetings.dispatch.rules.dispatches import CLAUSE
from meetings.dispatch.rules.hearings import HEARING_CLAUSE
from meetings.sessions.actions.followers import Follower
from meetings.sessions.models.minutes import Minutes
from records.acts.actions.turns import Turn, finish
from records.duties.actions.duties import fulfil
from records.matters.models.matters import Matter
from records.work.actions.reconcile import reconcile


def session_held(turn: Turn) -> None:
    """The pack of a dispatch is frozen as it stands. Refused when none has been compiled."""
    dispatch = bound_to(turn.row.matter)
    if dispatch is None:
        return
    given = Turn(dispatch, turn.by, turn.at)
    move = given.move("hold")
    dispatch.frozen_at = turn.at
    pack = dispatch.pack
    finish(
        given,
        move,
        text=f"视频调度召开，材料第{pack.version}版定稿",
        on=turn.row.day,
        detail={"version": pack.version, "sha256": pack.sha256},
    )


def session_moved(turn: Turn) -> None:
    """What is owed on a dispatch follows the day of its session."""
    dispatch = bound_to(turn.row.matter)
    if dispatch is not None:
        reconcile(dispatch, by=turn.by, at=turn.at)


def session_cancelled(turn: Turn) -> None:
    """The dispatch or hearing stands where it stood before the session was planned; reports are kept."""
    for row in (bound_to(turn.row.matter), _hearing(turn.row.matter)):
        if row is not None:
            given = Turn(row, turn.by, turn.at)
            move = given.move("call_off")
            row.session = None
            finish(given, move, text=f"{turn.matter.number}取消，要另行安排")


def minutes_issued(turn: Turn) -> None:
    """The month or quarter is done: its duty is fulfilled with the dispatch or hearing as evidence."""
    minutes: Minutes = turn.row
    dispatch, hearing = bound_to(minutes.session.matter), _hearing(minutes.session.matter)
    if dispatch is not None:
        _close_dispatch(Turn(dispatch, turn.by, turn.at), minutes)
    if hearing is not None:
        _record_hearing(Turn(hearing, turn.by, turn.at), minutes)


def _close_dispatch(turn: Turn, minutes: Minutes) -> None:
    dispatch: Dispatch = turn.row
    finish(turn, turn.move("close"), text=f"印发会议纪要{minutes.number}，视频调度办结")
    fulfil(
        clause=CLAUSE,
        township_id=dispatch.township_id,
        on=minutes.session.day,
        period=dispatch.period,
        by=turn.by,
        at=turn.at,
        evidence=dispatch.matter,
        text=f"{dispatch.title}，会议纪要{minutes.number}",
    )


def _record_hearing(turn: Turn, minutes: Minutes) -> None:
    hearing: Hearing = turn.row
    session = minutes.session
    hearing.organ, hearing.held_on, hearing.chair_name = session.title, session.day, session.chair.name
    hearing.opinions, hearing.decisions = words_of_minutes(minutes)
    finish(turn, turn.move("minute"), text=f"会议纪要{minutes.number}印发，听取汇报登记完成")
    fulfil_hearing(turn)


def fulfil_hearing(turn: Turn) -> int:
    """The quarter's duty, done on the day of the hearing."""
    hearing: Hearing = turn.row
    return fulfil(
        clause=HEARING_CLAUSE,
        township_id=hearing.township_id,
        on=hearing.held_on,
        period=hearing.period,
        by=turn.by,
        at=turn.at,
        evidence=hearing.matter,
        text=f"{hearing.organ}听取信访工作汇报",
    )


def _hearing(session_matter: Matter) -> Hearing | None:
    rows = Hearing.objects.select_for_update(of=("self",)).select_related("matter")
    return rows.filter(session_id=session_matter.pk).first()


FOLLOWER = Follower(session_held, session_moved, session_cancelled, minutes_issued)
