"""Who must not hold, handle or read a matter: pure judgement over paths of the unit tree (授权表：限知规则①②③)."""

from collections.abc import Iterable
from dataclasses import dataclass

from township.permissions import CHIEF_CONVENOR, CONVENOR, DIRECTOR, LEADER
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


# Who stands in where nobody is left who could decide (office's own rule; the profile's order of chairing goes before it).
DEPUTIES = (DIRECTOR, CONVENOR, CHIEF_CONVENOR, LEADER)
HIGHER = "上级（县区）信访工作联席会议办公室"


def order_of_deputies(chairs: Iterable[str]) -> tuple[str, ...]:
    """The director first, then as the profile seats the meeting (`chairs`), then the rest; each role once."""
    known = [role for role in chairs if role in DEPUTIES]
    return tuple(dict.fromkeys((DIRECTOR, *known, *DEPUTIES)))


def is_deciding(code: str, prefix: str) -> bool:
    """Whether a capability code ("case.approve_reply") is a right to decide about things of this prefix ("case")."""
    area, _, act = code.partition(".")
    return area == prefix and act.startswith(("approve", "decide"))


def check_confirmer(*, is_proposer: bool, is_subject: bool, shares_unit: bool, is_entry: bool, has_other: bool) -> None:
    """Who may decide that somebody is shut out: another person, not of the proposer's unit, not whom it is about.

    has_other: somebody of another unit could; where nobody could, a second person of the same unit may, on the strength of
    the district office's paper (checked by the action). Lifting takes two persons of the office, whatever their units.
    """
    if is_proposer:
        raise Refused("登记和解除都要由两人办理：提出人不能自己确认。")
    if is_subject:
        raise Refused("本人是被登记的对象，不能确认。", ARTICLE)
    if is_entry and shares_unit and has_other:
        raise Refused("涉及对象、回避由提出人所在单位以外的同志确认。", "本办规定")
