"""Registering at the counter: nothing chosen or typed is lost by a refusal or by a session that ends."""

import pytest
from django.contrib.sessions.models import Session

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
