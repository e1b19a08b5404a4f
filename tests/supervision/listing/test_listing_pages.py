"""The pages by persona: what another unit may know, files behind the gate, forms that keep what was typed, query counts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records.matters.models.matters import Matter
from records.papers.models.documents import Document
from supervision.listing.actions import listings, rounds
from supervision.listing.models.listings import Listing
from supervision.listing.models.rounds import ListingRound
from tests.supervision.browser import act, page, text
from township.directory.models.units import Unit

pytestmark = pytest.mark.django_db


def test_criteria_in_the_browser(room, browse):
    clerk, new = browse("clerk"), reverse("supervision:listing_round_new")
    shown = text(clerk.get(new))
    assert "2026年下半年" in shown and "登记件数" not in shown
    given = {"key_1": "petitions.conclusion", "limit_1": "90", "key_2": "supervision.late", "limit_2": "", "needed": 1}
    refused = text(clerk.post(new, given))
    assert "请填写它的线" in refused and not ListingRound.objects.exists()
    assert clerk.post(new, given | {"key_2": "petitions.registered_all", "limit_2": "3"}).status_code == 200
    assert clerk.post(new, given | {"limit_2": "2"}).status_code == 302
    row = ListingRound.objects.select_related("matter").get()
    assert "督办超期回复达到2件次" in text(clerk.get(page(row)))
    assert 'value="90' in text(clerk.get(act(row, "edit")))
    assert browse("liaison").get(page(row)).status_code == 404


def test_a_unit_reads_its_own_results_only(room, browse):
    row = room.evaluated("building", "civil")
    shown = text(browse("liaison").get(page(row)))
    assert (
        "村镇建设办" in shown and "60.0%" in shown and "民政办" not in shown.split("评价结果")[1].split("公布的文字")[0]
    )
    clerk = browse("clerk")
    shown = text(clerk.get(page(row)))
    assert act(row, "propose", part=room.basis(row).pk) in shown
    assert act(row, "propose", part=room.basis(row).pk) in text(clerk.get(reverse("township:home")))
    answer = clerk.post(
        act(row, "propose", part=room.basis(row).pk), {"revision": row.revision, "facts": "督办以后没有改进。"}
    )
    assert answer.url == page(Listing.objects.select_related("matter").get())


def test_other_units_know_that_it_is_listed_and_no_more(room, browse):
    row = room.submitted()
    assert browse("liaison").get(page(row)).status_code == 200
    assert browse("liaison2").get(page(row)).status_code == 404, "not before it is decided"
    assert "待决定" in text(browse("liaison").get(reverse("supervision:listings")))
    room.do(listings.FLOW.decide, "convenor", row_id=row.pk, approved=True, **room.read(row))
    row = room.fresh(row)
    other = browse("liaison2")
    shown = text(other.get(page(row)))
    assert "60.0%" in shown and "陈立" in shown and "等待测绘" not in shown and "没有改进" not in shown
    assert other.get(reverse("records:document", args=[row.document_id])).status_code == 403
    for who in ("liaison", "clerk", "leader"):
        client = browse(who)
        assert client.get(reverse("records:document", args=[row.document_id])).status_code == 200, who
        assert "等待测绘" in text(client.get(page(row))), who
    for who in ("auditor", "sysadmin", "grid"):
        assert browse(who).get(page(row)).status_code == 403


def test_hearing_plan_check_and_delisting_in_the_browser(room, browse):
    row = room.asked()
    liaison = browse("liaison")
    assert act(row, "tell") in text(liaison.get(reverse("township:home")))
    assert liaison.post(act(row, "tell"), {"revision": row.revision, "words": "等待测绘结果。"}).status_code == 302
    clerk = browse("clerk")
    assert clerk.post(act(row, "hear"), {"revision": room.fresh(row).revision}).status_code == 302
    row = room.fresh(row)
    given = {
        "revision": row.revision,
        "version": row.document.version,
        "answer": "",
        "demand": "一个月内消化逾期事项。",
        "sponsor": room.cast.person("leader").pk,
        "do": "submit",
    }
    refused = text(clerk.post(act(row, "edit"), given))
    assert "一个月内消化逾期事项" in refused and room.fresh(row).state == "heard"
    assert clerk.post(act(row, "edit"), given | {"answer": "没有申请延期。"}).status_code == 302
    assert room.fresh(row).state == "submitted"
    shown = text(browse("convenor").get(act(row, "decide")))
    assert "60.0%（6/10）" in shown and "等待测绘结果" in shown


def test_met_by_the_figures_it_is_taken_off(room, browse):
    row = room.met()
    convenor = browse("convenor")
    assert act(row, "delist") in text(convenor.get(page(row)))
    assert convenor.post(act(row, "delist"), {"revision": row.revision}).status_code == 302
    assert "已摘牌" in text(browse("liaison2").get(page(row)))


def test_registers_print_export_and_cost_the_same_for_many(room, browse, cast):
    row = room.listed()
    clerk = browse("clerk")
    for name in ("listings", "listings_print"):
        assert row.number in text(clerk.get(reverse(f"supervision:{name}")))
    around = row.basis.round
    for name in ("listing_rounds", "listing_rounds_print"):
        assert around.number in text(clerk.get(reverse(f"supervision:{name}")))
    for name in ("listings_sheet", "listing_rounds_sheet"):
        assert clerk.get(reverse(f"supervision:{name}")).status_code == 200
        assert browse("liaison").get(reverse(f"supervision:{name}")).status_code == 403
    with CaptureQueriesContext(connection) as few:
        clerk.get(reverse("supervision:listings"))
    for number in range(30):
        unit = Unit.objects.create(
            township=cast.township, parent=cast.unit("root"), name=f"第{number}村", kind="village"
        )
        another(row, unit)
    with CaptureQueriesContext(connection) as many:
        assert "第29村" in text(clerk.get(reverse("supervision:listings")))
    assert len(many) <= len(few) + 2


def another(row: Listing, unit: Unit) -> Listing:
    """Another listing like this one, of another unit, straight into the table."""
    matter = Matter.objects.create(
        township_id=row.township_id, kind="listing", number=f"挂{unit.pk}", title="挂牌整治", opened_on=row.listed_on
    )
    document = Document.objects.create(
        township_id=row.township_id,
        matter=matter,
        kind="listing",
        title="决定",
        body="",
        facts={},
        drafted_at=row.document.drafted_at,
    )
    given = {field.name: getattr(row, field.name) for field in Listing._meta.concrete_fields}
    return Listing.objects.create(
        **given
        | {
            "matter": matter,
            "document": document,
            "unit": unit,
            "state": "delisted",
            "delisted_by": row.decided_by,
            "delisted_on": row.listed_on,
        }
    )


def test_nothing_here_counts_petitions(room, browse):
    room.published()
    assert rounds.next_period(room.day).key == "2026-H2"
    shown = text(browse("clerk").get(reverse("supervision:listing_rounds")))
    assert "不看信访件数" in shown
