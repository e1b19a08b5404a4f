"""The pages of a sponsored case: the plan by person, the three lists, what they ask, what leaves the house."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from petitions.cases.models.cases import Case
from tests.cast import TODAY
from tests.petitions import doors
from tests.petitions.cases.pages.browser import form_fields
from tests.petitions.office.desk import text
from tests.petitions.sponsorship.play import AIM, LISTS, add, planned, underway
from township.journal.models import JournalEntry


def act(row, name, *part):
    number = {"part": part[0]} if part else {}
    return reverse("petitions:sponsorship_act", kwargs={"pk": row.pk, "act": name} | number)


def test_long_pending_cases_go_to_the_first_in_command_first(desk, stage, stand_at):
    stand_at(TODAY, 9)
    stage.register()
    clerk = desk.cast.client("clerk")
    address = reverse("petitions:case_act", kwargs={"pk": stage.case.pk, "act": "name_sponsor"})
    problems = reverse("petitions:sponsor_problems")
    assert form_fields(text(clerk.get(address)))["person_id"] == "" and "信访积案" not in text(clerk.get(problems))
    Case.objects.filter(pk=stage.case.pk).update(is_backlog=True)
    shown = text(clerk.get(address))
    assert form_fields(shown)["person_id"] == str(desk.cast.person("chief").pk) and "先正职后副职" in shown
    assert "还有 1 件信访积案" in text(clerk.get(problems))
    stage.do(doors.name_sponsor, "clerk", person_id=desk.cast.person("chief").pk)
    assert "还有 1 件信访积案" not in text(clerk.get(problems))


def test_pages_by_person(desk, stage, stand_at):
    stand_at(TODAY, 12)
    row = underway(desk, stage)
    page = reverse("petitions:sponsorship", args=[row.pk])
    first = row.steps.first()
    for who in ("clerk", "director", "chief", "leader", "liaison", "liaison2"):
        shown = text(desk.cast.client(who).get(page))
        assert "召开协调会明确办证时间" in shown and "roadmap" in shown and "张三丰" not in shown, who
    for who in ("auditor", "sysadmin", "grid"):
        assert desk.cast.client(who).get(page).status_code == 403, who
    liaison = desk.cast.client("liaison")
    assert act(row, "finish", first.pk) in text(liaison.get(page))
    assert act(row, "finish", first.pk) not in text(desk.cast.client("leader").get(page))
    asked = form_fields(text(liaison.get(act(row, "finish", first.pk))))
    scan = SimpleUploadedFile("签到表.txt", "协调会签到".encode())
    typed = {"on": TODAY.isoformat(), "evidence": "协调会纪要8号", "files": scan}
    liaison.post(act(row, "finish", first.pk), asked | typed)
    shown = text(desk.cast.client("leader").get(page))
    assert '<li class="done">' in shown and "协调会纪要8号" in shown and "签到表.txt" in shown
    file = reverse("records:attachment", args=[first.files.get().pk])
    assert b"".join(desk.cast.client("liaison2").get(file)).decode() == "协调会签到"
    assert desk.cast.client("east_clerk").get(file).status_code == 404
    case = text(desk.cast.client("clerk").get(reverse("petitions:case", args=[row.case_id])))
    assert "领导包案" in case and page in case and "下一步：民政办" in case
    leader = desk.cast.client("leader")
    for name, part in (("tick", 3), ("conclude", None), ("revise", None), ("set_team", None)):
        answer = leader.get(act(row, name, *([part] if part else [])))
        assert answer.status_code == 200, name
    leader.post(act(row, "tick", 3), {"on": TODAY.isoformat(), "text": "测绘费已经退还到户", "event": ""})
    assert row.duties.get().duty == 3


@pytest.mark.parametrize("name", LISTS)
def test_each_list_asks_as_little_at_thirty_rows_as_at_one(desk, stage, stand_at, name):
    stand_at(TODAY, 12)
    underway(desk, stage)
    url, client = reverse(f"petitions:{name}"), desk.cast.client("clerk")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        assert ("召开协调会" in text(client.get(url))) is (name == "sponsor_tasks")
    for _ in range(29):
        planned(desk, stage)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(one) <= 16
    assert client.get(reverse(f"petitions:{name}_print")).status_code == 200


def test_the_page_asks_as_little_with_many_steps(desk, stage, stand_at):
    stand_at(TODAY, 12)
    row = planned(desk, stage)
    url, client = reverse("petitions:sponsorship", args=[row.pk]), desk.cast.client("clerk")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(15):
        add(desk, row)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(few) == len(many)


def test_the_three_lists_as_workbooks_are_in_the_journal(desk, stage, stand_at):
    stand_at(TODAY, 12)
    row = underway(desk, stage)
    client, sheets = desk.cast.client("clerk"), {}
    for name in LISTS:
        answer = client.get(reverse(f"petitions:{name}_sheet"))
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        sheets[name] = [[cell for cell in line if cell is not None] for line in book.active.iter_rows(values_only=True)]
    cells = {name: [cell for line in lines for cell in line] for name, lines in sheets.items()}
    assert {"诉求内容", "分类处理", "具体工作措施", AIM, "包案领导", "处理时限"} <= set(cells["sponsor_problems"])
    assert any("明确3号楼办证时间" in str(cell) for cell in cells["sponsor_problems"])
    assert {"村镇建设办、民政办", "何静", row.sponsor.name} <= set(cells["sponsor_duties"])
    assert {"召开协调会明确办证时间", "核对困难情况，落实帮扶"} <= set(cells["sponsor_tasks"])
    assert "张三丰" not in str(cells)
    exported = set(JournalEntry.objects.filter(action__endswith=".export").values_list("action", flat=True))
    assert exported == {f"{name}.export" for name in LISTS}
    assert desk.cast.client("liaison").get(reverse("petitions:sponsor_tasks_sheet")).status_code == 403
