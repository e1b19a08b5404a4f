"""A plenary of 40 units and 25 items for the benchmark: how its page opens, and its PDF against a bare render.

Everything is written through the actions of the meetings, in the demo township of the benchmark's database.
"""

import os
import statistics
import sys
import time
import warnings
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
warnings.filterwarnings("ignore", message="No directory at")
sys.path[:0] = [str(ROOT), str(ROOT / "script")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings.sessions.actions import agenda, minutes, seats, sessions, topics
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.sessions import Session
from meetings.sessions.models.topics import Topic
from meetings.sessions.papers import MinutesPaper, minutes_html
from meetings.sessions.queries.minutes import paper_facts
from records.papers.pdf import render_pdf
from township.directory.models.accounts import Account
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import member_units
from township.directory.troupe import Troupe

UNITS, ITEMS = 40, 25
HELD = "会议认为，这项工作涉及群众切身利益，各单位要加强协调、压实责任，倒排工期、逐户销号，按期完成并及时报告。"


def plenary(township: Township) -> Minutes:
    """The minutes of a plenary held today, with every item written and a task in each."""
    today = timezone.localdate()
    root = Unit.objects.get(township=township, kind=UnitKind.TOWNSHIP)
    have = member_units(township.pk).exclude(is_office=True).count()
    for n in range(have, UNITS):
        Unit.objects.create(
            township=township,
            parent=root,
            kind=UnitKind.MEMBER,
            name=f"第{n}成员单位",
            order=500 + n,
            path=f"{root.path}p{n}/",
        )
    troupe = Troupe.of(township, today)
    chair, clerk = troupe.person(Role.CONVENOR), troupe.clerk()
    starts_at = timezone.localtime() + timedelta(minutes=1)
    data = sessions.SessionData("plenary", "全体会议", chair.pk, "三楼会议室", starts_at)
    session = troupe.do(sessions.plan_session, clerk, today, 8, data=data)
    units = member_units(township.pk).exclude(is_office=True).values_list("pk", flat=True)[:UNITS]
    troupe.do(seats.invite, clerk, today, 8, session_id=session.pk, part="member", unit_ids=list(units))
    for n in range(1, ITEMS + 1):
        _topic(troupe, session, chair, n)
    by = troupe.actor(clerk, today)
    moment = timezone.localtime()
    sessions.convene(session_id=session.pk, revision=_revision(Session, session.pk), by=by, at=moment)
    later = starts_at + timedelta(minutes=5)
    marks = {seat.pk: seats.Mark(True) for seat in session.seats.all()}
    seats.note_attendance(session_id=session.pk, revision=_revision(Session, session.pk), marks=marks, by=by, at=later)
    sessions.note_held(session_id=session.pk, revision=_revision(Session, session.pk), by=by, at=later)
    done = minutes.begin_minutes(session_id=session.pk, by=by, at=later)
    for item in done.items.order_by("order"):
        task = minutes.TaskData(
            f"完成第{item.order}项工作", item.topic.unit_id, today + timedelta(days=30), "现场核实合格"
        )
        words = minutes.ItemWords(item.heard, HELD, "")
        minutes.save_item(item_id=item.pk, revision=item.revision, words=words, tasks=[task], by=by, at=later)
    return Minutes.objects.select_related("session__township", "session__chair", "document").get(pk=done.pk)


def _topic(troupe: Troupe, session: Session, chair, n: int) -> None:
    data = topics.TopicData(
        f"关于第{n}项重点工作", "明确责任单位和完成时限", unit_id=troupe.units[n % len(troupe.units)].pk
    )
    clerk, today = troupe.clerk(), troupe.today
    row = troupe.do(topics.propose_topic, clerk, today, 8, data=data)
    troupe.do(
        topics.opine,
        troupe.person(Role.DIRECTOR),
        today,
        8,
        topic_id=row.pk,
        revision=_revision(Topic, row.pk),
        opinion="建议上会。",
    )
    troupe.do(topics.decide_topic, chair, today, 8, topic_id=row.pk, revision=_revision(Topic, row.pk), agreed=True)
    troupe.do(agenda.schedule, clerk, today, 8, session_id=session.pk, topic_id=row.pk)


def _revision(model, pk: int) -> int:
    return model.objects.values_list("revision", flat=True).get(pk=pk)


def bench_plenary(rounds: int = 10) -> None:
    """Print queries and milliseconds of the two pages, and the ratio of the PDF to a bare render of the same HTML."""
    done = plenary(Township.objects.get(mark="清信"))
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(Account.objects.get(username="linxiao"))
    print(f"\n全体会议（{UNITS} 个单位、{ITEMS} 项议题）")
    for label, url in (
        ("会议页", reverse("meetings:session", args=[done.session_id]) + "?step=before"),
        ("纪要页", reverse("meetings:minutes", args=[done.pk])),
    ):
        browser.get(url)
        with CaptureQueriesContext(connection) as seen:
            browser.get(url)
            queries = len(seen)
        times = [_timed(lambda url=url: browser.get(url)) for _ in range(rounds)]
        print(f"{label}：{queries} 次查询，p50 {statistics.median(times) * 1000:.0f} ms")
    _bench_pdf(done, 5)


def _bench_pdf(done: Minutes, rounds: int) -> None:
    units = [seat.unit.label for seat in done.session.seats.select_related("unit")]
    facts = paper_facts(done, units=units, copies=["清川县信访联席办"])
    html = minutes_html(MinutesPaper(**facts), done.document.body, number="〔2026〕1号", issued_on=timezone.localdate())
    render_pdf(html, title="会议纪要")
    import weasyprint

    ours, bare = [], []
    for _ in range(rounds):
        bare.append(_timed(lambda: weasyprint.HTML(string=html).write_pdf()))
        ours.append(_timed(lambda: render_pdf(html, title="会议纪要")))
    mine, raw = statistics.median(ours), statistics.median(bare)
    print(
        f"纪要 PDF：{mine * 1000:.0f} ms，直接用 WeasyPrint {raw * 1000:.0f} ms，{mine / raw:.2f} 倍（要求不超过 1.20 倍）"
    )


def _timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    import io

    from bench_database import fresh_database
    from django.core.management import call_command

    fresh_database()
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    bench_plenary()
