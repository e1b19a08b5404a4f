"""Log-in, the way back, lock-out, idle time-out, the duty to change a one-time password, log-out."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from records.jobs.ticks import DAILY
from tests.cast import PASSWORD, TODAY, moment
from township.frame.sessions import forget_ended
from township.journal.models import JournalEntry
from township.profiles.models.settings import SettingValue


def actions(cast) -> list[str]:
    return list(JournalEntry.objects.filter(township=cast.township).order_by("seq").values_list("action", flat=True))


def test_whoever_is_not_logged_in_comes_to_the_login_page_and_from_there_back(cast):
    client = Client()
    reply = client.get("/me/?x=1")
    assert (reply.status_code, reply["Location"]) == (302, "/login/?next=%2Fme%2F%3Fx%3D1")
    page = client.get(reply["Location"])
    assert "请用本人账号登录" in page.content.decode()
    reply = client.post("/login/", {"username": "clerk", "password": PASSWORD, "next": "/me/?x=1"})
    assert (reply.status_code, reply["Location"]) == (302, "/me/?x=1")
    assert actions(cast) == ["login.ok"]
    assert "经办人 林晓" in client.get("/me/").content.decode()


def test_login_never_leads_to_another_site(cast):
    reply = Client().post("/login/?next=https://evil.example/", {"username": "clerk", "password": PASSWORD})
    assert reply["Location"] == "/"


def test_wrong_password_is_said_in_chinese_keeps_the_account_typed_and_is_in_the_journal(cast):
    page = Client().post("/login/", {"username": "clerk", "password": "不对"})
    assert page.status_code == 200
    assert "账号或密码不对" in page.content.decode()
    assert 'value="clerk"' in page.content.decode()
    Client().post("/login/", {"username": "nobody", "password": "不对"})
    assert actions(cast) == ["login.failed"]


def test_five_failures_lock_the_account_from_that_address_and_say_until_when(cast, settings, stand_at):
    settings.AXES_ENABLED = True
    stand_at(TODAY, 10, 0)
    client = Client()
    for _ in range(4):
        assert client.post("/login/", {"username": "clerk", "password": "不对"}).status_code == 200
    page = client.post("/login/", {"username": "clerk", "password": "不对"})
    assert page.status_code == 429
    assert '请在 <strong class="num">10:15</strong> 之后再试' in page.content.decode()
    assert client.post("/login/", {"username": "clerk", "password": PASSWORD}).status_code == 429
    assert actions(cast) == ["login.failed"] * 4 + ["login.locked"]
    colleague = client.post("/login/", {"username": "director", "password": PASSWORD})
    assert colleague.status_code == 302
    stand_at(TODAY, 10, 16)
    assert client.post("/login/", {"username": "clerk", "password": PASSWORD}).status_code == 302


def test_neither_blanks_nor_an_invented_address_evade_the_lock(cast, settings, stand_at):
    settings.AXES_ENABLED = True
    stand_at(TODAY, 10, 0)
    client = Client()
    for n, spelt in enumerate(("clerk", " clerk", "clerk  ", "\u3000clerk", "clerk")):
        typed = {"username": spelt, "password": "不对"}
        reply = client.post("/login/", typed, headers={"X-Forwarded-For": f"203.0.113.{n}"})
    assert reply.status_code == 429
    typed = {"username": "clerk", "password": PASSWORD}
    assert client.post("/login/", typed, headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 429
    for other in ("CLERK", "ｃlerk"):  # another spelling is no account at all
        assert Client().post("/login/", typed | {"username": other}).status_code == 200


def test_an_unknown_account_costs_a_comparison_too(cast, monkeypatch):
    hashed = []
    monkeypatch.setattr("django.contrib.auth.hashers.MD5PasswordHasher.encode", lambda *given: hashed.append(1) or "x")
    Client().post("/login/", {"username": "nobody", "password": "不对"})
    assert hashed


def test_switched_off_accounts_and_people_do_not_get_in(cast):
    cast.person("clerk").is_active = False
    cast.person("clerk").save()
    assert Client().post("/login/", {"username": "clerk", "password": PASSWORD}).status_code == 200
    client = cast.client("director")
    cast.township.is_active = False
    cast.township.save()
    assert client.get("/").status_code == 302


def test_an_idle_session_ends_and_comes_back_to_the_same_page(cast, stand_at):
    stand_at(TODAY, 10, 0)
    client = cast.client("clerk")
    stand_at(TODAY, 10, 14)
    assert client.get("/me/").status_code == 200
    stand_at(TODAY, 10, 28)
    assert client.get("/me/").status_code == 200
    stand_at(TODAY, 10, 44)
    reply = client.get("/me/", follow=True)
    assert reply.redirect_chain == [("/login/?next=%2Fme%2F", 302)]
    assert "您已 15 分钟没有操作" in reply.content.decode()


def test_the_idle_limit_is_a_value_of_the_township(cast, stand_at):
    SettingValue.objects.create(
        township=cast.township,
        key="idle_timeout_minutes",
        value="5",
        changed_by=cast.person("sysadmin"),
        changed_at=cast.at(),
    )
    stand_at(TODAY, 10, 0)
    client = cast.client("clerk")
    stand_at(TODAY, 10, 6)
    assert client.get("/me/").status_code == 302


def test_requests_the_page_sends_by_itself_do_not_keep_a_session_alive(cast, stand_at):
    stand_at(TODAY, 10, 0)
    client = cast.client("clerk")
    stand_at(TODAY, 10, 10)
    assert client.get("/me/", headers={"X-Background": "1"}).status_code == 200
    stand_at(TODAY, 10, 16)
    assert client.get("/me/").status_code == 302


def test_an_expired_form_returns_to_the_page_of_the_form(cast):
    reply = Client().post("/password/", {}, headers={"Referer": "http://testserver/password/?a=1"})
    assert reply["Location"] == "/login/?next=%2Fpassword%2F%3Fa%3D1"
    foreign = Client().post("/password/", {}, headers={"Referer": "https://evil.example/x"})
    assert foreign["Location"] == "/login/?next=%2F"


def test_a_part_of_a_page_sends_the_whole_window_to_the_login_page(cast):
    reply = Client().get("/me/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/me/?tab=2"})
    assert (reply.status_code, reply["HX-Redirect"]) == (200, "/login/?next=%2Fme%2F%3Ftab%3D2")


def test_a_one_time_password_must_be_changed_before_anything_else(cast):
    account = cast.account("clerk")
    account.must_change_password = True
    account.save()
    client = cast.client("clerk")
    assert client.get("/")["Location"] == "/password/"
    page = client.post("/password/", {"old_password": PASSWORD, "new_password1": "12345", "new_password2": "12345"})
    text = page.content.decode()
    assert "至少" in text and "数字" in text
    same = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}
    assert "新密码不能与现在的密码相同" in client.post("/password/", same).content.decode()
    new = "Hewan-2026-xin"
    reply = client.post("/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert reply["Location"] == "/"
    account.refresh_from_db()
    assert account.must_change_password is False
    assert account.password_changed_at > moment(TODAY) - timedelta(days=3650)
    assert client.get("/").status_code == 200
    assert actions(cast) == ["password.change"]


def test_logging_out_is_a_button_and_a_journal_line(cast):
    client = cast.client("clerk")
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/")["Location"] == "/login/"
    assert client.get("/").status_code == 302
    assert actions(cast) == ["logout"]


@pytest.mark.parametrize("path", ["/login/", "/healthz"])
def test_public_pages_open_without_an_account(cast, path):
    assert Client().get(path).status_code == 200


def test_sessions_that_are_over_are_deleted_every_day(cast, stand_at):
    stand_at(TODAY, 10, 0)
    cast.client("clerk")
    stand_at(TODAY, 12, 0)
    kept = cast.client("director").session.session_key
    forget_ended(moment(TODAY, 12, 30))
    assert list(Session.objects.values_list("session_key", flat=True)) == [kept]
    assert forget_ended in DAILY


def test_a_session_lasts_ten_hours_however_busy(cast, stand_at):
    stand_at(TODAY, 8, 0)
    client = cast.client("clerk")
    for minute in range(0, 600, 14):
        stand_at(TODAY, 8 + minute // 60, minute % 60)
        assert client.get("/me/").status_code == 200
    stand_at(TODAY, 18, 1)
    page = client.get("/me/", follow=True)
    assert "本次登录已满 10 小时" in page.content.decode()


def test_every_log_in_is_listed_and_can_be_ended(cast):
    mine, other = cast.client("clerk"), cast.client("clerk")
    rows = list(mine.get("/me/logins/").context["rows"])
    assert len(rows) == 2
    stranger = cast.client("liaison")
    assert stranger.post(f"/me/logins/{rows[0].pk}/end/").status_code == 404
    mine.post(f"/me/logins/{rows[0].pk}/end/")  # the newest is that of the other browser
    assert (mine.get("/me/").status_code, other.get("/me/").status_code) == (200, 302)
    keeper = cast.client("sysadmin")
    page = keeper.get(f"/accounts/{cast.account('clerk').pk}/logins/")
    assert [row.pk for row in page.context["rows"]] == [rows[1].pk]
    keeper.post(f"/me/logins/{rows[1].pk}/end/")
    assert mine.get("/me/").status_code == 302
    assert actions(cast) == ["scope.denied", "session.revoke", "session.revoke"]


def test_a_new_password_ends_the_other_log_ins_and_keeps_this_one(cast):
    mine, other = cast.client("clerk"), cast.client("clerk")
    new = "Hewan-2026-xin"
    mine.post("/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert (mine.get("/me/").status_code, other.get("/me/").status_code) == (200, 302)
    row = mine.get("/me/logins/").context["rows"].get()
    assert row.session_key == mine.session.session_key


def test_logging_out_leaves_nothing_in_the_browser(cast):
    client = cast.client("clerk")
    client.get("/people/?q=x")
    client.cookies["place-petitions-ledger"] = "state%3Dopen"
    reply = client.post("/logout/")
    assert reply["Clear-Site-Data"] == '"cache", "storage"'
    assert reply.cookies["place-petitions-ledger"].value == ""
    assert reply.cookies["sessionid"].value == ""
