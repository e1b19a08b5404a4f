"""审批: what waits for me and what I have proposed."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.papers.actions.approvals import propose


def ask(matter, cast, key="clerk", kind="extension", capability="case.approve_extension", summary="申请延期 15 日"):
    return propose(matter=matter, kind=kind, capability=capability, summary=summary, by=cast.actor(key), at=cast.at())


def shown(cast, key) -> str:
    answer = cast.client(key).get("/approvals/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_decides_sees_what_waits_and_who_asked_sees_that_it_does(matter, cast):
    ask(matter, cast)
    for key in ("director", "convenor", "chief"):
        page = shown(cast, key)
        assert "批准延期：申请延期 15 日" in page and f"</a> {matter.title}</td>" in page
        assert ">审批</a>" in shown(cast, key)
    clerk = shown(cast, "clerk")
    assert "没有等您审批的申请" in clerk
    assert "我提出、尚未审批的" in clerk
    assert ">审批</a>" not in shown(cast, "auditor")  # no entry in the navigation for who decides nothing
    for key in ("clerk2", "liaison", "auditor"):
        assert "申请延期" not in shown(cast, key)


def test_an_accusation_waits_only_for_its_list(accusation, cast):
    ask(accusation, cast, kind="route", capability="case.approve_route", summary="移送县纪委")
    assert "移送县纪委" in shown(cast, "convenor")
    assert "移送县纪委" not in shown(cast, "chief")
    assert "移送县纪委" not in shown(cast, "director")


def test_thirty_rows_cost_no_more_queries_than_one(make_matter, cast):
    client, counts = cast.client("director"), []
    client.get("/approvals/")
    for n in range(31):
        ask(make_matter(f"{n}号"), cast)
        if n in (0, 30):
            with CaptureQueriesContext(connection) as queries:
                page = client.get("/approvals/").content.decode()
            counts.append(len(queries))
    assert counts[0] == counts[1] <= 12
    assert page.count('data-label="申请"') == 30
