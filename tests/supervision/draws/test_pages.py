"""The pages by persona, the files, the sheet, and how many queries the register costs."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from supervision.draws.actions import plans
from supervision.draws.models.draws import Draw
from supervision.draws.papers import sheet_html
from supervision.draws.queries.draws import picks_of
from supervision.draws.rules.records import differences, hash_of
from tests.supervision.browser import act, page, text
from township.journal.models import JournalEntry

pytestmark = pytest.mark.django_db


GIVEN = {
    "period": "2026-Q3",
    "topic": "信访事项按期答复",
    "checks": "看登记簿和三件案卷。",
    "wanted_1": 1,
    "wanted_2": 2,
}


def test_the_office_plans_leaves_out_and_draws_in_the_browser(room, browse):
    clerk, new = browse("clerk"), reverse("supervision:draw_new")
    refused = text(clerk.post(new, GIVEN | {"wanted_1": 3}))
    assert "抽不出 3 个" in refused and "看登记簿和三件案卷" in refused and not Draw.objects.exists()
    assert clerk.post(new, GIVEN).status_code == 302
    row = Draw.objects.get()
    shown = text(clerk.get(page(row)))
    assert "河湾社区" in shown and row.population_sha256 in shown and "不列入" in shown
    entry = row.groups.get(seq=2).units.get(label="民政办")
    given = {"revision": row.revision, "entry": entry.pk}
    assert "请填写" in text(clerk.post(act(row, "exclude"), given))
    assert clerk.post(act(row, "exclude"), given | {"reason": "本季度已专项检查"}).status_code == 302
    left_out = row.groups.get(seq=2).units.get(label="民政办")
    assert act(row, "include", part=left_out.pk) in text(clerk.get(page(row)))
    row = room.published(room.fresh(row))
    seed = {
        "revision": row.revision,
        "kind": "dice",
        "seed": "123",
        "witness": "马清远",
        "witness_is": "人大代表",
        "place": "会议室",
    }
    refused = text(clerk.post(act(row, "seed"), seed))
    assert "20 个数字" in refused and "马清远" in refused
    public = seed | {"kind": "public", "seed": "0612182127"}
    assert "请填写公开数字的产生日期" in text(clerk.post(act(row, "seed"), public))
    assert clerk.post(act(row, "seed"), seed | {"seed": "31415 92653 58979 32384"}).status_code == 302
    shown = text(clerk.get(page(row)))
    for pick in row.picks.select_related("entry"):
        assert pick.digest in shown and pick.text in shown and pick.entry.label in shown


def test_a_unit_sees_list_and_draw_at_once_and_anothers_result_when_circulated(room, browse):
    row = room.draft()
    liaison = browse("liaison")
    assert liaison.get(page(row)).status_code == 404
    assert "还没有公布的抽查" in text(liaison.get(reverse("supervision:draws")))
    row = room.checked(room.drawn(room.published(row)))
    poor = row.picks.get(rating="poor")
    who = "liaison" if poor.entry.unit_id != room.cast.unit("building").pk else "liaison2"
    other = browse(who, 17)
    shown = text(other.get(page(row)))
    assert poor.digest in shown and "结果通报以后公开" in shown and "不合格" not in shown
    room.done(row)
    shown = text(browse(who, 18).get(page(row)))
    assert "不合格" in shown and "抽查三个单位" in shown
    for nobody in ("auditor", "sysadmin", "grid"):
        assert browse(nobody, 18).get(page(row)).status_code == 403


def test_list_and_record_leave_as_files_with_a_line_in_the_journal(room, browse):
    row = room.published()
    liaison = browse("liaison", 18)
    for name in ("draw_list", "draw_record"):
        answer = liaison.get(reverse(f"supervision:{name}", args=[row.pk]))
        assert answer.status_code == (200 if name == "draw_list" else 404)
    answer = liaison.get(reverse("supervision:draw_list", args=[row.pk]))
    assert hash_of(answer.content.decode()) == row.population_sha256
    row = room.drawn(row)
    given = json.loads(liaison.get(reverse("supervision:draw_record", args=[row.pk])).content)
    assert differences(given) == [] and given["witness"] == "马清远（镇人大代表）"
    assert JournalEntry.objects.filter(action="draw.file", subject_id=row.pk).count() == 3
    assert liaison.get(reverse("records:document", args=[row.sheet_id])).status_code == 200


def test_the_sheet_holds_every_line(room):
    row = room.drawn()
    html = sheet_html(row, "抽取记录", picks_of(row), [])
    for pick in picks_of(row):
        assert pick.text in html and pick.digest in html and pick.entry.label in html
    assert row.population_sha256 in html and row.seed in html and "马清远" in html and "sha256sum" in html


def test_both_draws_are_shown_on_either_page(room, browse):
    row = room.drawn()
    reason = "名单里一个单位的名称有误，更正后重新抽取。"
    again = room.on(plans.draw_again, row, reason=reason)
    assert reason not in text(browse("liaison", 17).get(page(row))), "not before it is published"
    again = room.drawn(room.published(again), seed="27182818284590452353")
    liaison = browse("liaison", 18)
    assert reason in text(liaison.get(page(row))) and again.number in text(liaison.get(page(row)))
    shown = text(liaison.get(page(again)))
    assert row.number in shown and reason in shown
    html = sheet_html(again, "抽取记录", picks_of(again), picks_of(row))
    assert row.number in html and reason in html


def test_the_desk_offers_every_check(room, browse):
    row = room.drawn()
    shown = text(browse("clerk", 16).get(reverse("township:home")))
    for pick in row.picks.all():
        assert act(row, "record", part=pick.pk) in shown


def test_the_register_prints_exports_and_costs_the_same_for_many(room, browse):
    row = room.done()
    clerk = browse("clerk", 18)
    for name in ("draws", "draws_print"):
        assert row.number in text(clerk.get(reverse(f"supervision:{name}")))
    assert clerk.get(reverse("supervision:draws_sheet")).status_code == 200
    assert browse("liaison", 18).get(reverse("supervision:draws_sheet")).status_code == 403
    with CaptureQueriesContext(
        connection,
    ) as few:
        clerk.get(reverse("supervision:draws"))
    for year in range(2018, 2026):
        for quarter in range(1, 5):
            made = room.draft("2026-Q2")
            Draw.objects.filter(pk=made.pk).update(period=f"{year}-Q{quarter}")
    with CaptureQueriesContext(connection) as many:
        assert "2018-" not in text(clerk.get(reverse("supervision:draws")))
    assert len(many) <= len(few) + 2
