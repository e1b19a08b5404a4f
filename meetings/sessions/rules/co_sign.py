"""Co-signing (会签, H8): an item that crosses portfolios needs the agreement of every convenor and unit concerned."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

AGREE = "agree"
DISSENT = "dissent"
PENDING = "pending"
VERDICTS = {PENDING: "待会签", AGREE: "同意", DISSENT: "不同意"}
SOURCE = "联席会议制度：跨分管领域的事项，相关召集人和部门取得一致后形成纪要"


@dataclass(frozen=True)
class Signers:
    """Who must agree to one item: units and those in charge of them. Empty when the item stays in one portfolio."""

    unit_ids: tuple[int, ...] = ()
    person_ids: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.unit_ids or self.person_ids)


def co_signers(unit_ids: Collection[int], in_charge: Mapping[int, Collection[int]]) -> Signers:
    """Who must co-sign an item that concerns these units.

    in_charge: unit id → ids of the persons in whose portfolio it stands. A unit nobody is in charge of is a portfolio of
    its own, so that two such units cross as well.
    """
    units = tuple(sorted(set(unit_ids)))
    portfolios = {frozenset(in_charge.get(unit, ())) or frozenset({("unit", unit)}) for unit in units}
    if len(portfolios) < 2:
        return Signers()
    people = sorted({person for unit in units for person in in_charge.get(unit, ())})
    return Signers(units, tuple(people))


def is_complete(verdicts: Collection[str]) -> bool:
    """True when everybody asked has agreed."""
    return all(verdict == AGREE for verdict in verdicts)
