"""Shutting somebody out of a matter and letting them in again: nobody does it alone to others (条例第二十八条、第三十条).

Anybody may step back. An entry about others is a proposal that a second person confirms, not of the proposer's unit; the one
it is about is not asked but told, unless the matter is an accusation; lifting takes two. What a petition itself names is
in force at once (an accusation must not reach the accused) and is checked by a second person afterwards. Where nobody would
be left to decide about the matter, somebody is named who stands in (records.matters.actions.stand_ins).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from records.matters.actions.access import ensure_arranges, lock_matter, note_implication, note_in_journal, one_of
from records.matters.actions.stand_ins import end_needless, name_deputies
from records.matters.kinds import KINDS
from records.matters.models.access import Exclusion, Implication, Recusal
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.access import holder_places, place_of
from records.matters.queries.deciders import Subject, people_about
from records.matters.queries.scope import ensure, is_visible
from records.matters.rules import check_confirmer, check_no_holder
from records.notices.actions.notices import notify, notify_person
from records.permissions import CONFIRM_EXCLUSION, IMPLICATE, RECUSE_OTHERS, RECUSE_SELF
from records.work.actions.reconcile import reconcile
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.calendar.queries.days import work_calendar
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.directory.queries.actors import actors_of
from township.directory.queries.recipients import liaisons_of
from township.permissions import CLERK, Reach
from township.refusals import Refused
from township.saving import once
from township.sight import row_in_sight
from township.words import check_words

IMPLICATED, RECUSED, LIFT = Exclusion.Act.IMPLICATE, Exclusion.Act.RECUSE, Exclusion.Act.LIFT
ARTICLE_28 = "条例第二十八条第三款"
TO_OBJECT = "如有异议，请书面向召集人提出，并写明登记编号。"


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
        row = _recuse(matter, me, why, by, at)
        note_in_journal(matter, by, at, "access.recuse", {"person": me.pk, "self": True})
        _tell_heads(matter, by, f"本人回避登记 {row.pk}", f"recusal:{row.pk}", at)
        _reconcile(matter, by, at)
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
        made = _make(matter, IMPLICATED, subject, row.reason, by, at, implication=row)
        _tell_subject(matter, subject, f"implication:{row.pk}", made.pk, at)
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


def decide_exclusion(
    *,
    exclusion_id: int,
    agreed: bool,
    remark: str = "",
    stand_in: Person | None = None,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> Exclusion:
    """Confirm or decline what somebody proposed; not by who proposed it, nor by somebody of the proposer's unit, nor by whom
    it is about. basis: number of the district office's paper, where nobody of another unit is left to confirm.

    Declined: a proposal falls, an entry made from the petition itself is taken out, a lifting leaves the entry in force.
    """
    with transaction.atomic():
        row = row_in_sight(Exclusion.objects, "没有找到这条登记。", pk=exclusion_id, matter__township_id=by.township_id)
        lock_matter(row.matter)
        row.refresh_from_db()
        ensure(by, CONFIRM_EXCLUSION, row.matter)
        ensure_arranges(by, row.matter)
        if row.decided_at:
            raise Refused("已经有人办理，请刷新页面。")
        if _check_confirmer(row, by, at) and not (basis.strip() or row.basis):
            raise Refused("本乡镇没有其他单位的同志可以确认，请报上级联席办决定，并填写决定的文号。", field="basis")
        row.agreed, row.remark, row.decided_by_id, row.decided_at = agreed, remark.strip()[:200], by.person_id, at
        row.basis = basis.strip()[:120] or row.basis
        if agreed:
            _carry_out(row, stand_in, by, at)
        elif row.act != LIFT and row.implication_id:
            row.implication.delete()
            row.implication = None
        row.save()
        end_needless(row.matter, at)
        _told(row, by, at)
        _reconcile(row.matter, by, at)
    return row


def _carry_out(row: Exclusion, stand_in: Person | None, by: Actor, at: datetime) -> None:
    matter, subject = row.matter, Subject(row.person, row.unit)
    if row.act == LIFT:
        _lift(row, by, at)
        return
    if row.implication_id:  # in force since the petition was written down
        return
    name_deputies(matter, subject, wanted=stand_in or row.stand_in, must=True, basis=row.basis, by=by, at=at)
    if row.act == RECUSED:
        row.recusal = _recuse(matter, row.person, row.reason, by, at, added_by_id=row.proposed_by_id)
    else:
        row.implication = note_implication(
            matter=matter, person=row.person, unit=row.unit, reason=row.reason, by=by, at=at
        )
        row.implication.added_by_id = row.proposed_by_id
        row.implication.save(update_fields=["added_by"])


def _lift(row: Exclusion, by: Actor, at: datetime) -> None:
    """The entry and its copies in what rests on the matter."""
    entries = [row.implication or row.recusal]
    while entries:
        entry = entries.pop()
        entry.lift_proposed_by_id, entry.lift_reason = row.proposed_by_id, row.reason
        entry.lifted_by_id, entry.lifted_at = by.person_id, at
        entry.save(update_fields=["lift_proposed_by", "lift_reason", "lifted_by", "lifted_at"])
        entries += entry.copies.filter(lifted_at__isnull=True)


def _recuse(matter: Matter, person: Person, reason: str, by: Actor, at: datetime, **added_by) -> Recusal:
    with once(Refused(f"{person.name}已经回避。")):
        values = {"added_by_id": by.person_id} | added_by
        return Recusal.objects.create(matter=matter, person=person, reason=reason, added_at=at, **values)


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
    note_in_journal(matter, by, at, word, _who(row))
    notify(
        matter=matter,
        recipients=row.asked,
        kind="access.asked",
        text=f"{matter.number} 请确认{row.get_act_display()}（登记编号 {row.pk}）",
        key=f"exclusion:{row.pk}:asked",
        url=f"/matters/{matter.pk}/access/",
        at=at,
    )
    _reconcile(matter, by, at)
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


def confirmers(row: Exclusion, proposer: Actor, at: datetime) -> list[Actor]:
    """Who may confirm: those who see the matter by right of office, of other units, not the ones it is about.

    A lifting may also be confirmed within the office.
    """
    subject = Subject(row.person, row.unit)
    return [
        one
        for one in people_about(row.matter, at.date())
        if one.reach(CONFIRM_EXCLUSION) == Reach.TOWNSHIP
        and one.person_id != row.proposed_by_id
        and not subject.shuts(one)
        and (row.act == LIFT or not one.unit_ids & proposer.unit_ids)
    ]


def why_not_confirmed(row: Exclusion, by: Actor, at: datetime) -> str:
    """Why this person cannot decide the entry, as the refusal would say it; "" for who may (perhaps with the district office's paper)."""
    if not by.may(CONFIRM_EXCLUSION):
        return "等待有权确认的同志办理。"
    try:
        _check_confirmer(row, by, at)
    except Refused as refused:
        return str(refused)
    return ""


def _check_confirmer(row: Exclusion, by: Actor, at: datetime) -> bool:
    """Refused for who may not; True where nobody of another unit is left, so that the district office's paper is needed."""
    if by.person_id is None:
        raise Refused("确认须由本人办理。")
    proposer = _actor_of(row.proposed_by, at)
    shares = bool(proposer and by.unit_ids & proposer.unit_ids)
    others = bool(proposer is None or confirmers(row, proposer, at))
    check_confirmer(
        is_proposer=by.person_id == row.proposed_by_id,
        is_subject=Subject(row.person, row.unit).shuts(by),
        shares_unit=shares,
        is_entry=row.act != LIFT,
        has_other=others,
    )
    return row.act != LIFT and shares and not others


def _actor_of(person: Person, at: datetime) -> Actor | None:
    return next(iter(actors_of([person.pk], person.township_id, at.date())), None)


def _check_recusable(matter: Matter, person: Person) -> None:
    if person.township_id != matter.township_id:
        raise OutOfScope("没有找到这个人员。")
    if Recusal.objects.filter(matter=matter, person=person, lifted_at__isnull=True).exists():
        raise Refused(f"{person.name}已经回避。")


def _live_entry(implication_id: int | None, recusal_id: int | None, by: Actor) -> Implication | Recusal:
    """The locked entry, for somebody of the office who sees its matter: a lift is not left to the units."""
    model, pk = (Implication, implication_id) if implication_id is not None else (Recusal, recusal_id)
    row = row_in_sight(model.objects, "没有找到这条登记。", pk=pk)
    lock_matter(row.matter)
    row.refresh_from_db()
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


def _told(row: Exclusion, by: Actor, at: datetime) -> None:
    """The journal; the proposer and the heads; the one it is about."""
    words = {
        (IMPLICATED, True): "access.implicate",
        (RECUSED, True): "access.recuse",
        (LIFT, True): "access.lift",
        (LIFT, False): "access.lift_decline",
    }
    note_in_journal(row.matter, by, at, words.get((row.act, row.agreed), "access.decline"), _who(row))
    outcome = "已确认" if row.agreed else "未同意"
    text = f"{row.get_act_display()}（登记编号 {row.pk}）{outcome}"
    _tell_heads(row.matter, by, text, f"exclusion:{row.pk}:decided", at, also=[row.proposed_by_id])
    subject = Subject(row.person, row.unit)
    entry = row.implication or row.recusal
    if row.act == LIFT and row.agreed:
        _tell_subject(row.matter, subject, f"exclusion:{row.pk}:lifted", _number_of(row), at, is_lifted=True)
    elif row.agreed and entry:
        name = "implication" if row.act == IMPLICATED else "recusal"
        _tell_subject(row.matter, subject, f"{name}:{entry.pk}", _number_of(row), at)


def _number_of(row: Exclusion) -> int:
    """登记编号: of the entry that this one makes or lifts. One series for both kinds, the one that every notice and page names."""
    entered = Exclusion.objects.filter(implication=row.implication, recusal=row.recusal).exclude(act=LIFT)
    return entered.order_by("pk").values_list("pk", flat=True).first() or row.pk


def _tell_heads(matter: Matter, by: Actor, text: str, key: str, at: datetime, also: Iterable[int] = ()) -> None:
    heads = [one.person_id for one in people_about(matter, at.date()) if one.roles - {CLERK} and one.reach(IMPLICATE)]
    notify(
        matter=matter,
        recipients={*heads, *also} - {by.person_id},
        kind="access.entered",
        text=f"{matter.number} {text}",
        key=key,
        url=f"/matters/{matter.pk}/access/",
        at=at,
    )


def _tell_subject(
    matter: Matter, subject: Subject, key: str, number: int, at: datetime, *, is_lifted: bool = False
) -> None:
    """The one it is about learns that a matter is closed to them, not which; nothing at all of an accusation."""
    if matter.secrecy == Secrecy.RESTRICTED:
        return
    who = [subject.person.pk] if subject.person else liaisons_of([subject.unit.pk], at.date())
    what = "您本人" if subject.person else "您所在单位"
    text = (
        f"{what}的涉及对象或者回避登记（编号 {number}）已经解除。"
        if is_lifted
        else f"{what}已登记为一件事项的涉及对象或者回避人（编号 {number}），不能查看、办理该事项。{TO_OBJECT}"
    )
    notify_person(person_ids=who, township_id=matter.township_id, kind="access.shut_out", text=text, key=key, at=at)


def _who(row: Exclusion) -> dict:
    return {"exclusion": row.pk, "person": row.person_id, "unit": row.unit_id}


def _reconcile(matter: Matter, by: Actor, at: datetime) -> None:
    """The work items of the thing: whoever has to confirm finds it on the desk."""
    model = KINDS[matter.kind].model
    row = model.objects.select_related("matter").filter(pk=matter.pk).first() if model else None
    if row is not None:
        reconcile(row, by=by, at=at)
