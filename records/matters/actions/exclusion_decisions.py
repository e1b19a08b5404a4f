"""The second person's decision about shutting somebody out of a matter or letting them in again (条例第二十八条、第三十条)."""

from datetime import datetime

from django.db import transaction

from records.matters.actions.access import (
    ensure_arranges,
    lock_matter,
    note_implication,
    note_in_journal,
    note_recusal,
)
from records.matters.actions.exclusion_notices import named, reconcile_matter, tell_heads, tell_subject
from records.matters.actions.exclusions import IMPLICATED, LIFT, MISSING, RECUSED
from records.matters.actions.stand_ins import end_needless, name_deputies
from records.matters.models.access import Exclusion
from records.matters.queries.confirmers import needs_district_paper
from records.matters.queries.deciders import Subject
from records.matters.queries.scope import ensure
from records.permissions import CONFIRM_EXCLUSION
from township.actors import Actor
from township.directory.models.people import Person
from township.refusals import Refused
from township.sight import row_in_sight


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
        rows = Exclusion.objects.filter(matter__township_id=by.township_id)
        lock_matter(row_in_sight(rows, MISSING, pk=exclusion_id).matter)
        row = row_in_sight(rows, MISSING, pk=exclusion_id)  # who stepped back meanwhile has taken it out
        ensure(by, CONFIRM_EXCLUSION, row.matter)
        ensure_arranges(by, row.matter)
        if row.decided_at:
            raise Refused("已经有人办理，请刷新页面。")
        if needs_district_paper(row, by, at) and not (basis.strip() or row.basis):
            raise Refused("本乡镇没有其他单位的同志可以确认，请报上级联席办决定，并填写决定的文号。", field="basis")
        row.is_agreed, row.remark, row.decided_by_id, row.decided_at = agreed, remark.strip()[:200], by.person_id, at
        row.basis = basis.strip()[:120] or row.basis
        if agreed:
            _carry_out(row, stand_in, by, at)
        elif row.act != LIFT and row.implication_id:
            row.implication.delete()
            row.implication = None
        row.save()
        end_needless(row.matter, at)
        _told(row, by, at)
        reconcile_matter(row.matter, by, at)
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
        row.recusal = note_recusal(matter, row.person, row.reason, by, at, added_by_id=row.proposed_by_id)
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


def _told(row: Exclusion, by: Actor, at: datetime) -> None:
    """The journal; the proposer and the heads; the one it is about."""
    words = {
        (IMPLICATED, True): "access.implicate",
        (RECUSED, True): "access.recuse",
        (LIFT, True): "access.lift",
        (LIFT, False): "access.lift_decline",
    }
    note_in_journal(row.matter, by, at, words.get((row.act, row.is_agreed), "access.decline"), named(row))
    outcome = "已确认" if row.is_agreed else "未同意"
    text = f"{row.get_act_display()}（登记编号 {row.pk}）{outcome}"
    tell_heads(row.matter, by, text, f"exclusion:{row.pk}:decided", at, also=[row.proposed_by_id])
    subject = Subject(row.person, row.unit)
    entry = row.implication or row.recusal
    if row.act == LIFT and row.is_agreed:
        tell_subject(row.matter, subject, f"exclusion:{row.pk}:lifted", _number_of(row), at, is_lifted=True)
    elif row.is_agreed and entry:
        name = "implication" if row.act == IMPLICATED else "recusal"
        tell_subject(row.matter, subject, f"{name}:{entry.pk}", _number_of(row), at)


def _number_of(row: Exclusion) -> int:
    """登记编号: of the entry that this one makes or lifts. One series for both kinds, the one that every notice and page names."""
    entered = Exclusion.objects.filter(implication=row.implication, recusal=row.recusal).exclude(act=LIFT)
    return entered.order_by("pk").values_list("pk", flat=True).first() or row.pk
