"""Scores to the last digit: every kind of indicator at its edges, weights that move, one rounding, grades with quotas and ties."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.schemes.files import delivered
from assessment.schemes.rules.schemes import KINDS, Content, Grade, Indicator, Part, check_scheme, read_scheme
from assessment.schemes.rules.scoring import Facts, decimal_words, places, points, rounded, scored, spread
from records.figures.declared import DECLARED
from tests.assessment.schemes.second import SecondScheme
from township.profiles.rules.profiles import PROFILE_KEYS
from township.refusals import Refused


def leaf(kind: str = "rate", weight: int = 10, key: str = "a", **more) -> Indicator:
    given = {"figure": "petitions.tasks", "zero": Decimal(60)} if kind in ("rate", "satisfaction", "quota") else {}
    return Indicator(key, key, Decimal(weight), kind, "依据", **given | more)


@pytest.mark.parametrize(
    ("item", "facts", "expected"),
    [
        (leaf(), Facts(10, 10), 10),
        (leaf(), Facts(8, 10), 5),
        (leaf(), Facts(6, 10), 0),
        (leaf(), Facts(0, 10), 0),
        (leaf(), Facts(0, 0), None),
        (leaf(), Facts(2, 3), Fraction(5, 3)),
        (leaf(is_smaller_better=True, full=Decimal(5), zero=Decimal(25)), Facts(1, 20), 10),
        (leaf(is_smaller_better=True, full=Decimal(5), zero=Decimal(25)), Facts(3, 20), 5),
        (leaf(is_smaller_better=True, full=Decimal(5), zero=Decimal(25)), Facts(20, 20), 0),
        (leaf(steps=((Decimal(95), Decimal(1)), (Decimal(90), Decimal("0.8")))), Facts(19, 20), 10),
        (leaf(steps=((Decimal(95), Decimal(1)), (Decimal(90), Decimal("0.8")))), Facts(18, 20), 8),
        (leaf(steps=((Decimal(95), Decimal(1)), (Decimal(90), Decimal("0.8")))), Facts(17, 20), 0),
        (leaf("deduction", costs={"x": Decimal(1), "y": Decimal(2)}), Facts(events={"x": 3, "y": 1}), 5),
        (leaf("deduction", costs={"x": Decimal(1)}, floor=Decimal(2)), Facts(events={"x": 30}), 2),
        (leaf("deduction", costs={"x": Decimal(1)}), Facts(), 10),
        (leaf("quota", least=6, each=Decimal(2)), Facts(n=4), 6),
        (leaf("quota", least=6, each=Decimal(2)), Facts(n=60), 10),
        (leaf("quota", least=6, each=Decimal(2)), Facts(n=0), 0),
        (leaf("satisfaction", smallest=5), Facts(4, 4), None),
        (leaf("satisfaction", smallest=5), Facts(4, 5), 5),
        (leaf("hand", yardstick=("好",)), Facts(marks=(Fraction(7),)), 7),
        (leaf("hand", yardstick=("好",), scorers=2), Facts(marks=(Fraction(7),)), None),
        (leaf("hand", yardstick=("好",), scorers=2), Facts(marks=(Fraction(7), Fraction(8))), Fraction(15, 2)),
        (leaf("bonus", 0, cap=Decimal(3)), Facts(awards=(Fraction(2), Fraction(2))), 3),
        (leaf("veto", 0), Facts(vetoes=1), None),
    ],
)
def test_every_kind_at_its_edges(item, facts, expected):
    assert points(item, facts) == expected


def scheme(**more) -> Content:
    parts = (
        Part("p", "甲", "依据", (leaf(weight=30, key="a"), leaf(weight=20, key="b"))),
        Part(
            "q",
            "乙",
            "依据",
            (leaf(weight=50, key="c"), leaf("bonus", 0, "d", cap=Decimal(5)), leaf("veto", 0, "v", effect="no_award")),
        ),
    )
    grades = (Grade("优秀", Decimal(90), Decimal(34)), Grade("合格", Decimal(60)), Grade("不合格", Decimal(0)))
    return replace(Content("k", "办法", "member", parts, grades), **more)


def test_what_does_not_apply_gives_its_weight_away_and_the_weights_still_sum_to_100():
    for alive in (("a", "b", "c"), ("a", "c"), ("b", "c"), ("c",), ("a",), ("a", "b")):
        assert sum(spread(scheme(), alive).values()) == 100, alive
    assert spread(scheme(), ("a", "c")) == {"a": 50, "b": 0, "c": 50, "d": 0, "v": 0}
    assert sum(spread(scheme(), ()).values()) == 0
    result = scored(scheme(), {"a": Facts(1, 1)})
    assert (result.shown, scored(scheme(), {}).shown) == ("100.00", "—")
    assert [found.points for found in result.leaves] == [100, None, None, 0, None]


def test_a_bonus_never_lifts_what_could_not_be_scored_and_nothing_falls_below_zero():
    facts = {"a": Facts(1, 1), "b": Facts(1, 1), "c": Facts(1, 1), "d": Facts(awards=(Fraction(9),))}
    assert scored(scheme(), facts).shown == "105.00"
    assert scored(scheme(), {"d": facts["d"]}).shown == "—"
    assert scored(scheme(), {"a": Facts(0, 1)}, adjust=Fraction(-3)).shown == "0.00"
    assert scored(scheme(half_share=Decimal(40)), facts, half=Fraction(80)).shown == "95.00"


@pytest.mark.parametrize(
    ("value", "digits", "words"),
    [("85.005", 2, "85.01"), ("85.004999", 2, "85.00"), ("1/3", 2, "0.33"), ("99.995", 2, "100.00"), ("7", 0, "7"), ("0.05", 1, "0.1")],
)  # fmt: skip
def test_one_rounding_half_up(value, digits, words):
    assert decimal_words(rounded(Fraction(value), digits), digits) == words


def test_grades_by_threshold_quota_ties_and_veto():
    def of(*totals, vetoed=(), **more):
        content = scheme(**more)
        found = {}
        for key, total in enumerate(totals):
            facts = {name: Facts(total, 100) for name in "abc"} | {"v": Facts(vetoes=int(key in vetoed))}
            line = replace(
                content,
                parts=tuple(
                    replace(part, items=tuple(replace(i, zero=Decimal(0)) for i in part.items))
                    for part in content.parts
                ),
            )
            found[key] = scored(line, facts)
        return [(place.rank, place.grade) for _, place in sorted(places(content, found).items())]

    assert of(95, 94, 80) == [(1, "优秀"), (2, "合格"), (3, "合格")]  # 34 % of three is one
    assert of(95, 95, 80) == [(1, "优秀"), (1, "优秀"), (3, "合格")]
    assert of(95, 95, 80, ties="out") == [(1, "合格"), (1, "合格"), (3, "合格")]
    assert of(95, 94, 80, vetoed=(0,)) == [(1, "合格"), (2, "优秀"), (3, "合格")]
    assert of(30, 20, 95)[0] == (2, "不合格")


def test_a_scheme_that_cannot_be_right_is_refused():
    def refuse(content: Content, words: str):
        with pytest.raises(Refused, match=words):
            check_scheme(content, {"petitions.tasks"})

    good = scheme()
    check_scheme(good, {"petitions.tasks"})
    part = good.parts[0]
    refuse(replace(good, parts=(part,)), "之和应为 100")
    turned = replace(part.items[0], zero=Decimal(100), full=Decimal(60))
    refuse(replace(good, parts=(replace(part, items=(turned, part.items[1])), good.parts[1])), "方向不能反")
    free = replace(part.items[0], figure="somewhere.else")
    refuse(replace(good, parts=(replace(part, items=(free, part.items[1])), good.parts[1])), "没有对应的数据指标")
    refuse(replace(good, grades=good.grades[:2]), "最低一等从 0 分起")
    refuse(replace(good, parts=(part, good.parts[1], part)), "重复")


@pytest.mark.parametrize("key", PROFILE_KEYS)
def test_the_delivered_schemes_can_be_used_and_count_no_petitioner(key):
    for group, values in delivered(key).items():
        content = read_scheme(values)
        assert sum(part.weight for part in content.parts) == 100 and content.group == group
        assert {item.kind for item in content.items()} <= set(KINDS)
        assert all(item.formula and item.source for item in content.items())
        # a veto hangs on a decision and nothing else
        assert all(not item.figures for item in content.items() if item.kind in ("veto", "bonus", "hand"))


TALLY = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda two: (min(two), max(two)))


@settings(max_examples=1000)
@given(data=st.data(), key=st.sampled_from(PROFILE_KEYS))
def test_a_second_implementation_gives_the_same_to_the_last_digit(data, key):
    content = read_scheme(delivered(key)["member"])
    figures = sorted({figure for item in content.items() for figure in item.figures})
    tallies = {figure: data.draw(TALLY) for figure in figures}
    rows = [(figure, i < n) for figure, (n, d) in tallies.items() for i in range(d)]
    marks, awards = {}, [Fraction(data.draw(st.integers(0, 40)), 10) for _ in range(data.draw(st.integers(0, 2)))]
    adjust = Fraction(data.draw(st.integers(-30, 30)), 10)
    facts = {}
    for item in content.items():
        if item.kind == "hand":
            mark = st.integers(0, int(item.weight) * 10).map(lambda tenths: Fraction(tenths, 10))
            marks[item.key] = data.draw(st.lists(mark, max_size=item.scorers))
        n, d = tallies.get(item.figure, (0, 0))
        events = {figure: tallies[figure][1] for figure in item.costs}
        is_bonus = item.kind == "bonus"
        facts[item.key] = Facts(n, d, events, tuple(marks.get(item.key, ())), tuple(awards) if is_bonus else ())
    assert scored(content, facts, adjust=adjust).shown == SecondScheme(key).total_of(rows, marks, awards, adjust)


def test_the_figures_of_every_scheme_are_declared():
    assert {"petitions.tasks", "meetings.unit_meetings", "supervision.second"} <= set(DECLARED)
