"""Topics: proposed, looked at by the office, decided by the convenor, put on an agenda in their order (C2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from meetings.permissions import DECIDE_TOPIC, OPINE_TOPIC, PROPOSE_TOPIC
from meetings.sessions.models.topics import DISCUSSES, Topic
from meetings.sessions.queries.topics import matter_by_number
from meetings.sessions.rules.topics import check_link, spine_title
from records.acts.actions.turns import Turn, finish, take, tell
from records.matters.actions.access import hold
from records.matters.actions.public_words import check_public
from records.matters.models.access import Holding, Implication, Recusal
from records.matters.models.matters import Matter, Reference, Secrecy
from records.matters.queries.access import implicated_places, place_of
from records.matters.queries.people import linked_to
from records.matters.rules import check_holder
from records.papers.actions.approvals import decide, propose
from records.papers.actions.numbers import issue_number
from records.papers.models.approvals import Approval
from records.papers.queries.approvals import pending_approval
from records.papers.rules.numbers import declare_series
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.directory.models.units import Unit
from township.directory.queries.recipients import people_with
from township.permissions import Reach
from township.refusals import Refused
from township.words import check_words

declare_series("topic", "议", own=True)


@dataclass(frozen=True)
class TopicData:
    """What the form gives. linked: numbers of matters the topic is about; unit_id: None = the proposer's own unit."""

    title: str
    ask: str
    background: str = ""
    unit_id: int | None = None
    linked: tuple[str, ...] = ()


def propose_topic(*, data: TopicData, by: Actor, at: datetime) -> Topic:
    """Propose a topic for one's own unit; the office proposes for itself. The office is asked for its opinion."""
    with transaction.atomic():
        unit = _proposing_unit(data.unit_id, by)
        links = matters_named(data.linked, by)
        for matter in links:
            check_holder(place_of(unit), implicated_places(matter))
        _check_public(data, links, by)
        title = check_words("议题", data.title, field="title", least=4, most=80)
        matter = Matter.objects.create(
            township_id=by.township_id,
            kind="topic",
            number=issue_number("topic", township_id=by.township_id, on=at.date()),
            title=spine_title(title, is_linked=bool(links)),
            opened_on=at.date(),
        )
        topic = Topic(
            matter=matter,
            township_id=by.township_id,
            title=title,
            ask=check_words("请会议决定什么", data.ask, field="ask", least=4, most=500),
            background=check_words("情况说明", data.background, field="background", least=0, most=2000),
            unit=unit,
            proposed_by_id=by.person_id,
            proposed_on=at.date(),
            revision=0,
        )
        turn = Turn(topic, by, at)
        if not unit.is_office:
            hold(matter=matter, unit=unit, part=Holding.Part.LEAD, at=at)
        _link(turn, links)
        finish(turn, "propose_topic", text=f"{unit.label}提出议题", unit=unit, detail={"links": len(links)})
        tell(
            turn,
            people_with(OPINE_TOPIC, by.township_id, at.date()),
            kind="topic",
            text="新提出的议题，请提出意见",
            key="1",
        )
        return topic


def opine(*, topic_id: int, revision: int, opinion: str, by: Actor, at: datetime) -> Approval:
    """The office's opinion; with it the topic goes to the convenor."""
    with transaction.atomic():
        turn = take(Topic, topic_id, revision=revision, capability=OPINE_TOPIC, by=by, at=at)
        move, topic = turn.move("opine"), turn.row
        topic.opinion = check_words("办公室意见", opinion, field="opinion", least=2, most=500)
        topic.opinion_by_id, topic.opinion_on = by.person_id, turn.today
        approval = propose(
            matter=turn.matter, kind="topic", capability=DECIDE_TOPIC, summary="议题是否上会", by=by, at=at
        )
        finish(turn, move, text="办公室提出意见，报召集人决定")
        tell(
            turn,
            people_with(DECIDE_TOPIC, by.township_id, turn.today),
            kind="approval",
            text="请决定议题是否上会",
            key=str(approval.pk),
        )
        return approval


def decide_topic(
    *, topic_id: int, revision: int, agreed: bool, remark: str = "", returned: bool = False, by: Actor, at: datetime
) -> Topic:
    """The convenor lets the topic onto an agenda, declines it, or gives it back to the office (returned).

    Refused for who proposed the topic or gave the office's opinion, and without a word when not agreed.
    """
    with transaction.atomic():
        turn = take(Topic, topic_id, revision=revision, capability=DECIDE_TOPIC, by=by, at=at)
        topic = turn.row
        move = turn.move("agree" if agreed else "return_topic" if returned else "decline")
        if by.person_id == topic.proposed_by_id:
            raise Refused("自己提出的议题由另一位召集人决定。")
        words = check_words("召集人意见", remark, field="remark", least=0 if agreed else 2, most=500)
        approval = pending_approval(turn.matter.pk, "topic")
        if approval is None:
            raise Refused("这个议题没有等待决定的申请，请刷新页面。")
        decide(approval_id=approval.pk, approved=agreed, remark=words, by=by, at=at)
        topic.remark = words
        if not returned:
            topic.decided_by_id, topic.decided_on = by.person_id, turn.today
        verdict = "同意上会" if agreed else "退回办公室重提意见" if returned else "不上会"
        finish(turn, move, text=f"召集人{verdict}", detail={"approval": approval.pk})
        tell(
            turn,
            [topic.proposed_by_id, topic.opinion_by_id],
            kind="decided",
            text=f"召集人{verdict}",
            key=str(approval.pk),
        )
        return topic


def withdraw_topic(*, topic_id: int, revision: int, by: Actor, at: datetime) -> Topic:
    """Take one's own topic back before the convenor decides: by its unit, or by the office for its own topics."""
    with transaction.atomic():
        turn = take(Topic, topic_id, revision=revision, capability=PROPOSE_TOPIC, by=by, at=at)
        move, topic = turn.move("withdraw"), turn.row
        if by.person_id != topic.proposed_by_id:
            raise NotAllowed("议题由提出人撤回。")
        approval = pending_approval(turn.matter.pk, "topic")
        if approval is not None:
            approval.state, approval.decided_by_id, approval.decided_at = Approval.State.WITHDRAWN, by.person_id, at
            approval.save(update_fields=["state", "decided_by", "decided_at"])
        finish(turn, move, text="撤回议题")
        return topic


def inherit_denials(source: Matter, target: Matter, at: datetime) -> None:
    """Whoever is shut out of `source` is shut out of `target` as well, on every page that spans all kinds.

    The pages of this app ask the linked matter itself each time (meetings.sessions.queries.scope); this copy is for search, work
    list and inbox, which look at one matter only.
    """
    known = set(Implication.objects.filter(matter=target, lifted_at__isnull=True).values_list("person_id", "unit_id"))
    for row in Implication.objects.filter(matter=source, lifted_at__isnull=True):
        if (row.person_id, row.unit_id) not in known:
            Implication.objects.create(
                matter=target,
                person_id=row.person_id,
                unit_id=row.unit_id,
                reason="关联事项的涉及对象",
                copy_of=row,
                added_by_id=row.added_by_id,
                added_at=at,
            )
    live = Recusal.objects.filter(lifted_at__isnull=True)
    recused = set(live.filter(matter=target).values_list("person_id", flat=True))
    for row in live.filter(matter=source).exclude(person_id__in=recused):
        Recusal.objects.create(
            matter=target,
            person_id=row.person_id,
            reason="关联事项已回避",
            copy_of=row,
            added_by_id=row.added_by_id,
            added_at=at,
        )


def _proposing_unit(unit_id: int | None, by: Actor) -> Unit:
    reach = ensure_may(by, PROPOSE_TOPIC)
    units = Unit.objects.filter(township_id=by.township_id, is_active=True)
    if reach == Reach.OWN:
        units = units.filter(pk__in=by.unit_ids)
    elif unit_id is None:
        units = units.filter(is_office=True)
    unit = (units.filter(pk=unit_id) if unit_id else units).order_by("pk").first()
    if unit is None:
        raise OutOfScope("没有找到这个单位。")
    return unit


def matters_named(numbers: Iterable[str], by: Actor, *, most: int = 20, of: str = "一个议题") -> list[Matter]:
    """The matters with these numbers, each once, that a meeting may deal with. Refused for a number that is not found, for
    a matter under restricted knowledge, and for more than `most`."""
    found = []
    for number in dict.fromkeys(text.strip() for text in numbers if text.strip()):
        matter = matter_by_number(by, number)
        if matter is None:
            raise Refused(f"没有找到编号为“{number[:40]}”的事项，请按事项页面上的编号填写。", field="linked")
        check_link(matter.secrecy == Secrecy.ORDINARY)
        found.append(matter)
    if len(found) > most:
        raise Refused(f"{of}最多关联 {most} 个事项。", field="linked")
    return found


def _check_public(data: TopicData, links: list[Matter], by: Actor) -> None:
    about = linked_to(*(matter.pk for matter in links)) if links else ()
    for label, field in (("议题", "title"), ("请会议决定什么", "ask"), ("情况说明", "background")):
        check_public(label, getattr(data, field), field=field, township_id=by.township_id, matters=about)


def _link(turn: Turn, links: list[Matter]) -> None:
    for matter in links:
        Reference.objects.create(source=turn.matter, target=matter, relation=DISCUSSES)
        inherit_denials(matter, turn.matter, turn.at)
