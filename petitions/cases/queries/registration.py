"""What the registration page knows and proposes: categories, likely units, and the last day of each step's clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from petitions.cases.models.cases import Case
from petitions.cases.queries.categories import categories_in_use, category_paths
from petitions.cases.rules.next_steps import NEXT_STEPS, NextStep
from petitions.cases.rules.proposals import Proposal, UnitHistory, propose_categories, propose_units
from petitions.cases.rules.terms import UNIT_LIMIT, term_with_length
from petitions.permissions import VIEW_CASE
from records.clocks.rules.clocks import ClockInput, compute
from records.matters.queries.scope import visible_to
from township.actors import Actor
from township.calendar.queries.days import work_calendar
from township.crypto import keyed_hash
from township.directory.queries.units import member_units
from township.profiles.queries.settings import settings_of

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class ShownStep:
    """A step with the last day of its clock if it is taken today; None where no clock starts."""

    step: NextStep
    due_on: date | None


def shown_steps(township_id: int, keys: Iterable[str], today: date) -> list[ShownStep]:
    """The steps as the page shows them, counted with the township's calendar and settings. Three queries."""
    calendar = work_calendar(township_id, (today.year, today.year + 1))
    settings = settings_of(township_id)
    return [ShownStep(step, _due_on(step, today, calendar, settings)) for step in (NEXT_STEPS[key] for key in keys)]


def _due_on(step: NextStep, today: date, calendar, settings) -> date | None:
    if step.term is None:
        return None
    term = term_with_length(step.term.code, settings)
    if term.code == UNIT_LIMIT.code:
        term = term.lasting(int(settings["assignment_default_days"]))
    return compute(ClockInput(term, today), calendar).due_on


def handed_in(account_id: int, key: str) -> bool:
    """Whether this account has handed in the form with this key before (see register_case, idempotency_key)."""
    stored = keyed_hash(f"{account_id}:{key}", purpose="submission")
    return Case.objects.filter(submission_key=stored).exclude(submission_key="").exists()


def category_choices(on: date) -> list[str]:
    """The categories in use as one searches them, from the first level down."""
    return [" / ".join(entry.path) for entry in categories_in_use(on) if len(entry.path) > 1]


def proposed_categories(words: str, on: date) -> tuple[Proposal, ...]:
    """Categories in use on that day, by the words."""
    return propose_categories(words, categories_in_use(on))


def proposed_units(
    actor: Actor, category_id: int | None, on: date, complained_of: frozenset[int] = frozenset()
) -> tuple[Proposal, ...]:
    """Member units for a matter of this category; history counts only cases the actor may see. Two queries."""
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
