"""The table is the queue: asked twice, done once; killed in the middle, done once more and counted once."""

import logging
import threading
from datetime import timedelta

import pytest
from django.db import connection

from records import tasks
from records.jobs import works as registry
from records.jobs.actions import jobs as queue
from records.jobs.actions.jobs import MAX_ATTEMPTS, beat, claim, describe, enqueue, fail, finish, run_again, unsent
from records.jobs.models.jobs import Job
from records.jobs.ticks import DAILY, register_daily
from records.jobs.works import WORKS, Work, label_of
from township.actors import NotAllowed, OutOfScope
from township.journal.models import JournalEntry
from township.refusals import Refused


@pytest.fixture
def asked(cast):
    return lambda subject="case:1", **more: enqueue(
        kind="count", subject=subject, township_id=cast.township.pk, at=cast.at(), **more
    )


@pytest.fixture
def counted(monkeypatch):
    """A kind of work that counts; counted.plan holds errors to raise first."""

    class Counter(list):
        plan: list = []

        def __call__(self, job, at):
            if self.plan:
                raise self.plan.pop(0)
            self.append(job.subject)

    counter = Counter()
    counter.plan = []
    monkeypatch.setitem(WORKS, "count", Work("count", "计数", counter))
    return counter


@pytest.fixture
def sent(monkeypatch):
    """The messages that went out, instead of a broker."""
    messages = []
    monkeypatch.setattr(queue, "send", messages.append)
    monkeypatch.setattr(tasks, "send", messages.append)
    return messages


def test_the_same_work_is_one_row(asked, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, again = asked(), asked()
        other = asked(period="2026-10")
    assert first.pk == again.pk != other.pk
    assert sent == [first.pk, first.pk, other.pk]


def test_nothing_is_sent_for_an_action_that_fails(asked, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        asked()
    assert sent == []


def test_run_twice_is_done_once(asked, counted, stand_at, cast):
    stand_at(cast.today, 10, 1)
    job = asked()
    assert [tasks.run_job(job.pk), tasks.run_job(job.pk)] == [True, False]
    assert counted == ["case:1"]
    row = Job.objects.get()
    assert (row.state, row.attempts, row.error) == ("done", 1, "")
    assert asked().pk == job.pk  # asked again after it was done: the row stays done
    assert Job.objects.get().state == "done"


def test_work_for_later_is_not_taken_before_its_time(asked, counted, sent, stand_at, cast):
    stand_at(cast.today, 10, 1)
    job = asked(run_after=cast.at(hour=12))
    assert tasks.run_job(job.pk) is False
    assert tasks.sweep_jobs() == 0
    stand_at(cast.today, 12, 2)
    assert tasks.sweep_jobs() == 1
    assert sent == [job.pk]
    assert tasks.run_job(job.pk) is True


def test_a_failed_attempt_waits_longer_each_time_and_keeps_its_error(asked, counted, stand_at, cast, caplog):
    counted.plan = [RuntimeError("张三 13812345678")] * MAX_ATTEMPTS
    job, at, waits = asked(), cast.at(), []
    with caplog.at_level(logging.CRITICAL):
        for _ in range(MAX_ATTEMPTS):
            stand_at(at.date(), at.hour, at.minute)
            tasks.run_job(job.pk)
            row = Job.objects.get()
            waits.append(round((row.run_after - at).total_seconds() / 60))
            at = row.run_after.astimezone(cast.at().tzinfo)
    assert waits[:-1] == [1, 2, 4, 8]
    assert (row.state, row.attempts, counted) == ("failed", MAX_ATTEMPTS, [])
    assert row.error.startswith("RuntimeError（test_jobs.py:")  # what and where, never the words of the exception
    assert "张三" not in row.error
    assert tasks.run_job(job.pk) is False


def test_a_refusal_is_final_and_its_sentence_is_kept(asked, counted, stand_at, cast):
    counted.plan = [Refused("工作簿已损坏。", "条例第二十一条")]
    stand_at(cast.today, 10, 1)
    tasks.run_job(asked().pk)
    row = Job.objects.get()
    assert (row.state, row.error) == ("failed", "工作簿已损坏。（条例第二十一条）")


def test_a_kind_nobody_knows_is_kept_with_its_error(asked, stand_at, cast, caplog):
    stand_at(cast.today, 10, 1)
    with caplog.at_level(logging.CRITICAL):
        assert tasks.run_job(asked().pk) is False
    assert Job.objects.get().error.startswith("UnknownKind")


def test_a_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(asked, counted, sent, stand_at, cast):
    job = asked()
    assert claim(job_id=job.pk, at=cast.at()) is not None  # and then kill -9
    stand_at(cast.today, 10, 9)
    assert (tasks.run_job(job.pk), tasks.sweep_jobs()) == (False, 0)  # may still be alive
    stand_at(cast.today, 10, 11)
    assert tasks.sweep_jobs() == 1
    assert [tasks.run_job(pk) for pk in sent] == [True]
    assert (counted, Job.objects.get().attempts) == (["case:1"], 2)


def test_a_slow_worker_that_was_replaced_cannot_finish_or_fail_the_job(asked, cast):
    job = asked()
    slow = claim(job_id=job.pk, at=cast.at())
    taken_over = claim(job_id=job.pk, at=cast.at(minute=11))
    assert beat(job=slow, at=cast.at(minute=12)) is False
    assert finish(job=slow, at=cast.at(minute=12)) is False
    assert fail(job=slow, at=cast.at(minute=12), error=RuntimeError()) is False
    assert finish(job=taken_over, at=cast.at(minute=12)) is True


def test_a_sign_of_life_keeps_the_claim_and_shows_progress(asked, cast):
    job = claim(job_id=asked().pk, at=cast.at())
    assert beat(job=job, at=cast.at(minute=9), progress=300, total=1000) is True
    assert claim(job_id=job.pk, at=cast.at(minute=18)) is None
    row = Job.objects.get()
    assert (row.progress, row.total) == (300, 1000)
    assert row.started_at == cast.at()
    assert finish(job=job, at=cast.at(minute=19)) is True


def test_the_sweeper_sends_what_waits_for_a_minute(asked, cast):
    job = asked()
    assert unsent(cast.at() + timedelta(seconds=59)) == []
    assert unsent(cast.at() + timedelta(seconds=60)) == [job.pk]


def test_a_broker_that_is_away_loses_nothing(asked, cast, monkeypatch, caplog):
    def away(*args, **kwargs):
        raise ConnectionError

    monkeypatch.setattr("celery.canvas.Signature.apply_async", away)
    job = asked()
    with caplog.at_level(logging.WARNING):
        queue.send(job.pk)
    assert "left to the sweeper" in caplog.text
    assert unsent(cast.at(minute=2)) == [job.pk]


def test_the_administrator_runs_a_failed_job_again(asked, counted, cast, sent, stand_at):
    counted.plan = [Refused("不行")]
    stand_at(cast.today, 10, 1)
    job = asked()
    with pytest.raises(Refused, match="没有失败"):
        run_again(job_id=job.pk, by=cast.actor("sysadmin"), at=cast.at())
    tasks.run_job(job.pk)
    for key in ("auditor", "clerk", "director"):
        with pytest.raises(NotAllowed):
            run_again(job_id=job.pk, by=cast.actor(key), at=cast.at())
    run_again(job_id=job.pk, by=cast.actor("sysadmin"), at=cast.at())
    assert tasks.run_job(job.pk) is True
    assert JournalEntry.objects.filter(action="job.retry").count() == 1
    foreign = enqueue(kind="count", subject="x", township_id=cast.east.pk, at=cast.at())
    with pytest.raises(OutOfScope):
        run_again(job_id=foreign.pk, by=cast.actor("sysadmin"), at=cast.at())


def test_the_daily_tick_runs_everything_even_if_one_part_fails(db, monkeypatch, caplog):
    done = []

    def broken(at):
        raise RuntimeError

    monkeypatch.setattr("records.jobs.ticks.DAILY", DAILY)
    before = list(DAILY)
    try:
        DAILY.clear()
        register_daily(broken)
        register_daily(done.append)
        register_daily(done.append)
        with caplog.at_level(logging.CRITICAL):
            assert tasks.daily_tick() == 1
    finally:
        DAILY[:] = before
    assert len(done) == 1
    assert str(done[0].tzinfo) == "Asia/Shanghai"


def test_kinds_have_a_word_for_the_page(counted):
    registry.register_job("other", counted, "别的")
    try:
        assert (label_of("count"), label_of("other"), label_of("unknown")) == ("计数", "别的", "unknown")
    finally:
        WORKS.pop("other")


def test_an_error_without_a_place_is_still_described():
    assert describe(KeyError("x")) == "KeyError（?）"


@pytest.mark.postgres
def test_eight_workers_at_once_do_a_job_once(transactional_db, cast, monkeypatch, stand_at):
    done, start = [], threading.Barrier(8)
    monkeypatch.setitem(WORKS, "count", Work("count", "计数", lambda job, at: done.append(job.pk)))
    monkeypatch.setattr(queue, "send", lambda job_id: None)
    job = enqueue(kind="count", subject="x", township_id=cast.township.pk, at=cast.at())
    stand_at(cast.today, 10, 5)

    def work():
        try:
            start.wait()
            tasks.run_job(job.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [job.pk]


@pytest.mark.postgres
def test_eight_askers_at_once_make_one_row(transactional_db, cast, monkeypatch):
    monkeypatch.setattr(queue, "send", lambda job_id: None)
    start, rows = threading.Barrier(8), []

    def ask():
        try:
            start.wait()
            rows.append(enqueue(kind="count", subject="x", township_id=cast.township.pk, at=cast.at()).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows) == 8
    assert len(set(rows)) == Job.objects.count() == 1
