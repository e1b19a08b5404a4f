"""Drafts: what is typed is not lost, and not readable on the disk."""

from datetime import date

import pytest
from django.db import connection

from records.acts.actions.drafts import MAX_DRAFTS, draft_data, drop_draft, drop_old_drafts, load_draft, save_draft
from records.acts.models import Draft
from records.jobs.ticks import DAILY
from township.refusals import Refused

TYPED = {"words": ["河湾社区路灯不亮"], "claim": ["修路灯", "公开进度"]}


def test_the_last_state_of_each_form_is_kept(cast):
    clerk, other = cast.account("clerk").pk, cast.account("clerk2").pk
    save_draft(account_id=clerk, form="register", payload={"words": ["河"]}, at=cast.at())
    save_draft(account_id=clerk, form="register", payload=TYPED, at=cast.at(hour=11))
    assert load_draft(clerk, "register") == TYPED
    assert draft_data(clerk, "register").getlist("claim") == ["修路灯", "公开进度"]
    assert load_draft(other, "register") is load_draft(clerk, "other") is draft_data(other, "register") is None
    drop_draft(clerk, "register")
    drop_draft(clerk, "register")
    assert load_draft(clerk, "register") is None


def test_the_row_is_sealed(cast):
    save_draft(account_id=cast.account("clerk").pk, form="register", payload=TYPED, at=cast.at())
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM records_draft")
        assert "路灯".encode() not in bytes(cursor.fetchone()[0])


def test_too_much_is_refused_and_the_older_draft_stays(cast):
    account = cast.account("clerk").pk
    save_draft(account_id=account, form="register", payload=TYPED, at=cast.at())
    with pytest.raises(Refused, match="过长"):
        save_draft(account_id=account, form="register", payload={"words": ["长" * 90_000]}, at=cast.at())
    assert load_draft(account, "register") == TYPED


def test_an_account_keeps_its_latest_drafts_only(cast):
    account = cast.account("clerk").pk
    for n in range(MAX_DRAFTS + 3):
        save_draft(account_id=account, form=f"case:{n}", payload={}, at=cast.at(hour=8 + n // 60, minute=n % 60))
    assert Draft.objects.count() == MAX_DRAFTS
    assert load_draft(account, "case:0") is None
    assert load_draft(account, f"case:{MAX_DRAFTS + 2}") == {}


def test_what_nobody_came_back_to_is_forgotten_after_thirty_days(cast):
    account = cast.account("clerk").pk
    save_draft(account_id=account, form="old", payload=TYPED, at=cast.at(date(2026, 8, 22)))
    save_draft(account_id=account, form="kept", payload=TYPED, at=cast.at(date(2026, 8, 24)))
    drop_old_drafts(cast.at())
    assert list(Draft.objects.values_list("form", flat=True)) == ["kept"]
    assert drop_old_drafts in DAILY
