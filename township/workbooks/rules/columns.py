"""Columns of a table and what they may mean: proposed from known headings, decided by a person.

The tables of aliases stand with each kind of import; they were drawn from exports of upper petition systems, of 12345
hotlines, and from ledgers as offices publish them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from township.directory.rules.identity import half_width

_NOTE = re.compile(r"\([^()]*\)$")
SHORTEST_ENDING = 4  # characters: 单位 or 时间 alone says too little


@dataclass(frozen=True)
class Column:
    """One thing a row may say. key: its name in the code; heading: in our template; aliases: other headings it is known by;
    sample and hint: for the page; width: in characters; is_offered: stands in the template; is_personal: says who somebody is or
    how to reach them, so that 经办人联系电话 is not proposed for it by its ending.
    """

    key: str
    heading: str
    aliases: tuple[str, ...] = ()
    sample: str = ""
    hint: str = ""
    width: int = 14
    is_offered: bool = True
    is_needed: bool = False
    is_personal: bool = False


def plain_heading(text: str) -> str:
    """One spelling of a heading: without blanks, stars, colons; half-width."""
    return "".join(half_width(text).split()).strip("*:：★☆")


def known_headings(columns: Iterable[Column]) -> dict[str, str]:
    """Heading as `plain_heading` spells it -> key; a column's own heading wins over another's alias."""
    columns = tuple(columns)
    found: dict[str, str] = {}
    for column in columns:
        found.setdefault(plain_heading(column.heading), column.key)
    for column in columns:
        for alias in column.aliases:
            found.setdefault(plain_heading(alias), column.key)
    return found


def key_of_heading(heading: str, known: Mapping[str, str]) -> str:
    """The key a heading is known for, also without the note in brackets at its end: 涉及人数（人）. "" when unknown."""
    spelled = plain_heading(heading)
    return known.get(spelled) or known.get(_NOTE.sub("", spelled)) or ""


def key_by_ending(heading: str, columns: Iterable[Column]) -> str:
    """The key of the longest known heading this one ends with (矛盾纠纷基本情况 is a 基本情况: in Chinese the noun stands last)."""
    spelled = _NOTE.sub("", plain_heading(heading))
    known = known_headings(column for column in columns if not column.is_personal)
    ends = [word for word in known if len(word) >= SHORTEST_ENDING and spelled.endswith(word)]
    return known[max(ends, key=len)] if ends else ""


def propose(
    headings: Sequence[str], columns: Sequence[Column], remembered: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Heading -> key, "" = not imported. What the office chose before wins; no key is proposed twice.

    remembered: `plain_heading` -> key ("" = left out) as this township chose it the last time.
    """
    remembered = remembered or {}
    known = known_headings(columns)
    own = {plain_heading(column.heading): column.key for column in columns}
    keys = {column.key for column in columns}
    found: dict[str, str] = dict.fromkeys(headings, "")
    taken: set[str] = set()
    for source in (remembered, own, known):
        for heading in headings:
            if found[heading] or plain_heading(heading) in remembered and source is not remembered:
                continue
            key = key_of_heading(heading, source) if source is known else source.get(plain_heading(heading), "")
            if key in keys and key not in taken:
                found[heading] = key
                taken.add(key)
    for heading in headings:
        key = "" if found[heading] or plain_heading(heading) in remembered else key_by_ending(heading, columns)
        if key and key not in taken:
            found[heading] = key
            taken.add(key)
    return found


def is_settled(
    headings: Sequence[str], columns: Sequence[Column], remembered: Mapping[str, str], left_out: Sequence[str] = ()
) -> bool:
    """Whether nobody needs to be asked: every heading is the template's own, was decided before, or is known to be left out."""
    own = {plain_heading(column.heading) for column in columns} | set(left_out)
    spelled = [plain_heading(heading) for heading in headings]
    return len(set(spelled)) == len(spelled) and all(word in own or word in remembered for word in spelled)
