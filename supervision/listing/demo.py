"""Invented evaluations and listings of the demonstration, one in every state, played through the actions of the office."""

from datetime import date, timedelta
from decimal import Decimal

from records.acts.demo import act
from supervision.listing.actions import listings, rounds
from supervision.listing.models.listings import Listing
from supervision.listing.models.rounds import ListingRound, RoundResult, RoundUnit
from supervision.listing.queries.listing import standing_now, waiting_units
from township.directory.models.people import Role
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.troupe import Incomplete, Troupe
from township.profiles.rules.periods import Cadence, Period, period_of

DATA = rounds.RoundData((("petitions.conclusion", Decimal(90)), ("supervision.late", Decimal(2))))
FACTS = "上半年按期办结率低，两件督办单超期回复，经约谈仍没有改进。"
DEMAND = "逐件核对在办事项期限，一个月内消化全部逾期事项，建立到期前五日提醒制度。"
PLAN = "1．逐件核对在办事项，列出到期日。\n2．每周一由主任调度一次。\n3．新受理事项当日登记、五日内告知。"


def load(township: Township, today: date) -> int:
    """Play the half-years before `today`; returns how many evaluations and listings. Call it inside a transaction."""
    troupe = Troupe.of(township, today)
    if len(troupe.units) < 6:
        raise Incomplete(f"{township} has fewer than six units with a liaison")
    now = period_of(Cadence.HALF_YEARLY, today)
    last = period_of(Cadence.HALF_YEARLY, now.first - timedelta(days=1))
    _finished(troupe, period_of(Cadence.HALF_YEARLY, last.first - timedelta(days=1)))
    _evaluated(troupe, last)
    _published(troupe, now)
    dropped = _draft(troupe, troupe.day(5))
    act(troupe, rounds.drop_round, dropped, Role.CLERK, troupe.day(5), 10)
    row = _draft(troupe, troupe.day(2))
    act(troupe, rounds.FLOW.submit, row, troupe.clerk(), troupe.day(2), 10)
    return ListingRound.objects.filter(township=township).count() + Listing.objects.filter(township=township).count()


def _draft(troupe: Troupe, on: date) -> ListingRound:
    return troupe.do(rounds.draft_round, troupe.clerk(), on, 9, data=DATA)


def _published(troupe: Troupe, period: Period) -> ListingRound:
    on = troupe.working_day_from(period.first - timedelta(days=20))
    row = _draft(troupe, on)
    act(troupe, rounds.FLOW.submit, row, troupe.clerk(), on, 10)
    act(troupe, rounds.FLOW.decide, row, troupe.person(Role.CONVENOR), on, 11, approved=True)
    return _fresh(row)


def _finished(troupe: Troupe, period: Period) -> None:
    """The half-year before that: evaluated, whoever fell short passed over with the reason, concluded; where the office was there."""
    if period.first - timedelta(days=30) < max(post.starts_on for post in troupe.posts):
        return
    row = _published(troupe, period)
    on = troupe.working_day_from(period.last + timedelta(days=8))
    act(troupe, rounds.evaluate, row, troupe.clerk(), on, 9)
    for unit in waiting_units(_fresh(row)):
        _pass_over(troupe, row, unit, on)
    act(troupe, rounds.conclude, row, troupe.clerk(), on, 16)


def _pass_over(troupe: Troupe, row: ListingRound, unit: RoundUnit, on: date) -> None:
    reason = "只有一件，因等待上级批复，已说明情况。"
    act(troupe, rounds.pass_over, row, Role.CLERK, on, 15, unit_id=unit.pk, reason=reason)


def _evaluated(troupe: Troupe, period: Period) -> None:
    """The half-year before: six units fell short; one is passed over, five are proposed and stand in different states."""
    row = _published(troupe, period)
    on = troupe.working_day_from(period.last + timedelta(days=10))
    act(troupe, rounds.evaluate, row, troupe.clerk(), on, 9)
    plays = (_delisted, _rectifying, _listed, _asked_lately, _dropped)
    units = troupe.units[: len(plays) + 1]
    _fall_short(row, units)
    waiting = {one.unit_id: one for one in waiting_units(_fresh(row))}
    for unit, play in zip(units, plays, strict=False):
        play(troupe, _proposed(troupe, row, waiting[unit.pk], on))
    _pass_over(troupe, row, waiting[units[-1].pk], on)


def _fall_short(row: ListingRound, units: list[Unit]) -> None:
    """Invented figures: the demonstration's cases are younger than the half-year that is evaluated."""
    criterion = row.criteria.get(key="petitions.conclusion")
    for unit in RoundUnit.objects.filter(round=row, unit__in=units):
        given = {"n": 6, "d": 10, "value": "60.0%", "is_failed": True}
        RoundResult.objects.filter(unit=unit, criterion=criterion).update(**given)
        unit.failed = unit.results.filter(is_failed=True).count()
        unit.save(update_fields=["failed"])


def _proposed(troupe: Troupe, row: ListingRound, basis: RoundUnit, on: date) -> Listing:
    return act(troupe, listings.propose, row, Role.CLERK, on, 10, unit_id=basis.pk, facts=FACTS)


def _asked(troupe: Troupe, row: Listing, on: date) -> Listing:
    act(troupe, listings.ask, row, troupe.clerk(), on, 11)
    return _fresh(row)


def _asked_lately(troupe: Troupe, row: Listing) -> None:
    _asked(troupe, row, max(_opened(row), troupe.day(3)))


def _decided(troupe: Troupe, row: Listing) -> Listing:
    row = _asked(troupe, row, _opened(row))
    on = troupe.working_day_from(row.asked_on + timedelta(days=3))
    words = "部分事项等待测绘结果，没有及时申请延期，愿意限期整改。"
    act(troupe, listings.state, row, troupe.person(Role.LIAISON, row.unit), on, 9, words=words)
    act(troupe, listings.hear, row, troupe.clerk(), on, 10)
    answer = "等待测绘属实，但没有申请延期，不影响评价结果。"
    data = listings.DecisionData(answer, DEMAND, troupe.person(Role.LEADER).pk)
    act(troupe, listings.FLOW.submit, row, troupe.clerk(), on, 11, body="", data=data)
    act(troupe, listings.FLOW.decide, row, Role.CONVENOR, on, 15, approved=True)
    return _fresh(row)


def _listed(troupe: Troupe, row: Listing) -> None:
    _decided(troupe, row)


def _rectifying(troupe: Troupe, row: Listing) -> None:
    """Looked at every month up to now, never good enough."""
    row = _checked_once(troupe, row)
    while (day := _next_check(troupe, row)) < troupe.today:
        words = "逾期事项还有一件没有办结，提醒制度在执行。"
        act(troupe, listings.check, row, troupe.clerk(), day, 10, words=words, is_met=False)


def _checked_once(troupe: Troupe, row: Listing) -> Listing:
    row = _decided(troupe, row)
    on = troupe.working_day_from(row.listed_on + timedelta(days=5))
    liaison, until = troupe.person(Role.LIAISON, row.unit), row.listed_on + timedelta(days=120)
    act(troupe, listings.plan, row, liaison, on, 9, measures=PLAN, responsible="单位负责人", until=until)
    day = troupe.working_day_from(on + timedelta(days=28))
    words = "查看登记簿和在办事项，逾期还有两件，提醒制度已经建立。"
    act(troupe, listings.check, row, troupe.clerk(), day, 10, words=words, is_met=False)
    return _fresh(row)


def _next_check(troupe: Troupe, row: Listing) -> date:
    """The working day a month after the latest check."""
    return troupe.working_day_from(row.checks.first().on + timedelta(days=30))


def _delisted(troupe: Troupe, row: Listing) -> None:
    row = _checked_once(troupe, row)
    day = _next_check(troupe, row)
    if day == row.checks.first().on:  # early in the year: the second check is still to come
        return
    words = "逾期事项全部办结，挂牌以来到期的都按期答复。"
    _, failing = standing_now(row, day)
    act(troupe, listings.check, row, troupe.clerk(), day, 10, words=words, is_met=not failing)
    if not failing:
        act(troupe, listings.delist, row, troupe.person(Role.CONVENOR), day, 15)


def _dropped(troupe: Troupe, row: Listing) -> None:
    reason = "核对后多数逾期由上级机关延期造成，不提挂牌。"
    act(troupe, listings.drop, row, troupe.clerk(), _opened(row), 16, reason=reason)


def _opened(row: Listing) -> date:
    return row.matter.opened_on


def _fresh(row):
    related = ("document", "matter", "unit") if isinstance(row, Listing) else ("document", "matter")
    return type(row).objects.select_related(*related).get(pk=row.pk)
