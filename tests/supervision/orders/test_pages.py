"""The pages by persona: from the list of findings to the struck-off order, and who sees nothing."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from petitions.cases.rules.entries import TargetData
from records.matters.queries.scope import matters_visible_to
from records.papers.letters import letter_html
from records.papers.models.documents import Document
from records.permissions import READ_TRAIL
from supervision.orders.actions import handling
from supervision.orders.models.orders import Order
from tests.records.ledgers.reading import rows_of_workbook
from tests.records.papers.file_samples import picture
from tests.supervision.browser import act, page, text


def fields(room, **changes) -> dict:
    data = room.data()
    return {
        "unit": data.unit_id,
        "article": data.article,
        "facts": data.facts,
        "points": data.points,
        "done_when": data.done_when,
        "days": data.days,
        "contact": data.contact,
    } | changes


def test_a_finding_becomes_an_order_in_the_browser(room, browse):
    found, other = room.candidate(), room.candidate("civil")
    clerk = browse("clerk")
    new = f"{reverse('supervision:order_new')}?candidate={found.pk}"
    assert new in text(clerk.get(reverse("records:candidates")))
    shown = text(clerk.get(new))
    assert "信访事项逾期未答复" in shown and f'value="{other.pk}"' not in shown.split('name="unit"')[0]
    given = fields(room, kind="plain", candidates=[found.pk])
    refused = text(clerk.post(new, given | {"points": "好"}))
    assert "每条要求写 4 到 300 个字" in refused and not Order.objects.exists()
    made = clerk.post(new, given)
    row = Order.objects.get()
    assert made.url == page(row)
    shown = text(clerk.get(page(row)))
    assert "送审" in shown and "查明未按期答复的原因" in shown and "督办依据" in shown


def test_the_draft_is_edited_and_handed_in_from_its_page(room, browse):
    row, clerk = room.draft(), browse("clerk")
    shown = text(clerk.get(act(row, "edit")))
    assert "五个工作日内出具书面答复并送达" in shown and 'name="body"' not in shown
    given = fields(room, points="当面说明情况", revision=row.revision, version=row.document.version)
    assert clerk.post(act(row, "edit"), given | {"do": "submit"}).status_code == 302
    row = room.fresh(row)
    assert row.state == "submitted" and "（一）当面说明情况" in row.document.body
    convenor = browse("convenor")
    assert "（一）当面说明情况" in text(convenor.get(act(row, "decide")))


def test_the_page_of_an_order_asks_little_whoever_looks(room, browse, django_assert_max_num_queries):
    row = room.issued()
    for who in ("clerk", "director", "convenor", "liaison"):
        reader = browse(who)
        reader.get(page(row))
        with django_assert_max_num_queries(10):
            assert row.number in text(reader.get(page(row)))


def test_the_unit_works_on_it_and_the_office_verifies(room, browse):
    row = room.issued()
    liaison = browse("liaison")
    assert row.number in text(liaison.get(reverse("supervision:orders")))
    assert "办理督办单" in text(liaison.get(reverse("township:home")))
    for point in row.points.all():
        answer = liaison.post(act(row, "progress", part=point.pk), {"text": "已经办理完毕", "is_done": "on"})
        assert answer.status_code == 302
    shown = text(liaison.get(page(row)))
    assert "已经办理完毕" in shown and "督办依据" not in shown
    given = {
        "revision": room.fresh(row).revision,
        "result": "已出具书面答复并当面送达。",
        "files": [SimpleUploadedFile("proof.png", picture("PNG"), "image/png")],
    }
    assert liaison.post(act(row, "reply"), given).status_code == 302
    clerk = browse("clerk")
    assert "核实督办回复" in text(clerk.get(reverse("township:home")))
    revision = room.fresh(row).revision
    refused = text(clerk.post(act(row, "accept"), {"revision": revision, "way": "", "verdict": "已核对"}))
    assert "请选择核实方式" in refused
    given = {"revision": revision, "way": "documents", "verdict": "已核对送达证明"}
    assert clerk.post(act(row, "accept"), given).status_code == 302
    assert "查阅材料：已核对送达证明" in text(clerk.get(page(row)))


def test_a_second_order_starts_from_the_words_of_the_first(room, browse):
    row, clerk = room.returned(), browse("clerk")
    assert "二次督办" in text(clerk.get(page(row)))
    assert "查明未按期答复的原因" in text(clerk.get(act(row, "again")))
    made = clerk.post(act(row, "again"), fields(room, revision=row.revision))
    second = Order.objects.get(kind="second")
    assert made.url == page(second) and row.number in text(clerk.get(page(second)))


def test_a_draft_and_another_units_order_are_not_found(room, browse):
    draft, issued = room.draft(), room.issued()
    for who, row in (("liaison", draft), ("liaison2", draft), ("liaison2", issued), ("east_clerk", issued)):
        assert browse(who).get(page(row)).status_code == 404, who
    for who in ("grid", "auditor", "sysadmin"):
        assert browse(who).get(page(issued)).status_code == 403, who
    assert browse("liaison").get(page(issued)).status_code == 200


def test_the_board_names_the_unit_with_its_colour(room, browse):
    room.returned()
    shown = text(browse("clerk").get(reverse("supervision:board")))
    assert "黄榜" in shown and room.cast.unit("building").name in shown


def test_the_letter_prints_issuer_number_and_addressee(room):
    head = {
        "organ": "清河镇信访工作联席会议办公室",
        "title": "关于办理事项的督办函",
        "units": ["城建办"],
        "copies": ["民政办"],
    }
    html = letter_html(head, "正文一段", number="清信督〔2026〕1号", issued_on=room.day)
    assert all(
        part in html for part in ("letter-issuer", "清信督〔2026〕1号", "城建办：", "抄送：民政办。", "正文一段")
    )


PLACES = (
    "township:home", "records:search", "records:inbox", "records:done", "records:approvals", "records:candidates",
    "supervision:orders", "supervision:orders_print", "supervision:board", "supervision:measures",
    "supervision:advices", "township:journal", "township:me", "petitions:ledger", "assessment:board", "assessment:compliance",
)  # fmt: skip


def test_a_token_planted_in_a_restricted_order_appears_nowhere_for_who_may_not_see_it(room, cast, stage, browse):
    """Facts, points, reply and number of an order about an accusation: in every list, on the desk, in search, journal and trail."""
    token = "密语二一八"
    stage.register(
        channel="letter",
        purpose="accusation",
        words=token,
        title=token,
        claims=(),
        place_text="河湾社区",
        targets=(TargetData(unit_id=cast.unit("building").pk),),
        named_ids=(cast.person("convenor").pk,),
    )
    found = room.candidate("civil", matter=stage.case.matter)
    given = {
        "unit_id": cast.unit("civil").pk,
        "facts": f"{token}一事至今没有书面结果。",
        "points": f"就{token}出具书面结果",
    }
    row = room.issued(room.draft(found, **given))
    point = row.points.get()
    room.do(handling.report_progress, "liaison2", order_id=row.pk, point_id=point.pk, text=f"{token}正在核查")
    room.on(handling.reply, row, "liaison2", result=f"{token}一事已经书面答复。")
    row = room.fresh(row)
    knowing = {who for who in cast.accounts if matters_visible_to(cast.actor(who)).filter(pk=row.pk).exists()}
    assert knowing == {"clerk", "convenor", "liaison2"}
    assert token in text(browse("clerk").get(page(row)))
    for who in sorted(set(cast.accounts) - knowing):
        client = browse(who)
        assert client.get(page(row)).status_code == (403 if who in ("auditor", "grid", "sysadmin") else 404), who
        for document in Document.objects.filter(matter=row.matter):
            assert client.get(reverse("records:document", args=[document.pk])).status_code == 404, who
        for name in ("records:matter", "records:access"):
            assert client.get(reverse(name, args=[row.pk])).status_code == 404, (who, name)
        trail = client.get(reverse("records:trail", args=[row.pk]))
        assert trail.status_code == (404 if cast.actor(who).may(READ_TRAIL) else 403), who
        for place in PLACES:
            shown = text(client.get(reverse(place), follow=True))
            assert token not in shown, (who, place)
            if (who, place) != ("auditor", "township:journal"):  # the auditor reads that something was done, not what
                assert row.number not in shown, (who, place)
        for words in (token, row.number):
            assert page(row) not in text(client.post(reverse("records:search"), {"q": words}, follow=True)), (
                who,
                words,
            )


def test_findings_are_a_ledger_with_print_and_workbook(room, browse):
    """What still waits stands first; what was dealt with is asked for; all of it leaves as paper and as Excel."""
    open_one, dismissed = room.candidate(), room.candidate("civil")
    clerk, page = browse("clerk"), reverse("records:candidates")
    clerk.post(reverse("records:candidate_dismiss", args=[dismissed.pk]), {"reason": "单位已经书面说明"})
    clerk.post(reverse("records:candidate_urge", args=[open_one.pk]))
    shown = text(clerk.get(page))
    assert f"candidate={open_one.pk}" in shown and "单位已经书面说明" not in shown
    everything = {"state": "all"}
    assert "不督办：单位已经书面说明" in text(clerk.get(page, everything))
    assert "单位已经书面说明" in text(clerk.get(reverse("records:candidates_print"), everything))
    lines = rows_of_workbook(clerk.get(reverse("records:candidates_sheet"), everything))
    head = next(row for row in lines if "提出时间" in row)
    rows = lines[lines.index(head) + 1 :]
    assert {"提出时间", "事由", "责任单位", "催办日期"} <= set(head) and len(rows) >= 2
    urged = next(row for row in rows if "村镇建设办" in row)
    assert urged[head.index("催办日期")] == room.day
