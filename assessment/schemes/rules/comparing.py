"""Frozen results beside each other, over years and units: what may be compared, and what rests on few rows. Pure.

Two results are set against each other only where the text of the scheme was the same and both are of the same stage; a result a quarter
of whose weight rests on fewer than five rows is marked. Both lines are the office's own rule.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from assessment.schemes.rules.scoring import NOTHING, decimal_words

FEW = 5
THIN_FROM = Fraction(1, 4)
OTHER_RULES = "办法不同"


def thin_share(leaves: Iterable[tuple[Fraction, int]]) -> Fraction:
    """The part of the weight that rests on fewer than FEW rows. leaves: (weight, denominator) of those computed as rates."""
    rated = list(leaves)
    whole = sum((weight for weight, _ in rated), Fraction(0))
    thin = sum((weight for weight, d in rated if d < FEW), Fraction(0))
    return thin / whole if whole else Fraction(0)


def is_thin(leaves: Iterable[tuple[Fraction, int]]) -> bool:
    """Whether the result is marked."""
    return thin_share(leaves) >= THIN_FROM


def moved(now: str, before: str, *, is_same_scheme: bool) -> str:
    """How a published result moved against the earlier one: ＋1.25, －0.40, 持平; "办法不同" and "—" where it cannot be said. The
    difference of two published numbers, so that page and circular agree to the last digit."""
    if NOTHING in (now, before) or not now or not before:
        return NOTHING
    if not is_same_scheme:
        return OTHER_RULES
    difference = Decimal(now) - Decimal(before)
    if not difference:
        return "持平"
    places = max(0, -difference.as_tuple().exponent)
    return f"{'＋' if difference > 0 else '－'}{decimal_words(abs(Fraction(difference)), places)}"
