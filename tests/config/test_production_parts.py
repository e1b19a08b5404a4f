"""The parts of production as separate processes on a real PostgreSQL and a real Redis: gunicorn, worker, beat.

One story: a worker is killed with `kill -9` in the middle of a job, and the job is done by the next one, once.
"""

import base64
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import environ
import psycopg2
import pytest
import redis

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres:///township")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
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
    for number in range(15, 0, -1):
        client = redis.Redis.from_url(f"{REDIS}/{number}", socket_connect_timeout=3)
        try:
            empty = client.dbsize() == 0
        except redis.ConnectionError as failure:
            pytest.skip(f"没有应答的 Redis，未试生产环境各进程：{failure}")
        if empty:
            yield f"{REDIS}/{number}"
            client.flushdb()
            return
    pytest.skip("Redis 的 1 至 15 号库都不是空的，未试生产环境各进程")


class Parts:
    """Processes started with the production settings, each in a session of its own."""

    def __init__(self, environment: dict[str, str], logs: Path):
        self.environment, self.logs, self.running = environment, logs, []

    def run(self, *command: str) -> None:
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, timeout=120)

    def start(self, name: str, *command: str) -> subprocess.Popen:
        with (self.logs / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def start_worker(self, name: str) -> subprocess.Popen:
        celery = [str(BIN / "celery"), "-A", "config.celery", "worker", "-I", "tests.config.interrupted_work"]
        return self.start(name, *celery, "--concurrency", "1", "-n", f"{name}@%h")

    def end(self) -> None:
        for process in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for log in sorted(self.logs.glob("*.log")):  # shown by pytest when the test fails
            print(f"--- {log.name}", *log.read_text().splitlines()[-30:], sep="\n")  # noqa: T201


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
    parts = Parts(environment, tmp_path)
    yield parts
    parts.end()


def wait_until(answer, seconds: float, what: str):
    """Ask twice a second until `answer()` is true, and return it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if value := answer():
            return value
        time.sleep(0.5)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


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
from records.actions.jobs import enqueue
with transaction.atomic():
    enqueue(kind="test-interrupted", subject="one", township_id=None, at=timezone.localtime())
"""


def test_a_job_survives_the_kill_of_its_worker_and_is_done_once(parts, database, tmp_path):
    parts.run(str(BIN / "python"), "manage.py", "migrate", "--noinput", "-v", "0")
    port = free_port()
    gunicorn = [str(BIN / "gunicorn"), "config.wsgi:application", "--no-control-socket", "--workers", "2"]
    parts.start("web", *gunicorn, "--threads", "4", "--bind", f"127.0.0.1:{port}")
    first = parts.start_worker("first")
    rows = connect(database, database.rsplit("/", 1)[1])
    begun = tmp_path / "begun"

    wait_until(lambda: web_answers(port), 60, "the web server")
    parts.run(str(BIN / "python"), "-c", ENQUEUE)
    wait_until(begun.exists, 60, "the first worker to begin")

    # In the middle of the work: pool and parent go at once, as when the machine loses power.
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    state = "SELECT state, attempts FROM records_job WHERE kind = 'test-interrupted'"
    traces = "SELECT subject, period FROM records_job WHERE kind = 'test-trace' ORDER BY id"
    assert query(rows, state) == [("running", 1)]
    assert query(rows, traces) == [("finished step", "attempt 1")]

    # A claim counts as abandoned after ten silent minutes. The test lets them pass by making the claim that much older.
    query(
        rows, "UPDATE records_job SET claimed_at = claimed_at - interval '11 minutes' WHERE kind = 'test-interrupted'"
    )
    parts.start_worker("second")
    parts.start("beat", str(BIN / "celery"), "-A", "config.celery", "beat")
    wait_until(lambda: query(rows, state) == [("done", 2)], 120, "the second worker to finish the job")

    # Nothing lost, nothing doubled: the finished step was kept, the interrupted one rolled back and done anew.
    assert query(rows, traces) == [("finished step", "attempt 1"), ("interrupted step", "attempt 2")]
    assert begun.read_text() == "2"
    assert (tmp_path / "var" / "beat" / "alive").exists()
    assert web_answers(port)
    rows.close()
