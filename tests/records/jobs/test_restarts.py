"""What script/up started again stands on the administrator's home for a day."""

from datetime import timedelta

import pytest

from records.jobs.queries.restarts import restarts


@pytest.fixture
def noted(settings, tmp_path):
    settings.RESTARTS_FILE = tmp_path / "restarts"

    def note(*lines: str) -> None:
        settings.RESTARTS_FILE.write_text("".join(f"{line}\n" for line in lines))

    return note


def test_nothing_died_and_nobody_keeps_the_parts(cast, noted):
    assert restarts(cast.at()) is None
    noted("2026-09-01T10:00:00+08:00 web", "damaged", "")
    assert restarts(cast.at()) is None, "long ago, and lines that say nothing"


def test_what_died_today_is_said_on_the_administrators_home_and_nowhere_else(cast, noted, stand_at):
    stand_at(cast.today, 12)
    hours = [(cast.at(hour=12) - timedelta(hours=n)).isoformat(timespec="seconds") for n in (30, 3, 2, 1)]
    noted(f"{hours[0]} web", f"{hours[1]} worker", f"{hours[2]} worker", f"{hours[3]} beat")
    page = " ".join(cast.client("sysadmin").get("/?whole=1").content.decode().split())
    assert (
        "24 小时内有 3 次进程意外退出或没有动静，已自动重新启动：后台任务、定时触发，最近一次 2026年9月22日 11:00。"
        in page
    )
    assert "意外退出" not in cast.client("clerk").get("/?whole=1").content.decode()
