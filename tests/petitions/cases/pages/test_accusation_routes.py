"""A token planted in an accusation, asked for at every address of the project by the accused unit's people and others."""

import io
import zipfile
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver

from petitions.cases.rules.entries import PetitionerData, TargetData
from records.matters.models.events import Event
from records.papers.actions.attachments import attach
from records.papers.models.approvals import Approval
from records.papers.models.documents import Document
from tests.petitions import doors
from tests.records.papers.file_samples import PDF

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("quick_print")]
TOKEN = "苍耳子七三九"
ACCUSED = ("liaison", "leader")  # of the unit that is accused: its liaison, and who is in charge of it
OTHERS = ("director", "auditor")
OUTSIDERS = (*ACCUSED, *OTHERS, "liaison2", "grid", "chief", "sysadmin", "east_clerk")


@pytest.fixture
def accused(stage, stand_at):
    """An accusation of the building office with the token in every place where words can stand, routed and sealed."""
    cast = stage.cast
    stand_at(stage.day)
    stage.register(
        purpose="accusation",
        title=f"{TOKEN}标题",
        words=f"村镇建设办何静收受贿赂，{TOKEN}。",
        claims=(f"查处{TOKEN}",),
        place_text=f"{TOKEN}工地",
        petitioners=(PetitionerData(name=f"周{TOKEN}", phone="13900001111", address=f"{TOKEN}村"),),
        targets=(TargetData(unit_id=cast.unit("building").pk), TargetData(name=f"{TOKEN}公司")),
        named_ids=(cast.person("convenor").pk,),
    )
    upload = SimpleUploadedFile(f"{TOKEN}.pdf", PDF)
    attach(matter=stage.case.matter, upload=upload, purpose="evidence", by=cast.actor("clerk"), at=cast.at())
    to = cast.unit("discipline").pk
    stage.do(doors.propose_route, "clerk", to_unit_id=to, reason=f"{TOKEN}属其职权", body=f"移送{TOKEN}一件。")
    stage.decide("route", "convenor", approved=True)
    return stage


def patterns(resolver=None, prefix=""):
    """(address with places, names of the places) of every page."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.pattern.converters
        else:
            yield from patterns(entry, prefix + str(entry.pattern))


def addresses(stage) -> list[str]:
    """Every page, each place filled with what belongs to the accusation; numbers without a home get the case's."""
    case = stage.case
    homes = {
        "attachment_id": case.matter.attachments.get().pk,
        "document_id": Document.objects.get(kind="transfer").pk,
        "approval_id": Approval.objects.get(kind="route").pk,
        "petitioner_id": case.petitioners.get().pk,
        "event_id": Event.objects.first().pk,
    }
    found = []
    for address, places in patterns():
        for name, converter in places.items():
            kind = type(converter).__name__
            value = homes.get(name, case.pk) if kind == "Number" else TOKEN
            tag = {
                "Number": "number",
                "StringConverter": "str",
                "SlugConverter": "slug",
                "PathConverter": "path",
            }.get(kind)
            address = address.replace(f"<{tag}:{name}>", str(value)).replace(f"<{name}>", str(value))
        found.append("/" + address)
    return sorted(set(found))


# Half of the token is looked for, so that what was typed may come back in its own field without being the token.
ANSWERS = (200, 400, 403, 404, 405)  # of pages; a form that was sent by GET is 405
SEARCHES = (f"?q={TOKEN[:4]}", f"?text={TOKEN[:4]}", "?case_class=accusation")


@pytest.mark.parametrize("who", (*ACCUSED, *OTHERS))
def test_the_frame_around_every_page_does_not_show_the_token(accused, who):
    for address in ("/", "/?whole=1", "/done/", "/inbox/", "/approvals/", "/nowhere/"):
        assert TOKEN not in text_of(accused.cast.client(who).get(address, follow=True)), address


@pytest.mark.parametrize("who", (*ACCUSED, *OTHERS))
def test_no_address_shows_the_token_to_who_is_not_on_the_list(accused, who, bare_frame, bare_refusals):
    client = accused.cast.client(who)
    client.raise_request_exception = False
    asked = addresses(accused)
    assert len(asked) > 60
    for address in asked:
        if "logout" in address or "healthz" in address:
            continue
        is_list = not any(sign.isdigit() for sign in address) and TOKEN not in address
        for query in ("", *SEARCHES) if is_list else ("",):
            reply = client.get(address + query, follow=True)
            assert reply.status_code in ANSWERS, (address + query, reply.status_code)
            assert TOKEN not in text_of(reply), address + query


def test_control_the_same_search_finds_the_token_in_an_ordinary_case(stage, stand_at):
    stand_at(stage.day)
    stage.register(title=f"{TOKEN}路灯不亮", words=f"{TOKEN}三组路灯不亮。")
    client = stage.cast.client("director")
    for address in ("/search/", "/cases/", "/cases/export.xlsx"):
        assert any(TOKEN in text_of(client.get(address + query, follow=True)) for query in SEARCHES), address


def text_of(reply) -> str:
    """Body and headers, where file names stand; of a workbook what is packed inside."""
    body = b"".join(reply.streaming_content) if reply.streaming else reply.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    heads = unquote(" ".join(reply.headers.values()))
    return heads + body.decode("utf-8", errors="ignore")


def test_the_case_is_not_there_for_them(accused):
    case = accused.case
    for who in OUTSIDERS:
        reply = accused.cast.client(who).get(f"/cases/{case.pk}/")
        assert reply.status_code == (403 if who in ("auditor", "sysadmin") else 404), who
        assert case.number not in reply.content.decode()


def test_after_the_seal_not_even_the_list_sees_the_words_on_any_page(accused, bare_frame, bare_refusals):
    for who in ("clerk", "convenor"):
        client = accused.cast.client(who)
        client.raise_request_exception = False
        for address in addresses(accused):
            if "logout" in address:
                continue
            assert f"收受贿赂，{TOKEN}" not in text_of(client.get(address)), (who, address)
