"""Accounts with one-time passwords, and a township opened from nothing."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import Client

from township.actors import Actor, NotAllowed, OutOfScope
from township.directory.actions.accounts import create_account, one_time_password, switch_account
from township.directory.actions.resets import ask_reset
from township.directory.actions.townships import OWN_FIELDS, FirstPerson, edit_township, open_township, switch_township
from township.directory.models.accounts import Account
from township.directory.models.people import Person, Post
from township.directory.models.townships import Township
from township.directory.models.units import Unit
from township.directory.queries.actors import actor_for
from township.journal.models import JournalEntry
from township.refusals import Refused

PLATFORM = Actor(name="平台管理员", township_id=None, on=date(2026, 9, 22), is_platform_admin=True)
DATA = {field: "西塘" + str(n) for n, field in enumerate(OWN_FIELDS)} | {"office_phone": "0830-5527777"}


def newcomer(cast, name="许诺") -> int:
    return Person.objects.create(township=cast.township, name=name).pk


def open_west(cast, **changes):
    values = {
        "code": "511001003",
        "short_name": "西塘镇",
        "data": DATA,
        "sysadmin": FirstPerson("许诺", "党政办干事", "xunuo"),
        "director": FirstPerson("方远", "联席办主任", "fangyuan"),
        "starts_on": date(2026, 9, 1),
    }
    return open_township(by=PLATFORM, at=cast.at(), **{**values, **changes})


def test_a_one_time_password_opens_the_account_once_and_is_stored_nowhere(cast, client):
    made = create_account(person_id=newcomer(cast), username="MaLi", by=cast.actor("sysadmin"), at=cast.at())
    assert made.account.username == "mali"
    assert made.account.must_change_password is True
    assert authenticate(None, username="mali", password=made.password) == made.account
    assert made.password not in str(list(JournalEntry.objects.values()))
    reply = client.post("/login/", {"username": "mali", "password": made.password}, follow=True)
    assert reply.redirect_chain[-1][0] == "/password/"


def test_one_time_passwords_are_long_and_never_the_same():
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert all(len(password) == 14 and password.count("-") == 2 for password in made)


def test_an_account_name_is_once_in_the_whole_deployment(cast):
    with pytest.raises(Refused) as refused:
        create_account(person_id=newcomer(cast), username="east_clerk", by=cast.actor("sysadmin"), at=cast.at())
    assert refused.value.field == "username"


def test_nobody_gets_a_second_login_beside_the_first(cast):
    """Else the administrator would give the director one, log in with it and confirm his own proposals."""
    who = {"by": cast.actor("sysadmin"), "at": cast.at()}
    director = cast.person("director")
    with pytest.raises(Refused, match="已有启用的账号"):
        create_account(person_id=director.pk, username="gaoming2", **who)
    switch_account(account_id=cast.account("director").pk, on=False, **who)
    create_account(person_id=director.pk, username="gaoming2", **who)
    with pytest.raises(Refused, match="一人同时只用一个账号"):
        switch_account(account_id=cast.account("director").pk, on=True, **who)
    actions = JournalEntry.objects.order_by("seq").values_list("action", flat=True)
    assert list(actions) == ["account.switch_off", "account.create"]


def test_a_switched_off_account_is_logged_out_at_once(cast):
    client = cast.client("clerk")
    assert client.get("/me/").status_code == 200
    switch_account(account_id=cast.account("clerk").pk, on=False, by=cast.actor("sysadmin"), at=cast.at())
    assert client.get("/me/").status_code == 302


def test_nobody_switches_himself_off_or_touches_another_township(cast):
    by = cast.actor("sysadmin")
    with pytest.raises(Refused, match="不能停用自己"):
        switch_account(account_id=cast.account("sysadmin").pk, on=False, by=by, at=cast.at())
    with pytest.raises(Refused, match="自己的密码"):
        ask_reset(account_id=cast.account("sysadmin").pk, reason="忘记密码", by=by, at=cast.at())
    with pytest.raises(OutOfScope):
        ask_reset(account_id=cast.account("east_clerk").pk, reason="忘记密码", by=by, at=cast.at())
    with pytest.raises(NotAllowed):
        ask_reset(account_id=cast.account("clerk").pk, reason="忘记密码", by=cast.actor("director"), at=cast.at())


def test_a_township_opens_with_two_people_who_can_set_up_the_rest(cast):
    opened = open_west(cast)
    assert set(Unit.objects.filter(township=opened.township).values_list("name", "is_office")) == {
        ("西塘镇", False),
        ("联席办", True),
    }
    assert actor_for(opened.sysadmin.account, on=date(2026, 9, 1)).roles == {"sysadmin"}
    assert actor_for(opened.director.account, on=date(2026, 9, 1)).roles == {"director"}
    assert list(JournalEntry.objects.filter(township=opened.township).values_list("seq", "action")) == [
        (1, "township.open")
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "511001001"}, "code"),
        ({"code": "五一一"}, "code"),
        ({"director": FirstPerson("许诺", "主任", "fangyuan")}, "director_name"),
        ({"director": FirstPerson("方远", "主任", "clerk")}, "director_username"),
        ({"sysadmin": FirstPerson("许诺", "干事", "许诺")}, "sysadmin_username"),
    ],
)
def test_a_refused_opening_leaves_nothing_behind(cast, changes, field):
    with pytest.raises(Refused) as refused:
        open_west(cast, **changes)
    assert refused.value.field == field
    assert Township.objects.count() == 2
    assert Post.objects.filter(township__code="511001003").count() == 0


def test_only_the_platform_administrator_opens_and_closes_townships(cast):
    with pytest.raises(NotAllowed):
        open_township(
            by=cast.actor("sysadmin"),
            at=cast.at(),
            code="511001004",
            short_name="北",
            data=DATA,
            sysadmin=FirstPerson("甲", "", "jia"),
            director=FirstPerson("乙", "", "yiyi"),
            starts_on=date(2026, 9, 1),
        )
    client = cast.client("east_clerk")
    switch_township(township_id=cast.east.pk, on=False, by=PLATFORM, at=cast.at())
    assert client.get("/").status_code == 302


def test_the_offices_own_data(cast):
    data = {field: getattr(cast.township, field) for field in OWN_FIELDS} | {"office_phone": "0830-5529999"}
    edit_township(by=cast.actor("director"), at=cast.at(), data=data)
    cast.township.refresh_from_db()
    assert cast.township.office_phone == "0830-5529999"
    assert JournalEntry.objects.order_by("-seq").first().detail == {"fields": ["office_phone"]}
    with pytest.raises(NotAllowed):
        edit_township(by=cast.actor("clerk"), at=cast.at(), data=data)


def test_from_an_empty_machine_to_a_working_office_in_the_browser(db, capsys):
    """create_platform_admin, then everything by pages: open, log in twice, propose, confirm."""
    call_command("create_platform_admin", "platform")
    password = capsys.readouterr().out.split("一次性密码：")[1].split()[0]
    platform = log_in("platform", password)
    assert platform.get("/", follow=True).redirect_chain[-1][0] == "/platform/"
    form = {"code": "511001003", "short_name": "西塘镇", "starts_on": "2026-01-01", **DATA}
    form |= {
        "sysadmin_name": "许诺",
        "sysadmin_username": "xunuo",
        "director_name": "方远",
        "director_username": "fangyuan",
    }
    text = platform.post("/platform/new/", form).content.decode()
    secrets = [part.split("<")[0] for part in text.split('<dd class="secret">')[1:]]
    assert secrets[0] == "xunuo"
    assert secrets[2] == "fangyuan"
    sysadmin, director = log_in("xunuo", secrets[1]), log_in("fangyuan", secrets[3])
    assert "还没有召集人" in sysadmin.get("/?whole=1").content.decode()
    sysadmin.post("/people/new/", {"name": "秦岚", "title": "党委副书记"})
    root = Unit.objects.get(kind="township")
    person = root.township.people.get(name="秦岚")
    reply = sysadmin.post(
        "/posts/new/", {"person": person.pk, "role": "convenor", "unit": root.pk, "starts_on": "2026-02-01"}
    )
    post = Post.objects.get(person=person)
    assert reply["Location"] == f"/posts/{post.pk}/"
    assert "秦岚" in director.get("/").content.decode()
    director.post(f"/posts/{post.pk}/confirm/")
    post.refresh_from_db()
    assert post.confirmed_by.name == "方远"
    text = sysadmin.post(f"/people/{person.pk}/account/", {"username": "qinlan"}).content.decode()
    convenor = log_in("qinlan", text.split('<dd class="secret">')[2].split("<")[0])
    assert "召集人 秦岚" in convenor.get("/").content.decode()


def log_in(username: str, password: str) -> Client:
    """A browser in which the one-time password has been used and replaced."""
    client = Client()
    assert client.post("/login/", {"username": username, "password": password}).status_code == 302
    new = "Xitang-2026-kaishe"
    client.post("/password/", {"old_password": password, "new_password1": new, "new_password2": new})
    assert Account.objects.get(username=username).must_change_password is False
    return client
