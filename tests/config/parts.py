"""Real processes for the failure tests: a worker, a beat, killed with `kill -9` and waited for.

    with Parts(environment_of(url, tmp_path), tmp_path) as parts:
        first = parts.start_worker("first")
        wait_until(lambda: shared.rows("SELECT …"), 20, "the first message")
        parts.kill(first)

`shared_database` makes the world of the running test readable by other processes on both databases.
"""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")


class Parts:
    """Processes in a session of their own each; whatever still runs at the end is ended, and the logs are shown."""

    def __init__(self, environment: dict[str, str], logs: Path, *, load: str = ""):
        """load: a module the workers import beside the project, e.g. with a kind of job of the test's own."""
        self.environment, self.logs, self.load, self.running = environment, logs, load, []

    def __enter__(self) -> "Parts":
        return self

    def __exit__(self, *failure) -> None:
        self.end()

    def run(self, *command: str) -> None:
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, timeout=120)

    def start(self, name: str, *command: str) -> subprocess.Popen:
        with (self.logs / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def start_worker(self, name: str, *, beat: bool = False) -> subprocess.Popen:
        """One Celery worker; beat: with the beat inside and threads, as script/up runs it, else one child process."""
        celery = [str(BIN / "celery"), "-A", "config.celery", "worker", "-n", f"{name}@%h"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        how = ["-B", "--pool", "threads", "-c", "2", *quiet] if beat else ["--concurrency", "1"]
        return self.start(name, *celery, *(["-I", self.load] if self.load else []), *how)

    def start_beat(self, name: str) -> subprocess.Popen:
        """One beat; it sends every tick once when it starts."""
        return self.start(name, str(BIN / "celery"), "-A", "config.celery", "beat")

    def kill(self, process: subprocess.Popen) -> None:
        """Parent and children at once, as when the machine loses power."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        for process in self.running:
            self.kill(process)
        for log in sorted(self.logs.glob("*.log")):  # shown by pytest when the test fails
            print(f"--- {log.name}", *log.read_text().splitlines()[-30:], sep="\n")  # noqa: T201


def wait_until(answer: Callable, seconds: float, what: str, every: float = 0.5):
    """Ask every half second (or as often as said) until `answer()` is true, and return it."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if value := answer():
            return value
        time.sleep(every)
    raise AssertionError(f"waited {seconds} s in vain for {what}")


@dataclass(frozen=True)
class SharedDatabase:
    """What test and processes both see. url: for DATABASE_URL of the processes; file: of SQLite, None on PostgreSQL."""

    url: str
    file: Path | None

    def rows(self, sql: str) -> list[tuple]:
        """The rows of one statement as the processes left them; [] for a statement that returns none."""
        if self.file is None:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall() if cursor.description else []
        with contextlib.closing(sqlite3.connect(self.file, timeout=20)) as link, link:
            return link.execute(sql).fetchall()


def shared_database(folder: Path) -> SharedDatabase:
    """The database of this test, for other processes. Needs `transactional_db`; call it when the world is made.

    On PostgreSQL it is the test database itself; the SQLite one lives in memory, so the processes get a copy in a file,
    and the test must look at it through `rows`.
    """
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        return SharedDatabase(f"{os.environ['TEST_DATABASE_URL'].rsplit('/', 1)[0]}/{name}", None)
    file = folder / "township.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    return SharedDatabase(f"sqlite:///{file}", file)


def environment_of(shared: SharedDatabase, folder: Path, **more: str) -> dict[str, str]:
    """The environment of processes with the settings of the embedded mode and the keys of the tests."""
    return {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "SECRET_KEY": settings.SECRET_KEY,
        "DATA_KEY": settings.DATA_KEY,
        "DATABASE_URL": shared.url,
        "VAR_DIR": str(folder / "var"),
        **{name: value for name, value in os.environ.items() if name.startswith(("PG", "PYTHON"))},
        "PYTHONPATH": str(ROOT),
        **more,
    }


@contextlib.contextmanager
def empty_redis(first: int = 15):
    """URL of an empty Redis database, the first one from number `first` downwards; emptied afterwards. Skips without one."""
    for number in range(first, 0, -1):
        client = redis.Redis.from_url(f"{REDIS}/{number}", socket_connect_timeout=3)
        try:
            empty = client.dbsize() == 0
        except redis.ConnectionError as failure:
            pytest.skip(f"没有应答的 Redis，未试这一项：{failure}")
        if empty:
            try:
                yield f"{REDIS}/{number}"
            finally:
                client.flushdb()
            return
    pytest.skip("Redis 的各号库都不是空的，未试这一项")
