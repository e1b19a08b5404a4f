"""A short piece of a text around the words that were searched, so that a reader sees why a matter was found."""

from dataclasses import dataclass

from township.search import words

BEFORE, LENGTH = 16, 80


@dataclass(frozen=True)
class Piece:
    """A run of text; is_hit: it is one of the searched words."""

    text: str
    is_hit: bool = False


def excerpt(text: str, query: str) -> tuple[Piece, ...]:
    """About eighty signs from a little before the first hit on, cut into hits and the rest; none when no word stands in it."""
    plain = " ".join(text.split())
    low = plain.lower()
    wanted = [word for word in words(query) if word in low]
    if not wanted or len(low) != len(plain):
        return ()
    first = min(low.index(word) for word in wanted)
    start = max(0, first - BEFORE)
    shown = plain[start : start + LENGTH]
    head, tail = "…" * (start > 0), "…" * (start + LENGTH < len(plain))
    return (*_pieces(head + shown + tail, wanted),)


def _pieces(text: str, wanted: list[str]) -> list[Piece]:
    pieces, at, low = [], 0, text.lower()
    while at < len(text):
        hits = [(low.index(word, at), -len(word)) for word in wanted if word in low[at:]]
        if not hits:
            pieces.append(Piece(text[at:]))
            break
        begin, length = min(hits)
        if begin > at:
            pieces.append(Piece(text[at:begin]))
        pieces.append(Piece(text[begin : begin - length], True))
        at = begin - length
    return pieces
