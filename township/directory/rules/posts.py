"""Who may hold which post, and who may confirm it (A1, A2). Dates are whole days, both ends included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from township.directory.rules.units import GRID, MEMBER, OUTSIDE, TOWNSHIP, VILLAGE
from township.permissions import (
    AUDITOR,
    CHIEF_CONVENOR,
    CLERK,
    CONVENOR,
    DIRECTOR,
    GRID_MEMBER,
    LEADER,
    LIAISON,
    SYSADMIN,
)
from township.refusals import Refused

LABELS = {
    CHIEF_CONVENOR: "总召集人",
    CONVENOR: "召集人",
    DIRECTOR: "办公室主任",
    CLERK: "经办人",
    LIAISON: "联络员",
    LEADER: "班子成员",
    GRID_MEMBER: "网格员",
    AUDITOR: "审计员",
    SYSADMIN: "系统管理员",
}
CONVENORS = frozenset({CHIEF_CONVENOR, CONVENOR})
LEADERSHIP = frozenset({CHIEF_CONVENOR, CONVENOR, LEADER})
# One holder at a time; deputies stand beside the holder under their own name.
SINGLE = frozenset({CHIEF_CONVENOR, DIRECTOR})
# Where a post sits. Posts of the office sit on the unit marked as the office.
UNIT_KINDS = {
    CHIEF_CONVENOR: {TOWNSHIP},
    CONVENOR: {TOWNSHIP},
    DIRECTOR: {MEMBER},
    CLERK: {MEMBER},
    LIAISON: {MEMBER, VILLAGE},
    LEADER: {TOWNSHIP},
    GRID_MEMBER: {GRID, VILLAGE},
    AUDITOR: {TOWNSHIP, MEMBER},
    SYSADMIN: {TOWNSHIP, MEMBER},
}
OFFICE_ROLES = frozenset({DIRECTOR, CLERK})
# Whoever grants may not confirm; whoever checks may not handle.
EXCLUDES = {
    SYSADMIN: frozenset({DIRECTOR, CHIEF_CONVENOR, CONVENOR, AUDITOR}),
    AUDITOR: frozenset({CLERK, DIRECTOR, CHIEF_CONVENOR, CONVENOR, SYSADMIN}),
}


@dataclass(frozen=True)
class HeldPost:
    """A post as the rules see it. confirmed False = only proposed; deputy True = stands in for somebody."""

    person_id: int
    role: str
    unit_id: int
    starts_on: date
    ends_on: date | None = None
    confirmed: bool = True
    deputy: bool = False

    def meets(self, starts_on: date, ends_on: date | None) -> bool:
        """Whether the two periods share a day."""
        return (ends_on is None or self.starts_on <= ends_on) and (self.ends_on is None or self.ends_on >= starts_on)


def check_seat(role: str, unit_kind: str, unit_is_office: bool) -> None:
    """Refused unless the post can sit on such a unit."""
    if unit_kind == OUTSIDE or unit_kind not in UNIT_KINDS[role]:
        raise Refused(f"“{LABELS[role]}”不能设在这类单位，请重新选择单位。", field="unit")
    if role in OFFICE_ROLES and not unit_is_office:
        raise Refused(f"“{LABELS[role]}”设在联席办，请选择标有“联席办公室”的单位。", field="unit")


def check_dates(starts_on: date, ends_on: date | None, deputy: bool) -> None:
    """Refused when the post would end before it starts, or a deputy's post has no end."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused("离任日期不能早于任职日期。", field="ends_on")
    if deputy and ends_on is None:
        raise Refused("代行要写明到哪一天为止，请填写离任日期。", field="ends_on")


def check_against(new: HeldPost, others: Iterable[HeldPost]) -> None:
    """Refused when the new post contradicts another, proposed or confirmed, of the same township."""
    for other in others:
        if not other.meets(new.starts_on, new.ends_on):
            continue
        if (other.person_id, other.role, other.unit_id) == (new.person_id, new.role, new.unit_id):
            raise Refused("这个人在同一时间已有同一单位的同一岗位（或正等待确认），不必重复提出。", field="person")
        if other.person_id == new.person_id and other.role in _excluded_by(new.role):
            raise Refused(
                f"{LABELS[new.role]}与{LABELS[other.role]}不能由同一人担任，请换人或先办理离任。", field="role"
            )
        if new.role in SINGLE and other.role == new.role and not (new.deputy or other.deputy):
            raise Refused(
                f"同一时间只能有一位{LABELS[new.role]}。请先办理现任离任，或按“代行”提出。", field="starts_on"
            )


def _excluded_by(role: str) -> frozenset[str]:
    return EXCLUDES.get(role, frozenset()) | {one for one, others in EXCLUDES.items() if role in others}


def confirmers(role: str) -> frozenset[str]:
    """Roles that may confirm or end a post of `role`: the director's own only the convenors."""
    return CONVENORS if role == DIRECTOR else CONVENORS | {DIRECTOR}


def check_decider(
    role: str, decider_roles: Iterable[str], *, decider_id: int, holder_id: int, proposer_id: int | None
) -> None:
    """Refused unless the decider may decide this post: of the right role, not the holder, not the proposer."""
    if not confirmers(role) & frozenset(decider_roles):
        raise Refused(f"“{LABELS[role]}”的任职由召集人确认，请转请召集人办理。")
    if decider_id == holder_id:
        raise Refused("本人的任职不能由本人办理，请由另一位有权的人办理。")
    if decider_id == proposer_id:
        raise Refused("提出人与确认人不能是同一人，请由另一位有权的人确认。")
