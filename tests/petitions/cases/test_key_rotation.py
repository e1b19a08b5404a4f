"""A new data key while people work: found by number before, during and after; interrupted and taken up; nothing left behind."""

import base64

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from petitions.cases.queries.identities import id_hash
from records.keeping.actions import rotation
from records.keeping.actions.keys import WrongKey, check_key
from records.keeping.actions.rotation import rotate
from records.keeping.models import KeyMark, KeyRing
from records.keeping.queries.sealed import left_at_old
from records.papers import store
from records.papers.models.documents import Document
from township import crypto
from township.journal.queries import verify_chain
from township.refusals import Refused

NEW, NEWER = (base64.b64encode(sign * 32).decode() for sign in (b"\3", b"\4"))
ID = "110101199003074514"


@pytest.fixture
def office(stage, settings, tmp_path, quick_print):
    """A case with a person, issued papers and a file in the store."""
    settings.VAR_DIR = tmp_path
    KeyMark.objects.all().delete()
    check_key()
    stage.register()
    person = stage.case.petitioners.first()
    person.id_number, person.id_hash = ID, id_hash(ID)
    person.save()
    stage.accept()
    return stage


def found(stage) -> bool:
    person = type(stage.case.petitioners.first()).objects.filter(id_hash=id_hash(ID)).first()
    return person is not None and person.id_number == ID


def new_key(settings, new: str = NEW) -> None:
    settings.DATA_KEY_OLD, settings.DATA_KEY = settings.DATA_KEY, new
    crypto.forget_root()


def without_old(settings) -> None:
    settings.DATA_KEY_OLD = ""
    crypto.forget_root()


def test_search_by_number_holds_before_during_and_after(office, settings, cast):
    papers = list(Document.objects.exclude(blob="").values_list("blob", flat=True))
    assert papers and found(office)
    new_key(settings)
    check_key()  # with both keys at hand every process starts
    assert found(office) and left_at_old()
    total = sum(left_at_old().values())
    assert rotate(at=cast.at()) == total + 0
    assert left_at_old() == {} and found(office)
    without_old(settings)
    check_key()
    assert found(office)
    assert all(store.get(name) for name in papers)
    assert verify_chain(cast.township.pk).is_complete
    assert KeyRing.objects.count() == 1


def test_issued_papers_stay_frozen_afterwards(office, settings, cast):
    new_key(settings)
    rotate(at=cast.at())
    document = Document.objects.exclude(blob="").first()
    with pytest.raises(Exception, match="frozen"), connection.cursor() as cursor:
        cursor.execute("UPDATE records_document SET number = 'x' WHERE id = %s", [document.pk])


def test_an_interrupted_one_goes_on(office, settings, cast, monkeypatch):
    new_key(settings)
    real, seen = rotation._value, []

    def dies(*given):
        seen.append(given)
        if len(seen) > 5:
            raise KeyboardInterrupt
        return real(*given)

    before = sum(left_at_old().values())
    monkeypatch.setattr(rotation, "BATCH", 2)
    monkeypatch.setattr(rotation, "_value", dies)
    with pytest.raises(KeyboardInterrupt):
        rotate(at=cast.at())
    monkeypatch.setattr(rotation, "_value", real)
    between = sum(left_at_old().values())
    assert 0 < between < before and found(office)
    rotate(at=cast.at())
    assert left_at_old() == {} and rotate(at=cast.at()) == 0


def test_what_somebody_changes_meanwhile_is_not_overwritten(office, settings, cast):
    person = office.case.petitioners.first()
    new_key(settings)
    field = person._meta.get_field("name")
    (pk, raw), *_ = rotation.sealed_otherwise(type(person), field)
    changed = type(person).objects.get(pk=pk)
    changed.name = "改过的名字"
    changed.save()
    assert rotation._value(type(person), field, pk, bytes(raw)) == 0
    rotate(at=cast.at())
    assert type(person).objects.get(pk=pk).name == "改过的名字"


def test_what_a_third_key_sealed_is_counted_and_keeps_nothing_else_from_the_new_one(
    office, settings, cast, monkeypatch
):
    ours = settings.DATA_KEY
    first = office.case.petitioners.first()
    settings.DATA_KEY = NEWER
    first.save()
    settings.DATA_KEY = ours
    office.register()
    new_key(settings)
    monkeypatch.setattr(rotation, "BATCH", 1)
    foreign = {"petitions_petitioner.name", "petitions_petitioner.id_number"}
    with pytest.raises(Refused, match="第三把密钥"):
        rotate(at=cast.at())
    assert foreign <= set(left_at_old()) and all(count == 1 for count in left_at_old().values())
    assert office.case.petitioners.first().name, "the other case's people are sealed anew"


def test_a_second_change_keeps_the_root(office, settings, cast):
    root = crypto.root()
    for key in (NEW, NEWER):
        new_key(settings, key)
        rotate(at=cast.at())
        without_old(settings)
    assert crypto.root() == root and found(office)
    assert verify_chain(cast.township.pk).is_complete


def test_the_command_says_what_is_missing(office, settings, cast, capsys):
    with pytest.raises(CommandError, match="DATA_KEY_OLD"):
        call_command("rotate_data_key")
    new_key(settings)
    call_command("rotate_data_key", check=True)
    assert "petitions_petitioner.name" in capsys.readouterr().out
    call_command("rotate_data_key")
    assert "用原密钥加密的：0" in capsys.readouterr().out
    settings.DATA_KEY, settings.DATA_KEY_OLD = NEWER, base64.b64encode(b"\5" * 32).decode()
    with pytest.raises(CommandError, match="不是原密钥"):
        call_command("rotate_data_key")
    with pytest.raises(WrongKey):
        check_key()
