"""The command line: no command of this house begins with another data key than the database was written with.

What was sealed with a wrong key is lost; web, worker and migrate refuse to start, and so does what is run by hand.
"""

import gc
from collections.abc import Sequence

from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand

HOUSE = frozenset({"assessment", "meetings", "petitions", "records", "supervision", "township"})
BY_HAND = frozenset({"shell", "loaddata", "dumpdata", "changepassword", "createsuperuser"})
# Asks itself into what it writes; read a file and no database; makes a pair of keys.
NEED_NO_KEY = frozenset({"restore", "check_draw", "verify_scores"})


def needs_key(argv: Sequence[str]) -> bool:
    """Whether the command of this line reads or writes what is sealed."""
    name = argv[1] if len(argv) > 1 else ""
    if name in NEED_NO_KEY or {"-h", "--help", "--new-key"} & set(argv[2:]):
        return False
    return name in BY_HAND or get_commands().get(name) in HOUSE


class Manager(ManagementUtility):
    """Django's, which asks for the key once the applications are loaded."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        command = super().fetch_command(subcommand)
        gc.freeze()  # the program itself is never garbage: a long import went through all of it again and again
        gc.enable()
        if subcommand == self.argv[1] and needs_key(self.argv):
            from records.keeping.actions.keys import refuse_wrong_key  # noqa: PLC0415 - needs the applications loaded

            refuse_wrong_key()
        return command


def run(argv: Sequence[str]) -> None:
    """What manage.py does."""
    gc.disable()  # while two thousand modules are loaded, of which nothing is garbage: a tenth of the start
    Manager(argv).execute()
