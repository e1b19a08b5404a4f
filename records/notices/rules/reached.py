"""Whom a reminder by hand reached, and whom it could not: what is written down claims no more than that."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reached:
    """units: how many were to be reminded; told: how many people got the notice; unreached: labels of units without anybody
    to tell."""

    units: int
    told: int
    unreached: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """For the timeline: 催报 4 个单位，通知 2 人；民政办没有联络员，未通知到."""
        said = f"催报 {self.units} 个单位，通知 {self.told} 人"
        return f"{said}；{self._names}没有联络员，未通知到" if self.unreached else said

    @property
    def sentence(self) -> str:
        """For who pressed the button: what he has to do beside it."""
        said = f"已催报 {self.units - len(self.unreached)} 个单位，通知 {self.told} 人。"
        if not self.unreached:
            return said
        return f"{said}{self._names}没有联络员，没有通知到：请电话催报，并请主任指定联络员。"

    @property
    def _names(self) -> str:
        return "、".join(self.unreached)
