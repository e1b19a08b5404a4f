"""Cases on the desk of each role: what one owes and no more, in a fixed number of questions."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from petitions.cases.models.cases import Case
from tests.cast import TODAY
from tests.petitions.cases.pages.browser import form_fields


@pytest.fixture
def office(stage):
    """Cases in many states, some late, for the village construction office."""
    for days, state in (
        (20, ""),
        (0, ""),
        (3, "assigned"),
        (5, "handling"),
        (6, "reply_submitted"),
        (9, "reply_approved"),
        (9, "delivered"),
        (2, "concluded"),
    ):
        stage.day = TODAY - timedelta(days=days)
        stage.register(title=f"{days}天前{state}")
        stage.day = TODAY
        if state:
            stage.to(state)
    stage.register(channel="letter", purpose="accusation", words="绝密")
    return stage


# Who, what stands on his desk, what does not.
DESKS = (
    ("clerk", ("决定是否受理", "送达答复", "拟移送检举控告"), ("审批答复", "签收交办")),
    ("director", ("审批答复",), ("决定是否受理", "签收交办", "拟移送检举控告")),
    ("convenor", ("审批答复",), ("签收交办", "拟移送检举控告")),
    ("liaison", ("签收交办", "办理并拟写答复", "落实支持的诉求"), ("审批答复", "决定是否受理")),
    ("clerk2", (), ("拟移送检举控告", "审批答复")),
)


def test_everybody_finds_what_is_his_to_do(office):
    for who, owed, not_owed in DESKS:
        page = office.cast.client(who).get("/?all=1").content.decode()
        assert [what for what in owed if what not in page] == [], who
        assert [what for what in not_owed if what in page] == [], who


def test_the_desk_says_what_is_late(office):
    page = office.cast.client("clerk").get("/").content.decode()
    late = Case.objects.get(title="20天前")
    assert "1 件已超期" in page and late.number in page


def test_a_convenor_reads_and_decides_in_two_taps(office):
    convenor = office.cast.client("convenor")
    url = re.search(r'href="(/cases/\d+/decide_reply/\?from=desk)"', convenor.get("/?all=1").content.decode())[1]
    page = convenor.get(url).content.decode()
    assert "经查，开发单位已补交资料。" in page and "预览 PDF" in page
    assert convenor.post(url, form_fields(page) | {"do": "save"}).url == "/"
    assert Case.objects.filter(state="reply_submitted").count() == 0


def test_a_grid_member_sees_his_reports_and_an_auditor_numbers_only(office, typed):
    grid = office.cast.client("grid")
    grid.post("/cases/new/", typed(repeat="first"))
    mine = Case.objects.latest("pk")
    page = grid.get("/cases/?mine=on").content.decode()
    assert mine.number in page and "20天前" not in page
    auditor = office.cast.client("auditor")
    page = auditor.get("/").content.decode() + auditor.get("/cases/numbers/").content.decode()
    assert mine.number in page and mine.title not in page
    assert auditor.get(f"/cases/{mine.pk}/").status_code == 403


def test_the_desk_of_every_role_asks_a_fixed_number_of_times(office):
    roles = ("clerk", "director", "convenor", "liaison", "leader", "grid", "auditor")
    clients = {who: office.cast.client(who) for who in roles}
    few = {who: questions_of(client) for who, client in clients.items()}
    for number in range(5):
        office.day = TODAY
        office.register(title=f"另一件{number}")
    assert {who: questions_of(client) for who, client in clients.items()} == few


def questions_of(client) -> int:
    """What a desk asks that was opened before."""
    client.get("/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/").status_code == 200
    return len(queries)
