"""The screening pages by persona: what is shown, what a click does, how many queries a page costs."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from petitions.cases.models.cases import Case
from petitions.screening.actions import disputes
from petitions.screening.actions import levels as dispute_levels
from petitions.screening.models.disputes import Dispute
from petitions.screening.models.rounds import Round, ScreeningReturn
from petitions.screening.rules.columns import COLUMNS
from records.imports.models import ImportBatch
from records.jobs.models.jobs import Job
from records.ledgers.sheets import write_xlsx
from records.matters.models.matters import Reference
from records.tasks import run_job
from tests.petitions.cases.pages.browser import form_fields
from township.journal.models import JournalEntry

ANSWERS = (200, 302, 400, 403, 404, 405, 409)  # whatever is typed, a page and no fault


@pytest.fixture
def browse(field, cast, stand_at):
    """browse("clerk") is that person's browser on the day the field stands at."""

    def client(who, hour=18):
        stand_at(field.day, hour)
        return cast.client(who)

    return client


def text(response) -> str:
    return response.content.decode()


def at(name, *args) -> str:
    return reverse(f"petitions:{name}", args=args)


def act(kind: str, pk: int, name: str, *part: int) -> str:
    """The one address of an act."""
    return reverse(f"petitions:{kind}_act", kwargs={"pk": pk, "act": name} | ({"part": part[0]} if part else {}))


def test_a_grid_member_reports_on_one_page_and_typed_words_are_kept(field, cast, browse):
    field.open_round("village")
    grid = browse("grid")
    page = text(grid.get(at("dispute_new")))
    assert "报告矛盾纠纷" in page and "河湾社区" not in page.split("<main")[1].split("title")[0]
    given = {
        "title": "三组宅基地边界纠纷",
        "unit": field.unit("grid"),
        "place": "三组村道东侧",
        "cause": "land",
        "people": "２",
        "situation": "两家争执",
        "found_on": f"{field.day}",
    }
    refused = text(grid.post(at("dispute_new"), given | {"title": "纠纷", "people": ""}))
    assert "请填写涉及人数" in refused and "三组村道东侧" in refused
    wrong = text(grid.post(at("dispute_new"), given | {"title": "张三 13812345678 的事"}))
    assert "不要写电话" in wrong and "两家争执" in wrong
    made = grid.post(at("dispute_new"), given | {"attachments": SimpleUploadedFile("界桩.txt", "现场".encode())})
    dispute = Dispute.objects.get()
    assert made.url == at("dispute", dispute.pk)
    page = text(grid.get(made.url))
    assert "河湾一网格网格员 马丽" in page and "界桩.txt" in page and "报告进展" in page and "核查销号" not in page
    assert "三组宅基地边界纠纷" in text(grid.get("/"))
    assert grid.get(at("rounds")).status_code == 403
    assert browse("liaison").get(made.url).status_code == 404
    assert JournalEntry.objects.filter(action="scope.denied").exists()


def test_nil_return_in_one_tap_from_the_home_and_the_board(field, cast, browse):
    field.open_round()
    liaison = browse("liaison")
    page = text(liaison.get("/"))
    assert "半月排查" in page and "2026年9月下半月" in page and "零报告" in page
    report = field.own("building")
    nil = act("screening", field.round.pk, "nil", report.unit_id)
    assert f'action="{nil}?from=desk"' in page
    done = liaison.post(f"{nil}?from=desk")
    assert done.url == "/" and "已作零报告" in text(liaison.get("/"))
    assert field.own("building").state == "nil"
    assert "已经报送过" in text(liaison.post(nil, follow=True))
    assert liaison.post(act("screening", field.round.pk, "nil", field.unit("civil"))).status_code == 404
    board = text(browse("clerk").get(at("screening", field.round.pk)))
    assert "零报告" in board and "民政办" in board and "催报未报的单位" in board
    own = text(browse("liaison2").get(at("screening", field.round.pk)))
    assert "民政办" in own and "村镇建设办" not in own.split("各单位报送")[1]
    leader = text(browse("leader").get(at("screening", field.round.pk)))
    assert "村镇建设办" in leader and "民政办" not in leader.split("各单位报送")[1]
    duty_link = browse("liaison2").get(at("round_of", "screening_half_month", "2026-09b"))
    assert duty_link.url == at("unit_return", field.round.pk, field.unit("civil"))


def test_a_return_with_carried_over_disputes_through_the_browser(field, browse):
    field.report()
    field.open_round("village")
    field.report("villager", "village", title="物业收费纠纷")
    villager = browse("villager")
    address = act("screening", field.round.pk, "hand_in", field.unit("village"))
    page = text(villager.get(address))
    assert "本期新排查 1 件" in page and "上期结转 1 件" in page
    report = field.own("village")
    refused = text(villager.post(address, {"seen": report.revision, "note": "详见台账"}))
    assert "还没有核对" in refused and "详见台账" in refused
    old = Dispute.objects.get(title="三组宅基地边界纠纷")
    stale = villager.post(address, {"seen": 9, "unchanged": [old.pk], "note": ""})
    assert "刚刚由别人改动过" in text(stale)
    done = villager.post(address, {"seen": report.revision, "unchanged": [old.pk], "note": ""}, follow=True)
    assert "已报送。" in text(done) and "更正报送" in text(done)
    report = ScreeningReturn.objects.get()
    assert (report.state, report.new_count, report.carried_count) == ("returned", 1, 1)


def test_a_round_by_hand_summed_up_and_issued_in_the_browser(field, cast, browse):
    clerk = browse("clerk")
    given = {"reason": "国庆节前", "first": f"{field.day}", "last": "2026-10-08", "due_on": f"{field.day}", "units": []}
    assert "不能早于今天" in text(clerk.post(at("round_new"), given | {"due_on": "2026-09-01", "last": "2026-10-08"}))
    made = clerk.post(at("round_new"), given | {"units": [field.unit("building")]})
    field.round = Round.objects.get()
    assert made.url == at("screening", field.round.pk)
    assert "矛盾纠纷排查开始，2026年9月22日前报送" in text(browse("liaison").get(reverse("records:inbox")))
    field.hand_in("liaison", "building", nil=True)
    clerk = browse("clerk")
    number = field.round.pk
    assert "汇总以后" in text(clerk.get(act("screening", number, "close")))
    clerk.post(act("screening", number, "close"), {"revision": field.again().revision})
    drafted = clerk.post(act("screening", number, "draft"), {"revision": field.again().revision})
    address = act("screening", number, "edit")
    assert drafted.url == address
    row = field.again()
    typed = {"do": "submit", "revision": row.revision, "version": 1, "body": row.circular.body + "\n请各单位认真落实。"}
    assert "不写个人电话" in text(clerk.post(address, typed | {"body": typed["body"] + "联系13800138000"}))
    typed |= {"revision": field.again().revision, "version": field.round.circular.version}
    sent = clerk.post(address, typed, follow=True)
    assert "已送审。" in text(sent)
    director = browse("director")
    page = text(director.get(act("screening", number, "decide")))
    assert "请各单位认真落实。" in page and "同意" in page and "各成员单位、各村（社区）" in page
    given = form_fields(page) | {"remark": ""}
    director.post(act("screening", number, "decide"), given)
    assert director.get(at("screening_circular_preview", number)).content[:5] == b"%PDF-"
    clerk = browse("clerk")
    issued = clerk.post(act("screening", number, "issue"), {"revision": field.again().revision}, follow=True)
    assert "清信排〔2026〕1号" in text(issued)
    board = text(browse("liaison").get(at("screening", number)))
    assert "请各单位认真落实。" in board and "收文单位" not in board
    pdf = browse("liaison").get(reverse("records:document", args=[field.again().circular_id]))
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


def test_strike_off_by_a_second_person_and_parties_on_a_reason(field, browse):
    field.report(parties="张三 13987654321")
    field.fresh()
    address = at("dispute", field.dispute.pk)
    grid = browse("grid")
    form = {"revision": field.dispute.revision, "way": "agreed", "text": ""}
    number = field.dispute.pk
    assert "请填写销号依据" in text(grid.post(act("dispute", number, "propose_strike"), form))
    typed = form | {"text": "双方指界签字，界桩已立", "files": SimpleUploadedFile("a.txt", "签字".encode())}
    grid.post(act("dispute", number, "propose_strike"), typed)
    assert field.fresh().state == "checking"
    assert "核查销号</a>" not in text(grid.get(address))
    villager = browse("villager")
    page = text(villager.get(address))
    assert act("dispute", number, "strike_off") in page and "13987654321" not in page
    assert "核查属实，销号" in text(villager.get(act("dispute", number, "strike_off")))
    shown = text(villager.post(at("dispute_parties", number), {"reason": "通知双方到场"}))
    assert "张三 13987654321" in shown
    assert grid.post(at("dispute_parties", number), {"reason": "通知双方到场"}).status_code == 403
    checked = {"revision": field.dispute.revision, "text": "现场看过，属实"}
    assert "已销号。" in text(villager.post(act("dispute", number, "strike_off"), checked, follow=True))


def test_a_dispute_becomes_a_case(field, cast, browse):
    field.report("clerk", "village", title="土地补偿标准纠纷")
    clerk = browse("clerk")
    page = text(clerk.get(at("dispute", field.dispute.pk)))
    address = page.split('href="/cases/new/?')[1].split('"')[0].replace("&amp;", "&")
    form = text(clerk.get(f"/cases/new/?{address}"))
    assert "土地补偿标准纠纷" in form and f'name="from" value="{field.dispute.pk}"' in form
    given = form_fields(form) | {"p-0-name": "赵六", "p-0-phone": "13800000001", "channel": "visit"}
    clerk.post("/cases/new/", given)
    case = Case.objects.get()
    row = field.fresh()
    assert (row.state, row.closed_on, row.matter.closed_on) == ("case", field.day, field.day)
    assert Reference.objects.filter(source=case.matter, target=row.matter, relation="from_dispute").exists()
    page = text(clerk.get(at("dispute", row.pk)))
    assert case.number in page and "转信访事项" in page
    clerk.post("/cases/new/", given | {"key": "another"})
    assert Case.objects.count() == 1


def test_import_shows_every_fault_and_lets_in_the_sound_rows(field, cast, browse, stand_at):
    villager = browse("villager")
    sound = (
        "三组宅基地边界纠纷",
        "河湾一网格",
        "三组村道东侧",
        "邻里",
        "2",
        "2026-09-20",
        "",
        "张三 13812345678",
        "",
        "",
        "",
        "",
    )
    bad = ("纠纷", "民政办", "", "", "两个", "9月", "", "", "", "", "", "明年")
    other = ("路灯维护纠纷", "河湾社区", "二组路口", "其他", "5", "", "", "", "", "", "", "")
    address = at_records("imports_of", "disputes")
    kept = villager.post(address, {"file": sheet([sound, bad, other])})
    work_off()
    batch = ImportBatch.objects.get()
    page = text(villager.get(kept.url))
    for heading in ("纠纷名称", "单位或网格", "原因", "涉及人数", "发现日期", "化解期限"):
        assert f"{heading}：" in page, heading
    assert (batch.good, batch.bad) == (2, 1) and "13812345678" not in page
    assert browse("liaison").get(kept.url).status_code == 404
    browse("villager").post(at_records("import_confirm", batch.pk))
    work_off()
    assert list(Dispute.objects.order_by("pk").values_list("level", "holder__name")) == [
        ("grid", "河湾一网格"),
        ("village", "河湾社区"),
    ]
    villager.post(address, {"file": sheet([sound])})
    work_off()
    assert ImportBatch.objects.first().known == 1
    asked = text(villager.post(address, {"file": sheet([sound], leave_out="unit")}, follow=True))
    assert "核对每一列是什么" in asked


def at_records(name: str, *args) -> str:
    return reverse(f"records:{name}", args=args)


def work_off() -> None:
    while job := Job.objects.filter(state=Job.State.WAITING).first():
        assert run_job(job.pk)


def test_ledger_filters_excel_print_and_as_many_queries_for_thirty_rows_as_for_one(field, browse):
    field.open_round("village", "building")
    field.report("villager", "village", title="物业收费纠纷1")
    clerk = browse("clerk")
    few = queries(clerk, at("disputes")), queries(clerk, at("screening", field.round.pk))
    small_return = queries(clerk, at("unit_return", field.round.pk, field.unit("village")))
    for n in range(2, 33):
        field.report("villager", "village", title=f"物业收费纠纷{n}")
    clerk = browse("clerk")
    assert (queries(clerk, at("disputes")), queries(clerk, at("screening", field.round.pk))) == few
    assert queries(clerk, at("unit_return", field.round.pk, field.unit("village"))) == small_return
    assert "第 1 / 2 页" in text(clerk.get(at("disputes")))
    assert "没有符合这些条件" in text(clerk.get(at("disputes") + "?state=struck"))
    assert text(clerk.get(at("disputes") + "?state=nonsense&unit=x&round=9999999999999")).count("<tr>") > 20
    asked = clerk.post(at("disputes"), {"text": "纠纷3"})
    assert "纠纷3" not in asked.url
    sheet_of = f"{at('disputes_sheet')}?{asked.url.partition('?')[2]}"
    book = openpyxl.load_workbook(io.BytesIO(clerk.get(sheet_of).content))
    assert book.active.max_row == 1 + 4
    assert "物业收费纠纷32" in text(clerk.get(at("disputes_print")))
    assert list(JournalEntry.objects.order_by("-seq").values_list("action", flat=True)[:2]) == [
        "dispute.print",
        "dispute.export",
    ]


def test_desks_of_office_and_liaison(field, browse):
    field.open_round("village", "building")
    field.report()
    field.act(dispute_levels.escalate, "grid", reason="涉及宅基地确权，网格解决不了")
    taking = act("dispute", field.dispute.pk, "take_up")
    home = text(browse("villager").get("/"))
    assert "接收上报的纠纷" in home and f"{taking}?from=desk" in home and "退回下级" in home
    home = text(browse("clerk").get("/"))
    assert "汇总本轮排查" in home and "还有2个单位未报" in home
    page = text(browse("villager").get(at("dispute", field.dispute.pk)))
    assert "接收" in page and taking in page
    browse("villager").post(taking, {"revision": field.dispute.revision, "unit": "", "remark": ""})
    assert field.fresh().level == "village"
    field.act(disputes.report_progress, "villager", text="已约双方周五到社区协商")
    assert "已约双方周五到社区协商" in text(browse("clerk").get(at("dispute", field.dispute.pk)))


def sheet(rows, leave_out: str = "") -> SimpleUploadedFile:
    keep = [n for n, column in enumerate(COLUMNS) if column.key != leave_out]
    headings = [COLUMNS[n].heading for n in keep if n < 12]
    data = write_xlsx("台账", headings, [[row[n] for n in keep if n < 12] for row in rows])
    return SimpleUploadedFile("台账.xlsx", data)


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.once
def test_nonsense_is_answered_with_a_page(field, browse):
    field.open_round("village", "building")
    field.report()
    field.act(disputes.report_progress, "villager", text="已约双方周五到社区协商")
    number, unit = field.round.pk, field.unit("village")
    addresses = [
        at("rounds"),
        at("round_new"),
        at("round_of", "x", "\0"),
        at("screening", number),
        act("screening", number, "close"),
        act("screening", number, "hand_in", unit),
        at("disputes"),
        at("dispute_new"),
        at_records("imports_of", "disputes"),
        at("dispute", field.dispute.pk),
    ]
    clerk, villager = browse("clerk"), browse("villager")
    asked = [(clerk, address, "x") for address in addresses]
    names = ("report_progress", "propose_strike", "escalate", "mediate")
    asked += [(villager, act("dispute", field.dispute.pk, name), "x") for name in names]
    asked += [
        (villager, act("screening", number, "hand_in", unit), "x"),
        (clerk, at("dispute", field.dispute.pk), "assign"),
    ]
    for client, address, sent in asked:
        names = (
            *form_fields(text(client.get(address))),
            "round",
            "unchanged",
            "unit",
            "text",
            "reason",
            "files",
            "page",
        )
        for typed in ("<script>alert(1)</script>", "9" * 30, "\0"):
            data = dict.fromkeys(names, typed) | {"act": sent}
            for answer in (client.post(address, data), client.get(address, data)):
                assert answer.status_code in ANSWERS, (address, typed)
                assert "<script>alert(1)" not in text(answer)
