"""Shutting somebody out of a matter and letting them in again: nobody does it alone to others (条例第二十八条、第三十条).

Anybody may step back. An entry about others is a proposal that a second person confirms, not of the proposer's unit; the one
it is about is not asked but told, unless the matter is an accusation; lifting takes two. What a petition itself names is
in force at once (an accusation must not reach the accused) and is checked by a second person afterwards. Where nobody would
be left to decide about the matter, somebody is named who stands in (records.matters.actions.stand_ins).
"""

from datetime import datetime

from django.db import transaction

from records.matters.actions.access import (
    ensure_arranges,
    lock_matter,
    note_implication,
    note_in_journal,
    note_recusal,
    one_of,
)
from records.matters.actions.exclusion_notices import named, reconcile_matter, tell_heads, tell_subject
from records.matters.actions.stand_ins import name_deputies
from records.matters.kinds import KINDS
from records.matters.models.access import Exclusion, Implication, Recusal
from records.matters.models.matters import Matter
from records.matters.queries.access import holder_places, place_of
from records.matters.queries.confirmers import confirmers
from records.matters.queries.deciders import Subject
from records.matters.queries.scope import ensure, is_visible
from records.matters.rules import check_no_holder
from records.notices.actions.notices import notify
from records.permissions import IMPLICATE, RECUSE_OTHERS, RECUSE_SELF
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.calendar.queries.days import work_calendar
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.permissions import Reach
from township.refusals import Refused
from township.saving import once
from township.sight import row_in_sight
from township.words import check_words

IMPLICATED, RECUSED, LIFT = Exclusion.Act.IMPLICATE, Exclusion.Act.RECUSE, Exclusion.Act.LIFT
ARTICLE_28 = "条例第二十八条第三款"
MISSING = "没有找到这条登记，请刷新页面。"


def propose_implication(
    *,
    matter: Matter,
    person: Person | None = None,
    unit: Unit | None = None,
    reason: str,
    stand_in: Person | None = None,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> Exclusion:
    """Propose to enter the person or the unit (exactly one) that the matter complains of.

    stand_in: who decides where the entry would leave nobody, None = the next in order; basis: the district office's paper
    where the order is exhausted. Refused while the unit, one below it or the one right above it holds the matter.
    """
    subject = one_of(person, unit)
    with transaction.atomic():
        lock_matter(matter)
        ensure(by, IMPLICATE, matter)
        ensure_arranges(by, matter)
        if person is not None and person.pk == by.person_id:
            raise Refused("涉及您本人的，请办理“本人回避”。", ARTICLE_28, "person")
        if Implication.objects.filter(matter=matter, person=person, unit=unit, lifted_at__isnull=True).exists():
            raise Refused(f"{subject.name}已经登记为涉及对象。")
        if subject.township_id != matter.township_id:
            raise OutOfScope("没有找到这个单位或人员。")
        if unit is not None:
            check_no_holder(place_of(unit), holder_places(matter))
        return _propose(matter, IMPLICATED, Subject(person, unit), reason, by, at, stand_in=stand_in, basis=basis)


def propose_recusal(
    *,
    matter: Matter,
    person: Person,
    reason: str,
    stand_in: Person | None = None,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> Exclusion:
    """Propose that another official with a direct interest stays out of the matter (条例第二十八条第三款)."""
    why = check_words("回避的理由", reason, field="reason", least=2, most=200)
    with transaction.atomic():
        lock_matter(matter)
        ensure(by, RECUSE_OTHERS, matter)
        ensure_arranges(by, matter)
        _check_recusable(matter, person)
        if person.pk == by.person_id:
            raise Refused("您本人回避的，请办理“本人回避”，不用他人确认。", ARTICLE_28, "person")
        return _propose(matter, RECUSED, Subject(person), why, by, at, stand_in=stand_in, basis=basis)


def step_back(*, matter: Matter, reason: str, stand_in: Person | None = None, by: Actor, at: datetime) -> Recusal:
    """Keep oneself out of the matter, at once; whoever sees it may. Where nobody is left to decide, the next in order
    stands in (or `stand_in`); where there is no next, the desk says that the district office has to decide."""
    with transaction.atomic():
        lock_matter(matter)
        _ensure_seen(by, matter)
        ensure_may(by, RECUSE_SELF)
        ensure_arranges(by, matter)
        why = check_words("回避的理由", reason, field="reason", least=2, most=200)
        me = Person.objects.filter(pk=by.person_id).first()
        if me is None:
            raise Refused("回避须由本人办理。")
        _check_recusable(matter, me)
        waiting = Exclusion.objects.filter(matter=matter, person=me, decided_at__isnull=True, implication=None)
        waiting.exclude(act=LIFT).delete()  # what others proposed about them is done by themselves
        name_deputies(matter, Subject(me), wanted=stand_in, must=False, by=by, at=at)
        row = note_recusal(matter, me, why, by, at)
        note_in_journal(matter, by, at, "access.recuse", {"person": me.pk, "self": True})
        tell_heads(matter, by, f"本人回避登记 {row.pk}", f"recusal:{row.pk}", at)
        reconcile_matter(matter, by, at)
    return row


def enter_from_petition(
    *, matter: Matter, person: Person | None = None, unit: Unit | None = None, by: Actor, at: datetime
) -> Implication:
    """What the petition names when it is written down: in force at once, checked by a second person afterwards.

    Building block of registration: no right asked, no journal; once for each subject; who is left decides or stands in.
    """
    known = Implication.objects.filter(matter=matter, person=person, unit=unit, lifted_at__isnull=True).first()
    if known:
        return known
    subject = Subject(person, unit)
    if subject.shuts(by):
        raise Refused(
            f"{by.name}是涉及对象或者在涉及单位任职，不能登记、补正这件事项，请由另一位同志办理。", ARTICLE_28, "person"
        )
    name_deputies(matter, subject, must=False, by=by, at=at)
    row = note_implication(matter=matter, person=person, unit=unit, reason="登记时列为被反映对象", by=by, at=at)
    if by.person_id is not None:
        made = _already_proposed(matter, subject, row) or _make(
            matter, IMPLICATED, subject, row.reason, by, at, implication=row
        )
        tell_subject(matter, subject, f"implication:{row.pk}", made.pk, at)
    return row


def propose_lift(
    *, implication_id: int | None = None, recusal_id: int | None = None, reason: str, by: Actor, at: datetime
) -> Exclusion:
    """Propose to take an entry back (exactly one of the numbers); a second person confirms. Refused without a reason."""
    why = check_words("解除的理由", reason, field="reason", least=4, most=200)
    with transaction.atomic():
        entry = _live_entry(implication_id, recusal_id, by)
        ensure_arranges(by, entry.matter)
        subject = Subject(entry.person, getattr(entry, "unit", None))
        is_implication = isinstance(entry, Implication)
        link = {"implication": entry} if is_implication else {"recusal": entry}
        return _propose(entry.matter, LIFT, subject, why, by, at, **link)


def _propose(
    matter: Matter,
    act: str,
    subject: Subject,
    reason: str,
    by: Actor,
    at: datetime,
    *,
    stand_in: Person | None = None,
    basis: str = "",
    **link,
) -> Exclusion:
    if act != LIFT:  # said now, so that the second person is not the first to learn it
        name_deputies(matter, subject, wanted=stand_in, must=True, basis=basis, only_check=True, by=by, at=at)
    row = _make(
        matter, act, subject, reason.strip()[:200], by, at, stand_in=stand_in, basis=basis.strip()[:120], **link
    )
    word = "access.lift_propose" if act == LIFT else f"access.propose_{act}"
    note_in_journal(matter, by, at, word, named(row))
    notify(
        matter=matter,
        recipients=row.asked,
        kind="access.asked",
        text=f"{matter.number} 请确认{row.get_act_display()}（登记编号 {row.pk}）",
        key=f"exclusion:{row.pk}:asked",
        url=f"/matters/{matter.pk}/access/",
        at=at,
    )
    reconcile_matter(matter, by, at)
    return row


def _make(matter: Matter, act: str, subject: Subject, reason: str, by: Actor, at: datetime, **more) -> Exclusion:
    if by.person_id is None:
        raise Refused("涉及对象、回避须由本人登记。")
    row = Exclusion(
        matter=matter,
        act=act,
        person=subject.person,
        unit=subject.unit,
        reason=reason,
        proposed_by_id=by.person_id,
        proposed_at=at,
        due_on=work_calendar(matter.township_id).add_working(at.date(), 1),
        **more,
    )
    row.asked = [one.person_id for one in confirmers(row, by, at)]
    with once(Refused("已经有人提出，正在等待另一人确认。")):
        row.save(force_insert=True)
    return row


def _already_proposed(matter: Matter, subject: Subject, entry: Implication) -> Exclusion | None:
    """What somebody had proposed about the subject before the petition named it: its second person now checks the entry."""
    rows = Exclusion.objects.filter(matter=matter, person=subject.person, unit=subject.unit, decided_at__isnull=True)
    waiting = rows.exclude(act=LIFT).first()
    if waiting:
        waiting.act, waiting.implication = IMPLICATED, entry
        waiting.save(update_fields=["act", "implication"])
    return waiting


def _check_recusable(matter: Matter, person: Person) -> None:
    if person.township_id != matter.township_id:
        raise OutOfScope("没有找到这个人员。")
    if Recusal.objects.filter(matter=matter, person=person, lifted_at__isnull=True).exists():
        raise Refused(f"{person.name}已经回避。")


def _live_entry(implication_id: int | None, recusal_id: int | None, by: Actor) -> Implication | Recusal:
    """The locked entry, for somebody of the office who sees its matter: a lift is not left to the units."""
    model, pk = (Implication, implication_id) if implication_id is not None else (Recusal, recusal_id)
    lock_matter(row_in_sight(model.objects, MISSING, pk=pk).matter)
    row = row_in_sight(model.objects, MISSING, pk=pk)  # what a petition named may have been declined meanwhile
    ensure(by, IMPLICATE, row.matter)
    if by.reach(IMPLICATE) != Reach.TOWNSHIP:
        raise NotAllowed("涉及对象、回避由联席办两人共同解除，承办单位不能解除。")
    if row.lifted_at:
        raise Refused("已经解除，请刷新页面。")
    if row.copy_of_id and row.copy_of.lifted_at is None:
        raise Refused(f"这条登记来自{row.copy_of.matter.number}，请在那件事项里解除。")
    return row


def _ensure_seen(by: Actor, matter: Matter) -> None:
    if not is_visible(by, matter.pk, KINDS[matter.kind].view):
        raise OutOfScope("没有找到这个事项。")
