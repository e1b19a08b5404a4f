"""Panels that an area adds to a page of a floor below or beside it, which does not know the area: the orders of a unit on the unit's
page, what supervision would have the next session talk about on that session's page, the sponsor's plan on the page of the case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from township.actors import Actor

UNIT, SESSION, CASE = "unit", "session", "case"  # pages that show panels


@dataclass(frozen=True)
class Panel:
    """page: UNIT, SESSION or CASE; template: gets `panel`, what context(actor, thing, today) gives; None = nothing to show to this reader."""

    page: str
    template: str
    context: Callable[[Actor, Model, date], dict | None]
    order: int = 50


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    """Enter a panel; a second call changes nothing."""
    if panel not in _panels:
        _panels.append(panel)


def panels_on(page: str, actor: Actor, thing: Model, today: date) -> list[tuple[str, dict]]:
    """(template, its `panel`) of every panel that has something for the reader, in their order."""
    shown = sorted((one for one in _panels if one.page == page), key=lambda one: one.order)
    found = [(one.template, one.context(actor, thing, today)) for one in shown]
    return [(template, context) for template, context in found if context]
