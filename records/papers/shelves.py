"""Where the sealed files lie: a folder, or a bucket of an S3-compatible server that several hosts share.

Both keep the same bytes under the same names, so that files may be carried from one to the other as they are
(manage.py backup and restore do). What is in them is sealed before it comes here (records.papers.store).
"""

import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.files.base import ContentFile

NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)
PREFIX = "store"


class Shelf(Protocol):
    """Sealed files by name; write replaces a file whole or not at all."""

    def has(self, name: str) -> bool: ...

    def read(self, name: str, size: int = -1) -> bytes:
        """The sealed bytes, or their first `size`; FileNotFoundError when there is none."""

    def write(self, name: str, sealed: bytes) -> None: ...

    def remove(self, name: str) -> None:
        """Without a word when there is none."""

    def names(self) -> Iterator[str]:
        """Every file, by name."""


class Folder:
    """Files of their own in folders named after their first two signs, readable by the owner of the process only."""

    def __init__(self, root: Path):
        self._root = root

    def has(self, name: str) -> bool:
        return self._path(name).exists()

    def read(self, name: str, size: int = -1) -> bytes:
        with self._path(name).open("rb") as stream:
            return stream.read(size)

    def write(self, name: str, sealed: bytes) -> None:
        path = self._path(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".")  # mkstemp files are 0600
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(sealed)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(draft, path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise

    def remove(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[str]:
        for path in sorted(self._root.glob("??/*")):
            if NAME.fullmatch(path.name):  # drafts of a writer at work are none yet
                yield path.name

    def _path(self, name: str) -> Path:
        return self._root / name[:2] / name


class Bucket:
    """Objects in a bucket, through django-storages. An object appears whole or not at all; writing it again changes nothing."""

    def __init__(self, storage):
        self._storage = storage

    def has(self, name: str) -> bool:
        return self._storage.exists(self._key(name))

    def read(self, name: str, size: int = -1) -> bytes:
        with self._storage.open(self._key(name), "rb") as stream:
            return stream.read() if size < 0 else stream.read(size)

    def write(self, name: str, sealed: bytes) -> None:
        self._storage.save(self._key(name), ContentFile(sealed))

    def remove(self, name: str) -> None:
        self._storage.delete(self._key(name))

    def names(self) -> Iterator[str]:
        for start in sorted(self._storage.listdir(PREFIX)[0]):
            for name in sorted(self._storage.listdir(f"{PREFIX}/{start}")[1]):
                if NAME.fullmatch(name):
                    yield name

    def _key(self, name: str) -> str:
        return f"{PREFIX}/{name[:2]}/{name}"


def shelf() -> Shelf:
    """The one this deployment uses: the bucket that STORE_BUCKET names, else the folder under VAR_DIR."""
    if settings.STORE_BUCKET:
        return _bucket(settings.STORE_BUCKET, settings.STORE_ENDPOINT, settings.STORE_KEY, settings.STORE_SECRET)
    return Folder(Path(settings.VAR_DIR) / PREFIX)


@cache
def _bucket(name: str, endpoint: str, key: str, secret: str) -> Bucket:
    from storages.backends.s3 import S3Storage  # noqa: PLC0415 - only where a bucket is used

    return Bucket(
        S3Storage(
            bucket_name=name,
            endpoint_url=endpoint or None,
            access_key=key or None,
            secret_key=secret or None,
            default_acl=None,
            file_overwrite=True,
            querystring_auth=False,
            addressing_style="path",
        )
    )
