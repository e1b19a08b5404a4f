"""The parts of production as separate processes on a real PostgreSQL and a real Redis: the commands of the
systemd units for web, worker and beat.

One story: a worker is killed with `kill -9` in the middle of a job, and the job is done by the next one, once.
"""

import base64
import contextlib
import os
import socket
import urllib.request

import environ
import psycopg2
import pytest

from tests.config.parts import BIN, ROOT, Parts, empty_redis, wait_until
from tests.config.units import command

POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres:///township")
HOST = "xf.example.gov.cn"

pytestmark = [pytest.mark.postgres, pytest.mark.slow]


def connect(url: str, database: str):
    parts = environ.Env.db_url_config(url)
    connection = psycopg2.connect(
        dbname=database,
        user=parts["USER"] or None,
        password=parts["PASSWORD"] or None,
        host=parts["HOST"] or None,
        port=parts["PORT"] or None,
        connect_timeout=3,
    )
    connection.autocommit = True
    return connection


def query(connection, sql: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def database():
    """URL of an empty database of our own, dropped afterwards."""
    name = f"production_parts_{os.getpid()}"
    try:
        server = connect(POSTGRES, "postgres")
    except psycopg2.OperationalError as failure:
        pytest.skip(f"没有应答的 PostgreSQL，未试生产环境各进程：{failure}")
    query(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    query(server, f'CREATE DATABASE "{name}"')
    yield POSTGRES.rsplit("/", 1)[0] + f"/{name}"
    query(server, f'DROP DATABASE "{name}" WITH (FORCE)')
    server.close()


@pytest.fixture
def queue():
    """URL of an empty Redis database, emptied afterwards."""
    with empty_redis() as url:
        yield url


@pytest.fixture
def parts(database, queue, tmp_path):
    environment = {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "for the trial of the production parts, nothing else",
        "DATA_KEY": base64.b64encode(bytes(range(32))).decode(),
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": database,
        "REDIS_URL": queue,
        "VAR_DIR": str(tmp_path / "var"),
        "TEST_BEGUN_FILE": str(tmp_path / "begun"),
    } | {name: value for name, value in os.environ.items() if name.startswith("PG")}
    with Parts(environment, tmp_path, load="tests.config.interrupted_work") as parts:
        yield parts


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def web_answers(port: int) -> bool:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": HOST})
    with contextlib.suppress(OSError):
        return urllib.request.urlopen(request, timeout=5).read() == b"ok"
    return False


ENQUEUE = """
import django; django.setup()
from django.db import transaction
from django.utils import timezone
from records.jobs.actions.jobs import enqueue
with transaction.atomic():
    enqueue(kind="test-interrupted", subject="one", township_id=None, at=timezone.localtime())
"""


def test_a_job_survives_the_kill_of_its_worker_and_is_done_once(parts, database, tmp_path):
    port = free_port()
    parts.environment |= {"BIND": f"127.0.0.1:{port}", "WEB_WORKERS": "2"}
    parts.start("web", *command("web"))
    wait_until(lambda: web_answers(port), 90, "the web server, which migrates first")
    first = parts.start_worker("first")
    rows = connect(database, database.rsplit("/", 1)[1])
    begun = tmp_path / "begun"

    parts.run(str(BIN / "python"), "-c", ENQUEUE)
    wait_until(begun.exists, 60, "the first worker to begin")

    # In the middle of the work: pool and parent go at once, as when the machine loses power.
    parts.kill(first)
    state = "SELECT state, attempts FROM records_job WHERE kind = 'test-interrupted'"
    traces = "SELECT subject, period FROM records_job WHERE kind = 'test-trace' ORDER BY id"
    assert query(rows, state) == [("running", 1)]
    assert query(rows, traces) == [("finished step", "attempt 1")]

    # A claim counts as abandoned after ten silent minutes. The test lets them pass by making the claim that much older.
    query(
        rows, "UPDATE records_job SET claimed_at = claimed_at - interval '11 minutes' WHERE kind = 'test-interrupted'"
    )
    parts.start_worker("second")
    parts.start("beat", *command("beat"))
    wait_until(lambda: query(rows, state) == [("done", 2)], 120, "the second worker to finish the job")

    # Nothing lost, nothing doubled: the finished step was kept, the interrupted one rolled back and done anew.
    assert query(rows, traces) == [("finished step", "attempt 1"), ("interrupted step", "attempt 2")]
    assert begun.read_text() == "2"
    assert (tmp_path / "var" / "beat" / "alive").exists()
    assert web_answers(port)
    parts.start("third", *command("worker"))
    wait_until(lambda: " ready" in (tmp_path / "third.log").read_text(), 60, "the worker of the unit")
    rows.close()
