"""PgBouncer in transaction mode between the application and PostgreSQL: one connection to the server for everybody."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import environ
import pytest

from tests.config.parts import ROOT
from tests.config.test_production_parts import database  # noqa: F401 - the fixture

BOUNCER = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(BOUNCER is None, reason="没有 pgbouncer，未试连接池"),
]
# Two people at once, each in transactions of their own, with rows read one by one and a lock held to the end.
WORK = """
import threading
from django.db import connection, transaction
from township.calendar.models import WorkCalendarDay
from township.calendar.queries.days import work_calendar
from township.directory.models.townships import Township

seen = []

def work():
    for _ in range(20):
        with transaction.atomic():
            Township.objects.select_for_update().filter(pk=0).first()
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(7)")
            seen.append(sum(1 for _ in WorkCalendarDay.objects.order_by("pk").iterator(chunk_size=5)))
        assert work_calendar(0).official_years
    connection.close()

threads = [threading.Thread(target=work) for _ in range(2)]
[one.start() for one in threads]
[one.join() for one in threads]
print(len(seen), len(set(seen)), seen[0] > 20)
"""


@pytest.fixture
def pooled(database):  # noqa: F811
    """URL of the database through the pool."""
    parts, folder = environ.Env.db_url_config(database), Path("/tmp") / f"pgbouncer-{os.getpid()}"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder.mkdir(mode=0o755)
    password = f" password={parts['PASSWORD']}" if parts["PASSWORD"] else ""
    target = f"host={parts['HOST'] or '/var/run/postgresql'} port={parts['PORT'] or 5432} dbname={parts['NAME']}"
    lines = [
        "[databases]",
        f"{parts['NAME']} = {target} user={parts['USER'] or 'postgres'}{password}",
        "[pgbouncer]",
        "listen_addr = 127.0.0.1",
        f"listen_port = {port}",
        "unix_socket_dir =",
        "auth_type = any",
        "pool_mode = transaction",
        "default_pool_size = 1",
    ]
    (folder / "pgbouncer.ini").write_text("\n".join(lines))
    as_whom = ["-u", "nobody"] if os.geteuid() == 0 else []
    running = subprocess.Popen(
        [BOUNCER, *as_whom, str(folder / "pgbouncer.ini")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"postgres://nobody@127.0.0.1:{port}/{parts['NAME']}"
    running.terminate()
    running.wait(10)
    shutil.rmtree(folder)


def test_the_application_works_through_a_pool_in_transaction_mode(pooled, tmp_path):
    environment = {
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "PATH": os.environ["PATH"],
        "DATABASE_URL": pooled,
        "PGBOUNCER": "1",
        "VAR_DIR": str(tmp_path / "var"),
        "LOG_LEVEL": "ERROR",
    }

    def manage(*command: str) -> str:
        run = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert run.returncode == 0, run.stderr[-2000:]
        return run.stdout

    manage("migrate", "--noinput", "-v0")
    manage("load_calendar")
    assert manage("shell", "-v0", "-c", WORK).split() == ["40", "1", "True"]
