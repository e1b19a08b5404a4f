"""三重一大 on the page of a topic or a resolution: who may mark it, draft its 请示, take the mark back (C6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from records.acts.rules.doors import Door


@dataclass(frozen=True, kw_only=True)
class MajorFacts:
    """state, may: as every facts; may_be_marked: not marked, and still on its way; may_refer: marked, and nothing asks for a
    decision yet; may_lift: marked, and nothing was ever drafted."""

    state: str
    may: frozenset[str]
    may_be_marked: bool = False
    may_refer: bool = False
    may_lift: bool = False
    parts: Mapping[str, frozenset[int]] = field(default_factory=dict)


MAJOR_DOORS = (
    Door("refer", "referral.write", "-", label="拟写请示", shown=lambda facts: facts.may_refer),
    Door("mark_major", "referral.mark", "-", label="列为三重一大", shown=lambda f: f.may_be_marked, is_quiet=True),
    Door(
        "unmark_major",
        "referral.approve_referral",
        "-",
        label="取消三重一大",
        shown=lambda f: f.may_lift,
        is_quiet=True,
    ),
)
