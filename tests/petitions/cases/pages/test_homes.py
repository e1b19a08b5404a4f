"""今日 by role: every counter opens exactly the rows it counts."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from petitions.cases.models.cases import Case
from tests.cast import TODAY

COUNTER = re.compile(r'<a class="counter[^"]*" href="([^"]+)"><b>(\d+)</b><span>([^<]+)</span>')


@pytest.fixture
def office(stage):
    """Cases in many states, some late, for the village construction office and the civil affairs office."""
    for days, state in ((20, ""), (0, ""), (14, ""), (3, "assigned"), (5, "handling"), (6, "reply_submitted"),
                        (9, "reply_approved"), (9, "delivered"), (2, "concluded")):  # fmt: skip
        stage.day = TODAY - timedelta(days=days)
        stage.register(title=f"{days}天前{state}")
        stage.day = TODAY
        if state:
            stage.to(state)
    stage.register(channel="letter", purpose="accusation", words="绝密")
    return stage


def counters(page: str) -> dict[str, tuple[str, int]]:
    return {label: (url.replace("&amp;", "&"), int(number)) for url, number, label in COUNTER.findall(page)}


@pytest.mark.parametrize(
    ("who", "known"),
    [
        ("clerk", {"超期未告知受理": 1, "今天到期": 0, "待受理": 5, "待送达": 1}),
        ("director", {"等我审批": 1, "异议待核实": 0, "已超期": 1, "支持未落实": 1}),
        ("convenor", {"等我审批": 1, "已超期": 1}),
        ("liaison", {"待签收": 1, "办理中": 4, "退回重拟": 0, "待落实": 1}),
        ("leader", {"分管和本人的未办结": 5, "本人接访、包案的": 0}),
    ],
)
def test_a_counter_opens_exactly_its_rows(office, who, known):
    client = office.cast.client(who)
    page = client.get("/").content.decode()
    found = counters(page)
    assert {label: found[label][1] for label in known} == known
    for label, (url, number) in found.items():
        if url.startswith("/cases/"):
            assert client.get(url).context["totals"].cases == number, label


def test_the_headline_says_what_is_due(office):
    assert "今天没有到期的事，1 件已超期" in office.cast.client("clerk").get("/").content.decode()
    assert "本单位有 1 件待签收" in office.cast.client("liaison").get("/").content.decode()


def test_days_and_units_lead_to_their_rows(office):
    clerk = office.cast.client("clerk")
    page = clerk.get("/").content.decode()
    tomorrow = TODAY + timedelta(days=1)
    assert f'<a href="/cases/?stage=undecided&amp;due_from={tomorrow}&amp;due_to={tomorrow}">1</a>' in page
    late = Case.objects.get(title="20天前")
    assert late.number in page
    director = office.cast.client("director").get("/").content.decode()
    assert "各单位超期和快到期" in director


def test_a_convenor_reads_and_decides_in_two_taps(office):
    convenor = office.cast.client("convenor")
    page = convenor.get("/").content.decode()
    url = re.search(r'href="(/cases/\d+/decide/\d+/)">阅看审批', page)[1]
    assert "有 1 件等您审批" in page and "提交决定" in convenor.get(url).content.decode()


def test_a_grid_member_sees_his_reports_and_an_auditor_numbers_only(office, typed):
    grid = office.cast.client("grid")
    grid.post("/cases/new/", typed(repeat="first"))
    mine = Case.objects.latest("pk")
    page = grid.get("/").content.decode()
    assert "报告一件事" in page and mine.number in page and "20天前" not in page
    auditor = office.cast.client("auditor")
    page = auditor.get("/").content.decode() + auditor.get("/cases/numbers/").content.decode()
    assert mine.number in page and mine.title not in page
    assert auditor.get(f"/cases/{mine.pk}/").status_code == 403


@pytest.mark.parametrize("who", ["clerk", "director", "convenor", "liaison", "leader", "grid", "auditor"])
def test_the_home_of_every_role_asks_a_fixed_number_of_times(office, who):
    client = office.cast.client(who)
    client.get("/")
    needed = []
    for more in (0, 12):
        for _ in range(more):
            office.register()
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        needed.append(len(queries))
    assert needed[0] == needed[1]
