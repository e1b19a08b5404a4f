"""Numbers are gap-free and unique, whoever comes at once."""

import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from records.papers.actions.numbers import next_number, next_numbers
from records.papers.models.numbers import NumberSeries

WRITERS, EACH = 8, 5


def take(cast, series="case", year=2026, township=None):
    return next_number(township_id=(township or cast.township).pk, series=series, year=year)


def test_each_series_year_and_township_counts_for_itself(cast):
    assert [take(cast) for _ in range(3)] == [1, 2, 3]
    assert take(cast, series="acceptance") == 1
    assert take(cast, year=2027) == 1
    assert take(cast, township=cast.east) == 1
    assert take(cast) == 4


def test_an_import_takes_a_whole_run_of_numbers(cast):
    many = {"township_id": cast.township.pk, "series": "case", "year": 2026}
    assert take(cast) == 1
    assert list(next_numbers(**many, count=3)) == [2, 3, 4]
    assert list(next_numbers(**many, count=0)) == []
    assert take(cast) == 5


def test_a_number_of_an_action_that_failed_is_given_again(cast):
    assert take(cast) == 1
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert take(cast) == 2
        raise ZeroDivisionError
    assert take(cast) == 2


def test_a_number_is_never_taken_outside_a_transaction(transactional_db, cast):
    with pytest.raises(RuntimeError):
        take(cast)
    assert not NumberSeries.objects.exists()


def numbers_of_many_writers(cast) -> list[int]:
    """Eight threads that start together on a series nobody has used yet."""
    taken, start = [], threading.Barrier(WRITERS)

    def write():
        try:
            start.wait()
            for _ in range(EACH):
                with transaction.atomic():
                    number = take(cast)
                    threading.Event().wait(0.002)  # the rest of the action
                taken.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(taken)


@pytest.mark.postgres
def test_eight_writers_at_once_leave_no_gap_and_no_double(transactional_db, cast):
    assert numbers_of_many_writers(cast) == list(range(1, WRITERS * EACH + 1))


@pytest.mark.postgres
def test_control_without_the_lock_the_same_writers_do_collide(transactional_db, cast, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **kwargs: rows.all())
    taken = numbers_of_many_writers(cast)
    assert len(set(taken)) < len(taken)


def test_the_year_is_an_argument_and_not_the_wall_clock(cast):
    assert take(cast, year=date(2030, 1, 1).year) == 1
    assert NumberSeries.objects.get().year == 2030
