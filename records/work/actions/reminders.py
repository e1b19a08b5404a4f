"""The one reminder engine: whoever owes something that is due hears of it in one notice a day; what nobody did goes up.

Never on a day off. Which points of an item were sent stands in its own row, written in the transaction of the notices: a
sweep may run twice, late, at once in two workers, or be killed anywhere. After downtime a person gets one notice. What a
later sweep of the day finds is added to the notice of that day, which is unread again; who owes something and is told what
others owe hears both in it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from records.duties.actions.candidates import Finding, propose_all
from records.duties.openers import way_to
from records.duties.rules.duties import covers
from records.jobs.sweeps import in_chunks
from records.matters.actions.events import event_of
from records.matters.kinds import KINDS
from records.matters.models.events import Event
from records.matters.models.matters import Matter
from records.matters.queries.scope import is_visible
from records.notices.models.notices import Notice
from records.work.models import OPEN, WorkItem
from records.work.queries.holders import Holders, contested, holders_of
from records.work.queries.plans import Plans, plans_of
from records.work.rules.reminders import due_now
from township.actors import Actor, system_actor
from township.dates import full_date
from township.directory.queries.actors import actors_of

ENGINE = "定时任务·待办提醒"
KIND, LATE_KIND = "work", "work.late"
LONGEST = 200  # characters of a notice


@dataclass
class Pile:
    """What one sweep has to tell in a township: person → items, and what goes up to the director and the convenors."""

    owed: dict[int, list[WorkItem]] = field(default_factory=lambda: defaultdict(list))
    late: list[WorkItem] = field(default_factory=list)


def remind_work(township_ids: Iterable[int], at: datetime) -> int:
    """Remind in these townships; one that fails keeps none of the others waiting. Registered as a sweep over
    `townships_to_remind`. Returns how many notices were written; raises TownshipsFailed at the end. Nothing on a day off."""
    return in_chunks(township_ids, lambda ids: _remind_in(ids, at))


def _remind_in(ids: list[int], at: datetime) -> int:
    """The same in several townships, in one transaction and with as many statements as in one."""
    today = at.date()
    plans = {pk: plan for pk, plan in plans_of(ids).items() if plan.calendar.is_working_day(today)}
    with transaction.atomic():
        rows = WorkItem.objects.select_for_update(of=("self",)).select_related("matter", "duty", "unit", "person")
        rows = rows.filter(OPEN, township_id__in=plans, remind_on__lte=today)
        items = list(rows.order_by("township_id", "due_on", "pk"))
        if not items:
            return 0
        holders = holders_of({item.township_id for item in items}, today)
        piles = _sorted(items, plans, holders, today)
        _note(items)
        touchy = contested({item.matter_id for item in items if item.matter_id})
        notices: list[Notice] = []
        for pk, pile in piles.items():
            owed = _seen(pile.owed, touchy, pk, today) if touchy else pile.owed
            heads = holders[pk].heads if pile.late else ()
            notices += [
                _digest(person, owed.get(person, []), pile.late if person in heads else [], at)
                for person in dict.fromkeys((*owed, *heads))
            ]
        _raise_candidates([item for pile in piles.values() for item in pile.late], at)
        _add_to_earlier(notices, at)
        Notice.objects.bulk_create(notices, batch_size=500, ignore_conflicts=True)
        return len(notices)


def _sorted(
    items: list[WorkItem], plans: dict[int, Plans], holders: dict[int, Holders], today: date
) -> dict[int, Pile]:
    """Put the items on the piles of those who are to hear of them, by township, and note what was told and when they come up
    next."""
    piles: dict[int, Pile] = defaultdict(Pile)
    for item in items:
        pile, plan = piles[item.township_id], plans[item.township_id]
        points = plan.points(item)
        fresh = [point for point in due_now(points, today) if point.key not in item.reminded]
        if any(not point.is_escalation for point in fresh):
            for person in holders[item.township_id].of(item):
                pile.owed[person].append(item)
        if any(point.is_escalation for point in fresh):
            pile.late.append(item)
        item.reminded = sorted({*item.reminded, *(point.key for point in points if point.on <= today)})
        item.remind_on = plan.next_look(item, today)
    return piles


def _note(items: list[WorkItem]) -> None:
    """Write what was told. Items of one plan and day have the same to be written: one statement for all of them."""
    alike: dict[tuple, list[int]] = defaultdict(list)
    for item in items:
        alike[tuple(item.reminded), item.remind_on].append(item.pk)
    for (reminded, remind_on), ids in alike.items():
        WorkItem.objects.filter(pk__in=ids).update(reminded=list(reminded), remind_on=remind_on)


def _seen(
    owed: dict[int, list[WorkItem]], touchy: frozenset[int], township_id: int, on: date
) -> dict[int, list[WorkItem]]:
    """The piles without what its reader is shut out of. touchy: the matters that shut anybody out."""
    people = [person for person, rows in owed.items() if any(item.matter_id in touchy for item in rows)]
    kept = dict(owed)
    for actor in actors_of(people, township_id, on):
        kept[actor.person_id] = [
            item for item in owed[actor.person_id] if item.matter_id not in touchy or _sees(actor, item.matter)
        ]
    return {person: rows for person, rows in kept.items() if rows}


def _sees(actor: Actor, matter: Matter) -> bool:
    return is_visible(actor, matter.pk, KINDS[matter.kind].view)


def _digest(person: int, owed: list[WorkItem], late: list[WorkItem], at: datetime) -> Notice:
    """The one notice of the day: what this person owes, and for the director and the convenors what others left undone."""
    texts = [_owed_words(owed, at.date())] if owed else []
    texts += [_late_words(late)] if late else []
    url = "" if owed and late else _address(owed) if owed else reverse("records:candidates")
    return Notice(
        township_id=(owed or late)[0].township_id,
        recipient_id=person,
        kind=KIND if owed else LATE_KIND,
        text="；".join(texts)[:LONGEST],
        url=url or reverse("township:home"),
        key=_key_of(at),
        at=at,
    )


def _key_of(at: datetime) -> str:
    return f"work:{at:%Y-%m-%d}"


def _add_to_earlier(notices: list[Notice], at: datetime) -> None:
    """Put what earlier sweeps of the day told the same people behind what is new, and take the earlier notices away: each
    stands in its inbox where its time is."""
    earlier = Notice.objects.filter(recipient_id__in=[one.recipient_id for one in notices], key=_key_of(at))
    told = {one.recipient_id: one for one in earlier.select_for_update()}
    for notice in notices:
        before = told.get(notice.recipient_id)
        if before:
            notice.text = f"{notice.text}；{before.text}"[:LONGEST]
            notice.kind = KIND if KIND in (notice.kind, before.kind) else LATE_KIND
            notice.url = notice.url if notice.url == before.url else reverse("township:home")
    Notice.objects.filter(pk__in=[one.pk for one in told.values()]).delete()


def _owed_words(items: list[WorkItem], today: date) -> str:
    """One sentence for everything a person is to be reminded of today."""
    first = items[0]
    kinds = {item.kind for item in items}
    if len(kinds) == 1 and first.duty_id:
        labels = dict.fromkeys(item.duty.period_label for item in items)
        return f"{first.duty.label}：{covers(labels)}，{_by(first, today)}，请办理"
    if len(items) == 1:
        return f"{first.number} {first.what}，{_by(first, today)}，请办理".strip()
    words = "、".join(dict.fromkeys(item.what for item in items))
    return f"{len(items)} 件待办（{words[:80]}），最早一件{_by(first, today)}，请办理"


def _late_words(items: list[WorkItem]) -> str:
    """What is overdue in spite of the reminders, in one sentence."""
    debtors = list(dict.fromkeys(holder_words(item) for item in items))
    more = "等" if len(debtors) > 3 else ""
    return f"{len(items)} 件逾期未办（{'、'.join(debtors[:3])}{more}），已列入督办建议"


def _address(items: list[WorkItem]) -> str:
    """The page of the one thing, of a duty the one of its own period, else the desk."""
    first = items[0]
    if len(items) > 1:
        return reverse("township:home")
    if first.matter_id:
        return reverse("records:matter", args=[first.matter_id])
    return way_to(first.duty_id)


def _raise_candidates(items: list[WorkItem], at: datetime) -> None:
    """What is overdue in spite of the reminders is raised once, and stands in the timeline of its matter."""
    if not items:
        return
    raised = propose_all([_finding(item) for item in items], at=at)
    Event.objects.bulk_create(
        event_of(
            matter=item.matter,
            by=system_actor(item.township_id, ENGINE, at.date()),
            at=at,
            move="overdue",
            text=f"{item.what}逾期，列为督办建议",
            unit=item.unit,
        )
        for item, is_new in zip(items, raised, strict=True)
        if is_new and item.matter
    )


def _finding(item: WorkItem) -> Finding:
    # A new limit may be missed anew.
    key = f"duty:{item.duty_id}" if item.duty_id else f"work:{item.pk}:{item.due_on}"
    number = f"{item.number} " if item.number else ""
    what = item.title if item.duty_id else item.what
    return Finding(
        item.township_id,
        "missing_duty" if item.duty_id else KINDS[item.matter.kind].late_ground,
        f"{holder_words(item)}：{number}{what}应于{full_date(item.due_on)}办理，逾期未办",
        key,
        item.matter,
        item.unit,
    )


def holder_words(item: WorkItem) -> str:
    """Who owes it, in words."""
    if item.unit_id:
        return item.unit.label
    return item.person.name if item.person_id else "联席办"


def _by(item: WorkItem, today: date) -> str:
    """How it stands with the due date."""
    if item.due_on < today:
        return f"应于{full_date(item.due_on)}前办理，已逾期"
    return "今天到期" if item.due_on == today else f"{full_date(item.due_on)}到期"
