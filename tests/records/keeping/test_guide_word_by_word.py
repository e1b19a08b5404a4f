"""Every command of the deployment guide that manages the office, run as it stands there, in its order, by a shell.

Only names of folders and of the archive are put in place of those of the guide; `migrate` goes before, as deploy/serve does it.
"""

import re
import subprocess
import sys

import pytest

from tests.records.keeping.test_backup_restore import FILL, KEY, OTHER, ROOT, Place, places  # noqa: F401 - the fixture
from tests.records.keeping.test_guide import GUIDE

pytestmark = [pytest.mark.slow]
COMMANDS = [
    line.partition("#")[0].strip()
    for block in re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL)
    for line in block.splitlines()
    if "manage.py " in line
]
ARCHIVE = "/srv/backup/township-20261128-023000.tar"


class Guide:
    """The commands of the guide and which of them were run."""

    def __init__(self, tmp_path):
        self.backups, self.key, self.ran = tmp_path / "backups", tmp_path / "backup.key", set()

    def follow(self, place: Place, *beginnings: str, **env: str) -> str:
        """Run those of the guide's commands that begin so, at this place; what they said."""
        said = []
        for line in COMMANDS:
            words = re.sub(r"^(?:docker-compose exec web )?(?:python )?manage\.py ", "", line)
            if not any(words == one or words.startswith(f"{one} ") for one in beginnings):
                continue
            self.ran.add(line)
            done = subprocess.run(
                f"{sys.executable} manage.py {self._here(words)}",
                shell=True,
                cwd=ROOT,
                env={**place.env, **env},
                capture_output=True,
                text=True,
                timeout=300,
            )
            assert done.returncode == 0, (line, done.stderr[-800:])
            said.append(done.stdout)
        return "\n".join(said)

    def _here(self, words: str) -> str:
        for ending in (".tar.sealed", ".tar"):
            made = sorted(self.backups.glob(f"*{ending}"))
            if f"023000{ending}" in words and made:
                words = words.replace(ARCHIVE.removesuffix(".tar") + ending, str(made[-1]))
        words = words.replace("/srv/backup", str(self.backups)).replace("/root/backup.key", str(self.key))
        return words + (" --dry-run" if words.startswith("collectstatic") else "")


def test_the_commands_of_the_guide_do_what_it_says(places, tmp_path):  # noqa: F811
    guide, office = Guide(tmp_path), places("office")
    office.manage("migrate", "-v", "0")
    assert "platform" in guide.follow(
        office, "load_calendar", "load_categories", "create_platform_admin", "collectstatic"
    )
    assert office.run("-c", FILL).returncode == 0

    # a new data key: both in place, rewrapped, the old one taken out
    renewed = {"DATA_KEY": OTHER, "DATA_KEY_OLD": KEY}
    guide.follow(office, "rotate_data_key", **renewed)
    office.env["DATA_KEY"] = OTHER

    # a backup comes back, open and sealed, into empty places with the key of its day
    assert "已备份" in guide.follow(office, "backup")
    assert "全部核对无误。" in guide.follow(places("new", OTHER), f"restore {ARCHIVE}")
    checked = guide.follow(places("new", OTHER), "verify_store", "verify_journal")
    assert "3 个文件，0 个有问题" in checked and "6 条完好" in checked
    public, private = [
        line.partition("=" if "=" in line[:20] else "：")[2]
        for line in office.manage("backup", "--new-key").splitlines()
    ]
    guide.key.write_text(private)
    guide.follow(office, "backup", BACKUP_PUBLIC_KEY=public)
    assert "全部核对无误。" in guide.follow(places("third", OTHER), f"restore {ARCHIVE}.sealed")
    assert guide.ran == set(COMMANDS), "a command of the guide that nobody tried"
