"""The deployment guide names commands and options that exist."""

import re
import shlex
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "deployment.md").read_text()
BLOCKS = "\n".join(re.findall(r"```\n(.*?)```", GUIDE, re.DOTALL))
LINES = sorted(set(re.findall(r"manage\.py ([a-z_]+[^\n|]*)", BLOCKS)))


def test_the_guide_shows_backup_restore_and_both_checks():
    assert {"backup", "restore", "verify_store", "verify_journal"} <= {line.split()[0] for line in LINES}


@pytest.mark.parametrize("line", LINES)
def test_every_command_of_the_guide_is_understood(line):
    name, *words = shlex.split(line, comments=True)
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(words)
