"""运行记录, 投递记录, 通知渠道, 通知方式: for whom, what they show, and that they show no key, no address, no content."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records.jobs.models.runs import Run
from records.notices.actions.channels import enter_webhook
from records.notices.models.channels import NoticeChoice, Webhook
from records.notices.models.deliveries import Delivery

URL = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef"


def make_run(at, task="records.tasks.sweep_jobs", minutes=0, **values):
    values = {"outcome": "done", "finished_at": at + timedelta(minutes=minutes)} | values
    return Run.objects.create(task=task, started_at=at, **values)


def delivery(cast, n, **values):
    values = {
        "township": cast.township,
        "channel": "email",
        "what": "digest",
        "key": f"d:{n}",
        "day": cast.today,
        "recipient": cast.person("clerk"),
        "run_after": cast.at(),
        "created_at": cast.at(),
        "state": "failed",
        "error": "收件地址被拒收",
    } | values
    return Delivery.objects.create(**values)


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).content.decode()
    return len(queries), page


def test_the_day_of_background_work(cast, stand_at):
    stand_at(cast.today, 12)
    make_run(cast.at(cast.today - timedelta(days=2)), minutes=1)
    make_run(cast.at(hour=0), minutes=540, outcome="quiet", times=520)
    make_run(cast.at(hour=9), minutes=60, outcome="quiet", times=60)
    make_run(cast.at(hour=9, minute=32), "records.tasks.daily_tick", outcome="failed", failures=1)
    make_run(cast.at(hour=9), "records.work.actions.reminders.remind_work", outcome="running", finished_at=None)
    page = cast.client("auditor").get("/jobs/runs/").content.decode()
    for words in (
        "逐分钟扫描待办作业",
        "每天 00:10",
        "00:10 未运行",
        "08:30 晚 62 分钟",
        "10:00—12:00 没有运行",
        "失败 1 次",
        "共 520 次",
        "中断",
        "待办：提醒、逾期上报",
        "9月22日 12:01",
    ):
        assert words in page, words
    assert "后台已停 15 分钟以上（最近一次运行：2026年9月22日 10:00）" in page
    only = cast.client("auditor").get("/jobs/runs/?failed=1").content.decode()
    assert only.count('data-label="开始"') == 2
    task = cast.client("auditor").get("/jobs/runs/?task=records.tasks.daily_tick").content.decode()
    assert task.count('data-label="开始"') == 1
    before = cast.client("auditor").get(f"/jobs/runs/?on={cast.today - timedelta(days=1)}").content.decode()
    assert before.count("未运行") == 3
    assert "没有符合条件的运行" in before
    for odd in ("x", "2026-13-01", "1999-01-01", "2999-01-01"):
        assert "2026年9月22日" in cast.client("auditor").get(f"/jobs/runs/?on={odd}").content.decode()
    for who in ("clerk", "director", "chief", "liaison"):
        assert cast.client(who).get("/jobs/runs/").status_code == 403


def test_a_banner_when_nothing_runs(cast, stand_at):
    """A quiet minute is counted in the row of its hour, though something else began and ended since."""
    stand_at(cast.today, 12)
    assert "后台从未运行过" in cast.client("sysadmin").get("/?part=late").content.decode()
    run = make_run(cast.at(hour=11), minutes=50, outcome="quiet", times=50)
    make_run(cast.at(hour=11, minute=2))
    for who, silent in (("sysadmin", False), ("auditor", False)):
        assert ("后台已停" in cast.client(who).get("/?whole=1").content.decode()) == silent
    run.finished_at = cast.at(hour=11, minute=44)
    run.save()
    said = "后台已停 15 分钟以上（最近一次运行：2026年9月22日 11:44）"
    assert said in cast.client("sysadmin").get("/?whole=1").content.decode()
    assert said in cast.client("sysadmin").get("/jobs/runs/").content.decode()
    assert "后台已停" not in cast.client("clerk").get("/?whole=1").content.decode()


def test_deliveries_without_content_and_sent_again_after_a_question(cast, stand_at):
    stand_at(cast.today)
    admin = cast.client("sysadmin")
    assert "没有配置邮件和群机器人" in admin.get("/jobs/deliveries/").content.decode()
    failed, unknown, east = delivery(cast, 1), delivery(cast, 2, state="unknown"), delivery(cast, 3, township=cast.east)
    NoticeChoice.objects.create(
        person=cast.person("clerk"), township=cast.township, email="lin@example.cn", changed_at=cast.at()
    )
    page = admin.get("/jobs/deliveries/").content.decode()
    assert page.count("林晓") == 2
    assert "收件地址被拒收" in page
    assert "lin@example.cn" not in page
    assert "重发</a>" not in cast.client("auditor").get("/jobs/deliveries/").content.decode()
    assert "可能已经收到" in admin.get(f"/jobs/deliveries/{unknown.pk}/again/").content.decode()
    assert "可能已经收到" not in admin.get(f"/jobs/deliveries/{failed.pk}/again/").content.decode()
    old = delivery(cast, 4, state="unknown", day=cast.today - timedelta(days=1))
    assert "以前某天的汇总" in admin.get(f"/jobs/deliveries/{old.pk}/again/").content.decode()
    assert admin.post(f"/jobs/deliveries/{unknown.pk}/again/").status_code == 302
    assert Delivery.objects.get(pk=unknown.pk).state == "waiting"
    assert "不能“重发”" in admin.post(f"/jobs/deliveries/{unknown.pk}/again/", follow=True).content.decode()
    assert admin.get(f"/jobs/deliveries/{east.pk}/again/").status_code == 404
    assert cast.client("auditor").post(f"/jobs/deliveries/{failed.pk}/again/").status_code == 403


def test_thirty_rows_cost_no_more_queries_than_one(cast, stand_at):
    stand_at(cast.today, 12)
    client, counts = cast.client("sysadmin"), []
    client.get("/jobs/runs/")
    for n in range(31):
        delivery(cast, n)
        make_run(cast.at(hour=8, minute=n))
        if n in (0, 30):
            counts.append([queries_of(client, url)[0] for url in ("/jobs/deliveries/", "/jobs/runs/")])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16


def test_the_key_of_the_group_is_never_shown_again(cast, stand_at):
    stand_at(cast.today)
    admin = cast.client("sysadmin")
    assert "没有设置，不发群消息" in admin.get("/jobs/channels/").content.decode()
    bad = admin.post(
        "/jobs/channels/", {"kind": "dingtalk", "url": "https://evil.example/x", "is_on": "on"}
    ).content.decode()
    assert "域名不在允许的范围内" in bad
    assert "https://evil.example/x" in bad
    assert (
        admin.post("/jobs/channels/", {"kind": "dingtalk", "url": URL, "secret": "SECabc", "is_on": "on"}).status_code
        == 302
    )
    assert (Webhook.objects.get().url, Webhook.objects.get().secret) == (URL, "SECabc")
    for who in ("sysadmin", "auditor"):
        page = cast.client(who).get("/jobs/channels/").content.decode()
        assert "oapi.dingtalk.com …cdef" in page
        assert "0123456789" not in page
        assert "SECabc" not in page
    assert 'name="url"' not in cast.client("auditor").get("/jobs/channels/").content.decode()
    assert cast.client("auditor").post("/jobs/channels/", {"kind": "wecom", "url": URL}).status_code == 403
    admin.post("/jobs/channels/try/")
    assert Delivery.objects.get().what == "test"
    assert "确定删除" in admin.get("/jobs/channels/remove/").content.decode()
    admin.post("/jobs/channels/remove/")
    assert not Webhook.objects.exists()


def test_how_notices_reach_me(cast, settings, stand_at):
    stand_at(cast.today)
    client = cast.client("liaison")
    assert "/me/notices/" in client.get("/me/").content.decode()
    page = client.get("/me/notices/").content.decode()
    assert "没有配置发信服务器" in page
    assert "没有设置群机器人" in page
    wrong = client.post("/me/notices/", {"email": "何静", "digest": "on", "digest_hour": "9"}).content.decode()
    assert "邮箱地址不对" in wrong
    assert 'value="何静"' in wrong
    sent = {"email": "he@example.gov.cn", "digest": "on", "digest_hour": "9", "each": "on"}
    assert client.post("/me/notices/", sent).status_code == 302
    row = NoticeChoice.objects.get()
    assert (row.person, row.email, row.digest_hour, row.has_each) == (
        cast.person("liaison"),
        "he@example.gov.cn",
        9,
        True,
    )
    assert "没有配置发信服务器，不能发邮件" in client.post("/me/notices/try/", follow=True).content.decode()
    settings.EMAIL_CONFIGURED = True
    enter_webhook(
        kind="wecom",
        url=URL.replace("oapi.dingtalk.com", "qyapi.weixin.qq.com"),
        secret="",
        is_on=True,
        by=cast.actor("sysadmin"),
        at=cast.at(),
    )
    page = client.get("/me/notices/").content.decode()
    assert "工作日 9 点发汇总，另逐条发" in page
    assert "企业微信群机器人：工作日 8 点" in page
    client.post("/me/notices/try/")
    client.post("/me/notices/try/")
    assert Delivery.objects.get().recipient == cast.person("liaison")
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM records_noticechoice")
        assert b"example" not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("hour", ["x", "24", "-1", ""])
def test_an_hour_that_is_none_gets_a_sentence(cast, hour):
    page = cast.client("clerk").post("/me/notices/", {"email": "", "digest_hour": hour}).content.decode()
    assert "时间。" in page
