"""When the time of a filed case is over: a list, a witness, and identities gone; held back by a hold, a review, a follower."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from petitions.cases.models.deliveries import OutsideReview
from petitions.cases.models.petitioners import Petitioner
from petitions.ledger.queries.ledger import horizon, ledger, totals
from petitions.ledger.rules.ledger import LedgerFilters
from petitions.retention.actions import draw_list, lift_hold, place_hold, run_retention, witness_list
from petitions.retention.models import RetentionItem, RetentionList
from petitions.retention.rules import Kept, ends_on, hindrance, term_of
from records.finding.queries.find import find
from records.ledgers.queries import Reader
from records.matters.models.matters import Matter, Reference
from records.notices.models.notices import Notice
from tests.petitions.tables import cells_with
from township.actors import NotAllowed
from township.journal.models import JournalEntry
from township.refusals import Refused

pytestmark = pytest.mark.usefixtures("quick_print")
LAST = date(2026, 9, 22)


@pytest.fixture
def old(stage):
    """A case without a result, filed more than ten years ago."""
    case = stage.register()
    case.archived_on, case.state = date(2016, 9, 1), "archived"
    case.save(update_fields=["archived_on", "state"])
    return stage


def who(stage, key) -> dict:
    return {"by": stage.cast.actor(key), "at": stage.cast.at()}


def agreed(stage) -> RetentionList:
    row = draw_list(**who(stage, "clerk"))
    return witness_list(list_id=row.pk, agreed=True, **who(stage, "auditor"))


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        (Kept(LAST), "保存期限未满"),
        (Kept(LAST - timedelta(days=1)), ""),
        (Kept(date(2020, 1, 1), is_held=True), "已暂缓销毁（法律保留）"),
        (Kept(date(2020, 1, 1), has_open_review=True), "复查或复核还没有结果"),
        (Kept(date(2020, 1, 1), has_open_follower=True), "后续的重复信访还没有办结"),
        (Kept(date(2020, 1, 1), has_open_link=True), "由它引起的督办、议题、责任倒查等还没有办结"),
    ],
)
def test_what_holds_a_case_back(kept, why):
    assert hindrance(kept, LAST) == why


def test_whole_years_from_the_day_of_filing():
    assert ends_on(date(2016, 9, 22), 10) == LAST
    assert ends_on(date(2024, 2, 29), 10) == date(2034, 2, 28)
    assert (term_of(True), term_of(False)) == ("answered", "other")


def test_identities_go_and_every_figure_stays(old):
    case, clerk = old.case, old.cast.actor("clerk")
    name = case.petitioners.first().name

    def size():
        everything = LedgerFilters()
        rows = ledger(clerk, everything, horizon(clerk.township_id, old.day))
        return totals(rows, Reader(clerk, old.day, everything))

    before = size()
    agreed(old)
    assert run_retention(old.cast.at()) == 1
    row = old.again()
    assert (row.erased_on, row.words, row.caller_number, row.lookup_hash) == (old.day, "", "", "")
    assert set(
        Petitioner.objects.filter(case=row).values_list("name", "name_hash", "phone_hash", "id_hash", "masked_name")
    ) == {("", "", "", "", "（已销毁）")}
    assert size() == before
    assert find(clerk, name, today=old.day).exact == ()
    assert find(clerk, row.number, today=old.day).exact
    assert {cell for cell in cells_with(name) if "petition" in str(cell)} == set()
    assert old.cast.client("clerk").get(f"/cases/{row.pk}/").status_code == 200


def test_a_second_run_changes_nothing(old):
    agreed(old)
    assert run_retention(old.cast.at()) == 1
    lines = JournalEntry.objects.count()
    assert run_retention(old.cast.at()) == 0
    assert JournalEntry.objects.count() == lines
    assert RetentionList.objects.get().state == "done"
    with pytest.raises(Refused, match="没有保存期满"):
        draw_list(**who(old, "clerk"))


def test_the_witness_is_another_and_sees_numbers_only(old):
    row = draw_list(**who(old, "clerk"))
    assert run_retention(old.cast.at()) == 0  # nothing before the witness has agreed
    with pytest.raises(NotAllowed):
        witness_list(list_id=row.pk, agreed=True, **who(old, "clerk"))
    with pytest.raises(NotAllowed):
        witness_list(list_id=row.pk, agreed=True, **who(old, "director"))
    with pytest.raises(Refused, match="正在办理"):
        draw_list(**who(old, "clerk2"))
    with pytest.raises(DatabaseError), transaction.atomic():
        RetentionList.objects.update(witness=old.cast.person("clerk"), state="agreed")
    assert Notice.objects.filter(recipient=old.cast.person("auditor"), kind="retention.asked").exists()
    auditor = old.cast.client("auditor")
    assert f"/retention/{row.pk}/" in auditor.get("/").content.decode()
    page = auditor.get(f"/retention/{row.pk}/").content.decode()
    assert old.case.number in page and old.case.title not in page
    assert "退回要写明意见" in auditor.post(f"/retention/{row.pk}/", {"do": "return", "remark": ""}).content.decode()
    auditor.post(f"/retention/{row.pk}/", {"do": "return", "remark": "期限请再核对"})
    assert RetentionList.objects.get().state == "returned"
    assert old.again().erased_on is None


def test_a_hold_or_a_review_that_comes_after_the_list_still_blocks(old):
    agreed(old)
    hold = place_hold(number=old.case.number, reason="正在诉讼", **who(old, "director"))
    assert run_retention(old.cast.at()) == 0
    assert RetentionItem.objects.get().skipped == "已暂缓销毁（法律保留）"
    assert old.again().erased_on is None
    with pytest.raises(Refused, match="没有保存期满"):
        draw_list(**who(old, "clerk"))
    lift_hold(hold_id=hold.pk, **who(old, "clerk"))
    OutsideReview.objects.create(
        case=old.case, kind="review", organ="清川县人民政府", requested_on=old.day, recorded_at=old.cast.at()
    )
    with pytest.raises(Refused, match="没有保存期满"):
        draw_list(**who(old, "clerk"))
    OutsideReview.objects.all().delete()
    agreed(old)
    assert run_retention(old.cast.at()) == 1


def test_what_rests_on_the_case_and_is_open_blocks(old):
    given = {"township": old.cast.township, "title": "砂场", "opened_on": old.day}
    topic = Matter.objects.create(kind="topic", number="议1", **given)
    Reference.objects.create(source=topic, target=old.case.matter, relation="discusses")
    with pytest.raises(Refused, match="没有保存期满"):
        draw_list(**who(old, "clerk"))
    Matter.objects.filter(pk=topic.pk).update(closed_on=old.day)
    agreed(old)
    Matter.objects.filter(pk=topic.pk).update(closed_on=None)
    assert run_retention(old.cast.at()) == 0
    assert RetentionItem.objects.get().skipped == "由它引起的督办、议题、责任倒查等还没有办结"


def test_a_case_with_a_result_is_kept_thirty_years(old):
    old.case.conclusion = "support"
    old.case.save(update_fields=["conclusion"])
    with pytest.raises(Refused, match="没有保存期满"):
        draw_list(**who(old, "clerk"))


def test_the_page_draws_a_list_and_holds_a_case_back(old):
    clerk = old.cast.client("clerk")
    assert "还没有销毁清单" in clerk.get("/retention/").content.decode()
    assert (
        "没有找到这个编号"
        in clerk.post("/retention/", {"act": "hold", "number": "9号", "reason": "正在诉讼"}).content.decode()
    )
    clerk.post("/retention/", {"act": "hold", "number": old.case.number, "reason": "正在诉讼"})
    assert "正在诉讼" in clerk.get("/retention/").content.decode()
    assert "没有保存期满" in clerk.post("/retention/", {"act": "draw"}, follow=True).content.decode()
    clerk.post(f"/retention/holds/{old.case.matter.legal_holds.get().pk}/lift/")
    assert clerk.post("/retention/", {"act": "draw"}).url == f"/retention/{RetentionList.objects.get().pk}/"
