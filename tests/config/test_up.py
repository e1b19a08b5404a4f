"""script/up keeps its parts running: what dies is started again and said, what keeps dying ends it all with the reason."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.config.parts import ROOT, wait_until

pytestmark = [pytest.mark.once, pytest.mark.slow]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def hear_ctrl_c() -> None:
    """A run in the background ignores SIGINT and hands that on; no shell can trap what was ignored when it began."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def answers(port: int) -> bool:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).status == 200
    except OSError:
        return False


class Up:
    """One script/up with data of its own, its words in a file."""

    def __init__(self, tmp_path: Path, **more: str):
        self.port, self.var, self.said = free_port(), tmp_path / "var", tmp_path / "said"
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
        own = {
            "PORT": str(self.port),
            "VAR_DIR": str(self.var),
            "DEMO": "0",
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            **more,
        }
        with self.said.open("wb") as words:
            self.process = subprocess.Popen(
                [str(ROOT / "script" / "up")],
                cwd=ROOT,
                env=kept | own,
                stdout=words,
                stderr=words,
                start_new_session=True,
                preexec_fn=hear_ctrl_c,
            )

    def words(self) -> str:
        return self.said.read_text()

    def part(self, program: str, of: int | None = None) -> int | None:
        """The process of a part: the child of script/up, or of another process, in whose command line the program's name stands."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                line = (folder / "cmdline").read_bytes()
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == (of or self.process.pid) and program.encode() in line:
                return int(folder.name)
        return None

    def kill(self, program: str) -> int:
        pid = wait_until(lambda: self.part(program), 30, f"{program} runs")
        os.kill(pid, signal.SIGKILL)
        return pid

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(40)


@contextmanager
def running(tmp_path, **more: str):
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("没有 /proc，认不出各进程")
    up = Up(tmp_path, **more)
    try:
        wait_until(lambda: "已启动" in up.words() or up.process.poll() is not None, 120, "script/up serves")
        assert up.process.poll() is None, up.words()
        yield up
    finally:
        up.end()


@pytest.fixture
def up(tmp_path):
    with running(tmp_path) as up:
        yield up


def test_what_dies_is_started_again_and_what_keeps_dying_ends_it(up):
    first = up.kill("gunicorn")
    wait_until(lambda: "web 意外退出，1 秒后重新启动" in up.words(), 20, "the death is said")
    wait_until(lambda: answers(up.port), 40, "the pages are back")
    assert up.part("gunicorn") != first
    up.kill("celery")
    wait_until(lambda: "worker 意外退出，2 秒后重新启动" in up.words(), 20, "the worker's death is said")
    assert answers(up.port), "a dead worker does not stop the pages"
    names = [line.split()[1] for line in (up.var / "log" / "restarts").read_text().splitlines()]
    assert names == ["web", "worker"]
    for _ in range(3):
        wait_until(lambda: up.part("celery"), 30, "the worker is back")
        up.kill("celery")
        time.sleep(0.1)
    up.process.wait(60)
    assert up.process.returncode != 0
    assert "十分钟内有 5 次进程意外退出（最近一次：worker），已全部停止" in up.words()
    assert not answers(up.port)


def test_a_beat_that_lives_and_sends_nothing_is_started_again_and_ctrl_c_ends_all_parts(tmp_path):
    with running(tmp_path, DJANGO_SETTINGS_MODULE="tests.config.quick_beat", BEAT_QUIET="20") as up:
        alive = up.var / "beat" / "alive"
        wait_until(alive.exists, 60, "beat's first round")
        worker = up.part("celery")
        beat = wait_until(lambda: up.part("celery", of=worker), 20, "beat runs inside the worker")
        os.kill(beat, signal.SIGSTOP)
        assert not (up.var / "log" / "restarts").exists()
        wait_until(lambda: "beat 没有动静，1 秒后重新启动" in up.words(), 60, "the silence is said")
        silent = alive.stat().st_mtime
        wait_until(lambda: alive.stat().st_mtime > silent, 60, "rounds are made again")
        assert (
            up.part("celery") != worker and not Path(f"/proc/{worker}").exists() and not Path(f"/proc/{beat}").exists()
        )
        assert answers(up.port), "the pages stayed"
        assert [line.split()[1] for line in (up.var / "log" / "restarts").read_text().splitlines()] == ["beat"]
        up.process.send_signal(signal.SIGINT)
        up.process.wait(40)
        assert "已停止" in up.words() and not answers(up.port)
