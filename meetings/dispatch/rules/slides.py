"""The dispatch pack on the wall: at most fifteen slides, each of which fits a screen of 16:9 (1366 × 768, 1920 × 1080).

Everything is laid in two columns by estimated heights, long tables go on with their head repeated. The type is the largest of
six sizes with which fifteen slides are enough; a part that would fill as many slides in larger type gets it, and its columns
are of one height and aired, so that no slide stands half empty behind a full one. If the smallest is not enough, what the units
wrote is cut short and says so (the whole words stand in the pack). One em is the size of the type of the slide; SIZES are in
hundredths of the screen's width, as the style sheet has them (.wall-size-N).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from meetings.dispatch.rules.packs import PARTS, Pack, UnitReport
from records.figures.rules import FigureSection
from township.dates import short_date

MOST = 15
SIZES = (1.8, 1.55, 1.35, 1.15, 1.0, 0.85)
AIRS = (3, 2, 1)  # times the room around paragraphs and rows; the style sheet has them as .wall-air-N
CUTS = (600, 300, 150, 80, 40, 20)  # characters left of each part of a report
HEIGHT, WIDTH = 44.0, 43.5  # of the room for one column, in hundredths of the screen's width
CUT = "…（全文见调度材料）"

_NUMBER = re.compile(r"[-+]?[\d,.]+(?:[%\u4e00-\u9fff]{0,2}|月\d+日)")
LINE, PARAGRAPH, ROW = 1.36, 0.4, 0.5  # em: a line; what a paragraph and a table row have around them
TITLE, GAP = 1.9, 0.9  # em: a block's own head, the room after it
SMALL = 0.8  # size of the type in tables and notes

FIGURE_COLUMNS = ("指标", "本期", "上期", "去年同期", "怎样算的")
UNFINISHED_COLUMNS = ("编号", "议定事项", "责任单位", "完成时限", "超期", "进度")
NUMBERS = {"plain": (1, 4), "figures": (1, 4), "unfinished": (3, 6)}  # columns in which a number is not to be broken
SHARES = {
    FIGURE_COLUMNS: (26, 13, 13, 13, 35),
    UNFINISHED_COLUMNS: (18, 27, 16, 18, 12, 9),
}  # of a table's width, in percent


@dataclass(frozen=True)
class Block:
    """A head with what stands under it. columns: of a table, () for text; rows: cells, or (word, text) of a paragraph;
    layout: "figures", "unfinished", "plain" or "text"; aside: beside the head; is_continued: begun in a column before."""

    title: str
    layout: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...] = ()
    note: str = ""
    aside: str = ""
    is_continued: bool = False


@dataclass(frozen=True)
class Slide:
    """One slide. title: of its part; columns: what stands in each of the two; the first slide, the cover, has none; size: the
    number of its type in SIZES, from 1; air: one of AIRS."""

    title: str
    columns: tuple[tuple[Block, ...], ...] = ()
    size: int = 1
    air: int = 1

    @property
    def is_cover(self) -> bool:
        return not self.columns


@dataclass(frozen=True)
class Show:
    """The whole."""

    slides: tuple[Slide, ...]

    @property
    def contents(self) -> list[tuple[int, str]]:
        """(number of the first slide, title) of each part."""
        first: dict[str, int] = {}
        for number, slide in enumerate(self.slides, start=1):
            if not slide.is_cover:
                first.setdefault(slide.title, number)
        return [(number, title) for title, number in first.items()]


def show(pack: Pack) -> Show:
    """The pack as slides."""
    for size in SIZES:
        slides = _slides(pack, size)
        if len(slides) <= MOST and not _breaks_numbers(_figures(pack), WIDTH / size):
            return Show(slides)
    for most in CUTS:
        slides = _slides(replace(pack, reports=tuple(_short(report, most) for report in pack.reports)), SIZES[-1])
        if len(slides) <= MOST:
            break
    return Show(slides)


def _figures(pack: Pack) -> list[Block]:
    return [block for section in pack.sections for block in _section(section)]


def _short(report: UnitReport, most: int) -> UnitReport:
    parts = ((head, words if len(words) <= most else words[:most].rstrip() + CUT) for head, words in report.parts)
    return replace(report, parts=tuple(parts))


def _slides(pack: Pack, size: float) -> tuple[Slide, ...]:
    """The cover and the slides of each part, none in smaller type than this."""
    parts = (
        (PARTS[0], _figures(pack)),
        (PARTS[1], [_report(report) for report in pack.reports]),
        (f"{PARTS[2]}、{PARTS[3]}", [*_unfinished(pack), *_tasks(pack)]),
    )
    return (Slide(pack.title), *(slide for title, blocks in parts for slide in _part(title, blocks, size)))


def _part(title: str, blocks: Sequence[Block], size: float) -> list[Slide]:
    """The slides of one part: as few as with this size, in the largest type with which they are no more."""
    most = _needed(blocks, size)
    fits = (one for one in SIZES if _needed(blocks, one) <= most and not _breaks_numbers(blocks, WIDTH / one))
    chosen = next(fits, size)
    air = next((one for one in AIRS if _needed(blocks, chosen, one) <= most), 1)
    columns = _even(blocks, 2 * most, chosen, air)
    if len(columns) % 2:  # the last slide's one column becomes two
        columns[-1:] = _even(columns[-1], 2, chosen, air)
    pairs = (tuple(columns[at : at + 2]) for at in range(0, len(columns), 2))
    return [Slide(title, pair, SIZES.index(chosen) + 1, air) for pair in pairs]


def _needed(blocks: Sequence[Block], size: float, air: int = 1) -> int:
    """How many slides they take."""
    return -(-len(_columns(blocks, HEIGHT / size, WIDTH / size, air)) // 2)


def _even(blocks: Sequence[Block], most: int, size: float, air: int) -> list[tuple[Block, ...]]:
    """At most so many columns, each as full as the others: of the least height with which they are enough."""
    height, width = HEIGHT / size, WIDTH / size
    found = (_columns(blocks, height * share / 20, width, air) for share in range(2, 20))
    return next((columns for columns in found if len(columns) <= most), _columns(blocks, height, width, air))


def _section(section: FigureSection) -> Iterator[Block]:
    if section.sentences:
        yield Block(section.title, "text", tuple(("", line) for line in section.sentences))
    if section.figures:
        rows = tuple(
            (one.label, one.value, one.previous or "—", one.last_year or "—", _formula(one)) for one in section.figures
        )
        yield Block("" if section.sentences else section.title, "figures", rows, FIGURE_COLUMNS)
    for table in section.tables:
        rows = table.rows or (("无", *[""] * (len(table.columns) - 1)),)
        yield Block(f"{section.title}：{table.title}", "plain", rows, table.columns, table.note)


def _formula(figure) -> str:
    of = "" if figure.n is None or figure.d is None else f"{figure.n}÷{figure.d}"
    return f"{figure.formula} {of}".strip()


def _report(report: UnitReport) -> Block:
    rows = report.parts or (("", "没有报送，请口头汇报。"),)
    lines = tuple((head if at == 0 else "", line) for head, words in rows for at, line in enumerate(_lines(words)))
    return Block(f"{report.order}. {report.unit}", "text", lines, aside=f"{report.minutes} 分钟 · {report.standing}")


def _lines(words: str) -> list[str]:
    """Paragraphs; one longer than 160 signs in pieces, so that it can go on in the next column."""
    found = [line.strip() for line in words.splitlines() if line.strip()] or [""]
    return [line[at : at + 160] for line in found for at in range(0, max(len(line), 1), 160)]


def _unfinished(pack: Pack) -> Iterator[Block]:
    rows = tuple(
        (
            one.number,
            one.text,
            one.unit,
            short_date(one.due),
            f"{one.late_days}天" if one.late_days else "—",
            f"{one.percent}%",
        )
        for one in pack.unfinished
    )
    if rows:
        yield Block(PARTS[2], "unfinished", rows, UNFINISHED_COLUMNS)
    else:
        yield Block(PARTS[2], "text", (("", "没有未落实的议定事项。"),))


def _tasks(pack: Pack) -> Iterator[Block]:
    lines = [f"{number}. {task}" for number, task in enumerate(pack.tasks, start=1)] or ["会上议定。"]
    yield Block(PARTS[3], "text", tuple(("", line) for text in lines for line in _lines(text)))


# --- Heights ----------------------------------------------------------------------------------------------------------


def _columns(blocks: Sequence[Block], height: float, width: float, air: int = 1) -> list[tuple[Block, ...]]:
    """The blocks in columns of this height and width (em); a block that does not fit goes on in the next with its head."""
    found: list[list[Block]] = []
    left = 0.0
    for block in blocks:
        rest, is_continued = block.rows, block.is_continued
        while rest:
            head = _head(block, width, air)
            if not found or left < head + _row(block, rest[0], width, air):
                found.append([])
                left = height
            taken, used = 1, head + _row(block, rest[0], width, air)
            while taken < len(rest) and used + _row(block, rest[taken], width, air) <= left:
                used += _row(block, rest[taken], width, air)
                taken += 1
            is_last = taken == len(rest)
            note = block.note if is_last else ""
            found[-1].append(replace(block, rows=rest[:taken], note=note, is_continued=is_continued))
            left -= used + GAP + (_tall(note, width, SMALL) if note else 0)
            rest, is_continued = rest[taken:], True
    return [tuple(column) for column in found]


def _head(block: Block, width: float, air: int) -> float:
    title = TITLE * (1 + (_long(block.title + block.aside) * 1.15 > width)) if block.title else 0
    return title + (_row(block, block.columns, width, air) if block.columns else 0)


def _row(block: Block, cells: Sequence[str], width: float, air: int) -> float:
    """Height of one row of a table, or of one paragraph, in em."""
    if not block.columns:
        word, text = cells
        return _tall(f"{word}　{text}" if word else text, width, 1) + PARAGRAPH * air
    shares = shares_of(block.columns)
    lines = (_tall(cell, width * share / 100 - 0.6, SMALL) for cell, share in zip(cells, shares, strict=True))
    return max(lines) + ROW * air


def shares_of(columns: tuple[str, ...]) -> tuple[float, ...]:
    """Widths of a table's columns in percent: those declared, else the first is twice as wide as each other (of nine none is)."""
    count = len(columns)
    if columns in SHARES:
        return SHARES[columns]
    if count == 7:
        return (22, *(13,) * 6)  # 100.0% in the second largest type
    if count in (1, *range(9, 40)):
        return (100 / count,) * count
    return (200 / (count + 1), *(100 / (count + 1),) * (count - 1))


def _breaks_numbers(blocks: Sequence[Block], width: float) -> bool:
    """Whether a number of some table is wider than its column."""
    return any(
        _NUMBER.fullmatch(cell) and _long(cell) * SMALL > width * share / 100 - 0.6
        for block in blocks
        for first, last in [NUMBERS.get(block.layout, (0, 0))]
        for row in block.rows
        for cell, share in zip(row[first:last], shares_of(block.columns)[first:last], strict=True)
    )


def _tall(text: str, width: float, size: float) -> float:
    """Height in em of text in type of this size, broken over a width in em."""
    signs = max(1.0, width / size - 0.5)
    return max(1, -int(-_long(text) // signs)) * LINE * size


def _long(text: str) -> float:
    """Length in signs: letters and digits take a little more than half of a Chinese one."""
    return sum(0.62 if sign.isascii() else 1.0 for sign in text)
