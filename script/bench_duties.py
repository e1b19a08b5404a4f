"""One half-monthly round for many townships, opened and reminded by one Celery worker and by two: seconds, peak memory, speed-up
(script/bench duties). Needs a Redis server (BENCH_REDIS_URL, default redis://127.0.0.1:6379) with an empty database."""

import argparse
import io
import os
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import redis

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "script")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

import django

django.setup()

from bench_database import drop_kept, fresh_database, keep_database
from bench_figures import note
from django.core.management import call_command

from config.celery import app
from petitions.screening.models.rounds import ScreeningReturn
from records.duties.actions.rounds import tend_duties
from records.duties.models.duties import Duty
from records.jobs.models.runs import Run
from records.jobs.sweeps import SWEEPS, chunks
from records.jobs.ticks import name_of
from records.notices.models.notices import Notice
from records.tasks import sweep_chunk
from records.work.actions.reminders import remind_work
from records.work.models import WorkItem
from township.dates import SHANGHAI
from township.directory.models.people import Person, Post, Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.journal.models import JournalEntry
from township.profiles.models.profiles import RuleClause

OPENING, REMINDING = date(2026, 11, 16), date(2026, 11, 25)


def make_townships(count: int, units: int) -> None:
    """Townships with as many units, a liaison in each, and the one clause, written in bulk."""
    since, at = date(2026, 11, 16), datetime(2026, 11, 15, 9, tzinfo=SHANGHAI)
    townships = Township.objects.bulk_create(
        Township(
            code=f"{n:012d}",
            name=f"第{n}镇人民政府",
            short_name=f"第{n}镇",
            mark=f"镇{n}",
            office_name=f"第{n}镇联席办",
            review_organ="县政府",
            final_review_organ="市政府",
        )
        for n in range(1, count + 1)
    )
    rows = Unit.objects.bulk_create(
        (
            Unit(township=town, kind=UnitKind.MEMBER, name=f"单位{n}", order=n)
            for town in townships
            for n in range(units)
        ),
        batch_size=5000,
    )
    for row in rows:
        row.path = f"/{row.pk}/"
    Unit.objects.bulk_update(rows, ["path"], batch_size=5000)
    people = Person.objects.bulk_create(
        (Person(township_id=row.township_id, name="联络员") for row in rows), batch_size=5000
    )
    Post.objects.bulk_create(
        (
            Post(
                township_id=row.township_id,
                person=person,
                unit=row,
                role=Role.LIAISON,
                starts_on=date(2025, 1, 1),
                confirmed_at=at,
            )
            for row, person in zip(rows, people, strict=True)
        ),
        batch_size=5000,
    )
    RuleClause.objects.bulk_create(
        RuleClause(
            township=town,
            key="screening_half_month",
            institution="E1",
            label="矛盾纠纷半月排查",
            citation="衡阳市意见第14条",
            text="",
            cadence="half_monthly",
            owed_by="units",
            unit_kinds=["member"],
            due={"at": "end", "shift": "back"},
            remind={"before": [3, 1], "on": True, "after": [1, 3]},
            escalate_after=3,
            valid_from=since,
            changed_at=at,
        )
        for town in townships
    )


class Workers:
    """So many Celery workers of one process each on a database of their own, ended when the block ends."""

    def __init__(self, count: int, redis_url: str):
        self.count, self.redis_url, self.running = count, redis_url, []

    def __enter__(self) -> "Workers":
        celery = [str(Path(sys.executable).parent / "celery"), "-A", "config.celery", "worker", "--concurrency", "1"]
        environment = os.environ | {"REDIS_URL": self.redis_url, "PYTHONWARNINGS": "ignore"}
        for n in range(self.count):
            command = [*celery, "--loglevel", "ERROR", "-n", f"bench{n}@%h"]
            self.running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL))
        app.conf.broker_url = self.redis_url
        until = time.monotonic() + 120
        while len(app.control.ping(timeout=1)) < self.count:
            if time.monotonic() > until:
                sys.exit("the workers do not answer")
        return self

    def __exit__(self, *failure) -> None:
        for worker in self.running:
            worker.terminate()
        for worker in self.running:
            worker.wait(timeout=60)

    def sweep(self, name: str, at: datetime) -> float:
        """Hand out a sweep as the daily tick does and wait until every chunk is done; returns seconds. The one question what
        is due counts."""
        start, before = time.perf_counter(), Run.objects.filter(task=name).count()
        portions = list(chunks(SWEEPS[name].due(at)))
        for ids in portions:
            sweep_chunk.delay(name, ids, at.isoformat())
        ended = Run.objects.filter(task=name, finished_at__isnull=False)
        while ended.count() < before + len(portions):
            time.sleep(0.1)
        return time.perf_counter() - start

    def peak(self) -> int:
        """The most memory that one process of a worker has held, MB."""
        return max(_peak(pid) for worker in self.running for pid in _children(worker.pid))


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _peak(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024


def empty_redis() -> str:
    """The URL of an empty database of the Redis server."""
    server = os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1:6379")
    for number in range(15, 0, -1):
        if redis.Redis.from_url(f"{server}/{number}").dbsize() == 0:
            return f"{server}/{number}"
    sys.exit("no empty Redis database")


def instant(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 30, tzinfo=SHANGHAI)


def left() -> tuple[int, ...]:
    """What a run has left: duties, returns, work items told, notices, lines of the journals."""
    told = WorkItem.objects.exclude(reminded=[])
    return tuple(
        rows.count() for rows in (Duty.objects, ScreeningReturn.objects, told, Notice.objects, JournalEntry.objects)
    )


def run(workers: int) -> tuple[float, tuple[int, ...]]:
    """The whole round by so many workers: seconds for opening and reminding together, and what it left."""
    url = empty_redis()
    opening, reminding = name_of(tend_duties), name_of(remind_work)
    try:
        with Workers(workers, url) as crew:
            opened = crew.sweep(opening, instant(OPENING))
            idle = crew.sweep(opening, instant(OPENING)) + crew.sweep(reminding, instant(OPENING))
            reminded = crew.sweep(reminding, instant(REMINDING))
            peak = crew.peak()
    finally:
        redis.Redis.from_url(url).flushdb()
    found = left()
    print(
        f"{workers} 个工作进程：开启 {found[0]:,} 项应办 {opened:.1f} 秒，再跑一遍（无事可办）{idle:.2f} 秒，提醒 {found[3]:,} 条"
        f" {reminded:.1f} 秒，合计 {opened + reminded:.1f} 秒，每个进程内存峰值 {peak} MB",
        flush=True,
    )
    return opened + reminded, found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--townships", type=int, default=2800)
    parser.add_argument("--units", type=int, default=30)
    options = parser.parse_args()
    fresh_database()
    call_command("migrate", verbosity=0)
    call_command("load_calendar", verbosity=0, stdout=io.StringIO())
    make_townships(options.townships, options.units)
    keep_database()
    alone, found = run(1)
    fresh_database(kept=True)
    both, again = run(2)
    if again != found:
        sys.exit(f"两个工作进程留下的 {again} 与一个的 {found} 不同")
    note("duties townships", options.townships)
    note("duties one", alone)
    note("duties two", both)
    print(f"两个工作进程是一个的 {alone / both:.2f} 倍快，留下的完全一样")
    drop_kept()


main()
