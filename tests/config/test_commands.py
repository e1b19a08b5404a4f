"""Which commands ask for the data key before they begin."""

import pytest
from django.core.management import get_commands

from config.commands import HOUSE, NEED_NO_KEY, needs_key


def test_every_command_of_the_house_asks_unless_it_says_why_not():
    ours = {name for name, app in get_commands().items() if app in HOUSE}
    assert ours > NEED_NO_KEY
    assert {name for name in ours if not needs_key(["manage.py", name])} == NEED_NO_KEY


@pytest.mark.parametrize(
    ("line", "asks"),
    [
        ("import_cases x.xlsx", True),
        ("shell -c 1", True),
        ("verify_store", True),
        ("create_platform_admin second", True),
        ("backup /srv/backup", True),
        ("backup --new-key", False),
        ("import_cases --help", False),
        ("journal_heads --help", False),
        ("migrate", False),  # refuses by itself, once the tables are there
        ("collectstatic --noinput", False),
        ("", False),
    ],
)
def test_what_reads_or_writes_sealed_words_asks(line, asks):
    assert needs_key(["manage.py", *line.split()]) is asks
