"""后台任务: for administrator and auditor, without content."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.jobs.actions import jobs as queue
from records.jobs.actions.jobs import claim, enqueue, fail, finish
from records.jobs.models.jobs import Job
from township.refusals import Refused


@pytest.fixture
def rows(cast, monkeypatch):
    monkeypatch.setattr(queue, "send", lambda job_id: None)
    made = {}
    for subject, township in (
        ("waiting", cast.township),
        ("done", cast.township),
        ("failed", cast.township),
        ("east", cast.east),
    ):
        made[subject] = enqueue(
            kind="count",
            subject=f"s:{subject}",
            township_id=township.pk,
            at=cast.at(),
            payload={"words": "SECRET-PAYLOAD"},
        )
    finish(job=claim(job_id=made["done"].pk, at=cast.at()), at=cast.at(minute=2))
    fail(job=claim(job_id=made["failed"].pk, at=cast.at()), at=cast.at(minute=1), error=Refused("工作簿已损坏。"))
    return made


def test_when_what_how_long_and_what_failed(rows, cast):
    page = cast.client("auditor").get("/jobs/").content.decode()
    for words in ("s:waiting", "s:done", "s:failed", "工作簿已损坏。", "120.0", "2026年9月22日 10:00"):
        assert words in page
    assert "s:east" not in page
    assert "SECRET-PAYLOAD" not in page
    assert "重新执行</button>" not in page
    only = cast.client("auditor").get("/jobs/?state=failed").content.decode()
    assert "s:failed" in only
    assert "s:done" not in only


def test_the_administrator_runs_it_again_and_nobody_else(rows, cast):
    url = f"/jobs/{rows['failed'].pk}/again/"
    assert cast.client("auditor").post(url).status_code == 403
    assert cast.client("sysadmin").get(url).status_code == 405
    assert "重新执行</button>" in cast.client("sysadmin").get("/jobs/").content.decode()
    assert cast.client("sysadmin").post(url).status_code == 302
    assert Job.objects.get(pk=rows["failed"].pk).state == "waiting"
    assert cast.client("sysadmin").post(url).status_code == 409
    assert cast.client("sysadmin").post(f"/jobs/{rows['east'].pk}/again/").status_code == 404


@pytest.mark.parametrize("key", ["chief", "convenor", "director", "clerk", "liaison", "leader", "grid"])
def test_nobody_else_opens_it(rows, cast, key):
    assert cast.client(key).get("/jobs/").status_code == 403


def test_thirty_rows_cost_no_more_queries_than_one(cast, monkeypatch):
    monkeypatch.setattr(queue, "send", lambda job_id: None)
    client, counts = cast.client("sysadmin"), []
    client.get("/jobs/")
    for n in range(31):
        enqueue(kind="count", subject=str(n), township_id=cast.township.pk, at=cast.at())
        if n in (0, 30):
            with CaptureQueriesContext(connection) as queries:
                page = client.get("/jobs/").content.decode()
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    assert page.count('data-label="任务"') == 30
