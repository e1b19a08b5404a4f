"""What issued minutes set going: resolutions with their limits, and the decision in the timeline of each linked matter (C5)."""

from meetings.sessions.actions.topics import inherit_denials
from meetings.sessions.models.minutes import MinutesItem, PlannedResolution
from meetings.sessions.models.resolutions import Resolution
from meetings.sessions.models.topics import DISCUSSES
from meetings.sessions.queries.major import is_blocked as is_blocked_by_decision
from meetings.sessions.queries.topics import linked_targets
from meetings.sessions.rules.resolutions import OPEN, WAITING
from meetings.sessions.rules.terms import CARRY_OUT
from meetings.sessions.rules.topics import spine_title
from records.acts.actions.turns import Turn, tell
from records.clocks.actions.clocks import start_clock
from records.matters.actions.access import hold
from records.matters.actions.events import add_event
from records.matters.actions.indexing import index_thing
from records.matters.models.access import Holding
from records.matters.models.matters import Matter, Reference
from records.work.actions.reconcile import reconcile
from township.directory.queries.recipients import liaisons_of


def carry_out(turn: Turn, item: MinutesItem) -> None:
    """The tasks of one item become resolutions; each matter the item is about gets a line in its own timeline."""
    minutes = turn.row
    linked = linked_targets(item.topic_id) if item.topic_id else []
    for task in item.tasks.all():
        _resolution(turn, item, task, linked)
    words = "\n".join(line for line in (item.decided, *(task.text for task in item.tasks.all())) if line)
    for matter in linked:
        add_event(
            matter=matter,
            by=turn.by,
            at=turn.at,
            move="meeting_decision",
            text=f"{minutes.session.get_kind_display()}研究（会议纪要{minutes.number}，{minutes.session.matter.number}）",
            note=words if len(linked) == 1 else "",  # words about two matters stand in the timeline of neither
        )


def _resolution(turn: Turn, item: MinutesItem, task: PlannedResolution, linked: list[Matter]) -> Resolution:
    minutes = turn.row
    seq = Resolution.objects.filter(session=minutes.session).count() + 1
    number = f"{minutes.number}第{seq}项"
    is_blocked = is_blocked_by_decision(item.topic_id)
    matter = Matter.objects.create(
        township_id=minutes.township_id,
        kind="resolution",
        number=number,
        title=spine_title(task.text, is_linked=bool(linked), word="议定事项"),
        opened_on=turn.today,
    )
    for other in linked:
        Reference.objects.create(source=matter, target=other, relation=DISCUSSES)
        inherit_denials(other, matter, turn.at)
    Reference.objects.create(source=matter, target=minutes.session.matter, relation="decided_by")
    hold(matter=matter, unit=task.unit, part=Holding.Part.LEAD, at=turn.at)
    resolution = Resolution.objects.create(
        matter=matter,
        township_id=minutes.township_id,
        session=minutes.session,
        topic=item.topic,
        planned=task,
        number=number,
        text=task.text,
        unit=task.unit,
        person_name=task.person_name,
        done_when=task.done_when,
        decided_on=turn.today,
        due_on=max(task.due_on, turn.today),
        state=WAITING if is_blocked else OPEN,
        waits_since=turn.today if is_blocked else None,
    )
    if not is_blocked:
        start_clock(
            matter=matter,
            term=CARRY_OUT,
            start_on=turn.today,
            evidence=f"会议纪要{minutes.number}",
            unit=task.unit,
            due_on=resolution.due_on,
        )
    index_thing(resolution)
    reconcile(resolution, by=turn.by, at=turn.at)
    given = Turn(resolution, turn.by, turn.at)
    add_event(
        matter=matter, by=turn.by, at=turn.at, move="decided", text=f"会议纪要{minutes.number}议定", unit=task.unit
    )
    words = "新的议定事项，属三重一大，等党委、政府决定后办理" if is_blocked else "新的议定事项，请签收"
    tell(given, liaisons_of([task.unit_id], turn.today), kind="resolution", text=words, key="1")
    return resolution
