"""An accusation: only who stands on its list knows that it exists; its words are asked for with a reason."""

import io

import openpyxl
import pytest

from petitions.cases.models.cases import Case
from petitions.cases.rules.entries import TargetData
from records.papers.models.approvals import Approval
from tests.petitions.cases.pages.browser import form_fields
from township.journal.models import JournalEntry

TOKEN = "截留青苗补助款七万三千元"
EVERYBODY_ELSE = (
    "clerk2",
    "director",
    "chief",
    "liaison",
    "liaison2",
    "leader",
    "grid",
    "auditor",
    "sysadmin",
    "east_clerk",
)


@pytest.fixture
def accusation(stage):
    """Registered by 林晓 against the village construction office; 李建 is on the list."""
    target = TargetData(unit_id=stage.cast.unit("building").pk)
    stage.register(
        channel="letter",
        purpose="accusation",
        words=TOKEN,
        title=TOKEN,
        claims=(),
        targets=(target,),
        place_text="河湾社区",
        named_ids=(stage.cast.person("convenor").pk,),
    )
    return stage


def test_its_page_looks_different_and_keeps_the_words_until_a_reason_is_given(accusation):
    clerk, url = accusation.cast.client("clerk"), f"/cases/{accusation.case.pk}/"
    page = clerk.get(url).content.decode()
    assert (
        "检举控告事项" in page
        and "限知" in page
        and "只有知悉名单上的 2 人看得到（林晓、李建）" in page
        and TOKEN not in page
    )
    assert TOKEN not in clerk.post(f"{url}words/", {"reason": ""}).content.decode()
    shown = clerk.post(f"{url}words/", {"reason": "整理移送材料"})
    assert TOKEN in shown.content.decode() and "no-store" in shown["Cache-Control"]
    assert JournalEntry.objects.get(action="accusation.read").reason == "整理移送材料"
    assert TOKEN not in clerk.get(url).content.decode()


@pytest.mark.parametrize("who", EVERYBODY_ELSE)
def test_nobody_else_learns_that_it_exists(accusation, who):
    case, client = accusation.case, accusation.cast.client(who)
    for address in (
        "/",
        "/cases/",
        "/cases/?number=1",
        "/cases/?case_class=accusation",
        "/inbox/",
        "/approvals/",
    ):
        page = client.get(address, follow=True)
        assert case.number not in page.content.decode() and TOKEN not in page.content.decode(), (who, address)
    reads = who not in ("auditor", "sysadmin")  # cases at all
    answers = dict.fromkeys(("", "papers/", "files/", "links/"), 404 if reads else 403)
    answers |= {
        "edit/": 404 if who in ("clerk2", "east_clerk") else 403,
        "decide/1/": 404,
        "reader/": 404,
        "words/": 405 if who in ("chief", "clerk2", "director", "east_clerk") else 403,  # asked by a form
    }
    for address, status in answers.items():
        assert client.get(f"/cases/{case.pk}/{address}").status_code == status, address
    found = client.post("/cases/new/earlier/", {"p-0-phone": "13812341234"})
    assert case.number not in found.content.decode()
    found = client.post("/cases/person/", {"who": "张三丰"}, follow=True)
    assert case.number not in found.content.decode()


def test_counts_and_sheets_of_others_are_without_it(accusation):
    for who, cases in (("clerk", 1), ("convenor", 1), ("director", 0), ("liaison", 0)):
        client = accusation.cast.client(who)
        assert client.get("/cases/").context["totals"].cases == cases
        if who != "convenor":
            sheet = openpyxl.load_workbook(io.BytesIO(client.get("/cases/export.xlsx").content)).active
            assert sheet.max_row == 1 + cases
            assert TOKEN not in str([[cell.value for cell in row] for row in sheet.iter_rows()])


def test_it_is_routed_by_a_convenor_on_the_list_and_sealed(accusation, quick_print):
    clerk, url = accusation.cast.client("clerk"), f"/cases/{accusation.case.pk}/"
    page = clerk.get(f"{url}propose_route/").content.decode()
    fields = form_fields(page) | {"do": "save", "reason": "反映党员干部违纪"}
    refused = clerk.post(
        f"{url}propose_route/", fields | {"to_unit": accusation.cast.unit("building").pk}
    ).content.decode()
    assert "没有这个单位，请重新选择。" in refused and "反映党员干部违纪" in refused
    clerk.post(f"{url}propose_route/", fields | {"to_unit": accusation.cast.unit("discipline").pk})
    assert Approval.objects.get().kind == "route"
    convenor = accusation.cast.client("convenor")
    page = convenor.get(f"{url}decide_route/").content.decode()
    assert TOKEN not in page
    convenor.post(f"{url}decide_route/", form_fields(page) | {"do": "save"})
    case = Case.objects.get()
    assert (case.state, case.transferred_to, case.sealed_at is not None) == (
        "transferred",
        accusation.cast.unit("discipline"),
        True,
    )
    closed = clerk.post(f"{url}words/", {"reason": "再看一次内容"})
    assert closed.status_code == 403 and "内容已经封存" in closed.content.decode()


def test_another_reader_is_put_on_the_list_but_never_the_accused(accusation):
    clerk, url = accusation.cast.client("clerk"), f"/cases/{accusation.case.pk}/name_reader/"
    fields = form_fields(clerk.get(url).content.decode())
    refused = clerk.post(url, fields | {"person_id": accusation.cast.person("liaison").pk})
    assert refused.status_code == 200 and "invalid-feedback" in refused.content.decode()
    clerk.post(url, fields | {"person_id": accusation.cast.person("director").pk})
    assert accusation.cast.client("director").get(f"/cases/{accusation.case.pk}/").status_code == 200
    assert accusation.cast.client("liaison").get(f"/cases/{accusation.case.pk}/").status_code == 404


def test_a_leader_is_told_to_send_the_person_to_the_office(cast, typed):
    page = cast.client("leader").post(
        "/cases/new/",
        typed(channel="reception", leader=str(cast.person("leader").pk), session_on=cast.today, purpose="accusation"),
    )
    assert "检举控告只能由联席办经办人登记，请当面转告经办人，不要在系统里记录内容。" in page.content.decode()
    assert Case.objects.count() == 0


def test_corrections_keep_the_words_sealed(accusation):
    clerk, url = accusation.cast.client("clerk"), f"/cases/{accusation.case.pk}/edit/"
    page = clerk.get(url).content.decode()
    assert TOKEN not in page and "不改动就留空" in page
    fields = form_fields(page) | {"do": "save", "place_text": "河湾社区三组"}
    assert clerk.post(url, fields).url == f"/cases/{accusation.case.pk}/"
    case = Case.objects.get()
    assert (case.sealed_place, case.place_text, case.sealed_words, case.words) == ("河湾社区三组", "", TOKEN, "")
