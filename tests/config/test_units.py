"""The systemd units: what a machine without systemd can try of them. That they run is in test_production_parts.py."""

import os
import shutil
import subprocess

import pytest

from tests.config.units import command, installed_copies, unit

PARTS = ("web", "worker", "beat")


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_kept_running_and_may_write_into_its_data_alone(name):
    service, head = unit(name)["Service"], unit(name)["Unit"]
    assert (service["Restart"], service["KillMode"], service["User"]) == ("always", "mixed", "township")
    assert (head["StartLimitBurst"], head["StartLimitIntervalSec"]) == ("5", "600")
    assert (service["ProtectSystem"], service["UMask"]) == ("strict", "0077")
    assert service["ReadWritePaths"].endswith("/var") and service["EnvironmentFile"] == "/etc/township.env"
    assert os.access(command(name)[0], os.X_OK)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="没有 systemd-analyze")
def test_systemd_understands_the_units(tmp_path):
    copies = installed_copies(tmp_path)
    assert len(copies) == len(PARTS)
    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *map(str, copies)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    mine = [line for line in said.stderr.splitlines() if "township-" in line]
    assert mine == []
