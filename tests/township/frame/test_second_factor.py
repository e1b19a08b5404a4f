"""The second factor: enrolled by who must, asked at log-in and again before what hurts; no code opens twice."""

from datetime import timedelta

import pytest
from django.test import Client
from django_otp.oath import TOTP

from tests.cast import PASSWORD, TODAY, moment
from township.directory.actions.second_factor import begin_factor, confirm_factor, verify_code
from township.directory.models.logins import Authenticator, PaperCode
from township.directory.rules.second_factor import EVERYBODY, LEADING, NOBODY, is_needed, normal_code
from township.journal.models import JournalEntry
from township.profiles.models.settings import SettingValue
from township.refusals import Refused


@pytest.fixture(autouse=True)
def _asked(settings, stand_at):
    settings.SECOND_FACTOR = True
    stand_at(TODAY, 10, 0)


def code_of(account, at=None) -> str:
    row = Authenticator.objects.get(account=account)
    totp = TOTP(bytes.fromhex(row.secret), 30)
    totp.time = (at or moment(TODAY)).timestamp()
    return f"{totp.token():06d}"


def enrolled(cast, who: str) -> list[str]:
    account, before = cast.account(who), moment(TODAY, 9)
    begin_factor(account=account)
    return confirm_factor(code=code_of(account, before), by=cast.actor(who), at=before)


def logged_in(who: str) -> Client:
    client = Client()
    client.post("/login/", {"username": who, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("level", "roles", "needed"),
    [
        (NOBODY, {"sysadmin"}, False),
        (LEADING, {"sysadmin"}, True),
        (LEADING, {"director", "clerk"}, True),
        (LEADING, {"chief_convenor"}, True),
        (LEADING, {"clerk"}, False),
        (LEADING, set(), False),
        (EVERYBODY, {"grid_member"}, True),
        (EVERYBODY, set(), True),
    ],
)
def test_who_needs_one(level, roles, needed):
    assert is_needed(level, roles) is needed
    assert normal_code(" １２3 ４56 ") == "123456"


def test_a_director_enrols_before_anything_opens(cast):
    client = logged_in("director")
    for path in ("/", "/people/", "/settings/"):
        assert client.get(path)["Location"] == "/me/factor/"
    page = client.get("/me/factor/").content.decode()
    assert "您的岗位要求启用动态验证码" in page and "<svg" in page
    assert "验证码不对" in client.post("/me/factor/", {"code": "000000"}).content.decode()
    page = client.post("/me/factor/", {"code": code_of(cast.account("director"))})
    assert len(page.context["codes"]) == 10
    assert client.get("/").status_code == 200
    assert JournalEntry.objects.filter(action="factor.enrol").exists()
    assert logged_in("clerk").get("/").status_code == 200  # a clerk needs none here
    stored = bytes(Authenticator.objects.raw("SELECT id, secret AS sealed FROM township_authenticator")[0].sealed)
    assert Authenticator.objects.get().secret.encode() not in stored


def test_the_township_says_who(cast):
    given = {"key": "second_factor", "changed_by": cast.person("sysadmin"), "changed_at": cast.at()}
    SettingValue.objects.create(township=cast.township, value="0", **given)
    assert logged_in("director").get("/").status_code == 200
    SettingValue.objects.create(township=cast.township, value="2", **given)
    assert logged_in("grid").get("/")["Location"] == "/me/factor/"


def test_the_password_alone_opens_nothing(cast):
    enrolled(cast, "clerk")
    client = logged_in("clerk")
    assert client.get("/people/?x=1")["Location"] == "/login/code/?next=%2Fpeople%2F%3Fx%3D1"
    assert client.get("/password/")["Location"].startswith("/login/code/")
    assert client.get("/me/factor/")["Location"].startswith("/login/code/")
    assert "验证码不对" in client.post("/login/code/", {"code": "123456"}).content.decode()
    assert "请 1 秒后再试" in client.post("/login/code/", {"code": "123456"}).content.decode()
    Authenticator.objects.update(throttling_failure_timestamp=moment(TODAY, 9))
    typed = {"code": code_of(cast.account("clerk")), "next": "/people/?x=1"}
    assert client.post("/login/code/", typed)["Location"] == "/people/?x=1"
    assert client.get("/people/").status_code == 200
    assert "login.failed" in JournalEntry.objects.values_list("action", flat=True)
    elsewhere = logged_in("clerk").post("/login/code/", {"code": "1", "next": "https://evil.example/"})
    assert 'value="/"' in elsewhere.content.decode()


def test_no_code_opens_twice(cast):
    paper = enrolled(cast, "clerk")
    account, at = cast.account("clerk"), moment(TODAY)
    code = code_of(account)
    assert verify_code(account_id=account.pk, code=code, at=at)
    assert not verify_code(account_id=account.pk, code=code, at=at)
    Authenticator.objects.update(throttling_failure_count=0)
    assert verify_code(account_id=account.pk, code=paper[3].upper(), at=at)
    assert not verify_code(account_id=account.pk, code=paper[3], at=at)
    assert PaperCode.objects.filter(used_at__isnull=False).count() == 1
    assert paper[3].replace("-", "") not in str(list(PaperCode.objects.values()))


def test_wrong_codes_wait_longer_and_longer(cast, stand_at):
    enrolled(cast, "clerk")
    account = cast.account("clerk")
    at = moment(TODAY)
    for tries in range(6):
        assert verify_code(account_id=account.pk, code="000000", at=at) is False
        with pytest.raises(Refused, match=f"请 {2**tries} 秒后再试"):
            verify_code(account_id=account.pk, code="000000", at=at)
        at += timedelta(seconds=2**tries)
        stand_at(TODAY, 10, 0)
        Authenticator.objects.update(throttling_failure_timestamp=moment(TODAY) - timedelta(seconds=2**tries))
        at = moment(TODAY)


def test_asked_again_before_a_reset_and_nothing_typed_is_lost(cast, stand_at):
    enrolled(cast, "sysadmin")
    client = logged_in("sysadmin")
    client.post("/login/code/", {"code": code_of(cast.account("sysadmin"))})
    url = f"/accounts/{cast.account('clerk').pk}/reset/"
    assert "理由" in client.get(url).content.decode()
    stand_at(TODAY, 10, 6)
    page = client.post(url, {"reason": "本人当面提出忘记密码"}).content.decode()
    assert "请再确认是您本人" in page and 'value="本人当面提出忘记密码"' in page
    wrong = client.post(url, {"reason": "本人当面提出忘记密码", "proof": "1"})
    assert wrong.status_code == 403 and "动态验证码不对" in wrong.content.decode()
    Authenticator.objects.update(throttling_failure_timestamp=moment(TODAY, 9))
    right = {"reason": "本人当面提出忘记密码", "proof": code_of(cast.account("sysadmin"), moment(TODAY, 10, 6))}
    assert "前一半</dt>" in client.post(url, right).content.decode()


def test_without_a_telephone_the_password_is_asked_before_a_reset(cast, settings, stand_at):
    settings.SECOND_FACTOR = False
    client = cast.client("sysadmin")
    stand_at(TODAY, 10, 6)
    url = f"/accounts/{cast.account('clerk').pk}/reset/"
    assert "登录密码" in client.get(url).content.decode()
    opened = client.post(url, {"proof_only": "1", "proof": PASSWORD})
    assert "生成凭条" in opened.content.decode()


def test_new_paper_codes_void_the_old_and_a_telephone_is_given_up(cast):
    old = enrolled(cast, "clerk")
    client = logged_in("clerk")
    client.post("/login/code/", {"code": code_of(cast.account("clerk"))})
    new = client.post("/me/factor/codes/").context["codes"]
    at, account_id = moment(TODAY), cast.account("clerk").pk
    assert not verify_code(account_id=account_id, code=old[0], at=at)
    Authenticator.objects.update(throttling_failure_count=0)
    assert verify_code(account_id=account_id, code=new[0], at=at)
    client.post("/me/factor/remove/")
    assert not Authenticator.objects.exists() and not PaperCode.objects.exists()
    assert client.get("/me/factor/").status_code == 200
