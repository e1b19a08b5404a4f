"""Who must not hold, handle or read a matter: pure judgement over paths of the unit tree (授权表：限知规则①②③)."""

from collections.abc import Iterable
from dataclasses import dataclass

from township.refusals import Refused

ARTICLE = "条例第三十条第三款、第四十六条第五项"


@dataclass(frozen=True)
class Place:
    """A unit in the tree. path: "/1/4/9/", ids from the root down; is_township: the root of a township."""

    unit_id: int
    name: str
    path: str
    is_township: bool = False

    @property
    def parent_path(self) -> str:
        return self.path[: self.path.rstrip("/").rfind("/") + 1]


def is_touched(unit: Place, implicated: Place) -> bool:
    """Whether an implication of `implicated` keeps `unit` from holding the matter.

    It does for the unit itself, for everything below it, and for the unit right above it, whose liaison is shut out.
    The township's root counts only for itself: else one row would silence the whole township.
    """
    if unit.unit_id == implicated.unit_id:
        return True
    if implicated.is_township:
        return False
    lies_below = unit.path.startswith(implicated.path)
    is_right_above = implicated.parent_path == unit.path and not unit.is_township
    return lies_below or is_right_above


def check_holder(unit: Place, implicated: Iterable[Place]) -> None:
    """Refused when the unit is implicated in the matter, or close to one that is."""
    for other in implicated:
        if is_touched(unit, other):
            why = "就是" if other.unit_id == unit.unit_id else "隶属于" if unit.path.startswith(other.path) else "主管"
            raise Refused(
                f"{unit.name}{why}被反映的单位，不能承办这个事项，材料也不得转给它。请改派其他单位或报上级机关。",
                ARTICLE,
                "unit",
            )


def check_no_holder(implicated: Place, holders: Iterable[Place]) -> None:
    """Refused when a unit that holds the matter now would be touched: its part has to end first."""
    touched = [unit.name for unit in holders if is_touched(unit, implicated)]
    if touched:
        raise Refused(
            f"{'、'.join(touched)}正在承办这个事项。请先收回交办、改派其他单位，再登记{implicated.name}为涉及对象。",
            ARTICLE,
            "unit",
        )
