"""Five rule books, one year, the same code: day by day through `run_periodic`, with thirty units and nine leaders.

Every duty is opened once, every reminder goes out on the day of the plan and on no other, and the ledger adds up. One unit goes
through supervision and accountability meanwhile, and the year ends with its published result.
"""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from assessment.compliance.queries import by_clause, total
from records.duties import openers as registry
from records.duties.actions.duties import fulfil
from records.duties.actions.rounds import tend_duties
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty, DutyPeriod
from records.duties.queries.rounds import townships_to_open
from records.duties.rules.duties import ReminderPlan, due_now, reminders
from records.notices.models.notices import Notice
from records.work.actions.reminders import remind_work
from records.work.models import WorkItem
from records.work.queries.plans import townships_to_remind
from tests.assessment.year_story import OFFICE, YearStory
from tests.cast import Cast, add_post, moment
from township.actors import system_actor
from township.calendar.queries.days import work_calendar
from township.directory.models.people import Person, Role
from township.directory.models.units import Unit, UnitKind
from township.profiles.actions.profiles import adopt_profile
from township.profiles.models.profiles import RuleClause
from township.profiles.rules.periods import Period, due_date, period_of, periods_between
from township.profiles.rules.profiles import PROFILE_KEYS

pytestmark = [pytest.mark.once, pytest.mark.slow]
CONDITIONAL = {"reception_emergency_day"}  # owed in an emergency period alone
ON_WORKING_DAYS = {"reception_week", "roster_week"}  # a week of holidays only owes none
FIRST, LAST = date(2026, 1, 1), date(2027, 1, 1)  # 366 days


@pytest.fixture
def large(cast, monkeypatch) -> Cast:
    """Thirty units (with a liaison each) and nine leaders, counting those the cast has; no emergency all year."""
    for name in CONDITIONAL:
        monkeypatch.setitem(registry.CONDITIONS, name, lambda township_id, day: None)
    root = cast.unit("root")
    known = Unit.objects.filter(township=cast.township, kind__in=("member", "village"), is_office=False).count()
    for n in range(30 - known):
        kind = UnitKind.VILLAGE if n % 3 == 0 else UnitKind.MEMBER
        unit = Unit.objects.create(township=cast.township, parent=root, kind=kind, name=f"第{n}单位", order=100 + n)
        unit.path = f"{root.path}{unit.pk}/"
        unit.save(update_fields=["path"])
        cast.units[f"u{n}"] = unit
        add_post(cast, Person.objects.create(township=cast.township, name=f"联络员{n}"), Role.LIAISON, f"u{n}")
    for n in range(6):
        add_post(cast, Person.objects.create(township=cast.township, name=f"班子成员{n}"), Role.LEADER, "root")
    return cast


def adopt(cast: Cast, key: str) -> None:
    by = system_actor(cast.township.pk, "测试", FIRST)
    adopt_profile(key=key, township_id=cast.township.pk, valid_from=FIRST, by=by, at=moment(FIRST, 0))


def live_a_day(cast: Cast, day: date, story) -> None:
    """Morning and evening tick; of what is due in two days' time a third of the debtors do their duty, some too late.

    story: what happens at noon beside the duties."""
    tend_duties(townships_to_open(moment(day, 8)), moment(day, 8))
    remind_work(townships_to_remind(moment(day, 8)), moment(day, 8))
    by = system_actor(cast.township.pk, "测试", day)
    for duty in Duty.objects.filter(state="open", due_on=day + timedelta(days=2)):
        if duty.pk % 3 == 0:
            _do(duty, day, by)
    for duty in Duty.objects.filter(state="open", due_on=day - timedelta(days=2)):
        if duty.pk % 3 == 1:
            _do(duty, day, by)
    story.send(day)
    tend_duties(townships_to_open(moment(day, 20)), moment(day, 20))
    remind_work(townships_to_remind(moment(day, 20)), moment(day, 20))


def _do(duty: Duty, day: date, by) -> None:
    fulfil(
        clause=duty.clause,
        township_id=duty.township_id,
        on=day,
        by=by,
        at=moment(day, 12),
        unit_id=duty.unit_id,
        person_id=duty.person_id,
        period=duty.period,
        text="已办",
    )


def planned_days(duty: Duty, calendar) -> list[date]:
    """The days on which this duty is reminded by its plan, up to the day on which it was done."""
    plan = ReminderPlan.of(duty.remind, duty.escalate_after)
    opened_on = timezone.localtime(duty.opened_at).date()
    points = reminders(plan, min(opened_on, duty.due_on), duty.due_on, calendar)
    days = [point.on for point in points if not point.is_escalation and point.on >= opened_on]
    if opened_on > points[0].on and calendar.is_working_day(opened_on) and due_now(points, opened_on):
        days.append(opened_on)
    return sorted({day for day in days if day <= LAST and (duty.done_on is None or day <= duty.done_on)})


@pytest.mark.parametrize("key", PROFILE_KEYS)
def test_a_year_by_this_rule_book(large, quick_print, key):
    township = large.township.pk
    adopt(large, key)
    told = YearStory(large, key)
    story, day = told.by_day(), FIRST
    next(story)
    while day <= LAST:
        live_a_day(large, day, story)
        day += timedelta(days=1)
    clauses = {row.key: row for row in RuleClause.objects.filter(township_id=township)}
    calendar = work_calendar(township)
    every_period_was_opened_once(clauses, calendar)
    every_debtor_owed_every_period(township, clauses)
    every_reminder_went_out_on_its_day(large, calendar)
    the_ledger_adds_up(large)
    told.stand_at(LAST + timedelta(days=10))
    told.ended_well()


def every_period_was_opened_once(clauses: dict[str, RuleClause], calendar) -> None:
    opened = defaultdict(list)
    for row in DutyPeriod.objects.order_by("first"):
        opened[row.clause].append(row.period)
    for name, clause in clauses.items():
        if name in CONDITIONAL:
            assert opened[name] == [], name  # a day on which nothing is owed leaves no row
            continue
        expected = [
            period.key
            for period in periods_between(clause.cadence, FIRST, LAST)
            if name not in ON_WORKING_DAYS or has_working_day(period, calendar)
        ]
        ahead = [one for one in opened[name] if one not in expected]
        first = period_of(clause.cadence, FIRST)
        if due_date(clause.cadence, clause.due, first, calendar) < FIRST:
            expected.remove(first.key)
        assert opened[name][: len(expected)] == expected, name
        assert len(ahead) <= 1, name  # what is due before its period begins
        assert len(set(opened[name])) == len(opened[name]), name


def has_working_day(period: Period, calendar) -> bool:
    """A week of holidays only has none: the roster has no day for anybody."""
    return any(
        calendar.is_working_day(period.first + timedelta(days=n)) for n in range((period.last - period.first).days + 1)
    )


def every_debtor_owed_every_period(township: int, clauses: dict[str, RuleClause]) -> None:
    units = Unit.objects.filter(township_id=township, is_office=False)
    for name, clause in clauses.items():
        periods = DutyPeriod.objects.filter(clause=name).count()
        owing = {"leaders": 9, "office": 1, "units": units.filter(kind__in=clause.unit_kinds).count()}[clause.owed_by]
        assert Duty.objects.filter(clause=name).count() == (0 if name in CONDITIONAL else owing * periods), name


def every_reminder_went_out_on_its_day(cast: Cast, calendar) -> None:
    liaisons = dict(Person.objects.filter(posts__role=Role.LIAISON).values_list("posts__unit_id", "pk"))
    expected = defaultdict(set)
    for duty in Duty.objects.all():
        person = duty.person_id or liaisons.get(duty.unit_id) or cast.person("clerk").pk
        for day in planned_days(duty, calendar):
            expected[person].add(day)
    sent = defaultdict(list)
    to_debtors = Notice.objects.filter(kind="work")
    for person, at in to_debtors.values_list("recipient_id", "at"):
        sent[person].append(timezone.localtime(at).date())
    office = {cast.person(key).pk for key in OFFICE}  # who is reminded of what a right owes, too
    others = other_work(liaisons)
    for person, days in expected.items():
        assert days <= set(sent[person])
        for day, times in Counter(sent[person]).items():
            spans = [span for span in others[person] if span[0] <= day <= span[1]]
            assert day in days or person in office or spans, (person, day)
            assert times == 1, (person, day)  # what comes up later in the day is added to the notice of the day
    assert all(calendar.is_working_day(day) for days in sent.values() for day in days)


def other_work(liaisons: dict) -> dict:
    """person → from when until when something that is no duty was owed: a case, an order, a self-report."""
    found = defaultdict(list)
    for item in WorkItem.objects.filter(matter__isnull=False):
        ended = item.done_at or item.dropped_at or moment(LAST)
        found[item.person_id or liaisons.get(item.unit_id)].append((item.opened_at.date(), ended.date()))
    return found


def the_ledger_adds_up(cast: Cast) -> None:
    tally = total(by_clause(cast.actor("director", on=LAST), period_of("yearly", FIRST), LAST))
    rows = Duty.objects.filter(township=cast.township, due_on__range=(FIRST, date(2026, 12, 31)))
    assert tally.owed == rows.count()
    assert tally.late > 0 and tally.missing > 0
    late = rows.filter(state="open", escalate_after__gt=0, due_on__lt=date(2026, 12, 20))
    keys = {f"duty:{pk}" for pk in late.values_list("pk", flat=True)}
    assert Candidate.objects.filter(key__in=keys).count() == len(keys) > 0


def test_by_hand_the_same(large, capsys):
    adopt(large, PROFILE_KEYS[0])
    call_command("run_periodic", at="2026-03-02", until="2026-03-06")
    before = (Duty.objects.count(), Notice.objects.count())
    call_command("run_periodic", at="2026-03-06T20:00")
    assert (Duty.objects.count(), Notice.objects.count()) == before and before[0] > 0
    capsys.readouterr()
