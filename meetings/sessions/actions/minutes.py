"""Writing the minutes: skeleton from agenda and attendance, items saved in versions, decided tasks (C3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from meetings.permissions import WRITE_MINUTES
from meetings.sessions.models.minutes import Minutes, MinutesItem, PlannedResolution
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.queries.minutes import addressees_of, is_untouched, items_of, text_of
from meetings.sessions.queries.scope import hears
from meetings.sessions.queries.sessions import agenda_of
from meetings.sessions.rules.minutes import DROPPED, SOURCE, heard_draft
from meetings.sessions.rules.sessions import HELD, SESSIONS
from meetings.sessions.rules.topics import TOPICS
from records.acts.actions.turns import Turn, finish, journal, locked, take
from records.matters.actions.public_words import check_public
from records.matters.models.matters import Matter
from records.matters.queries.access import implicated_places, place_of
from records.matters.queries.people import linked_to
from records.matters.rules import check_holder
from records.papers.actions.documents import draft_document, save_text
from records.papers.actions.recipients import Distribution, address
from records.papers.models.documents import Document
from records.work.actions.reconcile import reconcile
from township.actors import Actor, OutOfScope
from township.dates import check_not_past
from township.directory.queries.units import member_units
from township.permissions import Capability
from township.refusals import Refused
from township.sight import row_in_sight
from township.words import check_words

MOST_WORDS = 5000


@dataclass(frozen=True)
class ItemWords:
    """The three parts of an item as they were typed."""

    heard: str
    held: str
    decided: str


@dataclass(frozen=True)
class TaskData:
    """A decided task. due_on: Shanghai date; done_when: what counts as done."""

    text: str
    unit_id: int
    due_on: date
    done_when: str
    person_name: str = ""

    @classmethod
    def of(cls, task: PlannedResolution) -> "TaskData":
        """A task that is there, as it would be typed."""
        return cls(task.text, task.unit_id, task.due_on, task.done_when, task.person_name)


class ChangedMeanwhile(Refused):
    """Somebody else saved this item while it was being written: both texts are kept and shown."""

    def __init__(self, item: MinutesItem):
        super().__init__("您编辑期间，这一项已由别人保存过。两份文字都在下面，请合并后再保存。")
        self.conflict = item


def begin_minutes(*, session_id: int, by: Actor, at: datetime) -> Minutes:
    """Draw up the skeleton: one item for each topic of the agenda with its standard sentence; topics count as heard.

    Called again it gives the minutes there are. Refused before the session is noted as held, and for a writer who is shut
    out of one of its items: the minutes are written by somebody who heard all of them.
    """
    with transaction.atomic():
        turn = take(Session, session_id, revision=None, capability=WRITE_MINUTES, by=by, at=at)
        session = turn.row
        known = Minutes.objects.select_related("document", "matter").filter(session=session).first()
        if known and known.state != DROPPED:
            return known
        if session.state != HELD:
            raise Refused(f"会议现在是“{SESSIONS.label(session.state)}”，登记召开以后才能拟写纪要。")
        topics = agenda_of(by, session)
        if len(topics) < session.topics.count():
            raise Refused("议程里有您应当回避的议题，纪要请由另一位经办人拟写。", "信访工作条例第二十八条第三款")
        minutes = _begun_again(known, turn) if known else _sealed_file(turn)
        _add_items(minutes, session, topics)
        for topic in topics:
            _note_heard(topic, by, at)
        _keep_text(minutes, by, at)
        finish(turn, "begin_minutes", text="开始拟写会议纪要", detail={"items": max(1, len(topics))})
        reconcile(minutes, by=by, at=at)
        return minutes


def drop_minutes(*, minutes_id: int, revision: int, by: Actor, at: datetime) -> Minutes:
    """Undo a start by mistake: its topics stand on the agenda again, the session goes on without minutes until they are begun
    again. Refused once somebody has written something.
    """
    with transaction.atomic():
        turn = take(Minutes, minutes_id, revision=revision, capability=WRITE_MINUTES, by=by, at=at)
        move, minutes = turn.move("drop"), turn.row
        if not is_untouched(minutes):
            raise Refused("已经记录了内容，不能撤销；内容不对的请直接修改。", SOURCE)
        for topic in Topic.objects.filter(pk__in=minutes.items.values("topic_id")):
            heard = Turn(locked(Topic, topic.pk, by), by, at)
            finish(heard, TOPICS.move("unhear", heard.row.state), text="撤销研究：纪要误开始拟写")
        finish(turn, move, text="撤销拟写会议纪要")
        session = locked(Session, minutes.session_id, by)
        finish(Turn(session, by, at), "drop_minutes", text="撤销拟写会议纪要")
        return minutes


def _begun_again(minutes: Minutes, turn: Turn) -> Minutes:
    """The file of the undone start, empty: agenda and topics may have changed since."""
    again = Turn(locked(Minutes, minutes.pk, turn.by), turn.by, turn.at)
    again.row.items.all().delete()
    finish(again, again.move("begin_again"), text="重新拟写会议纪要")
    return again.row


def save_item(
    *, item_id: int, revision: int, words: ItemWords, tasks: Sequence[TaskData] | None = None, by: Actor, at: datetime
) -> MinutesItem:
    """Save one item with its decided tasks, in their order. revision: of the item, as the page showed it; tasks: None leaves
    them as they are.

    ChangedMeanwhile when somebody else saved it since; nothing is overwritten. The whole text gets its next version. Refused
    for a unit that the linked matters complain of, or a day behind (field "tasks:2:due_on": of the third task).
    """
    with transaction.atomic():
        minutes, item = item_in_hand(item_id, WRITE_MINUTES, by, at)
        minutes.move("save_item")
        if item.revision != revision:
            raise ChangedMeanwhile(item)
        item.heard = check_words("会议听取", words.heard, field="heard", least=0, most=MOST_WORDS)
        item.held = check_words("会议认为", words.held, field="held", least=0, most=MOST_WORDS)
        item.decided = check_words("会议议定", words.decided, field="decided", least=0, most=MOST_WORDS)
        _check_public(item)
        if tasks is not None:
            _write_tasks(minutes, item, tasks)
        write_item(minutes, item)
        return item


def _check_public(item: MinutesItem) -> None:
    about = linked_to(item.topic_id) if item.topic_id else ()
    for label, field in (("会议听取", "heard"), ("会议认为", "held"), ("会议议定", "decided")):
        check_public(label, getattr(item, field), field=field, township_id=item.minutes.township_id, matters=about)


def _write_tasks(turn: Turn, item: MinutesItem, tasks: Sequence[TaskData]) -> None:
    """The tasks of an item anew; those that were there may stand, whatever their day is now."""
    before = {(task.text, task.unit_id, task.due_on) for task in item.tasks.all()}
    item.tasks.all().delete()
    rows = []
    for at, data in enumerate(tasks):
        is_new = (data.text, data.unit_id, data.due_on) not in before
        rows.append(_task(turn, item, data, seq=at + 1, prefix=f"tasks:{at}:", is_new=is_new))
    PlannedResolution.objects.bulk_create(rows)


def _task(turn: Turn, item: MinutesItem, data: TaskData, *, seq: int, prefix: str, is_new: bool) -> PlannedResolution:
    unit = member_units(turn.by.township_id).filter(pk=data.unit_id).first()
    if unit is None:
        raise Refused("没有这个责任单位，请重新选择。", field=f"{prefix}unit")
    if item.topic_id:
        check_holder(place_of(unit), implicated_places(item.topic.matter))
        for reference in item.topic.matter.references_out.select_related("target"):
            check_holder(place_of(unit), implicated_places(reference.target))
    about = linked_to(item.topic_id) if item.topic_id else ()
    check_public("议定事项", data.text, field=f"{prefix}text", township_id=turn.by.township_id, matters=about)
    if is_new:
        check_not_past("完成时限", data.due_on, today=turn.today, field=f"{prefix}due_on")
    return PlannedResolution(
        item=item,
        seq=seq,
        text=check_words("议定事项", data.text, field=f"{prefix}text", least=4, most=300),
        unit=unit,
        person_name=check_words("责任人", data.person_name, field=f"{prefix}person_name", least=0, most=40),
        due_on=data.due_on,
        done_when=check_words("落实标准", data.done_when, field=f"{prefix}done_when", least=2, most=200),
    )


def list_addressees(minutes: Minutes) -> None:
    """The distribution list as it follows from who was asked and who got a task, unless somebody lists others by hand."""
    if minutes.is_listed_by_hand:
        return
    units, copies = addressees_of(minutes)
    wanted = {unit.pk for unit in (*units, *copies)}
    if wanted != set(minutes.document.recipients.values_list("unit_id", flat=True)):
        address(minutes.document, Distribution(units, copies))


def item_in_hand(item_id: int, capability: Capability, by: Actor, at: datetime) -> tuple[Turn, MinutesItem]:
    """The minutes in hand and the item, read after the lock; OutOfScope for an item the actor is shut out of."""
    known = row_in_sight(MinutesItem.objects, pk=item_id, minutes__township_id=by.township_id)
    turn = take(Minutes, known.minutes_id, revision=None, capability=capability, by=by, at=at)
    if not hears(by, known.topic_id):
        raise OutOfScope()
    return turn, row_in_sight(MinutesItem.objects.select_related("topic__matter", "saved_by"), pk=item_id)


def write_item(turn: Turn, item: MinutesItem) -> None:
    """Write the item and the next version of the whole text; whoever has the old one open must merge."""
    item.revision += 1
    item.saved_by_id, item.saved_at = turn.by.person_id, turn.at
    item.save()
    _keep_text(turn.row, turn.by, turn.at)
    turn.row.revision += 1
    turn.row.save(update_fields=["revision"])
    journal(turn, "minutes.save_item", detail={"item": item.pk, "version": turn.row.document.version})


def _sealed_file(turn: Turn) -> Minutes:
    session = turn.row
    matter = Matter.objects.create(
        township_id=session.township_id,
        kind="minutes",
        number=session.matter.number,
        title="会议纪要",
        opened_on=turn.today,
    )
    document = draft_document(matter=matter, kind="minutes", title="会议纪要", body="（拟稿）", by=turn.by, at=turn.at)
    return Minutes.objects.create(matter=matter, township_id=session.township_id, session=session, document=document)


def _add_items(minutes: Minutes, session: Session, topics: list[Topic]) -> None:
    """One item for each fixed item of the kind, then for each topic; a session without either gets one of its own name."""
    fixed = [(None, title, heard) for title, heard in session.kind_rule.items]
    found = fixed + [(topic, topic.title, heard_draft(topic.unit.label, topic.title)) for topic in topics]
    MinutesItem.objects.bulk_create(
        MinutesItem(minutes=minutes, topic=topic, order=order, title=title, heard=heard, held="", decided="")
        for order, (topic, title, heard) in enumerate(found or [(None, session.title, "")], start=1)
    )


def _note_heard(topic: Topic, by: Actor, at: datetime) -> None:
    turn = Turn(locked(Topic, topic.pk, by), by, at)
    finish(turn, TOPICS.move("hear", turn.row.state), text="会议研究了本议题")


def _keep_text(minutes: Minutes, by: Actor, at: datetime) -> None:
    """Compile the whole text anew and keep it as the next version of the document, if it changed."""
    minutes.document = save_text(
        document=minutes.document,
        body=text_of(minutes, items_of(minutes)),
        version=Document.objects.values_list("version", flat=True).get(pk=minutes.document_id),
        by=by,
        at=at,
    )
    list_addressees(minutes)
