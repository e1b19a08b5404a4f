"""Encryption of identity data and keyed hashes for exact search.

The key never lives in the database (settings.DATA_KEY, 32 bytes, base64). Stored form of a value: one version byte, four
bytes that say which key, a 12-byte nonce, then AES-256-GCM ciphertext with its tag; the context (model and field) is
authenticated with it, so a ciphertext moved into another column does not open. While the key is being changed
(`manage.py rotate_data_key`) the one before (settings.DATA_KEY_OLD) still opens what it sealed.

Hashes and seals hang on the root, which stays when the key changes: else nobody would be found by their number on that day,
and no line of the journal could be proved. Before the first change the root is the data key itself, afterwards it lies in
the database sealed with the data key (KeyRing). Source: 个人信息保护法 51; GB/T 22239-2019 8.1.4 (数据保密性).
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x02"
MARK_BYTES, NONCE_BYTES = 4, 12
HEAD = len(VERSION) + MARK_BYTES

_roots: dict[tuple[str, str], str] = {}
_ring: list[Callable[[], str | None]] = []


class CannotDecrypt(Exception):
    """The stored value does not open with this key in this place."""


@lru_cache(maxsize=16)
def _derived(master: str, purpose: str) -> bytes:
    raw = base64.b64decode(master)
    if len(raw) != 32:
        raise ValueError("DATA_KEY must be 32 bytes, base64")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(raw)


def encrypt(plain: bytes, *, context: str) -> bytes:
    """Seal `plain` for the place named by `context` (for example "petitions.Petitioner.name")."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_derived(settings.DATA_KEY, "seal")).encrypt(nonce, plain, context.encode())
    return mark() + nonce + sealed


def decrypt(stored: bytes, *, context: str) -> bytes:
    """Open what `encrypt` made; raises CannotDecrypt for a foreign key, a moved or a damaged value."""
    for master in _masters():
        if stored[:HEAD] == mark(master):
            nonce, sealed = stored[HEAD : HEAD + NONCE_BYTES], stored[HEAD + NONCE_BYTES :]
            try:
                return AESGCM(_derived(master, "seal")).decrypt(nonce, sealed, context.encode())
            except InvalidTag as error:
                raise CannotDecrypt(context) from error
    raise CannotDecrypt("sealed with another key")


def mark(master: str = "") -> bytes:
    """How a value begins that this key sealed, by default the one in use."""
    return VERSION + _derived(master or settings.DATA_KEY, "mark")[:MARK_BYTES]


def seal_key(purpose: str) -> bytes:
    """A key for seals (HMAC) that whoever holds the database alone cannot make again."""
    return _derived(root(), f"seal:{purpose}")


def fingerprint(master: str = "") -> str:
    """Which key is in use, in 32 hex characters; says nothing of the key itself."""
    key = _derived(master or settings.DATA_KEY, "fingerprint")
    return hmac.new(key, b"township", hashlib.sha256).hexdigest()[:32]


def keyed_hash(value: str, *, purpose: str) -> str:
    """Keyed hash (hex, 32 characters) of a normalised value: equal values are found without being readable."""
    if not value:
        return ""
    return hmac.new(_derived(root(), f"index:{purpose}"), value.encode(), hashlib.sha256).hexdigest()[:32]


def root() -> str:
    """What hashes and seals are made with; read once for a process."""
    keys = (settings.DATA_KEY, settings.DATA_KEY_OLD)
    if keys not in _roots:
        kept = _ring[0]() if _ring else None
        _roots[keys] = kept or settings.DATA_KEY_OLD or settings.DATA_KEY
    return _roots[keys]


def ring_lies_in(reader: Callable[[], str | None]) -> None:
    """Name who reads the root from the database; None from it = the key was never changed."""
    _ring[:] = [reader]


def forget_root() -> None:
    """Read the root anew when it is next needed."""
    _roots.clear()


def _masters() -> tuple[str, ...]:
    return (settings.DATA_KEY, settings.DATA_KEY_OLD) if settings.DATA_KEY_OLD else (settings.DATA_KEY,)
