"""What is written down about the leaders' records: that somebody looked, or took them out of the house."""

from datetime import datetime

from django.db import transaction

from assessment.leaders.models import LeaderComment
from assessment.leaders.queries import leaders
from assessment.permissions import COMMENT_LEADER_RECORD, VIEW_LEADER_RECORD
from township.actors import Actor, OutOfScope, ensure_may
from township.directory.models.people import Person
from township.journal.actions import write_entry
from township.words import check_title

MOST_WORDS = 1000


@transaction.atomic
def note_reading(*, person: Person, year: int, by: Actor, at: datetime) -> None:
    """One look at another person's record."""
    ensure_may(by, VIEW_LEADER_RECORD)
    _journal("leader.read", person, year, by, at)


@transaction.atomic
def comment(*, year: int, text: str, by: Actor, at: datetime) -> LeaderComment:
    """A remark on one's own record of a year; no petitioner's telephone or ID number in it. OutOfScope for who has no record."""
    ensure_may(by, COMMENT_LEADER_RECORD)
    if by.person_id not in {line.person.pk for line in leaders(by, year, at.date())}:
        raise OutOfScope()
    words = check_title("说明", text, least=2, most=MOST_WORDS, field="text")
    row = LeaderComment.objects.create(
        township_id=by.township_id, person_id=by.person_id, year=year, text=words, written_at=at
    )
    _journal("leader.comment", row.person, year, by, at, comment=row.pk)
    return row


def _journal(action: str, person: Person, year: int, by: Actor, at: datetime, **detail: int) -> None:
    """A line about the record of one person."""
    write_entry(
        by=by,
        at=at,
        action=action,
        subject_kind="person",
        subject_id=person.pk,
        subject_label=f"{person.name} {year}年实绩档案"[:60],
        detail={"year": year} | detail,
    )
