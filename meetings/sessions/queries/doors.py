"""What the doors of sessions, topics, minutes, resolutions, series and unit meetings look at, gathered for one reader."""

from meetings.permissions import (
    ADD_MATERIAL,
    ANSWER_NOTICE,
    APPROVE_REFERRAL,
    DECIDE_EXTENSION,
    DECIDE_TOPIC,
    MARK_MAJOR,
    OPINE_TOPIC,
    PLAN_SERIES,
    PLAN_SESSION,
    PROPOSE_EDIT,
    PROPOSE_TOPIC,
    RECORD_UNIT_MEETING,
    VERIFY_RESOLUTION,
    WORK_RESOLUTION,
    WRITE_MINUTES,
    WRITE_REFERRAL,
)
from meetings.permissions import CO_SIGN as CO_SIGN_RIGHT
from meetings.sessions.models.materials import Material
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.series import Series
from meetings.sessions.models.sessions import Attendance, Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.models.unit_meetings import UnitMeeting
from meetings.sessions.queries.major import MajorState, major_state
from meetings.sessions.queries.minutes import MinutesPage, is_own_sign, is_untouched
from meetings.sessions.queries.sessions import agenda_of, is_own_seat, seats_of
from meetings.sessions.rules.co_sign import PENDING
from meetings.sessions.rules.edits import OPEN
from meetings.sessions.rules.minutes import BOUND, CO_SIGN, DRAFT, ISSUED
from meetings.sessions.rules.resolutions import EXTENSION, WITH_UNIT, ResolutionFacts
from meetings.sessions.rules.session_doors import SessionFacts
from meetings.sessions.rules.sessions import AGENDA_OPEN, CONVENED
from meetings.sessions.rules.topics import CLOSED_STATES, HEARD, TopicFacts
from meetings.sessions.rules.unit_meetings import MeetingFacts
from records.acts.rules.doors import PlainFacts
from records.matters.queries.rights import rights_on
from records.papers.queries.approvals import pending_approval
from township.actors import Actor
from township.permissions import Reach

MAJOR = (MARK_MAJOR, WRITE_REFERRAL, APPROVE_REFERRAL)


def session_facts(actor: Actor, row: Session) -> SessionFacts:
    """A session as its page finds it."""
    return facts_of(actor, row, seats_of(row), agenda_of(actor, row))


def facts_of(
    actor: Actor,
    row: Session,
    seats: list[Attendance],
    agenda: list[Topic],
    materials: list[Material] | None = None,
) -> SessionFacts:
    """The same where seats and agenda, and perhaps the files, are at hand."""
    minutes = row.written
    may = rights_on(actor, row.matter, (PLAN_SESSION, WRITE_MINUTES)) | (
        {ANSWER_NOTICE.code} if actor.may(ANSWER_NOTICE) else frozenset()
    )
    plans = PLAN_SESSION.code in may
    is_open = plans and row.state in AGENDA_OPEN
    answers = actor.reach(ANSWER_NOTICE) == Reach.TOWNSHIP
    mine = (seat.pk for seat in seats if answers or is_own_seat(actor, seat))
    return SessionFacts(
        state=row.state,
        may=may,
        has_come=row.day <= actor.on,
        is_noted=any(seat.is_present and seat.part == Attendance.Part.MEMBER for seat in seats),
        has_minutes=minutes is not None,
        are_bound=minutes is not None and minutes.state in BOUND,
        needs_minutes=row.kind_rule.needs_minutes,
        is_late=bool(row.late_reason),
        parts={
            "answer_notice": frozenset(mine) if row.state == CONVENED else frozenset(),
            "uninvite": frozenset(seat.pk for seat in seats) if is_open else frozenset(),
            "unschedule": frozenset(topic.pk for topic in agenda) if is_open else frozenset(),
            "move_up": frozenset(topic.pk for topic in agenda[1:]) if is_open else frozenset(),
            "move_down": frozenset(topic.pk for topic in agenda[:-1]) if is_open else frozenset(),
            "withdraw_material": _own_files(actor, row, materials) if plans else frozenset(),
        },
    )


def _own_files(actor: Actor, row: Session, materials: list[Material] | None) -> frozenset[int]:
    if materials is None:
        return _files(actor, row.materials)
    own = (file for file in materials if file.session_id == row.pk)
    by_all = actor.reach(ADD_MATERIAL) == Reach.TOWNSHIP
    return frozenset(file.pk for file in own if by_all or file.attachment.uploaded_by_id == actor.person_id)


def topic_facts(actor: Actor, row: Topic) -> TopicFacts:
    """A topic as its page finds it."""
    reach = actor.reach(ADD_MATERIAL)
    is_mine = reach == Reach.TOWNSHIP or (reach is not None and row.unit_id in actor.unit_ids)
    rights = (PLAN_SESSION, OPINE_TOPIC, DECIDE_TOPIC, PROPOSE_TOPIC, ADD_MATERIAL, *MAJOR)
    return TopicFacts(
        state=row.state,
        may=rights_on(actor, row.matter, rights),
        is_proposer=actor.person_id == row.proposed_by_id,
        takes_material=is_mine and row.state not in CLOSED_STATES,
        parts={"withdraw_material": _files(actor, row.materials) if is_mine else frozenset()},
        **_major(major_state(topic_id=row.pk), row.state not in CLOSED_STATES - {HEARD}),
    )


def resolution_facts(actor: Actor, row: Resolution) -> ResolutionFacts:
    """A resolution as its page finds it."""
    asked = pending_approval(row.matter_id, EXTENSION)
    rights = (WORK_RESOLUTION, VERIFY_RESOLUTION, DECIDE_EXTENSION, *MAJOR)
    return ResolutionFacts(
        state=row.state,
        may=rights_on(actor, row.matter, rights),
        is_holder=row.unit_id in actor.unit_ids,
        is_asked=asked is not None,
        is_asker=asked is not None and asked.proposed_by_id == actor.person_id,
        was_extended=bool(row.extension_days),
        is_reporter=row.reported_by_id is not None and row.reported_by_id == actor.person_id,
        **_major(major_state(topic_id=row.topic_id, resolution_id=row.pk), row.state in WITH_UNIT),
    )


def series_facts(actor: Actor, row: Series) -> PlainFacts:
    """A series as its page finds it."""
    return PlainFacts(state=row.state, may=frozenset({PLAN_SERIES.code}) if actor.may(PLAN_SERIES) else frozenset())


def unit_meeting_facts(actor: Actor, row: UnitMeeting) -> MeetingFacts:
    """The record of a unit's meeting as its page finds it."""
    may = rights_on(actor, row.matter, (RECORD_UNIT_MEETING,))
    return MeetingFacts(state=row.state, may=may, is_own=row.unit_id in actor.unit_ids)


def minutes_parts(actor: Actor, row: Minutes, page: MinutesPage) -> dict[str, frozenset[int]]:
    """On which items, signatures and proposed edits this reader may act."""
    is_draft = row.state == DRAFT
    writes, proposes = is_draft and actor.may(WRITE_MINUTES), is_draft and actor.may(PROPOSE_EDIT)
    items = frozenset(item.pk for item in page.items)
    waiting = [edit for edit in page.edits if edit.state == OPEN]
    signs = actor.may(CO_SIGN_RIGHT) and row.state == CO_SIGN
    asked = (one.pk for one in page.co_signs if one.verdict == PENDING and is_own_sign(actor, one))
    return {
        "write": items if writes else frozenset(),
        "sign": frozenset(asked) if signs else frozenset(),
        "propose_edit": items if proposes else frozenset(),
        "accept_edit": frozenset(edit.pk for edit in waiting) if writes else frozenset(),
        "decline_edit": frozenset(edit.pk for edit in waiting) if writes else frozenset(),
        "withdraw_edit": frozenset(edit.pk for edit in waiting if proposes and edit.proposed_by_id == actor.person_id),
    }


def minutes_standing(actor: Actor, row: Minutes, page: MinutesPage) -> dict:
    """in_sight, needs_co_sign and unsigned of the facts of minutes."""
    signs = (one.pk for one in page.co_signs if is_own_sign(actor, one))
    receipts = row.document.recipients.values_list("pk", flat=True) if row.state == ISSUED else ()
    seen = {*(item.pk for item in page.items), *(edit.pk for edit in page.edits), *signs, *receipts}
    return {
        "in_sight": frozenset(seen),
        "is_untouched": is_untouched(row, page.everybody),
        "needs_co_sign": row.state == DRAFT and bool(page.unsigned),
        "unsigned": page.unsigned,
    }


def _major(state: MajorState, is_open: bool) -> dict:
    return {
        "may_be_marked": state.mark is None and is_open,
        "may_refer": state.may_refer,
        "may_lift": state.mark is not None and not state.referrals,
    }


def _files(actor: Actor, materials) -> frozenset[int]:
    """Files that this reader may take down: the office all of them, others what they put up."""
    rows = Material.objects.filter(pk__in=materials.values("pk"), withdrawn_at__isnull=True)
    if actor.reach(ADD_MATERIAL) != Reach.TOWNSHIP:
        rows = rows.filter(attachment__uploaded_by_id=actor.person_id)
    return frozenset(rows.values_list("pk", flat=True))
