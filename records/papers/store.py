"""The file store: bytes under their sha256, encrypted, readable by the owner of the process only.

A blob is written to a file of its own and renamed into place, so that a reader never meets half a file, and the same
bytes are kept once. Nothing is ever changed here. The name is the hash of the plain bytes: `get` proves with it that
what comes out is what went in (GB/T 22239-2019 8.1.4.7 数据完整性).
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from township.crypto import HEAD, decrypt, encrypt, mark

CONTEXT = "store"
_NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)


class BlobMissing(Exception):
    """No file of this hash in the store."""


class BlobDamaged(Exception):
    """The file's plain bytes do not have the hash they are stored under."""


def put(data: bytes) -> str:
    """Keep `data`; returns its sha256 (hex). The same bytes may be put again at any time."""
    name = hashlib.sha256(data).hexdigest()
    path = _path(name)
    if path.exists():
        return name
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".")  # mkstemp files are 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(encrypt(data, context=CONTEXT))
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return name


def get(sha256: str) -> bytes:
    """The bytes of `sha256`. Raises BlobMissing, BlobDamaged, or CannotDecrypt when the file was tampered with."""
    try:
        sealed = _path(sha256).read_bytes()
    except FileNotFoundError as error:
        raise BlobMissing(sha256) from error
    data = decrypt(sealed, context=CONTEXT)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BlobDamaged(sha256)
    return data


def files() -> Iterator[Path]:
    """Every file there is, by name; drafts of a writer at work are none yet."""
    for path in sorted(_root().glob("??/*")):
        if _NAME.fullmatch(path.name):
            yield path


def put_sealed(name: str, sealed: bytes) -> None:
    """Put a file back as it lay in a store with the same key. Raises BlobMissing for a name that is no sha256."""
    path = _path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(sealed)
    path.chmod(0o600)


def is_sealed_now(path: Path) -> bool:
    """Whether the key in use sealed this file."""
    with path.open("rb") as stream:
        return stream.read(HEAD) == mark()


def seal_anew(path: Path) -> bool:
    """Seal a file with the key in use, if another one did; whether it was. Its name and plain bytes stay."""
    if is_sealed_now(path):
        return False
    data = decrypt(path.read_bytes(), context=CONTEXT)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as stream:
        stream.write(encrypt(data, context=CONTEXT))
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(draft, path)
    return True


def _root() -> Path:
    return Path(settings.VAR_DIR) / "store"


def _path(name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise BlobMissing("not a sha256")
    return _root() / name[:2] / name
