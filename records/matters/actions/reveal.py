"""Seeing identity data in clear: a reason is asked first, and every look is a line in the journal (个人信息保护法 51)."""

from datetime import datetime, timedelta

from records.matters.actions.public_words import check_public
from records.matters.models.matters import Matter
from records.notices.actions.notices import notify_person
from township.actors import Actor
from township.directory.queries.recipients import people_in
from township.journal.actions import write_entry
from township.journal.models import JournalEntry
from township.permissions import DIRECTOR, Reach, convenors
from township.refusals import Refused

MIN_REASON = 4
REVEAL = "identity.reveal"
REASON = "查看的理由"
MANY, MANY_MINUTES = 10, 10
MANY_WITHIN = timedelta(minutes=MANY_MINUTES)


def note_reveal(*, matter: Matter, whose: int, fields: list[str], reason: str, by: Actor, at: datetime) -> JournalEntry:
    """Write that `by` saw `fields` of the person `whose` (row id). Building block: the caller has asked for leave.

    Refused beside `reason` when the reason says nothing, or names whom it is about: the journal is for ever, and everybody who checks it reads it. Call it in the transaction in which the values are read.
    """
    if len(reason.strip()) < MIN_REASON:
        raise Refused("请写明查看的理由（不少于 4 个字），例如“电话告知办理进展”。", "个人信息保护法第六条", "reason")
    check_public(REASON, reason, field="reason", township_id=matter.township_id, matters=[matter.pk])
    entry = write_entry(
        by=by,
        at=at,
        action=REVEAL,
        subject_kind=matter.kind,
        subject_id=matter.pk,
        subject_label=matter.number,
        reason=reason.strip(),
        detail={"whose": whose, "fields": sorted(fields)},
    )
    _tell_of_many(by, at)
    return entry


def _tell_of_many(by: Actor, at: datetime) -> None:
    """Ten looks within ten minutes: the director hears of it (of the director's own a convenor), once for each ten minutes."""
    looks = JournalEntry.objects.filter(
        township_id=by.township_id, action=REVEAL, person_id=by.person_id, is_success=True
    )
    count = looks.filter(at__gt=at - MANY_WITHIN).count()
    if by.person_id is None or count < MANY:
        return
    roles = convenors(Reach.TOWNSHIP) if DIRECTOR in by.roles else [DIRECTOR]
    notify_person(
        person_ids=people_in(roles, by.township_id, at.date()),
        township_id=by.township_id,
        kind="identity.many",
        text=f"{MANY_MINUTES} 分钟内有人查看身份信息 {count} 次，请在流转与查阅记录里核对",
        key=f"reveals:{by.person_id}:{int(at.timestamp()) // int(MANY_WITHIN.total_seconds())}",
        url=f"/journal/?action={REVEAL}",
        at=at,
    )
