"""A ledger leaves the house signed; much of it, or identities, on two persons' word; a word that was typed stays sealed."""

import io
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from django.db import DatabaseError, transaction

from records.ledgers.actions import decide_taking_out, forget_words
from records.ledgers.models import TakingOut
from records.ledgers.rules import taking_out as rules
from records.ledgers.rules.columns import Column
from records.ledgers.rules.taking_out import check_takable, names_people, needs_approval
from records.notices.models.notices import Notice
from tests.cast import TODAY
from tests.petitions.tables import cells_with
from tests.records.ledgers.shelf import BOXES as LEDGER
from township.journal.models import JournalEntry
from township.refusals import Refused

pytestmark = pytest.mark.urls("tests.records.ledgers.shelf")
BOXES = "/boxes/"


@pytest.fixture
def many(cupboard, monkeypatch):
    """Four boxes, and only three may leave on one person's word."""
    monkeypatch.setattr(rules, "FREE_ROWS", 3)
    cupboard.put(4)
    return cupboard


def text(answer) -> str:
    return answer.content.decode()


def asked(many, who="clerk", address=f"{BOXES}sheet/") -> TakingOut:
    answer = many.cast.client(who).post(address, {"reason": "季度通报附表，仅报镇党政办"})
    row = TakingOut.objects.latest("pk")
    assert answer.url == f"/takings/{row.pk}/"
    return row


def book(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.content))


@pytest.mark.parametrize(
    ("rows", "identity", "needed"), [(0, False, False), (200, False, False), (201, False, True), (1, True, True)]
)
def test_more_than_two_hundred_rows_or_any_identity_take_two(rows, identity, needed):
    assert needs_approval(rows, identity) is needed


def test_a_column_says_that_it_shows_identities():
    assert not names_people([Column("name", "姓名")])
    assert names_people([Column("number", "编号"), Column("name", "姓名", is_identity=True)])


@pytest.mark.parametrize(
    ("state", "age", "rows", "why"),
    [
        ("pending", 0, 4, "还没有同意"),
        ("returned", 0, 4, "还没有同意"),
        ("approved", 4, 4, "超过 3 天"),
        ("approved", 1, 5, "多于同意的"),
    ],
)
def test_what_was_not_agreed_to_stays(cast, state, age, rows, why):
    with pytest.raises(Refused, match=why):
        check_takable(state, cast.at() - timedelta(days=age), cast.at(), rows, 4)
    assert check_takable("approved", cast.at() - timedelta(days=3), cast.at(), 4, 4) is None


def test_a_few_rows_leave_at_once_with_who_when_and_number(cupboard):
    cupboard.put(2)
    clerk = cupboard.cast.client("clerk")
    made = book(clerk.get(f"{BOXES}sheet/"))
    mark = "林晓　2026年9月22日10:00　清信导出〔2026〕1号"
    assert mark in made.worksheets[0].oddFooter.right.text
    assert [[cell.value for cell in row] for row in made["导出说明"].iter_rows(max_row=3)] == [
        ["导出人", "林晓"],
        ["时间", "2026年9月22日10:00"],
        ["编号", "清信导出〔2026〕1号"],
    ]
    assert (made.properties.creator, made.properties.title) == ("林晓", "清信导出〔2026〕1号")
    page = text(clerk.get(f"{BOXES}print/"))
    assert page.count("林晓　2026年9月22日10:00　清信导出〔2026〕2号") == 2  # across the page and at its head
    assert [line.detail["number"] for line in JournalEntry.objects.order_by("seq")] == [
        "清信导出〔2026〕1号",
        "清信导出〔2026〕2号",
    ]


def test_many_rows_are_asked_for_agreed_to_and_then_taken(many):
    clerk, convenor = many.cast.client("clerk"), many.cast.client("convenor")
    page = text(clerk.get(f"{BOXES}sheet/?due_to=2026-09-30"))
    assert "申请导出 Excel" in page and "用途" in page and "到" in page
    assert not JournalEntry.objects.exists()
    assert "请写明导出的用途" in text(clerk.post(f"{BOXES}sheet/", {"reason": " "}))
    row = asked(many, address=f"{BOXES}sheet/?due_to=2026-09-30")
    assert (row.rows, row.form, row.state) == (4, "sheet", "pending")
    assert clerk.get(f"/takings/{row.pk}/file/").status_code == 409
    assert f"/takings/{row.pk}/" in text(convenor.get("/"))
    assert "季度通报附表" in text(convenor.get(f"/takings/{row.pk}/"))
    assert {one.recipient for one in Notice.objects.filter(kind="taking_out.asked")} == {
        many.cast.person(key) for key in ("director", "convenor", "chief")
    }
    assert "不同意要写明意见" in text(convenor.post(f"/takings/{row.pk}/", {"do": "return", "remark": ""}))
    convenor.post(f"/takings/{row.pk}/", {"do": "agree"})
    assert Notice.objects.filter(recipient=many.cast.person("clerk"), kind="taking_out.decided").exists()
    made = book(clerk.get(f"/takings/{row.pk}/file/"))
    assert made.worksheets[0].max_row == 5
    assert made.properties.creator == "林晓"
    assert many.cast.client("director").get(f"/takings/{row.pk}/file/").status_code == 404
    assert many.cast.client("liaison").get(f"/takings/{row.pk}/").status_code == 404
    lines = list(JournalEntry.objects.exclude(action="scope.denied").order_by("seq").values_list("action", "detail"))
    assert [action for action, _ in lines] == ["taking_out.request", "taking_out.approve", "box.export"]
    assert lines[-1][1]["approval"] == row.pk


def test_the_print_goes_the_same_way(many):
    row = asked(many, address=f"{BOXES}print/")
    decide_taking_out(taking_id=row.pk, agreed=True, by=many.cast.actor("director"), at=many.cast.at())
    page = text(many.cast.client("clerk").get(f"/takings/{row.pk}/file/"))
    assert page.count("<tr>") == 5
    assert "清信导出〔2026〕1号" in page


def test_nobody_agrees_to_what_he_asked_for(many):
    row = asked(many, who="director")
    with pytest.raises(Refused, match="不能审批自己"):
        decide_taking_out(taking_id=row.pk, agreed=True, by=many.cast.actor("director"), at=many.cast.at())
    with pytest.raises(DatabaseError), transaction.atomic():
        TakingOut.objects.update(state="approved", decided_by=many.cast.person("director"), decided_at=many.cast.at())
    decide_taking_out(taking_id=row.pk, agreed=True, by=many.cast.actor("chief"), at=many.cast.at())
    with pytest.raises(Refused, match="已经办理"):
        decide_taking_out(
            taking_id=row.pk, agreed=False, remark="不用", by=many.cast.actor("convenor"), at=many.cast.at()
        )


def test_no_more_leaves_than_was_agreed_to_and_not_after_three_days(many, stand_at):
    row = asked(many)
    decide_taking_out(taking_id=row.pk, agreed=True, by=many.cast.actor("chief"), at=many.cast.at())
    many.put()
    assert "多于同意的 4 行" in text(many.cast.client("clerk").get(f"/takings/{row.pk}/file/"))
    many.cast.township.matters.latest("pk").holdings.all().delete()
    many.cast.township.matters.latest("pk").delete()
    stand_at(TODAY + timedelta(days=4))
    assert "超过 3 天" in text(many.cast.client("clerk").get(f"/takings/{row.pk}/file/"))


def test_typed_words_are_kept_sealed_and_put_back(many):
    """A name somebody searched by narrows the file, stands in no column of the database and in no address."""
    many.put(5, title="赵桂兰的材料")
    clerk = many.cast.client("clerk")
    kept = clerk.post(BOXES, {"text": "赵桂兰"}).url
    query = kept.partition("?")[2]
    row = asked_by(clerk, f"{BOXES}sheet/?{query}")
    assert row.rows == 5
    assert "赵桂兰" in row.conditions
    assert {cell for cell in cells_with("赵桂兰") if "takingout" in str(cell)} == set()
    decide_taking_out(taking_id=row.pk, agreed=True, by=many.cast.actor("chief"), at=many.cast.at())
    other = many.cast.client("clerk")  # a new session: the mark of the old one is gone
    assert book(other.get(f"/takings/{row.pk}/file/")).worksheets[0].max_row == 6


def asked_by(client, address: str) -> TakingOut:
    client.post(address, {"reason": "季度通报附表，仅报镇党政办"})
    return TakingOut.objects.latest("pk")


def test_any_identity_takes_two_however_few(cupboard, monkeypatch):
    cupboard.put()
    shown = tuple(replace(one, is_identity=one.key == "title") for one in LEDGER.columns)
    monkeypatch.setitem(vars(LEDGER), "columns", shown)
    assert "含身份信息" in text(cupboard.cast.client("clerk").get(f"{BOXES}sheet/"))


def test_typed_words_of_old_requests_go_and_nothing_wider_leaves(many):
    row = asked(many)
    TakingOut.objects.update(
        query="q=张三丰", conditions="姓名：张三丰", requested_at=many.cast.at() - timedelta(days=31)
    )
    assert (forget_words(many.cast.at()), forget_words(many.cast.at())) == (1, 0)
    row = TakingOut.objects.get()
    assert (row.query, row.conditions) == ("", "（已清除）")
    director = {"by": many.cast.actor("director"), "at": many.cast.at()}
    with pytest.raises(Refused, match="超过 30 天"):
        decide_taking_out(taking_id=row.pk, agreed=True, **director)
    TakingOut.objects.update(state="approved", decided_by=many.cast.person("director"), decided_at=many.cast.at())
    assert many.cast.client("clerk").get(f"/takings/{row.pk}/file/").status_code == 409
