"""The pages of duties and of candidates for supervision: what each persona sees, and how many queries it costs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.duties.models.candidates import Candidate
from records.duties.models.duties import Duty
from tests.cast import moment
from tests.records.duties.duty_stage import clause, sweep

TODAY = date(2026, 11, 30)


@pytest.fixture
def owed(cast, stand_at):
    clause(cast, "screening_half_month", date(2026, 11, 1), unit_kinds=["member"])
    clause(cast, "dispatch_month", date(2026, 11, 1))
    sweep(cast, TODAY)
    stand_at(TODAY)
    return cast


def test_each_sees_what_is_his(owed):
    liaison, clerk = owed.client("liaison"), owed.client("clerk")
    page = liaison.get("/duties/").content.decode()
    assert (
        "矛盾纠纷半月排查" in page
        and "2026年11月上半月" in page
        and "每月视频调度例会" not in page
        and "民政办" not in page
    )
    page = clerk.get("/duties/").content.decode()
    assert "每月视频调度例会" in page and "矛盾纠纷半月排查" not in page
    other = Duty.objects.filter(unit=owed.unit("civil")).first()
    assert liaison.get(f"/duties/{other.pk}/").status_code == 404
    assert clerk.get(f"/duties/{other.pk}/").status_code == 200
    assert "矛盾纠纷半月排查" in liaison.get("/").content.decode()


def test_noted_excused_and_refused_on_the_page(owed):
    clerk, director = owed.client("clerk"), owed.client("director")
    row = Duty.objects.get(clause="dispatch_month")
    url = f"/duties/{row.pk}/"
    page = clerk.post(url, {"act": "note", "on": "2026-11-29", "text": "少", "evidence_number": ""}).content.decode()
    assert "请写明做了什么" in page and "少</textarea>" in page
    assert clerk.post(url, {"act": "propose", "reason": "上级统一取消"}, follow=True).status_code == 200
    assert clerk.post(url, {"act": "excuse"}).status_code == 403
    assert "已同意免办" in director.post(url, {"act": "excuse"}, follow=True).content.decode()
    unit = Duty.objects.filter(unit=owed.unit("building")).last()
    sent = {"act": "note", "on": "2026-11-30", "text": "已经排查，材料存档", "evidence_number": ""}
    own = owed.client("liaison")  # a return is handed in on its round and nowhere else
    assert 'value="note"' not in own.get(f"/duties/{unit.pk}/").content.decode()
    own.post(f"/duties/{unit.pk}/", sent)
    assert Duty.objects.get(pk=unit.pk).state == "open"


def test_candidates_in_the_browser(owed):
    clerk = owed.client("clerk")
    row = Candidate.objects.get(unit=owed.unit("building"))
    assert "矛盾纠纷半月排查" in clerk.get("/candidates/").content.decode()
    column = '<th scope="col" class="tight">办理</th>'
    assert column in clerk.get("/candidates/").content.decode()
    assert column not in owed.client("convenor").get("/candidates/").content.decode(), "a column of nothing"
    assert "已催办" in clerk.post(f"/candidates/{row.pk}/urge/", follow=True).content.decode()
    assert "今天已经催办过" in clerk.post(f"/candidates/{row.pk}/urge/", follow=True).content.decode()
    assert owed.client("convenor").post(f"/candidates/{row.pk}/urge/").status_code == 403
    assert "请填写不督办的理由" in clerk.post(f"/candidates/{row.pk}/dismiss/", {"reason": ""}).content.decode()
    clerk.post(f"/candidates/{row.pk}/dismiss/", {"reason": "单位撤并"})
    assert "不督办：单位撤并" in clerk.get("/candidates/?state=dismissed").content.decode()


def test_lists_cost_the_same_for_one_row_and_thirty(owed):
    clerk = owed.client("clerk")

    def cost(url):
        clerk.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert clerk.get(url).status_code == 200
        return len(counted)

    before = {url: cost(url) for url in ("/duties/", "/candidates/")}
    one = Duty.objects.get(clause="dispatch_month")
    for n in range(30):
        Duty.objects.create(
            township=one.township,
            clause=f"x{n}",
            label="制度",
            period="2026-11",
            period_label="2026年11月",
            first=one.first,
            last=one.last,
            due_on=one.due_on,
            opened_at=one.opened_at,
        )
        Candidate.objects.create(
            township=one.township,
            ground="missing_duty",
            text="逾期",
            key=f"x{n}",
            raised_at=moment(TODAY),
            unit=owed.unit("building"),
        )
    assert {url: cost(url) for url in before} == before
    assert max(before.values()) <= 14
