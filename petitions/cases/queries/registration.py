"""What the registration page knows and proposes: categories, likely units, and the last day of each step's clock."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count

from petitions.cases.models.cases import Case
from petitions.cases.queries.categories import categories_in_use, category_paths
from petitions.cases.rules.channels import CHANNELS
from petitions.cases.rules.clock_moves import ClockStart, TermFacts, clock_changes
from petitions.cases.rules.next_steps import NEXT_STEPS, NextStep
from petitions.cases.rules.proposals import Proposal, UnitHistory, propose_categories, propose_place, propose_units
from petitions.cases.rules.terms import ASSIGNED_LIMIT, OBJECT
from petitions.permissions import VIEW_CASE
from records.clocks.rules.clocks import ClockInput, compute
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.crypto import keyed_hash
from township.directory.models.units import Unit, UnitKind
from township.directory.queries.units import member_units
from township.profiles.queries.settings import settings_of

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class ShownStep:
    """A step with the last day of its clock if it is taken today; None where no clock starts. label, article: of that clock."""

    step: NextStep
    due_on: date | None
    label: str = ""
    article: str = ""


@dataclass(frozen=True)
class Arrival:
    """How the case comes in, as far as it was typed; decides which clocks really start and from which day."""

    channel: str = "visit"
    received_on: date | None = None
    source_due_on: date | None = None


def shown_steps(township_id: int, keys: Iterable[str], today: date, arrival: Arrival | None = None) -> list[ShownStep]:
    """The steps as the page shows them, with the days their clocks will really have. Three queries."""
    calendar = work_calendar(township_id, (today.year - 1, today.year, today.year + 1))
    settings = settings_of(township_id)
    shown = []
    for step in (NEXT_STEPS[key] for key in keys):
        due = [
            (compute(ClockInput(start.term, start.start_on), calendar).due_on, start.term)
            for start in _starts(step, today, arrival or Arrival(), settings)
        ]
        nearest = min(due, key=lambda one: one[0], default=None)
        shown.append(
            ShownStep(step, nearest[0], nearest[1].label, nearest[1].article) if nearest else ShownStep(step, None)
        )
    return shown


def _starts(step: NextStep, today: date, arrival: Arrival, settings) -> tuple[ClockStart, ...]:
    """The clocks that the step leaves running: that of the step itself, and the limit set from above."""
    if step.term is None:
        return ()
    via = CHANNELS[arrival.channel].received_via if arrival.channel in CHANNELS else "direct"
    received_on = min(arrival.received_on or today, today)
    due_on = arrival.source_due_on if arrival.source_due_on and arrival.source_due_on >= received_on else None
    facts = TermFacts(
        case_class="claim",
        track="simple" if step.key == "simple" else "ordinary",
        received_via=via,
        received_on=received_on,
        path31=6,
        source_due_on=due_on,
        unit_arrived_on=today,
        settings=settings,
    )
    if step.key == "register":
        starts = clock_changes("register", facts, received_on).starts
        return tuple(start for start in starts if start.term.code != OBJECT.code)
    move = "assign" if step.key == "assign" else "accept"
    above = (
        (ClockStart(ASSIGNED_LIMIT.until(received_on, due_on), received_on),) if due_on and via == "assigned" else ()
    )
    starts = replace(facts, accepted_on=today) if move == "assign" else facts
    return (*clock_changes(move, starts, today).starts, *above)


def was_handed_in(account_id: int, key: str) -> bool:
    """Whether this account has handed in the form with this key before (see register_case, idempotency_key)."""
    stored = keyed_hash(f"{account_id}:{key}", purpose="submission")
    return Case.objects.filter(submission_key=stored).exclude(submission_key="").exists()


def category_choices(on: date) -> list[str]:
    """The categories in use as one searches them, from the first level down."""
    return [" / ".join(entry.path) for entry in categories_in_use(on) if len(entry.path) > 1]


def proposed_categories(words: str, on: date) -> tuple[Proposal, ...]:
    """Categories in use on that day, by the words."""
    return propose_categories(words, categories_in_use(on))


def proposed_place(actor: Actor, texts: Iterable[str]) -> Proposal | None:
    """The village, community or grid that the address, or else the words, speak of. One query."""
    kinds = (UnitKind.VILLAGE, UnitKind.GRID)
    rows = Unit.objects.filter(township_id=actor.township_id, is_active=True, kind__in=kinds)
    return propose_place(texts, rows.values_list("pk", "name", "short_name"))


def proposed_units(
    actor: Actor,
    category_id: int | None,
    on: date,
    complained_of: frozenset[int] = frozenset(),
    place: Proposal | None = None,
) -> tuple[Proposal, ...]:
    """Member units for a matter of this category, then the place itself; history counts only cases the actor may see."""
    found = _by_category(actor, category_id, on, complained_of)
    here = () if place is None or place.key in complained_of else (place,)
    return (*found, *here)


def _by_category(
    actor: Actor, category_id: int | None, on: date, complained_of: frozenset[int]
) -> tuple[Proposal, ...]:
    path = category_paths().get(category_id, ())
    if not path:
        return ()
    units = member_units(actor.township_id).exclude(is_office=True)
    same = [other for other, names in category_paths().items() if names[:2] == path[:2]]
    handled = _handled(actor, same, on)
    rows = [UnitHistory(unit.pk, unit.name, handled.get(unit.pk, 0)) for unit in units]
    return propose_units(path, rows, complained_of)


def _handled(actor: Actor, category_ids: list[int], on: date) -> dict[int, int]:
    """Unit -> how many cases of these categories it led in the year before."""
    rows = Case.objects.filter(unit__isnull=False, received_on__gt=on - A_YEAR, category_id__in=category_ids)
    found = visible_to(actor, rows, VIEW_CASE).values("unit_id").annotate(cases=Count("pk"))
    return {row["unit_id"]: row["cases"] for row in found}


def category_tree(on: date) -> list[tuple[str, list[tuple[str, str, list[tuple[str, str]]]]]]:
    """[(first level, [(path, second level, [(path, third level)])])] of the categories in use."""
    tree: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for entry in categories_in_use(on):
        branch = tree.setdefault(entry.path[0], {})
        if len(entry.path) > 1:
            leaves = branch.setdefault(entry.path[1], [])
        if len(entry.path) > 2:
            leaves.append((" / ".join(entry.path), entry.path[2]))
    return [
        (first, [(f"{first} / {second}", second, leaves) for second, leaves in branch.items()])
        for first, branch in tree.items()
    ]
