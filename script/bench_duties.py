"""One half-monthly round for many townships, opened and reminded by one worker: seconds and peak memory (script/bench duties)."""

import argparse
import os
import resource
import sys
import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "script")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

import django

django.setup()

from bench_database import fresh_database
from django.core.management import call_command

from records.duties.actions.rounds import tend_duties
from records.duties.models.duties import Duty
from records.duties.queries.rounds import townships_to_open
from records.notices.models.notices import Notice
from records.work.actions.reminders import remind_work
from records.work.queries.plans import townships_to_remind
from township.directory.models.people import Person, Post, Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.profiles.models.profiles import RuleClause

SHANGHAI = ZoneInfo("Asia/Shanghai")
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


def timed(label: str, day: date) -> None:
    start = time.perf_counter()
    at = datetime(day.year, day.month, day.day, 8, 30, tzinfo=SHANGHAI)
    tend_duties(townships_to_open(at), at)
    remind_work(townships_to_remind(at), at)
    spent = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{label}：{spent:.1f} 秒，内存峰值 {peak:.0f} MB，应办 {Duty.objects.count():,} 项，提醒 {Notice.objects.count():,} 条",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--townships", type=int, default=2800)
    parser.add_argument("--units", type=int, default=30)
    parser.add_argument(
        "--make-only", action="store_true", help="only write the rows; the measuring process starts clean"
    )
    parser.add_argument("--measure-only", action="store_true")
    options = parser.parse_args()
    if not options.measure_only:
        fresh_database()
        call_command("migrate", verbosity=0)
        call_command("load_calendar", verbosity=0)
        make_townships(options.townships, options.units)
    if not options.make_only:
        timed("开启一期", OPENING)
        timed("再跑一遍（什么也不变）", OPENING)
        timed("提醒一次", REMINDING)


main()
