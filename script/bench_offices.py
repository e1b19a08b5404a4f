"""What the offices above the cases cost at a hundred thousand of them: supervision orders, an assessment of 40 units by 30
indicators, the board, and a backup that is restored."""

import os
import subprocess
import sys
import tempfile
import time
from copy import deepcopy
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from bench_database import beside
from bench_figures import note
from bench_measure import Page, measure
from django.conf import settings
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from assessment.board.actions import take_figures
from assessment.schemes.actions import runs, schemes
from assessment.schemes.models.runs import Run
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries.schemes import in_force
from petitions.cases.models.cases import Case
from petitions.ledger.views.ledger import CASES
from records.keeping.actions.backups import make_backup
from records.ledgers.views.asking import asked_again
from records.ledgers.views.pages import workbook
from records.matters.models.access import Holding
from records.matters.models.matters import Matter
from supervision.orders.models.orders import Order, OrderPoint
from township.actors import Actor
from township.bulk import insert_rows
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post, Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.actors import actor_for

ROOT = Path(__file__).resolve().parents[1]
UNITS, INDICATORS, ORDERS, EXPORTED = 40, 30, 20_000, 5_000
PERIOD = (date(2026, 1, 1), date(2026, 6, 30))
WEIGHTED = ("rate", "deduction", "quota", "satisfaction", "hand")


def more_units(township: Township) -> None:
    """As many member units as a large township has, with a liaison each."""
    own = Unit.objects.filter(township=township, kind=UnitKind.MEMBER, is_active=True, is_office=False)
    root, at = Unit.objects.get(township=township, parent=None, kind=UnitKind.TOWNSHIP), timezone.localtime()
    for n in range(own.count(), UNITS):
        unit = Unit.objects.create(township=township, parent=root, kind=UnitKind.MEMBER, name=f"第{n}办", order=500 + n)
        Unit.objects.filter(pk=unit.pk).update(path=f"{root.path}{unit.pk}/")
        person = Person.objects.create(township=township, name="联络员")
        Post.objects.create(
            township=township,
            person=person,
            unit=unit,
            role=Role.LIAISON,
            starts_on=date(2025, 1, 1),
            confirmed_at=at,
        )


def make_orders(township: Township, count: int) -> None:
    """So many orders, each like one of the demonstration that was issued, in turn to every unit."""
    models = list(Order.objects.filter(township=township).exclude(number="").select_related("matter", "document"))
    units = list(Unit.objects.filter(township=township, kind=UnitKind.MEMBER, is_active=True, is_office=False))
    points = {order.pk: list(order.points.all()) for order in models}
    done, others = [row for row in models if row.state == "done"], [row for row in models if row.state != "done"]
    models_in_turn = [*done * 9, *others][: 9 + len(others)]  # most of what an office has ordered is done
    drawn = [(models_in_turn[n % len(models_in_turn)], units[n % len(units)], n) for n in range(count)]
    matters = insert_rows([_matter(model, unit, n) for model, unit, n in drawn])
    papers = insert_rows(
        [
            _like(model.document, matter_id=matter.pk, number=matter.number)
            for (model, _, _), matter in zip(drawn, matters, strict=True)
        ]
    )
    orders = [
        _like(
            model,
            matter_id=matter.pk,
            document_id=paper.pk,
            unit_id=unit.pk,
            number=matter.number,
            earlier_id=None,
            issued_on=matter.opened_on,
            due_on=matter.opened_on + timedelta(days=14),
        )
        for (model, unit, _), matter, paper in zip(drawn, matters, papers, strict=True)
    ]
    insert_rows(orders)
    insert_rows(
        OrderPoint(order_id=order.pk, seq=point.seq, text=point.text, progress=point.progress, is_done=point.is_done)
        for order, (model, _, _) in zip(orders, drawn, strict=True)
        for point in points[model.pk]
    )
    insert_rows(
        Holding(matter_id=matter.pk, unit_id=unit.pk, part="lead")
        for matter, (_, unit, _) in zip(matters, drawn, strict=True)
    )


def _matter(model: Order, unit: Unit, n: int) -> Matter:
    opened = date(2026, 11, 20) - timedelta(days=n % 900)
    new = _like(model.matter, number=f"压测督〔{opened.year}〕{n + 1}号", holder_unit_id=unit.pk, opened_on=opened)
    new.closed_on = opened + timedelta(days=20) if model.matter.closed_on else None
    new.pk = None
    return new


def _like(row, **changes):
    """A new row with the columns of this one."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    if not row._meta.pk.remote_field:
        values.pop(row._meta.pk.attname)
    return type(row)(**(values | changes))


def bench_offices(township: Township, rounds: int) -> None:
    """Print what they cost, page by page."""
    print(f"\n同一乡镇另有 {ORDERS:,} 份督办单", flush=True)
    run = bench_assessment(township)
    bench_export(township)
    start = time.perf_counter()
    take_figures(township.pk, timezone.localtime())
    print(f"领导看板取数：{time.perf_counter() - start:.1f} 秒", flush=True)
    orders = Order.objects.filter(township=township).order_by("-issued_on", "-matter")
    scores = run.units.all()
    unit = scores.first().unit_id
    line = ("number", "unit__name", "state", "due_on")
    pages = [
        Page("督办台账", "linxiao", reverse("supervision:orders"), orders, line),
        Page("督办红黄榜", "gaoming", reverse("supervision:board"), orders, line),
        Page("督办单页", "linxiao", reverse("supervision:order", args=[orders.first().pk]), orders[:1], line),
        Page("考核结果页", "gaoming", reverse("assessment:run", args=[run.pk]), scores, ("unit__name",)),
        Page("考核单位页", "gaoming", reverse("assessment:run_unit", args=[run.pk, unit]), scores, ("unit__name",)),
        Page("领导看板", "gaoming", reverse("assessment:board"), Unit.objects.filter(township=township), ("name",)),
    ]
    print("| 页面 | 查询 | p50 ms | p95 ms | 空页 ms |\n|---|---|---|---|---|")
    for page in pages:
        queries, p50, p95, bare = measure(page, rounds)
        print(f"| {page.label} | {queries} | {p50:.0f} | {p95:.0f} | {bare:.1f} |", flush=True)
        note(f"p95 {page.label}", p95)


def bench_assessment(township: Township) -> Run:
    """A run of half a year over the member units by thirty indicators, through the actions of the office."""
    at = timezone.localtime()
    clerk, director = (actor_for(Account.objects.get(username=name), on=at.date()) for name in ("linxiao", "gaoming"))
    scheme = _scheme(township, clerk, director, at)
    start = time.perf_counter()
    first, last = PERIOD
    run = runs.start_run(scheme_id=scheme.pk, stage="half", first=first, last=last, by=clerk, at=at)
    spent = time.perf_counter() - start
    print(
        f"考核：{run.units.count()} 个单位 × {INDICATORS} 项指标，{run.rows.count():,} 行依据，{spent:.1f} 秒",
        flush=True,
    )
    note("assessment", spent)
    return run


def _scheme(township: Township, clerk: Actor, director: Actor, at: datetime) -> Scheme:
    """The township's scheme in a new version whose leaves are repeated until there are thirty with a weight."""
    old = in_force(township.pk, at.year).get(group="member")
    new = schemes.renew_scheme(scheme_id=old.pk, revision=old.revision, by=clerk, at=at)
    content = deepcopy(new.content)
    leaves = [(part, leaf) for part in content["parts"] for leaf in part["items"] if leaf["kind"] in WEIGHTED]
    for n in range(INDICATORS - len(leaves)):
        part, leaf = leaves[n % len(leaves)]
        part["items"].append({**deepcopy(leaf), "key": f"{leaf['key']}_{n}", "label": f"{leaf['label']}（{n}）"})
    weighted = [leaf for part in content["parts"] for leaf in part["items"] if leaf["kind"] in WEIGHTED]
    for n, leaf in enumerate(weighted):
        leaf["weight"], leaf["floor"] = str(Decimal(3) if n < 2 * INDICATORS // 3 else Decimal(4)), "0"
    Scheme.objects.filter(pk=new.pk).update(content=content)
    new = schemes.submit_scheme(scheme_id=new.pk, revision=new.revision, by=clerk, at=at)
    return schemes.fix_scheme(
        scheme_id=new.pk, revision=new.revision, decision="压力测试：联席会议第1次会议", by=director, at=at
    )


def bench_export(township: Township) -> None:
    """The ledger as a workbook, of about five thousand rows."""
    request = RequestFactory().get("/")
    request.actor = actor_for(Account.objects.get(username="gaoming"), on=timezone.localdate())
    request.today, request.session = timezone.localdate(), {}
    days = Case.objects.filter(township=township).order_by("-registered_on").values_list("registered_on", flat=True)
    asking = asked_again(request, CASES, f"registered_from={days[EXPORTED]}")
    start = time.perf_counter()
    book = workbook(asking)
    spent = time.perf_counter() - start
    print(f"导出台账 {asking.totals.rows:,} 行：{spent:.1f} 秒，{len(book) / 1e6:.1f} MB", flush=True)
    note("export", spent)


def bench_restore() -> None:
    """Back up what there is now and restore it beside it, into an empty database and an empty store, with every check."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        made = make_backup(Path(folder), at=timezone.localtime())
        saved = time.perf_counter() - start
        with beside("restored") as url:
            environment = os.environ | {
                "DATABASE_URL": url,
                "VAR_DIR": f"{folder}/var",
                "DATA_KEY": settings.DATA_KEY,
                "SECRET_KEY": settings.SECRET_KEY,
            }
            start = time.perf_counter()
            command = [sys.executable, "manage.py", "restore", str(made)]
            subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
            back = time.perf_counter() - start
        size = made.stat().st_size / 1e6
    print(f"\n备份 {saved:.0f} 秒（{size:.0f} MB），恢复到空库并逐项核对 {back:.0f} 秒", flush=True)
    note("backup", saved)
    note("restore", back)
