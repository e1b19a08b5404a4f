"""A title stands in every list, sheet and paper in clear: it names the matter, never the petitioner (个人信息保护法 6, 51)."""

from collections.abc import Iterable

from township.directory.rules.identity import mask_name
from township.words import name_patterns, plain_letters, says_who, without_numbers


def without_who(title: str, names: Iterable[str]) -> str:
    """The title with such names and numbers masked: for one that was made from the petitioner's own words."""
    names = list(names)
    if not says_who(title, names):
        return title
    text = plain_letters(title)
    for name, pattern in name_patterns(text, names):
        text = pattern.sub(mask_name(name), text)
    return without_numbers(text)


def without_homes(title: str, addresses: Iterable[str]) -> str:
    """The title without where somebody lives: the end of an address, from its first sign or from within (二组12号), as 某处. An end
    without a number is a place like any other and stays."""
    for address in addresses:
        plain = "".join(address.split())
        ends = (plain[at:] for at in range(len(plain) - 3) if not plain[at].isdigit())
        found = next((end for end in ends if end in title and any(sign.isdigit() for sign in end)), "")
        title = title.replace(found, "某处") if found else title
    return title
