"""Encryption of identity data and keyed hashes for exact search.

The key never lives in the database (settings.DATA_KEY, 32 bytes, base64). Stored form of a value: one version byte,
a 12-byte nonce, then AES-256-GCM ciphertext with its tag; the context (model and field) is authenticated with it, so a
ciphertext moved into another column does not open. Source: 个人信息保护法 51; GB/T 22239-2019 8.1.4 (数据保密性).
"""

import base64
import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x01"
NONCE_BYTES = 12


class CannotDecrypt(Exception):
    """The stored value does not open with this key in this place."""


@lru_cache(maxsize=8)
def _derived(master: str, purpose: str) -> bytes:
    raw = base64.b64decode(master)
    if len(raw) != 32:
        raise ValueError("DATA_KEY must be 32 bytes, base64")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(raw)


def encrypt(plain: bytes, *, context: str) -> bytes:
    """Seal `plain` for the place named by `context` (for example "petitions.Petitioner.name")."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_derived(settings.DATA_KEY, "seal")).encrypt(nonce, plain, context.encode())
    return VERSION + nonce + sealed


def decrypt(stored: bytes, *, context: str) -> bytes:
    """Open what `encrypt` made; raises CannotDecrypt for a foreign key, a moved or a damaged value."""
    if stored[:1] != VERSION:
        raise CannotDecrypt("unknown version byte")
    nonce, sealed = stored[1 : 1 + NONCE_BYTES], stored[1 + NONCE_BYTES :]
    try:
        return AESGCM(_derived(settings.DATA_KEY, "seal")).decrypt(nonce, sealed, context.encode())
    except InvalidTag as error:
        raise CannotDecrypt(context) from error


def seal_key(purpose: str) -> bytes:
    """A key for seals (HMAC) that whoever holds the database alone cannot make again."""
    return _derived(settings.DATA_KEY, f"seal:{purpose}")


def fingerprint() -> str:
    """Which key is in use, in 32 hex characters; says nothing of the key itself."""
    return hmac.new(_derived(settings.DATA_KEY, "fingerprint"), b"township", hashlib.sha256).hexdigest()[:32]


def keyed_hash(value: str, *, purpose: str) -> str:
    """Keyed hash (hex, 32 characters) of a normalised value: equal values are found without being readable."""
    if not value:
        return ""
    key = _derived(settings.DATA_KEY, f"index:{purpose}")
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()[:32]
