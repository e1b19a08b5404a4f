"""Identity data at rest: after everything that can happen to a case, no table holds it in readable form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from petitions.cases.rules.entries import PetitionerData
from records.acts.actions.drafts import save_draft
from records.papers.actions.attachments import attach
from tests.petitions import doors
from tests.petitions.tables import cells_with

pytestmark = pytest.mark.usefixtures("quick_print")
NAME, PHONE, NUMBER = "欧阳若兰", "13987650123", "110101199003074477"
HOME, DOMICILE, CALLER, WITNESS = "白果树巷七号院", "青杠林村老屋基", "0830-5521987", "见证人令狐冲"
KEPT = (NAME, PHONE, NUMBER, HOME, DOMICILE, CALLER, CALLER.replace("-", ""), WITNESS)


@pytest.fixture
def worked(stage, cast):
    """A call, taken all the way to the file, looked up, searched for, exported."""
    person = PetitionerData(
        name=NAME, phone=PHONE, id_type="111", id_number=NUMBER, address=HOME, domicile=DOMICILE, occupation="农民"
    )
    stage.register(channel="call", caller_number=CALLER, petitioners=(person,))
    who = {"by": cast.actor("clerk"), "at": cast.at()}
    attach(matter=stage.case.matter, upload=SimpleUploadedFile(f"{NAME}.txt", NAME.encode()), purpose="evidence", **who)
    doors.print_registration(case_id=stage.case.pk, **who)
    doors.reveal_identity(
        case_id=stage.case.pk, petitioner_id=stage.case.petitioners.get().pk, reason="电话告知进展", **who
    )
    stage.to("reply_approved")
    stage.deliver(manner="left", place=HOME, receiver=NAME, refusal_reason=f"{NAME}不在家", witnesses=WITNESS)
    stage.execute()
    stage.conclude()
    stage.do(doors.archive, "clerk")
    save_draft(account_id=cast.account("clerk").pk, form="case-new", payload={"p-0-name": [NAME, PHONE]}, at=cast.at())
    return stage


def test_no_table_holds_it_in_readable_form(worked, stand_at):
    stand_at(worked.day)
    client = worked.cast.client("clerk")
    for typed in (NAME, PHONE, NUMBER):
        client.post("/search/", {"q": typed})
        assert worked.case.number in client.get("/search/").content.decode()
        client.post("/cases/person/", {"who": typed})
    client.post("/cases/new/earlier/", {"p-0-name": NAME, "p-0-phone": PHONE, "p-0-id_number": NUMBER})
    client.post("/lookup/", {"number": worked.case.number, "code": worked.code})
    client.get("/cases/export.xlsx")
    assert {value: cells_with(value) for value in KEPT} == {value: set() for value in KEPT}


def test_control_a_word_of_the_matter_is_found(worked):
    assert ("petitions_case", "words") in cells_with("安置房")
