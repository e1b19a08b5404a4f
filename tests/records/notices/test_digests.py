"""The daily digest and the outbox: once, on working days, with rights asked when the message is made."""

import json
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail

from records.notices.actions import calls
from records.notices.actions import deliveries as outbox
from records.notices.actions.channels import choose_channels, enter_webhook, remove_webhook, try_webhook
from records.notices.actions.deliveries import lose_stale, resend, send_waiting
from records.notices.actions.digests import collect_digests, drop_old_deliveries
from records.notices.actions.notices import mark_read, notify
from records.notices.models.channels import NoticeChoice, Webhook
from records.notices.models.deliveries import Delivery
from records.notices.models.digests import Digest
from tests.exclusions import recuse
from township.actors import NotAllowed
from township.journal.models import JournalEntry
from township.refusals import Refused

FRIDAY, SATURDAY, MONDAY = date(2026, 9, 11), date(2026, 9, 12), date(2026, 9, 14)


@pytest.fixture
def email_on(settings):
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "办公室 <office@example.gov.cn>"
    settings.SITE_URL = "https://xf.example.gov.cn"


@pytest.fixture
def choose(cast):
    def choose(who, **values):
        values = {"email": f"{who}@example.gov.cn", "digest": True, "digest_hour": 8, "each": False} | values
        return choose_channels(by=cast.actor(who), at=cast.at(FRIDAY), **values)

    return choose


def tell(matter, cast, *keys, key="1", day=FRIDAY, hour=7):
    people = [cast.person(k).pk for k in keys]
    text = f"{matter.number} 今天到期"
    return notify(matter=matter, recipients=people, kind="due", text=text, key=key, at=cast.at(day, hour))


def tick(cast, day, hour=8, minute=0):
    """What the minute's task does."""
    at = cast.at(day, hour, minute)
    return collect_digests(at), send_waiting(lambda: at)


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_one_digest_a_working_day_at_ones_hour(matter, accusation, cast, email_on, choose):
    choose("clerk")
    choose("director", digest_hour=17)
    choose("clerk2", digest=False)
    tell(matter, cast, "clerk", "director", "clerk2")
    tell(accusation, cast, "clerk", key="2")
    assert tick(cast, FRIDAY, 7) == (0, 0)
    assert tick(cast, FRIDAY) == (1, 1)
    assert tick(cast, FRIDAY, 8, 1) == (0, 0)
    (letter,) = mail.outbox
    assert letter.to == ["clerk@example.gov.cn"]
    assert letter.subject == "【清河镇信访联席办】2026年9月11日待阅通知 2 条"
    assert "清信〔2026〕1号（2026年9月11日）" in letter.body
    assert "https://xf.example.gov.cn/inbox/?unread=1&kind=due" in letter.body
    # neither the words of a notice nor the title of a matter leave the house, of an accusation not even the number
    for words in ("今天到期", "路灯", "9号", "检举", "林晓"):
        assert words not in letter.body + letter.subject
    assert tick(cast, FRIDAY, 17) == (1, 1)
    assert [letter.to for letter in mail.outbox[1:]] == [["director@example.gov.cn"]]

    # what comes later that day and on the weekend waits for Monday
    tell(matter, cast, "clerk", key="3", hour=18)
    tell(matter, cast, "clerk", key="4", day=SATURDAY)
    assert [tick(cast, FRIDAY, 23), tick(cast, SATURDAY, 9), tick(cast, SATURDAY + timedelta(days=1), 9)] == [
        (0, 0)
    ] * 3
    assert tick(cast, MONDAY, 15) == (1, 1)  # the machine was off at eight: late, not lost
    assert "您有 4 条通知未阅，其中新到 2 条" in mail.outbox[-1].body
    assert Digest.objects.filter(person=cast.person("clerk")).count() == 2
    assert drop_old_deliveries(cast.at(MONDAY + timedelta(days=399))) == 4
    assert Digest.objects.count() == 1


def test_rights_are_asked_when_the_message_is_made(matter, make_matter, cast, email_on, choose):
    other = make_matter("清信〔2026〕2号")
    for who in ("clerk", "director", "clerk2"):
        choose(who)
        tell(matter, cast, who, key=who)
    tell(other, cast, "director", key="other")
    collect_digests(cast.at(FRIDAY, 8))
    recuse(matter=matter, person=cast.person("clerk"), reason="本人亲属", by=cast.actor("clerk"), at=cast.at(FRIDAY, 8))
    recuse(
        matter=matter, person=cast.person("director"), reason="亲属", by=cast.actor("director"), at=cast.at(FRIDAY, 8)
    )
    account = cast.account("clerk2")
    account.is_active = False
    account.save()
    send_waiting(lambda: cast.at(FRIDAY, 8, 1))
    (letter,) = mail.outbox
    assert letter.to == ["director@example.gov.cn"]
    assert "2号" in letter.body
    assert "1号" not in letter.body
    assert states() == ["dropped", "sent", "dropped"]


def test_nothing_unread_makes_no_message_and_none_later_that_day(matter, cast, email_on, choose):
    choose("clerk")
    assert tick(cast, FRIDAY) == (1, 0)
    tell(matter, cast, "clerk", hour=9)
    assert tick(cast, FRIDAY, 10) == (0, 0)
    collect_digests(cast.at(MONDAY, 8))
    mark_read(by=cast.actor("clerk"), at=cast.at(MONDAY, 8))
    send_waiting(lambda: cast.at(MONDAY, 8))
    assert (states(), mail.outbox) == (["dropped"], [])


def test_each_notice_by_itself_for_whom_wants_it_so(matter, cast, email_on, choose):
    choose("clerk", each=True, digest=False)
    tell(matter, cast, "clerk", "director")
    assert Delivery.objects.get().key.startswith("notice:")
    send_waiting(lambda: cast.at(SATURDAY))
    (letter,) = mail.outbox
    assert letter.subject == "【清河镇信访联席办】清信〔2026〕1号 期限临近"
    assert "今天到期" not in letter.body
    assert "/inbox/" in letter.body


def test_nothing_configured_nothing_attempted(matter, cast, choose):
    choose("clerk", each=True)
    tell(matter, cast, "clerk")
    assert tick(cast, FRIDAY) == (0, 0)
    assert (Delivery.objects.count(), Digest.objects.count()) == (0, 0)


def test_failures_wait_longer_each_time_and_the_unknown_waits_for_a_person(matter, cast, email_on, choose, monkeypatch):
    failure = calls.CallFailed("邮件服务器拒收（451）")
    sent = []

    def call(**values):
        if failure:
            raise failure
        sent.append(values["to"])

    monkeypatch.setattr(outbox, "send_mail", call)
    choose("clerk")
    tell(matter, cast, "clerk")
    assert tick(cast, FRIDAY) == (1, 1)
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.error) == ("waiting", 1, "邮件服务器拒收（451）")
    assert tick(cast, FRIDAY, 8, 1) == (0, 0)
    failure = calls.CallFailed("邮件服务器没有答复", may_have_gone=True)
    assert tick(cast, FRIDAY, 8, 2) == (0, 1)
    assert states() == ["unknown"]
    failure = None
    assert tick(cast, FRIDAY, 9) == (0, 0)
    with pytest.raises(NotAllowed):
        resend(delivery_id=row.pk, by=cast.actor("auditor"), at=cast.at(FRIDAY, 9))
    resend(delivery_id=row.pk, by=cast.actor("sysadmin"), at=cast.at(FRIDAY, 9))
    with pytest.raises(Refused, match="不能“重发”"):
        resend(delivery_id=row.pk, by=cast.actor("sysadmin"), at=cast.at(FRIDAY, 9))
    assert tick(cast, FRIDAY, 9) == (0, 1)
    assert (states(), sent) == (["sent"], ["clerk@example.gov.cn"])
    assert JournalEntry.objects.filter(action="delivery.resend").count() == 1

    # whoever is killed leaves the mark; ten minutes later it counts as unknown, and the slow one changes nothing any more
    Delivery.objects.update(state="sending", claimed_at=cast.at(FRIDAY, 9))
    assert lose_stale(cast.at(FRIDAY, 9, 10)) == 0
    assert lose_stale(cast.at(FRIDAY, 9, 11)) == 1
    assert states() == ["unknown"]


def test_a_server_that_is_down_costs_one_attempt_a_minute(matter, cast, email_on, choose, monkeypatch):
    def down(**values):
        raise calls.CallFailed("邮件服务器连不上或不接受账号", is_down=True)

    monkeypatch.setattr(outbox, "send_mail", down)
    for who in ("clerk", "director"):
        choose(who)
        tell(matter, cast, who, key=who)
    assert tick(cast, FRIDAY) == (2, 1)
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 1]


@pytest.fixture
def robot():
    """A group robot on this machine: what it was told, and what it answers."""

    class Robot(BaseHTTPRequestHandler):
        told: list = []
        answer = (200, b'{"errcode": 0, "errmsg": "ok"}')

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.told.append((self.path, json.loads(body)))
            self.send_response(self.answer[0])
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            self.wfile.write(self.answer[1])

        def log_message(self, *words):
            """Quiet."""

    Robot.told = []
    server = HTTPServer(("127.0.0.1", 0), Robot)
    Thread(target=server.serve_forever, daemon=True).start()
    Robot.url = f"http://127.0.0.1:{server.server_port}/robot/send?access_token=secret-token-1234"
    yield Robot
    server.shutdown()
    server.server_close()


def test_the_robot_gets_counts_alone_signed_and_once(matter, accusation, cast, robot):
    by, at = cast.actor("sysadmin"), cast.at(FRIDAY)
    with pytest.raises(NotAllowed):
        enter_webhook(kind="dingtalk", url=robot.url, secret="SEC1", is_on=True, by=cast.actor("director"), at=at)
    enter_webhook(kind="dingtalk", url=robot.url, secret="SEC1", is_on=True, by=by, at=at)
    tell(matter, cast, "clerk", "director")
    tell(accusation, cast, "clerk", key="2")
    assert tick(cast, SATURDAY) == (0, 0)
    assert tick(cast, MONDAY, 7) == (0, 0)
    assert [tick(cast, MONDAY), tick(cast, MONDAY, 8, 1)] == [(0, 1), (0, 0)]
    ((path, body),) = robot.told
    asked = parse_qs(urlsplit(path).query)
    assert asked["access_token"] == ["secret-token-1234"]
    assert len(asked["sign"][0]) == 44
    content = "【清河镇信访联席办】2026年9月14日未阅通知 2 条：期限临近 2 条。请登录系统查看。"
    assert body == {"msgtype": "text", "text": {"content": content}}

    # an empty address keeps the stored one; another kind needs its own; nothing of it is in the journal
    enter_webhook(kind="dingtalk", url="", secret="", is_on=False, by=by, at=at)
    assert (Webhook.objects.get().url, Webhook.objects.get().secret) == (robot.url, "SEC1")
    with pytest.raises(Refused, match="机器人地址"):
        enter_webhook(kind="wecom", url="", secret="", is_on=True, by=by, at=at)
    assert "secret-token" not in str(list(JournalEntry.objects.values()))
    assert tick(cast, MONDAY + timedelta(days=1)) == (0, 0)
    remove_webhook(by=by, at=at)
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    ("answer", "state", "word"),
    [
        ((200, b'{"errcode": 310000, "errmsg": "sign not match"}'), "waiting", "机器人拒收（310000）"),
        ((200, b'{"errcode": ' + b"9" * 4000 + b"}"), "waiting", "机器人拒收（999999999999）"),
        ((200, b"<html>"), "unknown", "机器人接口的答复看不懂"),
        ((302, b""), "waiting", "机器人接口答复 302"),
        ((503, b""), "unknown", "机器人接口答复 503"),
    ],
)
def test_what_the_robot_answers(cast, robot, answer, state, word):
    robot.answer = answer
    by, at = cast.actor("sysadmin"), cast.at(FRIDAY)
    enter_webhook(kind="wecom", url=robot.url, secret="", is_on=False, by=by, at=at)
    try_webhook(by=by, at=at)
    assert send_waiting(lambda: at) == 1
    row = Delivery.objects.get()
    assert (row.state, row.error) == (state, word)
    assert len(robot.told) == 1  # a redirect is not followed


def test_a_wrong_address_is_refused_in_a_sentence(cast, choose):
    for email in ("没有这样的", "a@b", "a b@example.cn", "x@example.cn\nBcc: y@example.cn"):
        with pytest.raises(Refused, match="邮箱地址不对"):
            choose("clerk", email=email)
    with pytest.raises(Refused, match="先填写邮箱"):
        choose("clerk", email="", each=True)
    choose("clerk", email="ｌｉｎ@example.cn")
    assert NoticeChoice.objects.get().email == "lin@example.cn"
    assert "example.cn" not in str(list(JournalEntry.objects.values()))
