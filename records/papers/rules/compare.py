"""Two versions of a text side by side: what fell away, what came."""

import difflib

Line = tuple[str, str]


def compared(older: str, newer: str) -> list[Line]:
    """(sign, line): " " same, "-" only in the older, "+" only in the newer text."""
    lines = difflib.ndiff(older.splitlines(), newer.splitlines())
    return [(line[0], line[2:]) for line in lines if line[0] != "?"]


def two_sides(older: str, newer: str) -> tuple[list[Line], list[Line]]:
    """(lines of the older text, lines of the newer), each with its sign."""
    lines = compared(older, newer)
    return [line for line in lines if line[0] != "+"], [line for line in lines if line[0] != "-"]
