"""The file store: bytes under their sha256, encrypted, on the shelf of this deployment (records.papers.shelves).

A file appears whole or not at all, so that a reader never meets half of one, and the same bytes are kept once. Nothing is ever
changed here; a file leaves when its time of keeping is over and no row names it (records.keeping.actions.erasing). The name is the hash of the plain bytes: `get` proves with it that what comes out is what went in
(GB/T 22239-2019 8.1.4.7 数据完整性).
"""

import hashlib
from collections.abc import Iterator

from records.papers.shelves import NAME, shelf
from township.crypto import HEAD, decrypt, encrypt, mark

CONTEXT = "store"


class BlobMissing(Exception):
    """No file of this hash in the store."""


class BlobDamaged(Exception):
    """The file's plain bytes do not have the hash they are stored under."""


def put(data: bytes) -> str:
    """Keep `data`; returns its sha256 (hex). The same bytes may be put again at any time."""
    name = hashlib.sha256(data).hexdigest()
    if not shelf().has(name):
        shelf().write(name, encrypt(data, context=CONTEXT))
    return name


def get(sha256: str) -> bytes:
    """The bytes of `sha256`. Raises BlobMissing, BlobDamaged, or CannotDecrypt when the file was tampered with."""
    data = decrypt(sealed(sha256), context=CONTEXT)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BlobDamaged(sha256)
    return data


def names() -> Iterator[str]:
    """Every file there is, by name."""
    return shelf().names()


def sealed(name: str, size: int = -1) -> bytes:
    """The file as it lies there, or its first `size` bytes. Raises BlobMissing."""
    try:
        return shelf().read(_checked(name), size)
    except FileNotFoundError as error:
        raise BlobMissing(name) from error


def put_sealed(name: str, data: bytes) -> None:
    """Put a file back as it lay in a store with the same key. Raises BlobMissing for a name that is no sha256."""
    shelf().write(_checked(name), data)


def drop(name: str) -> None:
    """Take a file out of the store; nothing happens when it is not there. Whoever calls knows that no row names it."""
    shelf().remove(_checked(name))


def is_sealed_now(name: str) -> bool:
    """Whether the key in use sealed this file."""
    return sealed(name, HEAD) == mark()


def seal_anew(name: str) -> bool:
    """Seal a file with the key in use, if another one did; whether it was. Its name and plain bytes stay."""
    if is_sealed_now(name):
        return False
    shelf().write(name, encrypt(decrypt(sealed(name), context=CONTEXT), context=CONTEXT))
    return True


def _checked(name: str) -> str:
    if not NAME.fullmatch(name):
        raise BlobMissing("not a sha256")
    return name
