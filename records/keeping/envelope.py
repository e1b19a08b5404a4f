"""A backup sealed to a public key (X25519): who makes it cannot open it again, and neither can who steals it.

Layout: magic, ephemeral public key, then chunks of a mebibyte under AES-256-GCM; the nonce counts, its last byte marks the
final chunk, so that nothing is reordered, dropped or cut off unnoticed.
"""

import base64
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

MAGIC = b"TOWNSHIP-BACKUP-1\n"
CHUNK = 1 << 20
TAG = 16


class CannotOpen(Exception):
    """Another private key, or a file that was damaged or cut."""


def new_pair() -> tuple[str, str]:
    """(public key, private key) in base64. The private one belongs into the safe, not on the machine."""
    private = X25519PrivateKey.generate()
    secret = private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    return _text(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)), _text(secret)


def seal(source: BinaryIO, target: BinaryIO, public_key: str) -> None:
    """Encrypt a file; public_key: base64, as `new_pair` gives it."""
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(base64.b64decode(public_key)))
    ours = once.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    target.write(MAGIC + ours)
    cipher = _cipher(shared, ours)
    for number, (chunk, is_last) in enumerate(_chunks(source, CHUNK)):
        target.write(cipher.encrypt(_nonce(number, is_last), chunk, None))


def unseal(source: BinaryIO, target: BinaryIO, private_key: str) -> None:
    """Decrypt what `seal` wrote; raises CannotOpen."""
    if source.read(len(MAGIC)) != MAGIC:
        raise CannotOpen
    ours = source.read(32)
    private = X25519PrivateKey.from_private_bytes(base64.b64decode(private_key))
    cipher = _cipher(private.exchange(X25519PublicKey.from_public_bytes(ours)), ours)
    try:
        for number, (chunk, is_last) in enumerate(_chunks(source, CHUNK + TAG)):
            target.write(cipher.decrypt(_nonce(number, is_last), chunk, None))
    except InvalidTag:
        raise CannotOpen from None


def is_sealed(source: BinaryIO) -> bool:
    """Whether the file begins as `seal` begins; the place in the file is kept."""
    start = source.read(len(MAGIC))
    source.seek(0)
    return start == MAGIC


def _cipher(shared: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=MAGIC).derive(shared))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    chunk = source.read(size)
    while True:
        following = source.read(size)
        yield chunk, not following
        if not following:
            return
        chunk = following


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
