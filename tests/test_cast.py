"""The cast itself: the right people in the right units, and a journal that survives even the flush of a test."""

import pytest
from django.db import DatabaseError, transaction

from tests.conftest import append_only_tables
from township.calendar.models import WorkCalendarYear
from township.journal.actions import write_entry
from township.journal.models import JournalEntry


def test_everybody_has_one_post_and_sees_no_other_township(cast):
    assert cast.actor("clerk").roles == {"clerk"}
    assert cast.actor("clerk").unit_ids == {cast.unit("office").pk}
    assert cast.actor("leader").portfolio_unit_ids == {cast.unit("building").pk}
    assert cast.actor("east_clerk").township_id != cast.actor("clerk").township_id
    assert cast.unit("grid").ancestor_ids == tuple(cast.unit(key).pk for key in ("root", "village", "grid"))
    assert list(WorkCalendarYear.objects.values_list("year", flat=True)) == [2025, 2026]


def test_the_journal_cannot_be_changed(cast):
    entry = write_entry(by=cast.actor("clerk"), at=cast.at(), action="test")
    assert "township_journalentry" in append_only_tables()
    with pytest.raises(DatabaseError), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk).update(action="other")


@pytest.mark.parametrize("round", [1, 2])
def test_a_committed_journal_is_emptied_between_tests(transactional_db, cast, round):
    write_entry(by=cast.actor("clerk"), at=cast.at(), action="test")
    assert JournalEntry.objects.count() == 1
    assert "township_journalentry" in append_only_tables()
