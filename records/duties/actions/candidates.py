"""Candidates for supervision: raised by the system or a person, urged or dismissed by the office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from records.duties.models.candidates import Candidate
from records.duties.openers import way_to
from records.duties.queries.candidates import candidates_visible_to
from records.duties.rules.candidates import CANDIDATES, GROUNDS
from records.matters.actions.events import add_event
from records.matters.models.matters import Matter
from records.notices.actions.notices import notify, notify_person
from records.permissions import DECIDE_CANDIDATE, VIEW_CANDIDATE
from township.actors import Actor, OutOfScope, ensure_may
from township.directory.models.people import Person
from township.directory.models.units import Unit
from township.directory.queries.recipients import liaisons_of
from township.journal.actions import write_entry
from township.refusals import Refused


@dataclass(frozen=True)
class Finding:
    """ground: a key of records.duties.rules.candidates.GROUNDS; text: number, step and date, without personal data; key: the same
    finding is raised once in a township; leader: whose instruction it is."""

    township_id: int
    ground: str
    text: str
    key: str
    matter: Matter | None = None
    unit: Unit | None = None
    leader: Person | None = None


def propose_supervision(
    *,
    matter: Matter | None,
    ground: str,
    text: str,
    key: str,
    unit: Unit | None = None,
    leader: Person | None = None,
    by: Actor,
    at: datetime,
) -> bool:
    """Raise a finding; False when this key was raised before. Call it in the transaction in which it was found."""
    return propose_all([Finding(by.township_id, ground, text, key, matter, unit, leader)], at=at)[0]


def propose_all(findings: Sequence[Finding], *, at: datetime) -> list[bool]:
    """Raise many, of any townships, with as many statements as one; says of each whether it is new."""
    for one in findings:
        if one.ground not in GROUNDS:
            raise ValueError(f"unknown ground {one.ground}")
    raised = Candidate.objects.filter(
        township_id__in={one.township_id for one in findings}, key__in=[one.key for one in findings]
    )
    known = set(raised.values_list("township_id", "key"))
    fresh = {(one.township_id, one.key): one for one in findings if (one.township_id, one.key) not in known}
    if not fresh:
        return [False] * len(findings)
    Candidate.objects.bulk_create((_candidate(one, at) for one in fresh.values()), ignore_conflicts=True)
    ours = set(raised.filter(raised_at=at).values_list("township_id", "key")).intersection(fresh)
    return [(one.township_id, one.key) in ours for one in findings]


def _candidate(one: Finding, at: datetime) -> Candidate:
    return Candidate(
        township_id=one.township_id,
        matter=one.matter,
        unit=one.unit,
        ground=one.ground,
        text=one.text[:200],
        key=one.key,
        leader=one.leader,
        raised_at=at,
    )


def urge(*, candidate_id: int, by: Actor, at: datetime) -> Candidate:
    """Remind the unit's liaisons once a day; the line stands in the matter's timeline. Refused twice on one day."""
    with transaction.atomic():
        row = _taken(candidate_id, by)
        move = CANDIDATES.move("urge", row.state)
        if row.unit is None:
            raise Refused("这一条没有责任单位，不能催办；可以写明理由后不督办。")
        if row.urged_at and row.urged_at.date() == at.date():
            raise Refused("今天已经催办过，请明天再催。")
        if not _urged(row, at):
            raise Refused(f"{row.unit.label}没有可通知的联络员。请电话催办，并请主任指定联络员。")
        row.state, row.urged_at = move.target, at
        row.save()
        if row.matter_id:
            add_event(matter=row.matter, by=by, at=at, move="urge", text=f"催办：{GROUNDS[row.ground]}", unit=row.unit)
        _journal(row, "urge", by, at)
        return row


def _urged(row: Candidate, at: datetime) -> int:
    """Tell the liaisons of the unit, about the matter or, where there is none, about the duty; how many were told."""
    given = {"kind": "urged", "key": f"candidate:{row.pk}:urge:{at:%Y-%m-%d}", "at": at}
    people = liaisons_of([row.unit_id], at.date())
    if row.matter_id:
        text = f"{row.matter.number} {GROUNDS[row.ground]}，请尽快办理并报告"
        return notify(matter=row.matter, recipients=people, text=text, **given)
    url = way_to(row.duty_id) if row.duty_id else reverse("records:duties")
    text = f"{row.text}，请尽快办理并报告"[:200]
    return notify_person(person_ids=people, township_id=row.township_id, text=text, url=url, **given)


def dismiss(*, candidate_id: int, reason: str, by: Actor, at: datetime) -> Candidate:
    """No supervision, with the reason."""
    with transaction.atomic():
        row = _taken(candidate_id, by)
        move = CANDIDATES.move("dismiss", row.state)
        reason = reason.strip()
        if len(reason) < 2:
            raise Refused("请写明为什么不督办。", field="reason")
        if len(reason) > 200:
            raise Refused("理由不超过 200 字。", field="reason")
        row.state, row.decided_by_id, row.decided_at, row.reason = move.target, by.person_id, at, reason
        row.save()
        _journal(row, "dismiss", by, at)
        return row


def take_up(*, candidate_ids: Iterable[int], by: Actor, at: datetime) -> list[Candidate]:
    """These findings become one order: building block, in the caller's transaction. Refused for one that is decided."""
    rows = [_taken(candidate_id, by) for candidate_id in sorted(set(candidate_ids))]
    for row in rows:
        move = CANDIDATES.move("take_up", row.state)
        row.state, row.decided_by_id, row.decided_at = move.target, by.person_id, at
        row.save()
        _journal(row, "take_up", by, at)
    return rows


def release(*, candidate_ids: Iterable[int], by: Actor, at: datetime) -> None:
    """The order was given up before it was issued: its findings wait again. Building block."""
    rows = Candidate.objects.select_for_update().filter(township_id=by.township_id, pk__in=candidate_ids)
    for row in rows.order_by("pk"):
        move = CANDIDATES.move("release", row.state)
        row.state, row.decided_by, row.decided_at = move.target, None, None
        row.save()
        _journal(row, "release", by, at)


def _taken(candidate_id: int, by: Actor) -> Candidate:
    ensure_may(by, VIEW_CANDIDATE)
    seen = candidates_visible_to(by).filter(pk=candidate_id).exists()
    row = Candidate.objects.select_for_update(of=("self",)).filter(pk=candidate_id).first() if seen else None
    if row is None:
        raise OutOfScope("没有找到这条督办建议。")
    ensure_may(by, DECIDE_CANDIDATE)
    return row


def _journal(row: Candidate, act: str, by: Actor, at: datetime) -> None:
    write_entry(
        by=by,
        at=at,
        action=f"candidate.{act}",
        subject_kind="candidate",
        subject_id=row.pk,
        subject_label=row.get_ground_display(),
        detail={"ground": row.ground, "matter": row.matter_id},
    )
