"""Words that may be a person's, typed at the screen: they rest encrypted in the session, the address carries a mark.

A name, a telephone number or a document number that narrows a list must stand in no address, no cookie and no log of a
server, and be gone with the session (个人信息保护法 51; GB/T 22239-2019 8.1.4.10 剩余信息保护). Whoever reads the mark learns
nothing, and in another session it opens nothing.
"""

import re
import secrets
from base64 import b64decode, b64encode

from township.crypto import CannotDecrypt, decrypt, encrypt

KEY = "kept"
MOST = 40  # words of one session; the oldest give way
_MARK = re.compile(r"kept-[0-9a-f]{16}", re.ASCII)


def is_mark(text: str) -> bool:
    """Whether this is a mark and not words somebody typed into the address."""
    return _MARK.fullmatch(text) is not None


def keep(request, place: str, name: str, words: str) -> str:
    """The mark under which `words` rest from now on, for the field `name` of the page `place`; the same words, the same mark."""
    held: dict[str, str] = request.session.get(KEY, {})
    for mark, sealed in held.items():
        if _opened(sealed, place, name) == words:
            return mark
    mark = f"kept-{secrets.token_hex(8)}"
    sealed = b64encode(encrypt(words.encode(errors="ignore"), context=_context(place, name))).decode()
    newest = list(held.items())[1 - MOST :]
    request.session[KEY] = dict(newest) | {mark: sealed}
    return mark


def kept(request, place: str, name: str, mark: str) -> str | None:
    """The words under a mark; None when the session that held them is over, or they belong to another page or field."""
    sealed = request.session.get(KEY, {}).get(mark)
    return None if sealed is None else _opened(sealed, place, name)


def _context(place: str, name: str) -> str:
    return f"township.kept.{place}.{name}"


def _opened(sealed: str, place: str, name: str) -> str | None:
    try:
        return decrypt(b64decode(sealed), context=_context(place, name)).decode()
    except CannotDecrypt:
        return None
