"""Twenty people at once over HTTP against gunicorn, as production serves: requests in a second and how long one waits."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from bench_figures import note
from django.conf import settings
from django.test import Client
from django.urls import reverse

from township.directory.models.accounts import Account

ROOT = Path(__file__).resolve().parents[1]
USERS, WORKERS, THREADS = 20, 2, 4
NAMES = ("linxiao", "zhoumin", "gaoming", "lijian", "hejing")


def bench_http(seconds: float) -> None:
    """Print a line for each page: requests a second, p50 and p95 in milliseconds, answers that were no page."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS), "--no-control-socket", "--log-level", "error"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "LOG_LEVEL": "ERROR"})
    try:
        _wait(port)
        print(f"\n{USERS} 人同时使用（gunicorn {WORKERS} × {THREADS}，压力程序在同一台机器上）")
        print("| 页面 | 每秒请求 | p50 ms | p95 ms | 失败 |\n|---|---|---|---|---|")
        pages = {"待办": "/", "台账": reverse("petitions:ledger"), "登记页": reverse("petitions:new")}
        for label, url in pages.items():
            times, failed = _load(port, url, seconds)
            p95 = sorted(times)[max(0, int(len(times) * 0.95) - 1)] if times else 0
            p50 = statistics.median(times) if times else 0
            note(f"requests {label}", len(times) / seconds)
            print(f"| {label} | {len(times) / seconds:.1f} | {p50:.0f} | {p95:.0f} | {failed} |", flush=True)
    finally:
        server.terminate()
        server.wait(30)


def _load(port: int, url: str, seconds: float) -> tuple[list[float], int]:
    """What everybody measured together. Who may not open the form asks for the desk instead."""
    times: list[float] = []
    failed = [0]
    until = time.perf_counter() + seconds

    def use(cookie: str) -> None:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < until:
            start = time.perf_counter()
            link.request("GET", url, headers={"Cookie": cookie, "Host": "127.0.0.1"})
            answer = link.getresponse()
            answer.read()
            if answer.status == 200:
                times.append((time.perf_counter() - start) * 1000)
            else:
                failed[0] += 1
        link.close()

    able = NAMES if url != reverse("petitions:new") else ("linxiao", "zhoumin", "lijian")
    people = [threading.Thread(target=use, args=(_cookie(able[n % len(able)]),)) for n in range(USERS)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return times, failed[0]


def _cookie(username: str) -> str:
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(Account.objects.get(username=username))
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={browser.cookies[name].value}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int) -> None:
    for _ in range(120):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    sys.exit("gunicorn does not answer")
