"""The score workbook: rows, entries and scheme as data, and real formulas from the rows to the points to the total.

Sheets: 得分 (totals), 核算 (a line for each unit and leaf), 数据 (the frozen rows), 评分 (what people gave), 办法 (the scheme). The spreadsheet
computes in floating point: its last step adds 0.000000001 so that an exact half is rounded up as the scheme says.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

from assessment.schemes.models.runs import Entry, Run
from assessment.schemes.queries.runs import Score, half_results
from assessment.schemes.queries.schemes import content_of
from assessment.schemes.rules.schemes import (
    BONUS,
    DEDUCTION,
    HAND,
    KINDS,
    QUOTA,
    SATISFACTION,
    VETO,
    Content,
    Indicator,
    Part,
    fraction,
)
from assessment.schemes.rules.scoring import Leaf
from records.figures.declared import DECLARED
from records.ledgers.sheets import Formula, Heading, write_book
from township.signing import signed_by
from township.watermark import Watermark

TOTALS, LEAVES, ROWS, ENTRIES, SCHEME = "得分", "核算", "数据", "评分", "办法"
MARK, AWARD, VETOED, ADJUSTED = "评分", "加分", "否决", "集体调整"
ENTRY_WORDS = {Entry.Kind.MARK: MARK, Entry.Kind.BONUS: AWARD, Entry.Kind.VETO: VETOED, Entry.Kind.ADJUST: ADJUSTED}
HIDDEN = "（不在查看范围）"
HALF_UP = "0.000000001"


def _columns(*labels: tuple[str, int, str]) -> list[Heading]:
    return [Heading(label, width, kind) for label, width, kind in labels]


TOTAL_COLUMNS = _columns(
    ("单位", 16, "text"),
    ("指标得分", 12, "number"),
    ("加分", 8, "number"),
    ("调整", 8, "number"),
    ("半年得分", 10, "number"),
    ("未舍入", 16, "number"),
    ("得分", 10, "number"),
    ("公布得分", 10, "text"),
    ("名次", 6, "number"),
    ("等次", 8, "text"),
)
LEAF_COLUMNS = _columns(
    ("单位", 16, "text"),
    ("指标编号", 14, "text"),
    ("类编号", 10, "text"),
    ("指标", 24, "text"),
    ("类型", 10, "text"),
    ("权重", 8, "number"),
    ("分子", 8, "number"),
    ("分母", 8, "number"),
    ("原得分", 12, "number"),
    ("是否计分", 8, "number"),
    ("本类权重", 9, "number"),
    ("本类可计权重", 11, "number"),
    ("可计各类权重", 11, "number"),
    ("实际权重", 12, "number"),
    ("得分", 12, "number"),
)
ROW_COLUMNS = _columns(
    ("指标数据", 22, "text"),
    ("名称", 22, "text"),
    ("单位", 16, "text"),
    ("编号", 22, "text"),
    ("归期日期", 12, "date"),
    ("计入分子", 8, "number"),
    ("剔除", 8, "number"),
)
ENTRY_COLUMNS = _columns(
    ("单位", 16, "text"),
    ("指标编号", 14, "text"),
    ("类型", 10, "text"),
    ("分数", 8, "number"),
    ("依据", 50, "text"),
    ("登记人", 10, "text"),
    ("日期", 12, "date"),
)
SCHEME_COLUMNS = _columns(
    ("类编号", 10, "text"),
    ("类", 18, "text"),
    ("指标编号", 14, "text"),
    ("指标", 22, "text"),
    ("权重", 8, "number"),
    ("类型", 10, "text"),
    ("数据", 24, "text"),
    ("满分线", 8, "number"),
    ("零分线", 8, "number"),
    ("分档", 24, "text"),
    ("每次扣分", 40, "text"),
    ("最低分", 8, "number"),
    ("应有次数", 8, "number"),
    ("每少一次扣", 9, "number"),
    ("最少评价件数", 10, "number"),
    ("评分人数", 8, "number"),
    ("最多加分", 8, "number"),
    ("结果小数位", 8, "number"),
    ("半年得分占比", 10, "number"),
    ("依据", 30, "text"),
)


def scores_xlsx(
    run: Run, scores: Sequence[Score], entries: Iterable[Entry], seen: Collection[int], mark: Watermark
) -> bytes:
    """The workbook of a run. seen: ids of the matters whose number the reader may see; the other rows count without it."""
    content = content_of(run.scheme)
    rows = list(run.rows.select_related("unit"))
    given = list(entries)
    book = _Book(content, len(rows) + 1, len(given) + 1, len(scores) * len(list(content.items())) + 1)
    half = half_results(run)
    return write_book(
        [
            (
                TOTALS,
                TOTAL_COLUMNS,
                [book.total(at, score, half.get(score.unit.pk)) for at, score in enumerate(scores, 2)],
            ),
            (LEAVES, LEAF_COLUMNS, book.leaves(scores)),
            (ROWS, ROW_COLUMNS, [_data(row, seen) for row in rows]),
            (ENTRIES, ENTRY_COLUMNS, [_entry(one) for one in given]),
            (SCHEME, SCHEME_COLUMNS, list(_scheme(content))),
        ],
        mark,
    )


def _data(row, seen: Collection[int]) -> tuple:
    number = row.number if row.about is None or row.about in seen else HIDDEN
    return (row.figure, DECLARED[row.figure].label, row.unit.name, number, row.on, int(row.is_counted), int(row.is_out))


def _entry(one: Entry) -> tuple:
    return (one.unit.name, one.item, ENTRY_WORDS[one.kind], float(one.points), one.ground, signed_by(one), one.on)


def _scheme(content: Content) -> Iterable[tuple]:
    for part in content.parts:
        for item in part.items:
            steps = ";".join(f"{at:f}:{share:f}" for at, share in item.steps)
            costs = ";".join(f"{key}:{cost:f}" for key, cost in item.costs.items())
            yield (
                part.key,
                part.label,
                item.key,
                item.label,
                float(item.weight),
                KINDS[item.kind],
                item.figure,
                float(item.full),
                float(item.zero),
                steps,
                costs,
                float(item.floor),
                item.least,
                float(item.each),
                item.smallest,
                item.scorers,
                float(item.cap),
                content.places,
                float(content.half_share),
                item.source,
            )


class _Book:
    """The formulas. Ranges are bounded so that a spreadsheet of a hundred thousand rows still computes."""

    def __init__(self, content: Content, rows: int, entries: int, leaves: int):
        self.content, self.rows, self.entries, self.leaves_last = content, max(rows, 2), max(entries, 2), leaves

    def _r(self, column: str) -> str:
        return f"{ROWS}!${column}$2:${column}${self.rows}"

    def _e(self, column: str) -> str:
        return f"{ENTRIES}!${column}$2:${column}${self.entries}"

    def _l(self, column: str, sheet: str = "") -> str:
        return f"{sheet}${column}$2:${column}${self.leaves_last}"

    def total(self, at: int, score: Score, half: Fraction | None) -> tuple:
        result, leaves = score.result, score.result.leaves
        scored_ = [leaf.points for leaf in leaves if leaf.item.weight and leaf.points is not None]
        own = float(sum(scored_, Fraction(0))) if scored_ else ""
        extra = float(sum((leaf.points or Fraction(0) for leaf in leaves if leaf.item.kind == BONUS), Fraction(0)))
        name = f"{LEAVES}!"
        count = f"SUMIFS({self._l('J', name)},{self._l('A', name)},A{at})"
        points = f"SUMIFS({self._l('O', name)},{self._l('A', name)},A{at},{self._l('J', name)},1)"
        bonus = f'SUMIFS({self._l("O", name)},{self._l("A", name)},A{at},{self._l("E", name)},"{KINDS[BONUS]}")'
        change = f'SUMIFS({self._e("D")},{self._e("A")},A{at},{self._e("C")},"{ADJUSTED}")'
        whole = f"MAX(0,B{at}+C{at}+D{at})"
        if half is not None:
            share = float(self.content.half_share) / 100
            whole = f"E{at}*{share}+{whole}*(1-{share})"
        exact = "" if result.exact is None else float(result.exact)
        shown = "—" if result.total is None else float(result.total)
        return (
            score.unit.name,
            Formula(f'=IF({count}=0,"",{points})', own),
            Formula(f"={bonus}", extra),
            Formula(f"={change}", float(score.adjust)),
            None if half is None else float(half),
            Formula(f'=IF(B{at}="","",{whole})', exact),
            Formula(f'=IF(F{at}="","—",ROUND(F{at}+{HALF_UP},{self.content.places}))', shown),
            result.shown,
            score.place.rank,
            score.place.grade or "—",
        )

    def leaves(self, scores: Sequence[Score]) -> Iterable[tuple]:
        at, part_of = 1, {item.key: part for part in self.content.parts for item in part.items}
        for score in scores:
            for leaf in score.result.leaves:
                at += 1
                yield self._leaf(at, score, leaf, part_of[leaf.item.key])

    def _leaf(self, at: int, score: Score, leaf: Leaf, part: Part) -> tuple:
        item, is_weighted = leaf.item, leaf.item.weight > 0
        same, part_same = f"{self._l('A')},A{at}", f"{self._l('C')},C{at}"
        alive = [one for one in score.result.leaves if one.item.weight and one.points is not None]
        live = sum((fraction(one.item.weight) for one in alive if one.item in part.items), Fraction(0))
        reached = sum(
            (fraction(p.weight) for p in self.content.parts if any(one.item in p.items for one in alive)), Fraction(0)
        )
        is_scored = int(is_weighted and leaf.points is not None)
        points = "" if leaf.points is None else float(leaf.points)
        return (
            score.unit.name,
            item.key,
            part.key,
            item.label,
            KINDS[item.kind],
            float(item.weight),
            Formula(f"={self._count(item, at, n=True)}", leaf.facts.n),
            Formula(f"={self._count(item, at, n=False)}", leaf.facts.d or sum(leaf.facts.events.values())),
            Formula(f"={self._given(item, at)}", "" if leaf.given is None else float(leaf.given)),
            Formula(f"=IF(ISNUMBER(I{at}),1,0)" if is_weighted else "=0", is_scored),
            Formula(f"=SUMIFS({self._l('F')},{same},{part_same})", float(part.weight)),
            Formula(f"=SUMIFS({self._l('F')},{same},{part_same},{self._l('J')},1)", float(live)),
            Formula(f'=SUMIFS({self._l("F")},{same},{self._l("L")},">0")', float(reached)),
            Formula(f"=IF(J{at}=1,F{at}*K{at}/L{at}*100/M{at},0)", float(leaf.weight)),
            Formula(f'=IF(J{at}=1,I{at}*N{at}/F{at},"")' if is_weighted else f"=I{at}", points),
        )

    def _count(self, item: Indicator, at: int, *, n: bool) -> str:
        if item.kind == HAND:
            return self._entries_of(at, MARK) if n else "0"
        if not item.figures:
            return "0"
        if item.kind == DEDUCTION:
            return "0" if n else "+".join(self._events(key, at) for key in item.costs)
        counted = f",{self._r('F')},1" if n else ""
        return f'COUNTIFS({self._r("C")},A{at},{self._r("A")},"{item.figure}",{self._r("G")},0{counted})'

    def _events(self, figure: str, at: int) -> str:
        return f'COUNTIFS({self._r("C")},A{at},{self._r("A")},"{figure}",{self._r("G")},0)'

    def _entries_of(self, at: int, kind: str) -> str:
        return f'COUNTIFS({self._e("A")},A{at},{self._e("B")},B{at},{self._e("C")},"{kind}")'

    def _given(self, item: Indicator, at: int) -> str:
        """Points before any weight is spread; empty text = not scored."""
        if item.kind == HAND:
            mean = f'AVERAGEIFS({self._e("D")},{self._e("A")},A{at},{self._e("B")},B{at},{self._e("C")},"{MARK}")'
            return f'IF(G{at}<{item.scorers},"",{mean})'
        if item.kind == BONUS:
            given = f'SUMIFS({self._e("D")},{self._e("A")},A{at},{self._e("B")},B{at},{self._e("C")},"{AWARD}")'
            return f"MIN({item.cap:f},{given})"
        if item.kind == VETO:
            return '""'
        if item.kind == DEDUCTION:
            off = "".join(f"-{cost:f}*{self._events(key, at)}" for key, cost in item.costs.items())
            return f"MAX({item.floor:f},F{at}{off})"
        if item.kind == QUOTA:
            return f"MAX(0,F{at}-{item.each:f}*MAX(0,{item.least}-G{at}))"
        least = item.smallest if item.kind == SATISFACTION else 1
        return f'IF(H{at}<{max(least, 1)},"",F{at}*{self._share(item, at)})'

    def _share(self, item: Indicator, at: int) -> str:
        if item.steps:
            text = "0"
            for bound, share in reversed(item.steps):
                text = f"IF(100*G{at}>={bound:f}*H{at},{share:f},{text})"
            return text
        # whole numbers as long as possible: one division
        zero, span = item.zero, item.full - item.zero
        return f"MAX(0,MIN(1,(100*G{at}-{zero:f}*H{at})/({span:f}*H{at})))"
