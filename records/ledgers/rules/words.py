"""What a view of a ledger asks for and holds, in words: above the list, on paper, and in the journal."""

from collections.abc import Iterable
from dataclasses import dataclass

HIDDEN = "…"  # the journal keeps that something was typed, never what: it may be a person's


def is_blank(value) -> bool:
    """Whether a filter asks for nothing. A nought is something: due within 0 days."""
    return value is None or value is False or (hasattr(value, "__len__") and not len(value))


@dataclass(frozen=True)
class Condition:
    """One thing that narrows the list. words: empty for a mere yes; is_typed: somebody's own words, perhaps a name."""

    name: str
    label: str
    words: str = ""
    is_typed: bool = False

    def __str__(self) -> str:
        return f"{self.label}：{self.words}" if self.words else self.label


@dataclass(frozen=True)
class Figure:
    """A figure in the heading: "5 件", "超期 2 项", "落实率 100.0%（1/1）（已落实÷全部）"."""

    value: int | str
    unit: str = ""
    label: str = ""


@dataclass(frozen=True)
class Totals:
    """What the rows of a view come to. rows: how many there are; figures: what the heading shows."""

    rows: int
    figures: tuple[Figure, ...] = ()


def for_journal(conditions: Iterable[Condition]) -> dict[str, str]:
    """The filter in words without anything that was typed: {"形式": "来信", "事由": "…"}."""
    return {one.label: HIDDEN if one.is_typed else one.words or "是" for one in conditions}


def range_end(label: str, before: str) -> str:
    """The label of the end of a range beside the one of its start: 收到日期 从, 到 → 收到日期 到."""
    return f"{before.removesuffix('从')}到" if label == "到" and before.endswith("从") else label
