"""The file store: what goes in comes out, and nothing on the disk can be read or changed unnoticed."""

import hashlib
import os
import stat
from pathlib import Path

import pytest

from records.papers import store
from records.papers.store import BlobDamaged, BlobMissing
from township.crypto import CannotDecrypt, encrypt

DATA = "信访材料：张三 13812345678".encode() * 50


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "store"


def test_bytes_are_kept_once_under_their_hash(folder):
    name = store.put(DATA)
    assert name == hashlib.sha256(DATA).hexdigest()
    assert store.put(DATA) == name
    assert store.get(name) == DATA
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [name]


def test_the_disk_holds_no_plain_text_and_only_the_owner_reads(folder):
    path = folder / (name := store.put(DATA))[:2] / name
    assert b"13812345678" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_changed_file_is_noticed(folder):
    name = store.put(DATA)
    path = folder / name[:2] / name
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(bytes(sealed))
    with pytest.raises(CannotDecrypt):
        store.get(name)
    path.write_bytes(encrypt(b"other bytes", context="store"))
    with pytest.raises(BlobDamaged):
        store.get(name)


@pytest.mark.parametrize("name", ["", "0" * 64, "../../etc/passwd", "0" * 63 + "/", "A" * 64])
def test_only_a_hash_is_a_name(folder, name):
    with pytest.raises(BlobMissing):
        store.get(name)


def test_a_write_that_breaks_off_leaves_nothing_behind(folder, monkeypatch):
    def broken(*args):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError):
        store.put(DATA)
    assert [path for path in Path(folder).rglob("*") if path.is_file()] == []
