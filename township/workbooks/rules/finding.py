"""Where the table stands on a sheet: its head under title rows, its data, and what does not belong to it.

A sheet is rows of (number as Excel counts, cells as `cells` marks them) and its merged areas.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from township.directory.rules.identity import half_width
from township.workbooks.rules.cells import BLANK_FORMULA, ERROR, FILLED, NUMBER, plain, read_date
from township.workbooks.rules.columns import plain_heading
from township.workbooks.rules.merges import Downward, Merge

HEAD_ROWS = 15
FEWEST_UNKNOWN = 3  # a head none of whose words is known must at least look like one
TOTAL = re.compile(r"(?:本[页月季年]|全[镇年乡县])?(?:合计|总计|小计|共计|累计|总数|汇总)[:]?.{0,12}", re.DOTALL)
SIGNED = re.compile(
    r"(?:填[表报]|制表|审[核批定]|复核|经办|统计|校对|负责|单位负责|分管领导|主要领导|联系|报送|打印|导出)(?:人|单位|部门|日期|时间|电话|领导|签字|签名)*[:].{0,60}"
    r"|(?:备注|说明|注|附注|填表说明|填报说明)[:].*|以下空白|以下无正文|[(]?(?:单位)?[(]?(?:盖章|公章|签章)[)]*|第\d+页.{0,12}|共\d+页",
    re.DOTALL,
)
_SIGN_LABEL = re.compile(
    r"(?:填[表报]|制表|审[核批定]|复核|经办|统计|校对|负责|单位负责|分管领导|主要领导)(?:人|日期|时间|签字|签名)?"
)
_EXAMPLE = re.compile(r"[(]?(?:填写|填报)?(?:示?例|样例|举例|示范)[)]?\d?[:]?")
_RUNNING = ("序号", "编号", "原编号", "号")  # headings under which only a running number stands

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class Head:
    """The head of a table. row: the last row it takes; headings: column index (from 0) -> heading, each once; known: how many
    of them are known words.
    """

    row: int
    headings: Mapping[int, str]
    known: int


@dataclass
class Left:
    """What was left out of a table, counted: foot rows, repeated heads, rows with nothing but a running number."""

    totals: int = 0
    signed: int = 0
    heads: int = 0
    numbered: int = 0
    groups: int = 0
    examples: int = 0
    hidden: int = 0

    def sentences(self) -> list[str]:
        """In words, only what there was."""
        words = (
            (self.totals, "跳过合计、小计 {} 行"),
            (self.signed, "跳过填表人、审核人、备注等表尾 {} 行"),
            (self.heads, "跳过重复的表头 {} 行"),
            (self.numbered, "跳过只有序号的空行 {} 行"),
            (self.groups, "跳过分组标题、说明文字 {} 行"),
            (self.examples, "跳过示例 {} 行"),
            (self.hidden, "有 {} 行在表里被隐藏或筛选掉了，也一并读取"),
        )
        return [f"{sentence.format(count)}。" for count, sentence in words if count]


@dataclass(frozen=True)
class TableRow:
    """One data row. cells: heading -> marked text."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)


def find_head(rows: Sequence[Row], merges: Sequence[Merge], known: Callable[[str], str]) -> Head | None:
    """The head among the first rows: where most known words stand, in one row, or in two or three under group heads.

    known: heading -> key or "". Without any known word, the first row that looks like a head; None when there is none.
    """
    best: Head | None = None
    top = [(number, cells) for number, cells in rows if number <= HEAD_ROWS]
    for at, (number, cells) in enumerate(top):
        for head in _heads_at(number, cells, rows[at + 1 : at + 3], merges, known):
            if head.known and (best is None or head.known > best.known):
                best = head
    if best and best.known >= 2 or best and len(best.headings) == 1:
        return best
    looks = next((_head(number, _texts(cells), known) for number, cells in top if _looks_like_head(cells)), None)
    return best or looks


def data_rows(
    rows: Iterable[Row], head: Head, merges: Sequence[Merge], *, left: Left, needs: Callable[[str], bool]
) -> Iterator[TableRow]:
    """The rows below the head, vertically merged cells filled downward (marked), foot rows left out and counted in `left`.

    needs(heading): whether a row without anything in such columns can be a foot row.
    """
    wide = max(head.headings) + 1
    down = Downward(merges, head.row)
    kept: dict[tuple[int, int], str] = {}
    across = {merge.top for merge in merges if merge.top == merge.bottom > head.row and merge.right > merge.left + 1}
    for number, cells in rows:
        if number <= head.row:
            continue
        texts = [*cells[:wide], *([""] * (wide - len(cells)))]
        if number in down.tops:
            kept |= {(at, number): texts[at] for at in head.headings}
        if not any(texts) and not any(down.above(at, number) for at in head.headings):
            continue
        if _is_foot(texts, head, needs, left) or _is_aside(
            texts, head, left, number=number, is_across=number in across
        ):
            continue
        for at in head.headings:
            above = down.above(at, number)
            if above is not None and not texts[at] and kept.get((at, above)):
                texts[at] = FILLED + kept[at, above]
        found = {heading: texts[at] for at, heading in head.headings.items()}
        if any(found.values()):
            yield TableRow(number, found)


def is_same_table(head: Head, other: Head, known: Callable[[str], str]) -> bool:
    """Whether two sheets hold one and the same kind of table: what the first is known by stands in the other too."""
    words = {plain_heading(word) for word in head.headings.values()}
    others = {plain_heading(word) for word in other.headings.values()}
    if words == others:
        return True
    keys = {known(word) for word in head.headings.values()} - {""}
    theirs = {known(word) for word in other.headings.values()} - {""}
    return len(keys) >= 2 and len(keys & theirs) >= 0.8 * len(keys | theirs)


def _heads_at(number: int, cells: Sequence[str], rest: Sequence[Row], merges: Sequence[Merge], known) -> list[Head]:
    below = rest[0] if rest else None
    single = _head(number, _texts(cells), known)
    found = [single] if single else []
    groups = [merge for merge in merges if merge.top == number and (merge.right > merge.left or merge.bottom > number)]
    if below and not groups and below[0] == number + 1 and _is_second_row(cells, below[1], known):
        found += filter(None, [_head(number + 1, _two_rows(_texts(cells), _texts(below[1]), ()), known)])
    if below and groups and below[0] == number + 1:
        both = _two_rows(_texts(cells), _texts(below[1]), groups)
        found += filter(None, [_head(number + 1, both, known)])
        lower = [merge for merge in merges if merge.top == number + 1 and merge.right > merge.left]
        if lower and rest[1:] and rest[1][0] == number + 2:
            found += filter(None, [_head(number + 2, _two_rows(both, _texts(rest[1][1]), lower), known)])
    return found


def _is_second_row(upper: Sequence[str], lower: Sequence[str], known: Callable[[str], str]) -> bool:
    """Whether the row below is the second one of a head whose groups are not merged: it has known words of its own, under gaps."""
    words = _texts(lower)
    gaps = sum(1 for at, word in enumerate(words) if word and not (at < len(upper) and plain(upper[at])))
    return gaps > 0 and sum(1 for word in words if known(word)) >= 2


def _two_rows(upper: list[str], lower: list[str], groups: Sequence[Merge]) -> list[str]:
    """Group heads spread over their columns; the lower word names the column, with the upper before it where it stands twice."""
    wide = max([len(upper), len(lower), *(group.right for group in groups)])
    upper, lower = upper + [""] * (wide - len(upper)), lower + [""] * (wide - len(lower))
    for group in groups:
        for at in range(group.left - 1, group.right):
            upper[at] = upper[group.left - 1]
    words = [low or up for up, low in zip(upper, lower, strict=True)]
    return [
        f"{up}{word}" if low and up and words.count(word) > 1 else word
        for up, low, word in zip(upper, lower, words, strict=True)
    ]


def _head(number: int, words: list[str], known: Callable[[str], str]) -> Head | None:
    headings: dict[int, str] = {}
    for at, word in enumerate(words):
        if not word:
            continue
        again = sum(1 for taken in headings.values() if taken == word or taken.startswith(f"{word}（第"))
        headings[at] = f"{word}（第{again + 1}列）" if again else word
    if not headings:
        return None
    return Head(number, headings, len({known(word) for word in headings.values()} - {""}))


def _texts(cells: Sequence[str]) -> list[str]:
    return ["".join(plain(cell).split())[:60] for cell in cells]


def _looks_like_head(cells: Sequence[str]) -> bool:
    words = [cell for cell in cells if cell]
    return (
        len(words) >= FEWEST_UNKNOWN
        and len(set(words)) == len(words)
        and all(not word.startswith((NUMBER, ERROR)) and len(word) <= 20 and not read_date(word) for word in words)
    )


def _is_foot(texts: Sequence[str], head: Head, needs: Callable[[str], bool], left: Left) -> bool:
    """A row that is no matter: a total, a signature, the head printed again, a prepared empty line."""
    filled = [(at, plain(text)) for at, text in enumerate(texts) if text]
    words = ["".join(half_width(word).split()) for _, word in filled]
    if not words:
        return False
    if [half_width(head.headings.get(at, "")) for at, _ in filled] == words and len(words) >= 2:
        left.heads += 1
        return True
    asked = [
        word for (at, _), word in zip(filled, words, strict=True) if at in head.headings and needs(head.headings[at])
    ]
    if TOTAL.fullmatch(words[0]) and all(TOTAL.fullmatch(word) or _is_count(word) for word in asked):
        left.totals += 1
        return True
    if not asked and len(head.headings) > 2 and _is_sum(texts, filled[0][0], head):
        left.totals += 1
        return True
    if SIGNED.fullmatch(words[0]) and all(SIGNED.fullmatch(word) for word in asked):
        left.signed += 1
        return True
    if (
        _SIGN_LABEL.fullmatch(words[0])
        and len(words) <= 8
        and all(len(word) <= 12 and not read_date(word) for word in asked)
    ):
        left.signed += 1
        return True
    if (
        len(filled) == 1
        and len(head.headings) > 2
        and plain_heading(head.headings.get(filled[0][0], "")) in _RUNNING
        and words[0].isdigit()
    ):
        left.numbered += 1
        return True
    return False


def _is_sum(texts: Sequence[str], first: int, head: Head) -> bool:
    """A total without its word: nothing but numbers and formulas, and none of them a running number."""
    is_running = plain_heading(head.headings.get(first, "")) in _RUNNING
    return not is_running and all(text.startswith((NUMBER, BLANK_FORMULA)) for text in texts if text)


def _is_aside(texts: Sequence[str], head: Head, left: Left, *, number: int, is_across: bool) -> bool:
    """A row among the data that is no matter either: the numbers of the columns under the head, a group's own heading
    (“二季度”, merged across or alone under 序号), an example. is_across: a cell of this row is merged over several columns."""
    filled = [(at, "".join(half_width(plain(text)).split())) for at, text in enumerate(texts) if text]
    if number == head.row + 1 and len(filled) >= 3 and _are_column_numbers([word for _, word in filled]):
        left.heads += 1
        return True
    at, word = filled[0] if filled else (0, "")
    is_running = plain_heading(head.headings.get(at, "")) in _RUNNING
    if len(filled) == 1 and len(head.headings) > 2 and (is_across or is_running and not word.isdigit()):
        left.groups += 1
        return True
    if is_running and _EXAMPLE.fullmatch(word):
        left.examples += 1
        return True
    return False


def _are_column_numbers(words: Sequence[str]) -> bool:
    """1, 2, 3, … or (1), (2), …, perhaps with 甲, 乙 before them: how forms number their columns."""
    numbers = [word.strip("()") for word in words]
    while numbers and numbers[0] in ("甲", "乙", "丙", "丁", "栏次"):
        numbers = numbers[1:]
    first = int(numbers[0]) if numbers and numbers[0].isdigit() and len(numbers[0]) < 3 else -1
    return first in (0, 1, 2) and len(numbers) >= 3 and numbers == [str(first + at) for at in range(len(numbers))]


def _is_count(word: str) -> bool:
    return bool(re.fullmatch(r"共?\d+(?:\.\d+)?[件人次户起批]*", word))
