"""The data key against the database, in the process itself."""

import base64

import pytest

from records.keeping.actions.keys import WrongKey, check_key
from records.keeping.models import KeyMark
from records.matters.models.access import Recusal
from township.crypto import fingerprint

OTHER = base64.b64encode(b"\2" * 32).decode()


@pytest.fixture(autouse=True)
def _unmarked(db):
    KeyMark.objects.all().delete()


def test_the_first_start_notes_the_key_and_a_later_one_with_another_is_refused(settings):
    ours = settings.DATA_KEY
    check_key()
    check_key()
    assert KeyMark.objects.get().fingerprint == fingerprint()
    settings.DATA_KEY = OTHER
    with pytest.raises(WrongKey) as refused:
        check_key()
    assert "请放回原来的密钥" in str(refused.value) and ours not in str(refused.value)


def test_a_database_that_was_never_marked_takes_only_the_key_that_opens_it(matter, cast, settings):
    """An office from before the marks: whatever key comes first must not become the right one."""
    ours = settings.DATA_KEY
    Recusal.objects.create(matter=matter, person=cast.person("clerk2"), reason="亲属", added_at=cast.at())
    settings.DATA_KEY = OTHER
    with pytest.raises(WrongKey):
        check_key()
    assert not KeyMark.objects.exists()
    settings.DATA_KEY = ours
    check_key()
    assert KeyMark.objects.get().fingerprint == fingerprint()
