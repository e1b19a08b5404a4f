"""A scheme of assessment (考核办法) as data: a tree of two levels with weights, kinds of indicator, grades, and the rules beside it.

Source: 信访工作条例第三十九条 (the yearly assessment is to guide towards solving matters on the spot, lawfully and in time);
weights, thresholds and points are each township's own rule and stand in data/schemes. Duties are measured and nothing else: no
indicator counts how many people petition, and a veto rests on a recorded decision, never on a number.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from township.refusals import Refused

RATE, DEDUCTION, QUOTA, SATISFACTION, HAND, BONUS, VETO = (
    "rate",
    "deduction",
    "quota",
    "satisfaction",
    "hand",
    "bonus",
    "veto",
)
KINDS = {
    RATE: "比率",
    DEDUCTION: "按次扣分",
    QUOTA: "定额",
    SATISFACTION: "满意度",
    HAND: "评分",
    BONUS: "加分",
    VETO: "否决",
}
WEIGHTED = (RATE, DEDUCTION, QUOTA, SATISFACTION, HAND)
FROM_DATA = (RATE, DEDUCTION, QUOTA, SATISFACTION)
GROUPS = {"member": "成员单位", "village": "村（社区）"}
STAGES = {"month": "月度", "half": "半年", "year": "年终"}
WHOLE = 100
NO_AWARD, AT_MOST = "no_award", "at_most"
SPREAD_WORDS = (
    "某项没有可计算的内容（分母为零或者评价件数不足）写“—”，不得满分也不得零分；其权重按权重比例分摊给同一类里的其他指标，"
    "整类都没有可计算的内容时，按权重比例分摊给其他各类，得分同比例折算。"
)
MOST_WEIGHT, MOST_SCORERS, MOST_PLACES = Decimal(100), 2, 4


@dataclass(frozen=True)
class Indicator:
    """A leaf of the tree.

    weight: points of the 100 (0 for bonus and veto); source: clause it comes from. figure: key of a declared figure
    (rate, quota, satisfaction); full, zero: percent from which all, below which no points are given, linear between; steps:
    (percent from which, share of the weight) instead of the line; is_smaller_better: percent counts downwards. costs: figure →
    points taken off for each event; floor: least points left (deduction). least, each: how many are owed, points off for each
    missing (quota). smallest: fewest evaluations that are scored (satisfaction). yardstick: what the scorer measures by;
    scorers: how many score independently, their mean counts (hand). cap: most points (bonus). effect, at_most: what a veto
    does: "no_award" = not the best grade, "at_most" = the grade named.
    """

    key: str
    label: str
    weight: Decimal
    kind: str
    source: str
    figure: str = ""
    full: Decimal = Decimal(100)
    zero: Decimal = Decimal(0)
    steps: tuple[tuple[Decimal, Decimal], ...] = ()
    is_smaller_better: bool = False
    costs: Mapping[str, Decimal] = field(default_factory=dict)
    floor: Decimal = Decimal(0)
    least: int = 0
    each: Decimal = Decimal(0)
    smallest: int = 1
    yardstick: tuple[str, ...] = ()
    scorers: int = 1
    cap: Decimal = Decimal(0)
    effect: str = ""
    at_most: str = ""

    @property
    def figures(self) -> tuple[str, ...]:
        """Keys of the declared figures it reads."""
        return tuple(self.costs) if self.kind == DEDUCTION else (self.figure,) if self.figure else ()

    @property
    def scorer(self) -> str:
        """Who scores, in words."""
        if self.kind in FROM_DATA:
            return "系统按数据"
        return "两人分别评分，取平均" if self.scorers == 2 else "联席办" if self.kind == HAND else "联席办登记"

    @property
    def formula(self) -> str:
        """How the points come about, in words."""
        return _FORMULAS[self.kind](self)


@dataclass(frozen=True)
class Part:
    """An indicator of the first level: what it is about, and its leaves."""

    key: str
    label: str
    source: str
    items: tuple[Indicator, ...]

    @property
    def weight(self) -> Decimal:
        return sum((item.weight for item in self.items), Decimal(0))


@dataclass(frozen=True)
class Grade:
    """label: 优秀 …; at_least: points; quota: largest share of the units (percent), None = no limit."""

    label: str
    at_least: Decimal
    quota: Decimal | None = None


@dataclass(frozen=True)
class Content:
    """What a scheme says. group: key of GROUPS; places: decimals of the result, rounded half up once at the end; grades: the
    best first; ties: "in" = equal points at the edge of a quota all stay, "out" = none does; objection_days: working days for
    objections; half_share: percent of the half-year result in the year-end result (0 = the year by itself);
    self_report: units report on themselves first."""

    key: str
    name: str
    group: str
    parts: tuple[Part, ...]
    grades: tuple[Grade, ...]
    source: str = ""
    places: int = 2
    ties: str = "in"
    objection_days: int = 5
    half_share: Decimal = Decimal(0)
    self_report: bool = False

    def items(self) -> Iterator[Indicator]:
        for part in self.parts:
            yield from part.items

    def item(self, key: str) -> Indicator:
        """The leaf of this key; Refused when there is none."""
        for item in self.items():
            if item.key == key:
                return item
        raise Refused("考核办法里没有这个指标。")


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}%"


def _points(value: Decimal) -> str:
    return f"{value.normalize():f}分"


def _rate_words(item: Indicator) -> str:
    if item.steps:
        steps = "；".join(f"{_percent(at)}以上得{_percent(share * 100)}" for at, share in item.steps)
        return f"分档：{steps}；低于{_percent(item.steps[-1][0])}不得分"
    if item.is_smaller_better:
        return f"不高于{_percent(item.full)}得满分，达到{_percent(item.zero)}不得分，中间按比例"
    return f"达到{_percent(item.full)}得满分，低于{_percent(item.zero)}不得分，中间按比例"


_FORMULAS = {
    RATE: _rate_words,
    SATISFACTION: lambda item: f"{_rate_words(item)}；评价不足{item.smallest}件不评分",
    DEDUCTION: lambda item: (
        f"满分起扣，每次扣{'、'.join(_points(cost) for cost in item.costs.values())}，最低{_points(item.floor)}"
    ),
    QUOTA: lambda item: f"应有{item.least}次，每少一次扣{_points(item.each)}，扣完为止",
    HAND: lambda item: "对照评分标准打分，附依据",
    BONUS: lambda item: f"凭依据加分，最多{_points(item.cap)}",
    VETO: lambda item: (
        "依据已作出的问责决定或者会议决定"
        + ("，不得评最高等次" if item.effect == NO_AWARD else f"，最高评{item.at_most}")
    ),
}


def check_scheme(content: Content, figures: Iterable[str]) -> None:
    """Refused unless the scheme can be used: weights sum to 100, keys are unique, every number makes sense, and the figures
    are declared. figures: keys of the declared figures."""
    keys = [item.key for item in content.items()]
    if len(keys) != len(set(keys)):
        raise Refused("指标编号重复。")
    total = sum((part.weight for part in content.parts), Decimal(0))
    if total != WHOLE:
        raise Refused(f"各项权重之和应为 100，现在是 {total.normalize():f}。", field="weight")
    known = set(figures)
    for item in content.items():
        _check_item(item, known)
    at = [grade.at_least for grade in content.grades]
    if not at or at != sorted(at, reverse=True) or at[-1] != 0:
        raise Refused("等次从高到低排列，最低一等从 0 分起。")
    labels = {grade.label for grade in content.grades}
    if any(item.kind == VETO and item.effect == AT_MOST and item.at_most not in labels for item in content.items()):
        raise Refused("否决项规定的最高等次不在等次里。")
    if not 0 <= content.places <= MOST_PLACES or content.ties not in ("in", "out"):
        raise Refused("结果保留 0 到 4 位小数，同分规则为并入或者都不并入。")


def _check_item(item: Indicator, known: set[str]) -> None:
    where = f"“{item.label}”"
    if item.kind not in KINDS:
        raise Refused(f"{where}的类型不对。")
    if (item.weight > 0) != (item.kind in WEIGHTED) or not 0 <= item.weight <= MOST_WEIGHT:
        raise Refused(f"{where}：加分和否决不占权重，其他指标权重大于 0。", field="weight")
    unknown = set(item.figures) - known
    if unknown or (item.kind in FROM_DATA and not item.figures):
        raise Refused(f"{where}没有对应的数据指标。")
    if item.kind in (RATE, SATISFACTION) and not item.steps:
        is_right = item.full < item.zero if item.is_smaller_better else item.zero < item.full
        if not is_right or not min(item.full, item.zero) >= 0 or max(item.full, item.zero) > WHOLE:
            raise Refused(f"{where}：满分线和零分线要在 0 到 100 之间，方向不能反。", field="full")
    if item.steps and [at for at, _ in item.steps] != sorted({at for at, _ in item.steps}, reverse=True):
        raise Refused(f"{where}：分档从高到低排列。")
    if item.kind == HAND and (not item.yardstick or not 1 <= item.scorers <= MOST_SCORERS):
        raise Refused(f"{where}要写评分标准，由一人或者两人评分。")
    if not item.source.strip():
        raise Refused(f"{where}没有写依据。")


# --- the file and the stored form -------------------------------------------------------------------------------------


def read_scheme(values: Mapping) -> Content:
    """A scheme from its JSON form; Refused when a number cannot be read."""
    try:
        parts = tuple(
            Part(row["key"], row["label"], row["source"], tuple(_item(item) for item in row["items"]))
            for row in values["parts"]
        )
        grades = tuple(
            Grade(row["label"], Decimal(row["at_least"]), Decimal(row["quota"]) if row.get("quota") else None)
            for row in values["grades"]
        )
        more = {
            name: values[name]
            for name in ("source", "places", "ties", "objection_days", "self_report")
            if name in values
        }
        return Content(
            values["key"],
            values["name"],
            values["group"],
            parts,
            grades,
            half_share=Decimal(values.get("half_share", "0")),
            **more,
        )
    except (KeyError, TypeError, InvalidOperation) as error:
        raise Refused(f"考核办法读不出来：{error}") from None


DECIMALS = ("weight", "full", "zero", "floor", "each", "cap")


def _item(row: Mapping) -> Indicator:
    values = dict(row)
    for name in DECIMALS:
        if name in values:
            values[name] = Decimal(str(values[name]))
    values.setdefault("weight", Decimal(0))
    values["steps"] = tuple((Decimal(at), Decimal(share)) for at, share in values.get("steps", ()))
    values["costs"] = {key: Decimal(cost) for key, cost in values.get("costs", {}).items()}
    values["yardstick"] = tuple(values.get("yardstick", ()))
    return Indicator(**values)


def fraction(value: Decimal | str) -> Fraction:
    """The exact number."""
    return Fraction(Decimal(value))
