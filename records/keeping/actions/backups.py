"""Backup: database, files, fingerprint of the key and checksums in one archive; restore: into an empty place, checked to the
last file.

The database first, the files after it: a file without a row is harmless, a row without its file is not. Files of the store are
encrypted where they lie and go as they are; the key never goes along.
"""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from records.keeping import envelope
from records.keeping.actions import databases
from records.keeping.actions.keys import WrongKey, check_key
from records.keeping.queries.blobs import blob_faults, named_blobs, stored_blobs
from records.keeping.rules.archives import Manifest, name_of, superfluous
from records.papers import store
from township.crypto import fingerprint
from township.directory.models.townships import Township
from township.journal.queries import verify_chain
from township.json_in import json_of
from township.refusals import Refused

NOT_OURS = "这不是本系统的备份文件，或者文件不完整。"
VERSION, DATABASE, MANIFEST, FILES = 1, "database", "manifest.json", "store"


class BadArchive(Refused):
    """The file is no backup of this program, or not the one it was."""


@dataclass(frozen=True)
class Checked:
    """What was found after a restore. townships: (name, entries of the journal, its last hash)."""

    manifest: Manifest
    blobs: int
    orphans: int
    townships: tuple[tuple[str, int, str], ...]
    faults: tuple[str, ...]


def make_backup(folder: Path, *, at: datetime) -> Path:
    """Write a backup into the folder and take away those that are past keeping; returns the new file. at: Asia/Shanghai.

    Encrypted to settings.BACKUP_PUBLIC_KEY when one is set. Appears under its name only when it is whole.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    public_key = settings.BACKUP_PUBLIC_KEY
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as place:
        plain = Path(place) / "plain.tar"
        _write(plain, Path(place), at)
        ready = plain
        if public_key:
            ready = Path(place) / "sealed"
            with plain.open("rb") as source, ready.open("wb") as target:
                envelope.seal(source, target, public_key)
        ready.chmod(0o600)
        target = folder / name_of(at, is_sealed=bool(public_key))
        os.replace(ready, target)
    for name in superfluous(path.name for path in folder.iterdir()):
        (folder / name).unlink()
    return target


def restore(file: Path, *, private_key: str = "") -> Checked:
    """Put a backup back into an empty database and an empty store, then read everything once.

    Refused before anything is written: not a backup, damaged, of the other database, written with another data key, a place
    that is not empty. What is wrong afterwards stands in `faults`.
    """
    databases.check_empty()
    if any(store.names()):
        raise databases.NotEmpty("文件库（store）不是空的。恢复只能放进空的地方，请先把原来的文件移走。")
    with _opened(file, private_key) as archive, tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as place:
        manifest = _checked_manifest(archive)
        members = {member.name: member for member in archive.getmembers()}
        dump = Path(place) / DATABASE
        with archive.extractfile(members[DATABASE]) as source, dump.open("wb") as target:
            shutil.copyfileobj(source, target)
        databases.put_back(dump)
        for name in manifest.files:
            if name.startswith(f"{FILES}/"):
                store.put_sealed(name.partition("/")[2], archive.extractfile(members[name]).read())
    connection.close()
    return check_all(manifest)


def check_all(manifest: Manifest) -> Checked:
    """Rows against the manifest, every file against its hash, every journal against its chain."""
    named = named_blobs()
    faults = [f"{fault.table} {fault.name[:12]}…：{fault.what}" for fault in blob_faults(named)]
    rows = databases.rows_of_tables()
    faults += [
        f"{table}：{rows.get(table, 0)} 行，备份时 {count} 行"
        for table, count in manifest.rows.items()
        if rows.get(table) != count
    ]
    townships = []
    for row in Township.objects.order_by("code"):
        verdict = verify_chain(row.pk)
        townships.append((row.short_name, verdict.head_seq, verdict.head_hash))
        if verdict.broken_seq:
            faults.append(f"{row.short_name}：流转与查阅记录第 {verdict.broken_seq} 条起对不上，{verdict.reason}")
    try:
        check_key()
    except WrongKey as wrong:
        faults.append(str(wrong))
    return Checked(manifest, len(named), len(stored_blobs() - named.keys()), tuple(townships), tuple(faults))


def _write(target: Path, place: Path, at: datetime) -> None:
    dump = place / DATABASE
    rows = databases.dump(dump)
    files = {DATABASE: _hash_of(dump)}
    with tarfile.open(target, "w") as archive:
        archive.add(dump, DATABASE)
        for blob in store.names():
            name, sealed = f"{FILES}/{blob}", store.sealed(blob)
            member = tarfile.TarInfo(name)
            member.size, member.mode, member.mtime = len(sealed), 0o600, int(at.timestamp())
            archive.addfile(member, io.BytesIO(sealed))
            files[name] = hashlib.sha256(sealed).hexdigest()
        manifest = Manifest(VERSION, at.isoformat(), databases.engine(), fingerprint(), rows, files)
        note = place / MANIFEST
        note.write_text(json.dumps(manifest.as_json(), ensure_ascii=False, indent=1))
        archive.add(note, MANIFEST)


@contextmanager
def _opened(file: Path, private_key: str) -> Iterator[tarfile.TarFile]:
    """The archive, decrypted into a folder of the process alone when it is sealed."""
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as place, file.open("rb") as source:
        ready = file
        if envelope.is_sealed(source):
            if not private_key:
                raise BadArchive("这份备份是加密的，请用 --private-key 指明私钥文件。")
            ready = Path(place) / "plain.tar"
            try:
                with ready.open("wb") as target:
                    envelope.unseal(source, target, private_key)
            except (envelope.CannotOpen, ValueError):
                raise BadArchive("私钥不对，或者备份文件已损坏。") from None
        try:
            with tarfile.open(ready) as archive:
                yield archive
        except tarfile.TarError:
            raise BadArchive(NOT_OURS) from None


def _checked_manifest(archive: tarfile.TarFile) -> Manifest:
    """The manifest, when every member has the hash it names and the key is ours."""
    names = set(archive.getnames())
    if MANIFEST not in names:
        raise BadArchive(NOT_OURS)
    try:
        manifest = Manifest(**json_of(archive.extractfile(MANIFEST).read()))
    except (ValueError, TypeError):  # no JSON, or of another program
        raise BadArchive(NOT_OURS) from None
    if manifest.version != VERSION:
        raise BadArchive(f"备份的格式是第 {manifest.version} 版，本程序只认第 {VERSION} 版。")
    if manifest.engine != databases.engine():
        raise BadArchive(f"备份来自 {manifest.engine}，这里是 {databases.engine()}，请换同一种数据库恢复。")
    if manifest.key != fingerprint():
        raise BadArchive(
            f"备份是用另一把数据密钥写的（标记 {manifest.key[:8]}，现在这把是 {fingerprint()[:8]}）。请先放回原来的 DATA_KEY。"
        )
    if set(manifest.files) != names - {MANIFEST}:
        raise BadArchive("备份里的文件与清单不一致。")
    for name, digest in manifest.files.items():
        if hashlib.sha256(archive.extractfile(name).read()).hexdigest() != digest:
            raise BadArchive(f"备份已损坏：{name} 与清单里的摘要不符。")
    return manifest


def _hash_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
