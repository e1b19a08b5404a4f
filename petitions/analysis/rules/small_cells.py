"""Small cells of a table that could point to a person: 1 to 4 are shown as ＜5.

Used where a cell counts what people said or were told about (evaluations by unit, accusations), never for plain volumes
of matters, which point to nobody. Complementary suppression is kept simple: when exactly one cell of a line is hidden
and its sum is shown, the smallest other cell that is not nought is hidden as well, so that it cannot be worked out; where
there is none, the sum itself is hidden. Source: 个人信息保护法第六条 (最小必要); the limit of five is the office's own rule.
"""

from collections.abc import Sequence

LIMIT = 5
HIDDEN = "＜5"
ALSO_HIDDEN = "…"
NOTE = "1 至 4 的数以“＜5”表示；只有一格被隐去时，另隐一格（…），以免推算出个人。"


def is_small(n: int) -> bool:
    """Whether a count could point to a person."""
    return 0 < n < LIMIT


def shown(n: int) -> str:
    """One count that stands alone."""
    return HIDDEN if is_small(n) else str(n)


def shown_with_sum(cells: Sequence[int]) -> tuple[list[str], str]:
    """The cells of one line and their sum, as they may be shown."""
    words = [shown(n) for n in cells]
    total = sum(cells)
    hidden = [at for at, n in enumerate(cells) if is_small(n)]
    if len(hidden) > 1:
        return words, ALSO_HIDDEN if _gives_away([cells[at] for at in hidden]) else shown(total)
    if not hidden:
        return words, shown(total)
    others = [at for at, n in enumerate(cells) if n >= LIMIT]
    if not others:
        return words, shown(total) if is_small(total) else ALSO_HIDDEN
    words[min(others, key=lambda at: cells[at])] = ALSO_HIDDEN
    return words, str(total)


def shown_lines(lines: Sequence[Sequence[int]]) -> list[tuple[list[str], str]]:
    """Several lines with their sums, where the sum of each column is known as well (a rate beside the table shows it): a column in
    which a single cell is hidden, or whose hidden ones have only one way to share their sum, gets a second one, whose line loses its sum, so that neither can be worked out."""
    found = [shown_with_sum(cells) for cells in lines]
    for column in range(len(lines[0]) if lines else 0):
        hidden = [at for at, (words, _) in enumerate(found) if words[column] in (HIDDEN, ALSO_HIDDEN)]
        if not hidden or len(hidden) > 1 and not _gives_away([lines[at][column] for at in hidden]):
            continue
        others = [at for at in range(len(lines)) if at not in hidden]
        if others:
            at = min(others, key=lambda at: (lines[at][column] == 0, lines[at][column]))
            words, _ = found[at]
            words[column] = ALSO_HIDDEN
            found[at] = (words, ALSO_HIDDEN)
    return found


def _gives_away(small: Sequence[int]) -> bool:
    """Whether the sum of several hidden cells leaves only one way to share it out: all are 1, or all are the most."""
    return sum(small) in (len(small), len(small) * (LIMIT - 1))


def sum_range(known: int, small: int) -> str:
    """A sum whose one part is small: the span it lies in ("33～36"), else the plain sum."""
    return f"{known + 1}～{known + LIMIT - 1}" if is_small(small) else str(known + small)
