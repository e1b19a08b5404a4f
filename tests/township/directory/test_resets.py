"""A lost password: nobody but its owner reads the new one; until somebody confirmed who came back, accusations stay shut."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from meetings.receptions.actions.feeds import open_feed
from petitions.permissions import VIEW_CASE
from records.matters.models.access import Access
from records.matters.models.matters import Matter, Secrecy
from records.matters.queries.scope import is_visible, matters_visible_to
from records.notices.models.notices import Notice
from tests.cast import PASSWORD, TODAY
from tests.township.frame.test_second_factor import enrolled
from township.actors import NotAllowed
from township.directory.actions.accounts import switch_account
from township.directory.actions.resets import ask_reset, cancel_reset, confirm_reset, hand_over
from township.directory.models.logins import Authenticator, PasswordReset
from township.journal.models import JournalEntry
from township.refusals import Refused


def asked(cast, who: str = "clerk", **more):
    given = {"reason": "本人当面提出忘记密码"} | more
    return ask_reset(account_id=cast.account(who).pk, by=cast.actor("sysadmin"), at=cast.at(), **given)


def told(cast, who: str) -> list[str]:
    return list(Notice.objects.filter(recipient=cast.person(who)).order_by("pk").values_list("text", flat=True))


def test_two_persons_make_the_password_and_neither_reads_it(cast):
    first = asked(cast)
    assert authenticate(None, username="clerk", password=PASSWORD)  # still
    with pytest.raises(NotAllowed):
        hand_over(reset_id=first.reset.pk, by=cast.actor("sysadmin"), at=cast.at())
    with pytest.raises(NotAllowed, match="自己的密码由别人交付"):
        hand_over(reset_id=first.reset.pk, by=cast.actor("clerk"), at=cast.at())
    client = cast.client("clerk")
    second = hand_over(reset_id=first.reset.pk, by=cast.actor("clerk2"), at=cast.at())
    assert client.get("/me/").status_code == 302  # log-ins with the old password are over
    assert authenticate(None, username="clerk", password=PASSWORD) is None
    for half in (first.text, second.text):
        assert authenticate(None, username="clerk", password=half) is None
    account = authenticate(None, username="clerk", password=f"{first.text}-{second.text}")
    assert account == cast.account("clerk") and account.must_change_password
    row = PasswordReset.objects.get()
    assert (row.first_half, row.handed_by) == ("", cast.person("clerk2"))
    with pytest.raises(Refused, match="已经办完"):
        hand_over(reset_id=row.pk, by=cast.actor("director"), at=cast.at())
    lines = str(list(JournalEntry.objects.values()))
    assert first.text not in lines and second.text not in lines


def test_the_owner_and_the_director_are_told_at_every_step(cast):
    row = asked(cast).reset
    hand_over(reset_id=row.pk, by=cast.actor("clerk2"), at=cast.at())
    confirm_reset(reset_id=row.pk, by=cast.actor("director"), at=cast.at())
    for who in ("clerk", "director", "convenor"):
        assert [text.partition("：")[2][:6] for text in told(cast, who)] == [
            "正在重置登录",
            "登录密码已重",
            "重置后的登录",
        ]
    assert told(cast, "liaison") == []
    actions = list(JournalEntry.objects.order_by("seq").values_list("action", flat=True))
    assert actions == ["account.reset", "account.hand_over", "account.confirm_reset"]


def test_accusations_stay_shut_until_the_director_or_a_convenor_confirms(cast):
    matter = Matter.objects.create(
        township=cast.township,
        kind="case",
        number="清信〔2026〕9号",
        title="检举控告",
        opened_on=TODAY,
        secrecy=Secrecy.RESTRICTED,
    )
    Access.objects.create(
        matter=matter, person=cast.person("clerk"), granted_by=cast.person("director"), granted_at=cast.at()
    )
    row = asked(cast).reset

    def sees() -> tuple[bool, bool]:
        cast.accounts["clerk"].refresh_from_db()
        actor = cast.actor("clerk")
        return is_visible(actor, matter.pk, VIEW_CASE), matters_visible_to(actor).filter(pk=matter.pk).exists()

    assert sees() == (True, True)
    hand_over(reset_id=row.pk, by=cast.actor("clerk2"), at=cast.at())
    assert sees() == (False, False)
    for who in ("clerk2", "sysadmin"):
        with pytest.raises(NotAllowed):
            confirm_reset(reset_id=row.pk, by=cast.actor(who), at=cast.at())
    confirm_reset(reset_id=row.pk, by=cast.actor("convenor"), at=cast.at())
    assert sees() == (True, True)


def test_the_director_does_not_confirm_himself(cast):
    row = asked(cast, "director").reset
    hand_over(reset_id=row.pk, by=cast.actor("clerk"), at=cast.at())
    with pytest.raises(NotAllowed, match="账号本人不能确认"):
        confirm_reset(reset_id=row.pk, by=cast.actor("director"), at=cast.at())


def test_a_lost_slip_is_cancelled_and_the_old_password_stays(cast):
    row = asked(cast).reset
    with pytest.raises(Refused, match="已有等待交付"):
        asked(cast)
    cancel_reset(reset_id=row.pk, by=cast.actor("sysadmin"), at=cast.at())
    assert authenticate(None, username="clerk", password=PASSWORD)
    asked(cast)


def test_the_pages_lead_from_one_person_to_the_next(cast, stand_at):
    stand_at(TODAY, 10)
    keeper = cast.client("sysadmin")
    url = f"/accounts/{cast.account('clerk').pk}/reset/"
    assert "请写明理由" in keeper.post(url, {"reason": ""}).content.decode()
    slip = keeper.post(url, {"reason": "本人当面提出忘记密码"})
    row = slip.context["half"].reset
    page = f"/resets/{row.pk}/"
    assert "由另一位经办人" in keeper.get(page).content.decode()
    other = cast.client("clerk2")
    assert "交付密码" in other.get("/").content.decode()
    second = other.post(f"{page}hand-over/")
    assert "后一半</dt>" in second.content.decode() and "no-store" in second["Cache-Control"]
    owner = Client()
    password = f"{slip.context['half'].text}-{second.context['half'].text}"
    reply = owner.post("/login/", {"username": "clerk", "password": password}, follow=True)
    assert reply.redirect_chain[-1][0] == "/password/"
    director = cast.client("director")
    assert "确认登录" in director.get("/").content.decode()
    director.post(f"{page}confirm/")
    assert "已办结" in director.get(page).content.decode()


def test_switching_an_account_off_ends_its_calendar_feeds(cast, client):
    _, token = open_feed(is_whole=False, by=cast.actor("leader"), at=cast.at())
    address = reverse("meetings:feed", kwargs={"token": token})
    assert client.get(address).status_code == 200
    switch_account(account_id=cast.account("leader").pk, on=False, by=cast.actor("sysadmin"), at=cast.at())
    assert client.get(address).status_code == 404
    switch_account(account_id=cast.account("leader").pk, on=True, by=cast.actor("sysadmin"), at=cast.at())
    assert client.get(address).status_code == 404


def test_the_last_way_in_is_on_the_server_and_shuts_accusations_too(cast, capsys):
    asked(cast, "director")
    call_command("reset_password", "director", reason="全乡镇无人可办理重置")
    password = capsys.readouterr().out.splitlines()[1].removeprefix("一次性密码：")
    account = authenticate(None, username="director", password=password)
    assert account.must_change_password and account.unconfirmed_since
    assert PasswordReset.objects.filter(account=account, done_at=None, cancelled_at=None).count() == 0
    assert any("服务器上重置" in text for text in told(cast, "convenor"))
    with pytest.raises(CommandError, match="没有这个启用的账号"):
        call_command("reset_password", "nobody", reason="全乡镇无人可办理重置")


def test_ones_own_telephone_sets_the_password_during_a_reset(cast, settings, stand_at):
    settings.SECOND_FACTOR = True
    stand_at(TODAY, 10)
    codes = enrolled(cast, "clerk")
    typed = {
        "username": "clerk",
        "code": codes[0],
        "new_password1": "Hewan-2026-xin",
        "new_password2": "Hewan-2026-xin",
    }
    page = Client().post("/login/forgotten/", typed)
    assert "没有可以这样设置密码的账号" in page.content.decode()  # nobody asked for a reset
    row = asked(cast).reset
    assert "没有可以这样设置密码的账号" in Client().post("/login/forgotten/", typed | {"code": "x"}).content.decode()
    Authenticator.objects.update(throttling_failure_count=0)
    assert Client().post("/login/forgotten/", typed)["Location"] == "/login/"
    assert authenticate(None, username="clerk", password="Hewan-2026-xin").unconfirmed_since
    row.refresh_from_db()
    assert (row.handed_by_id, row.first_half) == (None, "")
    assert any("由本人用动态验证码重设" in text for text in told(cast, "director"))
