"""From facts to points: exact fractions all the way, one rounding at the end by the rule of the scheme.

Every function is a pure one of the scheme and the facts, so that a frozen result can be computed again at any time. A leaf that
has nothing to be computed from has no points ("—"); its weight is spread by the rule the scheme prints (SPREAD_WORDS).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from assessment.schemes.rules.schemes import (
    AT_MOST,
    BONUS,
    DEDUCTION,
    HAND,
    NO_AWARD,
    QUOTA,
    SATISFACTION,
    VETO,
    WHOLE,
    Content,
    Grade,
    Indicator,
    fraction,
)

NOTHING = "—"


@dataclass(frozen=True)
class Facts:
    """What one leaf of one unit is computed from. n, d: tally of the figure; events: number of each deducted figure;
    marks: points given by each scorer; awards: bonus points; vetoes: how many decisions stand."""

    n: int = 0
    d: int = 0
    events: Mapping[str, int] = field(default_factory=dict)
    marks: tuple[Fraction, ...] = ()
    awards: tuple[Fraction, ...] = ()
    vetoes: int = 0


def points(item: Indicator, facts: Facts) -> Fraction | None:
    """Points of the leaf before any weight is spread; None = not scored."""
    return _RULES.get(item.kind, _rate)(item, facts)


def _rate(item: Indicator, facts: Facts) -> Fraction | None:
    if not facts.d:
        return None
    return fraction(item.weight) * _share(item, Fraction(facts.n * WHOLE, facts.d))


def _share(item: Indicator, percent: Fraction) -> Fraction:
    """Share of the weight, 0 to 1."""
    if item.steps:
        reached = (fraction(share) for at, share in item.steps if percent >= fraction(at))
        return next(reached, Fraction(0))
    full, zero = fraction(item.full), fraction(item.zero)
    # The same line in both directions: full is the good end, whether it lies above or below.
    return min(Fraction(1), max(Fraction(0), (percent - zero) / (full - zero)))


def _satisfaction(item: Indicator, facts: Facts) -> Fraction | None:
    return None if facts.d < item.smallest else _rate(item, facts)


def _deduction(item: Indicator, facts: Facts) -> Fraction:
    off = sum((fraction(cost) * facts.events.get(key, 0) for key, cost in item.costs.items()), Fraction(0))
    return max(fraction(item.floor), fraction(item.weight) - off)


def _quota(item: Indicator, facts: Facts) -> Fraction:
    missing = max(0, item.least - facts.n)
    return max(Fraction(0), fraction(item.weight) - fraction(item.each) * missing)


def _hand(item: Indicator, facts: Facts) -> Fraction | None:
    """The mean of the scorers; nothing before every one of them has finished."""
    if len(facts.marks) < item.scorers:
        return None
    return sum(facts.marks, Fraction(0)) / len(facts.marks)


def _bonus(item: Indicator, facts: Facts) -> Fraction:
    return min(fraction(item.cap), sum(facts.awards, Fraction(0)))


_RULES = {
    SATISFACTION: _satisfaction,
    DEDUCTION: _deduction,
    QUOTA: _quota,
    HAND: _hand,
    BONUS: _bonus,
    VETO: lambda item, facts: None,
}


@dataclass(frozen=True)
class Leaf:
    """A leaf as scored. given: before, points: after weights are spread (None = not scored); weight: what it then carries."""

    item: Indicator
    facts: Facts
    given: Fraction | None
    points: Fraction | None
    weight: Fraction


@dataclass(frozen=True)
class Result:
    """The result of one unit. exact: unrounded total, None when nothing could be scored; total: as shown, rounded once."""

    leaves: tuple[Leaf, ...]
    exact: Fraction | None
    total: Fraction | None
    places: int
    vetoed: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        return NOTHING if self.total is None else decimal_words(self.total, self.places)


def scored(
    content: Content,
    facts: Mapping[str, Facts],
    *,
    adjust: Fraction = Fraction(0),
    half: Fraction | None = None,
) -> Result:
    """The result of one unit. facts: leaf key → what it is computed from; adjust: what the group decided, with a reason;
    half: exact result of the half-year, where the scheme lets it count in the year's."""
    given = {item.key: points(item, facts.get(item.key, Facts())) for item in content.items()}
    weights = spread(content, {key for key, value in given.items() if value is not None})
    leaves = tuple(_leaf(item, facts.get(item.key, Facts()), given[item.key], weights) for item in content.items())
    own = [leaf.points for leaf in leaves if leaf.item.weight and leaf.points is not None]
    vetoed = tuple(leaf.item.key for leaf in leaves if leaf.item.kind == VETO and leaf.facts.vetoes)
    if not own:
        return Result(leaves, None, None, content.places, vetoed)
    extra = sum((leaf.points for leaf in leaves if leaf.item.kind == BONUS and leaf.points), Fraction(0))
    exact = max(Fraction(0), sum(own, Fraction(0)) + extra + adjust)
    if half is not None and content.half_share:
        share = fraction(content.half_share) / WHOLE
        exact = half * share + exact * (1 - share)
    return Result(leaves, exact, rounded(exact, content.places), content.places, vetoed)


def spread(content: Content, is_scored: Iterable[str]) -> dict[str, Fraction]:
    """Leaf key → weight it carries: what is not scored gives its weight to its neighbours, a whole part to the other parts."""
    alive = set(is_scored)
    live = {
        part.key: sum((fraction(i.weight) for i in part.items if i.key in alive), Fraction(0)) for part in content.parts
    }
    reached = sum((fraction(part.weight) for part in content.parts if live[part.key]), Fraction(0))
    weights = {}
    for part in content.parts:
        for item in part.items:
            own = fraction(item.weight)
            is_live = item.key in alive and live[part.key] and own
            # within its part first, then the part within the whole
            weights[item.key] = (
                own * fraction(part.weight) / live[part.key] * WHOLE / reached if is_live else Fraction(0)
            )
    return weights


def _leaf(item: Indicator, facts: Facts, given: Fraction | None, weights: Mapping[str, Fraction]) -> Leaf:
    if not item.weight or given is None:
        return Leaf(item, facts, given, given, weights[item.key])
    weight = weights[item.key]
    return Leaf(item, facts, given, given * weight / fraction(item.weight), weight)


def rounded(value: Fraction, places: int) -> Fraction:
    """Half up to so many decimals, from the exact value."""
    scale = 10**places
    return Fraction((2 * value.numerator * scale + value.denominator) // (2 * value.denominator), scale)


def decimal_words(value: Fraction, places: int) -> str:
    """A rounded value with exactly so many decimals: 85.00."""
    units = rounded(value, places) * 10**places
    whole, rest = divmod(abs(int(units)), 10**places)
    sign = "-" if units < 0 else ""
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


@dataclass(frozen=True)
class Place:
    """Where a unit stands: rank (equal points share one), and its grade; "" when nothing could be scored."""

    rank: int | None
    grade: str


def places(content: Content, results: Mapping[int, Result]) -> dict[int, Place]:
    """Rank and grade of every unit by its rounded total; quotas go by rank, ties at their edge by the scheme's rule."""
    order = sorted((key for key in results if results[key].total is not None), key=lambda key: -results[key].total)
    ranks = {key: 1 + sum(results[other].total > results[key].total for other in order) for key in order}
    found = {key: Place(None, "") for key in results if results[key].total is None}
    taken: dict[str, set[int]] = {}
    for key in order:
        grades = _open_to(content, results[key])
        equal = [other for other in order if results[other].total == results[key].total]
        for grade in grades:
            if results[key].total >= fraction(grade.at_least) and _has_room(
                content, grade, key, equal, taken, len(order)
            ):
                taken.setdefault(grade.label, set()).add(key)
                found[key] = Place(ranks[key], grade.label)
                break
    return found


def _open_to(content: Content, result: Result) -> tuple[Grade, ...]:
    """The grades that vetoes leave open."""
    grades = content.grades
    for key in result.vetoed:
        item = content.item(key)
        if item.effect == NO_AWARD:
            grades = grades[1:] if grades[0] == content.grades[0] else grades
        elif item.effect == AT_MOST:
            labels = [grade.label for grade in grades]
            grades = grades[labels.index(item.at_most) :] if item.at_most in labels else grades
    return grades


def _has_room(content: Content, grade: Grade, key: int, equal: list[int], taken: Mapping, units: int) -> bool:
    if grade.quota is None:
        return True
    room = int(fraction(grade.quota) * units / WHOLE)
    held = taken.get(grade.label, set())
    if content.ties == "out":
        return len(held - set(equal)) + len(equal) <= room
    # "in": whoever is equal to one that is in, is in too
    return len(held) < room or bool(held & set(equal))
