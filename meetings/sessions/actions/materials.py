"""Materials of sessions and topics: put up, taken down, handed out to those who may see the session and hear the topic."""

from datetime import datetime

from django.db import transaction

from meetings.permissions import ADD_MATERIAL, PLAN_SESSION
from meetings.sessions.actions.seats import expected_people
from meetings.sessions.models.materials import Material
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.materials import material_of
from meetings.sessions.rules.sessions import CANCELLED, CONVENED
from meetings.sessions.rules.topics import CLOSED_STATES
from records.acts.actions.turns import Turn, finish, journal, take, tell
from records.papers import store
from records.papers.actions.attachments import Upload, attach, erased
from township.actors import Actor, NotAllowed
from township.permissions import Reach
from township.refusals import Refused
from township.sight import row_in_sight

PURPOSE = "material"


def add_session_material(*, session_id: int, upload: Upload, by: Actor, at: datetime) -> Material:
    """A file for everybody who sees the session. Once the notice is out they are told, once a day."""
    with transaction.atomic():
        turn = take(Session, session_id, revision=None, capability=PLAN_SESSION, by=by, at=at)
        if turn.row.state == CANCELLED:
            raise Refused("会议已取消，不用再放材料。")
        file = attach(matter=turn.matter, upload=upload, purpose=PURPOSE, by=by, at=at)
        row = Material.objects.create(attachment=file, session=turn.row)
        finish(turn, "add_material", text="增加会议材料", detail={"material": row.pk})
        _tell_seats(turn)
        return row


def add_topic_material(*, topic_id: int, upload: Upload, by: Actor, at: datetime) -> Material:
    """A file of one topic, by the unit that proposed it or the office; who is shut out of the topic never sees it."""
    with transaction.atomic():
        turn = take(Topic, topic_id, revision=None, capability=ADD_MATERIAL, by=by, at=at)
        topic = turn.row
        if by.reach(ADD_MATERIAL) != Reach.TOWNSHIP and topic.unit_id not in by.unit_ids:
            raise NotAllowed("议题材料由提出单位或办公室上传。")
        if topic.state in CLOSED_STATES:
            raise Refused(f"议题现在是“{topic.get_state_display()}”，不再增加材料。")
        file = attach(matter=turn.matter, upload=upload, purpose=PURPOSE, by=by, at=at)
        row = Material.objects.create(attachment=file, topic=topic)
        finish(turn, "add_material", text="增加议题材料", detail={"material": row.pk})
        return row


def withdraw_material(*, material_id: int, by: Actor, at: datetime) -> Material:
    """Take a file down: by who put it up, or by the office. The file and the line about it stay on record."""
    with transaction.atomic():
        known = row_in_sight(
            Material.objects, "没有找到这份材料。", pk=material_id, attachment__township_id=by.township_id
        )
        model, pk = (Session, known.session_id) if known.session_id else (Topic, known.topic_id)
        turn = take(
            model, pk, revision=None, capability=PLAN_SESSION if known.session_id else ADD_MATERIAL, by=by, at=at
        )
        row = Material.objects.select_for_update(of=("self",)).select_related("attachment").get(pk=material_id)
        if by.reach(ADD_MATERIAL) != Reach.TOWNSHIP and row.attachment.uploaded_by_id != by.person_id:
            raise NotAllowed("材料由上传人或办公室撤下。")
        if row.withdrawn_at:
            raise Refused("这份材料已经撤下。")
        row.withdrawn_at, row.withdrawn_by_id = at, by.person_id
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
        finish(turn, "withdraw_material", text="撤下会议材料", detail={"material": row.pk})
        return row


def read_material(*, material_id: int, by: Actor, at: datetime) -> tuple[Material, bytes]:
    """The file for a reader who may see its session and hear its topic, else OutOfScope. Each reading is in the journal."""
    row = material_of(by, material_id)
    data = store.get(row.attachment.blob) if row.attachment.blob else erased()
    turn = Turn(row.session or row.topic, by, at)
    with transaction.atomic():
        journal(turn, f"{turn.matter.kind}.read_material", detail={"material": row.pk})
    return row, data


def _tell_seats(turn: Turn) -> None:
    if turn.row.state == CONVENED:
        tell(turn, expected_people(turn), kind="material", text="会议材料有更新，请查看", key=f"{turn.today:%Y%m%d}")
