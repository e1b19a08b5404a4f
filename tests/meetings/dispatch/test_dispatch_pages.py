"""Dispatch and hearing in the browser: what each persona sees, the pack in its four forms, and how many queries a page costs."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.dispatch.actions import reports as reports
from meetings.dispatch.models.dispatches import Dispatch, DispatchReport
from meetings.dispatch.models.hearings import Hearing, WorkReport
from tests.meetings.dispatch.dispatch_room import DAY
from tests.records.papers.pdf_reading import text_of
from township.directory.models.units import Unit, UnitKind
from township.journal.models import JournalEntry

pytestmark = pytest.mark.usefixtures("fake_cases")


@pytest.fixture
def browse(room, cast, stand_at):
    def client(who, hour=11):
        stand_at(room.hall.day, hour)
        return cast.client(who)

    return client


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def at(name, *args) -> str:
    return reverse(f"meetings:{name}", args=args)


def on(row, act: str, part: int | None = None) -> str:
    """Address of an act on a dispatch, a hearing or a report."""
    number = {} if part is None else {"part": part}
    return reverse(f"meetings:{row.matter.kind}_act", kwargs={"pk": row.pk, "act": act} | number)


def test_a_month_in_the_browser(room, cast, browse):
    clerk = browse("clerk", 9)
    assert "还没有视频调度" in text(clerk.get(at("dispatches")))
    assert "建立2026年9月视频调度" in text(clerk.get(at("dispatch_open")))
    made = clerk.post(at("dispatch_open"))
    room.dispatch = Dispatch.objects.get()
    pk = room.dispatch.pk
    assert made.url == at("dispatch", pk)
    assert "定时间和主持人" in text(clerk.get(made.url))
    assert clerk.get(on(room.dispatch, "arrange")).status_code == 409  # no unit called yet
    assert "先定时间、主会场和主持人" in text(clerk.get(made.url))
    given = {
        "revision": room.dispatch.revision,
        "day": f"{DAY}",
        "starts": "9:30",
        "place": "二楼会议室",
        "chair": cast.person("convenor").pk,
        "video_link": "会议号123",
        "video_note": "",
    }
    refused = text(clerk.post(on(room.dispatch, "edit"), given))
    assert "要以 https:// 或 http:// 开头" in refused and "二楼会议室" in refused
    clerk.post(on(room.dispatch, "edit"), given | {"video_link": "https://video.example.cn/1"})
    units = [cast.unit("building").pk, cast.unit("civil").pk]
    clerk.post(on(room.dispatch, "call"), {"revision": room.again().revision, "units": units, "minutes": "6"})
    assert room.again().state == "called"

    liaison = browse("liaison", 10)
    slot, other = room.slot(), room.slot("civil")
    mine, theirs = (on(room.dispatch, "report", one.pk) for one in (slot, other))
    desk = text(liaison.get("/"))
    assert "报送调度情况" in desk and mine in desk and theirs not in desk
    page = text(liaison.get(at("dispatch", pk)))
    assert "村镇建设办" in page and "民政办" not in page
    assert liaison.get(theirs).status_code == 404
    words = {"revision": slot.revision, "situation": "本月受理7件。", "unfinished": "", "next_steps": "逐户回访。"}
    kept = text(liaison.post(mine, words))
    assert "请填写未办结事项及原因" in kept and "逐户回访。" in kept
    liaison.post(mine, words | {"unfinished": "无"})
    assert room.slot().standing == "on_time"

    clerk = browse("clerk", 11)
    assert "汇编调度材料" in text(clerk.get("/"))
    assert "1 个未报" in text(clerk.get(at("dispatch", pk)))
    order = {f"{slot.pk}-order": "2", f"{slot.pk}-minutes": "8", f"{other.pk}-order": "1", f"{other.pk}-minutes": "5"}
    clerk.post(on(room.dispatch, "arrange"), order | {"revision": room.again().revision})
    assert list(DispatchReport.objects.order_by("order").values_list("unit__name", "minutes")) == [
        ("民政办", 5),
        ("村镇建设办", 8),
    ]
    clerk.post(on(room.dispatch, "compile"), {"revision": room.again().revision})
    liaison = browse("liaison", 12)
    assert liaison.get(at("dispatch_pack", pk)).status_code == 404  # laid before the units only once it is held
    convenor = browse("convenor", 12)
    assert "调度材料第1版已汇编" in text(convenor.get("/"))
    assert "9÷10" in text(convenor.get(at("dispatch_pack", pk)))


def test_the_pack_as_page_wall_paper_and_workbook(room, browse):
    room.compiled()
    pk, clerk = room.dispatch.pk, browse("clerk")
    page = text(clerk.get(at("dispatch_pack", pk)))
    assert "满意÷参评×100%" in page and "0÷0" in page and "<b>—</b>" in page  # nothing to divide by
    assert "没有报送的单位：民政办" in page and room.dispatch.pack.sha256 in page
    first = text(clerk.get(at("dispatch_screen", pk)))
    assert 'rel="next" href="?s=2"' in first and 'rel="prev"' not in first
    walls = [text(clerk.get(at("dispatch_screen", pk) + f"?s={n}")) for n in range(2, 20)]
    assert any("走访上级情况（按成因）" in wall and "土地征收" in wall for wall in walls)
    assert 'rel="next"' not in walls[-1]  # beyond the end: the last one

    paper = text_of(clerk.get(at("dispatch_pdf", pk)).content)
    assert "2026年9月信访工作视频调度" in paper and "走访上级情况（按成因）" in paper and "9÷10" in paper
    assert "村镇建设办" in paper and "没有报送。" in paper

    book = openpyxl.load_workbook(io.BytesIO(clerk.get(at("dispatch_sheet", pk)).content))
    figures = book.worksheets[0]
    rows = {row[1]: row for row in figures.iter_rows(values_only=True)}
    assert rows["信访总量"][2] == 12 and figures["C2"].number_format == '0"件"'
    assert rows["按期办结率"][2:8] == (0.9, 9, 10, "按期办结÷应办结×100%", 0.889, "—")
    assert rows["群众满意率"][2:5] == ("—", 0, 0)
    assert [cell.value for cell in book.worksheets[1][2]] == ["土地征收", 2, 5]
    assert "单位汇报" in book.sheetnames and "下步工作" in book.sheetnames
    taken = JournalEntry.objects.filter(action="dispatch.take_pack").values_list("detail", flat=True)
    assert sorted(row["form"] for row in taken) == ["pdf", "xlsx"]


def test_as_many_queries_with_thirty_units_as_with_one(room, cast, browse):
    room.compiled(units=("building",))
    pk, clerk = room.dispatch.pk, browse("clerk")
    pages = [at("dispatch", pk), at("dispatch_pack", pk), on(room.dispatch, "arrange"), at("dispatches")]
    one = [_queries(clerk, page) for page in pages]
    for n in range(29):
        unit = Unit.objects.create(
            township=cast.township, kind=UnitKind.VILLAGE, name=f"第{n}村", parent=cast.unit("root")
        )
        DispatchReport.objects.create(dispatch=room.dispatch, unit=unit, order=n + 2)
    room.do(reports.compile_pack)
    assert [_queries(clerk, page) for page in pages] == one


def _queries(client, page: str) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return len(found)


def test_hearing_and_report_in_the_browser(room, cast, browse):
    clerk = browse("clerk", 9)
    assert "建立2026年第三季度听取汇报" in text(clerk.get(at("hearing_open")))
    clerk.post(at("hearing_open"))
    hearing = Hearing.objects.get()
    assert "待听取" in text(clerk.get(at("hearings")))
    drafted = clerk.post(on(hearing, "draft_report"))
    report = WorkReport.objects.get()
    assert drafted.url == at("work_report", report.pk)
    assert "信访总量12件" in text(clerk.get(drafted.url))
    hearing.refresh_from_db()
    short = {"version": 1, "revision": report.revision, "addressee": "镇党委、政府", "body": "太短"}
    assert "至少写 20 个字" in text(clerk.post(on(report, "edit"), short | {"do": "submit"}))
    clerk.post(on(report, "edit"), short | {"body": "现将信访工作情况报告如下，请审阅，并提出意见。"})
    report.refresh_from_db()
    assert text_of(clerk.get(at("work_report_preview", report.pk)).content).count("未编号") == 1
    clerk.post(on(report, "submit"), {"revision": report.revision})
    assert clerk.get(on(report, "decide")).status_code == 403
    director = browse("director", 10)
    assert "信访工作报告" in text(director.get("/")) and on(report, "decide") in text(director.get("/"))
    page = director.get(on(report, "decide"))
    assert "请审阅，并提出意见" in text(page) and "镇党委、政府" in text(page)
    director.post(on(report, "decide"), page.context["form"].initial | {"remark": ""})
    report.refresh_from_db()
    assert (report.state, report.document.number) == ("issued", "清信报〔2026〕1号")
    assert "清信报〔2026〕1号" in text(director.get(at("work_reports")))
    given = {
        "revision": hearing.revision,
        "organ": "镇党政联席会议",
        "held_on": "2026-09-18",
        "chair_name": "王强",
        "opinions": "会议认为总体平稳。",
        "decisions": "",
    }
    clerk = browse("clerk", 11)
    clerk.post(on(hearing, "record"), given)
    assert "会议认为总体平稳。" in text(browse("leader", 12).get(at("hearing", hearing.pk)))
    assert browse("liaison", 12).get(at("hearings")).status_code == 403
