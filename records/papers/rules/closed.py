"""Texts that many read, for a reader who is shut out of something they speak of: those lines are left out.

A frozen pack, circular or report is stored once and read by people from whom a matter in it is kept (限知规则). What is left
out is said, so that nobody takes the text for the whole; the stored text stays as it is.
"""

from collections.abc import Collection, Sequence

OMITTED = "（此处涉及您不能查看的事项，已略去。）"
REFUSAL = "这份文件里有您不能查看的事项（回避、涉及或者限知），请向联席办经办人了解其余内容。"


def mentions(text: str, closed: Collection[str]) -> bool:
    """Whether the text speaks of something closed: by number or title."""
    return any(word in text for word in closed)


def without_closed(body: str, closed: Collection[str]) -> str:
    """The text with every line that speaks of something closed left out and said to be; lines of tables (|a|b|) fall away."""
    if not mentions(body, closed):
        return body
    lines: list[str] = []
    for line in body.splitlines():
        if not mentions(line, closed):
            lines.append(line)
        elif not line.startswith("|") and (not lines or lines[-1] != OMITTED):
            lines.append(OMITTED)
    return "\n".join(lines)


def open_rows(rows: Sequence[Sequence[str]], closed: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The rows of a table none of whose cells speaks of something closed."""
    return tuple(tuple(row) for row in rows if not any(mentions(str(cell), closed) for cell in row))
