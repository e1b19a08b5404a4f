"""The registration form is identity data on paper: each opening is a look, counted like any other, and asks who it is again."""

import pytest

from records.matters.actions.reveal import MANY, REVEAL
from records.notices.models.notices import Notice
from records.papers.models.documents import Document
from tests.cast import TODAY, moment
from tests.petitions import doors
from tests.township.frame.test_second_factor import code_of, enrolled, logged_in
from township.journal.models import JournalEntry

ASKED = "请再确认是您本人"


def looks(who=None):
    rows = JournalEntry.objects.filter(action=REVEAL)
    return rows.filter(person_id=who.pk) if who else rows


def test_every_opening_of_the_form_is_a_look_and_the_tenth_is_told(stage):
    cast = stage.cast
    stage.register()
    client, form = cast.client("clerk"), f"/cases/{stage.case.pk}/registration.pdf"
    assert client.get(form).status_code == 200
    [look] = looks(cast.person("clerk"))
    assert look.subject_id == stage.case.pk and {"name", "phone"} <= set(look.detail["fields"])
    paper = Document.objects.get(matter_id=stage.case.pk, kind="registration")
    for address in (
        f"/cases/{stage.case.pk}/papers/{paper.pk}/",
        f"/documents/{paper.pk}/",
        f"/documents/{paper.pk}/print/",
    ):
        assert client.get(address).status_code == 200
    assert looks().count() == 4 and not Notice.objects.filter(kind="identity.many").exists()
    for _ in range(MANY - 4):
        client.get(form)
    assert [row.recipient_id for row in Notice.objects.filter(kind="identity.many")] == [cast.person("director").pk]


@pytest.fixture
def proving(settings, stand_at, stage):
    """A clerk with a second factor whose last proof is an hour old; go(address, data) asks, prove(address, data) answers."""
    stage.register()
    doors.print_registration(case_id=stage.case.pk, by=stage.cast.actor("clerk"), at=stage.cast.at())
    settings.SECOND_FACTOR = True
    stand_at(TODAY, 10, 0)
    enrolled(stage.cast, "clerk")
    client = logged_in("clerk")
    client.post("/login/code/", {"code": code_of(stage.cast.account("clerk"))})
    stand_at(TODAY, 10, 6)
    return client


def test_whoever_has_a_second_factor_is_asked_at_every_door_of_the_form(proving, stage):
    paper, before = Document.objects.get(matter_id=stage.case.pk, kind="registration"), looks().count()
    case = f"/cases/{stage.case.pk}/"
    doors_of_it = (
        f"{case}registration.pdf",
        f"{case}papers/{paper.pk}/",
        f"/documents/{paper.pk}/",
        f"/documents/{paper.pk}/print/",
    )
    for address in doors_of_it:
        assert ASKED in proving.get(address).content.decode(), address
    assert ASKED in proving.post(f"{case}edit/", {"do": "people", "reason": "更正联系电话"}).content.decode()
    assert ASKED not in proving.get(f"{case}edit/").content.decode()
    assert looks().count() == before
    code = code_of(stage.cast.account("clerk"), moment(TODAY, 10, 6))
    answer = proving.post(f"{case}registration.pdf", {"proof_only": "1", "proof": code})
    assert answer["Content-Type"] == "application/pdf" and looks().count() == before + 1
    assert proving.get(f"/documents/{paper.pk}/").status_code == 200
