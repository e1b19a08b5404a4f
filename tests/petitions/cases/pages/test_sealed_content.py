"""What is sealed or asks for a right stays closed at every address it could be asked for at."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from petitions.cases.rules.entries import PetitionerData, TargetData
from records.papers.actions.attachments import attach
from records.papers.models.documents import Document
from tests.petitions import doors
from tests.petitions.cases.pages.browser import form_fields
from tests.records.papers.file_samples import PDF


@pytest.fixture
def accused(stage):
    """Written down by the clerk, the convenor named, one file brought along."""
    stage.register(
        purpose="accusation",
        targets=(TargetData(name="远志砂石公司"),),
        named_ids=(stage.cast.person("convenor").pk,),
    )
    file = SimpleUploadedFile("远志公司账本.pdf", PDF)
    attach(matter=stage.case.matter, upload=file, purpose="evidence", by=stage.cast.actor("clerk"), at=stage.cast.at())
    return stage


def seal(stage):
    stage.do(doors.propose_route, "clerk", to_unit_id=stage.cast.unit("discipline").pk, reason="属纪检监察职权")
    stage.decide("route", "convenor", approved=True)


def test_a_sealed_file_is_closed_at_both_of_its_addresses(accused):
    cast, case = accused.cast, accused.case
    file = case.matter.attachments.get()
    addresses = (f"/cases/{case.pk}/files/{file.pk}/", f"/attachments/{file.pk}/")
    for address in addresses:
        assert cast.client("clerk").get(address).content == PDF
    seal(accused)
    for who in ("clerk", "convenor"):
        for address in addresses:
            reply = cast.client(who).get(address)
            assert (reply.status_code, "内容已经封存" in reply.content.decode()) == (403, True), (who, address)
    for address in addresses:
        assert cast.client("director").get(address).status_code == 404


def test_the_registration_form_is_closed_to_who_may_not_see_identities(stage):
    cast = stage.cast
    stage.register("grid")
    doors.print_registration(case_id=stage.case.pk, by=cast.actor("clerk"), at=cast.at())
    form = Document.objects.get(matter_id=stage.case.pk, kind="registration")
    for address in (
        f"/cases/{stage.case.pk}/papers/{form.pk}/",
        f"/documents/{form.pk}/",
        f"/documents/{form.pk}/print/",
    ):
        assert cast.client("clerk").get(address).status_code == 200, address
        reply = cast.client("grid").get(address)
        assert (reply.status_code, "您的岗位不能查看" in reply.content.decode()) == (403, True), address


def test_a_callers_number_is_not_shown_for_correction_and_stays_as_it_is(stage):
    stage.register(channel="call", caller_number="13812341234", petitioners=(PetitionerData(name="张三丰"),))
    client, address = stage.cast.client("clerk"), f"/cases/{stage.case.pk}/edit/"
    page = client.get(address).content.decode()
    assert "13812341234" not in page
    assert "138****1234" in page
    client.post(address, form_fields(page) | {"do": "save", "place_text": "河湾社区三组"})
    assert (stage.again().caller_number, stage.case.place_text) == ("13812341234", "河湾社区三组")
    client.post(
        address, form_fields(client.get(address).content.decode()) | {"do": "save", "caller_number": "13900001111"}
    )
    assert stage.again().caller_number == "13900001111"


def test_after_sealing_neither_file_names_nor_who_is_complained_of_are_listed(accused):
    client, address = accused.cast.client("clerk"), f"/cases/{accused.case.pk}/"
    assert "远志公司账本.pdf" in client.get(f"{address}files/").content.decode()
    assert "远志砂石公司" in client.get(address).content.decode()
    seal(accused)
    page = client.get(f"{address}files/").content.decode()
    assert "附件 1（内容封存）" in page
    assert "远志" not in page + client.get(address).content.decode()


def test_an_accusers_form_is_printed_by_who_wrote_it_down_and_by_nobody_else(accused):
    cast, case = accused.cast, accused.case
    accused.do(doors.name_reader, "clerk", person_id=cast.person("clerk2").pk)
    address = f"/cases/{case.pk}/registration.pdf"
    assert cast.client("clerk").get(address).status_code == 200
    reply = cast.client("clerk2").get(address)
    assert (reply.status_code, "须由知悉名单上的两人办理" in reply.content.decode()) == (403, True)
    seal(accused)
    assert cast.client("clerk").get(address).status_code == 403
    accused.do(doors.propose_unseal, "clerk", reason="纪委要求核对")
    accused.unseal("convenor", approved=True)
    assert cast.client("clerk").get(address).status_code == 200
    assert cast.client("clerk2").get(address).status_code == 403


def test_a_senseless_revision_is_a_stale_page_and_no_fault(accused):
    client, address = accused.cast.client("clerk"), f"/cases/{accused.case.pk}/name_reader/"
    reply = client.post(address, {"person_id": accused.cast.person("clerk2").pk, "revision": "abc"})
    assert reply.status_code == 200  # the page again, and nothing done
    assert not accused.case.matter.access_list.filter(person=accused.cast.person("clerk2")).exists()
