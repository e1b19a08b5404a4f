"""Registry of figures: what each app contributes to a dispatch pack, a work report, a circular or an analysis.

The apps of one floor never import each other; a report asks here and gets sections, whoever computed them.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from records.figures.rules import (
    Figure,
    FigurePeriod,
    FigureSection,
    FigureTable,
    change,
    moved,
    previous_period,
    rate,
    same_period_last_year,
)
from township.actors import Actor

__all__ = [
    "Figure",
    "FigurePeriod",
    "FigureSection",
    "FigureTable",
    "change",
    "moved",
    "previous_period",
    "rate",
    "register_figures",
    "same_period_last_year",
    "sections",
]

Provider = Callable[[Actor, FigurePeriod], FigureSection]


@dataclass(frozen=True)
class Source:
    key: str
    title: str
    order: int
    provider: Provider
    is_asked: bool = False


SOURCES: dict[str, Source] = {}


def register_figures(key: str, title: str, order: int, provider: Provider, *, is_asked: bool = False) -> None:
    """Enter provider(actor, period) -> FigureSection; called from AppConfig.ready(). Figures of what the actor may count.

    is_asked: stands only in reports that ask for it by its key (a part of the yearly report, a sheet of self-check)."""
    SOURCES[key] = Source(key, title, order, provider, is_asked)


def sections(actor: Actor, period: FigurePeriod, keys: Collection[str] | None = None) -> list[FigureSection]:
    """The sections of a report for `actor`, in their order; keys: only these, and without keys those that every report has."""
    wanted = (source for source in _ordered() if (not source.is_asked if keys is None else source.key in keys))
    return [source.provider(actor, period) for source in wanted]


def _ordered() -> list[Source]:
    return sorted(SOURCES.values(), key=lambda source: (source.order, source.key))
