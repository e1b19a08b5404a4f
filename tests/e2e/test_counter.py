"""Registering at the counter: nothing chosen or typed is lost by a refusal or by a session that ends."""

import pytest
from django.contrib.sessions.models import Session

from meetings.documents.models.incoming import IncomingPaper
from petitions.cases.models.cases import Case
from records.papers.models.attachments import Attachment
from tests.cast import PASSWORD

pytestmark = pytest.mark.e2e


def test_a_refusal_keeps_the_file_and_a_new_login_hands_the_form_in(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/cases/new/")
    assert page.evaluate("document.activeElement.name") == "p-0-name"
    page.keyboard.type("张三丰")
    page.keyboard.press("Enter")  # goes on to the next field and hands nothing in
    assert page.evaluate("document.activeElement.name") == "p-0-phone"
    page.keyboard.type("13812341234")
    page.get_by_label("信访人陈述").fill("三组机耕道排水沟堵了半年，请求疏通排水沟。")
    files = page.locator("input[name=attachments]:not([capture])")
    files.set_input_files({"name": "现场.txt", "mimeType": "text/plain", "buffer": "现场情况".encode()})
    page.get_by_role("button", name="提交登记").click()
    page.get_by_text("还有几处要改").wait_for()  # the place is missing
    assert page.evaluate("document.querySelector('input[name=attachments]').files.length") == 1
    page.locator("[name=place_text]").fill("三组机耕道")
    Session.objects.all().delete()
    page.get_by_role("button", name="提交登记").click()
    window = page.locator("dialog.login-here")
    window.get_by_label("账号").fill("clerk")
    window.locator("input[type=password]").fill(PASSWORD)
    window.get_by_role("button", name="登录").click()
    page.wait_for_url("**/registered/")
    case = Case.objects.get()
    assert case.petitioners.get().name == "张三丰"
    assert Attachment.objects.filter(matter_id=case.pk).count() == 1


def test_a_refused_act_and_a_refused_new_page_keep_the_chosen_file(live_cast, desk):
    page = desk.login("clerk")
    page.goto("/incoming/new/")
    scan = {"name": "来文.txt", "mimeType": "text/plain", "buffer": "来文内容".encode()}
    page.locator("[name=sender]").fill("清川县信访联席办")
    page.locator("[name=title]").fill("短")
    page.locator("[name=attachments]").set_input_files(scan)
    page.get_by_role("button", name="登记").last.click()
    page.get_by_text("至少写 4 个字").wait_for()
    assert page.evaluate("document.querySelector('input[name=attachments]').files.length") == 1
    assert page.locator("[data-files-lost]").is_hidden()
    page.locator("[name=title]").fill("关于报送分析的通知")
    page.get_by_role("button", name="登记").last.click()
    page.get_by_text("来文.txt").first.wait_for()
    address = page.url
    page.goto(f"{address}opine/")
    page.locator("[name=opinion]").fill("建议由村镇建设办承办。")
    page.get_by_role("button", name="报领导批示").click()
    page.wait_for_url(address)
    row = IncomingPaper.objects.get()
    director = desk.login("director")
    director.goto(f"{address}assign/")
    director.locator("[name=order]").fill("同意。")
    director.get_by_label("承办单位").select_option(label="村镇建设办")
    director.get_by_role("button", name="交单位承办").click()
    director.wait_for_url(address)
    unit = desk.login("liaison")
    unit.goto(f"{address}handle/")
    unit.locator("[name=attachments]").set_input_files(scan | {"name": "结果.txt"})
    unit.locator("[name=result]").fill("好")
    unit.get_by_role("button", name="报告结果").click()
    unit.get_by_text("至少写 4 个字").wait_for()
    assert unit.evaluate("document.querySelector('input[name=attachments]').files.length") == 1
    unit.locator("[name=result]").fill("已按要求报送分析材料。")
    unit.get_by_role("button", name="报告结果").click()
    unit.wait_for_url(address)
    assert sorted(row.matter.attachments.values_list("name", flat=True)) == ["来文.txt", "结果.txt"]
