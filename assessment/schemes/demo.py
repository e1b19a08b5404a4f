"""What the demonstration's office assessed: schemes of the year, the villages' month issued, the member units' month published
with self-reports, marks and an objection that waits."""

from datetime import date, timedelta
from decimal import Decimal

from assessment.schemes.actions import entries, objections, runs, schemes
from assessment.schemes.models.runs import Run
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries.runs import missing_marks
from assessment.schemes.queries.schemes import content_of
from records.papers.actions.documents import text_hash
from township.directory.models.people import Person, Role
from township.directory.models.townships import Township
from township.directory.troupe import Troupe

DECISION = "联席会议全体会议审议通过"
REPORT = (
    "一、完成情况\n交办事项按期办结，排查报表按期报送，议定事项逐项落实。\n"
    "二、不足\n个别事项进展报告不及时。\n三、打算\n专人盯办，提前三天核对期限。"
)
GROUND = "查阅台账和案卷，随机抽查三件"
OBJECTION = "延期申请在期限以前已经同意，请按延期后的期限计算"
ASK = "【结合失分较多的指标写】"
SHARES = ("0.95", "0.9", "0.85", "0.8", "1")  # of the points of a yardstick, unit after unit


def load(township: Township, today: date) -> None:
    """Played last, so that the figures of the others stand."""
    troupe = Troupe.of(township, today)
    scheme_day = troupe.day(60)
    for group in ("village", "member"):
        _scheme(troupe, group, scheme_day)
    _villages(troupe)
    _members(troupe)
    _half_year(troupe)
    _dropped(troupe)


def _scheme(troupe: Troupe, group: str, on: date) -> None:
    row = troupe.do(schemes.draft_scheme, troupe.clerk(), on, 9, year=troupe.today.year, group=group)
    row = troupe.do(schemes.submit_scheme, troupe.clerk(), on, 10, scheme_id=row.pk, revision=row.revision)
    director = troupe.person(Role.DIRECTOR)
    troupe.do(schemes.fix_scheme, director, on, 15, scheme_id=row.pk, revision=row.revision, decision=DECISION)


def _run(troupe: Troupe, group: str, on: date) -> Run | None:
    """The last whole month before that day; none where it lies in another year than the scheme."""
    last = on.replace(day=1) - timedelta(days=1)
    scheme = Scheme.objects.filter(township=troupe.township, group=group, state="fixed").first()
    if scheme is None or last.year != scheme.year:
        return None
    period = {"stage": "month", "first": last.replace(day=1), "last": last}
    row = troupe.do(runs.start_run, troupe.clerk(), on, 9, scheme_id=scheme.pk, **period)
    for at, line in enumerate(row.units.select_related("unit")):
        if line.unit in troupe.units and row.report_by:
            liaison = troupe.person(Role.LIAISON, line.unit)
            troupe.do(runs.report, liaison, on, 15, run_id=row.pk, unit_id=line.unit_id, text=REPORT)
        for who in _clerks(troupe):
            _mark(troupe, row, line.unit_id, who, Decimal(SHARES[at % len(SHARES)]), on)
    return Run.objects.get(pk=row.pk)


def _clerks(troupe: Troupe) -> list[Person]:
    return [post.person for post in troupe.posts if post.role == Role.CLERK]


def _mark(troupe: Troupe, row: Run, unit_id: int, who: Person, share: Decimal, on: date) -> None:
    content = content_of(row.scheme)
    waiting = missing_marks(row, content).get(unit_id, [])
    marks = tuple(entries.Mark(key, content.item(key).weight * share, GROUND) for key in waiting)
    if marks:
        troupe.do(entries.mark, who, on, 16, run_id=row.pk, unit_id=unit_id, marks=marks)


def _half_year(troupe: Troupe) -> None:
    """The first half-year of the member units, computed yesterday; the scorers have it on their desks. None before July."""
    year = troupe.today.year
    if troupe.day(1) <= date(year, 6, 30):
        return
    _start(troupe, "member", "half", date(year, 1, 1), date(year, 6, 30), troupe.day(1))


def _dropped(troupe: Troupe) -> None:
    """A month that was begun by mistake."""
    on = troupe.day(6)
    last = (on.replace(day=1) - timedelta(days=1)).replace(day=1) - timedelta(days=1)
    row = _start(troupe, "village", "month", last.replace(day=1), last, on)
    if row is not None:
        troupe.do(runs.drop_run, troupe.clerk(), on, 11, run_id=row.pk, revision=row.revision)


def _start(troupe: Troupe, group: str, stage: str, first: date, last: date, on: date) -> Run | None:
    """A run whose rows are gathered; None where its days lie in another year than the scheme, or the period has one."""
    scheme = Scheme.objects.filter(township=troupe.township, group=group, state="fixed").first()
    known = Run.objects.filter(township=troupe.township, scheme__group=group, stage=stage, last=last)
    if scheme is None or last.year != scheme.year or first.year != scheme.year or known.exists():
        return None
    return troupe.do(runs.start_run, troupe.clerk(), on, 10, scheme_id=scheme.pk, stage=stage, first=first, last=last)


def _villages(troupe: Troupe) -> None:
    """Published, nobody objects, settled, approved."""
    row = _run(troupe, "village", troupe.day(45))
    if row is None:
        return
    on = troupe.day(30)
    row = troupe.do(runs.publish, troupe.clerk(), on, 9, run_id=row.pk, revision=row.revision)
    on = max(troupe.day(14), row.until + timedelta(days=1))
    row = troupe.do(runs.settle, troupe.clerk(), on, 9, run_id=row.pk, revision=row.revision)
    body = row.document.body.replace(ASK, "各村（社区）要按期报送排查报表，交办事项到期前三天核对进度。")
    troupe.do(
        runs.FLOW.submit,
        troupe.clerk(),
        on,
        10,
        row_id=row.pk,
        revision=row.revision,
        body=body,
        version=row.document.version,
    )
    row = Run.objects.select_related("document").get(pk=row.pk)
    troupe.do(
        runs.FLOW.decide,
        troupe.person(Role.CONVENOR),
        on,
        15,
        row_id=row.pk,
        approved=True,
        version=row.document.version,
        text_sha256=text_hash(row.document.body),
    )


def _members(troupe: Troupe) -> None:
    """Published two days ago; one unit contests a row."""
    row = _run(troupe, "member", troupe.day(21))
    if row is None:
        return
    on = troupe.day(2)
    row = troupe.do(runs.publish, troupe.clerk(), on, 9, run_id=row.pk, revision=row.revision)
    items = {key: item.key for item in content_of(row.scheme).items() for key in item.figures}
    lines = row.rows.filter(is_counted=False, figure__in=items, unit__in=troupe.units).order_by("figure", "pk")
    line = lines.exclude(figure__startswith="supervision").first()
    unit = line.unit if line else troupe.units[0]
    given = {"item": items[line.figure], "row_id": line.pk} if line else {"item": next(iter(items.values()))}
    liaison = troupe.person(Role.LIAISON, unit)
    troupe.do(objections.object_to, liaison, on, 16, run_id=row.pk, unit_id=unit.pk, text=OBJECTION, **given)
