"""Several people at once, on PostgreSQL: every scene is played with the locks, and once without them to see that it bites."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection
from django.db.models.query import QuerySet

from petitions.cases.actions import registration
from petitions.cases.models.assignments import Assignment
from petitions.cases.models.cases import Case
from records.clocks.models import Clock
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from records.papers.models.numbers import NumberSeries
from tests.petitions import doors
from tests.petitions.stage import VISIT
from township.journal.models import JournalEntry
from township.journal.queries import verify_chain
from township.refusals import Refused

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_print")]


def at_once(*calls):
    """Run every call in its own thread and connection, started together; returns results and exceptions in order."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=20)
            return call()
        except Exception as error:  # noqa: BLE001 - the error is the result
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def refused(results):
    return [result for result in results if isinstance(result, Refused)]


def broken(results):
    return [result for result in results if isinstance(result, Exception) and not isinstance(result, Refused)]


@pytest.fixture
def no_locks(monkeypatch):
    """SELECT … FOR UPDATE without FOR UPDATE."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)


def twenty_clicks(stage):
    by, at = stage.cast.actor("clerk"), stage.cast.at()
    return at_once(
        *[lambda: doors.register_case(by=by, at=at, data=VISIT, idempotency_key="the form") for _ in range(20)]
    )


def test_twenty_double_clicks_make_one_case_and_show_one_code(stage):
    done = twenty_clicks(stage)
    assert broken(done) == refused(done) == []
    assert {(found.case.pk, found.lookup_code) for found in done} == {(Case.objects.get().pk, done[0].lookup_code)}
    assert NumberSeries.objects.get(series="case").last == 1
    assert JournalEntry.objects.filter(action="case.register").count() == 1


def test_control_without_the_queue_the_clicks_collide(stage, monkeypatch):
    monkeypatch.setattr(registration, "lock_account", lambda by: None)
    done = twenty_clicks(stage)
    assert any(isinstance(result, IntegrityError) for result in done)  # only the table's constraint still holds
    assert Case.objects.count() == 1


def test_twenty_clerks_at_twenty_counters_get_twenty_numbers_without_a_gap(stage):
    by, at = stage.cast.actor("clerk"), stage.cast.at()
    done = at_once(
        *[lambda n=n: doors.register_case(by=by, at=at, data=VISIT, idempotency_key=f"form {n}") for n in range(20)]
    )
    assert broken(done) == []
    numbers = sorted(int(found.case.number.split("〕")[1].rstrip("号")) for found in done)
    assert numbers == list(range(1, 21))
    assert verify_chain(stage.cast.township.pk).is_complete


def both_accept(stage):
    stage.register()
    calls = [
        lambda who=who: doors.accept(
            case_id=stage.case.pk, revision=1, on=stage.day, by=stage.cast.actor(who), at=stage.cast.at()
        )
        for who in ("clerk", "clerk2")
    ]
    return at_once(*calls)


def test_two_clerks_accept_the_same_case_and_one_of_them_is_told(stage):
    done = both_accept(stage)
    assert broken(done) == []
    assert [refusal.message for refusal in refused(done)] == [
        "这里刚刚由别人改动过，您的操作没有执行。请刷新页面，看过最新情况后再办。"
    ]
    assert stage.again().revision == 2
    assert [paper.number for paper in stage.papers("acceptance")] == ["清信受〔2026〕1号"]
    assert Clock.objects.filter(code="conclude_60").count() == 1
    assert NumberSeries.objects.get(series="acceptance").last == 1


def test_control_without_locks_both_believe_they_accepted(stage, no_locks):
    """The scene above bites: without the lock both get through the check, or the database breaks one of them off."""
    outcomes = set()
    for _ in range(12):
        done = both_accept(stage)
        outcomes.add((len(refused(done)), len(broken(done)) > 0, len(stage.papers("acceptance"))))
    assert outcomes != {(1, False, 1)}


def test_two_deciders_one_decision(stage):
    stage.register()
    stage.to("reply_submitted")
    approval = Approval.objects.get(kind="reply")
    decide = [
        lambda who=who, agreed=agreed: doors.decide_reply(
            case_id=stage.case.pk,
            approved=agreed,
            remark="再核",
            version=approval.document_version,
            text_sha256=approval.text_sha256,
            by=stage.cast.actor(who),
            at=stage.cast.at(),
        )
        for who, agreed in (("director", True), ("convenor", False))
    ]
    done = at_once(*decide)
    assert broken(done) == []
    assert len(refused(done)) == 1
    state = stage.again().state
    assert state in ("reply_approved", "handling")
    assert Document.objects.get(kind="reply").state == {"reply_approved": "issued", "handling": "draft"}[state]


def test_assigned_to_two_leads_at_once_there_is_one(stage):
    stage.register()
    give = [
        lambda unit=unit, who=who: doors.assign(
            case_id=stage.case.pk,
            revision=1,
            lead_unit_id=stage.cast.unit(unit).pk,
            lead_due_on=date(2026, 10, 10),
            requirement="请核实办理",
            on=stage.day,
            by=stage.cast.actor(who),
            at=stage.cast.at(),
        )
        for unit, who in (("building", "clerk"), ("civil", "clerk2"))
    ]
    done = at_once(*give)
    assert broken(done) == []
    assert len(refused(done)) == 1
    assert Assignment.objects.filter(ended_on__isnull=True).count() == 1
    assert stage.again().unit == Assignment.objects.get().unit


def test_different_cases_do_not_wait_for_ever_and_the_journal_stays_one_chain(stage):
    stage.register()
    first = stage.case
    stage.register()
    second = stage.case
    accept = [
        lambda case=case, who=who: doors.accept(
            case_id=case.pk, revision=1, on=stage.day, by=stage.cast.actor(who), at=stage.cast.at()
        )
        for case, who in ((first, "clerk"), (second, "clerk2"))
    ]
    done = at_once(*accept)
    assert broken(done) == refused(done) == []
    assert sorted(Document.objects.filter(kind="acceptance").values_list("number", flat=True)) == [
        "清信受〔2026〕1号",
        "清信受〔2026〕2号",
    ]
    assert verify_chain(stage.cast.township.pk).is_complete


def test_registration_and_east_township_do_not_share_numbers(stage):
    give = [
        lambda who=who: doors.register_case(
            by=stage.cast.actor(who), at=stage.cast.at(), data=replace(VISIT, title="同时登记"), idempotency_key=who
        )
        for who in ("clerk", "east_clerk")
    ]
    done = at_once(*give)
    assert sorted(found.case.number for found in done) == ["东信〔2026〕1号", "清信〔2026〕1号"]
