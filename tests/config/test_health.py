"""Health is red when something fails, and says what; a dead beat does not take the web out of service."""

import base64
import os
from datetime import timedelta

import pytest
from django.utils import timezone

from config import health
from records.jobs.models.runs import Run
from records.keeping.actions.keys import check_key
from tests.cast import moment
from township.journal.actions import write_entry


def asked(client, address: str = "/healthz") -> tuple[int, str]:
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


@pytest.fixture(autouse=True)
def _known(db):
    check_key()


def test_all_is_well(client, settings, tmp_path):
    settings.BEAT_ALIVE_FILE = tmp_path / "alive"
    settings.BEAT_ALIVE_FILE.touch()
    assert asked(client) == (200, "ok")


def test_each_fault_is_red_and_named(client, settings, tmp_path, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 60)
    assert asked(client) == (503, "disk")
    monkeypatch.setattr(health, "LEAST_FREE", 0)
    settings.DATA_KEY = base64.b64encode(b"\2" * 32).decode()
    assert asked(client) == (503, "key")


def test_beat_worker_and_clock_are_for_who_watches(client, settings, tmp_path, cast, monkeypatch):
    monkeypatch.setitem(health.OTHERS, "broker", lambda: True)
    run = Run.objects.create(task="x", started_at=timezone.now(), finished_at=timezone.now())
    settings.BEAT_ALIVE_FILE = tmp_path / "alive"
    assert asked(client) == (200, "ok")
    assert asked(client, "/healthz?all") == (503, "beat")
    settings.BEAT_ALIVE_FILE.touch()
    assert asked(client, "/healthz?all") == (200, "ok")
    os.utime(settings.BEAT_ALIVE_FILE, (0, 0))
    assert asked(client, "/healthz?all") == (503, "beat")
    settings.BEAT_ALIVE_FILE.touch()
    run.started_at = run.finished_at = timezone.now() - timedelta(minutes=16)
    run.save()
    assert asked(client, "/healthz?all") == (503, "worker")
    run.delete()
    assert asked(client, "/healthz?all") == (503, "worker")
    Run.objects.create(task="x", started_at=timezone.now())
    write_entry(by=cast.actor("clerk"), at=moment(cast.today.replace(year=2190)), action="login.ok")
    assert asked(client, "/healthz?all") == (503, "clock")


def test_a_broker_that_does_not_answer_is_named(client, settings, tmp_path, monkeypatch):
    settings.BEAT_ALIVE_FILE = tmp_path / "alive"
    settings.BEAT_ALIVE_FILE.touch()
    Run.objects.create(task="x", started_at=timezone.now())

    def refuses() -> bool:
        raise ConnectionRefusedError

    monkeypatch.setitem(health.OTHERS, "broker", refuses)
    assert asked(client, "/healthz?all") == (503, "broker")
