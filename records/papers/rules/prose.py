"""The clerk's plain text read as official prose: paragraphs and the two upper heading levels (GB/T 9704-2012, 7.3.3)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from township.refusals import Refused

_FIRST = re.compile(r"[一二三四五六七八九十]{1,3}、")
_SECOND = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_TELLS = re.compile("[：；]")  # no heading of the second level has these inside
_SENTENCE_END = "。；！？：，;!?:,"
# A heading that runs into its paragraph ("一、依法受理。收到后……") is short; a longer first sentence is body text.
RUN_IN_MAX = 22
BLANK = re.compile(r"【[^【】\n]*】|\{[a-z_]+\}")


@dataclass(frozen=True)
class Paragraph:
    """level 1 prints in 黑体, level 2 in 楷体; body is what follows the heading in 仿宋 on the same line."""

    heading: str
    body: str
    level: Literal[0, 1, 2]


def paragraphs(text: str) -> list[Paragraph]:
    """One paragraph a line; blank lines and the indent the clerk typed fall away, as the layout indents by itself. A numbered line
    （一） is a heading where text follows under it or under a neighbour; a list of such lines is text."""
    lines = (line.strip(" \t\u3000") for line in text.splitlines())
    found = [_read(line) for line in lines if line]
    return [one for section in _sections(found) for one in _lists_as_text(section)]


def _sections(found: list[Paragraph]) -> Iterator[list[Paragraph]]:
    """Parted before each heading of the first level."""
    starts = [0, *(at for at, one in enumerate(found) if one.level == 1 and at), len(found)]
    return (found[start:end] for start, end in pairwise(starts))


def _lists_as_text(section: list[Paragraph]) -> list[Paragraph]:
    has_text = any(_is_title(one) and _is_plain(after) for one, after in pairwise(section))
    return [Paragraph("", one.heading, 0) if _is_title(one) and not has_text else one for one in section]


def _is_title(one: Paragraph) -> bool:
    return one.level == 2 and not one.body


def _is_plain(one: Paragraph) -> bool:
    return one.level == 0 and not _SECOND.match(one.body)


def _read(line: str) -> Paragraph:
    level: Literal[0, 1, 2] = 1 if _FIRST.match(line) else 2 if _SECOND.match(line) else 0
    if not level:
        return Paragraph("", line, 0)
    sentence, stop, rest = line.partition("。")
    if stop and rest and len(sentence) < RUN_IN_MAX:
        return Paragraph(sentence + stop, rest, level)
    if line[-1] in _SENTENCE_END or (level == 2 and _TELLS.search(line)):
        return Paragraph("", line, 0)
    return Paragraph(line, "", level)


def blanks(text: str) -> list[str]:
    """The places a standard text leaves for the clerk, 【……】, and names of facts that nothing filled, {due_on}; none may be left
    when a document is issued."""
    return BLANK.findall(text)


def check_filled(text: str, *, field: str = "body") -> None:
    """Refused while a place is left to fill in: an issued paper is frozen and numbered, and nobody can fill it afterwards."""
    left = blanks(text)
    if left:
        raise Refused(f"正文里还有没填的空：{'、'.join(left[:3])}。请填好或者删去后再提交。", field=field)


_WHOLE = re.compile(r"\w?〔\d{4}〕\d+号(?:-\d+)?|\d+[年月日号]?|（[^）]{1,10}）|“[^”]{1,10}”|《[^》]{1,16}》")


def title_lines(pieces: list[str], width: int = 20) -> list[str]:
    """Pack the parts of a title into lines without splitting a part, a part longer than a line excepted (7.3.1).

    width: characters in a line of 2号 type on the 156 mm block.
    """
    lines: list[str] = []
    for piece in filter(None, pieces):
        if lines and len(lines[-1]) + len(piece) <= width:
            lines[-1] += piece
        else:
            lines += _halves(piece, width)
    return lines


def title_pieces(title: str) -> list[str]:
    """Where a title may break (7.3.1: no word is torn apart): before 关于 and what stands in brackets, after 的, 和, a year or
    month, and after marks."""
    pieces, piece = [], ""
    for at, character in enumerate(title):
        if piece and (title.startswith("关于", at) or character == "（" and len(piece) > 2):
            pieces.append(piece)
            piece = ""
        piece += character
        if character in "的、，）年月和" and len(piece) > 3:
            pieces.append(piece)
            piece = ""
    return [*pieces, piece]


def _halves(piece: str, width: int) -> list[str]:
    """Lines of nearly equal length, so that no single character hangs over; no number and no bracket is torn apart."""
    if len(piece) <= width:
        return [piece]
    size = -(-len(piece) // -(-len(piece) // width))
    inside = {at for found in _WHOLE.finditer(piece) for at in range(found.start() + 1, found.end())}
    cuts = [at for at in range(2, width + 1) if at not in inside and piece[at] not in "）〕》”、，。号"]
    cut = min(cuts, key=lambda at: abs(at - size), default=size)
    return [piece[:cut], *_halves(piece[cut:], width)]
