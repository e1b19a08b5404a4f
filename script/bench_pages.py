"""Benchmark runner, see script/bench. Prints a table for the README: queries, p50 and p95 in milliseconds."""

import argparse
import io
import os
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
import warnings

warnings.filterwarnings("ignore", message="No directory at")
sys.path[:0] = [str(ROOT), str(ROOT / "script")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.base")

import django

django.setup()

from bench_database import fresh_database
from bench_figures import note
from bench_http import bench_http
from bench_measure import Page, measure
from bench_offices import ORDERS, bench_offices, bench_restore, make_orders, more_units
from bench_plenary import bench_plenary
from bench_rows import THINGS, make_cases, make_others, name
from bench_sizing import print_sizing
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Count
from django.urls import reverse

from meetings.receptions.models.rosters import Roster
from meetings.sessions.models.minutes import Minutes
from meetings.sessions.models.sessions import Session
from petitions.cases.models.cases import Case
from petitions.screening.models.rounds import Round
from records.duties.models.duties import Duty
from records.matters.models.search import SearchText
from records.papers.models.approvals import Approval
from records.work.models import OPEN, WorkItem
from township.directory.models.townships import Township
from township.directory.models.units import Unit

MOST_OF_ONE = 100_000  # cases of the township that is measured; what is more belongs to others


def pages(township: Township) -> list[Page]:
    """The pages of daily work, each with the rows it shows."""
    own = {"township": township}
    cases = Case.objects.filter(**own).order_by("-registered_on", "-pk")
    handled = cases.filter(state="handling")
    case, ledger = handled.first(), reverse("petitions:ledger")
    line = ("number", "title", "state", "registered_on")
    work = WorkItem.objects.filter(OPEN, **own).order_by("due_on", "pk")
    owed = ("what", "why", "due_on")
    round_, session = Round.objects.filter(**own).latest("pk"), Session.objects.filter(**own).latest("pk")
    minutes = Minutes.objects.filter(**own).latest("pk")
    roster = Roster.objects.filter(**own).latest("monday")
    words = SearchText.objects.filter(**own)
    return [
        Page("待办（经办人）", "linxiao", "/", work, owed),
        Page("待办（联络员）", "hejing", "/", work, owed),
        Page("待办（班子成员）", "chenli", "/", work, owed),
        Page("台账", "linxiao", ledger, cases, line),
        Page("台账·按状态和单位", "linxiao", f"{ledger}?states=handling&unit={case.unit_id}", handled, line),
        Page("台账·第 20 页", "linxiao", f"{ledger}?page=20", cases[570:], line),
        Page("搜索两个字", "linxiao", "/search/?q=低保", words.filter(body__contains="低保"), ("matter__title",)),
        Page(
            "搜索四个字", "linxiao", "/search/?q=校车停靠", words.filter(body__contains="校车停靠"), ("matter__title",)
        ),
        Page("事项页", "linxiao", reverse("petitions:case", args=[case.pk]), case.matter.events.all(), ("on", "text")),
        Page("登记页", "linxiao", reverse("petitions:new"), Unit.objects.filter(**own), ("name",)),
        Page("审批", "gaoming", "/approvals/", Approval.objects.filter(**own), ("summary", "state")),
        Page(
            "纪要页", "linxiao", reverse("meetings:minutes", args=[minutes.pk]), minutes.items.all(), ("title", "held")
        ),
        Page(
            "会议页", "linxiao", reverse("meetings:session", args=[session.pk]), session.seats.all(), ("name", "part")
        ),
        Page(
            "排查进度",
            "linxiao",
            reverse("petitions:screening", args=[round_.pk]),
            round_.returns.all(),
            ("unit__name",),
        ),
        Page(
            "值班周",
            "linxiao",
            reverse("meetings:roster_week", args=[roster.week.key]),
            roster.slots.all(),
            ("day", "place"),
        ),
        Page(
            "制度执行台账",
            "gaoming",
            reverse("assessment:compliance"),
            Duty.objects.filter(**own).order_by("due_on"),
            ("label", "state"),
        ),
        Page("形势分析", "gaoming", reverse("petitions:analysis"), cases.values("channel").annotate(n=Count("pk")), ()),
        Page("公开查询", "", reverse("petitions:lookup"), Township.objects.all(), ("name",)),
    ]


def bench_pages(sizes: list[int], rounds: int, seconds: float) -> None:
    """seconds: of twenty people at once, at 100,000 cases or at the largest size below."""
    township, results, labels = Township.objects.get(mark="清信"), {}, []
    more_units(township)
    make_orders(township, ORDERS)  # before the first size, so that every size has them
    for size in sizes:
        have = Case.objects.filter(township=township).count()
        start = time.perf_counter()
        make_cases(township, min(size, MOST_OF_ONE) - have, seed=size)
        make_others(size - min(size, MOST_OF_ONE), seed=size)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        print(f"· {size:,} 件事项就绪（{time.perf_counter() - start:.0f} 秒）", flush=True)
        found = pages(township)
        labels = [page.label for page in found]
        for page in found:
            results[page.label, size] = measure(page, rounds)
        note(f"p95 {size}", max(results[page.label, size][2] for page in found if page.label != "形势分析"))
        note(f"bytes {size}", _bytes())
        if seconds and size == min(MOST_OF_ONE, max(sizes)):
            bench_http(seconds)
        if size == MOST_OF_ONE:
            bench_offices(township, rounds)
            bench_restore()
    head = "| 页面 | " + " | ".join(f"查询（{s:,}件） | p50 ms | p95 ms | 空页 ms | 倍" for s in sizes) + " |"
    print("\n" + head + "\n|" + "---|" * (head.count("|") - 1))
    for label in labels:
        cells = [
            f"{q} | {p50:.0f} | {p95:.0f} | {least:.1f} | {p50 / least:.1f}"
            for q, p50, p95, least in (results[label, size] for size in sizes)
        ]
        print(f"| {label} | " + " | ".join(cells) + " |")


def _bytes() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def bench_document(rounds: int) -> None:
    """The same HTML through the project's renderer and through bare WeasyPrint, turn by turn in one process."""
    from petitions.cases.papers import sample
    from records.papers.pdf import render_pdf

    html = sample("reply").html
    render_pdf(html, title="处理意见书")
    import weasyprint

    ours, bare = [], []
    for _ in range(rounds):
        start = time.perf_counter()
        weasyprint.HTML(string=html).write_pdf()
        middle = time.perf_counter()
        render_pdf(html, title="处理意见书")
        bare.append(middle - start)
        ours.append(time.perf_counter() - middle)
    ratio = statistics.median(ours) / statistics.median(bare)
    print(
        f"\n文书（处理意见书）：{statistics.median(ours) * 1000:.0f} ms，"
        f"直接用 WeasyPrint {statistics.median(bare) * 1000:.0f} ms，{ratio:.2f} 倍"
    )


def ledger_file(rows: int) -> Path:
    import random

    import openpyxl

    rng = random.Random(11)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"])
    for n in range(rows):
        thing, trouble = rng.choice(THINGS)
        day = f"2019/{rng.randint(1, 6)}/{rng.randint(1, 28)} 10:{n % 60:02d}:00"
        reply = f"2019/{rng.randint(7, 12)}/{rng.randint(1, 28)} 09:00:00"
        sheet.append(
            [
                500000 + n,
                f"U{n:06d}",
                f"{thing}问题",
                day,
                f"{name(rng)}反映{thing}{trouble}。" * 3,
                "已核实处理。",
                reply,
            ]
        )
    path = Path(settings.VAR_DIR) / "bench.xlsx"
    book.save(path)
    return path


def bench_import(rows: int) -> None:
    """In a process of its own, so that its memory is its own."""
    path, township = ledger_file(rows), Township.objects.get(mark="清信")
    command = [sys.executable, "manage.py", "import_cases", str(path), "--township", township.code]
    start = time.perf_counter()
    process, peak = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL), 0.0
    while process.poll() is None:
        peak = max(peak, _most_memory(process.pid))
        time.sleep(0.1)
    spent = time.perf_counter() - start
    if process.returncode:
        sys.exit("the import failed")
    print(f"导入 {rows:,} 行：{spent:.0f} 秒，每秒 {rows / spent:.0f} 行，内存峰值 {peak:.0f} MB", flush=True)
    note("import rows", rows)
    note("import", spent)


def _most_memory(pid: int) -> float:
    """The most memory of the program so far, in MB. What wait4 tells begins with the memory of whoever started it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--import-rows", type=int, default=100_000)
    parser.add_argument("--no-import", action="store_true")
    parser.add_argument("--no-papers", action="store_true", help="pages only: no document, no plenary")
    parser.add_argument("--seconds", type=float, default=20, help="of twenty people at once for each page; 0 = none")
    options = parser.parse_args()
    fresh_database()
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    bench_pages([int(size) for size in options.sizes.split(",")], options.rounds, options.seconds)
    if not options.no_papers:
        bench_document(max(10, options.rounds // 2))
        bench_plenary()
    if not options.no_import:
        bench_import(options.import_rows)
    print_sizing()


main()
