"""Whom a reminder by hand reached, and whom it could not: what is written down claims no more than that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SHOWN = 12  # labels named; the rest are counted


@dataclass(frozen=True)
class Reached:
    """units: labels of the units that were reminded; told: how many people got the notice; unreached: labels of units without
    anybody to tell; verb: what the reminder is called."""

    units: tuple[str, ...]
    told: int
    unreached: tuple[str, ...] = ()
    verb: str = "催报"

    @property
    def words(self) -> str:
        """For the timeline: 催报 2 个单位（村镇建设办、民政办），通知 2 人；派出所没有联络员，未通知到."""
        said = f"{self.verb} {len(self.units)} 个单位{self._reached}，通知 {self.told} 人"
        return f"{said}；{_named(self.unreached)}没有联络员，未通知到" if self.unreached else said

    @property
    def sentence(self) -> str:
        """For who pressed the button: what they have to do beside it."""
        said = f"已{self.verb} {len(self.units)} 个单位{self._reached}，通知 {self.told} 人。"
        if not self.unreached:
            return said
        return f"{said}{_named(self.unreached)}没有联络员，没有通知到：请电话{self.verb}，并请主任指定联络员。"

    @property
    def _reached(self) -> str:
        return f"（{_named(self.units)}）" if self.units else ""


def not_told(inside: Sequence[str], outside: Sequence[str] = ()) -> Iterator[str]:
    """For who just sent something to units without anybody to tell. outside: organs that have no accounts here."""
    if inside:
        yield f"{_named(tuple(inside))}没有联络员，没有通知到：请电话通知，并请主任指定联络员。"
    if outside:
        yield f"{_named(tuple(outside))}在系统外，没有通知到：请另行送达或者电话通知。"


def _named(labels: tuple[str, ...]) -> str:
    more = f"等 {len(labels)} 个" if len(labels) > SHOWN else ""
    return "、".join(labels[:SHOWN]) + more
