"""What the demonstration's office assessed: schemes of the year, and runs in every state: the villages' months issued and corrected,
dropped and waiting for the circular; the member units' months published with an objection and on the convenor's desk."""

from datetime import date, timedelta
from decimal import Decimal

from assessment.schemes.actions import entries, objections, runs, schemes
from assessment.schemes.models.runs import Run
from assessment.schemes.models.schemes import Scheme
from assessment.schemes.queries.runs import missing_marks
from assessment.schemes.queries.schemes import content_of
from records.acts.demo import act
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
WHY = "一个村的报表签收时间登记有误，按回执改正"
ASK = "【结合失分较多的指标写】"
SAID = {
    "village": "各村（社区）要按期报送排查报表，交办事项到期前三天核对进度。",
    "member": "各单位对失分的指标逐项说明原因，下月例会报告改进情况。",
}
SHARES = ("0.95", "0.9", "0.85", "0.8", "1")  # of the points of a yardstick, unit after unit


def load(township: Township, today: date) -> None:
    """Played last, so that the figures of the others stand. What has no room before `today` stays where it has come to."""
    troupe = Troupe.of(township, today)
    scheme_day = troupe.day(60)
    for group in ("village", "member"):
        _scheme(troupe, group, scheme_day)
    # Two of a group lie more than a month apart, so that no month has two of them.
    _corrected(_Course(troupe, "village", 52))
    waits = _Course(troupe, "village", 20)
    _ = waits.scores() and waits.publishes(16) and waits.settles(3)
    _on_the_desk(_Course(troupe, "member", 54))
    _contested(_Course(troupe, "member", 21))
    _half_year(troupe)
    dropped = _Course(troupe, "village", 6, months=4)
    if dropped.row:
        act(troupe, runs.drop_run, dropped.row, Role.CLERK, dropped.on, 11)


def _scheme(troupe: Troupe, group: str, on: date) -> None:
    row = troupe.do(schemes.draft_scheme, troupe.clerk(), on, 9, year=troupe.today.year, group=group)
    row = troupe.do(schemes.submit_scheme, troupe.clerk(), on, 10, scheme_id=row.pk, revision=row.revision)
    director = troupe.person(Role.DIRECTOR)
    troupe.do(schemes.fix_scheme, director, on, 15, scheme_id=row.pk, revision=row.revision, decision=DECISION)


class _Course:
    """The last whole month of a group before a day, on its way: one step after another, each as soon as it may be and not before
    its own day.

    row: None where that month lies in another year than the scheme; on: the day to which it has come."""

    def __init__(self, troupe: Troupe, group: str, days_ago: int, months: int = 1):
        self.troupe, self.group, self.on = troupe, group, troupe.day(days_ago)
        first, last = _month(self.on, months)
        self.row = _start(troupe, group, "month", first, last, self.on)

    def scores(self) -> bool:
        """The units reported, every scorer gave points."""
        if self.row is None:
            return False
        for at, line in enumerate(self.row.units.select_related("unit")):
            if line.unit in self.troupe.units and self.row.report_by:
                liaison = self.troupe.person(Role.LIAISON, line.unit)
                self._do(runs.report, liaison, 15, unit_id=line.unit_id, text=REPORT)
            for post in self.troupe.posts:
                if post.role == Role.CLERK:
                    self._mark(line.unit_id, post.person, Decimal(SHARES[at % len(SHARES)]))
        return True

    def _mark(self, unit_id: int, who: Person, share: Decimal) -> None:
        content = content_of(self.row.scheme)
        waiting = missing_marks(self.row, content).get(unit_id, [])
        marks = tuple(entries.Mark(key, content.item(key).weight * share, GROUND) for key in waiting)
        if marks:
            self._do(entries.mark, who, 16, unit_id=unit_id, marks=marks)

    def publishes(self, days_ago: int) -> bool:
        """To the units, so many days before today, when the days for self-reports are over: not every unit has sent one."""
        over = self.row.report_by + timedelta(days=1) if self.row.report_by else self.on
        return self._comes_to(max(self.troupe.day(days_ago), over)) and bool(self._do(runs.publish, Role.CLERK, 17))

    def settles(self, days_ago: int) -> bool:
        """The days for objections over."""
        over = self.row.until + timedelta(days=1)
        return self._comes_to(max(self.troupe.day(days_ago), over)) and bool(self._do(runs.settle, Role.CLERK, 9))

    def submits(self) -> bool:
        body = self.row.document.body.replace(ASK, SAID[self.group])
        return bool(self._do(runs.FLOW.submit, Role.CLERK, 10, body=body))

    def approves(self) -> bool:
        return bool(self._do(runs.FLOW.decide, Role.CONVENOR, 15, approved=True))

    def corrects(self, days_ago: int) -> bool:
        """A new version of the result, with what was scored by hand carried over."""
        if not self._comes_to(self.troupe.day(days_ago)):
            return False
        self.row = act(self.troupe, runs.correct_run, self.row, Role.CLERK, self.on, 9, why=WHY)
        return True

    def _comes_to(self, on: date) -> bool:
        """Go on to that day, or stay where it would lie after today."""
        self.on = max(self.on, on)
        return self.on <= self.troupe.today

    def _do(self, action, who: Person | str, hour: int, **values) -> Run:
        act(self.troupe, action, self.row, who, self.on, hour, **values)
        self.row = Run.objects.select_related("document", "scheme").get(pk=self.row.pk)
        return self.row


def _month(today: date, ago: int) -> tuple[date, date]:
    """First and last day of the month that lies so many whole months back."""
    first = today.replace(day=1)
    for _ in range(ago):
        last = first - timedelta(days=1)
        first = last.replace(day=1)
    return first, last


def _start(troupe: Troupe, group: str, stage: str, first: date, last: date, on: date) -> Run | None:
    """A run whose rows are gathered; None where its days lie in another year than the scheme."""
    scheme = Scheme.objects.filter(township=troupe.township, group=group, state="fixed").first()
    if scheme is None or last.year != scheme.year or first.year != scheme.year:
        return None
    return troupe.do(runs.start_run, troupe.clerk(), on, 9, scheme_id=scheme.pk, stage=stage, first=first, last=last)


def _corrected(month: _Course) -> None:
    """Issued; then a row turned out wrong, and the corrected result took its place."""
    is_issued = month.scores() and month.publishes(44) and month.settles(34) and month.submits() and month.approves()
    if is_issued and month.corrects(30) and month.publishes(29) and month.settles(14) and month.submits():
        month.approves()


def _on_the_desk(month: _Course) -> None:
    """The circular waits for a convenor."""
    _ = month.scores() and month.publishes(36) and month.settles(1) and month.submits()


def _contested(month: _Course) -> None:
    """Published two days ago; one unit contests a row."""
    if not (month.scores() and month.publishes(2)):
        return
    row, troupe = month.row, month.troupe
    items = {key: item.key for item in content_of(row.scheme).items() for key in item.figures}
    lines = row.rows.filter(is_counted=False, figure__in=items, unit__in=troupe.units).order_by("figure", "pk")
    line = lines.exclude(figure__startswith="supervision").first()
    unit = line.unit if line else troupe.units[0]
    given = {"item": items[line.figure], "row_id": line.pk} if line else {"item": next(iter(items.values()))}
    liaison = troupe.person(Role.LIAISON, unit)
    act(troupe, objections.object_to, row, liaison, month.on, 17, unit_id=unit.pk, text=OBJECTION, **given)


def _half_year(troupe: Troupe) -> None:
    """The first half-year of the member units, computed yesterday; the scorers have it on their desks. None before July."""
    year = troupe.today.year
    if troupe.day(1) <= date(year, 6, 30):
        return
    _start(troupe, "member", "half", date(year, 1, 1), date(year, 6, 30), troupe.day(1))
