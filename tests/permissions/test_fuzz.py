"""Requests of chance to every page and form that each role reaches: none of them is a fault (5xx).

FUZZ: requests a role. A small number goes to the township of the permission table in every run; from 1,000 on the roles of the
demonstration are tried, where every institution has its things (20,000 a role in a full one, hours: `FUZZ=20000 script/test
tests/permissions/test_fuzz.py`). FUZZ_SEED: of the chance, to repeat a run; FUZZ_ROLES: accounts, to do some of them; -s shows how many were sent and
answered how.
"""

import os

import pytest
from django.test import Client

from tests.permissions.fuzzing import Fuzz
from tests.permissions.test_routes import ROUTES
from tests.permissions.world import build
from township.directory.models.accounts import Account
from township.journal import views

pytestmark = pytest.mark.once
MANY = int(os.environ.get("FUZZ", "60"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
IN_FULL = MANY >= 1000
DEMO = "linxiao,gaoming,lijian,wangqiang,hejing,chenli,mali,zhengjie,sunhao,platform,nobody"
ROLES = os.environ.get("FUZZ_ROLES", DEMO).split(",") if IN_FULL else []
NOBODY = "nobody"
PUBLIC = ("/lookup/", "/login/", "/")
ENDS_IT = "township:logout"


def faults(client: Client, who: str, pages: int) -> str:
    """What went wrong when chance had its way with what this visitor reaches."""
    fuzz = Fuzz(client, who, SEED)
    fuzz.look_around(PUBLIC if who == NOBODY else ("/",), ROUTES.items(), most=pages)
    fuzz.pages.pop(ENDS_IT, None)
    fuzz.send(MANY)
    answers = ", ".join(f"{status} × {count}" for status, count in sorted(fuzz.answered.items()))
    print(f"{who}, seed {SEED}: {fuzz.answered.total()} requests ({answers}), {len(fuzz.faults)} faults")  # noqa: T201 - read with -s
    assert fuzz.answered[200] and (who == NOBODY or fuzz.answered[302]), "pages and acts were reached"
    return "\n".join(f"{place}\n    {what}" for place, what in fuzz.faults.items())


@pytest.mark.skipif(IN_FULL, reason="the demonstration is tried instead")
def test_chance_finds_no_fault(cast, stand_at, quick_print, bare_frame, bare_refusals):
    stand_at(cast.today)
    build(cast)
    for who in ("clerk", "director", "liaison", NOBODY):
        assert faults(Client() if who == NOBODY else cast.client(who), who, 60) == ""


@pytest.mark.slow
@pytest.mark.parametrize("who", ROLES)
def test_chance_finds_no_fault_in_the_demonstration(who, loaded, db, bare_frame, bare_refusals):
    client = Client()
    if who != NOBODY:
        client.force_login(Account.objects.get(username=who))
    assert faults(client, who, 600) == ""


@pytest.mark.skipif(IN_FULL, reason="the demonstration has the names of the cast")
def test_a_fault_would_be_found(cast, monkeypatch):
    """What the walks above rest on: a page that breaks is noted with the place where it did."""

    def breaks(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(views, "filtered", breaks)
    fuzz = Fuzz(cast.client("auditor"), "auditor", SEED)
    fuzz.look_around(("/journal/",), most=1)
    [(place, what)] = fuzz.faults.items()
    assert "ZeroDivisionError" in place and "journal/views.py" in place and "/journal/" in what
