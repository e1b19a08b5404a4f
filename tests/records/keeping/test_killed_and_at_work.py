"""The keeping commands in processes of their own: a backup while people write, a restore without the key."""

import sys

import pytest

from tests.config.parts import Parts, wait_until
from tests.records.keeping.test_backup_restore import FILL, places  # noqa: F401 - the fixture

pytestmark = pytest.mark.slow
WRITE = FILL.replace("for n in range(3):", "for n in range(100000):") + "    time.sleep(0.05)\n"


def test_a_backup_while_people_write_comes_back_whole(places, tmp_path):  # noqa: F811
    office, new = places("office"), places("new")
    office.manage("migrate", "-v", "0")
    with Parts(office.env, tmp_path) as parts:
        writer = parts.start("writer", sys.executable, "-c", "import time\n" + WRITE)
        wait_until(lambda: len(office.blobs()) > 5, 60, "the first files")
        for folder in ("first", "second"):
            office.manage("backup", str(tmp_path / folder))
        assert writer.poll() is None, "it wrote all the time"
    written = len(office.blobs())
    (archive,) = (tmp_path / "second").iterdir()
    assert "全部核对无误。" in new.manage("restore", str(archive))
    assert 5 < len(new.blobs()) <= written and new.blobs().items() <= office.blobs().items()


def test_a_restore_without_the_key_is_refused_and_leaves_the_place_empty(places, tmp_path):  # noqa: F811
    office, new = places("office"), places("new")
    office.manage("migrate", "-v", "0")
    assert office.run("-c", FILL).returncode == 0
    office.manage("backup", str(tmp_path / "backups"))
    (archive,) = (tmp_path / "backups").iterdir()
    said = new.refused("restore", str(archive), DATA_KEY="")
    assert "另一把数据密钥" in said and "Traceback" not in said and new.blobs() == {}
    assert "全部核对无误。" in new.manage("restore", str(archive)), "with the key put back the same place takes it"
