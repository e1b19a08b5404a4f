"""The leader's record (领导干部信访工作实绩档案) of a year, from what stands elsewhere: nothing is typed here.

Duties owed and done, receptions and what became of them, promises, and the rates of the portfolio beside the township's. It speaks
of duties; it holds no number of petitioners as a fault.
"""

from dataclasses import dataclass
from datetime import date

from assessment.leaders.models import LeaderComment
from assessment.permissions import VIEW_LEADER_RECORD
from meetings.receptions.queries.leaders import LeaderReceptions, PointOfLeader, points_of, receptions_by_leader
from meetings.receptions.queries.rosters import leader_posts
from records.duties.models.duties import Duty
from records.duties.queries.figures import CARRIED_OUT
from records.duties.rules.duties import STANDINGS, standing
from records.figures.declared import RATE, by_unit, declarations, total
from records.figures.rules import FigurePeriod, Ratio
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries.measures import measures_visible_to
from supervision.accountability.queries.measures import standing as standing_measures
from township.actors import Actor, OutOfScope
from township.directory.models.people import Person
from township.permissions import Reach


@dataclass(frozen=True)
class PortfolioRate:
    """A declared rate of the units of the portfolio beside that of the whole township."""

    label: str
    formula: str
    own: Ratio
    whole: Ratio


@dataclass(frozen=True)
class LeaderLine:
    """One leader in the list. duties: n of d done in time."""

    person: Person
    portfolio: str
    duties: Ratio
    receptions: LeaderReceptions


@dataclass(frozen=True)
class LeaderRecord:
    """The whole record of one leader and year. late: duties done late or missing, each with its word; comments:
    what the leader says, the earliest first; points: liaison points with their visits; measures: accountability in effect today as far
    as the reader may know of it."""

    line: LeaderLine
    rates: tuple[PortfolioRate, ...]
    units: tuple[str, ...]
    late: tuple[tuple[Duty, str], ...]
    comments: tuple[LeaderComment, ...] = ()
    points: tuple[PointOfLeader, ...] = ()
    measures: tuple[Measure, ...] = ()


def year_of(year: int) -> FigurePeriod:
    """The calendar year."""
    return FigurePeriod(date(year, 1, 1), date(year, 12, 31), f"{year}年")


def leaders(actor: Actor, year: int, today: date) -> list[LeaderLine]:
    """Leaders of the year in sight: all for the office's heads, oneself for a leader. A handful of queries for all of them."""
    period = year_of(year)
    posts = leader_posts(
        actor.township_id, period.first, min(period.last, today) if year == today.year else period.last
    )
    by_person = {}
    for post in posts:
        by_person.setdefault(post.person_id, post)
    if actor.reach(VIEW_LEADER_RECORD) != Reach.TOWNSHIP:
        by_person = {key: post for key, post in by_person.items() if key == actor.person_id}
    held = receptions_by_leader(actor.township_id, period.first, period.last, today)
    owed = CARRIED_OUT.rows(actor.township_id, today).filter(person_id__in=by_person)
    return [
        LeaderLine(
            post.person,
            post.portfolio,
            total(owed.filter(person_id=person), period),
            held.get(person, LeaderReceptions()),
        )
        for person, post in by_person.items()
    ]


def leader_record(actor: Actor, person_id: int, year: int, today: date) -> LeaderRecord:
    """The record of one leader, or OutOfScope."""
    line = next((one for one in leaders(actor, year, today) if one.person.pk == person_id), None)
    if line is None:
        raise OutOfScope()
    period = year_of(year)
    units = _portfolio(actor.township_id, person_id, period)
    rates = []
    for declared in declarations():
        if declared.kind == RATE and units:
            tally = by_unit(declared.rows(actor.township_id, today), period)
            own = sum((ratio for unit, ratio in tally.items() if unit in units), Ratio())
            rates.append(PortfolioRate(declared.label, declared.formula, own, sum(tally.values(), Ratio())))
    missed = CARRIED_OUT.rows(actor.township_id, today).filter(
        person_id=person_id, is_counted=False, due_on__gte=period.first, due_on__lte=period.last
    )
    late = tuple(
        (duty, STANDINGS[standing(duty.state, duty.done_on, duty.due_on, today)]) for duty in missed.order_by("-due_on")
    )
    points = points_of(person_id, period.first, period.last)
    stands = standing_measures(actor.township_id, today).filter(person_id=person_id)
    measures = stands.filter(pk__in=measures_visible_to(actor).values("pk")).select_related("matter").order_by("pk")
    comments = LeaderComment.objects.filter(township_id=actor.township_id, person_id=person_id, year=year)
    return LeaderRecord(
        line, tuple(rates), tuple(units.values()), late, tuple(comments), tuple(points), tuple(measures)
    )


def remarks(actor: Actor, year: int) -> dict[int, list[str]]:
    """Person → remarks on the own record of the year; for who may read all records."""
    found: dict[int, list[str]] = {}
    for row in LeaderComment.objects.filter(township_id=actor.township_id, year=year):
        found.setdefault(row.person_id, []).append(row.text)
    return found


def _portfolio(township_id: int, person_id: int, period: FigurePeriod) -> dict[int, str]:
    found = {}
    for post in leader_posts(township_id, period.first, period.last):
        if post.person_id == person_id:
            found |= {unit.pk: unit.label for unit in post.portfolio_units.all()}
    return found
