"""Rivest's SHA-256 sampler: a draw that anybody can repeat with any SHA-256 tool.

Source: R. Rivest, "Reference implementation code for pseudo-random sampler for election audits" (2011). Pick i is SHA-256 of the
UTF-8 text "SEED,i" (i = 1, 2, 3 …) as a whole number, modulo the size of the list, plus one. Without replacement a number that
was drawn already is passed over and counting goes on.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count

from township.refusals import Refused


@dataclass(frozen=True)
class Pick:
    """One hash. counter: i, from 1; text: what was hashed; digest: its SHA-256, 64 hexadecimal signs; remainder: from 0;
    number: place in the list, from 1."""

    counter: int
    text: str
    digest: str
    remainder: int

    @property
    def number(self) -> int:
        return self.remainder + 1


def picks(seed: str, size: int) -> Iterator[Pick]:
    """Pick after pick of a list of `size` (at least 1), numbers drawn before included; without end."""
    if size < 1:
        raise ValueError("nothing to draw from")
    for counter in count(1):
        text = f"{seed},{counter}"
        digest = sha256(text.encode()).hexdigest()
        yield Pick(counter, text, digest, int(digest, 16) % size)


def sample(seed: str, size: int, wanted: int) -> list[Pick]:
    """`wanted` different places of a list of `size`, in the order drawn. Refused for more than there are."""
    if wanted > size:
        raise Refused(f"名单里只有 {size} 个单位，抽不出 {wanted} 个。")
    drawn: dict[int, Pick] = {}
    if wanted > 0:
        for pick in picks(seed, size):
            drawn.setdefault(pick.number, pick)
            if len(drawn) == wanted:
                break
    return list(drawn.values())


def seed_of(seed: str, stratum: int) -> str:
    """The seed of one stratum, so that two lists of the same size are not drawn alike. stratum: its number, from 1."""
    return f"{seed}:{stratum}"
