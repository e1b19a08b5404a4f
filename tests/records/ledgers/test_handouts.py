"""Whatever leaves the house goes through one door: noted, numbered, signed; much of it or any identity on two persons' word."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from django.urls import get_resolver

from records.imports.actions.checking import check_rows
from records.imports.actions.imports import start_import
from records.ledgers.models import TakingOut
from records.ledgers.rules import taking_out
from records.ledgers.views import handouts
from tests.permissions.test_routes import ROUTES
from tests.petitions.ledger.ledgers import OWN, own, workbook
from tests.petitions.stage import stage  # noqa: F401 - the fixture
from township.frame.handouts import HANDOUTS
from township.journal.models import JournalEntry

HOUSE = Path(__file__).resolve().parents[3]
FLOORS = ("township", "records", "petitions", "meetings", "supervision", "assessment")
SENDS = re.compile(r"(?<!def )\b(?:xlsx|pdf|file)_response\(")
# Who answers with a file otherwise than through the door or a ledger, and why.
OTHERWISE = {
    "assessment/commendation/views.py": "the notice that is put up in public",
    "meetings/documents/views/letters.py": "a letter to be signed: a paper",
    "meetings/receptions/views/rosters.py": "the notice that was put up in public",
    "meetings/sessions/views/materials.py": "a file as it was handed in; one event for a calendar",
    "meetings/sessions/views/minutes.py": "a frozen paper",
    "petitions/cases/views/papers.py": "papers and files of one case, each reading in the journal",
    "petitions/lookup/views/lookups.py": "the petitioner's own paper",
    "petitions/plans/views.py": "a frozen paper",
    "records/imports/views/imports.py": "the empty template",
    "records/papers/views/files.py": "a frozen paper; a file as it was handed in",
    "records/papers/views/flows.py": "the preview of a paper",
    "supervision/draws/views/draws.py": "what is published with its hash",
}
THROUGH = {"records/ledgers/views/pages.py", "township/frame/responses.py"}


def sheet_of(answer) -> openpyxl.Workbook:
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_nobody_hands_out_beside_the_door():
    """A new answer with a file is a Handout, a ledger, or stands in the table above with its reason."""
    found = {}
    for floor in FLOORS:
        for path in (HOUSE / floor).rglob("*.py"):
            text = path.read_text()
            if SENDS.search(text):
                found[str(path.relative_to(HOUSE))] = text
    beside = {name for name, text in found.items() if "hand_out(" not in text and name not in THROUGH}
    assert beside - OTHERWISE.keys() == set()
    assert {name for name in OTHERWISE if name not in found} == set()
    for name, text in found.items():
        if name not in OTHERWISE and name not in THROUGH:
            makes = text.count("def make(") + text.count("lambda mark:")
            assert len(SENDS.findall(text)) == makes, f"{name}: a file that is not made by a handout"


@pytest.mark.parametrize(
    ("who", "address", "name"),
    [
        ("auditor", "/journal/export/", "township:journal_export"),
        ("auditor", "/compliance/sheet/", "assessment:compliance_sheet"),
        ("director", "/assessment/leaders/sheet/?year=2026", "assessment:leaders_sheet"),
        ("director", "/receptions/coverage/sheet/", "meetings:coverage_sheet"),
        ("clerk", "/analysis/sheet.xlsx", "petitions:analysis_sheet"),
    ],
)
def test_every_sheet_is_signed_and_more_than_the_limit_takes_two(cast, stand_at, monkeypatch, who, address, name):
    stand_at(cast.today)
    get_resolver().url_patterns  # noqa: B018 - every page is there
    client, code = cast.client(who), HANDOUTS[name].code
    book = sheet_of(client.get(address))
    line = JournalEntry.objects.filter(action=code).latest("seq")
    number = line.detail["number"]
    assert "导" in number
    assert (book.properties.creator, book.properties.title) == (cast.person(who).name, number)
    assert number in book.properties.description and number in book.worksheets[0].oddFooter.right.text
    assert book["导出说明"]["B3"].value == number
    monkeypatch.setattr(handouts, "needs_approval", lambda rows, has_identity: True)
    page = client.get(address)
    assert "申请导出 Excel" in page.content.decode()
    assert "请写明" in client.post(address, {"reason": "x"}).content.decode()
    asked = client.post(address, {"reason": "区里检查要看台账"})
    row = TakingOut.objects.get()
    assert asked.url == f"/takings/{row.pk}/"
    assert client.get(f"/takings/{row.pk}/file/").status_code == 409
    decider = cast.client("convenor" if who != "convenor" else "director")
    decider.post(f"/takings/{row.pk}/", {"do": "agree", "remark": ""})
    taken = sheet_of(client.get(f"/takings/{row.pk}/file/"))
    assert number != taken.properties.title and "导" in taken.properties.title
    assert JournalEntry.objects.filter(action=code).latest("seq").detail["approval"] == row.pk
    assert decider.get(f"/takings/{row.pk}/file/").status_code == 404


def test_rows_that_could_not_come_in_go_back_to_who_uploaded_them_only(cast, stage, stand_at):  # noqa: F811
    stand_at(cast.today)
    data = workbook(OWN, [own(信访日期="去年")])
    batch = start_import(
        kind="cases", name="台账.xlsx", data=data, by=cast.actor("clerk"), at=cast.at(), in_background=False, asks=False
    )
    check_rows(batch.pk, cast.at())
    address = f"/imports/{batch.pk}/failed.xlsx"
    assert sheet_of(cast.client("clerk").get(address))["未导入的行"].max_row == 2
    assert "含身份信息" in cast.client("clerk2").get(address).content.decode()


def test_every_handout_says_the_name_of_its_address():
    names = set(ROUTES)
    assert len(HANDOUTS) >= 12 and set(HANDOUTS) - names == set()


def test_the_limit_is_the_ledgers():
    assert handouts.needs_approval is taking_out.needs_approval
    assert [taking_out.needs_approval(*given) for given in ((200, False), (201, False), (1, True))] == [
        False,
        True,
        True,
    ]
