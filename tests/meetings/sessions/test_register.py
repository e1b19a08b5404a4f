"""The register of resolutions: rates, lights and columns on the page, on paper and in the workbook."""

from datetime import timedelta

import pytest

from meetings.sessions.actions import resolutions
from tests.records.ledgers.reading import rows_of_workbook
from township.journal.models import JournalEntry

REGISTER = "/resolutions/"


@pytest.fixture
def browse(hall, stand_at, quick_print):
    hall.issued()

    def client(who, days=0):
        stand_at(hall.day + timedelta(days=days), 20)
        return hall.cast.client(who)

    return client


def test_rates_and_rows_on_the_page(hall, browse):
    row = hall.resolution()
    text = browse("clerk").get(REGISTER).content.decode()
    assert "落实率 0.0%（0/1）（已落实÷全部）" in text
    assert '超期 <span class="num">0</span> 项' in text
    assert (
        f"{row.session.title} · {row.done_when}" in text
        and '<td class="num right tight" data-label="进度">0%</td>' in text
    )
    late = browse("clerk", days=60).get(f"{REGISTER}?state=overdue")
    assert [one.pk for one in late.context["rows"]] == [row.pk]
    assert 'class="light late"' in late.content.decode()


def test_a_verified_one_in_the_workbook_and_on_paper(hall, browse):
    hall.reported()
    clerk = browse("clerk")
    assert "待核实" in clerk.get(REGISTER).content.decode()
    hall.on_resolution(resolutions.verify, "clerk", text="抽查无误")
    assert '<span class="light done">按期完成</span>' in clerk.get(REGISTER).content.decode()
    row = hall.resolution()
    head, line = rows_of_workbook(clerk.get(f"{REGISTER}sheet/"))
    assert head == [
        "序号",
        "编号",
        "会议",
        "议定事项",
        "责任单位",
        "责任人",
        "落实标准",
        "完成时限",
        "延期（天）",
        "进度（%）",
        "状态",
        "报告落实",
        "核实",
        "期限",
    ]
    assert line == [
        1,
        row.number,
        row.session.title,
        row.text,
        "村镇建设办",
        row.person_name or None,
        row.done_when,
        row.due_on,
        None,
        row.percent,
        "已落实",
        row.reported_on,
        row.verified_on,
        "按期完成",
    ]
    assert "落实标准" in clerk.get(f"{REGISTER}print/").content.decode()


def test_the_link_of_a_session_opens_its_resolutions_and_names_it(hall, browse):
    page = browse("clerk").get(f"{REGISTER}?session={hall.session.pk}")
    assert page.context["words"] == [("会议", hall.session.title, "?")]
    assert len(page.context["rows"]) == 1
    assert [one[1] for one in browse("clerk").get(f"{REGISTER}?session=999999").context["words"]] == [
        "不在您能查看的范围内"
    ]


def test_a_liaison_prints_the_own_ones_only(hall, browse):
    row = hall.resolution()
    assert row.number in browse("liaison").get(f"{REGISTER}print/").content.decode()
    assert row.number not in browse("liaison2").get(f"{REGISTER}print/").content.decode()
    line = JournalEntry.objects.filter(action="resolution.print").order_by("seq").first()
    assert (line.actor_name, line.detail["rows"]) == ("何静", 1)
