"""A score workbook read back: every unit computed anew from the data sheets alone, with the rules (`manage.py verify_scores FILE`)."""

import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import openpyxl

from assessment.schemes.rules.schemes import (
    KINDS,
    Content,
    Grade,
    Indicator,
    Part,
)
from assessment.schemes.rules.scoring import Facts, scored
from assessment.schemes.sheets.scores import ADJUSTED, AWARD, ENTRIES, MARK, ROWS, SCHEME, TOTALS
from township.refusals import Refused


@dataclass(frozen=True)
class Checked:
    """One unit of a workbook: the total as computed anew, as published, and as the file's own formulas left it ("" = no value)."""

    unit: str
    computed: str
    published: str
    cached: str

    @property
    def agrees(self) -> bool:
        return self.computed == self.published and self.cached in ("", self.computed)


def verified(data: bytes) -> list[Checked]:
    """Every unit of a score workbook, computed anew from its data sheets by the rules. Refused for another file."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        totals, rows, entries, scheme = (list(_lines(book[name])) for name in (TOTALS, ROWS, ENTRIES, SCHEME))
    except (KeyError, OSError, ValueError) as error:
        raise Refused("这不是考核核算表。", field="file") from error
    content = _content(scheme)
    tally: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if not int(row["剔除"]):
            found = tally[row["单位"], row["指标数据"]]
            found[0] += int(row["计入分子"])
            found[1] += 1
    return [_checked(line, content, tally, entries) for line in totals]


def _lines(sheet) -> Iterable[dict]:
    rows = sheet.iter_rows(values_only=True)
    head = next(rows)
    for row in rows:
        if any(cell is not None for cell in row):
            yield dict(zip(head, row, strict=False))


def _content(lines: list[dict]) -> Content:
    kinds = {label: key for key, label in KINDS.items()}
    parts: dict[str, list[Indicator]] = defaultdict(list)
    for line in lines:
        pairs = {
            name: [one.split(":") for one in (line[name] or "").split(";") if one] for name in ("分档", "每次扣分")
        }
        parts[line["类编号"]].append(
            Indicator(
                line["指标编号"],
                line["指标"],
                _decimal(line["权重"]),
                kinds[line["类型"]],
                "核算表",
                line["数据"] or "",
                full=_decimal(line["满分线"]),
                zero=_decimal(line["零分线"]),
                steps=tuple((Decimal(at), Decimal(share)) for at, share in pairs["分档"]),
                costs={key: Decimal(cost) for key, cost in pairs["每次扣分"]},
                floor=_decimal(line["最低分"]),
                least=int(line["应有次数"]),
                each=_decimal(line["每少一次扣"]),
                smallest=int(line["最少评价件数"]),
                scorers=int(line["评分人数"]),
                cap=_decimal(line["最多加分"]),
            )
        )
    first = lines[0]
    return Content(
        "file",
        "核算表",
        "member",
        tuple(Part(key, key, "核算表", tuple(items)) for key, items in parts.items()),
        (Grade("", Decimal(0)),),
        places=int(first["结果小数位"]),
        half_share=_decimal(first["半年得分占比"]),
    )


def _decimal(value) -> Decimal:
    return Decimal(str(value or 0))


def _checked(line: dict, content: Content, tally, entries: list[dict]) -> Checked:
    unit = line["单位"]
    mine: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for one in entries:
        if one["单位"] == unit:
            mine[one["指标编号"] or "", one["类型"]].append(Fraction(_decimal(one["分数"])))
    facts = {}
    for item in content.items():
        n, d = tally.get((unit, item.figure), (0, 0))
        events = {key: tally.get((unit, key), (0, 0))[1] for key in item.costs}
        facts[item.key] = Facts(n, d, events, tuple(mine[item.key, MARK]), tuple(mine[item.key, AWARD]))
    adjust = sum((sum(given, Fraction(0)) for (_, kind), given in list(mine.items()) if kind == ADJUSTED), Fraction(0))
    half = line["半年得分"]
    result = scored(content, facts, adjust=adjust, half=None if half is None else Fraction(_decimal(half)))
    cached = line["得分"]
    words = (
        "" if cached is None else cached if isinstance(cached, str) else f"{Decimal(str(cached)):.{content.places}f}"
    )
    return Checked(unit, result.shown, str(line["公布得分"]), words)
