"""Who may come near a matter: holders, handlers, the access list, implicated persons and units, recusal.

Deny beats every role, so each way in asks the rule first; triggers in the database refuse the same (records/guards.py).
Everything here locks the matter's row first: an implication and an assignment at the same moment cannot pass each other.
"""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from records.matters.kinds import KINDS
from records.matters.models.access import Access, Handler, Holding, Implication, Recusal
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.access import holder_places, implicated_places, is_shut_out, may_arrange, place_of
from records.matters.queries.scope import ensure, is_visible
from records.matters.rules import ARTICLE, check_holder, check_no_holder
from records.permissions import IMPLICATE, RECUSE_OTHERS, RECUSE_SELF
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.journal.actions import write_entry
from township.permissions import Reach
from township.refusals import Refused


def implicate(
    *, matter: Matter, person: Person | None = None, unit: Unit | None = None, reason: str, by: Actor, at: datetime
) -> Implication:
    """Enter the person or the unit (exactly one) that the matter complains of; from now on they see nothing of it.

    Refused while the unit, one below it or the one right above it holds the matter. Writes the journal.
    """
    subject = _one_of(person, unit)
    with transaction.atomic():
        _lock(matter)
        ensure(by, IMPLICATE, matter)
        ensure_arranges(by, matter)
        if person is not None and person.pk == by.person_id:
            raise Refused("涉及您本人的，请办理“本人回避”。", "条例第二十八条第三款", "person")
        if _live(matter, person, unit).exists():
            raise Refused(f"{subject.name}已经登记为涉及对象。")
        row = note_implication(matter=matter, person=person, unit=unit, reason=reason, by=by, at=at)
        who = {"implication": row.pk, "person": row.person_id, "unit": row.unit_id}
        _journal(matter, by, at, "access.implicate", who)
    return row


def note_implication(
    *, matter: Matter, person: Person | None = None, unit: Unit | None = None, reason: str, by: Actor, at: datetime
) -> Implication:
    """The same as a building block, for what a petition names at registration: no right asked, no journal, once each."""
    subject = _one_of(person, unit)
    with transaction.atomic():
        _lock(matter)
        if subject.township_id != matter.township_id:
            raise OutOfScope("没有找到这个单位或人员。")
        known = _live(matter, person, unit).first()
        if known:
            return known
        if unit is not None:
            check_no_holder(place_of(unit), holder_places(matter))
        return Implication.objects.create(
            matter=matter, person=person, unit=unit, reason=reason[:200], added_by_id=by.person_id, added_at=at
        )


def propose_lift(*, implication_id: int, reason: str, by: Actor, at: datetime) -> Implication:
    """Propose to take an implication back; a second person confirms. Refused without a reason. Writes the journal."""
    if len(reason.strip()) < 4:
        raise Refused("请写明解除的理由（不少于 4 个字）。", field="reason")
    with transaction.atomic():
        row = _live_implication(implication_id, by)
        if row.lift_proposed_by_id:
            raise Refused("已经有人提出解除，等待另一人确认。")
        row.lift_proposed_by_id, row.lift_reason = _person(by), reason.strip()[:200]
        row.save(update_fields=["lift_proposed_by", "lift_reason"])
        _journal(row.matter, by, at, "access.lift_propose", {"implication": row.pk})
    return row


def confirm_lift(*, implication_id: int, by: Actor, at: datetime, agreed: bool = True) -> Implication:
    """Decide about a proposed lift; not by who proposed it (two persons). agreed=False leaves the implication in force."""
    with transaction.atomic():
        row = _live_implication(implication_id, by)
        if not row.lift_proposed_by_id:
            raise Refused("还没有人提出解除。")
        if row.lift_proposed_by_id == _person(by):
            raise Refused("解除须由两人办理：提出人不能自己确认。")
        if agreed:
            row.lifted_by_id, row.lifted_at = by.person_id, at
        else:
            row.lift_proposed_by, row.lift_reason = None, ""
        row.save(update_fields=["lifted_by", "lifted_at", "lift_proposed_by", "lift_reason"])
        _journal(row.matter, by, at, "access.lift" if agreed else "access.lift_decline", {"implication": row.pk})
    return row


def recuse(*, matter: Matter, person: Person, reason: str, by: Actor, at: datetime) -> Recusal:
    """Keep an official with a direct interest out of the matter (条例第二十八条第三款). Writes the journal.

    Anyone who sees the matter may recuse himself; others are recused by who holds RECUSE_OTHERS.
    """
    if not reason.strip():
        raise Refused("请写明回避的理由。", "条例第二十八条第三款", "reason")
    with transaction.atomic():
        _lock(matter)
        if person.pk == by.person_id:
            _ensure_visible(by, matter)
            ensure_may(by, RECUSE_SELF)
        else:
            ensure(by, RECUSE_OTHERS, matter)
        ensure_arranges(by, matter)
        if person.township_id != matter.township_id:
            raise OutOfScope("没有找到这个人员。")
        try:
            with transaction.atomic():
                row = Recusal.objects.create(
                    matter=matter, person=person, reason=reason.strip()[:200], added_by_id=by.person_id, added_at=at
                )
        except IntegrityError as error:
            raise Refused(f"{person.name}已经回避。") from error
        _journal(matter, by, at, "access.recuse", {"person": person.pk, "self": person.pk == by.person_id})
    return row


def grant_access(*, matter: Matter, person: Person, by: Actor, at: datetime) -> Access:
    """Put a person on the access list of a restricted matter. Building block: the caller writes the journal.

    The first name may be set by who registers the matter; after that only by who is on the list himself.
    """
    with transaction.atomic():
        _lock(matter)
        if matter.secrecy != Secrecy.RESTRICTED:
            raise Refused("只有限知事项才有知悉名单。")
        if Access.objects.filter(matter=matter).exists():
            _ensure_visible(by, matter)
        elif by.township_id != matter.township_id:
            raise OutOfScope("没有找到这个事项。")
        _check_person(matter, person, at.date(), "不能列入知悉名单")
        known = Access.objects.filter(matter=matter, person=person).first()
        return known or Access.objects.create(matter=matter, person=person, granted_by_id=by.person_id, granted_at=at)


def admit(*, matter: Matter, person: Person, by: Actor, at: datetime) -> Access:
    """The same as an act of its own, from the page of the matter. Writes the journal."""
    with transaction.atomic():
        _ensure_visible(by, matter)
        ensure_arranges(by, matter)
        row = grant_access(matter=matter, person=person, by=by, at=at)
        _journal(matter, by, at, "access.grant", {"person": person.pk})
    return row


def keep_as_closed(*, matter: Matter, sources: Iterable[Matter], by: Actor, at: datetime) -> None:
    """A matter that rests on others keeps out whom they keep out: implicated, recused, and who is not on their list.

    Building block for who sees all of `sources`; `matter` is restricted where one of them is. A person is put on its list
    who stands on the list of every restricted source.
    """
    listed: list[set[int]] = []
    for source in sources:
        for row in Implication.objects.filter(matter=source, lifted_at__isnull=True).select_related("person", "unit"):
            note_implication(matter=matter, person=row.person, unit=row.unit, reason=row.reason, by=by, at=at)
        for row in Recusal.objects.filter(matter=source):
            Recusal.objects.get_or_create(
                matter=matter,
                person_id=row.person_id,
                defaults={"reason": row.reason, "added_by_id": row.added_by_id, "added_at": at},
            )
        if source.secrecy == Secrecy.RESTRICTED:
            listed.append(set(Access.objects.filter(matter=source).values_list("person_id", flat=True)))
    for person in Person.objects.filter(pk__in=set.intersection(*listed) if listed else ()).order_by("pk"):
        if not is_shut_out(matter, person, at.date()):
            Access.objects.get_or_create(
                matter=matter, person=person, defaults={"granted_by_id": by.person_id, "granted_at": at}
            )


def ensure_arranges(by: Actor, matter: Matter) -> None:
    """NotAllowed for the one the matter is about: who comes near it is not for that person to settle."""
    if not may_arrange(by, matter):
        raise NotAllowed(
            "这个事项涉及您本人或者您所在的单位，知悉名单、涉及对象和回避由联席办办理；对办理人员有意见的，请写进陈述申辩。"
        )


def hold(*, matter: Matter, unit: Unit, part: str, at: datetime) -> Holding:
    """Let a unit work on the matter: part "lead" (one) or "assist". A lead unit becomes the matter's holder_unit.

    Building block. Refused for an implicated unit or one close to it, and for a second lead unit; a unit that holds the
    matter already only changes its part.
    """
    with transaction.atomic():
        _lock(matter)
        if unit.township_id != matter.township_id:
            raise OutOfScope("没有找到这个单位。")
        check_holder(place_of(unit), implicated_places(matter))
        live = Holding.objects.filter(matter=matter, ended_on__isnull=True)
        if part == Holding.Part.LEAD:
            other = live.filter(part=part).exclude(unit=unit).select_related("unit").first()
            if other:
                raise Refused(f"已由{other.unit.name}主办，一个事项只有一个主办单位。请先收回交办。", field="unit")
        holding = live.filter(unit=unit).first() or Holding(matter=matter, unit=unit)
        holding.part = part
        holding.save()
        if part == Holding.Part.LEAD:
            matter.holder_unit = unit
            matter.save(update_fields=["holder_unit"])
    return holding


def let_see(*, matter: Matter, units: Iterable[Unit], at: datetime) -> None:
    """These units see the matter from now on, as assisting ones; a unit that does already stays as it is."""
    held = set(Holding.objects.filter(matter=matter, ended_on__isnull=True).values_list("unit_id", flat=True))
    for unit in units:
        if unit.pk not in held:
            hold(matter=matter, unit=unit, part=Holding.Part.ASSIST, at=at)


def hold_by_all(*, matter: Matter, units: Collection[Unit]) -> int:
    """Let many units assist at once, with as many statements as for one; returns how many are new.

    Building block. Refused, for all of them, when one is implicated or close to an implicated unit.
    """
    with transaction.atomic():
        _lock(matter)
        implicated = implicated_places(matter)
        for unit in units:
            if unit.township_id != matter.township_id:
                raise OutOfScope("没有找到这个单位。")
            check_holder(place_of(unit), implicated)
        held = set(Holding.objects.filter(matter=matter, ended_on__isnull=True).values_list("unit_id", flat=True))
        rows = [Holding(matter=matter, unit=unit, part=Holding.Part.ASSIST) for unit in units if unit.pk not in held]
        return len(Holding.objects.bulk_create(rows))


def end_holding(*, matter: Matter, unit: Unit, on: date) -> bool:
    """End a unit's part on the day `on`; its people lose sight of the matter. False when it held none."""
    with transaction.atomic():
        _lock(matter)
        ended = Holding.objects.filter(matter=matter, unit=unit, ended_on__isnull=True).update(ended_on=on)
        if ended and matter.holder_unit_id == unit.pk:
            matter.holder_unit = None
            matter.save(update_fields=["holder_unit"])
    return bool(ended)


def add_handler(*, matter: Matter, person: Person, part: str, at: datetime | None = None) -> Handler:
    """Give a person a part in the matter (a value of Handler.Part). Building block; the same part twice is one row.

    Refused for somebody who is implicated, close to an implicated unit (posts held on the day of `at`) or recused.
    """
    if part not in Handler.Part.values:
        raise ValueError(f"unknown part {part}")
    with transaction.atomic():
        _lock(matter)
        _check_person(matter, person, at.date() if at else matter.opened_on, "不能参与办理")
        known = Handler.objects.filter(matter=matter, person=person, part=part).first()
        return known or Handler.objects.create(matter=matter, person=person, part=part)


def _check_person(matter: Matter, person: Person, on: date, consequence: str) -> None:
    if person.township_id != matter.township_id:
        raise OutOfScope("没有找到这个人员。")
    if is_shut_out(matter, person, on):
        raise Refused(f"{person.name}是涉及对象、在涉及单位任职或已经回避，{consequence}。", ARTICLE, "person")


def _one_of(person: Person | None, unit: Unit | None) -> Person | Unit:
    if (person is None) == (unit is None):
        raise ValueError("either a person or a unit")
    return person or unit


def _live(matter: Matter, person: Person | None, unit: Unit | None) -> QuerySet[Implication]:
    return Implication.objects.filter(matter=matter, person=person, unit=unit, lifted_at__isnull=True)


def _live_implication(implication_id: int, by: Actor) -> Implication:
    """The locked row, for somebody of the office who sees its matter: a lift is not left to the units."""
    row = Implication.objects.select_for_update().filter(pk=implication_id).first()
    if row is None:
        raise OutOfScope("没有找到这条登记。")
    ensure(by, IMPLICATE, row.matter)
    ensure_arranges(by, row.matter)
    if by.reach(IMPLICATE) != Reach.TOWNSHIP:
        raise NotAllowed("涉及对象由联席办两人共同解除，承办单位不能解除。")
    if row.lifted_at:
        raise Refused("已经解除，请刷新页面。")
    return row


def _person(by: Actor) -> int:
    if by.person_id is None:
        raise Refused("解除涉及对象须由本人办理。")
    return by.person_id


def _ensure_visible(by: Actor, matter: Matter) -> None:
    if not is_visible(by, matter.pk, KINDS[matter.kind].view):
        raise OutOfScope("没有找到这个事项。")


def _lock(matter: Matter) -> None:
    Matter.objects.select_for_update().get(pk=matter.pk)


def _journal(matter: Matter, by: Actor, at: datetime, action: str, detail: dict) -> None:
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind=matter.kind,
        subject_id=matter.pk,
        subject_label=matter.number,
        detail=detail,
    )
