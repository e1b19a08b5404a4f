"""Benchmark runner, see script/bench. Prints a table for the README: queries, p50 and p95 in milliseconds."""

import argparse
import io
import os
import statistics
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
from bench_plenary import bench_plenary
from bench_rows import THINGS, make_cases, name
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from petitions.cases.models.cases import Case
from township.directory.models.accounts import Account
from township.directory.models.townships import Township


def client() -> Client:
    account = Account.objects.get(username="linxiao")
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(account)
    return browser


def pages() -> dict[str, str]:
    ledger = reverse("petitions:ledger")
    case = Case.objects.filter(state="handling").order_by("-pk").first()
    unit = case.unit_id
    return {
        "今日（经办人首页）": "/",
        "信访事项台账": ledger,
        "台账·按状态和单位筛选": f"{ledger}?states=handling&unit={unit}",
        "台账·第 20 页": f"{ledger}?page=20",
        "搜索两个字（低保）": "/search/?q=低保",
        "搜索四个字（校车停靠）": "/search/?q=校车停靠",
        "事项页": reverse("petitions:case", args=[case.pk]),
        "登记页": reverse("petitions:new"),
    }


def measure(browser: Client, url: str, rounds: int) -> tuple[int, float, float]:
    with CaptureQueriesContext(connection) as seen:
        answer = browser.get(url)
        queries = len(seen)  # counted now: the next request empties the log
    if answer.status_code != 200:
        sys.exit(f"{url} answered {answer.status_code}")
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        browser.get(url)
        times.append((time.perf_counter() - start) * 1000)
    return queries, statistics.median(times), sorted(times)[max(0, int(len(times) * 0.95) - 1)]


def bench_pages(sizes: list[int], rounds: int) -> None:
    township = Township.objects.get(mark="清信")
    browser, results = client(), {}
    for size in sizes:
        have = Case.objects.filter(township=township).count()
        start = time.perf_counter()
        make_cases(township, size - have, seed=size)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        print(f"· {size:,} 件事项就绪（{time.perf_counter() - start:.0f} 秒）", flush=True)
        for label, url in pages().items():
            browser.get(url)
            url = "/search/" if "?q=" in url else url  # what was typed rests in the session now
            results[label, size] = measure(browser, url, rounds)
    head = "| 页面 | " + " | ".join(f"查询（{s:,}件） | p50 ms | p95 ms" for s in sizes) + " |"
    print("\n" + head + "\n|" + "---|" * (head.count("|") - 1))
    for label in pages():
        cells = [f"{q} | {p50:.0f} | {p95:.0f}" for q, p50, p95 in (results[label, s] for s in sizes)]
        print(f"| {label} | " + " | ".join(cells) + " |")


def bench_document(rounds: int) -> None:
    """The same HTML through the project's renderer and through bare WeasyPrint, turn by turn in one process."""
    from petitions.cases.papers import sample_html
    from records.papers.pdf import render_pdf

    html = sample_html("reply")
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
    path = ledger_file(rows)
    start = time.perf_counter()
    call_command("import_cases", str(path), township=Township.objects.get(mark="清信").code, stdout=io.StringIO())
    spent = time.perf_counter() - start
    print(f"导入 {rows:,} 行：{spent:.0f} 秒，每秒 {rows / spent:.0f} 行", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--import-rows", type=int, default=10_000)
    parser.add_argument("--no-import", action="store_true")
    options = parser.parse_args()
    fresh_database()
    call_command("migrate", verbosity=0)
    call_command("load_demo", stdout=io.StringIO())
    bench_pages([int(size) for size in options.sizes.split(",")], options.rounds)
    bench_document(max(10, options.rounds // 2))
    bench_plenary()
    if not options.no_import:
        bench_import(options.import_rows)


main()
