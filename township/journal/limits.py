"""Lines of the journal that a reader must not see, auditor or not: each app says which, in its apps.py.

The chain is still verified over every line: what is hidden is hidden from the eye, not from the check.
"""

from collections.abc import Callable

from django.db.models import Q

from township.actors import Actor

HIDERS: list[Callable[[Actor], Q]] = []


def hide(which: Callable[[Actor], Q]) -> None:
    """Register which(actor): the condition of the lines that are hidden from this actor."""
    if which not in HIDERS:
        HIDERS.append(which)


def hidden_from(actor: Actor) -> Q:
    """Every hidden line, whichever app hides it; none when no app does."""
    found = Q(pk__in=[])
    for which in HIDERS:
        found |= which(actor)
    return found
