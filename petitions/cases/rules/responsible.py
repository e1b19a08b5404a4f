"""第一责任人: who is first responsible for a matter, by the level at which it is handled.

Source: X五(三) (分级处理): the grid member of a grid, the secretary of the community for what is handled there, the leader in charge for
what the township handles.
"""

from dataclasses import dataclass

GRADED_SOURCE = "分级处理制度：分级管理、分级负责、明确责任"
GRID, VILLAGE, TOWNSHIP = "grid", "village", "township"
SECRETARY = "书记"


@dataclass(frozen=True)
class FirstResponsible:
    """第一责任人 as the level gives it. post: the post that bears it; name: who holds it today, "" when nobody is on file."""

    post: str
    name: str
    source: str = GRADED_SOURCE

    @property
    def words(self) -> str:
        return f"{self.post} {self.name}" if self.name else f"{self.post}（未登记任职）"


def responsible_post(level: str, holder: str) -> str:
    """The post that is first responsible: grid member, secretary of the village, or the leader in charge."""
    return {GRID: f"{holder}网格员", VILLAGE: f"{holder}书记", TOWNSHIP: "乡镇分管领导"}[level]


def level_of(unit_kind: str) -> str:
    """The level at which a unit of this kind handles a matter."""
    return unit_kind if unit_kind in (GRID, VILLAGE) else TOWNSHIP
