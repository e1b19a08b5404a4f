"""The leader's record (领导干部信访工作实绩档案) of a year, from what stands elsewhere: nothing is typed here.

Duties owed and done, receptions and what became of them, promises, what the leader sponsors (包案), the own instructions (批示) and what
came of them, and the rates of the portfolio beside the township's. It speaks of duties; it holds no number of petitioners as a fault.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from assessment.leaders.models import LeaderComment
from assessment.permissions import VIEW_LEADER_RECORD
from meetings.receptions.queries.leaders import LeaderReceptions, PointOfLeader, points_of, receptions_by_leader
from meetings.receptions.queries.rosters import leader_posts
from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from records.duties.queries.figures import CARRIED_OUT
from records.duties.rules.candidates import DISMISSED
from records.duties.rules.duties import STANDINGS, standing
from records.figures.declared import RATE, by_unit, declarations, total
from records.figures.rules import FigurePeriod, Ratio
from records.matters.models.access import Handler
from records.matters.models.matters import Matter
from records.matters.queries.scope import matters_visible_to
from supervision.accountability.models.measures import Measure
from supervision.accountability.queries.measures import measures_visible_to
from supervision.accountability.queries.measures import standing as standing_measures
from supervision.orders.models.orders import Order, OrderGround
from supervision.orders.queries.orders import orders_visible_to
from supervision.orders.rules.orders import DONE as ORDER_DONE
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
class Followed:
    """What one leader followed in a year. sponsored, settled: matters sponsored on some day of it, and those closed in it; instructions,
    answered: given in it, and those whose order was struck off or that were decided against with a reason."""

    sponsored: int = 0
    settled: int = 0
    instructions: int = 0
    answered: int = 0


@dataclass(frozen=True)
class Instruction:
    """One instruction and its result in words. order: the order it led to, where the reader may open it."""

    given: Candidate
    result: str
    order: Order | None = None


@dataclass(frozen=True)
class LeaderLine:
    """One leader in the list. duties: n of d done in time."""

    person: Person
    portfolio: str
    duties: Ratio
    receptions: LeaderReceptions
    followed: Followed = Followed()


@dataclass(frozen=True)
class LeaderRecord:
    """The whole record of one leader and year. late: duties done late or missing, each with its word; comments:
    what the leader says, the earliest first; points: liaison points with their visits; measures: accountability in effect today;
    sponsored, instructions: as far as the reader may know of them, like the measures; the counts of the line are whole."""

    line: LeaderLine
    rates: tuple[PortfolioRate, ...]
    units: tuple[str, ...]
    late: tuple[tuple[Duty, str], ...]
    comments: tuple[LeaderComment, ...] = ()
    points: tuple[PointOfLeader, ...] = ()
    measures: tuple[Measure, ...] = ()
    sponsored: tuple[Matter, ...] = ()
    instructions: tuple[Instruction, ...] = ()

    @property
    def withheld(self) -> int:
        """What counts and is not shown to this reader."""
        followed = self.line.followed
        return followed.sponsored + followed.instructions - len(self.sponsored) - len(self.instructions)


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
    followed = _followed(actor.township_id, list(by_person), period, today)
    owed = CARRIED_OUT.rows(actor.township_id, today).filter(person_id__in=by_person)
    return [
        LeaderLine(
            post.person,
            post.portfolio,
            total(owed.filter(person_id=person), period),
            held.get(person, LeaderReceptions()),
            followed.get(person, Followed()),
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
    sponsored = _sponsored([person_id], period).filter(pk__in=matters_visible_to(actor).values("pk"))
    return LeaderRecord(
        line,
        tuple(rates),
        tuple(units.values()),
        late,
        tuple(comments),
        tuple(points),
        tuple(measures),
        tuple(sponsored.select_related("holder_unit").order_by("-opened_on", "-pk")),
        tuple(_instructions(actor, person_id, period)),
    )


def _sponsored(people: list[int], period: FigurePeriod) -> QuerySet[Matter]:
    """Matters that one of them sponsors and that were open on some day of the period."""
    rows = Matter.objects.filter(handlers__part=Handler.Part.SPONSOR, handlers__person__in=people)
    return rows.filter(opened_on__lte=period.last).exclude(closed_on__lt=period.first)


def _given(people: list[int], period: FigurePeriod) -> QuerySet[Candidate]:
    """Instructions that one of them gave in the period."""
    days = {"raised_at__date__gte": period.first, "raised_at__date__lte": period.last}
    return Candidate.objects.filter(leader__in=people, ground="instruction", **days)


def _followed(township_id: int, people: list[int], period: FigurePeriod, today: date) -> dict[int, Followed]:
    """Person → what was followed, in two grouped queries however many leaders."""
    until = min(period.last, today)
    cases = (
        _sponsored(people, period).filter(township_id=township_id).order_by().values(person=F("handlers__person_id"))
    )
    counted = cases.annotate(sponsored=Count("pk"), settled=Count("pk", filter=Q(closed_on__lte=until)))
    found: dict[int, dict] = {row.pop("person"): row for row in counted}
    struck_off = Exists(Order.objects.filter(grounds__candidate=OuterRef("pk"), state=ORDER_DONE))
    given = _given(people, period).filter(township_id=township_id).order_by().annotate(is_done=struck_off)
    for row in given.values("leader_id").annotate(
        instructions=Count("pk"), answered=Count("pk", filter=Q(is_done=True) | Q(state=DISMISSED))
    ):
        found.setdefault(row.pop("leader_id"), {}).update(row)
    return {person: Followed(**values) for person, values in found.items()}


def _instructions(actor: Actor, person_id: int, period: FigurePeriod) -> list[Instruction]:
    """The instructions of one leader that the reader may know of, the latest first, with what came of each (three queries)."""
    rows = _given([person_id], period).filter(township_id=actor.township_id)
    rows = rows.filter(Q(matter__isnull=True) | Q(matter__in=matters_visible_to(actor).values("pk")))
    found = list(rows.select_related("unit", "matter").order_by("-pk"))
    grounds = OrderGround.objects.filter(candidate__in=found, order__in=orders_visible_to(actor).values("pk"))
    orders = {one.candidate_id: one.order for one in grounds.select_related("order").order_by("order_id")}
    return [Instruction(row, _result(row, orders.get(row.pk)), orders.get(row.pk)) for row in found]


def _result(row: Candidate, order: Order | None) -> str:
    if order is not None:
        return f"{order.get_kind_display()}{order.number}，{order.get_state_display()}"
    return f"{row.get_state_display()}：{row.reason}" if row.reason else row.get_state_display()


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
