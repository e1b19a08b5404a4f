"""What stands where in the unit tree (A3): the township above all, villages under it, grids under villages."""

from township.refusals import Refused

TOWNSHIP, MEMBER, VILLAGE, GRID, OUTSIDE = "township", "member", "village", "grid", "outside"
LABELS = {TOWNSHIP: "乡镇", MEMBER: "成员单位", VILLAGE: "村（社区）", GRID: "网格", OUTSIDE: "外部机关"}
# Kind of a unit -> kinds it may stand under; outside organs stand beside the tree.
PARENTS = {MEMBER: (TOWNSHIP, MEMBER), VILLAGE: (TOWNSHIP,), GRID: (VILLAGE,), OUTSIDE: (None,)}


def check_place(kind: str, parent_kind: str | None) -> None:
    """Refused unless a unit of `kind` may stand under one of `parent_kind` (None = beside the tree)."""
    if kind not in PARENTS:
        raise Refused("乡镇本级在开设时已建立，不能再添加。", field="kind")
    if parent_kind in PARENTS[kind]:
        return
    if kind == OUTSIDE:
        raise Refused("外部机关不属于本乡镇，请把上级单位留空。", field="parent")
    above = "、".join(LABELS[one] for one in PARENTS[kind])
    raise Refused(f"“{LABELS[kind]}”的上级应是{above}，请重新选择上级单位。", field="parent")


def check_details(kind: str, outside_kind: str, households: int | None) -> None:
    """Refused when a detail is missing or belongs to another kind of unit."""
    if kind == OUTSIDE and not outside_kind:
        raise Refused("请选择外部机关的类别，转送、移送时按类别选机关。", field="outside_kind")
    if kind != OUTSIDE and outside_kind:
        raise Refused("只有外部机关才填这一项，请留空。", field="outside_kind")
    if households is not None and kind != GRID:
        raise Refused("户数只在网格填写，请留空。", field="households")
