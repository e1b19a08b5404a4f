"""The systemd units of the deployment guide, as they would be installed, with the project's own folders in them."""

import shlex
from configparser import ConfigParser
from pathlib import Path

from tests.config.parts import BIN, ROOT

UNITS = ROOT / "deploy" / "systemd"
INSTALLED = "/srv/township"  # where the guide puts the project


def as_here(text: str) -> str:
    return text.replace(f"{INSTALLED}/.venv/bin", str(BIN)).replace(INSTALLED, str(ROOT))


def unit(name: str) -> ConfigParser:
    """The unit of web, worker or beat; a key that stands twice keeps its last value."""
    found = ConfigParser(strict=False, interpolation=None)
    found.optionxform = str
    found.read_string(as_here((UNITS / f"township-{name}.service").read_text()))
    return found


def command(name: str) -> list[str]:
    """What the unit starts."""
    return shlex.split(unit(name)["Service"]["ExecStart"])


def installed_copies(folder: Path) -> list[Path]:
    """The units written into `folder` as they would stand in /etc/systemd/system on this machine."""
    copies = []
    for file in sorted(UNITS.glob("*.service")):
        copy = folder / file.name
        copy.write_text(as_here(file.read_text()).replace("User=township", "User=root"))
        copies.append(copy)
    return copies
