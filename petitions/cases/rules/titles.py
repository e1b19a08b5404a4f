"""A title stands in every list, sheet and paper in clear: it names the matter, never the petitioner (个人信息保护法 6, 51)."""

import re
from collections.abc import Iterable

from township.directory.rules.identity import HALF_WIDTH, mask_name, normalise_name

# A mobile or landline number, or a resident ID number, standing alone.
NUMBER = re.compile(r"(?<!\d)(?:1[3-9]\d(?:[ -]?\d{4}){2}|0\d{2,3}[ -]?[2-9]\d{6,7}|\d{17}[\dXx])(?!\d)", re.ASCII)
LETTERS = {
    wide: plain for wide, plain in HALF_WIDTH.items() if chr(plain).isalnum()
}  # full-width signs stay as they are
LONGEST_NAME = 4  # what is longer names a body, and a body may stand in a title


def says_who(title: str, names: Iterable[str]) -> bool:
    """Whether the title holds the name of one of these people, a telephone number or a document number."""
    text = title.translate(LETTERS)
    return bool(NUMBER.search(text)) or any(name in text for name in _persons(names))


def without_who(title: str, names: Iterable[str]) -> str:
    """The title with such names and numbers masked: for one that was made from the petitioner's own words."""
    text = title.translate(LETTERS) if says_who(title, names) else title
    for name in _persons(names):
        text = text.replace(name, mask_name(name))
    return NUMBER.sub("****", text)


def _persons(names: Iterable[str]) -> list[str]:
    known = (normalise_name(name) for name in names)
    return [name for name in known if 2 <= len(name) <= LONGEST_NAME or "·" in name]
