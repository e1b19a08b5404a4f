"""Duties: done with evidence, excused by a second person. Opening and reminding are in records.duties.actions.rounds."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from records.duties.models.duties import DoneEarly, Duty, DutyPeriod
from records.duties.openers import JUDGED, RELEASED
from records.duties.queries.duties import duties_visible_to
from records.duties.rules.duties import DUTIES, EXCUSED, OPEN, check_evidence
from records.matters.kinds import KINDS
from records.matters.models.matters import Matter
from records.matters.queries.scope import is_visible
from records.permissions import DECIDE_EXCUSE, NOTE_DUTY, PROPOSE_EXCUSE, VIEW_DUTY
from records.work.actions.reconcile import reconcile, reconcile_many
from township.actors import Actor, NotAllowed, OutOfScope, ensure_may
from township.journal.actions import write_entry
from township.permissions import Reach
from township.profiles.models.profiles import RuleClause
from township.refusals import Refused
from township.saving import save_columns


def fulfil(
    *,
    clause: str,
    township_id: int,
    on: date,
    by: Actor,
    at: datetime,
    evidence: Matter | None = None,
    text: str = "",
    unit_id: int | None = None,
    person_id: int | None = None,
    period: str = "",
) -> int:
    """What was done on the day `on` closes the duty whose period holds that day; call it in the action's transaction.

    period: key of the period it was done for ("2026-11a"), where that is known: a return that comes late belongs to its
    round, not to the day. unit_id, person_id: the debtor, both None = the office. Returns how many duties it closed: 0 when
    the profile has no such clause or it was done before (a duty is done once: later evidence changes nothing). What is done
    before its period is opened is kept, and closes the duty when it is.
    """
    done = DoneEarly(
        township_id=township_id,
        clause=clause,
        period=period,
        on=on,
        unit_id=unit_id,
        person_id=person_id,
        at=at,
        by_id=by.person_id,
        evidence=evidence,
        text=text[:300],
    )
    owed = Duty.objects.filter(township_id=township_id, clause=clause, unit_id=unit_id, person_id=person_id)
    owed = owed.filter(period=period) if period else owed.filter(first__lte=on, last__gte=on)
    # A leader who received before they left has done it.
    waiting = Q(state=OPEN) | Q(state=EXCUSED, ended_on__isnull=False)
    duties = list(owed.filter(waiting).select_for_update(of=("self",)))
    if duties:
        _close(duties, done)
        reconcile_many(duties, by=by, at=at)
    elif not _is_past_keeping(done):
        done.save()
    return len(duties)


def fulfil_early(duties: list[Duty]) -> None:
    """Close those of these duties, just opened, that were done before. duties: of one clause and period, of any townships; who
    opens them derives their work afterwards. A period that is opened uses up what was kept for it."""
    if not duties:
        return
    first = duties[0]
    kept = DoneEarly.objects.filter(township_id__in={duty.township_id for duty in duties}, clause=first.clause)
    kept = kept.filter(Q(period=first.period) | Q(period="", on__gte=first.first, on__lte=first.last))
    used = []
    for done in kept.select_for_update(of=("self",)).select_related("evidence").order_by("on", "pk"):
        used.append(done.pk)
        _close([duty for duty in duties if duty.state == OPEN and _debtor(duty) == _debtor(done)], done)
    if used:
        DoneEarly.objects.filter(pk__in=used).delete()


def _debtor(row: Duty | DoneEarly) -> tuple[int, int | None, int | None]:
    return row.township_id, row.unit_id, row.person_id


def _close(duties: list[Duty], done: DoneEarly) -> None:
    for duty in duties:
        duty.state, duty.done_on, duty.done_at = DUTIES.target("fulfil", OPEN), done.on, done.at
        duty.done_by_id, duty.evidence, duty.evidence_text = done.by_id, done.evidence, done.text
    save_columns(duties, ["state", "done_on", "done_at", "done_by", "evidence", "evidence_text"])


def _is_past_keeping(done: DoneEarly) -> bool:
    """Whether there is nothing to keep it for: its period is open already (then it was done before, or this debtor does not
    owe it), or the township's rules have no such clause."""
    rows = DutyPeriod.objects.filter(township_id=done.township_id, clause=done.clause)
    rows = rows.filter(period=done.period) if done.period else rows.filter(first__lte=done.on, last__gte=done.on)
    clauses = RuleClause.objects.filter(township_id=done.township_id, key=done.clause)
    return rows.exists() or not clauses.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=done.on)).exists()


def note_done(*, duty_id: int, on: date, text: str = "", evidence_number: str = "", by: Actor, at: datetime) -> Duty:
    """A duty that no page of the software carries is noted as done by hand: by its debtor, or by the office for anybody.

    on: the day it was done, not before the period and not in the future; evidence_number: number of a matter that proves it.
    """
    with transaction.atomic():
        row = _taken(duty_id, by)
        reach = ensure_may(by, NOTE_DUTY)
        if reach == Reach.OWN and row.unit_id not in by.unit_ids and row.person_id != by.person_id:
            raise NotAllowed("只能登记本单位、本人应办的事项。")
        state = DUTIES.target("fulfil", row.state)
        if row.clause in JUDGED:
            raise Refused(f"这项在“{JUDGED[row.clause]}”办理，登记以后自动销号，不能另行登记完成。")
        if not row.first <= on <= at.date():
            raise Refused("完成日期要在本期开始以后，不能晚于今天。", field="on")
        evidence = _evidence(evidence_number, by) if evidence_number.strip() else None
        row.evidence_text = check_evidence(text, evidence is not None)
        row.state, row.done_on, row.done_at, row.done_by_id = state, on, at, by.person_id
        row.evidence = evidence
        row.save()
        reconcile(row, by=by, at=at)
        _journal(row, "fulfil", by, at)
        return row


def propose_excuse(*, duty_id: int, reason: str, by: Actor, at: datetime) -> Duty:
    """Ask that a duty be excused this once, with the reason; somebody else decides."""
    with transaction.atomic():
        row = _taken(duty_id, by)
        reach = ensure_may(by, PROPOSE_EXCUSE)
        if reach == Reach.OWN and row.unit_id not in by.unit_ids and row.person_id != by.person_id:
            raise NotAllowed("只能为本单位、本人应办的事项申请免办。")
        DUTIES.move("excuse", row.state)
        reason = reason.strip()
        if not 4 <= len(reason) <= 200:
            raise Refused("请写明免办理由，4 到 200 字。", field="reason")
        row.excuse_reason, row.excuse_proposed_by_id = reason, by.person_id
        row.save()
        _journal(row, "propose_excuse", by, at)
        return row


def decide_excuse(*, duty_id: int, approved: bool, by: Actor, at: datetime) -> Duty:
    """Excuse the duty, or turn the request down; never by who asked."""
    with transaction.atomic():
        row = _taken(duty_id, by)
        ensure_may(by, DECIDE_EXCUSE)
        state = DUTIES.target("excuse", row.state)
        if not row.excuse_reason:
            raise Refused("还没有人申请免办。")
        if row.excuse_proposed_by_id == by.person_id:
            raise NotAllowed("自己提出的免办申请，要由另一位同志决定。")
        if approved:
            row.state, row.excused_by_id = state, by.person_id
            release([row], by, at)
        else:
            row.excuse_reason, row.excuse_proposed_by = "", None
        row.save()
        reconcile(row, by=by, at=at)
        _journal(row, "excuse" if approved else "decline_excuse", by, at)
        return row


def release(duties: list[Duty], by: Actor, at: datetime) -> None:
    """What these debtors owe on the things of their duties falls away with the duty."""
    for clause in {duty.clause for duty in duties} & set(RELEASED):
        RELEASED[clause]([duty for duty in duties if duty.clause == clause], by, at)


def _taken(duty_id: int, by: Actor) -> Duty:
    ensure_may(by, VIEW_DUTY)
    seen = duties_visible_to(by).filter(pk=duty_id).exists()
    row = Duty.objects.select_for_update(of=("self",)).filter(pk=duty_id).first() if seen else None
    if row is None:
        raise OutOfScope("没有找到这项应办。")
    return row


def _evidence(number: str, by: Actor) -> Matter:
    rows = Matter.objects.filter(township_id=by.township_id, number=number.strip()).order_by("pk")
    for row in rows:
        if is_visible(by, row.pk, KINDS[row.kind].view):
            return row
    raise Refused("没有找到这个编号的事项，请核对，或者只写文字说明。", field="evidence_number")


def _journal(row: Duty, act: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=f"duty.{act}",
        subject_kind="duty",
        subject_id=row.pk,
        subject_label=f"{row.label}（{row.period_label}）"[:60],
        detail={"clause": row.clause, "period": row.period},
    )
