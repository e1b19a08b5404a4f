"""A change of the data key in a process of its own, killed with SIGKILL and taken up; the number is found before, during and after."""

import base64
import sys

import pytest
from django.conf import settings
from django.db import connection

from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.identities import id_hash
from records.keeping.models import KeyMark
from tests.config.parts import Parts, environment_of, shared_database, wait_until
from township.crypto import mark

pytestmark = pytest.mark.slow
NEW = base64.b64encode(b"\7" * 32).decode()
ID = "110101199003074514"
PEOPLE = 6000
LOOK = f"""
import django; django.setup()
from petitions.cases.models.petitioners import Petitioner
from petitions.cases.queries.identities import id_hash
row = Petitioner.objects.get(id_hash=id_hash("{ID}"))
assert (row.id_number, row.name) == ("{ID}", "覃木兰"), "found by another number"
from records.keeping.actions.keys import check_key
check_key()
print("found")
"""


def hex_of(value: bytes) -> str:
    return f"'\\x{value.hex()}'::bytea" if connection.vendor == "postgresql" else f"x'{value.hex()}'"


def left(shared) -> int:
    """Names that still bear the mark of the old key."""
    ((count,),) = shared.rows(f"SELECT count(*) FROM petitions_petitioner WHERE substr(name, 1, 5) = {hex_of(mark())}")  # noqa: S608
    return count


@pytest.fixture
def crowd(transactional_db, stage, quick_print, tmp_path):
    """A case with one person who is looked for and thousands whom nobody looks for."""
    KeyMark.objects.all().delete()
    stage.register()
    person = stage.case.petitioners.first()
    person.name, person.id_number, person.id_hash = "覃木兰", ID, id_hash(ID)
    person.save()
    given = {"township": stage.case.township, "case": stage.case, "role": "co_signer", "address": "河湾社区三组"}
    Petitioner.objects.bulk_create([Petitioner(**given, seq=n + 9, name=f"村民{n}") for n in range(PEOPLE)])
    return shared_database(tmp_path)


def test_a_change_of_the_key_is_killed_and_taken_up_and_the_number_is_found_all_the_time(crowd, tmp_path):
    before = environment_of(crowd, tmp_path)
    changing = environment_of(crowd, tmp_path, DATA_KEY=NEW, DATA_KEY_OLD=settings.DATA_KEY)
    after = environment_of(crowd, tmp_path, DATA_KEY=NEW)
    with Parts(before, tmp_path) as parts:
        parts.run(sys.executable, "-c", LOOK)
    everything = left(crowd)
    assert everything == PEOPLE + 1
    with Parts(changing, tmp_path) as parts:
        for time in (1, 2):
            begun = left(crowd)
            process = parts.start(f"change{time}", sys.executable, "manage.py", "rotate_data_key")
            wait_until(lambda begun=begun: left(crowd) < begun, 60, "the first rows", every=0.02)
            parts.kill(process)
            assert 0 < left(crowd) < begun, "killed in the middle"
            parts.run(sys.executable, "-c", LOOK)
        parts.run(sys.executable, "manage.py", "rotate_data_key")
        assert left(crowd) == 0
        parts.run(sys.executable, "-c", LOOK)
    with Parts(after, tmp_path) as parts:
        parts.run(sys.executable, "-c", LOOK)
        parts.run(sys.executable, "manage.py", "verify_journal")
