"""A backup is worth what comes back: the commands of the deployment guide, in processes of their own, on an empty place."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from tests.config.parts import Parts, wait_until

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
KEY, OTHER = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
KEEP = """
import django; django.setup()
import time
from datetime import date
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from records.matters.models.matters import Matter
from records.papers.actions.attachments import attach
from township.actors import system_actor
from township.directory.models.townships import Township
from township.journal.actions import write_entry
def keep(matter, n):
    by, at = system_actor(matter.township_id, "测试", date(2026, 11, 28)), timezone.localtime()
    attach(matter=matter, upload=SimpleUploadedFile(f"说明{n}.txt", f"路灯不亮{n}".encode()), purpose="evidence", by=by, at=at)
    write_entry(by=by, at=at, action="case.register", subject_kind="case", subject_id=matter.pk, subject_label=matter.number)
"""
FILL = f"""{KEEP}
row = Township.objects.create(code="1", name="清河镇人民政府", short_name="清河镇", mark="清", office_name="清河镇联席办",
                              review_organ="县政府", final_review_organ="市政府")
matter = Matter.objects.create(township=row, kind="case", number="清信〔2026〕1号", title="路灯不亮", opened_on=date(2026, 11, 28))
for n in range(3):
    keep(matter, n)
"""
WRITE = f"""{KEEP}
matter = Matter.objects.get()
for n in range(3, 100000):
    keep(matter, n)
    time.sleep(0.05)
"""


class Place:
    """A machine of its own: database, folder, key."""

    def __init__(self, folder: Path, database: str, key: str = KEY):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.env = {
            **os.environ,
            "VAR_DIR": str(folder),
            "DATABASE_URL": database,
            "DATA_KEY": key,
            "LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "config.settings.base",
            "BACKUP_PUBLIC_KEY": "",
            "BACKUP_DIR": "",
        }

    def run(self, *words: str, **env: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env={**self.env, **env}, capture_output=True, text=True, timeout=300
        )

    def manage(self, *words: str, **env: str) -> str:
        done = self.run("manage.py", *words, **env)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *words: str, **env: str) -> str:
        done = self.run("manage.py", *words, **env)
        assert done.returncode != 0, done.stdout
        return done.stderr

    def blobs(self) -> dict[str, str]:
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.folder.glob("store/??/*")}


@pytest.fixture(scope="module")
def places(tmp_path_factory, django_db_setup, django_db_blocker):
    """place(name, key): on SQLite a file of its own, on PostgreSQL a database of its own."""
    if connection.vendor == "postgresql" and not shutil.which("pg_dump"):
        pytest.skip("needs pg_dump: install postgresql-client")
    made, folder = [], tmp_path_factory.mktemp("places")
    given = connection.settings_dict

    def admin(statement: str) -> None:
        link = psycopg2.connect(
            dbname="postgres",
            user=given["USER"] or None,
            password=given["PASSWORD"] or None,
            host=given["HOST"] or None,
            port=given["PORT"] or None,
        )
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(statement)
        link.close()

    def place(name: str, key: str = KEY) -> Place:
        if connection.vendor == "sqlite":
            return Place(folder / name, f"sqlite:///{folder / name / 'township.sqlite3'}", key)
        database = f"keeping_{name}_{os.getpid()}"
        if database not in made:
            admin(f'CREATE DATABASE "{database}" TEMPLATE template0')
            made.append(database)
        account = f"{given['USER'] or ''}{':' + given['PASSWORD'] if given['PASSWORD'] else ''}"
        return Place(folder / name, f"postgres://{account}@{given['HOST']}:{given['PORT'] or 5432}/{database}", key)

    yield place
    for database in made:
        admin(f'DROP DATABASE IF EXISTS "{database}"')


@pytest.fixture(scope="module")
def office(places) -> Place:
    """An office with three files."""
    office = places("office")
    office.manage("migrate", "-v", "0")
    filled = office.run("-c", FILL)
    assert filled.returncode == 0, filled.stderr
    assert len(office.blobs()) == 3
    return office


@pytest.fixture(scope="module")
def archive(office, tmp_path_factory) -> Path:
    """The backup of the office as it was filled."""
    backups = tmp_path_factory.mktemp("backups")
    assert "已备份" in office.manage("backup", str(backups))
    (archive,) = backups.iterdir()
    assert archive.stat().st_mode & 0o777 == 0o600
    assert KEY.encode() not in archive.read_bytes()
    return archive


def test_into_an_empty_place_everything_comes_back_byte_for_byte(places, office, archive):
    assert "3 个文件，0 个有问题" in office.manage("verify_store")
    new = places("new")
    said = new.manage("restore", str(archive))
    assert "清河镇：流转与查阅记录 6 条" in said and "全部核对无误。" in said
    assert new.blobs() == office.blobs()
    assert "6 条完好" in new.manage("verify_journal")
    assert "已经有乡镇" in new.refused("restore", str(archive)), "not over what is there"


@pytest.mark.once  # what follows is read out of the archive or compared before a database is asked
def test_what_is_damaged_or_of_another_key_is_refused(places, office, archive, tmp_path):
    other = places("other", OTHER)
    assert "另一把数据密钥" in other.refused("restore", str(archive))
    assert other.blobs() == {}
    damaged = tmp_path / "damaged.tar"
    data = bytearray(archive.read_bytes())
    middle = data.find(b"\x01", len(data) // 2)
    data[middle] ^= 0xFF
    damaged.write_bytes(data)
    assert "没有这个文件" in other.refused("restore", str(tmp_path / "nothing.tar"))
    assert "备份" in places("third").refused("restore", str(damaged))


@pytest.mark.once
def test_a_file_that_is_gone_or_changed_is_named(places, office, archive):
    new = places("changed")
    new.manage("restore", str(archive))
    changed, gone, _ = new.folder.glob("store/??/*")
    kept = changed.read_bytes()
    changed.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    gone.unlink()
    said = new.refused("verify_store")
    assert "打不开" in said and "文件不在" in said


@pytest.mark.once
def test_with_another_key_nothing_starts_and_nothing_is_written_or_read_by_hand(places, office):
    wrong = places("office", OTHER)
    for words in (
        ("manage.py", "migrate", "-v", "0"),
        ("-c", "import config.wsgi"),
        ("manage.py", "run_periodic"),
        ("manage.py", "shell", "-c", "1"),
    ):
        done = wrong.run(*words)
        assert done.returncode != 0 and "数据密钥（DATA_KEY）与数据库不符" in done.stderr, words


@pytest.mark.once
def test_a_restore_without_the_key_is_refused_and_leaves_the_place_empty(places, archive):
    new = places("keyless")
    said = new.refused("restore", str(archive), DATA_KEY="")
    assert "另一把数据密钥" in said and "Traceback" not in said and new.blobs() == {}
    assert "全部核对无误。" in new.manage("restore", str(archive)), "with the key put back the same place takes it"


@pytest.mark.once
def test_a_sealed_backup_opens_with_the_private_key_alone(places, office, tmp_path):
    public, private = [
        line.partition("=" if "=" in line[:20] else "：")[2]
        for line in office.manage("backup", "--new-key").splitlines()
    ]
    office.manage("backup", str(tmp_path / "backups"), BACKUP_PUBLIC_KEY=public)
    archive = next((tmp_path / "backups").glob("*.sealed"))
    assert b"township" not in archive.read_bytes()[100:]
    new = places("unsealed")
    assert "--private-key" in new.refused("restore", str(archive))
    (tmp_path / "wrong").write_text(public)
    assert "私钥不对" in new.refused("restore", str(archive), "--private-key", str(tmp_path / "wrong"))
    (tmp_path / "key").write_text(private)
    assert "全部核对无误。" in new.manage("restore", str(archive), "--private-key", str(tmp_path / "key"))
    assert settings.BACKUP_DIR == ""


def test_a_backup_while_people_write_comes_back_whole(places, office, tmp_path):
    with Parts(office.env, tmp_path) as parts:
        writer = parts.start("writer", sys.executable, "-c", WRITE)
        wait_until(lambda: len(office.blobs()) > 5, 60, "the first files")
        for folder in ("first", "second"):
            office.manage("backup", str(tmp_path / folder))
        assert writer.poll() is None, "it wrote all the time"
    written = len(office.blobs())
    (archive,) = (tmp_path / "second").iterdir()
    new = places("written")
    assert "全部核对无误。" in new.manage("restore", str(archive))
    assert 5 < len(new.blobs()) <= written and new.blobs().items() <= office.blobs().items()
