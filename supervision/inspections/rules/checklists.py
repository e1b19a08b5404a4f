"""Checklists: templates by topic in versions, items typed one a line, ratings, clauses of the rule profile as items.

An inspection that runs keeps the items as they were when it was planned, with the version of the template they came from.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from township.refusals import Refused

GOOD, FAIR, POOR, NONE = "good", "fair", "poor", "none"
RATINGS = {GOOD: "好", FAIR: "一般", POOR: "差", NONE: "不适用"}
RATING_CHOICES = list(RATINGS.items())
OFFICE_RULE = "本办规定"
MOST_LINES = 40
SEPARATORS = ("｜", "|", "\t")


@dataclass(frozen=True)
class ItemText:
    """One item. text: what is checked; look: at what, and how; criterion: how it is rated; source: template with version or
    citation of the clause; clause: key in the rule profile; known: what the compliance ledger knew when it was taken up."""

    text: str
    look: str = ""
    criterion: str = ""
    source: str = ""
    clause: str = ""
    known: str = ""


def split_items(text: str, *, field: str = "items", source: str = "") -> list[ItemText]:
    """Items typed one a line as "检查内容｜看什么｜怎么评"; the last two may be left out. Cells of a spreadsheet paste as well."""
    found = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), 1):
        parts = _cells(line.strip())
        if len(parts) > 3:
            raise Refused(f"第{number}行超过三栏，请写成“检查内容｜看什么｜怎么评”。", field=field)
        head, look, criterion = (*parts, "", "")[:3]
        if not 2 <= len(head) <= 200:
            raise Refused(f"第{number}行的检查内容写 2 到 200 个字。", field=field)
        if len(look) > 300 or len(criterion) > 300:
            raise Refused(f"第{number}行的“看什么”“怎么评”各不超过 300 字。", field=field)
        found.append(ItemText(head, look, criterion, source))
    if len(found) > MOST_LINES:
        raise Refused(f"不超过 {MOST_LINES} 项。", OFFICE_RULE, field)
    return found


def _cells(line: str) -> list[str]:
    for mark in SEPARATORS:
        if mark in line:
            return [cell.strip() for cell in line.split(mark)]
    return [line]


def as_lines(items: Sequence[ItemText]) -> str:
    """The items as they are typed."""
    return "\n".join("｜".join((item.text, item.look, item.criterion)).rstrip("｜") for item in items)


def known_words(unit: str, *, on_time: int, late: int, missing: int) -> str:
    """What the compliance ledger says of one debtor in the last twelve months; "" = nothing was owed."""
    if not on_time + late + missing:
        return ""
    return f"{unit}按时{on_time}期、迟办{late}期、未办{missing}期"


def clause_item(label: str, text: str, citation: str, key: str, known: Sequence[str]) -> ItemText:
    """A clause of the rule profile as an item; known: a line for each debtor."""
    words = "；".join(line for line in known if line)
    return ItemText(
        f"落实“{label}”"[:200],
        f"对照原文：{text}"[:300],
        "按期办理、有凭据为好；迟办为一般；未办为差",
        citation,
        key,
        f"制度执行台账（近一年）：{words}"[:600] if words else "制度执行台账近一年没有到期记录",
    )


def check_rated(rating: str, words: str) -> None:
    """A finished entry has its rating; what is not good says why."""
    if rating not in RATINGS:
        raise Refused("请选择评价，再点“完成”；还没看完的点“暂存”。", OFFICE_RULE, "rating")
    if rating != GOOD and len(words.strip()) < 4:
        raise Refused("评价为一般、差或者不适用的，写明看到的情况，至少 4 个字。", OFFICE_RULE, "words")
